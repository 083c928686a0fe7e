"""Staff come, change and leave; knows neither their diary nor their passwords."""

from __future__ import annotations

from datetime import date

from cpconf.access.records import Staff
from cpconf.access.rules import Role, StaffId
from cpconf.access.typed import needed, trimmed
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_NAME = "Give the member of staff a name."


@action(Permission.ADMINISTER)
def add_staff(
    writing: Writing,
    *,
    name: str,
    role: Role,
    fte_percent: int = 100,
    email: str | None = None,
    phone: str | None = None,
    started_on: date | None = None,
) -> StaffId:
    """A new member of staff; refuses an empty name and hours outside 0-100 %. Undone by `end_staff`."""
    _check_hours(fte_percent)
    staff = writing.add(
        Staff(
            name=needed(name, "name", _NAME),
            role=Role(role),
            fte_percent=fte_percent,
            email=trimmed(email),
            phone=trimmed(phone),
            started_on=started_on,
        )
    )
    return StaffId(staff.id)


@action(Permission.ADMINISTER)
def change_staff(
    writing: Writing,
    *,
    staff_id: StaffId,
    name: str,
    role: Role,
    fte_percent: int,
    email: str | None = None,
    phone: str | None = None,
) -> None:
    """Correct a name, a role, the hours; refuses as `add_staff`. Undone by changing back."""
    staff = writing.get(Staff, staff_id)
    _check_hours(fte_percent)
    staff.name = needed(name, "name", _NAME)
    staff.role = Role(role)
    staff.fte_percent = fte_percent
    staff.email = trimmed(email)
    staff.phone = trimmed(phone)


@action(Permission.ADMINISTER)
def end_staff(writing: Writing, *, staff_id: StaffId, ended_on: date | None = None) -> None:
    """The last day (default: today) of a member of staff; their records stay.

    Refuses who has left already, and a last day before the first. Undone by `reinstate_staff`.
    """
    staff = writing.get(Staff, staff_id)
    last_on = ended_on or writing.on
    if staff.ended_on is not None:
        raise Refusal("This member of staff has already left.", "staff")
    if staff.started_on is not None and last_on < staff.started_on:
        raise Refusal("The last day lies before the first.", "ended_on")
    if staff_id == writing.by.staff_id:
        raise Refusal("You cannot end your own work here: ask another administrator.", "staff")
    staff.ended_on = last_on


@action(Permission.ADMINISTER)
def reinstate_staff(writing: Writing, *, staff_id: StaffId) -> None:
    """A member of staff has not left after all; refuses who has not. Undone by `end_staff`."""
    staff = writing.get(Staff, staff_id)
    if staff.ended_on is None:
        raise Refusal("This member of staff has not left.", "staff")
    staff.ended_on = None


def _check_hours(fte_percent: int) -> None:
    if not 0 <= fte_percent <= 100:
        raise Refusal("Give the hours as a percentage of full time, from 0 to 100.", "fte_percent")
