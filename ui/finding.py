"""What Ctrl+K finds: places outside the rail, children and conferences; asks two queries and opens screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ui.kit.dates import show_date, show_time
from ui.kit.frame import Frame, Hit

SHORTEST = 2
MOST = 12


def places(frame: Frame, text: str) -> list[Hit]:
    """Those whose title has every word of the text."""
    from ui.screens import SCREENS
    from ui.shell.palette import matches

    return [
        Hit(
            title=f"Go to {entry.title}",
            detail="Places",
            picture=entry.picture,
            run=partial(frame.open_screen, entry.key),
        )
        for entry in SCREENS
        if entry.alone and matches(text, f"go to {entry.title}")
    ]


def acts(frame: Frame, text: str) -> list[Hit]:
    """What can be done from anywhere with what is in the store."""
    from ui.outlook.files import TITLE, save_my_calendar
    from ui.shell.palette import matches

    if not matches(text, TITLE):
        return []
    return [Hit(title=TITLE, detail="Everywhere", picture="save", run=partial(save_my_calendar, frame))]


def find(frame: Frame, text: str, give: Callable[[Sequence[Hit]], object]) -> None:
    """Children by name, number or family, and conferences by reference or family; nothing for one letter."""
    # Imported here: the palette is furnished before anything of the store is loaded.
    from cpconf.bookings.queries import ConferenceLine, find_conferences
    from cpconf.bookings.rules import KIND_SHORT
    from cpconf.people.queries import ChildLine, find_children

    def children(lines: tuple[ChildLine, ...]) -> None:
        hits = [
            Hit(
                title=line.name,
                detail=" · ".join(part for part in (line.la_child_id, line.family_reference) if part),
                picture="person",
                run=partial(frame.open_screen, "child", child_id=line.id),
            )
            for line in lines
        ]
        frame.work.ask(find_conferences, words=text, limit=MOST, then=partial(conferences, hits))

    def conferences(hits: list[Hit], lines: tuple[ConferenceLine, ...]) -> None:
        found = [
            Hit(
                title=f"{line.reference} {line.family}",
                detail=f"{KIND_SHORT[line.kind]}, {show_date(line.starts_at)} {show_time(line.starts_at.time())}",
                picture="conferences",
                run=partial(frame.open_screen, "conference", conference_id=line.id),
            )
            for line in lines
        ]
        give(places(frame, text) + acts(frame, text) + hits + found)

    if len(text) < SHORTEST or frame.work.by is None:
        give(())
    else:
        frame.work.ask(find_children, words=text, limit=MOST, then=children)
