"""What lies on a page: set texts and table rows that know their height and can be parted; knows no page order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cpconf.paper.lines import Line
from cpconf.paper.styles import HAIRLINE, TINT, Style
from cpconf.paper.tagging import Node, TaggedCanvas

ROW_KEPT_WHOLE = 190.0  # a row up to this height moves to the next page rather than part


class Flow(ABC):
    """A piece of a page, all lengths in points.

    `lead` is the least height of it that may stand at the foot of a page; `keep_next` ties it to the piece after it;
    `repeat` is a header row that stands again above it at the top of a page.
    """

    height: float
    lead: float
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    repeat: Row | None = None

    @abstractmethod
    def split(self, room: float) -> tuple[Flow, Flow] | None:
        """Two pieces of which the first is at most `room` high, or None if it cannot be parted so."""

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw with the upper left corner at x, top."""


def baseline(style: Style) -> float:
    """How far below the top of a line its letters stand."""
    return (style.leading + 0.7 * style.size) / 2


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document outline; level 0 is the highest."""

    title: str
    level: int
    key: str


@dataclass(slots=True)
class SetText(Flow):
    """Lines of one paragraph, heading or list item; `mark` stands to the left of its first line."""

    lines: tuple[Line, ...]
    style: Style
    node: Node
    width: float
    bookmark: Bookmark | None = None
    mark: tuple[Line, Node] | None = None
    height: float = field(init=False)
    lead: float = field(init=False)
    before: float = field(init=False)
    after: float = field(init=False)
    keep_next: bool = field(init=False)
    repeat: Row | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        count = len(self.lines)
        self.height = count * self.style.leading + self._padding * 2
        self.lead = (count if count <= 3 else 2) * self.style.leading + self._padding * 2
        self.before, self.after, self.keep_next = self.style.before, self.style.after, self.style.keep_next

    @property
    def _padding(self) -> float:
        return self.style.panel.padding if self.style.panel else 0.0

    def split(self, room: float) -> tuple[Flow, Flow] | None:
        """Neither a single first line nor a single last line is left alone where the room allows it."""
        count = min(int((room - 2 * self._padding + 0.01) // self.style.leading), len(self.lines) - 1)
        if len(self.lines) - count == 1 and count > 2:
            count -= 1
        if count < 1:
            return None
        first = SetText(self.lines[:count], self.style, self.node, self.width, self.bookmark, self.mark)
        rest = SetText(self.lines[count:], self.style, self.node, self.width)
        first.after = rest.before = 0.0
        return first, rest

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style, panel = self.style, self.style.panel
        if self.bookmark:
            canvas.bookmarkPage(self.bookmark.key, fit="XYZ", left=0, top=top + 12, zoom=0)
            canvas.addOutlineEntry(self.bookmark.title, self.bookmark.key, self.bookmark.level, False)
        if panel:
            with canvas.artifact():
                canvas.fill(x, top - self.height, self.width, self.height, panel.ground)
                canvas.fill(x, top - self.height, 3.0, self.height, panel.bar)
        left = x + style.indent + (panel.padding + 3.0 if panel else 0.0)
        room = self.width - style.indent - (2 * panel.padding + 3.0 if panel else 0.0)
        y = top - self._padding - baseline(style)
        if self.mark:
            with canvas.marked(self.mark[1]):
                canvas.begin_text(style.colour)
                canvas.set_line(self.mark[0], left - 13.0, y)
                canvas.end_text()
        with canvas.marked(self.node):
            canvas.begin_text(style.colour)
            for line in self.lines:
                canvas.set_line(line, left + (room - line.width if line.is_right_to_left else 0.0), y)
                y -= style.leading
            canvas.end_text()


@dataclass(slots=True)
class CellText:
    """One paragraph inside a cell."""

    lines: tuple[Line, ...]
    style: Style
    node: Node


@dataclass(slots=True)
class Cell:
    """A cell's paragraphs; `x` is counted from the left edge of the table."""

    x: float
    texts: list[CellText]

    @property
    def height(self) -> float:
        gaps = sum(text.style.after for text in self.texts[:-1])
        return gaps + sum(len(text.lines) * text.style.leading for text in self.texts)

    def split(self, room: float) -> tuple[Cell, Cell]:
        """As many lines as fit into `room`, and the rest."""
        first, rest, left = Cell(self.x, []), Cell(self.x, []), room
        for text in self.texts:
            count = 0 if rest.texts else max(0, min(len(text.lines), int((left + 0.01) // text.style.leading)))
            if count:
                first.texts.append(replace(text, lines=text.lines[:count]))
            if count < len(text.lines):
                rest.texts.append(replace(text, lines=text.lines[count:]))
            left -= count * text.style.leading + text.style.after
        return first, rest

    def draw(self, canvas: TaggedCanvas, x: float, top: float, is_repeated: bool) -> None:
        """Every paragraph, marked as its own element unless it only repeats a header."""
        for text in self.texts:
            if is_repeated:
                top = self._draw_text(canvas, text, x, top)
            else:
                with canvas.marked(text.node):
                    top = self._draw_text(canvas, text, x, top)

    def _draw_text(self, canvas: TaggedCanvas, text: CellText, x: float, top: float) -> float:
        canvas.begin_text(text.style.colour)
        y = top - baseline(text.style)
        for line in text.lines:
            canvas.set_line(line, x + self.x, y)
            y -= text.style.leading
        canvas.end_text()
        return top - len(text.lines) * text.style.leading - text.style.after


@dataclass(slots=True)
class Row(Flow):
    """A table row over the full width; a header row is tinted."""

    cells: Sequence[Cell]
    width: float
    is_header: bool = False
    repeat: Row | None = None
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    is_repeated: bool = False
    padding: float = 5.0  # above and below the text
    height: float = field(init=False)
    lead: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = max((cell.height for cell in self.cells), default=0.0) + 2 * self.padding
        self.lead = self.height if self.height <= ROW_KEPT_WHOLE else 90.0

    def split(self, room: float) -> tuple[Flow, Flow] | None:
        """Each cell is parted at its own last line that fits."""
        parts = [cell.split(room - 2 * self.padding) for cell in self.cells]
        if not any(first.texts for first, _ in parts) or not any(rest.texts for _, rest in parts):
            return None
        first = replace(self, cells=[first for first, _ in parts], after=0.0, keep_next=False)
        rest = replace(self, cells=[rest for _, rest in parts], before=0.0)
        return first, rest

    def repeated(self) -> Row:
        """This header row once more, as decoration of the next page."""
        return replace(self, before=0.0, is_repeated=True)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.artifact():
            if self.is_header:
                canvas.fill(x, top - self.height, self.width, self.height, TINT)
            canvas.fill(x, top - self.height, self.width, 0.6, HAIRLINE)
        if self.is_repeated:
            with canvas.artifact("Pagination"):
                self._draw_cells(canvas, x, top)
        else:
            self._draw_cells(canvas, x, top)

    def _draw_cells(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for cell in self.cells:
            cell.draw(canvas, x, top - self.padding, self.is_repeated)


@dataclass(slots=True)
class Break(Flow):
    """The end of a page."""

    height: float = 0.0
    lead: float = 0.0

    def split(self, room: float) -> tuple[Flow, Flow] | None:
        """Never."""
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Nothing."""
