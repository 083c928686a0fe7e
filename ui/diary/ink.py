"""The brushes, pens and looks of the timeline in the theme in force; knows no time and no widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from cpconf.diary.sheet import TimelineBooking
from ui.kit.style import px, theme_now
from ui.kit.tokens import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """How a block looks: ground, edge, bar at its left, and the picture at its right where there is one."""

    ground: str
    edge: str
    bar: str
    pen: Qt.PenStyle
    text: str
    picture: str = ""
    picture_colour: str = ""


def look_of(booking: TimelineBooking) -> Look:
    """By the state of a booking; a state is always shape or line as well as colour."""
    theme = theme_now()
    solid, none = Qt.PenStyle.SolidLine, Qt.PenStyle.NoPen
    outlined = solid if theme.key == "contrast" else none
    if booking.is_lapsed:
        return Look(theme.surface, theme.plain, "", Qt.PenStyle.DotLine, theme.text_soft, "plain", theme.plain)
    if booking.is_held_back:
        return Look(theme.surface, theme.due, "", Qt.PenStyle.DashLine, theme.text, "held", theme.due)
    late = ("late", theme.late) if booking.is_late else ("", "")
    if booking.state == "confirmed":
        return Look(theme.note_soft, theme.note, theme.note, outlined, theme.text, *late)
    if booking.is_movable:  # adjourned, or not held: it wants another day
        return Look(theme.due_soft, theme.due, theme.due, outlined, theme.text, "due", theme.due)
    return Look(theme.plain_soft, theme.plain, theme.plain, outlined, theme.text, *late)


def closed_colour(theme: Theme) -> QColor:
    """The ground where nobody is open or at work."""
    return QColor(theme.hover if theme.key == "contrast" else theme.plain_soft)


def grid_colour(theme: Theme) -> QColor:
    """The thin lines of the hours: seen, never loud."""
    return QColor(theme.hover if theme.key == "contrast" else theme.line)


def edge_colour(theme: Theme) -> QColor:
    """Between days and between rows."""
    colour = QColor(theme.edge)
    colour.setAlpha(255 if theme.key == "contrast" else 120)
    return colour


def hatch(colour: str, *, falling: bool = False, alpha: int = 150) -> QBrush:
    """Thin slanting lines: rising for time around a conference, falling for time that is closed."""
    return QBrush(_hatched(theme_now().key, colour, falling, alpha, px(6)))


@lru_cache(maxsize=64)
def _hatched(_theme: str, colour: str, falling: bool, alpha: int, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    ink = QColor(colour)
    ink.setAlpha(alpha)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.0, side / 6)))
    for shift in (-side, 0, side):
        left, right = QPointF(shift, 0 if falling else side), QPointF(shift + side, side if falling else 0)
        painter.drawLine(left, right)
    painter.end()
    return picture
