"""Puts a theme and a text size on the whole application; knows no screen and reads no setting."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.tokens import CONTROL, LIGHT, RADIUS, ROW, SCALES, SPACE, THEMES, TYPE, Theme

RESOURCES = Path(__file__).parents[2] / "resources"
FAMILIES = [
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Sans Gurmukhi",
    "Noto Sans Bengali",
    "Noto Naskh Arabic",
    "Segoe UI",
    "DejaVu Sans",
]
_LOADED: set[str] = set()


class Look(QObject):
    """The theme and the text size now in force. One for the application; made by `app.py` and by tests.

    `theme` is a key of THEMES or "system"; `scale` is a percentage from SCALES.
    """

    changed = Signal()

    def __init__(self, app: QApplication, theme: str = "system", scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self.choice, self.scale = theme, _nearest(scale)
        QDir.setSearchPaths("cpconf", [str(RESOURCES / "icons")])
        app.setStyle("Fusion")
        load_fonts()
        self._apply()

    @property
    def theme(self) -> Theme:
        return resolve(self._app, self.choice)

    def choose(self, theme: str | None = None, scale: int | None = None) -> None:
        """Change one or both; every window follows at once."""
        self.choice = theme or self.choice
        self.scale = _nearest(scale) if scale is not None else self.scale
        self._apply()
        self.changed.emit()

    def larger(self, steps: int) -> None:
        """Go so many text sizes up (or down when negative), as far as there are any."""
        at = SCALES.index(self.scale) + steps
        self.choose(scale=SCALES[max(0, min(at, len(SCALES) - 1))])

    def _apply(self) -> None:
        theme = self.theme
        self._app.setProperty("cpconf_theme", theme.key)
        self._app.setProperty("cpconf_scale", self.scale)
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(px(TYPE["body"]))
        self._app.setFont(font)
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(style_sheet(theme, self.scale))


def resolve(app: QApplication, choice: str) -> Theme:
    """The theme that a choice means on this computer: "system" follows its contrast and dark settings."""
    if choice in THEMES:
        return THEMES[choice]
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return THEMES["contrast"]
    return THEMES["dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"]


def theme_now() -> Theme:
    """The theme in force; light before the application was given one."""
    app = QApplication.instance()
    return THEMES.get(str(app.property("cpconf_theme")), LIGHT) if app is not None else LIGHT


def px(size: float) -> int:
    """Pixels at the text size in force for a size given at 100 %."""
    app = QApplication.instance()
    scale = app.property("cpconf_scale") if app is not None else None
    return round(size * (scale if isinstance(scale, int) else 100) / 100)


def font_of(step: str, *, strong: bool = False) -> QFont:
    """The application's font in one of the steps of TYPE."""
    font = QFont(QApplication.font())
    font.setPixelSize(px(TYPE[step]))
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def load_fonts(*, every: bool = False) -> None:
    """Register the bundled faces, each once per process. `every`: also those of other scripts (Urdu, Punjabi,
    Bengali ...), which the names of families need but the first paint does not."""
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")  # says of each face which scripts it lacks
    for face in sorted((RESOURCES / "fonts").glob("*.ttf" if every else "AtkinsonHyperlegibleNext*.ttf")):
        if face.name not in _LOADED and "Italic" not in face.name:
            _LOADED.add(face.name)
            QFontDatabase.addApplicationFont(str(face))


def palette_of(theme: Theme) -> QPalette:
    """The same colours for what no style sheet reaches: delegates, calendars, the native parts."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: theme.ground,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.hover,
        role.Text: theme.text,
        role.PlaceholderText: theme.text_soft,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.late,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Light: theme.line,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
        role.Accent: theme.accent,
    }
    palette = QPalette()
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.text_soft))
    return palette


def style_sheet(theme: Theme, scale: int) -> str:
    """The template of resources/style with every `@name` replaced; raises KeyError for a name nobody knows."""
    words = {name: getattr(theme, name) for name in Theme._fields}
    sizes = {f"space_{key}": size for key, size in SPACE.items()}
    sizes |= {f"type_{key}": size for key, size in TYPE.items()}
    sizes |= {"control": CONTROL, "row": ROW, "tick": 18, "chevron_size": 12}
    scaled = {name: f"{round(size * scale / 100)}px" for name, size in sizes.items()}
    template = (RESOURCES / "style" / "desktop.qss").read_text(encoding="utf-8")
    return _fill(template, {**words, **scaled, "radius": f"{RADIUS}px"})


def _fill(template: str, words: dict[str, str]) -> str:
    first, *parts = template.split("@")
    filled = [first]
    for part in parts:
        end = next((i for i, sign in enumerate(part) if not (sign.isalnum() or sign == "_")), len(part))
        filled += [words[part[:end]], part[end:]]
    return "".join(filled)


def _nearest(scale: int) -> int:
    return min(SCALES, key=lambda known: abs(known - scale))


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_supported(pyside: str, python: tuple[int, ...] = sys.version_info[:2]) -> bool:
    """False for PySide6 6.12.0 on Python before 3.12: each call drops a reference of None until Python aborts."""
    return not (pyside == "6.12.0" and python < (3, 12))
