"""Whether a room, a chair and a minute-taker are free for a conference, and if not, why; knows no store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import ResourceId, SiteId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime, WeeklyHours
from cpconf.diary.working_days import WorkingCalendar
from cpconf.refusals import Refusal

PURPOSE_WORDS = {Purpose.ROOM: "room", Purpose.CHAIR: "chair", Purpose.MINUTE_TAKER: "minute-taker"}
_MARGINS = {
    Purpose.ROOM: "meeting the family and clearing the room included",
    Purpose.CHAIR: "meeting the family and time for notes included",
    Purpose.MINUTE_TAKER: "writing up included",
}


def check_day(calendar: WorkingCalendar, day: date) -> None:
    """Refuse a conference on a weekend (census 8875), a bank holiday or a day on which the authority is closed."""
    if day.weekday() >= 5:
        raise Refusal(f"A conference is never held at a weekend, and {_day(day)} is one. Choose another day.", "slot")
    closed = calendar.why_closed(day)
    if closed is not None:
        raise Refusal(f"{_day(day)} is not a working day here: {closed}. Choose another day.", "slot")


def check_hours(
    name: str, purpose: Purpose, hours: Iterable[WeeklyHours], needed: Span, site_id: SiteId | None
) -> None:
    """Refuse a resource that is not open or not at work for the whole of `needed`."""
    if any(span.holds(needed) for span in open_spans(hours, needed.starts_at.date(), site_id)):
        return
    what = "not open" if purpose is Purpose.ROOM else "not at work there"
    early = " (meeting the family beforehand included)" if purpose is not Purpose.MINUTE_TAKER else ""
    raise Refusal(
        f"The {PURPOSE_WORDS[purpose]} {name} is {what} from {_times(needed)} on {_day(needed.starts_at)}{early}.",
        purpose.value,
    )


def open_spans(hours: Iterable[WeeklyHours], day: date, site_id: SiteId | None) -> tuple[Span, ...]:
    """When a resource is open or at work on a day, at a site (None: at any); periods that touch are one."""
    periods = sorted(
        Span(starts_at=datetime.combine(day, period.starts), ends_at=datetime.combine(day, period.ends))
        for period in hours
        if period.weekday == day.weekday()
        and (period.from_on is None or period.from_on <= day)
        and (period.until_on is None or day <= period.until_on)
        and (site_id is None or period.site_id is None or period.site_id == site_id)
    )
    spans: list[Span] = []
    for period in periods:
        if spans and period.starts_at <= spans[-1].ends_at:
            ends_at = max(spans[-1].ends_at, period.ends_at)
            spans[-1] = Span(starts_at=spans[-1].starts_at, ends_at=ends_at)
        else:
            spans.append(period)
    return tuple(spans)


def check_absences(name: str, purpose: Purpose, absences: Iterable[Absence], needed: Span) -> None:
    """Refuse a room that is closed, or a person who is away, in any part of `needed`."""
    for absence in absences:
        if absence.span.overlaps(needed):
            closed = "closed" if purpose is Purpose.ROOM else "away"
            words = f" ({absence.words})" if absence.words else ""
            raise Refusal(
                f"The {PURPOSE_WORDS[purpose]} {name} is {closed} from {_moment(absence.span.starts_at)} "
                f"to {_moment(absence.span.ends_at)}{words}.",
                purpose.value,
            )


def clash(occupied: Iterable[Occupied], resource_id: ResourceId, wanted: Span) -> Occupied | None:
    """The earliest occupancy of the resource that overlaps `wanted`, or None."""
    overlapping = (
        row
        for row in occupied
        if row.resource_id == resource_id and row.starts_at < wanted.ends_at and wanted.starts_at < row.ends_at
    )
    return min(overlapping, key=lambda row: row.starts_at, default=None)


def taken(name: str, purpose: Purpose, row: Occupied, reference: str) -> Refusal:
    """The refusal of a resource that is taken; `reference` names the conference that has it."""
    span = Span(starts_at=row.starts_at, ends_at=row.ends_at)
    return Refusal(
        f"The {PURPOSE_WORDS[purpose]} {name} is taken from {_times(span)} on {_day(row.starts_at)} "
        f"by {reference} ({_MARGINS[purpose]}). Choose another time or another {PURPOSE_WORDS[purpose]}.",
        purpose.value,
    )


def find_room(window: DiaryWindow, resource_id: ResourceId) -> RoomTime | None:
    """The room of the window, or None."""
    return next((room for room in window.rooms if room.id == resource_id), None)


def find_person(people: Iterable[StaffTime], resource_id: ResourceId) -> StaffTime | None:
    """The person among chairs or minute-takers, or None."""
    return next((person for person in people if person.id == resource_id), None)


def days(from_on: date, until_on: date) -> tuple[date, ...]:
    """Every day from one to the other, both included."""
    return tuple(from_on + timedelta(days=n) for n in range((until_on - from_on).days + 1))


def _day(day: date) -> str:
    return f"{day:%A} {day:%d/%m/%Y}"


def _times(span: Span) -> str:
    return f"{span.starts_at:%H:%M} to {span.ends_at:%H:%M}"


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"
