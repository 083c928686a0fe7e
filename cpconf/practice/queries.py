"""This authority's settings as they stand; knows not who may change them."""

from __future__ import annotations

from sqlalchemy import select

from cpconf.practice.records import Setting
from cpconf.practice.rules import PracticeSettings
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@query(Permission.READ)
def practice_settings(reading: Reading) -> PracticeSettings:
    """Every setting: the defaults, and over them what this authority has changed."""
    return load_settings(reading)


def load_settings(reading: Reading) -> PracticeSettings:
    """The settings, for use inside other queries and actions; one statement."""
    rows = reading.rows(select(Setting.key, Setting.value))
    return PracticeSettings.of({row.key: row.value for row in rows})
