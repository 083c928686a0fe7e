"""Roles and what each may do; knows no person."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from cpconf.store.permissions import EVERYTHING, Permission

StaffId = NewType("StaffId", int)


class Role(StrEnum):
    """The roles of product.md section 1, and the auditor, who reads everything and changes nothing."""

    BOOKING_ASSISTANT = "booking_assistant"
    SPECIALIST = "specialist"
    COORDINATOR = "coordinator"
    CHAIR = "chair"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_WORDS = {
    Role.BOOKING_ASSISTANT: "Business support assistant",
    Role.SPECIALIST: "Business support specialist",
    Role.COORDINATOR: "Business support coordinator",
    Role.CHAIR: "Conference chair",
    Role.MANAGER: "Conferencing manager",
    Role.ADMINISTRATOR: "Administrator",
    Role.AUDITOR: "Auditor",
}

_OFFICE = frozenset(
    {
        Permission.READ,
        Permission.REQUEST,
        Permission.BOOK,
        Permission.RECORD,
        Permission.ISSUE,
        Permission.DIRECTORY,
    }
)

MAY: dict[Role, frozenset[Permission]] = {
    Role.BOOKING_ASSISTANT: _OFFICE | {Permission.IMPORT},
    Role.SPECIALIST: _OFFICE | {Permission.DECIDE},  # types in what the chair decides, as it is decided
    Role.COORDINATOR: _OFFICE | {Permission.IMPORT},
    Role.CHAIR: frozenset(
        {Permission.READ, Permission.RECORD, Permission.DECIDE, Permission.APPROVE, Permission.ISSUE}
    ),
    Role.MANAGER: EVERYTHING - {Permission.ADMINISTER},
    Role.ADMINISTRATOR: EVERYTHING,
    Role.AUDITOR: frozenset({Permission.READ}),
}
