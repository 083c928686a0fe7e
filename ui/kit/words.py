"""Labels, buttons and marks in the few forms that the style knows; decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.kit.icons import draw_icon, icon
from ui.kit.style import font_of, px, theme_now


def words(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """A label; `role` is one of title, heading, label, soft, small, error or empty. Plain text only."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def button(
    text: str, run: Callable[[], object] | None = None, *, role: str = "", picture: str = "", hint: str = ""
) -> QPushButton:
    """A button with its mnemonic in `text`; `role` is primary, danger, quiet or empty."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if picture:
        roles = {"primary": "on_accent", "danger": "late", "quiet": "accent"}
        made.setIcon(icon(picture, roles.get(role, "text")))
        made.setIconSize(QSize(px(18), px(18)))
    if hint:
        made.setToolTip(hint)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def tool(picture: str, name: str, run: Callable[[], object] | None = None, *, shortcut: str = "") -> QToolButton:
    """A square button with a picture only; `name` is spoken and shown as its tip."""
    made = QToolButton()
    made.setIcon(icon(picture))
    made.setIconSize(QSize(px(18), px(18)))
    made.setFixedSize(px(32), px(32))
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({shortcut})" if shortcut else name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if shortcut:
        made.setShortcut(shortcut)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def repolish(widget: QWidget) -> None:
    """Let the style sheet look again at a property of the widget that has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that appeared without taking the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Mark(QWidget):
    """A state as shape, word and tone together (`good`, `due`, `late`, `note`, `plain`): never colour alone."""

    def __init__(self, word: str = "", tone: str = "plain", shape: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(word, tone, shape)

    def show_state(self, word: str, tone: str = "plain", shape: str = "") -> None:
        """`shape` is an icon; by default the one that is named like the tone."""
        self._word, self._tone, self._shape = word, tone, shape or tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return mark_size(self._word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_mark(painter, QRectF(self.rect()), self._word, self._tone, self._shape)


def mark_size(word: str) -> QSize:
    """Room that a mark needs at the text size in force."""
    return QSize(QFontMetrics(font_of("small", strong=True)).horizontalAdvance(word) + px(36), px(24))


def draw_mark(painter: QPainter, rect: QRectF, word: str, tone: str, shape: str) -> None:
    """Paint a mark at the left of `rect`, centred in its height; used by labels and by table cells alike."""
    theme = theme_now()
    ink = getattr(theme, tone)
    size = mark_size(word)
    box = QRectF(0, 0, min(size.width(), rect.width()), size.height())
    box.moveCenter(rect.center())
    box.moveLeft(rect.left())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(getattr(theme, f"{tone}_soft")))
    painter.setPen(QColor(ink) if theme.key == "contrast" else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
    draw_icon(painter, QRectF(box.left() + px(7), box.top() + px(4), px(16), box.height() - px(8)), shape, ink)
    painter.setPen(QColor(ink))
    painter.setFont(font_of("small", strong=True))
    text = box.adjusted(px(27), 0, -px(6), 0)
    shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, round(text.width()))
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()
