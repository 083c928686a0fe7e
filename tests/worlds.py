"""A small invented authority for the tests, made by the program's own actions: people, rooms, a request, a booking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role, StaffId
from cpconf.bookings.actions import book_conference, record_request
from cpconf.bookings.rules import ConferenceId, ConferenceKind, LateReason, RequestId
from cpconf.diary.actions import add_room, add_site, make_bookable, set_pattern
from cpconf.diary.rules import RoomId, SiteId
from cpconf.people.actions import (
    add_adult,
    add_agency,
    add_child,
    add_family,
    add_professional,
    involve,
    relate,
)
from cpconf.people.rules import (
    AdultId,
    AgencyId,
    AgencyKind,
    ChildId,
    Ethnicity,
    FamilyId,
    ProfessionalId,
    Sex,
)
from cpconf.store.actors import Actor
from cpconf.store.store import LONDON, Store

WEEK = tuple((weekday, time(8, 0), time(18, 0)) for weekday in range(5))
"""Rooms and people: Monday to Friday, 08:00 to 18:00."""

PROFESSIONALS = (
    ("social_worker", "Sol Worker", "Social worker", AgencyKind.SOCIAL_CARE, "North Assessment Team"),
    ("teacher", "Terry Teachwell", "Designated safeguarding lead", AgencyKind.EDUCATION, "Toybrook School"),
    ("health_visitor", "Harper Visitwell", "Health visitor", AgencyKind.HEALTH_VISITING, "Toybrook Clinic"),
    ("police", "Pat Constable", "Detective constable", AgencyKind.POLICE, "Safeguarding Unit"),
)


NO_REQUEST, NO_CONFERENCE = RequestId(0), ConferenceId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The ids of what was made; `request_id` and `conference_id` are 0 until there is one.

    Two rooms of 14 and 8 seats at one site, two chairs, two minute-takers; the Testling family with Robin (7), Wren
    (3) and an unborn baby, their mother (parental responsibility for all three) and father (for the two born ones);
    a social worker, a teacher, a health visitor and a police officer, all involved.
    """

    site_id: SiteId
    room_ids: tuple[RoomId, ...]
    chair_ids: tuple[StaffId, ...]
    minute_taker_ids: tuple[StaffId, ...]
    family_id: FamilyId
    child_ids: tuple[ChildId, ...]
    unborn_id: ChildId
    mother_id: AdultId
    father_id: AdultId
    agency_ids: dict[AgencyKind, AgencyId] = field(default_factory=dict)
    professional_ids: dict[str, ProfessionalId] = field(default_factory=dict)
    request_id: RequestId = NO_REQUEST
    conference_id: ConferenceId = NO_CONFERENCE


def small_world(store: Store, by: Actor) -> World:
    """Fill an empty store with the small authority."""
    on = today(store)
    site_id = store.change(by, add_site, name="Toybrook House").value
    family_id = store.change(by, add_family, name="Testling").value
    children = add_children(store, by, family_id, on)
    mother_id = store.change(by, add_adult, family_id=family_id, name="Mo Testling", in_household=True).value
    father_id = store.change(by, add_adult, family_id=family_id, name="Fin Testling").value
    for child_id in children:
        store.change(by, relate, adult_id=mother_id, child_id=child_id, kind="mother", parental_responsibility=True)
        store.change(
            by,
            relate,
            adult_id=father_id,
            child_id=child_id,
            kind="father",
            parental_responsibility=child_id != children[2],
        )
    world = World(
        site_id=site_id,
        room_ids=(add_a_room(store, by, site_id, "Oak", 14), add_a_room(store, by, site_id, "Ash", 8)),
        chair_ids=tuple(add_person(store, by, name, Role.CHAIR) for name in ("Cass Chair", "Chris Chair")),
        minute_taker_ids=tuple(add_person(store, by, name, Role.SPECIALIST) for name in ("Min Taker", "Mel Taker")),
        family_id=family_id,
        child_ids=children[:2],
        unborn_id=children[2],
        mother_id=mother_id,
        father_id=father_id,
    )
    return with_professionals(store, by, world)


def add_children(store: Store, by: Actor, family_id: FamilyId, on: date) -> tuple[ChildId, ...]:
    """Robin, Wren and the unborn baby."""
    robin = store.change(
        by,
        add_child,
        family_id=family_id,
        la_child_id="T1001",
        given_name="Robin",
        family_name="Testling",
        born_on=on - timedelta(days=365 * 7 + 100),
        sex=Sex.FEMALE,
        ethnicity=Ethnicity.WBRI,
    ).value
    wren = store.change(
        by,
        add_child,
        family_id=family_id,
        la_child_id="T1002",
        given_name="Wren",
        family_name="Testling",
        born_on=on - timedelta(days=365 * 3 + 100),
        sex=Sex.MALE,
        ethnicity=Ethnicity.WBRI,
    ).value
    unborn = store.change(
        by,
        add_child,
        family_id=family_id,
        la_child_id="T1003",
        family_name="Testling",
        expected_on=on + timedelta(days=120),
    ).value
    return robin, wren, unborn


