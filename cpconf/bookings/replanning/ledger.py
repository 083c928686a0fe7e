"""What one accepted proposal did, read from its own trail, and how all of it is undone; accepts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from cpconf.bookings.booking_act import BookingAct
from cpconf.bookings.records import Conference, ConferenceChild, Replan, Request
from cpconf.bookings.rules import ConferenceState, RequestState
from cpconf.bookings.untouched import is_untouched, people_invited
from cpconf.diary.free import PURPOSE_WORDS
from cpconf.diary.kinds import Purpose
from cpconf.diary.occupying import release
from cpconf.diary.records import Occupancy
from cpconf.diary.window import still_held
from cpconf.refusals import Refusal
from cpconf.store.records import TrailRow
from cpconf.store.store import Writing

_SEAT: Final = ("room_id", "chair_id", "minute_taker_id")
_ADDED, _CHANGED = "added", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A conference of the replan: `former` where it moved here, `before` the seat where it was reseated, else new."""

    conference: Conference
    former: Conference | None = None
    before: Mapping[str, int | None] | None = None

    @property
    def stands_again(self) -> Conference | None:
        """The row whose former seat is taken again."""
        return self.former if self.before is None else self.conference


def seat_of(conference: Conference) -> tuple[int | None, int, int]:
    """Room, chair and minute-taker."""
    return conference.room_id, conference.chair_id, conference.minute_taker_id


class Ledger:
    """The conferences of one replan, and the occupancies that they gave up for it."""

    def __init__(self, act: BookingAct, replan: Replan) -> None:
        self._act, self._replan, self._writing = act, replan, act.writing
        trail = _trail(act.writing, replan)
        self._requests = trail.ids(Request, _ADDED)
        self._seats = trail.changes(Conference)
        added = trail.ids(Conference, _ADDED)
        reseated = {key for key, changes in self._seats.items() if set(changes) & set(_SEAT)} - added
        rows = select(Conference).where(Conference.id.in_(sorted(added | reseated))).order_by(Conference.id)
        formers = act.writing.records(select(Conference).where(Conference.successor_id.in_(sorted(added))))
        former = {one.successor_id: one for one in formers}
        self.touched = tuple(self._touched(one, former.get(one.id)) for one in act.writing.records(rows))
        given_up = {key for key, changes in trail.changes(Occupancy).items() if "released_at" in changes}
        self._given_up = sorted(given_up - trail.ids(Occupancy, _ADDED))

    def take_back(self) -> None:
        """Everything stands as before, what did not hold then included; refuses naming what cannot."""
        for one in self.touched:
            self._check(one)
        for one in self.touched:
            release(self._writing, conference_id=one.conference.id)
            self._undo(one)
        again = {one.stands_again.id: one.stands_again for one in self.touched if one.stands_again is not None}
        rows = self._writing.records(
            select(Occupancy)
            .where(Occupancy.id.in_(self._given_up), Occupancy.conference_id.in_(sorted(again)))
            .order_by(Occupancy.starts_at, Occupancy.id)
        )
        self._writing.flush()
        for row in rows:
            if row.purpose is not Purpose.TYPING:
                self._sit(row, again[row.conference_id or 0])
        for row in rows:
            if row.purpose is Purpose.TYPING and not self._in_the_way(row):
                row.released_at = None
                self._writing.flush()

    def _touched(self, conference: Conference, former: Conference | None) -> Touched:
        changes = self._seats.get(conference.id, {})
        if former is not None or not set(changes) & set(_SEAT):
            return Touched(conference=conference, former=former)
        now = dict(zip(_SEAT, seat_of(conference), strict=True))
        before = {name: changes[name][0] if name in changes else now[name] for name in _SEAT}
        return Touched(conference=conference, before=before)

    def _check(self, one: Touched) -> None:
        conference = one.conference
        changes = self._seats.get(conference.id, {})
        same = all(getattr(conference, name) == changes[name][1] for name in _SEAT if name in changes)
        standing = conference.state is ConferenceState.CONFIRMED and conference.replan_id == self._replan.id
        if not standing or not same or conference.began_at is not None or not self._untouched(one):
            raise Refusal(
                f"{conference.reference} was moved, held, cancelled or changed since: take that back first, or move "
                "the conferences one by one.",
                "replan",
            )
        again = one.stands_again
        if again is not None and again.starts_at < self._writing.local:
            raise Refusal(f"The former time of {again.reference} has passed: it cannot stand as before.", "replan")

    def _untouched(self, one: Touched) -> bool:
        """Whether nothing else has happened to a conference that came of the replan."""
        if one.before is not None:
            return True
        writing, new = self._writing, one.conference
        same = one.former is None or (
            people_invited(writing, one.former.id) == people_invited(writing, new.id)
            and self._children(one.former) == self._children(new)
        )
        return same and is_untouched(writing, new.id)

    def _children(self, conference: Conference) -> set[int]:
        statement = select(ConferenceChild.child_id).where(ConferenceChild.conference_id == conference.id)
        return set(self._writing.scalars(statement))

    def _undo(self, one: Touched) -> None:
        conference, former = one.conference, one.former
        if one.before is not None:
            for name, value in one.before.items():
                setattr(conference, name, value)
            conference.replan_id = None
            return
        conference.state = ConferenceState.TAKEN_BACK
        if former is not None:
            former.state = ConferenceState.CONFIRMED
            former.successor_id = former.change_reason = former.change_note = None
            return
        for request in self._act.requests_of(conference):
            made_here = request.id in self._requests
            request.state = RequestState.WITHDRAWN if made_here else RequestState.REQUESTED

    def _sit(self, row: Occupancy, conference: Conference) -> None:
        """An occupancy that was given up holds again; typing moves out of its way, nothing else does."""
        for other in self._in_the_way(row):
            if other.purpose is not Purpose.TYPING:
                what = PURPOSE_WORDS.get(row.purpose, "somebody who must be there")
                raise Refusal(
                    f"{conference.reference} cannot stand as before: the {what} is taken by another booking "
                    f"at {row.starts_at:%H:%M} on {row.starts_at:%d/%m/%Y}. Nothing was taken back.",
                    "replan",
                )
            other.released_at = self._writing.at
            self._writing.flush()
        row.released_at = None
        self._writing.flush()

    def _in_the_way(self, row: Occupancy) -> Sequence[Occupancy]:
        return self._writing.records(
            select(Occupancy)
            .where(Occupancy.resource_id == row.resource_id, Occupancy.id != row.id, still_held(self._writing.at))
            .where(Occupancy.starts_at < row.ends_at, Occupancy.ends_at > row.starts_at)
            .order_by(Occupancy.id)
        )


