"""What every booking act does: keep others out, let holds lapse, check, keep, take the seat; decides no lateness."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from cpconf.access.records import Staff
from cpconf.bookings.clocks import earliest_pre_birth
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild
from cpconf.bookings.required import expected_days, required_people
from cpconf.bookings.rules import ConferenceKind, ConferenceState, Mode, RequestId, RequestState
from cpconf.diary.free import check_day
from cpconf.diary.kinds import Hold
from cpconf.diary.occupying import hold_diary, occupy, release
from cpconf.diary.records import Room
from cpconf.diary.window import load_calendar
from cpconf.people.rules import next_reference
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.store import Writing
from cpconf.store.troubles import Again

_UNBOOKABLE = {
    RequestState.RETURNED: "This request was returned to the social worker: take it up again first.",
    RequestState.BOOKED: "This request is already booked: move its conference instead.",
    RequestState.WITHDRAWN: "This request was withdrawn: take it up again first.",
}


class BookingAct:
    """One act at the diary: nobody else books meanwhile, holds past their time are gone, the practice is read once."""

    def __init__(self, writing: Writing) -> None:
        hold_diary(writing)
        self.writing = writing
        self.settings = load_settings(writing)
        self.calendar = load_calendar(writing, self.settings)
        self.lapsed = self._lapse()

    def _lapse(self) -> int:
        rows = self.writing.records(
            select(Conference)
            .where(Conference.state == ConferenceState.PROVISIONAL, Conference.held_until <= self.writing.at)
            .order_by(Conference.id)
        )
        for conference in rows:
            self.let_go(conference)
        return len(rows)

    def let_go(self, conference: Conference) -> None:
        """A hold ends: its room and people are free; its request has waited all along."""
        release(self.writing, conference_id=conference.id)
        conference.state = ConferenceState.LAPSED

    def waiting(self, request_id: int) -> Request:
        """A request that waits to be booked; refuses any other."""
        request = self.writing.get(Request, request_id)
        if request.state is not RequestState.REQUESTED:
            raise Refusal(_UNBOOKABLE[request.state], "request")
        return request

    def hold_of(self, request_id: int) -> Conference | None:
        """The slot that a request holds, or None."""
        return self.writing.record(
            select(Conference).where(
                Conference.request_id == request_id, Conference.state == ConferenceState.PROVISIONAL
            )
        )

    def requests_of(self, conference: Conference) -> list[Request]:
        """The request of a conference and those whose children joined it."""
        joined = select(ConferenceChild.request_id).where(
            ConferenceChild.conference_id == conference.id, ConferenceChild.request_id.is_not(None)
        )
        asked = (Request.id == conference.request_id) | Request.id.in_(joined)
        return list(self.writing.records(select(Request).where(asked).order_by(Request.id)))

    def conference_for(self, request: Request, starts_at: datetime, ends_at: datetime | None) -> Conference:
        """A new conference with the clocks of its request; the second sitting comes on top of the request's length."""
        second = self.settings.second_sitting_minutes if request.split_attendance else 0
        ends = ends_at or starts_at + timedelta(minutes=request.length_minutes + second)
        return Conference(
            request_id=request.id,
            family_id=request.family_id,
            kind=request.kind,
            mode=request.mode,
            starts_at=starts_at,
            ends_at=ends,
            second_sitting_at=second_sitting(starts_at, ends, second),
            strategy_discussion_on=request.strategy_discussion_on,
            s47_started_on=request.s47_started_on,
            counted_from_on=request.counted_from_on,
            due_on=request.due_on,
            booked_at=self.writing.at,
        )

    def check(self, conference: Conference) -> None:
        """Refuse what no seat can mend: a time that has passed, an end before the start, no room, a day off."""
        if conference.starts_at < self.writing.local:
            raise Refusal("That time has passed: choose a later one.", "slot")
        if conference.ends_at <= conference.starts_at:
            raise Refusal("The end must come after the start.", "ends_at")
        if conference.room_id is None and conference.mode is not Mode.REMOTE:
            raise Refusal("Choose a room: only a conference where everybody is remote has none.", "room")
        check_day(self.calendar, conference.starts_at.date())
        if conference.room_id is not None:
            self.writing.get(Room, conference.room_id)
        for staff_id in (conference.chair_id, conference.minute_taker_id):
            self.writing.get(Staff, staff_id)

    def check_birth(self, day: date, kind: ConferenceKind, child_ids: Iterable[int]) -> None:
        """Refuse a pre-birth conference before the week of pregnancy from which a plan may begin."""
        if kind is not ConferenceKind.PRE_BIRTH:
            return
        earliest_on = earliest_pre_birth(expected_days(self.writing, child_ids), self.calendar, self.settings)
        if earliest_on is not None and day < earliest_on:
            raise Refusal(
                "This is too early before the birth: a pre-birth conference can be held from "
                f"{earliest_on:%d/%m/%Y} on, because no plan begins sooner.",
                "slot",
            )

    def keep(self, conference: Conference, children: Iterable[ConferenceChild]) -> None:
        """A new conference with its reference, its children and what it occupies."""
        conference.reference = _next_reference(self.writing, conference.starts_at.year)
        try:
            self.writing.add(conference)
        except Refusal as refusal:
            if refusal.field == "reference":
                raise Again from refusal
            raise
        rows = list(children)
        for row in rows:
            row.conference_id = conference.id
        self.writing.add_all(rows)
        self.seat(conference)

    def seat(self, conference: Conference) -> None:
        """Take the room and everybody who must be there, or refuse with what stands in the way."""
        requests = self.requests_of(conference)
        held = conference.state is ConferenceState.PROVISIONAL
        occupy(
            self.writing,
            conference_id=conference.id,
            room_id=conference.room_id,
            chair_id=conference.chair_id,
            minute_taker_id=conference.minute_taker_id,
            starts_at=conference.starts_at,
            ends_at=conference.ends_at,
            seats=max((request.seats for request in requests), default=0),
            professional_ids=required_people(self.writing, [request.id for request in requests]),
            hold=Hold.HELD if held else Hold.BOOKED,
            held_until=conference.held_until if held else None,
            settings=self.settings,
            calendar=self.calendar,
        )

    def seat_again(self, conference: Conference) -> None:
        """Let go of what a conference occupies and take it as it is to be now."""
        release(self.writing, conference_id=conference.id)
        self.writing.flush()
        self.seat(conference)

    def requested_ids(self, request_id: RequestId) -> list[int]:
        """The children of a request, in the order in which they were named."""
        statement = select(RequestChild.child_id).where(RequestChild.request_id == request_id)
        return list(self.writing.scalars(statement.order_by(RequestChild.id)))

    def children(self, conference: Conference) -> list[ConferenceChild]:
        """The children of a conference with the clocks of those who joined it."""
        statement = select(ConferenceChild).where(ConferenceChild.conference_id == conference.id)
        return list(self.writing.records(statement.order_by(ConferenceChild.id)))