def add_a_room(store: Store, by: Actor, site_id: SiteId, name: str, capacity: int) -> RoomId:
    """A room that is open all week."""
    return store.change(by, add_room, site_id=site_id, name=name, capacity=capacity, opening=WEEK).value


def add_person(store: Store, by: Actor, name: str, role: Role) -> StaffId:
    """A member of staff who is in the diary all week."""
    staff_id = store.change(by, add_staff, name=name, role=role).value
    store.change(by, make_bookable, staff_id=staff_id)
    store.change(by, set_pattern, staff_id=staff_id, periods=WEEK)
    return staff_id


def with_professionals(store: Store, by: Actor, world: World) -> World:
    """The world with its agencies and the professionals who work with the family."""
    agencies: dict[AgencyKind, AgencyId] = {}
    people: dict[str, ProfessionalId] = {}
    for key, name, job, kind, agency in PROFESSIONALS:
        agencies[kind] = store.change(by, add_agency, name=agency, kind=kind).value
        people[key] = store.change(by, add_professional, name=name, agency_id=agencies[kind], job_title=job).value
        store.change(by, involve, family_id=world.family_id, professional_id=people[key])
    return replace(world, agency_ids=agencies, professional_ids=people)


def another_family(
    store: Store, by: Actor, world: World, name: str, count: int = 1
) -> tuple[FamilyId, tuple[ChildId, ...]]:
    """A further family with `count` children of six; their numbers carry the family's name."""
    family_id = store.change(by, add_family, name=name).value
    children = tuple(
        store.change(
            by,
            add_child,
            family_id=family_id,
            la_child_id=f"{name.upper()}{n}"[:20],
            given_name=f"Sam{n}",
            family_name=name,
            born_on=today(store) - timedelta(days=365 * 6 + 60),
            sex=Sex.FEMALE,
        ).value
        for n in range(1, count + 1)
    )
    return family_id, children


def with_request(
    store: Store,
    by: Actor,
    world: World,
    *,
    kind: ConferenceKind = ConferenceKind.INITIAL,
    family_id: FamilyId | None = None,
    child_ids: Sequence[ChildId] | None = None,
    strategy_discussion_on: date | None = None,
    s47_started_on: date | None = None,
    seats: int = 8,
    worker: str = "social_worker",
) -> World:
    """The world with a request, by default an initial one for Robin and Wren whose strategy discussion was today."""
    counted_on = strategy_discussion_on or today(store)
    request_id = store.change(
        by,
        record_request,
        family_id=family_id or world.family_id,
        child_ids=tuple(child_ids or world.child_ids),
        kind=kind,
        strategy_discussion_on=counted_on if kind is ConferenceKind.INITIAL else strategy_discussion_on,
        s47_started_on=s47_started_on or (counted_on if kind is ConferenceKind.INITIAL else None),
        notice_on=counted_on if kind is ConferenceKind.TRANSFER_IN else None,
        social_worker_id=world.professional_ids[worker],
        seats=seats,
        category_sought="NEG",
    ).value
    return replace(world, request_id=request_id)


def with_booking(
    store: Store,
    by: Actor,
    world: World,
    *,
    starts_at: datetime | None = None,
    room: int = 0,
    chair: int = 0,
    minute_taker: int = 0,
    late_reason: LateReason | None = None,
) -> World:
    """The world with a conference, by default on Tuesday in a week at 10:00 in the first room with the first people."""
    asked = world if world.request_id else with_request(store, by, world)
    conference_id = store.change(
        by,
        book_conference,
        request_id=asked.request_id,
        starts_at=starts_at or usual_start(store),
        room_id=asked.room_ids[room],
        chair_id=asked.chair_ids[chair],
        minute_taker_id=asked.minute_taker_ids[minute_taker],
        late_reason=late_reason,
    ).value
    return replace(asked, conference_id=conference_id)


def today(store: Store) -> date:
    """The date in London by the store's clock."""
    return store.clock().astimezone(LONDON).date()


def usual_start(store: Store) -> datetime:
    """10:00 on the first Tuesday that is a week away or more."""
    in_a_week = today(store) + timedelta(days=7)
    return datetime.combine(in_a_week + timedelta(days=(1 - in_a_week.weekday()) % 7), time(10, 0))
