"""What a person may do, named on every action and query; knows nothing of who that person is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Permission(StrEnum):
    """One permission per kind of act; roles are sets of these (`cpconf.access.rules`)."""

    READ = "read"  # children, families, conferences, diary
    REQUEST = "request"  # record a request for a conference
    BOOK = "book"  # hold, book, move, invite
    RECORD = "record"  # attendance, reports, typed minutes, plan rows
    DECIDE = "decide"  # quoracy, decision per child
    APPROVE = "approve"  # minutes become final
    ISSUE = "issue"  # make papers from what is recorded
    IMPORT = "import"  # files in
    DIRECTORY = "directory"  # families, professionals, agencies, addresses
    ADMINISTER = "administer"  # rooms, staff, patterns, settings


EVERYTHING = frozenset(Permission)


def action(permission: Permission) -> Callable[[F], F]:
    """Mark a function `(writing, *, ...)` as an act that `Store.change` runs for those who hold `permission`."""
    return _marked("action", permission)


def query(permission: Permission) -> Callable[[F], F]:
    """Mark a function `(reading, *, ...)` as a question that `Store.ask` runs for those who hold `permission`."""
    return _marked("query", permission)


def _marked(kind: str, permission: Permission) -> Callable[[F], F]:
    def mark(function: F) -> F:
        function.__dict__["cpconf_kind"] = kind
        function.__dict__["cpconf_permission"] = permission
        return function

    return mark


def kind_of(function: Callable[..., Any]) -> str | None:
    """`"action"`, `"query"`, or None for a function that names no permission."""
    kind = getattr(function, "cpconf_kind", None)
    return kind if isinstance(kind, str) else None


def permission_of(function: Callable[..., Any]) -> Permission | None:
    """The permission that the function names, or None."""
    permission = getattr(function, "cpconf_permission", None)
    return permission if isinstance(permission, Permission) else None
