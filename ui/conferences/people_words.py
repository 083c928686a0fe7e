"""How attendance, reports and who saw them look and which key marks them; asks and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from cpconf.conferences.day import DayPerson, Seen
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from ui.kit.dates import show_date, show_time
from ui.kit.table_model import Column, State

ATTENDANCE_KEYS = {
    "A": AttendanceStatus.IN_PERSON,
    "V": AttendanceStatus.REMOTE,
    "P": AttendanceStatus.PART,
    "S": AttendanceStatus.DEPUTY,
    "L": AttendanceStatus.APOLOGIES,
    "X": AttendanceStatus.ABSENT,
    "E": AttendanceStatus.EXCLUDED,
    "N": AttendanceStatus.NOT_REQUIRED,
}
REPORT_KEYS = {
    "R": ReportStatus.IN_TIME,
    "T": ReportStatus.LATE,
    "D": ReportStatus.ON_THE_DAY,
    "B": ReportStatus.VERBAL,
    "O": ReportStatus.NONE,
}
KEY_WORDS = {
    "A": "In person",
    "V": "By video",
    "P": "In part",
    "S": "Deputy",
    "L": "Apologies",
    "X": "Did not attend",
    "E": "Excluded",
    "N": "Not required",
    "R": "In time",
    "T": "Late",
    "D": "On the day",
    "B": "Verbal only",
    "O": "None",
}
_ATTENDANCE = {
    AttendanceStatus.INVITED: State("Not marked", "plain", "more"),
    AttendanceStatus.IN_PERSON: State("In person", "good"),
    AttendanceStatus.REMOTE: State("By video", "good"),
    AttendanceStatus.APOLOGIES: State("Apologies", "plain", "mail"),
    AttendanceStatus.ABSENT: State("Did not attend", "late"),
    AttendanceStatus.NOT_REQUIRED: State("Not required", "plain"),
}
_REPORT = {
    ReportStatus.AWAITED: State("Awaited", "due", "clock"),
    ReportStatus.IN_TIME: State("In time", "good"),
    ReportStatus.LATE: State("Late", "due"),
    ReportStatus.ON_THE_DAY: State("On the day", "due"),
    ReportStatus.VERBAL: State("Verbal only", "due", "note"),
    ReportStatus.NONE: State("None", "late"),
    ReportStatus.NOT_REQUIRED: State("Not required", "plain"),
}
_NOTHING = State("", "plain")


def attendance_state(person: DayPerson) -> State:
    """How a person attended, as shape and word, with the name or the times that belong to it."""
    match person.attendance:
        case AttendanceStatus.PART:
            return State(f"In part {_times(person.arrived_at, person.left_at)}".strip(), "due", "clock")
        case AttendanceStatus.DEPUTY:
            return State(f"Deputy: {person.deputy_name}", "note", "person")
        case AttendanceStatus.EXCLUDED:
            part = "in part" if person.excluded_part == "part" else "whole"
            return State(f"Excluded, {part}", "due", "lock")
    return _ATTENDANCE[person.attendance]


def report_state(person: DayPerson) -> State:
    """The written report of a person; nothing for whoever owes none."""
    if person.report is None:
        return _REPORT[ReportStatus.AWAITED] if person.report_due_on else _NOTHING
    return _REPORT[person.report]


def seen_state(seen: Seen | None) -> State:
    """Whether a parent saw a report."""
    if seen is None:
        return _NOTHING
    if seen.withheld:
        return State("Withheld", "note", "lock")
    if seen.seen_on is None:
        return State("Not seen", "plain", "more")
    return State("Seen in time", "good") if seen.in_time else State("Seen late", "due")


def seen_by(person: DayPerson, adult_id: int) -> Seen | None:
    """What this parent saw of this person's report; None where there is nothing to see."""
    return next((seen for seen in person.seen if seen.adult_id == adult_id), None)


def job_of(person: DayPerson) -> str:
    """Role and agency in one line."""
    return " · ".join(part for part in (person.role, person.agency) if part)


def details_of(person: DayPerson) -> str:
    """What does not fit into the row."""
    parts = [
        f"Deputy's job: {person.deputy_title}" if person.deputy_title else "",
        f"Excluded: {person.excluded_reason} (agreed by {person.excluded_by})" if person.excluded_reason else "",
        f"Report due {show_date(person.report_due_on)}" if person.report_due_on else "",
        f"Report came {show_date(person.received_on)}" if person.received_on else "",
        "Works with this family now" if person.direct_contact else "",
    ]
    return "\n".join(part for part in parts if part)


def columns_for(
    parents: tuple[tuple[int, str], ...], number_of: Callable[[DayPerson], int]
) -> tuple[Column[DayPerson], ...]:
    """The columns of the grid, with one for each parent; a parent's key is its number in the title."""
    fixed: tuple[Column[DayPerson], ...] = (
        Column(key="number", title="No.", value=number_of, width=56, right=True),
        Column(key="name", title="Name", value=lambda p: p.name, hint=details_of),
        Column(key="job", title="Role and agency", value=job_of, hint=details_of),
        Column(key="attendance", title="Attendance", value=attendance_state, width=170, hint=details_of),
        Column(key="report", title="Report", value=report_state, width=128, hint=details_of),
    )
    seen = tuple(
        Column[DayPerson](
            key=f"seen{adult_id}",
            title=f"{number}  {name.split()[0]} saw it",
            value=lambda p, adult_id=adult_id: seen_state(seen_by(p, adult_id)),  # type: ignore[misc]
            width=132,
        )
        for number, (adult_id, name) in enumerate(parents[:9], 1)
    )
    return fixed + seen


def _times(came: time | None, left: time | None) -> str:
    if came is not None and left is not None:
        return f"{show_time(came)}–{show_time(left)}"
    if came is not None:
        return f"from {show_time(came)}"
    return f"until {show_time(left)}" if left is not None else ""
