"""Where a block of typing finds room in a minute-taker's own diary; books nothing and gives way to everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from cpconf.diary.free import open_spans
from cpconf.diary.rules import Span
from cpconf.diary.wishes import StaffTime
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.limits import Unit
from cpconf.practice.rules import LimitKey, PracticeSettings

_MOST_DAYS_OF_A_MONTH = 31


def place_typing(
    person: StaffTime,
    minutes: int,
    *,
    after: datetime,
    until_on: date,
    taken: Iterable[Span],
    calendar: WorkingCalendar,
) -> Span | None:
    """The earliest stretch of `minutes` in which the person is at work, not away, not protected and not taken.

    Not before `after` (local time), in one piece, at whatever site, on a working day up to `until_on`; None where
    there is none.
    """
    if minutes <= 0 or until_on < after.date():
        return None
    length = timedelta(minutes=minutes)
    barred = sorted([*taken, *(absence.span for absence in person.leave)])
    for day in calendar.days(after.date(), until_on):
        for at_work in open_spans(person.hours, day, None):
            for starts_at, ends_at in _gaps(at_work, after, barred):
                if ends_at - starts_at >= length:
                    return Span(starts_at=starts_at, ends_at=starts_at + length)
    return None


def typing_until(settings: PracticeSettings, calendar: WorkingCalendar, conference_on: date) -> date:
    """The last day on which the minutes of a conference of that day are typed in time, as far as the calendar goes."""
    limit = settings.limit(LimitKey.MINUTES)
    known_until = calendar.known_until
    if limit.unit is Unit.WORKING_DAYS:
        known = calendar.count_between(conference_on, known_until) >= limit.amount
    else:
        known = conference_on + timedelta(days=_MOST_DAYS_OF_A_MONTH * limit.amount) <= known_until
    return calendar.due_on(limit, conference_on) if known else known_until


def day_starts(on: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(on, time())


def _gaps(at_work: Span, after: datetime, barred: list[Span]) -> Iterator[tuple[datetime, datetime]]:
    """What is left of a working period from `after` on, between the barred spans."""
    free_from = max(at_work.starts_at, after)
    for span in barred:
        if span.ends_at <= free_from:
            continue
        if span.starts_at >= at_work.ends_at:
            break
        yield free_from, span.starts_at
        free_from = span.ends_at
    yield free_from, at_work.ends_at