def _next_reference(writing: Writing, year: int) -> str:
    """CP-2026-0001 and on by the year of the conference; `hold_diary` lets nobody else count meanwhile."""
    prefix = f"CP-{year}-"
    latest = writing.scalar(
        select(Conference.reference)
        .where(Conference.reference.startswith(prefix, autoescape=True))
        .order_by(func.length(Conference.reference).desc(), Conference.reference.desc())
        .limit(1)
    )
    return next_reference(prefix, latest, 4)


def second_sitting(starts_at: datetime, ends_at: datetime, minutes: int) -> datetime | None:
    """When the other part of the family joins: so many minutes before the end; None without a second sitting."""
    at = ends_at - timedelta(minutes=minutes)
    return at if minutes and at > starts_at else None


def as_asked(child_ids: Iterable[int]) -> list[ConferenceChild]:
    """Rows of children whose clocks are the conference's own."""
    return [ConferenceChild(child_id=child_id) for child_id in child_ids]


def carried(children: Iterable[ConferenceChild]) -> list[ConferenceChild]:
    """The same children for a successor, each with the clocks that it had."""
    return [
        ConferenceChild(
            child_id=row.child_id,
            request_id=row.request_id,
            kind=row.kind,
            strategy_discussion_on=row.strategy_discussion_on,
            s47_started_on=row.s47_started_on,
            counted_from_on=row.counted_from_on,
            due_on=row.due_on,
        )
        for row in children
    ]
