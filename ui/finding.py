"""What Ctrl+K finds in the store: children and conferences; asks two queries and opens screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ui.kit.dates import show_date, show_time
from ui.kit.frame import Frame, Hit

SHORTEST = 2
MOST = 12


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
        give(hits + found)

    if len(text) < SHORTEST or frame.work.by is None:
        give(())
    else:
        frame.work.ask(find_children, words=text, limit=MOST, then=children)
