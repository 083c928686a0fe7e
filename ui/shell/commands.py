"""What can be done from anywhere in the window, with its keys; knows no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.kit.frame import Command
from ui.kit.tokens import SCALES, THEMES

if TYPE_CHECKING:
    from ui.shell.window import Window


def own_commands(window: Window) -> tuple[Command, ...]:
    """Places, going back, finding, help, theme and text size."""
    return (
        *_places(window),
        _made("Find anything", "Ctrl+K", lambda: window.palette_box.open(), "search"),
        _made("Back", "Alt+Left", lambda: window.step(-1), "back"),
        _made("Forward", "Alt+Right", lambda: window.step(1)),
        _made("Refresh", "F5", window.refresh, "refresh"),
        _made("Next pane", "F6", window.next_pane, "columns"),
        _made("Help for this screen", "F1", window.toggle_help, "help"),
        _made("Menu", "F10", window.open_menu, "menu"),
        _made("Undo", "Ctrl+Z", window.undo, "undo"),
        _made("Redo", "Ctrl+Y", window.redo, "redo"),
        _made("Do what the newest message offers", "Ctrl+Alt+Z", window.notices.act_on_newest, "undo"),
        _made("Larger text", "Ctrl+Shift+=", lambda: window.choose_scale(steps=1), "text_size"),
        _made("Smaller text", "Ctrl+Shift+-", lambda: window.choose_scale(steps=-1), "text_size"),
        _made("List of keys", "Ctrl+F1", window.show_keys, "help"),
        _made("Close the program", "Ctrl+Q", window.close, "close"),
        *_looks(window),
    )


def _places(window: Window) -> list[Command]:
    return [
        _made(
            f"Go to {entry.title}", f"Ctrl+{n}", lambda key=entry.key: window.open_screen(key), entry.picture, "Places"
        )
        for n, entry in enumerate(window.registry.rail[:8], 1)
    ]


def _looks(window: Window) -> list[Command]:
    themes = [*((theme.key, theme.title) for theme in THEMES.values()), ("system", "As this computer")]
    return [
        *(_made(f"Theme: {title}", "", lambda key=key: window.choose_theme(key), "theme") for key, title in themes),
        *(_made(f"Text size: {s} %", "", lambda s=s: window.choose_scale(s), "text_size") for s in SCALES),
    ]


def _made(title: str, key: str, run: Any, picture: str = "forward", place: str = "Everywhere") -> Command:
    return Command(title=title, shortcut=key, run=run, picture=picture, place=place)
