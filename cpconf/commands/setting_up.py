"""A store from nothing: init, settings, backup; knows no family."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from typing import Final

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role
from cpconf.commands.answers import Answer, facts, table
from cpconf.commands.desk import Desk
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.practice.actions import change_setting
from cpconf.practice.limits import Unit
from cpconf.practice.queries import practice_settings
from cpconf.practice.rules import SETTINGS, setting_named
from cpconf.practice.setting import Kind, Setting, Stored
from cpconf.refusals import Refusal

FIRST_REASON: Final = "Set when the store was made"
_LIMIT: Final = re.compile(r"(\d{1,4}) ([a-z ]+)")


def add(verbs: Verbs) -> None:
    """init, settings, backup."""
    init = verbs.add(
        "init",
        _init,
        says="make a new, empty store with its first administrator",
        example='cpconf init --administrator "Ann Admin" --authority "Wendleshire County Council"',
    )
    init.add_argument("--administrator", metavar="NAME", type=words, default="Administrator", help="who runs the store")
    init.add_argument("--authority", metavar="NAME", type=words, help="printed on every paper")

    settings = verbs.add(
        "settings",
        _settings,
        says="show the practice settings, or change one with its reason",
        example='cpconf settings review_minutes 100 --why "Agreed by the board"',
    )
    settings.add_argument("key", nargs="?", help="one setting (default: all)")
    settings.add_argument("value", nargs="?", type=words, help="its new value: 100, yes, 15 working days, …")
    settings.set_defaults(day=verbs.typed.day)
    settings.add_argument("--why", metavar="REASON", type=words, default="", help="kept in the trail; needed to change")

    verbs.add(
        "backup", _backup, says="copy the store to its folder of backups and verify the copy", example="cpconf backup"
    )


def _init(desk: Desk, options: Namespace) -> Answer:
    place = desk.make_store()
    staff_id = desk.change(add_staff, name=options.administrator, role=Role.ADMINISTRATOR).value
    if options.authority:
        desk.change(change_setting, key="authority_name", value=options.authority, why=FIRST_REASON)
    return Answer(
        {"store": place, "administrator": {"id": staff_id, "name": options.administrator}},
        (
            f"Made {place}.",
            f"{options.administrator} is its administrator. Next: cpconf site add, room add, staff add.",
        ),
    )


def _settings(desk: Desk, options: Namespace) -> Answer:
    if options.value is not None:
        value = _typed(setting_named(options.key), options.value, options.day)
        desk.change(change_setting, key=options.key, value=value, why=options.why)
    practice = desk.ask(practice_settings)
    keys = [setting_named(options.key).key] if options.key else list(SETTINGS)
    stored = {key: SETTINGS[key].stored(practice.value(key)) for key in keys}
    told = {key: SETTINGS[key].in_words(practice.value(key)) for key in keys}
    if options.key:
        setting = SETTINGS[options.key]
        choices = "; ".join(f"{word} ({shown.lower()})" for word, shown in setting.choices)
        known = ((setting.label, told[setting.key]), ("About", setting.help), ("Choices", choices))
        return Answer(stored, facts(known))
    rows = [(key, value, SETTINGS[key].label) for key, value in told.items()]
    return Answer(stored, table(("Key", "Value", "What it is"), rows, none=""))


def _typed(setting: Setting, text: str, day: Callable[[str], date]) -> Stored:
    """What was typed in the shape in which a setting of this kind is kept; a wrong one is refused by the setting."""
    if setting.kind is Kind.WHOLE:
        return int(text) if text.isascii() and text.isdigit() else text
    if setting.kind is Kind.YES_NO:
        return {"yes": True, "no": False}.get(text.strip().casefold(), text)
    if setting.kind is Kind.DAY:
        try:
            return day(text).isoformat()
        except ArgumentTypeError as wrong:
            raise Refusal(f"{setting.label}: {wrong}.", setting.key) from None
    limit = _LIMIT.fullmatch(text.strip().lower()) if setting.kind is Kind.LIMIT else None
    if limit is not None:
        units = [unit for unit in Unit if limit[2].rstrip("s") in (unit.rstrip("s"), unit.split()[-1].rstrip("s"))]
        return {"amount": int(limit[1]), "unit": units[0].value if len(units) == 1 else limit[2]}
    return text


def _backup(desk: Desk, _options: Namespace) -> Answer:
    copy = desk.back_up()
    if not copy.is_file():
        raise Refusal("The copy was not found again where it was put.")
    return Answer({"backup": str(copy)}, (f"Verified copy: {copy}",))
