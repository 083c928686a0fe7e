"""A paper in the window: pages drawn when they are looked at, read aloud, printed, saved."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.ui.conftest import Answers
from tests.ui.keys import CTRL, press
from ui.kit.pdf_view import PdfView
from ui.work import Work


def paper(pages: int) -> bytes:
    written = BytesIO()
    canvas = Canvas(written)
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"Minutes of an invented family, page {number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture
def view(work: Work, ground: QWidget, answers: Answers) -> PdfView:
    made = PdfView(work, ask=answers)
    QVBoxLayout(ground).addWidget(made)
    made.show()
    return made


def drawn(view: PdfView) -> list[int]:
    return [number for number, page in enumerate(view._pages, 1) if page.picture is not None]


def test_only_pages_near_the_sight_are_drawn(view: PdfView, qtbot: QtBot, work: Work) -> None:
    view.show_pdf(paper(30), "minutes")
    qtbot.waitUntil(lambda: 1 in drawn(view) and not work.is_busy, timeout=10_000)
    assert view.page_count == 30
    assert len(drawn(view)) <= 3
    view.go_to(20)
    qtbot.waitUntil(lambda: 20 in drawn(view) and not work.is_busy, timeout=10_000)
    assert len(drawn(view)) <= 7
    assert view.page_now == 20


def test_a_page_is_read_aloud_with_its_number_and_text(view: PdfView, qtbot: QtBot, work: Work) -> None:
    view.show_pdf(paper(2), "minutes")
    qtbot.waitUntil(lambda: 1 in drawn(view) and not work.is_busy, timeout=10_000)
    face = QAccessible.queryAccessibleInterface(view._pages[0])
    assert face.text(QAccessible.Text.Name) == "Page 1 of 2"
    assert face.text(QAccessible.Text.Description) == view.text_of(1) == "Minutes of an invented family, page 1"


def test_zooming_draws_again_at_the_new_size(view: PdfView, qtbot: QtBot, work: Work) -> None:
    view.show_pdf(paper(1), "minutes")
    qtbot.waitUntil(lambda: drawn(view) == [1] and not work.is_busy, timeout=10_000)
    before = view._pages[0].width()
    press(view, Qt.Key.Key_Minus, CTRL)
    assert view._pages[0].width() < before
    qtbot.waitUntil(
        lambda: not work.is_busy and abs(_picture_width(view) - view._pages[0].width()) <= 1, timeout=10_000
    )
    press(view, Qt.Key.Key_0, CTRL)
    assert view._pages[0].width() == before
    qtbot.waitUntil(lambda: not work.is_busy, timeout=10_000)


def _picture_width(view: PdfView) -> int:
    picture = view._pages[0].picture
    assert picture is not None
    return picture.width()


def test_another_paper_takes_the_place_of_the_first(view: PdfView, qtbot: QtBot, work: Work) -> None:
    view.show_pdf(paper(9), "minutes")
    view.show_pdf(paper(2), "plan")
    qtbot.waitUntil(lambda: drawn(view) == [1, 2] or (view.page_count == 2 and not work.is_busy), timeout=10_000)
    assert view.page_count == 2


def test_what_is_no_pdf_is_said_plainly(view: PdfView, qtbot: QtBot, work: Work) -> None:
    with qtbot.waitSignal(work.trouble, timeout=10_000) as trouble:
        view.show_pdf(b"not a paper", "minutes")
    assert trouble.args == ["This paper could not be opened: it is not a whole PDF file."]


def test_a_copy_is_saved_byte_for_byte(
    view: PdfView, answers: Answers, tmp_path: Path, work: Work, qtbot: QtBot
) -> None:
    content = paper(1)
    view.show_pdf(content, "minutes")
    answers.ready = [tmp_path / "copy.pdf", tmp_path / "no" / "folder.pdf"]
    view.save()
    assert (tmp_path / "copy.pdf").read_bytes() == content
    with qtbot.waitSignal(work.trouble, timeout=10_000):
        view.save()
    assert [question.name for question in answers.asked] == ["minutes.pdf", "minutes.pdf"]


def test_every_page_is_printed(view: PdfView, answers: Answers, tmp_path: Path, work: Work, qtbot: QtBot) -> None:
    view.show_pdf(paper(3), "minutes")
    qtbot.waitUntil(lambda: view.page_count == 3 and not work.is_busy, timeout=10_000)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    answers.ready = [printer]
    view.print_pages()
    qtbot.waitUntil(lambda: not work.is_busy, timeout=20_000)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 3
