"""Children in lists: found, all, changed lately, or likely the same; knows plans only as a mark on a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    case,
    column,
    func,
    or_,
    select,
    table,
    true,
)

from cpconf.people.records import Child, Family
from cpconf.people.rules import ChildId, FamilyId, Sex, child_name, name_alikeness
from cpconf.store.permissions import Permission, query
from cpconf.store.records import TrailRow
from cpconf.store.store import Reading

# Plans stand below people: their table is named by its words, so that no import points downwards, and a list of
# children still says in one statement who is on a plan.
_PLAN = table("plan", column("child_id", Integer), column("ended_on", Date), column("latest_category", String))
_RECENT_ROWS = 5000
_ALIKE = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """One child in a list; `name` as displayed, `category` of the open plan, None where there is none."""

    id: ChildId
    la_child_id: str
    name: str
    born_on: date | None
    expected_on: date | None
    sex: Sex
    family_id: FamilyId | None
    family_reference: str | None
    team: str | None
    worker: str | None
    on_plan: bool
    category: str | None


@query(Permission.READ)
def find_children(reading: Reading, *, words: str, limit: int = 50) -> tuple[ChildLine, ...]:
    """Children in whose names, number or family reference every word stands; best first, at most `limit`.

    Without words: those changed most recently.
    """
    asked = words.split()
    if not asked:
        return _recent(reading, limit)
    first = asked[0]
    rank = case(
        (or_(Child.la_child_id == words.strip(), Family.reference == words.strip().upper()), 0),
        (_starts(Child.family_name, first) | _starts(Child.given_name, first), 1),
        else_=2,
    )
    statement = child_lines().where(*(_names_hold(word) for word in asked))
    return found(reading, statement.order_by(rank, *BY_NAME).limit(limit))


@query(Permission.READ)
def child_list(reading: Reading, *, only_on_plan: bool = False) -> tuple[ChildLine, ...]:
    """Every child by name, or only those with an open plan; one statement."""
    on_plan = _PLAN.c.child_id.is_not(None) if only_on_plan else true()
    return found(reading, child_lines().where(on_plan).order_by(*BY_NAME))


@query(Permission.READ)
def likely_duplicates(
    reading: Reading,
    *,
    given_name: str | None = None,
    family_name: str | None = None,
    born_on: date | None = None,
    expected_on: date | None = None,
    la_child_id: str | None = None,
    limit: int = 10,
) -> tuple[ChildLine, ...]:
    """Children who may be the same as one about to be added, most alike first.

    The same number; a birth (or expected date four weeks about) with a name that sounds the same in writing; or the
    same two names whatever the date.
    """
    given, family = (given_name or "").strip(), (family_name or "").strip()
    nearby: list[ColumnElement[bool]] = [Child.la_child_id == (la_child_id or "").strip()]
    if born_on is not None:
        nearby.append(Child.born_on == born_on)
    if expected_on is not None:
        first, last = expected_on - timedelta(days=28), expected_on + timedelta(days=28)
        nearby.append(or_(Child.expected_on.between(first, last), Child.born_on.between(first, last)))
    if given and family:
        nearby.append(and_(Child.given_name.istartswith(given), Child.family_name.istartswith(family)))
    rows = reading.rows(child_lines().where(or_(*nearby)).order_by(Child.id))
    scored = [(_alike(row, given, family, (la_child_id or "").strip(), born_on or expected_on), row) for row in rows]
    best = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(_line(row) for _, row in best[:limit])


def _alike(row: Row[Any], given: str, family: str, la_child_id: str, day: date | None) -> float:
    if la_child_id and row.la_child_id == la_child_id:
        return 2.0
    alike_family = name_alikeness(family, row.family_name or "")
    alike_given = name_alikeness(given, row.given_name or "") if given and row.given_name else alike_family
    swapped = min(name_alikeness(given, row.family_name or ""), name_alikeness(family, row.given_name or ""))
    same_day = day is not None and day in {row.born_on, row.expected_on}
    return max((alike_family + alike_given) / 2, swapped) + 0.2 * same_day


BY_NAME = (Child.family_name, Child.given_name, Child.la_child_id)
BY_AGE = (func.coalesce(Child.born_on, Child.expected_on), Child.id)


def child_lines() -> Select[*tuple[Any, ...]]:
    """The columns of a child's line; a child has at most one open plan, so nobody stands twice."""
    return (
        select(
            Child.id,
            Child.la_child_id,
            Child.given_name,
            Child.family_name,
            Child.born_on,
            Child.expected_on,
            Child.sex,
            Child.family_id,
            Family.reference,
            Child.team,
            Child.worker,
            _PLAN.c.child_id.label("plan_child_id"),
            _PLAN.c.latest_category,
        )
        .outerjoin(Family, Family.id == Child.family_id)
        .outerjoin(_PLAN, and_(_PLAN.c.child_id == Child.id, _PLAN.c.ended_on.is_(None)))
    )


def found(reading: Reading, statement: Select[*tuple[Any, ...]]) -> tuple[ChildLine, ...]:
    """The lines of a select made by `child_lines`."""
    return tuple(_line(row) for row in reading.rows(statement))


def _line(row: Row[Any]) -> ChildLine:
    return ChildLine(
        id=ChildId(row.id),
        la_child_id=row.la_child_id,
        name=child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None),
        born_on=row.born_on,
        expected_on=row.expected_on,
        sex=row.sex,
        family_id=None if row.family_id is None else FamilyId(row.family_id),
        family_reference=row.reference,
        team=row.team,
        worker=row.worker,
        on_plan=row.plan_child_id is not None,
        category=row.latest_category,
    )


def _recent(reading: Reading, limit: int) -> tuple[ChildLine, ...]:
    newest = select(func.max(TrailRow.id)).scalar_subquery()
    changed = (
        select(TrailRow.record_id, func.max(TrailRow.id).label("last"))
        .where(TrailRow.record == Child.__tablename__, TrailRow.id > newest - _RECENT_ROWS)
        .group_by(TrailRow.record_id)
        .subquery()
    )
    statement = child_lines().outerjoin(changed, changed.c.record_id == Child.id)
    return found(reading, statement.order_by(changed.c.last.desc().nulls_last(), Child.id.desc()).limit(limit))


def _names_hold(word: str) -> ColumnElement[bool]:
    """The word somewhere in a name, number or reference; a capital letter outside ASCII is tried as well."""
    columns = (Child.given_name, Child.family_name, Child.known_as, Child.la_child_id, Family.reference)
    return or_(*(one.icontains(form, autoescape=True) for one in columns for form in sorted({word, word.capitalize()})))


def _starts(name: Any, word: str) -> ColumnElement[bool]:
    return or_(*(name.istartswith(form, autoescape=True) for form in sorted({word, word.capitalize()})))
