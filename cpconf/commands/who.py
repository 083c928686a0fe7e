"""Who acts in the terminal, and where the store lies when nobody says; opens nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cpconf.access.queries import StaffLine
from cpconf.access.rules import ROLE_WORDS, Role
from cpconf.commands.names import pick
from cpconf.refusals import Refusal

FILE_NAME: Final = "conferences.cpconf"


def staff_member(staff: Sequence[StaffLine], typed: str) -> StaffLine:
    """The member of staff with this name, part of a name or number."""
    return pick(
        staff,
        typed,
        what="member of staff",
        named=lambda line: (line.name, str(line.id)),
        shown=lambda line: f"{line.name} ({ROLE_WORDS[line.role].lower()}, {line.id})",
        hint="cpconf staff lists them.",
    )


def who_acts(staff: Sequence[StaffLine], typed: str | None) -> StaffLine:
    """Whoever was named, or else the only administrator; refuses to guess among several."""
    if typed is not None:
        return staff_member(staff, typed)
    administrators = [line for line in staff if line.role is Role.ADMINISTRATOR]
    if len(administrators) == 1:
        return administrators[0]
    why = "There are several administrators" if administrators else "There is no administrator"
    raise Refusal(f"{why}, so say who acts: --as NAME. cpconf staff --as NAME lists everybody.", "as")


def default_store(environment: Mapping[str, str], platform: str) -> str:
    """`CPCONF_STORE`, or a file in this person's own data folder."""
    named = environment.get("CPCONF_STORE", "").strip()
    if named:
        return named
    return str(_data_folder(environment, platform) / "cpconf" / FILE_NAME)


def _data_folder(environment: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
