"""What a paper is written in: headings, texts, lists, tables, facts; turns them into set pieces. Knows no subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cpconf.paper.characters import plain
from cpconf.paper.flows import Bookmark, Break, Cell, CellText, Flow, Row, SetText
from cpconf.paper.fonts import is_covered
from cpconf.paper.lines import Rich, Span, Typesetter
from cpconf.paper.styles import BODY, CELL, CELL_HEAD, HEADINGS, Style
from cpconf.paper.tagging import Node

GUTTER = 10.0  # between columns
CELL_INSET = 6.0  # from the table's edge to the first column


@dataclass(slots=True)
class Desk:
    """Where blocks are set: the typesetter, the width in points, the structure element that receives them."""

    setter: Typesetter
    width: float
    root: Node
    headings: list[int] = field(default_factory=list)

    def lines_width(self, style: Style) -> float:
        """The room for a line in this style."""
        panel = 2 * style.panel.padding + 3.0 if style.panel else 0.0
        return self.width - style.indent - panel


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, 1 to 3; it enters the document's outline."""

    level: int
    text: str

    def lay(self, desk: Desk) -> list[Flow]:
        """One piece. A level deeper than the one before by more than one is refused: readers would lose a step."""
        if self.level > (desk.headings[-1] if desk.headings else 0) + 1:
            raise ValueError(f"heading {self.level} after {desk.headings[-1:]} skips a level")
        desk.headings.append(self.level)
        style = HEADINGS[self.level - 1]
        title = " ".join(plain(self.text, is_covered).split())
        bookmark = Bookmark(title or "-", self.level - 1, f"h{len(desk.headings)}")
        lines = desk.setter.lines(self.text, style, desk.width)
        return [SetText(lines, style, desk.root.child(f"H{self.level}"), desk.width, bookmark)]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    rich: Rich
    style: Style = BODY

    def lay(self, desk: Desk) -> list[Flow]:
        """One piece."""
        lines = desk.setter.lines(self.rich, self.style, desk.lines_width(self.style))
        return [SetText(lines, self.style, desk.root.child("P"), desk.width)]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items."""

    items: tuple[Rich, ...]

    def lay(self, desk: Desk) -> list[Flow]:
        """One piece per item, the bullet as its label."""
        listed = desk.root.child("L", numbering="Disc")
        style = replace(BODY, indent=16.0, after=3.0)
        (bullet,) = desk.setter.lines("•", style, 16.0)
        flows: list[Flow] = []
        for item in self.items:
            node = listed.child("LI")
            label, body = node.child("Lbl"), node.child("LBody")
            lines = desk.setter.lines(item, style, desk.lines_width(style))
            flows.append(SetText(lines, style, body, desk.width, mark=(bullet, label)))
        if flows:
            flows[-1].after = BODY.after
        return flows


Content = Rich | tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Several paragraphs in one cell."""

    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row that comes again on every page. `shares` are relative column widths.

    The first column names its row for a screen reader where `names_rows` is set.
    """

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Rich | Paragraphs, ...], ...]
    names_rows: bool = True
    padding: float = 5.0
    is_tied: bool = False  # to what follows
    is_whole: bool = False  # all its rows on one page, where a page can hold them

    def lay(self, desk: Desk) -> list[Flow]:
        """One piece per row. A row of another length than the header is refused."""
        node = desk.root.child("Table")
        columns = _columns(self.shares, desk.width)
        header: Row | None = None
        flows: list[Row] = []
        if self.heads:
            roles = [("TH", "Column")] * len(self.heads)
            cells = _cells(desk, node, self.heads, roles, columns, CELL_HEAD)
            header = Row(cells, desk.width, is_header=True, before=4.0, keep_next=True, padding=self.padding)
            flows.append(header)
        first: tuple[str, str | None] = ("TH", "Row") if self.names_rows else ("TD", None)
        for row in self.rows:
            roles_here: list[tuple[str, str | None]] = [first, *[("TD", None)] * (len(row) - 1)]
            cells = _cells(desk, node, row, roles_here, columns, CELL)
            flows.append(Row(cells, desk.width, repeat=header, padding=self.padding))
        if not flows:
            return []
        for tied in flows[:-1] if self.is_whole else flows[-2:-1]:  # the last row never begins a page alone
            tied.keep_next = True
        flows[-1].after = 12.0
        flows[-1].keep_next = self.is_tied
        return list(flows)


def facts(pairs: Sequence[tuple[str, Rich | Paragraphs]], share: float = 0.3, *, is_tied: bool = False) -> Table:
    """Label and value, one under another: a table whose first column names the rows."""
    labelled = tuple(((Span(label, strong=True),), value) for label, value in pairs)
    return Table((), (share, 1.0 - share), labelled, padding=3.5, is_tied=is_tied, is_whole=len(pairs) <= 12)


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts a page."""

    def lay(self, desk: Desk) -> list[Flow]:
        """The break."""
        return [Break()]


Block = Heading | Text | Bullets | Table | NewPage


def _columns(shares: Sequence[float], width: float) -> list[tuple[float, float]]:
    """(left edge, width) of each column's text."""
    room = width - 2 * CELL_INSET - GUTTER * (len(shares) - 1)
    columns: list[tuple[float, float]] = []
    x = CELL_INSET
    for share in shares:
        columns.append((x, room * share / sum(shares)))
        x += columns[-1][1] + GUTTER
    return columns


def _cells(
    desk: Desk,
    table: Node,
    row: Sequence[Rich | Paragraphs],
    roles: Sequence[tuple[str, str | None]],
    columns: Sequence[tuple[float, float]],
    style: Style,
) -> list[Cell]:
    tr = table.child("TR")
    cells: list[Cell] = []
    for content, (role, scope), (x, width) in zip(row, roles, columns, strict=True):
        node = tr.child(role, scope=scope)
        items = content.items if isinstance(content, Paragraphs) else (content,)
        texts = [
            CellText(desk.setter.lines(item, style, width), style, node if len(items) == 1 else node.child("P"))
            for item in items
        ]
        cells.append(Cell(x, texts))
    return cells
