"""How long tagged minutes take against plain reportlab with the same words: `python -m tests.bench.papers`.

Floor: platypus paragraphs and tables in the same TrueType fonts, one pass, untagged, without "page x of y". Goals: the
first copy within 1.5 of it, each further copy of the same version within 0.6.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from time import perf_counter
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

import resources
from cpconf.minutes import paper
from cpconf.minutes.sheet import MinutesSheet
from cpconf.paper import blocks, styles
from cpconf.paper.lines import Rich, Typesetter
from tests.paper.samples import long_minutes

GOALS = {"first copy": 1.5, "further copy": 0.6}
ROUNDS = 15


def measure() -> dict[str, float]:
    """Median ratio to the floor of a first copy and of a further copy, contenders taking turns."""
    sheet = long_minutes()
    _register()
    paper.minutes_pdf(sheet)
    setter = Typesetter()
    paper.minutes_pdf(sheet, setter=setter)
    copies = iter(range(1, 10_000))
    contenders: dict[str, Callable[[], object]] = {
        "floor": lambda: _plain(sheet),
        "first copy": lambda: paper.minutes_pdf(sheet),
        "further copy": lambda: paper.minutes_pdf(_for_recipient(sheet, next(copies)), setter=setter),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            begun = perf_counter()
            work()
            times[name].append(perf_counter() - begun)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(", ".join(f"{name} {1000 * taken:.1f} ms" for name, taken in medians.items()))
    return {name: medians[name] / medians["floor"] for name in GOALS}


def month(conferences: int, copies: int) -> float:
    """Seconds for a month's release: every conference's minutes in a number of copies."""
    begun = perf_counter()
    for number in range(conferences):
        sheet = replace(long_minutes(), complaints_note=f"Conference {number}.")
        setter = Typesetter()
        for copy in range(copies):
            paper.minutes_pdf(_for_recipient(sheet, copy), setter=setter)
    return perf_counter() - begun


def _for_recipient(sheet: MinutesSheet, number: int) -> MinutesSheet:
    imprint = replace(sheet.imprint, recipient=f"Recipient {number}", copy_number=number)
    return replace(sheet, imprint=imprint)


def _register() -> None:
    for name, file in (("Body", "400Regular"), ("BodyBold", "700Bold"), ("BodyItalic", "400Regular_Italic")):
        path = resources.path(f"fonts/AtkinsonHyperlegibleNext_{file}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
    pdfmetrics.registerFontFamily("Body", normal="Body", bold="BodyBold", italic="BodyItalic", boldItalic="BodyBold")


def _plain(sheet: MinutesSheet) -> bytes:
    sink = BytesIO()
    document = BaseDocTemplate(sink, pagesize=A4, initialFontName="Body")
    frame = Frame(styles.MARGIN_LEFT, styles.MARGIN_BOTTOM, styles.BODY_WIDTH, styles.BODY_HEIGHT)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_running)])
    document.build([flowable for block in paper._blocks(sheet) for flowable in _flowables(block)])
    return sink.getvalue()


def _running(canvas: Any, document: Any) -> None:
    canvas.setFont("Body", 9)
    canvas.drawString(54, 38, "Copy 3")
    canvas.drawRightString(540, 38, f"Page {document.page}")


def _style(style: styles.Style) -> ParagraphStyle:
    return ParagraphStyle(
        "x",
        fontName="BodyBold" if style.strong else "Body",
        fontSize=style.size,
        leading=style.leading,
        spaceBefore=style.before,
        spaceAfter=style.after,
        keepWithNext=int(style.keep_next),
    )


def _markup(rich: Rich) -> str:
    if isinstance(rich, str):
        return escape(rich)
    return "".join(f"<b>{escape(span.text)}</b>" if span.strong else escape(span.text) for span in rich)


_CELL, _BODY = _style(styles.CELL), _style(styles.BODY)


def _flowables(block: blocks.Block) -> list[Flowable]:
    if isinstance(block, blocks.Heading):
        return [Paragraph(escape(block.text), _style(styles.HEADINGS[block.level - 1]))]
    if isinstance(block, blocks.Text):
        return [Paragraph(_markup(block.rich), _style(block.style))]
    if isinstance(block, blocks.Bullets):
        return [Paragraph(_markup(item), _BODY, bulletText="•") for item in block.items]
    if isinstance(block, blocks.Table):
        rows = [list(block.heads)] if block.heads else []
        drawn: list[list[Any]] = [*rows, *([_cell(cell) for cell in row] for row in block.rows)]
        widths = [styles.BODY_WIDTH * share / sum(block.shares) for share in block.shares]
        look = TableStyle([("FONT", (0, 0), (-1, -1), "Body", 10.5), ("LINEBELOW", (0, 0), (-1, -1), 0.6, grey)])
        return [Table(drawn, colWidths=widths, repeatRows=len(rows), style=look)]
    return []


def _cell(cell: Rich | blocks.Paragraphs) -> list[Paragraph]:
    items = cell.items if isinstance(cell, blocks.Paragraphs) else (cell,)
    return [Paragraph(_markup(item), _CELL) for item in items]


if __name__ == "__main__":
    for goal, ratio in measure().items():
        print(f"{goal}: {ratio:.2f} of the floor (goal {GOALS[goal]})")
    small, large = month(5, 8), month(10, 8)
    print(f"release of 5 conferences {small:.1f} s, of 10 {large:.1f} s: {large / small:.2f} times (linear is 2)")
