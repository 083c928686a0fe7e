"""Staff as they are kept: who works here, in which role, from when to when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.access.rules import Role
from cpconf.store.records import Record, choice


class Staff(Record):
    """One member of the conferencing service; `fte_percent` is 100 for full time.

    `conferences_a_day`: the most that are booked for this person on one day; as the practice says where it is empty.
    """

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("fte_percent BETWEEN 0 AND 100", name="fte"),)

    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(choice(Role))
    fte_percent: Mapped[int] = mapped_column(default=100)
    conferences_a_day: Mapped[int | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
