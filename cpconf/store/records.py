"""The ground of every record: naming of constraints, column types, the trail's own tables; knows no subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, Index, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is a bug. Kept as a naive UTC timestamp, so that both engines sort it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class LocalTime(TypeDecorator[datetime]):
    """Wall time of Europe/London, as printed on an invitation; an aware one is a bug."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("a conference's time is local wall time, without a zone")
        return value


def choice(kind: type[StrEnum]) -> Enum:
    """A column of one of an enumeration's values, kept as its word and refused when unknown."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


class MemberOf(UserDefinedType[Any]):
    """For `type_coerce` of a column of `choice` that is read thousands of times: the member by one look-up."""

    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        self.kind = kind

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str], StrEnum]:
        return {member.value: member for member in self.kind}.__getitem__


class Record(DeclarativeBase):
    """Every record has an integer id; nothing is ever deleted: records end."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), dict[str, Any]: JSON(), list[str]: JSON()}

    id: Mapped[int] = mapped_column(primary_key=True)


class Act(Record):
    """One committed change: who, when, by which action, and why where the action asks for a reason."""

    __tablename__ = "act"

    at: Mapped[datetime] = mapped_column(Instant())
    staff_id: Mapped[int | None]
    staff_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(120))
    why: Mapped[str | None]


class TrailRow(Record):
    """One record touched by an act: `changes` maps column -> [old, new], or {at, out, in} for typed text."""

    __tablename__ = "trail"
    __table_args__ = (Index(None, "record", "record_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    record: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int]
    verb: Mapped[str] = mapped_column(String(10))
    changes: Mapped[dict[str, Any]]
