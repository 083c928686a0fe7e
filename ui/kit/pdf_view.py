"""Shows a PDF page by page, with zoom, keys, text for a screen reader, printing and saving; knows no paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.asking import AskPerson, ChoosePrinter, SaveFile, ask_person
from ui.kit.panels import ProgressPanel
from ui.kit.pdf_pages import LANE, Outline, PdfPages
from ui.kit.style import px, theme_now
from ui.kit.words import button, tool, words
from ui.lanes import Task
from ui.work import Work

POINT = 96 / 72  # screen pixels of a point at 100 %
PRINT_SCALE = 200 / 72
STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class _Page(QWidget):
    """One page: white paper until its picture has come."""

    def __init__(self, number: int, count: int, size: tuple[float, float]) -> None:
        super().__init__()
        self.points = size
        self.picture: QImage | None = None
        self.scale = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Page {number} of {count}")

    def resize_to(self, zoom: float) -> None:
        self.setFixedSize(round(self.points[0] * POINT * zoom), round(self.points[1] * POINT * zoom))

    def show_picture(self, picture: QImage, scale: float, text: str) -> None:
        self.picture, self.scale = picture, scale
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if self.picture is not None:
            painter.drawImage(self.rect(), self.picture)
        painter.setPen(QColor(theme_now().focus if self.hasFocus() else theme_now().edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfView(QWidget):
    """`show_pdf(bytes, title)`. Only pages in sight are drawn, away from the window's thread.

    Ctrl+= and Ctrl+- zoom, Ctrl+0 fits the width, Page Up and Page Down go by page, Ctrl+P prints, Ctrl+S saves.
    """

    def __init__(self, work: Work, *, ask: AskPerson = ask_person) -> None:
        super().__init__()
        self._work, self._ask = work, ask
        self._pdf: PdfPages | None = None
        self._content, self._title = b"", ""
        self._pages: list[_Page] = []
        self._tasks: dict[int, Task] = {}
        self._zoom = 0.0  # 0: fits the width
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw_visible)
        self._build()

    def _build(self) -> None:
        self.progress = ProgressPanel()
        self._where = words("", "small", wrap=False)
        bar = QHBoxLayout()
        bar.setSpacing(px(4))
        bar.addWidget(self._where)
        bar.addStretch(1)
        for picture, name, run, key in (
            ("zoom_out", "Smaller", partial(self.zoom, -1), "Ctrl+-"),
            ("zoom_in", "Larger", partial(self.zoom, 1), "Ctrl+="),
            ("fit", "Fit the width", self.fit, "Ctrl+0"),
        ):
            made = tool(picture, f"{name} ({key})", run)
            bar.addWidget(made)
        bar.addWidget(button("&Print …", self.print_pages, picture="print"))
        bar.addWidget(button("Save a cop&y …", self.save, picture="save"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Pages")
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(bar)
        column.addWidget(self.progress)
        column.addWidget(self._scroll, 1)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_pdf(self, content: bytes, title: str) -> None:
        """Show this document from its first page; `title` names the proposed file, so no child's name in it."""
        self.clear()
        self._content, self._title = content, title
        self._pdf = PdfPages(content)
        self._scroll.setAccessibleName(f"Pages of {title}")
        self._work.later(self._pdf.outline, done=partial(self._lay_out, self._pdf), owner=self, lane=LANE)

    def clear(self) -> None:
        """Show nothing; what was being drawn is stopped."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        if self._pdf is not None:
            self._work.later(self._pdf.close, lane=LANE)
        self._pdf, self._pages, self._content = None, [], b""
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._where.setText("")

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def page_now(self) -> int:
        """Number, from 1, of the page at the top of the view; 0 when nothing is shown."""
        top = self._scroll.verticalScrollBar().value() + 1
        for number, page in enumerate(self._pages, 1):
            if page.y() + page.height() > top:
                return number
        return len(self._pages)

    def text_of(self, number: int) -> str:
        """The text of a page (from 1) that has been drawn."""
        return self._pages[number - 1].accessibleDescription()

    def _lay_out(self, pdf: PdfPages, outline: Outline) -> None:
        if pdf is not self._pdf:
            return
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(px(12), px(4), px(12), px(12))
        column.setSpacing(px(12))
        for number, size in enumerate(outline.sizes, 1):
            page = _Page(number, len(outline.sizes), size)
            self._pages.append(page)
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._scroll.setWidget(sheet)
        self._resize_pages()

    # --- zoom and drawing ---------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        now = self._zoom or self._fitting()
        nearest = min(range(len(STEPS)), key=lambda at: abs(STEPS[at] - now))
        self._zoom = STEPS[max(0, min(nearest + steps, len(STEPS) - 1))]
        self._resize_pages()

    def fit(self) -> None:
        """As wide as the view."""
        self._zoom = 0.0
        self._resize_pages()

    def _fitting(self) -> float:
        widest = max((page.points[0] for page in self._pages), default=595.0)
        return max(0.2, (self._scroll.viewport().width() - px(28)) / (widest * POINT))

    def _resize_pages(self) -> None:
        zoom = self._zoom or self._fitting()
        for page in self._pages:
            page.resize_to(zoom)
        sheet = self._scroll.widget()
        if sheet is not None:
            sheet.adjustSize()  # now, so that only the pages really in sight are drawn
        self._soon.start()

    def _on_scroll(self) -> None:
        self._where.setText(f"Page {self.page_now} of {self.page_count}" if self._pages else "")
        self._soon.start()

    def _draw_visible(self) -> None:
        """Order the pictures of the pages in sight and of the next one; forget orders for pages out of sight."""
        if self._pdf is None or not self._pages:
            return
        self._where.setText(f"Page {self.page_now} of {self.page_count}")
        scale = round((self._zoom or self._fitting()) * POINT * self.devicePixelRatioF(), 3)
        near = self._near()
        for at, task in list(self._tasks.items()):
            if at not in near:
                task.cancel()
        for at in near:
            if abs(self._pages[at].scale - scale) > 0.001 and at not in self._tasks:
                forget = partial(self._tasks.pop, at, None)
                self._tasks[at] = self._work.later(
                    self._pdf.picture,
                    at,
                    scale,
                    done=partial(self._put_picture, self._pdf),
                    stopped=forget,
                    owner=self,
                    lane=LANE,
                )

    def _near(self) -> list[int]:
        viewport = self._scroll.viewport()
        sight = QRect(0, -viewport.height() // 4, viewport.width(), viewport.height() * 3 // 2)
        return [
            at
            for at, page in enumerate(self._pages)
            if sight.intersects(QRect(page.mapTo(viewport, QPoint(0, 0)), QSize(page.width(), page.height())))
        ]

    def _put_picture(self, pdf: PdfPages, drawn: tuple[int, float, QImage, str]) -> None:
        at, scale, picture, text = drawn
        if pdf is not self._pdf:
            return
        self._tasks.pop(at, None)
        self._pages[at].show_picture(picture, scale, text)
        self._soon.start()

    # --- out of the program ---------------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Ask for a printer, draw every page for it, print."""
        if self._pdf is None or not self._pages:
            return
        printer = self._ask(self, ChoosePrinter(title=f"Print {self._title}", pages=len(self._pages)))
        if printer is not None:
            from ui.kit.printing import print_pictures

            done = partial(print_pictures, printer)
            self.progress.run(self._work, "Printing", self._pdf.all_pictures, PRINT_SCALE, done=done, lane=LANE)

    def save(self) -> None:
        """Ask for a place and write the same bytes there."""
        if not self._content:
            return
        question = SaveFile(title="Save a copy", name=f"{self._title}.pdf", kinds="PDF (*.pdf)")
        place = self._ask(self, question)
        if place is None:
            return
        try:
            place.write_bytes(self._content)
        except OSError as error:
            self._work.trouble.emit(f"The copy could not be saved: {error.strerror or 'the place refused it'}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Equal: partial(self.zoom, 1),
            Qt.Key.Key_Plus: partial(self.zoom, 1),
            Qt.Key.Key_Minus: partial(self.zoom, -1),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_P: self.print_pages,
            Qt.Key.Key_S: self.save,
        }
        if control and event.key() in keys:
            keys[event.key()]()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self.page_now + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def go_to(self, number: int) -> None:
        """Bring page `number` (from 1) to the top and give it the focus."""
        if self._pages:
            page = self._pages[max(1, min(number, len(self._pages))) - 1]
            self._scroll.verticalScrollBar().setValue(page.y())
            page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_pages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        for task in self._tasks.values():
            task.cancel()
        super().hideEvent(event)
