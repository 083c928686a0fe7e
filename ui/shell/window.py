"""The window: rail, one screen at a time, help beside it, notices over it, status below; knows no subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.memory import Memory
from ui.kit.style import Look, px
from ui.shell.rail import Rail
from ui.shell.registry import Registry
from ui.shell.status import Status

if TYPE_CHECKING:  # what is needed only after the first paint is imported by `furnish`
    from collections.abc import Collection

    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QMenu

    from ui.kit.frame import Command, Frame
    from ui.kit.screen import Screen
    from ui.shell.palette import Give, Provider

DRAIN = 10.0  # seconds that closing waits for text to be stored


class Window(QWidget):
    """`painted` comes once, after the first picture is on the screen: only then may anything heavy be imported.

    Screens are built when first opened. Closing flushes typed text and waits for it; what cannot be stored is asked
    about, never dropped silently.
    """

    painted = Signal()

    def __init__(self, registry: Registry, look: Look, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setWindowTitle("Child protection conferences")
        self.registry, self.look, self.memory = registry, look, memory
        self.frame: Frame | None = None
        self._screens: dict[str, Screen] = {}
        self._commands: dict[str, tuple[Command, ...]] = {}
        self._was_painted = False
        self._build()
        self._restore_place()
        look.changed.connect(self._rescale)

    def _build(self) -> None:
        self.rail, self.status = Rail(), Status()
        self._now = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._stack)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        self._split.setHandleWidth(1)
        self._house = QWidget()
        row = QHBoxLayout(self._house)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._split, 1)
        self._doors = QStackedWidget()
        self._doors.addWidget(self._house)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._doors, 1)
        column.addWidget(self.status)
        self.rail.wanted.connect(self.open_screen)
        self.rail.find_wanted.connect(lambda: self.palette_box.open())
        self.rail.menu_wanted.connect(self.open_menu)
        self.show_places(())

    # --- the parts around ------------------------------------------------------------------------------------

    def furnish(self, frame: Frame) -> None:
        """Connect to the work and bring in palette, help and notices; from now on screens can be opened."""
        from PySide6.QtGui import QKeySequence, QShortcut

        from ui.kit.notices import Notices
        from ui.shell.commands import own_commands
        from ui.shell.help import HelpPanel
        from ui.shell.history import History
        from ui.shell.palette import Palette

        self.frame = frame
        self.history = History()
        self.help = HelpPanel()
        self._split.addWidget(self.help)
        self.palette_box = Palette(self, [self._own_hits])
        self.notices = Notices(self._house)
        frame.notice = self.notices.show_notice
        self._own = own_commands(self)
        for command in self._own:
            if command.shortcut:
                QShortcut(QKeySequence(command.shortcut), self).activated.connect(command.run)
        work = frame.work
        work.busy.connect(self.status.show_busy)
        work.saved.connect(self.status.show_saved)
        work.refused.connect(lambda text: self.notices.show_notice(text, "late"))
        work.trouble.connect(lambda text: self.notices.show_notice(text, "late"))

    def add_provider(self, provider: Provider) -> None:
        """Let the palette find more: `provider(text, give)` calls `give(hits)` now or later."""
        self.palette_box.providers.append(provider)

    def show_front(self, page: QWidget | None) -> None:
        """Cover everything with a page (signing in), or take it away with None."""
        while self._doors.count() > 1:
            old = self._doors.widget(1)
            if old is not None:
                self._doors.removeWidget(old)
                old.deleteLater()
        if page is not None:
            self._doors.addWidget(page)
            self._doors.setCurrentWidget(page)

    def show_places(self, permissions: Collection[str]) -> None:
        """The rail of somebody who holds these permissions."""
        self.rail.show_places(self.registry.rail_for(permissions))
        self.rail.mark(self._now)

    # --- going about -----------------------------------------------------------------------------------------

    @property
    def screen_now(self) -> Screen | None:
        return self._screens.get(self._now)

    def open_screen(self, key: str, /, **args: object) -> Screen:
        """Go to a screen, building it the first time; `args` are told to its `arrive`."""
        screen = self._go_to(key, args)
        from ui.shell.history import Visit

        self.history.visit(Visit(key, tuple(sorted(args.items()))))
        return screen

    def _go_to(self, key: str, args: dict[str, Any]) -> Screen:
        screen = self._screens.get(key) or self._made(key)
        if args:
            screen.arrive(**args)
            screen.stale = True
        self._stack.setCurrentWidget(screen)
        self._now = key
        self.rail.mark(self.registry[key].home or key)
        self.setWindowTitle(f"{screen.title} – Child protection conferences")
        if self.help.isVisible():
            self.help.show_help(screen.help_page, screen.title)
        focus = screen.first_focus() or _first_in(screen)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return screen

    def _made(self, key: str) -> Screen:
        if self.frame is None:
            raise RuntimeError("a screen was opened before the window was furnished")
        screen = self.registry.kind(key)(self.frame)
        self._screens[key] = screen
        self._commands[key] = screen.build_keys()
        self._stack.addWidget(screen)
        return screen

    def step(self, by: int) -> None:
        visit = self.history.step(by)
        if visit is not None:
            self._go_to(visit.key, dict(visit.args))

    def refresh(self) -> None:
        if self.screen_now is not None:
            self.screen_now.go_stale()

    def undo(self) -> None:
        """Ctrl+Z where no text takes it: the opposite of the newest act."""
        from ui.kit.deeds import undo_deed

        if self.frame is not None:
            undo_deed(self.frame)

    def redo(self) -> None:
        """Ctrl+Y: do again what was undone."""
        from ui.kit.deeds import redo_deed

        if self.frame is not None:
            redo_deed(self.frame)

    def next_pane(self) -> None:
        """F6: rail, screen, help, and round again."""
        panes: list[QWidget] = [self.rail, self._stack, *([self.help] if self.help.isVisible() else [])]
        focus = self.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        pane = panes[(at + 1) % len(panes)]
        target = self.screen_now.first_focus() if pane is self._stack and self.screen_now is not None else None
        first = target or _first_in(pane)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # --- commands --------------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """What can be done now: the screen's own commands first."""
        return (*self._commands.get(self._now, ()), *self._own)

    def _own_hits(self, text: str, give: Give) -> None:
        from ui.kit.frame import Hit
        from ui.shell.palette import matches

        found = [command for command in self.commands() if matches(text, command.title)]
        give([Hit(title=c.title, run=c.run, detail=c.shortcut or c.place, picture=c.picture) for c in found])

    def open_menu(self) -> None:
        from PySide6.QtCore import QPoint
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_title = {command.title: command for command in self._own}
        for title in ("Find anything", "Back", "Forward", "Refresh"):
            _add(menu, by_title[title])
        places = menu.addMenu("&Go to")
        for entry in self.registry.beside:
            places.addAction(entry.title).triggered.connect(lambda _on=False, key=entry.key: self.open_screen(key))
        for heading, start in (("&Theme", "Theme: "), ("Text &size", "Text size: ")):
            sub = menu.addMenu(heading)
            for command in self._own:
                if command.title.startswith(start):
                    _add(sub, command, command.title.removeprefix(start))
        menu.addSeparator()
        for title in ("Help for this screen", "List of keys", "Close the program"):
            _add(menu, by_title[title])
        corner = self.rail.menu_button
        menu.popup(corner.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def toggle_help(self) -> None:
        if self.help.isVisible():
            self.help.leave()
        else:
            screen = self.screen_now
            self.help.show_help(screen.help_page if screen else "", screen.title if screen else "")

    def show_keys(self) -> None:
        every = [command for commands in self._commands.values() for command in commands]
        if self.frame is not None:
            self.help.show_keys([*self._own, *every], self.frame.ask)

    # --- look and place --------------------------------------------------------------------------------------

    def choose_theme(self, key: str) -> None:
        self.look.choose(theme=key)
        self.memory.keep("theme", key)

    def choose_scale(self, scale: int | None = None, *, steps: int = 0) -> None:
        if scale is not None:
            self.look.choose(scale=scale)
        else:
            self.look.larger(steps)
        self.memory.keep("scale", self.look.scale)

    def _rescale(self) -> None:
        self.rail.rescale()
        self._fit_rail()

    def _fit_rail(self) -> None:
        self.rail.set_narrow(self.width() < px(980))

    def _restore_place(self) -> None:
        self.resize(1280, 800)
        place: QByteArray = self.memory.state("window")
        if not place.isEmpty():
            self.restoreGeometry(place)

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    # --- the end ---------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.memory.keep("window", self.saveGeometry())
        self.memory.write()
        if self.frame is not None:
            self.notices.leave_all()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        if self.frame is None:
            return True
        for screen in self._screens.values():
            screen.flush()
        self.frame.work.settle(DRAIN)
        lost = [screen.title for screen in self._screens.values() if screen.unsaved]
        if not lost and not self.frame.work.pending_changes:
            return True
        where = ", ".join(lost) or "the store"
        from ui.kit.asking import Confirm

        question = Confirm(
            title="Some text is not saved yet",
            text=f"The store did not take what was typed in: {where}. Stay, and copy it or try again.",
            yes="Close and &lose it",
            no="&Stay",
            danger=True,
        )
        return self.frame.ask(self, question) is True


def _first_in(pane: QWidget) -> QWidget | None:
    """The first part of a pane that takes the keyboard."""
    reachable = (part for part in pane.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((part for part in reachable if part.isVisibleTo(pane) and part.isEnabled()), None)


def _add(menu: QMenu, command: Command, title: str = "") -> None:
    action = menu.addAction(f"{title or command.title}\t{command.shortcut}".rstrip("\t"))
    action.triggered.connect(lambda _on=False: command.run())
