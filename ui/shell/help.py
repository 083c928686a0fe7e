"""The panel of help beside the screen: pages of resources/help, and the printable list of keys; knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

from ui.kit.asking import AskPerson
from ui.kit.frame import Command
from ui.kit.panels import SidePanel
from ui.kit.style import RESOURCES, px
from ui.kit.words import button

HELP = RESOURCES / "help"


def help_text(page: str) -> str:
    """The Markdown of a page, or a sentence that says where help is."""
    place = HELP / f"{page}.md"
    if Path(page).name == page and place.is_file():
        return place.read_text(encoding="utf-8")
    return "# Help\n\nThis screen has no page of help yet. **Ctrl+K** finds any command; **F10** opens the menu."


def keys_document(commands: Sequence[Command]) -> QTextDocument:
    """Every command that has keys, by place, as one page to print."""
    places: dict[str, list[Command]] = {}
    for command in commands:
        if command.shortcut:
            places.setdefault(command.place, []).append(command)
    parts = ["<h2>Keys</h2>"]
    for place, listed in places.items():
        rows = "".join(f"<tr><td>{escape(c.shortcut)}</td><td>{escape(c.title)}</td></tr>" for c in listed)
        parts.append(f"<h3>{escape(place)}</h3><table cellpadding='3'>{rows}</table>")
    document = QTextDocument()
    document.setHtml("".join(parts))
    return document


class HelpPanel(SidePanel):
    """F1 opens and closes it. Links lead to other pages of help and nowhere else."""

    def __init__(self) -> None:
        super().__init__("Help", width=360)

    def show_help(self, page: str, title: str) -> None:
        browser = _browser(f"Help: {title}")
        browser.setMarkdown(help_text(page))
        browser.anchorClicked.connect(lambda url: browser.setMarkdown(help_text(url.fileName().removesuffix(".md"))))
        self.show_part("Help", browser)

    def show_keys(self, commands: Sequence[Command], ask: AskPerson) -> None:
        from ui.kit.panels import Card
        from ui.kit.printing import print_text

        browser = _browser("Keys")
        browser.setHtml(keys_document(commands).toHtml())
        part = Card()
        part.setProperty("role", "")
        part.body.setContentsMargins(0, 0, 0, 0)
        part.add(button("&Print …", lambda: print_text(self, "keys", keys_document(commands), ask), picture="print"))
        part.add(browser, 1)
        self.show_part("Keys", part)


def _browser(name: str) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setAccessibleName(name)
    browser.setOpenLinks(False)
    browser.document().setDocumentMargin(px(4))
    return browser
