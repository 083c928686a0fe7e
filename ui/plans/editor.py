"""The plan of one child as it is written at a conference; marks what is missing and never blocks the typist."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpconf.conferences.day import DayPerson
from cpconf.people.rules import ChildId
from cpconf.plans import actions
from cpconf.plans.draft import PlanDraft
from cpconf.plans.rules import CATEGORY_WORDS, KIND_WORDS, PlanVersionId
from cpconf.store.permissions import Permission
from ui.conferences.row_editor import RowEditor
from ui.conferences.scrolled import Scrolled, column
from ui.conferences.section import Section
from ui.kit.date_field import DateField
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField, NumberField, TextField
from ui.kit.panels import Card, EmptyState
from ui.kit.style import px
from ui.kit.words import Mark, button, words
from ui.plans.row_list import RowList
from ui.plans.rows import CONTINGENCY, CORE_MEMBER, DANGER, OUTCOME, write


class PlanEditor(QWidget):
    """Cards for danger and safety, outcomes, contingency, core group and dates; or an invitation to begin."""

    state = Signal(bool)

    def __init__(self, section: Section, child_id: ChildId, child: str) -> None:
        super().__init__()
        self._section, self._child_id = section, child_id
        self.version_id: PlanVersionId | None = None
        self.lists: dict[str, RowList] = {}
        self.dates: RowEditor | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                f"No plan is written for {child} yet",
                "Write it while the conference plans together; the decision comes afterwards.",
                picture="plain",
                act="&Begin the plan" if section.may(Permission.RECORD) else "",
                run=self.begin,
            )
        )
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._stack)

    def begin(self) -> None:
        """Begin the version that this conference writes."""
        self._section.submit(actions.open_version, conference_id=self._section.conference_id, child_id=self._child_id)

    # --- showing ------------------------------------------------------------------------------------------------

    def show_draft(self, draft: PlanDraft, *, settled: bool) -> None:
        """Show what is stored; what is being typed stays."""
        if draft.plan_version_id is None:
            self._stack.setCurrentIndex(0)
            return
        if draft.plan_version_id != self.version_id:
            self._make_sheet(draft.plan_version_id)
        read_only = draft.issued_at is not None or settled or not self._section.may(Permission.RECORD)
        self._show_head(draft, settled=settled)
        for key, lines in (
            ("danger", draft.dangers),
            ("outcome", draft.outcomes),
            ("contingency", draft.contingency),
            ("core_member", draft.core_group),
        ):
            self.lists[key].show_lines(lines, read_only=read_only)
        self.lists["core_member"].add_button.hide()
        self.lists["core_member"].setVisible(bool(draft.core_group))
        self._adder.setVisible(not read_only)
        if self.dates is not None:
            self.dates.load(
                core_group_first_on=draft.core_group_first_on,
                core_group_place=draft.core_group_place,
                visit_every_days=draft.visit_every_days,
                next_review_on=draft.next_review_on,
            )
            self.dates.set_read_only(read_only)

    def show_people(self, people: tuple[DayPerson, ...]) -> None:
        """Whom the core group may be chosen from."""
        if self.version_id is not None:
            chosen = [person for person in people if person.professional_id is not None or person.adult_id is not None]
            self._person.set_choices((person, f"{person.name} · {person.agency or 'family'}") for person in chosen)

    def _show_head(self, draft: PlanDraft, *, settled: bool) -> None:
        parts = [KIND_WORDS[draft.kind], f"version {draft.number}"]
        if draft.category is not None:
            parts.append(CATEGORY_WORDS[draft.category])
        if draft.started_on is not None:
            parts.append(f"on a plan since {show_date(draft.started_on)}")
        self._facts.setText(", ".join(parts))
        issued = draft.issued_at is not None
        if issued:
            self._state.show_state("Given out: a new version can be opened", "note", "lock")
        else:
            self._state.show_state("Draft", "plain", "edit")
        self._next.setVisible(issued and not settled and self._section.may(Permission.RECORD))
        is_plan = draft.started_on is not None
        self.give_out.setVisible(is_plan and not issued and self._section.may(Permission.ISSUE))

    def _issue(self, version_id: PlanVersionId) -> None:
        """Say that the family and the core group were given this version; what was typed last is stored first."""
        for editor in self.findChildren(RowEditor):
            editor.flush()
        self._section.submit(
            actions.issue_version, plan_version_id=version_id, said="Given out: this version does not change any more."
        )

    # --- building -----------------------------------------------------------------------------------------------

    def _make_sheet(self, version_id: PlanVersionId) -> None:
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        self.version_id = version_id
        self._facts = words("", "soft")
        self._state = Mark()
        self._next = button("Open a ne&w version", self.begin)
        self.give_out = button("&Give out this version", lambda: self._issue(version_id), picture="check")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._facts, 1)
        row.addWidget(self._next)
        row.addWidget(self.give_out)
        row.addWidget(self._state)
        self.lists = {
            kind.key: RowList(self._section, kind, int(version_id))
            for kind in (DANGER, OUTCOME, CONTINGENCY, CORE_MEMBER)
        }
        for each in self.lists.values():
            each.state.connect(self.state)
        sheet = column(
            head,
            Card("Danger statements and safety goals", self.lists["danger"]),
            Card("Outcomes", words("Each with a measure, and actions with who and by when.", "small"),
                 self.lists["outcome"]),
            Card("If the plan does not work", self.lists["contingency"]),
            Card("Core group", self.lists["core_member"], self._make_adder()),
            Card("Visits and dates", self._make_dates(version_id)),
        )  # fmt: skip
        self._stack.addWidget(Scrolled(sheet))
        self._stack.setCurrentIndex(1)
        if self._section.day is not None:
            self.show_people(self._section.day.people)

    def _make_adder(self) -> QWidget:
        self._adder = QWidget()
        self._person = ChoiceField((), none="Choose a person", search=True)
        self._person.setAccessibleName("Person to add to the core group")
        row = QHBoxLayout(self._adder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._person, 1)
        row.addWidget(button("Add to the core &group", self._add_member, picture="add"))
        return self._adder

    def _add_member(self) -> None:
        person: DayPerson | None = self._person.value()
        if person is None:
            self._person.setFocus()
            return
        values: dict[str, Any] = {"professional_id": person.professional_id, "adult_id": person.adult_id}
        name_and_role = {"name": person.name, "role": person.role}
        write(CORE_MEMBER, self._section, int(self.version_id or 0), {**values, **name_and_role}, lambda _id: None)
        self._person.set_value(None)

    def _make_dates(self, version_id: PlanVersionId) -> RowEditor:
        row = RowEditor("")
        options = self._section.host.date_options()
        row.add("core_group_first_on", "First core group", DateField(**options), 0, 0)
        row.add("core_group_place", "Where the core group meets", TextField(), 0, 1)
        visits = NumberField(least=1, most=90, example="10")
        row.add("visit_every_days", "The child is seen at least every … working days", visits, 1, 0)
        row.add("next_review_on", "Next review conference", DateField(**options), 1, 1)
        for each in range(2):
            row.grid.setColumnStretch(each, 1)
        row.grid.setHorizontalSpacing(px(16))
        row.keep_with(self._section.frame.work, actions.set_plan_dates, plan_version_id=version_id)
        row.state.connect(self.state)
        self.dates = row
        return row

    def list_around(self, part: QWidget | None) -> RowList:
        """The list in which a widget stands; the outcomes if it stands in none."""
        while part is not None and not isinstance(part, RowList):
            part = part.parentWidget()
        return part if part is not None and not part.add_button.isHidden() else self.lists["outcome"]
