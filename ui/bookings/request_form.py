"""A new request: the children, the clocks, what is needed; the target is worked out when it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpconf.bookings.actions import record_request
from cpconf.bookings.rules import KIND_WORDS, ConferenceKind, Mode, RequestId
from cpconf.diary.queries import SiteLine, sites
from cpconf.people.actions import add_family, join_family
from cpconf.people.queries import ChildLine, FamilySheet, ProfessionalLine, child_list, family_sheet, professionals
from cpconf.people.rules import AgencyKind, FamilyId
from cpconf.plans.rules import CATEGORY_WORDS, Category
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, LongTextField, MultiChoiceField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button, words

MODES = ((Mode.IN_PERSON, "In person"), (Mode.HYBRID, "Hybrid"), (Mode.REMOTE, "Remote"))
NEEDS = (
    ("separate_arrival", "Separate arrival"),
    ("non_contact", "Non-contact order"),
    ("domestic_abuse", "Domestic abuse"),
    ("address_withheld", "Address withheld"),
    ("advocate", "Advocate"),
)
CATEGORIES = tuple((code.value, CATEGORY_WORDS[code]) for code in Category if code is not Category.MULTIPLE)


class RequestScreen(Screen):
    """Record a request; arrives with `child_id`, or with nothing and asks for the child first."""

    title = "New request"
    help_page = "requests"
    cares_for = frozenset({"child", "family", "site", "professional"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.family: FamilySheet | None = None
        self._wanted_child: int | None = None
        self._children: dict[int, ChildLine] = {}
        self.save = button("&Record request", self.record, role="primary", picture="check", hint="Ctrl+Enter")
        self.head.addWidget(button("&Back", lambda: frame.open_screen("requests")))
        self.head.addWidget(self.save)
        self.child = ChoiceField(none="Type a name or number", search=True)
        self.child.edited.connect(self._child_chosen)
        self.who = Form()
        self.who.add("child", "&Child", self.child, required=True)
        self.siblings = QVBoxLayout()
        self.considered: MultiChoiceField | None = None
        self.form = self._build()
        self._lay_out()

    def _build(self) -> Form:
        form = Form(columns=2)
        kinds = [(kind, KIND_WORDS[kind]) for kind in ConferenceKind]
        form.add("kind", "&Kind of conference", ChoiceField(kinds), span=2)
        days = partial(DateField, **self.date_options(), past=True)
        form.add("strategy_discussion_on", "&Strategy discussion", days(), hint="The one that started section 47.")
        form.add("s47_started_on", "S&47 enquiry began", days(), hint="Counted by the Department for Education.")
        form.add("notice_on", "Written &notice", days(), hint="Only for a transfer in.")
        form.add("social_worker_id", "Social &worker", ChoiceField(none="Not known yet", search=True))
        form.add("site_wanted_id", "S&ite wanted", ChoiceField(none="Any site"))
        form.add("mode", "How people &meet", ChoiceField(MODES))
        form.add("seats", "&People expected", NumberField(12, least=1, most=60))
        form.add("length_minutes", "&Length in minutes", NumberField(least=30, most=480, example="as usual"))
        form.add("category_sought", "Cate&gory sought", ChoiceField(CATEGORIES, none="Not said"))
        form.add("interpreter_language", "&Interpreter in", TextField(example="for example Polish"))
        form.add("needs", "&Needs", MultiChoiceField(NEEDS, columns=3), span=2)
        form.add("access_needs", "&Access", TextField(example="wheelchair, hearing loop"), span=2)
        form.add("risks", "&Risks that reception and the chair must know", LongTextField(lines=2), span=2)
        form.add("notes", "N&otes", LongTextField(lines=2), span=2)
        return form

    def _lay_out(self) -> None:
        who = Card("Children", self.who)
        who.body.addLayout(self.siblings)
        who.body.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, px(4), px(8))
        row.setSpacing(px(12))
        row.addWidget(who, 2)
        row.addWidget(Card("Conference", self.form), 3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        self.body.addWidget(scroll, 1)

    def arrive(self, **args: Any) -> None:
        self._wanted_child = args.get("child_id")
        self.family = None
        self.child.set_value(None)
        self._show_siblings()
        self.go_stale()

    def refresh(self) -> None:
        self.ask(child_list, then=self._show_children)
        self.ask(sites, then=self._show_sites)
        self.ask(professionals, then=self._show_workers)

    def first_focus(self) -> QWidget:
        return self.child

    def commands(self) -> Sequence[Command]:
        return (Command(title="Record the request", run=self.record, shortcut="Ctrl+Return", picture="check"),)

    def _show_children(self, lines: tuple[ChildLine, ...]) -> None:
        self._children = {line.id: line for line in lines}
        self.child.set_choices((line.id, f"{line.name} · {line.la_child_id}") for line in lines)
        if self._wanted_child is not None:
            self.child.set_value(self._wanted_child)
            self._wanted_child = None
        self._child_chosen()

    def _show_sites(self, lines: tuple[SiteLine, ...]) -> None:
        self.form.field("site_wanted_id").set_choices((line.id, line.name) for line in lines)

    def _show_workers(self, lines: tuple[ProfessionalLine, ...]) -> None:
        workers = [line for line in lines if line.agency_kind is AgencyKind.SOCIAL_CARE]
        self.form.field("social_worker_id").set_choices((line.id, f"{line.name} · {line.agency}") for line in workers)

    def _child_chosen(self) -> None:
        chosen = self._children.get(self.child.value() or 0)
        if chosen is None or chosen.family_id is None:
            self.family = None
            self._show_siblings()
        else:
            self.ask(family_sheet, family_id=chosen.family_id, then=self._show_family)

    def _show_family(self, family: FamilySheet) -> None:
        if self.family is not None and self.family == family:
            return
        self.family = family
        self._show_siblings()

    def _show_siblings(self) -> None:
        while (item := self.siblings.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.considered = None
        chosen = self._children.get(self.child.value() or 0)
        if self.family is not None:
            self.siblings.addWidget(words(f"Family {self.family.name} · {self.family.reference}", "label"))
            self.siblings.addWidget(words("Every child of the household is considered. Take out who is not.", "soft"))
            field = MultiChoiceField([(child.id, child.name) for child in self.family.children], columns=1)
            field.set_value(child.id for child in self.family.children)
            field.setAccessibleName("Children considered")
            self.considered = field
            self.siblings.addWidget(field)
        elif chosen is not None:
            self.siblings.addWidget(words("This child is not in a family yet.", "soft"))
            self.siblings.addWidget(button("&Make a family for this child", self.make_family, picture="add"))

    def make_family(self) -> None:
        """A family of this one child; sisters and brothers can join it from their own pages."""
        chosen = self._children[self.child.value()]

        def join(family_id: FamilyId) -> None:
            self._wanted_child = chosen.id
            self.submit(join_family, child_id=chosen.id, family_id=family_id)

        self.submit(add_family, name=chosen.name, then=join)

    def record(self) -> None:
        """Record the request and go on to its slots; what is wrong shows beside its field."""
        if self.who.read() is None:
            return
        if self.family is None or self.considered is None:
            self.who.show_error("child", "Put this child into a family first.")
            return
        given = self.form.read()
        if given is None:
            return
        needs = given.pop("needs")
        given |= {name: name in needs for name, _words in NEEDS}
        given["interpreter_language"] = given["interpreter_language"] or None

        def on(request_id: RequestId) -> None:
            self.form.fill(
                strategy_discussion_on=None, s47_started_on=None, notice_on=None, needs=(), notes="", risks=""
            )
            self.frame.open_screen("slots", request_id=request_id)

        self.submit(
            record_request,
            family_id=self.family.id,
            child_ids=self.considered.value(),
            form=self.form,
            then=on,
            said="The request was recorded.",
            **given,
        )
