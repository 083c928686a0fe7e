"""What a screen is given of its surroundings, and what it gives to the palette; knows no window and no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from ui.kit.asking import AskPerson, ask_person
from ui.kit.dates import AddWorkingDays, weekdays_only
from ui.kit.deeds import Deeds
from ui.kit.memory import Memory
from ui.work import Work


class ShowNotice(Protocol):
    """A message that takes no focus; `tone` good, note, due or late; `run` under a button named `act`."""

    def __call__(
        self, text: str, tone: str = "note", *, act: str = "", run: Callable[[], object] | None = None
    ) -> object: ...


def _nowhere(*_words: object, **_named: object) -> object:
    raise RuntimeError("the window puts its own notices here when it is furnished")


class OpenScreen(Protocol):
    """Go to a screen by its key, with what it should show (ids); kept for Alt+Left."""

    def __call__(self, key: str, /, **args: object) -> object: ...


@dataclass(slots=True, kw_only=True)
class Frame:
    """Handed to every screen. `now` gives an aware UTC instant, `today` the date in London; nobody reads a clock.

    `add_working_days` knows the bank holidays once `app.py` has asked for them; until then Monday to Friday.
    """

    work: Work
    now: Callable[[], datetime]
    today: Callable[[], date]
    open_screen: OpenScreen
    memory: Memory
    notice: ShowNotice = _nowhere
    ask: AskPerson = ask_person
    add_working_days: AddWorkingDays = field(default=weekdays_only)
    deeds: Deeds = field(default_factory=Deeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a person can do from here: in the palette, in the list of keys, and by its shortcut."""

    title: str
    run: Callable[[], object]
    shortcut: str = ""
    picture: str = "forward"
    place: str = "This screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of the palette."""

    title: str
    run: Callable[[], object]
    detail: str = ""
    picture: str = "forward"
