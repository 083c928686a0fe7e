"""The pages of a PDF as pictures and as text; runs in one lane of its own and knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

from cpconf.refusals import Trouble
from ui.lanes import Progress

LANE = "pages"  # pdfium is not safe in two threads at once: every call below goes through this one lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Size in points of each page, in order."""

    sizes: tuple[tuple[float, float], ...]


class PdfPages:
    """An open PDF. Made on the window's thread; every method is called in LANE only."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def outline(self, _progress: Progress) -> Outline:
        """Open the document and measure its pages; Trouble if it is none."""
        import pypdfium2

        try:
            self._document = pypdfium2.PdfDocument(self._content)
        except pypdfium2.PdfiumError:
            raise Trouble("This paper could not be opened: it is not a whole PDF file.") from None
        sizes = tuple(self._document.get_page_size(at) for at in range(len(self._document)))
        return Outline(sizes=sizes)

    def picture(self, progress: Progress, at: int, scale: float) -> tuple[int, float, QImage, str]:
        """Page `at` (from 0) at `scale` pixels a point, with its text."""
        progress.check()
        page = self._document[at]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        shape = QImage.Format.Format_RGBX8888
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape).copy()
        bitmap.close()
        text = page.get_textpage()
        said = text.get_text_bounded()
        text.close()
        page.close()
        return at, scale, picture, said

    def all_pictures(self, progress: Progress, scale: float) -> list[QImage]:
        """Every page, for printing."""
        pictures = []
        for at in range(len(self._document)):
            progress.report(at, len(self._document), "pages for the printer")
            pictures.append(self.picture(progress, at, scale)[2])
        return pictures

    def close(self, _progress: Progress) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None
