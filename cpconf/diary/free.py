"""Whether a room and people are free for a conference, and if not, every reason why; knows no store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cpconf.diary.kinds import Hold, Purpose
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
SLOT = "slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One reason why a seat cannot be had, in the words of a refusal, and the field that it is about."""

    words: str
    field: str


def check_day(calendar: WorkingCalendar, day: date) -> None:
    """Refuse a conference on a weekend (census 8875), a bank holiday or a day on which the authority is closed."""
    for conflict in day_conflicts(calendar, day):
        raise Refusal(conflict.words, conflict.field)


def day_conflicts(calendar: WorkingCalendar, day: date) -> Iterator[Conflict]:
    """That no conference is held on this day."""
    if day.weekday() >= 5:
        words = f"A conference is never held at a weekend, and {say_day(day)} is one. Choose another day."
        yield Conflict(words=words, field=SLOT)
        return
    closed = calendar.why_closed(day)
    if closed is not None:
        words = f"{say_day(day)} is not a working day here: {closed}. Choose another day."
        yield Conflict(words=words, field=SLOT)


def seat_conflicts(
    window: DiaryWindow,
    chosen: Mapping[Purpose, ResourceId],
    conference: Span,
    seats: int,
    references: Mapping[int | None, str],
) -> Iterator[Conflict]:
    """Everything that keeps a conference from its room, chair and minute-taker and the people of the window.

    Without a room nobody has to be anywhere. `references` names the conferences that occupy any of them.
    """
    site_id: SiteId | None = None
    if Purpose.ROOM in chosen:
        room = next((room for room in window.rooms if room.id == chosen[Purpose.ROOM]), None)
        if room is None:
            yield Conflict(words="This room is no longer used: choose another.", field=Purpose.ROOM.value)
        else:
            site_id = room.site_id
            yield from room_conflicts(window, room, conference, seats, references)
    for purpose, people, does in (
        (Purpose.CHAIR, window.chairs, "chair conferences"),
        (Purpose.MINUTE_TAKER, window.minute_takers, "take minutes"),
    ):
        person = next((person for person in people if person.id == chosen[purpose]), None)
        if person is None:
            words = f"This member of staff does not {does}, or has left."
            yield Conflict(words=words, field=purpose.value)
        else:
            yield from person_conflicts(window, purpose, person, conference, site_id, references)
    yield from people_conflicts(window, conference, references)


def room_conflicts(
    window: DiaryWindow, room: RoomTime, conference: Span, seats: int, references: Mapping[int | None, str]
) -> Iterator[Conflict]:
    """Everything that keeps a conference out of a room; `references` names the conferences of the window."""
    if room.capacity < seats:
        words = (
            f"The room {room.name} has {room.capacity} seats and this conference needs {seats}. "
            "Choose a larger room, or correct the number of seats in the request."
        )
        yield Conflict(words=words, field=Purpose.ROOM.value)
    needed = window.rules.needed(Purpose.ROOM, conference)
    yield from absence_conflicts(room.name, Purpose.ROOM, room.closures, needed)
    yield from hours_conflicts(room.name, Purpose.ROOM, room.hours, needed, None)
    yield from clash_conflicts(window, Purpose.ROOM, room, conference, references)


def person_conflicts(
    window: DiaryWindow,
    purpose: Purpose,
    person: StaffTime,
    conference: Span,
    site_id: SiteId | None,
    references: Mapping[int | None, str],
) -> Iterator[Conflict]:
    """Everything that keeps a chair or a minute-taker from a conference at a site (None: nobody has to travel)."""
    needed = window.rules.needed(purpose, conference)
    yield from absence_conflicts(person.name, purpose, person.leave, needed)
    guarded = [span for span in open_spans(person.protected, needed.starts_at.date(), None) if span.overlaps(needed)]
    if guarded:
        words = f"{person.name} has protected time from {_times(guarded[0])} on {say_day(needed.starts_at)}."
        yield Conflict(words=f"The {PURPOSE_WORDS[purpose]} {words}", field=purpose.value)
    else:
        yield from hours_conflicts(person.name, purpose, person.hours, needed, site_id)
    yield from clash_conflicts(window, purpose, person, conference, references)
    yield from _travel_conflicts(window, purpose, person, conference, site_id, references)
    that_day = sum(
        row.resource_id == person.id and row.starts_at.date() == conference.starts_at.date() for row in window.occupied
    )
    if that_day >= person.a_day:
        words = (
            f"The {PURPOSE_WORDS[purpose]} {person.name} already has {conferences(that_day)} on "
            f"{say_day(conference.starts_at)}, and {person.a_day} is the most for one day."
        )
        yield Conflict(words=words, field=purpose.value)


def hours_conflicts(
    name: str, purpose: Purpose, hours: Iterable[WeeklyHours], needed: Span, site_id: SiteId | None
) -> Iterator[Conflict]:
    """That a resource is not open or not at work for the whole of `needed`."""
    if any(span.holds(needed) for span in open_spans(hours, needed.starts_at.date(), site_id)):
        return
    what = "not open" if purpose is Purpose.ROOM else "not at work there"
    early = " (meeting the family beforehand included)" if purpose is not Purpose.MINUTE_TAKER else ""
    words = (
        f"The {PURPOSE_WORDS[purpose]} {name} is {what} from {_times(needed)} on {say_day(needed.starts_at)}{early}."
    )
    yield Conflict(words=words, field=purpose.value)


