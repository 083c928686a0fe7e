"""A proposal as a table says why each conference moves, what that changes, and what is lacking where none fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cpconf.access.rules import StaffId
from cpconf.bookings.replanning.scope import Item, PersonName, ReplanScope, ReplanTask, RoomName, Seated, WhatIf
from cpconf.bookings.replanning.sheet import ProposalSheet, proposal_sheet
from cpconf.bookings.rules import ConferenceId, ConferenceKind, LateReason
from cpconf.diary.replan import ChairPlan, ConferencePlan, Margin, Problem, RoomPlan, Seat, TakerPlan, cost_of
from cpconf.diary.rules import RoomId, SiteId
from cpconf.people.rules import FamilyId

DAYS = tuple(date(2026, 3, day) for day in (9, 10, 11, 12, 13))
OPEN = ((1 << 60) - 1,) * len(DAYS)
SHUT = (0,) * len(DAYS)
ROOMS = ("Oak", "Ash")
CHAIRS = ("Cass", "Chris")
TAKERS = ("Min", "Mel")


def seated(seat: Seat) -> Seated:
    starts_at = datetime.combine(DAYS[seat.day], time(8)) + timedelta(minutes=10 * seat.cell)
    assert seat.room is not None
    return Seated(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=120),
        room_id=RoomId(seat.room + 1),
        room=ROOMS[seat.room],
        site_id=SiteId(seat.room + 1),
        site=f"{ROOMS[seat.room]} House",
        chair_id=StaffId(seat.chair + 1),
        chair=CHAIRS[seat.chair],
        minute_taker_id=StaffId(seat.taker + 11),
        minute_taker=TAKERS[seat.taker],
    )


def item(number: int, now: Seat | None, **more: object) -> Item:
    made = Item(
        conference_id=ConferenceId(number) if now is not None else None,
        request_id=None,
        reference=f"CP-2026-000{number}" if now is not None else "",
        family_id=FamilyId(number),
        family="T",
        family_reference=f"F-{number}",
        kind=ConferenceKind.REVIEW,
        minutes=120,
        due_on=DAYS[3],
        counted_from_on=date(2025, 12, 12),
        days_left=4,
        now=None if now is None else seated(now),
        chair_before_id=StaffId(1),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def plan(number: int, now: Seat | None) -> ConferencePlan:
    return ConferencePlan(
        key=number, dur=12, first=0, due=3, area=0, seats=4, preferred_chair=0, continuity=60, load=1, now=now
    )


def told(
    items: list[Item], seats: list[Seat | None], *, what_if: WhatIf | None = None, rooms: tuple[RoomPlan, ...] = ()
) -> ProposalSheet:
    nows = [None if one.now is None else seat_of(one.now) for one in items]
    problem = Problem(
        cells=60,
        holidays=(False,) * 4 + (True,),
        distance=((0, 1), (1, 0)),
        rooms=rooms or (RoomPlan(area=0, seats=9, open=OPEN), RoomPlan(area=1, seats=9, open=OPEN)),
        chairs=(ChairPlan(fte=1, base=0, open=OPEN), ChairPlan(fte=1, base=0, open=OPEN)),
        takers=(TakerPlan(open=OPEN), TakerPlan(open=OPEN)),
        conferences=tuple(plan(number, now) for number, now in enumerate(nows)),
        room_margin=Margin(before=3, after=1),
        chair_margin=Margin(before=3, after=3),
        taker_margin=Margin(before=0, after=6),
    )
    task = ReplanTask(
        scope=ReplanScope(from_on=DAYS[0], until_on=DAYS[-1], what_if=what_if),
        on=date(2026, 3, 6),
        problem=problem,
        items=tuple(items),
        days=DAYS,
        away=(1, 2, 3, 4, 5),
        holidays=frozenset(DAYS[4:]),
        opens=time(8),
        rooms=tuple(
            RoomName(id=RoomId(n), name=name, site_id=SiteId(n), site=f"{name} House")
            for n, name in enumerate(ROOMS, 1)
        ),
        chairs=tuple(PersonName(id=StaffId(n), name=name) for n, name in enumerate(CHAIRS, 1)),
        takers=tuple(PersonName(id=StaffId(n), name=name) for n, name in enumerate(TAKERS, 11)),
    )
    return proposal_sheet(task, cost_of(problem, seats))


def seat_of(now: Seated) -> Seat:
    cell = (now.starts_at.hour - 8) * 6 + now.starts_at.minute // 10
    assert now.room_id is not None
    return Seat(DAYS.index(now.starts_at.date()), cell, now.room_id - 1, now.chair_id - 1, now.minute_taker_id - 11)


MORNING, NOON = Seat(1, 12, 0, 0, 0), Seat(1, 36, 0, 0, 0)
BROKEN = {"faults": ("Oak is closed (new floor)",), "reason": LateReason.ROOM}


def test_what_stays_is_no_row_and_counts_as_in_time() -> None:
    sheet = told([item(1, MORNING)], [MORNING])
    assert sheet.rows == ()
    assert (sheet.totals.wanted, sheet.totals.in_time, sheet.totals.moved) == (1, 1, 0)
    assert sheet.totals.cost_before == sheet.totals.cost_after


def test_a_broken_booking_says_what_is_broken_and_what_changes() -> None:
    sheet = told([item(1, MORNING, **BROKEN)], [Seat(1, 12, 1, 1, 1)])
    (row,) = sheet.rows
    assert (row.why, row.reason, row.moves_time, row.other_chair) == (
        "Oak is closed (new floor)",
        LateReason.ROOM,
        False,
        True,
    )
    assert row.effects == (
        "Another chair: Chris instead of Cass",
        "Another minute-taker: Mel",
        "At Ash House instead of Oak House",
    )
    assert (sheet.totals.broken, sheet.totals.reseated, sheet.totals.other_chair) == (1, 1, 1)
    assert sheet.totals.cost_before == 20_000, "whatever no longer holds has no seat"


def test_a_booking_that_makes_room_names_for_which_and_must_move_with_it() -> None:
    items = [item(1, Seat(0, 12, 1, 1, 1), **BROKEN), item(2, MORNING)]
    sheet = told(items, [MORNING, Seat(2, 12, 0, 0, 0)])
    assert [(row.reference, row.why, row.needs) for row in sheet.rows] == [
        ("CP-2026-0001", "Oak is closed (new floor)", ("CP-2026-0002",)),
        ("CP-2026-0002", "Makes room for CP-2026-0001", ()),
    ]
    assert sheet.rows[1].effects == ("Everybody is invited again",)
    assert sheet.rows[1].reason is LateReason.ROOM


def test_a_booking_that_only_gains_says_what() -> None:
    late, better = Seat(4, 12, 0, 1, 0), Seat(2, 12, 0, 1, 0)
    (row,) = told([item(1, late)], [better]).rows
    assert row.why == "It would be in time, or less late"
    assert row.effects == ("In time again", "Everybody is invited again")
    (row,) = told([item(1, Seat(1, 12, 0, 1, 0))], [MORNING]).rows
    assert row.why == "The chair who knows the family is free"
    assert row.effects == ("Another chair: Cass instead of Chris, who chaired the family before",)
    (row,) = told([item(1, MORNING)], [Seat(1, 12, 0, 0, 1)]).rows
    assert row.why == "Evens out the chairs' caseloads"


def test_a_late_day_in_the_holidays_is_said_and_a_review_needs_agreement() -> None:
    (row,) = told([item(1, MORNING, **BROKEN)], [Seat(4, 12, 0, 0, 0)]).rows
    assert (row.days_in_hand, row.is_late, row.needs_agreement) == (-1, True, True)
    assert row.effects[0] == "1 working day past the limit 12/03/2026"
    assert "In the school holidays" in row.effects
    (row,) = told([item(1, MORNING, kind=ConferenceKind.INITIAL)], [Seat(4, 12, 0, 0, 0)]).rows
    assert not row.needs_agreement


def test_a_review_that_is_booked_for_the_first_time_says_its_limit_and_its_chair() -> None:
    (row,) = told([item(1, None)], [MORNING]).rows
    assert (row.why, row.effects, row.before, row.reason) == (
        "Review due by 12/03/2026",
        ("Same chair as before",),
        None,
        None,
    )
    (row,) = told([item(1, None)], [Seat(1, 12, 0, 1, 0)]).rows
    assert row.effects == ("Another chair than before: Chris",)
    move = row.accepted()
    assert (move.conference_id, move.family_id, move.chair_id) == (None, FamilyId(1), StaffId(2))


def test_what_finds_no_seat_says_what_was_lacking() -> None:
    shut = (RoomPlan(area=0, seats=9, open=SHUT), RoomPlan(area=1, seats=3, open=OPEN))
    sheet = told([item(1, MORNING, **BROKEN)], [None], rooms=shut)
    assert [one.why for one in sheet.unplaced] == ["No room that will do is free on any of its days"]
    assert sheet.unplaced[0].before is not None
    assert (sheet.totals.unplaced, sheet.totals.in_time, sheet.totals.late) == (1, 0, 0)
    together = told([item(1, MORNING, **BROKEN)], [None])
    assert [one.why for one in together.unplaced] == [
        "No room, chair and minute-taker are free together on any of its days"
    ]


def test_what_was_only_thought_of_cannot_be_accepted() -> None:
    assert told([item(1, MORNING)], [MORNING]).can_accept
    assert not told([item(1, MORNING)], [MORNING], what_if=WhatIf(extra_rooms=1)).can_accept
