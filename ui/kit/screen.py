"""What every screen is: it cares for some tables, asks when it is looked at, and submits; knows no subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpconf.refusals import Refusal, Trouble
from ui.kit.form import Form
from ui.kit.frame import Command, Frame
from ui.kit.style import px
from ui.kit.typed_text import TypedText
from ui.kit.words import words
from ui.lanes import Task

T = TypeVar("T")


class Screen(QWidget):
    """A page of the window. Subclasses set the class attributes, build in `__init__`, and ask in `refresh`.

    `cares_for` names tables: when a change touches one, a visible screen refreshes (once per turn of the event
    loop) and a hidden one is stale until it is shown. Callbacks of `ask`, `change`, `later` and `submit` end with the
    screen. `arrive(**args)` hears what `open_screen` was called with, before the first refresh.
    """

    title: ClassVar[str] = ""
    help_page: ClassVar[str] = ""
    cares_for: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setObjectName("page")
        self.frame = frame
        self.stale = True
        self._submitting: list[tuple[Any, dict[str, Any]]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_now)
        frame.work.changed.connect(self.hear)
        self.head = QHBoxLayout()
        self.head.setSpacing(px(8))
        self.head_title = words(self.title, "title", wrap=False)
        self.head.addWidget(self.head_title)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(24), px(16), px(24), px(16))
        self.body.setSpacing(px(12))
        self.body.addLayout(self.head)
        self._keys: list[QShortcut] = []

    # --- for subclasses to write --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for what is shown. Called when the screen is shown stale, on F5 and after changes it cares for."""

    def arrive(self, **args: Any) -> None:
        """Hear what to show; by default a screen takes no arguments."""
        if args:
            raise TypeError(f"{type(self).__name__} does not know {', '.join(sorted(args))}")

    def commands(self) -> Sequence[Command]:
        """What can be done here, with its keys; asked for once, by `build_keys`."""
        return ()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts; None leaves it to the order of tabs."""
        return None

    # --- staleness ------------------------------------------------------------------------------------------

    def hear(self, changes: Mapping[str, frozenset[int]]) -> None:
        """A change was committed somewhere."""
        if self.concerns(changes):
            self.go_stale()

    def concerns(self, changes: Mapping[str, frozenset[int]]) -> bool:
        """Whether a change touches what is shown; a screen of one record may look at the ids."""
        return not self.cares_for.isdisjoint(changes)

    def go_stale(self) -> None:
        """Refresh now if visible, else when shown."""
        self.stale = True
        if self.isVisible():
            self._soon.start()

    def _refresh_now(self) -> None:
        if self.stale and self.isVisible() and self.frame.work.by is not None:
            self.stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    # --- typed text -----------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether text typed here is not stored yet."""
        return any(text.unsaved for text in self.findChildren(TypedText) if not text.isReadOnly())

    def flush(self) -> None:
        """Offer typed text for saving at once."""
        for text in self.findChildren(TypedText):
            text.flush()

    # --- the store ------------------------------------------------------------------------------------------

    def ask(
        self,
        query: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[Refusal | Trouble], object] | None = None,
        latest: bool = True,
        **named: Any,
    ) -> None:
        """As `Work.ask`, for this screen; a newer asking of the same query replaces an older one."""
        self.frame.work.ask(query, *args, then=then, failed=failed, owner=self, latest=latest, **named)

    def later(self, job: Callable[..., T], *args: Any, done: Callable[[T], object], **options: Any) -> Task:
        """As `Work.later`, for this screen. With a ProgressPanel use its `run` instead."""
        return self.frame.work.later(job, *args, done=done, owner=self, **options)

    def submit(
        self,
        action: Callable[..., T],
        /,
        *,
        then: Callable[[T], object] | None = None,
        said: str = "",
        undo: Callable[[], object] | None = None,
        form: Form | None = None,
        **named: Any,
    ) -> None:
        """Run an action with these keywords. A refusal shows beside its field in `form` (or in any visible form of the
        screen that has it), else as a notice. `said` is the notice afterwards, `undo` the opposite act.

        The same act with the same words is not sent again while the first is under way.
        """
        sent = (action, named)
        if sent in self._submitting:
            return
        self._submitting.append(sent)

        def over(value: T) -> None:
            if said:
                self.frame.notice(said, "good", act="&Undo" if undo else "", run=undo)
            if then is not None:
                then(value)

        self.frame.work.change(
            action,
            then=over,
            refused=partial(self._refused, form),
            ended=lambda _committed: self._submitting.remove(sent),
            owner=self,
            **named,
        )

    def keep_text(self, text: TypedText, action: Callable[..., object], **named: Any) -> None:
        """Save a TypedText with `action(..., text=...)` whenever it has something; `named` are its other keywords."""

        def save(typed: str) -> None:
            self.frame.work.change(action, then=lambda _value: text.confirm(typed), owner=text, **named, text=typed)

        text.typed.connect(save)

    def _refused(self, form: Form | None, refusal: Refusal) -> None:
        name = refusal.field
        forms = [form] if form is not None else [each for each in self.findChildren(Form) if each.isVisible()]
        for each in forms:
            if name is not None and each.has(name):
                each.show_error(name, refusal.message)
                return
        self.frame.notice(refusal.message, "late")

    # --- keys -----------------------------------------------------------------------------------------------

    def build_keys(self) -> tuple[Command, ...]:
        """Bind the shortcuts of `commands` to this screen; called by the window after building it."""
        made = tuple(self.commands())
        for command in made:
            if command.shortcut:
                key = QShortcut(QKeySequence(command.shortcut), self)
                key.activated.connect(command.run)
                key.activatedAmbiguously.connect(command.run)
                self._keys.append(key)
        return made

    def date_options(self) -> dict[str, Any]:
        """The keywords that a DateField of this screen takes: today and the working days."""
        # Looked up when it is used: the calendar comes from the store after the first screens are built.
        return {"today": self.frame.today, "add_working_days": lambda on, days: self.frame.add_working_days(on, days)}
