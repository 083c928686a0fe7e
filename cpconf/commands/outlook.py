"""The weeks ahead in the terminal: supply against demand, the first week that fails; counts nothing itself."""

from __future__ import annotations

from argparse import Namespace

from cpconf.bookings.expected import outlook
from cpconf.commands.answers import Answer, table
from cpconf.commands.desk import Desk
from cpconf.commands.verbs import Verbs
from cpconf.diary.kinds import Purpose
from cpconf.diary.outlook import Demand, OutlookWeek
from cpconf.diary.outlook_words import basis_words, headline, overdue_words, savings_words, second_line, term_words

HEADINGS = (
    "Week of", "", "Booked", "Reviews due", "Waiting", "Initials", "To follow", "80 % range",
    "Can hold", "Rooms", "Chairs", "Takers", "Late",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """outlook."""
    parser = verbs.add(
        "outlook",
        _outlook,
        says="the weeks ahead: what can be held, what must be, and the first week that fails",
        example="cpconf outlook --weeks 26",
    )
    parser.add_argument("--weeks", type=int, default=12, help="how many (default: 12, at most 26)")


def _outlook(desk: Desk, options: Namespace) -> Answer:
    found = desk.ask(outlook, weeks=options.weeks)
    said = [headline(found), second_line(found), *savings_words(found), overdue_words(found)]
    lines = table(HEADINGS, [_row(week) for week in found.weeks], none="There is no working day to look at.")
    return Answer(found, (*(line for line in said if line), "", *lines, "", *basis_words(found)))


def _row(week: OutlookWeek) -> tuple[object, ...]:
    return (
        week.monday,
        term_words(week),
        week.booked,
        f"{week.wanted[Demand.REVIEW]:.1f}",
        f"{week.wanted[Demand.WAITING]:.1f}",
        f"{week.wanted[Demand.INITIAL]:.1f}",
        f"{week.wanted[Demand.FOLLOWING]:.1f}",
        f"{week.wanted_low:.0f} to {week.wanted_high:.0f}",
        week.can_hold,
        *(week.of(purpose).slots for purpose in (Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER)),
        week.late if week.late == week.late_high else f"{week.late} to {week.late_high}",
    )
