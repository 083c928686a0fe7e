"""A paper from blocks to bytes: A4, running head and foot on each page, "page x of y"; knows no subject, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from cpconf.paper.blocks import Block, Desk
from cpconf.paper.characters import plain
from cpconf.paper.finish import Particulars, close
from cpconf.paper.fonts import is_covered
from cpconf.paper.imprint import Imprint, PlaceImprint
from cpconf.paper.lines import Line, Rich, Span, Typesetter
from cpconf.paper.pagination import Page, paginate
from cpconf.paper.styles import (
    BODY_HEIGHT,
    BODY_WIDTH,
    HAIRLINE,
    MARGIN_LEFT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RUNNING,
    RUNNING_STRONG,
    Style,
)
from cpconf.paper.tagging import Node, TaggedCanvas

LANGUAGE = "en-GB"


def render(
    title: str, blocks: Sequence[Block], imprint: Imprint | PlaceImprint, *, setter: Typesetter | None = None
) -> bytes:
    """The finished PDF. Equal arguments give equal bytes, whether or not the typesetter has set copies before."""
    typesetter = setter or Typesetter()
    root = Node("Document")
    desk = Desk(typesetter, BODY_WIDTH, root)
    flows = [flow for block in blocks for flow in block.lay(desk)]
    pages = paginate(flows, BODY_HEIGHT)
    canvas = TaggedCanvas(language=LANGUAGE)
    canvas.root = root
    running = _Running(typesetter, imprint)
    for number, page in enumerate(pages, 1):
        _draw(canvas, page)
        running.draw(canvas, number, len(pages))
        canvas.showPage()
    printable = (" ".join(plain(text, is_covered).split()) for text in (title, imprint.authority))
    name, author = printable
    return close(canvas, Particulars(title=name, author=author, language=LANGUAGE, issued_on=imprint.issued_on))


def _draw(canvas: TaggedCanvas, page: Page) -> None:
    for flow, top in page.placed:
        flow.draw(canvas, MARGIN_LEFT, PAGE_HEIGHT - MARGIN_TOP - top)


class _Running:
    """Head and foot: marking, case or place, version or day, copy, page x of y."""

    def __init__(self, setter: Typesetter, imprint: Imprint | PlaceImprint) -> None:
        self._setter = setter
        self._imprint = imprint

    def draw(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        imprint = self._imprint
        right = PAGE_WIDTH - MARGIN_LEFT
        head, foot = PAGE_HEIGHT - 40.0, 38.0
        with canvas.artifact("Pagination"):
            canvas.fill(MARGIN_LEFT, head - 8.0, BODY_WIDTH, 0.6, HAIRLINE)
            canvas.fill(MARGIN_LEFT, foot + 14.0, BODY_WIDTH, 0.6, HAIRLINE)
            canvas.begin_text(RUNNING.colour)
            self._set(canvas, imprint.head_words, MARGIN_LEFT, head, 0.0)
            self._set(canvas, imprint.standing_words, right, head, 1.0)
            self._set(canvas, imprint.copy_words or imprint.authority, MARGIN_LEFT, foot, 0.0, 0.36)
            self._set(canvas, f"Page {number} of {count}", right, foot, 1.0)
            canvas.end_text()
            canvas.begin_text(RUNNING_STRONG.colour)
            middle = PAGE_WIDTH / 2
            self._set(canvas, (Span(imprint.marking, strong=True),), middle, head, 0.5)
            self._set(canvas, (Span(imprint.marking, strong=True),), middle, foot, 0.5)
            canvas.end_text()

    def _set(self, canvas: TaggedCanvas, rich: Rich, x: float, y: float, share: float, part: float = 0.33) -> None:
        """One line at x: its left end (share 0), middle (0.5) or right end (1). Long words run on to a second line."""
        style: Style = RUNNING
        lines: tuple[Line, ...] = self._setter.lines(rich, style, BODY_WIDTH * part)
        for index, line in enumerate(lines[:2]):
            canvas.set_line(line, x - line.width * share, y - index * 10.0)
