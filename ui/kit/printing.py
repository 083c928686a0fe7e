"""Puts a list or the pages of a PDF on paper; knows neither what they say nor who may read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from ui.kit.asking import AskPerson, ChoosePrinter
from ui.kit.table_model import Column, text_of

R = TypeVar("R")
MARKING = "OFFICIAL-SENSITIVE"


def table_document(title: str, columns: Sequence[Column[R]], rows: Iterable[R]) -> QTextDocument:
    """A list as a document with its marking, title and repeated column titles; black on white in any theme."""
    head = "".join(f"<th align='left'>{escape(column.title)}</th>" for column in columns)
    lines = [
        "<tr>" + "".join(f"<td>{escape(text_of(column.value(row)))}</td>" for column in columns) + "</tr>"
        for row in rows
    ]
    document = QTextDocument()
    document.setDefaultStyleSheet("* { color: #000000; } td, th { border-bottom: 1px solid #999999; }")
    document.setHtml(
        f"<p>{MARKING}</p><h2>{escape(title)}</h2><table width='100%' cellpadding='4' cellspacing='0'>"
        f"<thead><tr>{head}</tr></thead>{''.join(lines)}</table><p>{len(lines)} rows</p>"
    )
    return document


def print_table(parent: QWidget, title: str, columns: Sequence[Column[R]], rows: Iterable[R], ask: AskPerson) -> bool:
    """Ask for a printer and print the list across the page; False when the person cancelled."""
    printer = ask(parent, ChoosePrinter(title=f"Print {title}"))
    if printer is None:
        return False
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    table_document(title, columns, rows).print_(printer)
    return True


def print_pictures(printer: QPrinter, pictures: Sequence[QImage]) -> None:
    """Print page pictures, each as large as the paper allows."""
    painter = QPainter(printer)
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        area = painter.viewport()
        size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(area.x() + (area.width() - size.width()) // 2, area.y(), size.width(), size.height())
        painter.drawImage(place, picture)
    painter.end()


def print_text(parent: QWidget, title: str, document: QTextDocument, ask: AskPerson) -> bool:
    """Ask for a printer and print a text (a help page, the list of keys); False when the person cancelled."""
    printer = ask(parent, ChoosePrinter(title=f"Print {title}"))
    if printer is None:
        return False
    document.print_(printer)
    return True
