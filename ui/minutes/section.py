"""Minutes of a conference: headings, a large editor, speakers by number, sign-off; decides nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.conferences.day import DaySheet
from cpconf.minutes import actions
from cpconf.minutes.draft import DraftSection, MinutesDraft
from cpconf.minutes.queries import minutes_editor
from cpconf.minutes.rules import STATE_WORDS, Heading, MinutesState
from cpconf.people.rules import ChildId
from cpconf.store.permissions import Permission
from ui.conferences.section import Section
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.typed_text import TypedText
from ui.kit.words import Mark, button, repolish, words
from ui.minutes.headings import Headings
from ui.minutes.speakers import Speakers
from ui.minutes.text import count_words, paragraphs_of, speaker_words, text_of

Key = tuple[Heading, ChildId | None]
CLEAN_STEPS = 4
TONES = {
    MinutesState.DRAFT: ("plain", "edit"),
    MinutesState.WITH_CHAIR: ("note", "person"),
    MinutesState.APPROVED: ("good", "lock"),
}


class MinutesSection(Section):
    """One editor for each heading, made when first looked at and kept: what is typed there stays there."""

    cares_for = frozenset({"minutes", "paragraph", "minutes_version", "conference_child", "child"})
    clean_wanted = Signal(bool)

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self.draft: MinutesDraft | None = None
        self.editors: dict[Key, TypedText] = {}
        self.clean = False
        self.headings = Headings()
        self.table = Speakers()
        self.count = words("", "small")
        self.state_mark = Mark()
        self.heading = words("", "heading")
        self.send = button("&Send to the chair", self._send)
        self.approve = button("A&pprove", self._approve, role="primary", picture="check")
        self.clean_button = button("&Clean view", self.toggle_clean, role="quiet", picture="fit", hint="F11")
        self._stack = QStackedWidget()
        self._build()

    def _build(self) -> None:
        self.headings.setFixedWidth(px(232 if px(100) < 150 else 180))
        self.headings.wanted.connect(self._open)
        self._side = QWidget()
        self._side.setMaximumWidth(px(216))
        self._side.hide()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(4))
        side.addWidget(words("At the table (Alt+number)", "small", wrap=True))
        side.addWidget(self.table, 1)
        self.table.wanted.connect(self.speaker)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.clean_button)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.state_mark)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.send)
        foot.addWidget(self.approve)
        centre = QVBoxLayout()
        centre.setSpacing(px(6))
        centre.addLayout(head)
        centre.addWidget(self._stack, 1)
        centre.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(self.headings)
        row.addLayout(centre, 4)
        row.addWidget(self._side, 1)

    # --- showing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.ask(minutes_editor, then=self._show, conference_id=self.conference_id)

    def _show(self, draft: MinutesDraft) -> None:
        self.draft = draft
        first = self.editor is None
        self.headings.show_headings([(_key(each), _title(each)) for each in draft.sections])
        for section in draft.sections:
            editor = self.editors.get(_key(section))
            if editor is not None:
                editor.load(text_of(section))
            filled = bool((text_of(section) if editor is None else editor.text).strip())
            self.headings.mark(_key(section), filled=filled)
        self._open(self.headings.key_now())
        if first and self.headings.hasFocus() and self.editor is not None:
            self.editor.setFocus()
        self._show_state(draft)

    def _show_state(self, draft: MinutesDraft) -> None:
        tone, shape = TONES[draft.state]
        by = f" by {draft.checked_by}" if draft.state is MinutesState.APPROVED and draft.checked_by else ""
        self.state_mark.show_state(f"{STATE_WORDS[draft.state]}{by}", tone, shape)
        closed = draft.state is MinutesState.APPROVED or not self.may(Permission.RECORD)
        for editor in self.editors.values():
            editor.set_read_only(closed)
        self.send.setVisible(draft.state is MinutesState.DRAFT and self.may(Permission.RECORD))
        self.approve.setVisible(draft.state is MinutesState.WITH_CHAIR and self.may(Permission.APPROVE))

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        self.table.show_people(day.people)

    def first_focus(self) -> QWidget | None:
        return self.editor or self.headings

    # --- headings -----------------------------------------------------------------------------------------------

    @property
    def editor(self) -> TypedText | None:
        """The editor of the heading that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, TypedText) else None

    def step(self, by: int) -> None:
        """Go to the next or the previous heading, with the keyboard in its text."""
        if not self.isVisible():
            return
        self.headings.step(by)
        if self.editor is not None:
            self.editor.setFocus()

    def _open(self, key: Key | None) -> None:
        if key is None or self.draft is None:
            return
        editor = self.editors.get(key) or self._made(key)
        self._stack.setCurrentWidget(editor)
        self.heading.setText(self.headings.words_now())
        self._say_count()

    def _made(self, key: Key) -> TypedText:
        section = next(each for each in self.draft.sections if _key(each) == key) if self.draft else None
        editor = TypedText(f"Text of {self.headings.words_now()}")
        editor.setPlaceholderText("Type what is said. It is saved as you type.")
        if section is not None:
            editor.load(text_of(section))
        editor.setReadOnly(self.draft is None or self.draft.state is MinutesState.APPROVED)
        if not self.may(Permission.RECORD):
            editor.setReadOnly(True)
        repolish(editor)
        if self.clean:
            editor.larger(CLEAN_STEPS)
        editor.typed.connect(partial(self._save, key, editor))
        editor.state.connect(self.text_state)
        editor.textChanged.connect(self._say_count)
        self.editors[key] = editor
        self._stack.addWidget(editor)
        return editor

    def _save(self, key: Key, editor: TypedText, typed: str) -> None:
        heading, child_id = key
        self.frame.work.change(
            actions.type_section,
            then=lambda _none: editor.confirm(typed),
            owner=editor,
            conference_id=self.conference_id,
            heading=heading,
            child_id=child_id,
            texts=paragraphs_of(typed),
        )

    def _say_count(self) -> None:
        here = count_words(self.editor.text) if self.editor is not None else 0
        total = here
        for section in self.draft.sections if self.draft is not None else ():
            editor = self.editors.get(_key(section))
            if editor is not self.editor:
                total += count_words(text_of(section) if editor is None else editor.text)
        self.count.setText(f"{here} words here, {total} in all")
        if self.editor is not None:
            self.headings.mark(self.headings.key_now(), filled=bool(self.editor.text.strip()))

    # --- speakers and views -------------------------------------------------------------------------------------

    def speaker(self, number: int) -> None:
        """Begin a paragraph of the person with this number at the table."""
        editor, people = self.editor, self.day.people if self.day is not None else ()
        if not self.isVisible() or editor is None or editor.isReadOnly():
            return
        if number > len(people):
            self.frame.notice(f"Nobody has the number {number} at this table.", "note")
            return
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = cursor.block().text().strip()
        editor.setTextCursor(cursor)
        editor.insert(("\n" if before else "") + speaker_words(people[number - 1]))
        editor.setFocus()

    def toggle_clean(self) -> None:
        """Only the text, larger, for the screen on the wall; and back."""
        if not self.clean and not self.isVisible():
            return
        self.clean = not self.clean
        for editor in self.editors.values():
            editor.larger(CLEAN_STEPS if self.clean else -CLEAN_STEPS)
        self.clean_button.setText("Leave &clean view" if self.clean else "&Clean view")
        self._fit()
        self.clean_wanted.emit(self.clean)
        if self.editor is not None:
            self.editor.setFocus()

    def _fit(self) -> None:
        self.headings.setVisible(not self.clean)
        self._side.setVisible(not self.clean and self.width() >= px(840))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- sign-off -----------------------------------------------------------------------------------------------

    def _send(self) -> None:
        self.host.flush()
        self.submit(actions.send_to_chair, said="The minutes are with the chair", conference_id=self.conference_id)

    def _approve(self) -> None:
        self.host.flush()
        said = "The minutes are approved and do not change any more"
        self.submit(actions.approve_minutes, said=said, conference_id=self.conference_id)


def _key(section: DraftSection) -> Key:
    return section.heading, section.child_id


def _title(section: DraftSection) -> str:
    return f"{section.words}: {section.child}" if section.child else section.words
