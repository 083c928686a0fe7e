"""The verbs of the terminal, one file per group; each reads its arguments, asks or changes, and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cpconf.commands import (
    addresses,
    again,
    attending,
    booking,
    calendar_days,
    calendar_files,
    day_sheets,
    demonstrating,
    directory,
    families,
    holding,
    importing,
    minuting,
    outlook,
    papers,
    planning,
    replanning,
    requesting,
    setting_up,
    staffing,
)
from cpconf.commands.verbs import Verbs

ALL: Final[tuple[Callable[[Verbs], None], ...]] = (
    setting_up.add,
    staffing.add,
    calendar_days.add,
    importing.add,
    directory.add,
    families.add,
    addresses.add,
    requesting.add,
    booking.add,
    holding.add,
    replanning.add,
    outlook.add,
    calendar_files.add,
    day_sheets.add,
    again.add,
    attending.add,
    minuting.add,
    planning.add,
    papers.add,
    demonstrating.add,
)
"""In the order of the work, which is the order of cpconf --help."""
