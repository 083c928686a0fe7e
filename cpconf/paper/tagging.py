"""A reportlab canvas whose content is marked and hung into a structure tree (PDF/UA-1); knows no layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from cpconf.paper.fonts import Face
from cpconf.paper.lines import Line
from cpconf.paper.styles import PAGE_HEIGHT, PAGE_WIDTH, Colour
from cpconf.paper.writing import padded, stream


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree; `kids` are nodes or (page index, marked content number)."""

    role: str
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    scope: str | None = None
    numbering: str | None = None

    def child(self, role: str, *, scope: str | None = None, numbering: str | None = None) -> Node:
        """A new element at the end of this one."""
        node = Node(role, scope=scope, numbering=numbering)
        self.kids.append(node)
        return node


class TaggedCanvas(Canvas):
    """Pages drawn in reading order: everything lies inside `marked` or `artifact`, so that nothing goes unread."""

    _code: list[str]  # reportlab's own: the operators of the page in hand, and the document
    _doc: Any

    def __init__(self, *, language: str) -> None:
        super().__init__(
            BytesIO(),
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pdfVersion=(1, 7),
            lang=language,
            invariant=1,
            pageCompression=1,
        )
        self.root = Node("Document")
        self.pages: list[tuple[str, list[Node]]] = []
        self.glyphs: dict[Face, set[int]] = {}
        self.letters: dict[Face, dict[int, str]] = {}
        self._marked: list[Node] = []

    def _make_preamble(self) -> None:
        self._preamble = ""  # reportlab's would name Helvetica, which is not embedded

    def write(self, code: str) -> None:
        """Drawing operators, as they are."""
        self._code.append(code)

    @contextmanager
    def marked(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to `node`."""
        number = len(self._marked)
        self._marked.append(node)
        node.kids.append((len(self.pages), number))
        self._code.append(f"/{node.role} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is not read aloud: `kind` is Layout or Pagination."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def set_line(self, line: Line, x: float, y: float) -> None:
        """One line with its left end at x, y (points); inside `begin_text` and `end_text`."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm\n{line.code}")
        for face, numbers in line.numbers:
            self.glyphs.setdefault(face, set()).update(numbers)
        for face, number, text in line.letters:
            self.letters.setdefault(face, {}).setdefault(number, text)

    def begin_text(self, colour: Colour) -> None:
        """Start setting lines in `colour`."""
        red, green, blue = colour
        self._code.append(f"BT {red:g} {green:g} {blue:g} rg")

    def end_text(self) -> None:
        """Stop setting lines."""
        self._code.append("ET")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle, lower left corner at x, y."""
        red, green, blue = colour
        self._code.append(f"{red:g} {green:g} {blue:g} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - the last hook before reportlab files the page
        super()._setAnnotations(page)  # type: ignore[misc]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.pages)
        page.Tabs = pdfdoc.PDFName("S")
        page.Trans = None  # PDF/A forbids transitions, and reportlab writes an empty one
        page.Contents = stream(padded(page.stream.encode("latin-1")))
        self.pages.append((self._doc.thisPageName(), self._marked))
        self._marked = []
