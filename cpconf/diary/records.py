"""Sites, rooms, patterns, leave, exceptions to the calendar, and who occupies what, as they are kept."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.diary.kinds import ClosureKind, Hold, LeaveKind, Purpose
from cpconf.store.constraints import says
from cpconf.store.records import Instant, LocalTime, Record, choice


class Site(Record):
    """A building where conferences are held."""

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    address: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


class Room(Record):
    """A conference room; `capacity` in seats."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("site_id", "name"), CheckConstraint("capacity > 0", name="capacity"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int]
    second_waiting_room: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=True)
    equipment: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


class RoomOpening(Record):
    """One opening period on one weekday (Monday 0)."""

    __tablename__ = "room_opening"
    __table_args__ = (CheckConstraint("closes > opens", name="order"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]


class RoomClosure(Record):
    """A room that cannot be used from one local time to another."""

    __tablename__ = "room_closure"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="order"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(LocalTime())
    ends_at: Mapped[datetime] = mapped_column(LocalTime(), index=True)
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())


class SiteTravel(Record):
    """Minutes from one site to another, the same both ways; a pair that is not kept takes the practice's minutes."""

    __tablename__ = "site_travel"
    __table_args__ = (
        CheckConstraint("from_site_id < to_site_id", name="order"),
        CheckConstraint("minutes >= 0", name="minutes"),
        UniqueConstraint("from_site_id", "to_site_id"),
    )

    from_site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    to_site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    minutes: Mapped[int]


class WorkPattern(Record):
    """One working period of a member of staff on one weekday (Monday 0); `protected`: at work, never booked."""

    __tablename__ = "work_pattern"
    __table_args__ = (CheckConstraint("ends > starts", name="order"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    protected: Mapped[bool] = mapped_column(default=False, server_default=false())


class Leave(Record):
    """Time in which a member of staff is not to be booked, in local time."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="order"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(LocalTime())
    ends_at: Mapped[datetime] = mapped_column(LocalTime(), index=True)  # what is over is never read again
    kind: Mapped[LeaveKind] = mapped_column(choice(LeaveKind))
    note: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())


class CalendarException(Record):
    """A one-off closure, or a published bank holiday that is worked here after all."""

    __tablename__ = "calendar_exception"

    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[ClosureKind] = mapped_column(choice(ClosureKind))
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())


class SchoolTermRow(Record):
    """A stretch of term time, both days included."""

    __tablename__ = "school_term"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="order"),)

    name: Mapped[str] = mapped_column(String(80))
    from_on: Mapped[date]
    until_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())


class Resource(Record):
    """What can be occupied: exactly one of a room, a member of staff, a professional who must be there."""

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN room_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN professional_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="what",
        ),
    )

    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    professional_id: Mapped[int | None] = mapped_column(ForeignKey("professional.id"), unique=True)


_WINDOW = Index(
    "ix_occupancy_window",
    "starts_at",
    "resource_id",
    "ends_at",
    "purpose",
    "conference_id",
    "hold",
    "held_until",
    "released_at",
)
"""All that is asked of the occupancies of some days, so that a window is read from the index alone."""


class Occupancy(Record):
    """A resource taken from one local time to another, turnaround and writing-up included.

    Two that are not released can never overlap: an exclusion constraint on PostgreSQL and two triggers on SQLite
    refuse it, whoever races. Half-open: one may start when another ends. `held_until`: a hold lapses at that instant.
    """

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index(None, "resource_id", "starts_at", "ends_at"),
        _WINDOW,
    )

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    hold: Mapped[Hold] = mapped_column(choice(Hold))
    starts_at: Mapped[datetime] = mapped_column(LocalTime())
    ends_at: Mapped[datetime] = mapped_column(LocalTime())
    released_at: Mapped[datetime | None] = mapped_column(Instant())
    held_until: Mapped[datetime | None] = mapped_column(Instant())


_TAKEN = "is already taken at that time: somebody else was first. Nothing was booked; choose another slot."
says("room is already occupied", f"The room {_TAKEN}", "room")
says("chair is already occupied", f"The chair {_TAKEN}", "chair")
says("minute_taker is already occupied", f"The minute-taker {_TAKEN}", "minute_taker")
says("person is already occupied", "Somebody who must be there is at another conference then.", "slot")
says("typing is already occupied", f"The minute-taker {_TAKEN}", "minute_taker")
says("ex_occupancy_overlap", f"The room, the chair or the minute-taker {_TAKEN}", "slot")
says("uq_site_name", "There is already a site of this name.", "name")
says("site.name", "There is already a site of this name.", "name")
says("room.site_id", "There is already a room of this name at the site.", "name")
says("uq_room_site_id_name", "There is already a room of this name at the site.", "name")
says("calendar_exception", "This day already has an exception.", "day")
