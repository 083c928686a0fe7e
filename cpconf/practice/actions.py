"""Settings change, with a reason; knows not what they mean."""

from __future__ import annotations

from sqlalchemy import select

from cpconf.practice.queries import load_settings
from cpconf.practice.records import Setting
from cpconf.practice.rules import setting_named
from cpconf.practice.setting import Stored
from cpconf.refusals import Refusal
from cpconf.store.constraints import says
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

says("uq_setting_key", "Somebody else changed this setting at the same moment: look again.", "key")


@action(Permission.ADMINISTER)
def change_setting(writing: Writing, *, key: str, value: Stored, why: str) -> None:
    """Change one setting to what a form holds (`Setting.read` says which shapes), and keep why.

    Refuses an unknown key, a wrong value (naming the setting as the field) and an empty reason. What is
    already recorded keeps its due dates. Undone by changing back.
    """
    if not why.strip():
        raise Refusal("Say why the setting changes: the reason is kept.", "why")
    settings = load_settings(writing).changed(key, value)
    stored = setting_named(key).stored(settings.value(key))
    record = writing.record(select(Setting).where(Setting.key == key))
    if record is None:
        writing.add(Setting(key=key, value=stored))
    else:
        record.value = stored
    writing.because(why.strip())
