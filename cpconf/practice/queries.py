"""This authority's settings as they stand; knows not who may change them."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlalchemy import select

from cpconf.practice.records import Setting
from cpconf.practice.rules import PracticeSettings
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

_STORED = select(Setting.__table__.c.key, Setting.__table__.c.value)


@query(Permission.READ)
def practice_settings(reading: Reading) -> PracticeSettings:
    """Every setting: the defaults, and over them what this authority has changed."""
    return load_settings(reading)


def load_settings(reading: Reading) -> PracticeSettings:
    """The settings, for use inside other queries and actions; one statement."""
    return _settings(tuple((row.key, json.dumps(row.value)) for row in reading.rows(_STORED)))


@lru_cache(maxsize=4)
def _settings(stored: tuple[tuple[str, str], ...]) -> PracticeSettings:
    """They are read with every question and change a few times a year."""
    return PracticeSettings.of({key: json.loads(value) for key, value in stored})