def absence_conflicts(name: str, purpose: Purpose, absences: Iterable[Absence], needed: Span) -> Iterator[Conflict]:
    """That a room is closed, or a person is away, in some part of `needed`."""
    for absence in absences:
        if absence.span.overlaps(needed):
            closed = "closed" if purpose is Purpose.ROOM else "away"
            reason = f" ({absence.words})" if absence.words else ""
            words = (
                f"The {PURPOSE_WORDS[purpose]} {name} is {closed} from {_moment(absence.span.starts_at)} "
                f"to {_moment(absence.span.ends_at)}{reason}."
            )
            yield Conflict(words=words, field=purpose.value)


def clash_conflicts(
    window: DiaryWindow,
    purpose: Purpose,
    resource: RoomTime | StaffTime,
    conference: Span,
    references: Mapping[int | None, str],
) -> Iterator[Conflict]:
    """What occupies the resource already, earliest first."""
    what = PURPOSE_WORDS[purpose]
    for row in clashes_with(window.occupied, resource.id, window.rules.occupied(purpose, conference)):
        span = Span(starts_at=row.starts_at, ends_at=row.ends_at)
        when = f"from {_times(span)} on {say_day(row.starts_at)}"
        if row.hold is Hold.HELD:
            until = f", held until {say_until(row.held_until, window.now)}" if row.held_until else ""
            how = f"held {when} for {references[row.conference_id]}{until}"
        else:
            how = f"taken {when} by {references[row.conference_id]}"
        words = f"The {what} {resource.name} is {how} ({_MARGINS[purpose]}). Choose another time or another {what}."
        yield Conflict(words=words, field=purpose.value)


def people_conflicts(window: DiaryWindow, conference: Span, references: Mapping[int | None, str]) -> Iterator[Conflict]:
    """Who of those who must be there, `window.people`, is at another conference then."""
    for person, name in window.people.items():
        for row in clashes_with(window.occupied, person, conference):
            span = Span(starts_at=row.starts_at, ends_at=row.ends_at)
            words = (
                f"{name} must be at {references[row.conference_id]} from {_times(span)} on {say_day(row.starts_at)}. "
                "Choose another time."
            )
            yield Conflict(words=words, field=SLOT)


def _travel_conflicts(
    window: DiaryWindow,
    purpose: Purpose,
    person: StaffTime,
    conference: Span,
    site_id: SiteId | None,
    references: Mapping[int | None, str],
) -> Iterator[Conflict]:
    if site_id is None:
        return
    held = window.rules.occupied(purpose, conference)
    sites = sites_of(window)
    for row in window.occupied:
        site = sites.get(row.conference_id)
        if row.resource_id != person.id or site is None or row.starts_at.date() != conference.starts_at.date():
            continue
        minutes = window.travel_minutes(site, site_id)
        way = timedelta(minutes=minutes)
        apart = row.ends_at <= held.starts_at or held.ends_at <= row.starts_at
        if apart and row.starts_at - way < held.ends_at and held.starts_at < row.ends_at + way:
            span = Span(starts_at=row.starts_at, ends_at=row.ends_at)
            words = (
                f"The {PURPOSE_WORDS[purpose]} {person.name} is at another site from {_times(span)} for "
                f"{references[row.conference_id]}, and the way takes {minutes} minutes. "
                "Choose another time, or a room at that site."
            )
            yield Conflict(words=words, field=purpose.value)


def sites_of(window: DiaryWindow) -> dict[int | None, SiteId]:
    """Where the conferences of the window are held, by the rooms that they occupy; remote ones are left out."""
    sites = {room.id: room.site_id for room in window.rooms} | dict(window.other_rooms)
    return {
        row.conference_id: sites[row.resource_id]
        for row in window.occupied
        if row.conference_id is not None and row.resource_id in sites
    }


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


def clashes_with(occupied: Iterable[Occupied], resource_id: ResourceId, wanted: Span) -> list[Occupied]:
    """The occupancies of the resource that overlap `wanted`, earliest first."""
    return sorted(
        (
            row
            for row in occupied
            if row.resource_id == resource_id and row.starts_at < wanted.ends_at and wanted.starts_at < row.ends_at
        ),
        key=lambda row: row.starts_at,
    )


def days(from_on: date, until_on: date) -> tuple[date, ...]:
    """Every day from one to the other, both included."""
    return tuple(from_on + timedelta(days=n) for n in range((until_on - from_on).days + 1))


def say_day(day: date) -> str:
    """ "Tuesday 10/03/2026"."""
    return f"{day:%A} {day:%d/%m/%Y}"


def say_until(at: datetime, now: datetime | None) -> str:
    """ "14:00 today", "14:00 tomorrow" or "14:00 on Tuesday 10/03/2026", seen from `now`."""
    ahead = None if now is None else (at.date() - now.date()).days
    return f"{at:%H:%M} " + {0: "today", 1: "tomorrow"}.get(-1 if ahead is None else ahead, f"on {say_day(at)}")


def conferences(count: int) -> str:
    """ "1 conference", "2 conferences"."""
    return f"{count} conference{'' if count == 1 else 's'}"


def _times(span: Span) -> str:
    return f"{span.starts_at:%H:%M} to {span.ends_at:%H:%M}"


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"
