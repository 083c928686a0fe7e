"""Colours that can be seen, sizes that follow, icons that exist."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.kit.icons import icon
from ui.kit.style import RESOURCES, Look, contrast, is_supported, px, style_sheet
from ui.kit.tokens import SCALES, THEMES, TONES, Theme

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 and 1.4.11
BACKGROUNDS = ("ground", "rail", "surface", "hover")


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.key)
class TestContrast:
    def test_text_can_be_read_on_every_background(self, theme: Theme) -> None:
        pairs = [(ink, paper) for ink in ("text", "text_soft") for paper in BACKGROUNDS]
        pairs += [
            ("on_chosen", "chosen"),
            ("on_accent", "accent"),
            ("on_accent", "accent_hover"),
            ("accent", "surface"),
        ]
        pairs += [("accent", "ground"), ("late", "ground"), ("late", "surface"), ("text", "late_soft")]
        pairs += [(tone, f"{tone}_soft") for tone in TONES] + [(tone, "surface") for tone in TONES]
        pairs += [("text", f"{tone}_soft") for tone in TONES if tone != "plain"]
        assert too_weak(theme, pairs, TEXT) == []

    def test_outlines_and_focus_can_be_seen(self, theme: Theme) -> None:
        pairs = [(line, paper) for line in ("edge", "focus", "accent") for paper in ("ground", "rail", "surface")]
        pairs += [(tone, paper) for tone in TONES for paper in ("ground", "surface")]
        assert too_weak(theme, pairs, SHAPE) == []


def too_weak(theme: Theme, pairs: list[tuple[str, str]], least: float) -> list[str]:
    """Pairs of colour names below a ratio, with the ratio that they reach."""
    ratios = {(ink, paper): contrast(getattr(theme, ink), getattr(theme, paper)) for ink, paper in pairs}
    return [f"{ink} on {paper}: {ratio:.2f}" for (ink, paper), ratio in ratios.items() if ratio < least]


def test_contrast_is_calculated_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", [100, 200])
def test_every_name_in_the_style_sheet_is_known(theme: str, scale: int) -> None:
    assert "@" not in style_sheet(THEMES[theme], scale).split("*/", 1)[1]


def test_text_and_distances_follow_the_text_size(look: Look, qapp: QApplication) -> None:
    look.choose(scale=200)
    assert (px(14), qapp.font().pixelSize()) == (28, 28)
    look.choose(scale=100)
    assert (px(14), qapp.font().pixelSize()) == (14, 14)


def test_a_button_that_is_there_already_follows_the_text_size(look: Look, qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint().height()
    look.choose(scale=200)
    assert button.sizeHint().height() >= before * 1.8


def test_text_sizes_end_at_both_ends(look: Look) -> None:
    look.choose(scale=SCALES[-1])
    look.larger(3)
    assert look.scale == 200
    look.larger(-20)
    assert look.scale == 100


def test_an_unknown_theme_follows_the_computer(look: Look) -> None:
    look.choose(theme="system")
    assert look.theme.key in THEMES


@pytest.mark.parametrize("name", sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))
def test_an_icon_is_a_24_pixel_drawing_without_anything_foreign(name: str) -> None:
    root = ElementTree.parse(RESOURCES / "icons" / f"{name}.svg").getroot()
    assert (root.get("viewBox"), root.get("fill")) == ("0 0 24 24", "none")
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "path", "circle", "rect"}


def test_an_icon_takes_its_colour_from_the_theme_in_force(look: Look) -> None:
    made = icon("plain", "accent")
    light = made.pixmap(QSize(64, 64)).toImage()
    look.choose(theme="contrast")
    dark = QIcon(made).pixmap(QSize(64, 64)).toImage()
    spot = (32, round(64 * 3.5 / 24))  # the top of the circle
    assert light.pixelColor(*spot).name() == THEMES["light"].accent
    assert dark.pixelColor(*spot).name() == THEMES["contrast"].accent


def test_an_icon_that_does_not_exist_is_a_fault_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such drawing")


@pytest.mark.parametrize(
    ("pyside", "python", "supported"),
    [("6.11.3", (3, 11), True), ("6.12.0", (3, 11), False), ("6.12.0", (3, 12), True), ("6.12.1", (3, 11), True)],
)
def test_the_release_that_kills_python_is_refused(pyside: str, python: tuple[int, int], supported: bool) -> None:
    assert is_supported(pyside, python) is supported
