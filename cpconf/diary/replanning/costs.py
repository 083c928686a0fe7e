"""What a plan costs, worked out anew from its seats; knows nothing of the search."""

from __future__ import annotations

from collections.abc import Sequence

from cpconf.diary.replanning.model import PARTS, ConferencePlan, Problem, Proposal, Seat


def day_parts(problem: Problem, conference: ConferencePlan, day: int) -> dict[str, int]:
    """What the day alone costs: late or margin, and holiday."""
    slack = conference.due - day
    holiday = problem.weights.holiday if conference.prefers_term and problem.holidays[day] else 0
    return {"late" if slack < 0 else "margin": problem.weights.of_slack(slack), "holiday": holiday}


def room_cost(problem: Problem, conference: ConferencePlan, room: int | None) -> int:
    """What the room's distance costs."""
    if room is None:
        return 0
    return problem.weights.of_distance(problem.distance[conference.area][problem.rooms[room].area])


def chair_cost(conference: ConferencePlan, chair: int) -> int:
    """What the change of chair costs."""
    return conference.continuity if conference.preferred_chair not in (None, chair) else 0


def time_move(problem: Problem, conference: ConferencePlan, day: int, cell: int) -> int:
    """What another day or time than the present one costs."""
    now, weights = conference.now, problem.weights
    if now is None or (now.day, now.cell) == (day, cell):
        return 0
    return conference.move * (weights.other_day if now.day != day else weights.other_time)


def seat_parts(problem: Problem, conference: ConferencePlan, seat: Seat) -> dict[str, int]:
    """What a seat costs besides the chair's caseload."""
    parts = day_parts(problem, conference, seat.day)
    parts["continuity"] = chair_cost(conference, seat.chair)
    parts["area"] = room_cost(problem, conference, seat.room)
    parts["moves"] = time_move(problem, conference, seat.day, seat.cell)
    if conference.now is not None:
        other_room = problem.weights.other_room * (conference.now.room != seat.room)
        other_taker = problem.weights.other_taker * (conference.now.taker != seat.taker)
        parts["moves"] += conference.move * (other_room + other_taker)
    return parts


def cost_of(problem: Problem, seats: Sequence[Seat | None]) -> Proposal:
    """The seats as a proposal with its whole cost and its parts; hard rules are not looked at."""
    parts = dict.fromkeys(PARTS, 0)
    children = [chair.base for chair in problem.chairs]
    for conference, seat in zip(problem.conferences, seats, strict=True):
        if seat is None:
            parts["unplaced"] += problem.weights.unplaced
            continue
        for part, cost in seat_parts(problem, conference, seat).items():
            parts[part] += cost
        children[seat.chair] += conference.load
    for chair, held in zip(problem.chairs, children, strict=True):
        parts["caseload"] += problem.weights.of_caseload(held, chair.fte)
    return Proposal(seats=tuple(seats), cost=sum(parts.values()), parts=parts)
