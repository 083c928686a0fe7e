"""Settings that differ from their default, as they are kept; knows not what they mean."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.store.records import Record


class Setting(Record):
    """One overridden setting; `value` as JSON; keys and kinds are those of `cpconf.practice.rules`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[Any] = mapped_column(JSON)