class _Trail:
    """The rows of one act by table."""

    def __init__(self, rows: Iterable[tuple[str, int, str, Mapping[str, Any]]]) -> None:
        self._rows = tuple(rows)

    def ids(self, record: type[Any], verb: str) -> set[int]:
        return {key for name, key, done, _ in self._rows if name == record.__tablename__ and done == verb}

    def changes(self, record: type[Any]) -> dict[int, dict[str, list[Any]]]:
        """By id each changed column from the first old to the last new value."""
        found: dict[int, dict[str, list[Any]]] = {}
        for name, key, done, changes in self._rows:
            if name == record.__tablename__ and done == _CHANGED:
                known = found.setdefault(key, {})
                for column, (old, new) in changes.items():
                    known[column] = [known[column][0] if column in known else old, new]
        return found


def _trail(writing: Writing, replan: Replan) -> _Trail:
    """The trail of the act that kept the replan, in order."""
    act_id = (
        select(TrailRow.act_id)
        .where(TrailRow.record == Replan.__tablename__, TrailRow.record_id == replan.id, TrailRow.verb == _ADDED)
        .scalar_subquery()
    )
    names = [one.__tablename__ for one in (Conference, Request, Occupancy)]
    rows = writing.rows(
        select(TrailRow.record, TrailRow.record_id, TrailRow.verb, TrailRow.changes)
        .where(TrailRow.act_id == act_id, TrailRow.record.in_(names))
        .order_by(TrailRow.id)
    )
    return _Trail((row[0], row[1], row[2], row[3]) for row in rows)
