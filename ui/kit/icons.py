"""Icons by name, drawn from the strokes in resources/icons in the colours of the theme; knows no screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.kit.style import RESOURCES, theme_now


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Raises FileNotFoundError for a name that has no file."""
    strokes = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(strokes.replace("currentColor", colour).encode()))


def draw_icon(painter: QPainter, rect: QRect | QRectF, name: str, colour: str) -> None:
    """Draw an icon into the largest square in the middle of `rect`; colour `#rrggbb`."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    _renderer(name, colour).render(painter, square)


class _Strokes(QIconEngine):
    """Looks its colour up when it paints, so that icons follow a change of theme by themselves."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        theme = theme_now()
        role = "on_chosen" if state == QIcon.State.On and self._role == "text" else self._role
        role = "text_soft" if mode == QIcon.Mode.Disabled else role
        draw_icon(painter, rect, self._name, getattr(theme, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._role)


def icon(name: str, role: str = "text") -> QIcon:
    """An icon in a colour role of the theme (`text`, `accent`, `on_accent`, `late` ...)."""
    _renderer(name, "#000000")
    return QIcon(_Strokes(name, role))
