"""Types minutes into a store as the window does, in processes of their own that can be killed at any moment.

Run as a program it waits for lines "STORE SEED", and for each forks a typist that reports to standard output:
"pid SECONDS N", then "typed SECONDS WORDS" after each word and "saved SECONDS WORDS" after each commit, and
"gone SIGNAL 0" when it has been killed.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceId
from cpconf.minutes.actions import type_section
from cpconf.minutes.queries import minutes_editor
from cpconf.minutes.rules import Heading
from cpconf.store.actors import SETTING_UP, Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import MONDAY, HandClock
from tests.worlds import small_world, with_booking, with_request
from ui.kit.typed_text import SAVE_AFTER

SAVE_EVERY: Final = SAVE_AFTER / 1000  # the window's own pace
WORDS_A_PARAGRAPH: Final = 12
CONFERENCE: Final = ConferenceId(1)
WORDS: Final = ("invented", "door", "naïve", "safety", "Łódź", "grandmother", "school", "—", "night", "‘quoted’")
ANYONE: Final = Actor(staff_id=None, name="Tess Typist", permissions=SETTING_UP.permissions)


def prepare(file: Path) -> None:
    """Fill an empty store with one booked conference, whose id is `CONFERENCE`."""
    store = Store.open(Place.parse(str(file)), clock=HandClock())
    world = with_booking(store, ANYONE, with_request(store, ANYONE, small_world(store, ANYONE)))
    assert world.conference_id == CONFERENCE
    store.close()


def kept_text(store: Store) -> tuple[str, ...]:
    """The paragraphs that the store holds, in order."""
    draft = store.ask(ANYONE, minutes_editor, conference_id=CONFERENCE)
    sections = [section for section in draft.sections if section.heading is Heading.DANGER]
    return tuple(paragraph.text for section in sections for paragraph in section.paragraphs)


def typed_text(seed: int, count: int) -> tuple[str, ...]:
    """The first `count` words of a seed's text, in paragraphs."""
    source = Random(seed)
    words = [source.choice(WORDS) for _ in range(count)]
    return tuple(" ".join(words[first : first + WORDS_A_PARAGRAPH]) for first in range(0, count, WORDS_A_PARAGRAPH))


def type_for_ever(file: Path, seed: int) -> None:
    """Type a word every few hundredths of a second; save as often as the window does."""
    store = Store.open(Place.parse(str(file)), clock=lambda: MONDAY)
    tell("pid", os.getpid())
    source, count, saved_at = Random(seed + 1_000), 0, time.monotonic()
    while True:
        count += 1
        tell("typed", count)
        select.select([], [], [], source.uniform(0.005, 0.03))
        if time.monotonic() - saved_at >= SAVE_EVERY:
            saved_at = time.monotonic()
            texts = typed_text(seed, count)
            store.change(ANYONE, type_section, conference_id=CONFERENCE, heading=Heading.DANGER, texts=texts)
            tell("saved", count)


def tell(what: str, count: int) -> None:
    """One line in one write, so that a kill never leaves half of it."""
    os.write(sys.stdout.fileno(), f"{what} {time.monotonic():.6f} {count}\n".encode())


def main() -> None:
    """Fork a typist for each line, and say when it has gone."""
    for line in sys.stdin:
        file, seed = line.split()
        pid = os.fork()
        if pid == 0:
            type_for_ever(Path(file), int(seed))
        _, status = os.waitpid(pid, 0)
        os.write(sys.stdout.fileno(), f"gone {os.WTERMSIG(status)} 0\n".encode())


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main()
