"""What reception and the doors need to know of a day: times, rooms, initials, who arrives when and where; no name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from cpconf.paper.imprint import PlaceImprint

STAGGER = timedelta(minutes=15)
"""How long after the first the next part of a family arrives that must arrive apart."""

MAIN, SECOND, ASIDE = "Main waiting room", "Second waiting room", "Not the main waiting room: ask the chair"


class Relative(NamedTuple):
    """One of the family who is invited: initials, what they are to the children, whether they live with them."""

    initials: str
    capacity: str
    in_household: bool
    is_child: bool = False


class Needs(NamedTuple):
    """What was asked for at the booking, as far as reception must know it."""

    separate_arrival: bool = False
    non_contact: bool = False
    second_sitting_at: datetime | None = None
    second_waiting_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who is expected, from when, where to seat them; initials only."""

    at: time
    who: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionLine:
    """One conference of the day. `interpreter`: languages; `how`: empty where everybody meets in the room."""

    reference: str
    initials: str
    starts_at: datetime
    ends_at: datetime
    room: str
    chair: str
    minute_taker: str
    arrivals: tuple[Arrival, ...] = ()
    instructions: tuple[str, ...] = ()
    interpreter: str = ""
    access: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionSheet:
    """One site on one day; `rooms` are all rooms of the site in use, also those without a conference."""

    on: date
    site: str
    rooms: tuple[str, ...]
    lines: tuple[ReceptionLine, ...]
    imprint: PlaceImprint


def family_arrivals(
    starts_at: datetime, pre_meet: timedelta, family: Sequence[Relative], needs: Needs
) -> list[Arrival]:
    """When each of the family arrives and where they wait.

    Together, they come for the meeting with the chair. Where they must arrive apart, whoever lives with the children
    comes first and the rest STAGGER later, to the second waiting room; where they attend apart, the rest come STAGGER
    before the second sitting. Of adults who all live with them, or none of whom does, the first invited comes first.
    """
    if not family:
        return []
    begins = starts_at - pre_meet
    first, rest = divided(family)
    if not _apart(needs) or not rest:
        return [Arrival(at=begins.time(), who=tuple(_who(one) for one in family), where=MAIN)]
    later = begins + STAGGER
    if needs.second_sitting_at is not None:
        later = max(later, needs.second_sitting_at - STAGGER)
    return [
        Arrival(at=begins.time(), who=tuple(_who(one) for one in first), where=MAIN),
        Arrival(
            at=later.time(),
            who=tuple(_who(one) for one in rest),
            where=SECOND if needs.second_waiting_room else ASIDE,
        ),
    ]


def divided(family: Sequence[Relative]) -> tuple[list[Relative], list[Relative]]:
    """Those who come first and those who come apart from them, who are never children; all come first where there is
    one adult or none."""
    children = [one for one in family if one.is_child]
    adults = [one for one in family if not one.is_child]
    at_home = [one for one in adults if one.in_household]
    elsewhere = [one for one in adults if not one.in_household]
    if at_home and elsewhere:
        return [*at_home, *children], elsewhere
    return [*adults[:1], *children], adults[1:]


def instructions(starts_at: datetime, family: Sequence[Relative], needs: Needs) -> list[str]:
    """What reception must do, a sentence each; nothing that says why."""
    said: list[str] = []
    if needs.second_sitting_at is not None:
        first, rest = divided(family)
        said.append(
            f"Two sittings: {starts_at:%H:%M} with {_listed(first)}; {needs.second_sitting_at:%H:%M} with "
            f"{_listed(rest)}. Ask the chair before anybody else is let in."
        )
    if needs.separate_arrival:
        said.append("The family arrive apart: do not seat them in one waiting room.")
    if needs.non_contact:
        said.append("They must not meet: not on arriving, in the corridor, or on leaving.")
    if _apart(needs):
        said.append("They leave apart: wait for the chair's word before the second leaves.")
        if not needs.second_waiting_room:
            said.append("There is no second waiting room here: agree with the chair beforehand where the second waits.")
    return said


def _apart(needs: Needs) -> bool:
    return needs.separate_arrival or needs.non_contact or needs.second_sitting_at is not None


def _who(one: Relative) -> str:
    return f"{one.initials} ({one.capacity[0].lower()}{one.capacity[1:]})" if one.capacity else one.initials


def _listed(people: Sequence[Relative]) -> str:
    return " and ".join(_who(one) for one in people) or "those whom the chair names"
