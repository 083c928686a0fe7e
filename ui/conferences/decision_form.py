"""The chair's decision for one child as a form; sends it when asked to, and never overwrites what is being typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from cpconf.conferences.actions import record_decision
from cpconf.conferences.day import ChildDecision, DayChild, DaySheet
from cpconf.conferences.decisions import END_REASON, WITH_CATEGORY, outcomes_for
from cpconf.conferences.rules import OUTCOME_WORDS, PARTICIPATION_WORDS, DecisionOutcome
from cpconf.people.rules import ChildId
from cpconf.plans.rules import CATEGORY_WORDS, Category
from cpconf.store.permissions import Permission
from ui.conferences.section import Section
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField, LongTextField
from ui.kit.form import Form
from ui.kit.panels import Card
from ui.kit.words import Mark, button, words

YES_NO = ((True, "Yes"), (False, "No"))


class DecisionForm(Card):
    """The child's views and participation, outcome, category, threshold, reasons, legal advice, conference offer."""

    state = Signal(bool)

    def __init__(self, section: Section, child: DayChild) -> None:
        super().__init__()
        self._section, self.child_id = section, child.child_id
        self._several = False
        self.dirty = False
        self.form = Form(columns=2)
        self.mark = Mark()
        self.facts = words("", "soft")
        self.send = button("Rec&ord the decision", self.record, role="primary", hint="Ctrl+Enter")
        self._build(child)

    def _build(self, child: DayChild) -> None:
        head = QHBoxLayout()
        head.addWidget(words(f"Decision for {child.name}", "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(self.mark)
        self.body.addLayout(head)
        self.body.addWidget(self.facts)
        form, choice = self.form, ChoiceField
        form.add("child_views", "Child's &views", LongTextField(lines=3), span=2)
        parts = choice(PARTICIPATION_WORDS.items(), none="Not recorded")
        form.add("participation", "Part the child &took", parts, span=2)
        form.add("outcome", "O&utcome", choice((), none="Choose the outcome"), required=True)
        form.add("category", "Cate&gory of the plan", choice((), none="Choose the main category"))
        form.add("threshold_met", "Likely to suffer significant &harm", choice(YES_NO, none="Not recorded"))
        form.add("legal_advice", "Legal advice &considered", choice(YES_NO, none="Not recorded"))
        form.add("fgc_offered", "&Family group conference offered", choice(YES_NO, none="Not recorded"))
        form.add("reasons", "Rea&sons of the chair", LongTextField(lines=4), span=2)
        form.edited.connect(self._edited)
        self.body.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.send)
        self.body.addLayout(row)

    # --- showing ------------------------------------------------------------------------------------------------

    def show_day(self, day: DaySheet, child: DayChild, *, several: bool) -> None:
        """Show what is decided; while something here is typed and not recorded, only the choices follow."""
        decided = next((each for each in day.decisions if each.child_id == child.child_id), None)
        had_plan = plan_before(child, decided)
        outcomes = outcomes_for(day.kind, has_plan=had_plan)
        if decided is not None and decided.outcome not in outcomes:
            outcomes = (*outcomes, decided.outcome)
        self.form.field("outcome").set_choices((each, OUTCOME_WORDS[each]) for each in outcomes)
        categories = [each for each in Category if several or each is not Category.MULTIPLE]
        self.form.field("category").set_choices((each, CATEGORY_WORDS[each]) for each in categories)
        self._show_facts(child, decided)
        if not self.dirty:
            self._fill(decided)
        self._follow_outcome()
        self.send.setEnabled(self._section.may(Permission.DECIDE) and not day.settled)
        self.form.setEnabled(self.send.isEnabled())

    def _show_facts(self, child: DayChild, decided: ChildDecision | None) -> None:
        if decided is None:
            self.mark.show_state("Not decided yet", "due", "due")
        else:
            tone = "late" if decided.outcome in WITH_CATEGORY else "good"
            self.mark.show_state(OUTCOME_WORDS[decided.outcome], tone if tone == "good" else "note", "check")
        parts = []
        if child.plan_started_on is not None:
            category = CATEGORY_WORDS[child.category] if child.category else ""
            parts.append(f"On a plan since {show_date(child.plan_started_on)}{f' ({category})' if category else ''}.")
        if child.review_due_on is not None:
            parts.append(f"Next review by {show_date(child.review_due_on)}.")
        self.facts.setText(" ".join(parts) or "No open plan.")

    def _fill(self, decided: ChildDecision | None) -> None:
        if decided is None:
            return
        names = ("child_views", "participation", "outcome", "category", "threshold_met", "legal_advice", "fgc_offered",
                 "reasons")  # fmt: skip
        values = {name: getattr(decided, name) for name in names}
        changed = {name: value for name, value in values.items() if self._now(name) != value}
        self._filling(changed)

    def _filling(self, values: dict[str, Any]) -> None:
        self.form.blockSignals(True)
        self.form.fill(**values)
        self.form.blockSignals(False)

    def _now(self, name: str) -> Any:
        return self.form.value(name)

    def _edited(self, name: str) -> None:
        self.dirty = True
        self.state.emit(False)
        if name == "outcome":
            self._follow_outcome()

    def _follow_outcome(self) -> None:
        outcome = self._now("outcome")
        has_plan = outcome in WITH_CATEGORY
        category, threshold = self.form.field("category"), self.form.field("threshold_met")
        category.setEnabled(has_plan)
        threshold.setEnabled(not has_plan)
        if has_plan:
            threshold.set_value(True)
        else:
            category.set_value(None)

    # --- the act ------------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Send the decision; a refusal stands beside its field."""
        if not self.send.isEnabled():
            return
        values = self.form.read()
        day = self._section.day
        if values is None or day is None:
            return
        if values["outcome"] not in WITH_CATEGORY:
            values["category"] = None
        else:
            values["threshold_met"] = True
        self._section.submit(
            record_decision,
            then=self._recorded,
            said=f"Recorded: {OUTCOME_WORDS[values['outcome']]}",
            form=self.form,
            conference_id=day.conference_id,
            child_id=ChildId(self.child_id),
            **values,
        )

    def _recorded(self, _decision_id: object) -> None:
        self.dirty = False
        self.state.emit(True)


def plan_before(child: DayChild, decided: ChildDecision | None) -> bool:
    """Whether the child was on a plan before this conference decided."""
    if decided is None:
        return child.plan_id is not None
    if decided.outcome in END_REASON or decided.outcome is DecisionOutcome.PLAN_CONTINUES:
        return True
    return decided.outcome is DecisionOutcome.ADJOURNED and child.plan_id is not None
