"""The requests that lie on the booking desk this morning: some booked, some returned, some still without a slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceKind, RequestState
from cpconf.demo.booking import LENGTH, Booking
from cpconf.demo.county import County
from cpconf.demo.drafts import Meeting, RequestDraft
from cpconf.demo.families import Numbers, invent_family
from cpconf.demo.flow import Course
from cpconf.demo.invented import Family
from cpconf.demo.siblings import CATEGORIES, sketch_new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A request with this many working days left, and what has become of it."""

    days_left: int
    kind: ConferenceKind = ConferenceKind.INITIAL
    state: RequestState = RequestState.REQUESTED
    seated: bool = False
    notes: str = ""


_NO_ADVOCATE: Final = "Returned: it does not say whether the child has an advocate."
_OPEN: Final = (
    _Wanted(days_left=1, notes="No chair free yet; the coordinator has been told."),
    _Wanted(days_left=2),
    _Wanted(days_left=3, kind=ConferenceKind.TRANSFER_IN),
    _Wanted(days_left=4),
    _Wanted(days_left=5, state=RequestState.RETURNED, notes=_NO_ADVOCATE),
    _Wanted(days_left=6),
    _Wanted(days_left=8, kind=ConferenceKind.PRE_BIRTH),
    _Wanted(days_left=9),
    _Wanted(days_left=10),
    _Wanted(days_left=12),
    _Wanted(days_left=13, state=RequestState.RETURNED, notes=_NO_ADVOCATE),
    _Wanted(days_left=14),
)
_BOOKED: Final = tuple(
    _Wanted(days_left=days, state=RequestState.BOOKED, seated=True) for days in (1, 2, 3, 5, 6, 8, 10, 11)
)


def invent_pending(
    source: Random, county: County, numbers: Numbers, booking: Booking, on: date
) -> tuple[list[Family], list[RequestDraft], list[Meeting]]:
    """Families who are waiting, their requests, and the conferences that are booked for them."""
    families: list[Family] = []
    requests: list[RequestDraft] = []
    meetings: list[Meeting] = []
    for wanted in (*_OPEN, *_BOOKED):
        due_on = booking.calendar.add(on, wanted.days_left)
        family = _family(source, county, numbers, wanted, due_on, on)
        families.append(family)
        category = source.choices(list(CATEGORIES), list(CATEGORIES.values()))[0]
        event_on = booking.calendar.add(due_on, -LENGTH)
        if wanted.kind is ConferenceKind.PRE_BIRTH:
            event_on = booking.calendar.add(on, -2)
        children = list(family.children)
        request = booking.request(
            family, children, wanted.kind, category, event_on, source.randrange(0, 2), wanted.state
        )
        request.notes = wanted.notes
        requests.append(request)
        if wanted.seated:
            first = on + timedelta(days=1)
            days = booking.book.days(first, due_on, due_on - timedelta(days=2))
            seat = booking.seat(days, family, wanted.kind, len(children), None)
            if seat is None:
                request.state = RequestState.REQUESTED
                continue
            meetings.append(booking.meeting(family, children, wanted.kind, seat, request=request, category=category))
    return families, requests, meetings


def _family(source: Random, county: County, numbers: Numbers, wanted: _Wanted, due_on: date, on: date) -> Family:
    """A family that asks for a first conference; before a birth it is one baby, due in two to three months."""
    is_pre_birth = wanted.kind is ConferenceKind.PRE_BIRTH
    while True:
        size = 1 if is_pre_birth else source.choices((1, 2, 3), (50, 33, 17))[0]
        course = Course(size=size, start_on=due_on, start_within=(due_on, due_on))
        household = sketch_new(source, course, white_british=source.random() < 0.58)
        unborn = {child.born_on > on for child in household.children}
        is_old_enough = household.children[0].born_on < on - timedelta(days=6 * 366)
        if unborn == {is_pre_birth} and (is_old_enough or wanted.state is not RequestState.RETURNED):
            return invent_family(source, county, numbers, household, on)
