"""What agencies and parents think, row by row, stored as it is typed; the chair's decision is not here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.conferences.actions import record_agency_view, record_parent_view
from cpconf.conferences.day import DayPerson, DaySheet, ViewOfAgency, ViewOfParent
from cpconf.people.rules import ChildId
from cpconf.plans.rules import CATEGORY_WORDS, Category
from ui.conferences.people_words import job_of
from ui.conferences.row_editor import RowEditor
from ui.conferences.row_text import RowText
from ui.conferences.section import Section
from ui.kit.fields import ChoiceField, NumberField, TextField, TickField
from ui.kit.panels import Card
from ui.kit.style import px
from ui.kit.words import rule, words

THRESHOLD = ((True, "Met"), (False, "Not met"))
AGREES = ((True, "Agrees"), (False, "Does not agree"))


class AgencyViews(Card):
    """One row for each professional: threshold, category, safety from 0 to 10, reason, dissent."""

    state = Signal(bool)

    def __init__(self, section: Section, child_id: ChildId) -> None:
        super().__init__("What each agency thinks")
        self._section, self._child_id = section, child_id
        self.rows: dict[int, RowEditor] = {}
        self.add(words("Safety: 0 is not safe at all, 10 is safe enough to need no plan.", "small"))
        self._place = QVBoxLayout()
        self._place.setSpacing(px(12))
        self.body.addLayout(self._place)

    def show_day(self, day: DaySheet, *, editable: bool) -> None:
        """Rows for everybody who speaks for an agency, with what is stored."""
        people = [person for person in day.people if not person.is_family]
        known = {view.invitation_id: view for view in day.agency_views if view.child_id == self._child_id}
        for gone in set(self.rows) - {int(person.invitation_id) for person in people}:
            self.rows.pop(gone).deleteLater()
        for person in people:
            row = self.rows.get(int(person.invitation_id)) or self._made(person)
            view = known.get(person.invitation_id)
            row.load(**_values(view))
            row.show_field("dissent_text", bool(row.field("dissents").value()))
            row.set_read_only(not editable)

    def _made(self, person: DayPerson) -> RowEditor:
        row = _agency_row(person)
        row.keep_with(
            self._section.frame.work, record_agency_view, invitation_id=person.invitation_id, child_id=self._child_id
        )
        row.state.connect(self.state)
        if self.rows:
            self._place.addWidget(rule())
        self._place.addWidget(row)
        self.rows[int(person.invitation_id)] = row
        return row


def _agency_row(person: DayPerson) -> RowEditor:
    """The fields beside the name; under it where large type leaves no room beside it."""
    row = RowEditor(person.name)
    wide = px(100) < 150
    who = _who(person)
    if wide:
        who.setFixedWidth(px(190))
        row.grid.addWidget(who, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
    else:
        row.grid.addWidget(who, 0, 0, 1, 4)
    at, left = (0, 1) if wide else (1, 0)
    categories = [(each, CATEGORY_WORDS[each]) for each in Category if each is not Category.MULTIPLE]
    scale = NumberField(least=0, most=10, example="0–10")
    scale.setFixedWidth(px(72))
    row.add("threshold_met", "Threshold", ChoiceField(THRESHOLD, none="Not said"), at, left)
    row.add("category", "Category", ChoiceField(categories, none="None"), at, left + 1)
    row.add("scale", "Safety", scale, at, left + 2)
    if wide:
        row.add("reason", "Reason", RowText(), at, left + 3)
        row.add("dissents", "Dissent", TickField("Dissents"), at, left + 4)
    else:
        row.add("dissents", "Dissent", TickField("Dissents"), at, left + 3)
        row.add("reason", "Reason", RowText(), at + 1, left, 4)
    row.add("dissent_text", "Why they dissent", RowText(), at + 2, left, 5)
    row.grid.setColumnStretch(left + 3, 1)
    for choice in ("threshold_met", "category"):
        row.field(choice).setMinimumContentsLength(9)
    row.field("dissents").edited.connect(lambda: row.show_field("dissent_text", row.field("dissents").value()))
    return row


def _who(person: DayPerson) -> QWidget:
    who = QWidget()
    lines = QVBoxLayout(who)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(words(person.name, "label"))
    lines.addWidget(words(job_of(person), "small"))
    lines.addStretch(1)
    return who


class ParentViews(Card):
    """One row for each parent: what they said, how, and whether they agree."""

    state = Signal(bool)

    def __init__(self, section: Section) -> None:
        super().__init__("What each parent says")
        self._section = section
        self.rows: dict[int, RowEditor] = {}
        self.add(words("For the whole conference, not for one child.", "small"))

    def show_day(self, day: DaySheet, *, editable: bool) -> None:
        """Rows for the adults of the family who are invited, and for parents who are not."""
        adults = {int(p.adult_id): p.name for p in day.people if p.adult_id is not None}
        adults |= {int(seen.adult_id): seen.name for person in day.people for seen in person.seen}
        adults |= {int(view.adult_id): view.name for view in day.parent_views}
        known = {int(view.adult_id): view for view in day.parent_views}
        for adult_id, name in adults.items():
            row = self.rows.get(adult_id) or self._made(adult_id, name)
            view: ViewOfParent | None = known.get(adult_id)
            row.load(
                views=view.views if view else "",
                method=view.method if view else "",
                agrees=view.agrees if view else None,
            )
            row.set_read_only(not editable)

    def _made(self, adult_id: int, name: str) -> RowEditor:
        row = RowEditor(name)
        row.grid.addWidget(words(name, "label"), 0, 0, 1, 2)
        row.add("views", "Views", RowText(lines=2), 1, 0, 2)
        row.add("method", "How they were given", TextField(longest=60), 2, 0)
        row.add("agrees", "The decision", ChoiceField(AGREES, none="Not said"), 2, 1)
        row.keep_with(
            self._section.frame.work,
            record_parent_view,
            conference_id=self._section.conference_id,
            adult_id=adult_id,
        )
        row.state.connect(self.state)
        self.rows[adult_id] = row
        self.add(row)
        return row


def _values(view: ViewOfAgency | None) -> dict[str, object]:
    if view is None:
        blank = {"threshold_met": None, "category": None, "scale": None, "reason": ""}
        return {**blank, "dissents": False, "dissent_text": ""}
    names = ("threshold_met", "category", "scale", "reason", "dissents", "dissent_text")
    return {name: getattr(view, name) for name in names}
