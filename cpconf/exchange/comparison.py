"""Lays an Annex A beside what the store knows and says what importing it would do; does none of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from cpconf.exchange.annex_checks import AnyRow, folded_id, overlap
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow, Problem
from cpconf.exchange.preview import ImportPreview, PreviewLine, Result, Subject
from cpconf.exchange.steps import (
    AddChild,
    AddEnquiry,
    AddPlan,
    ChangeChild,
    ChangeEnquiry,
    ChangePlan,
    FieldChange,
    KnownChild,
    KnownEnquiry,
    KnownPlan,
    KnownStore,
    Step,
    Value,
)
from cpconf.people.rules import Ethnicity, Sex

# A conference here decides these; the case system's word counts for them only while all we know is an import.
_DECIDED_ENQUIRY: Final = ("icpc_not_required", "icpc_on", "resulted_in_plan")
_TOLD_ENQUIRY: Final = ("enquiries_in_12_months", "icpcs_in_12_months", "team", "worker")
_DECIDED_PLAN: Final = ("initial_category", "latest_category", "latest_review_on", "ended_on", "previous_plans")
_TOLD_PLAN: Final = ("last_visit_on", "seen_alone", "protection_powers", "team", "worker")
# An older file must not turn these back.
_FORWARD: Final = frozenset({"latest_review_on", "last_visit_on"})

_DECIDED_HERE: Final = "decided by a conference here; left as it is"
_OLDER: Final = "the file has an earlier date than is known here; left as it is"
_STILL_OPEN: Final = "the file shows the plan as open; here it has ended"
_NOT_UNBORN: Final = "the file shows the child as not yet born; left as it is"
_NO_BIRTH: Final = "the file has no date of birth for this child, and the child is not known here"
_ALIKE: Final = (
    "another child's id differs only in leading zeros or capitals; "
    "Excel may have dropped zeros. Correct the id in the workbook"
)
_SAME_CONFERENCE: Final = "an enquiry with another strategy discussion is known here for the same initial conference"
_CONTRADICTS: Final = "together with what is known here, the conference would be both held and not required"
_RUNS_AT_ONCE: Final = "another plan of this child that is known here runs at the same time (census rules 8935, 8940)"
_ABSENT: Final = "open here, not in list 7"


def compare(annex: AnnexA, known: KnownStore) -> ImportPreview:
    """What importing `annex` into the store known as `known` would add and change, field by field.

    Never blanks a known value, never changes what a conference here decided, never turns a visit or a review back,
    never reopens a plan. After its steps were taken, the same file changes nothing.
    """
    work = _Comparison(known)
    for rows in _by_child([*annex.plans, *annex.enquiries]).values():
        work.child(rows)
    work.absent(annex.listed_on_plans)
    lines = sorted([*work.lines, *_refused(annex.refused)], key=lambda line: list(Subject).index(line.subject))
    order = (AddChild, ChangeChild, AddEnquiry, ChangeEnquiry, ChangePlan, AddPlan)
    steps = sorted(work.steps, key=lambda step: order.index(type(step)))
    return ImportPreview(lines=tuple(lines), notes=annex.notes, to_apply=tuple(steps))


def _by_child(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.child.la_child_id].append(row)
    return found


def _refused(problems: Iterable[Problem]) -> list[PreviewLine]:
    words: dict[tuple[int, str, int], list[str]] = defaultdict(list)
    for problem in problems:
        told = f"{problem.column}: {problem.words}" if problem.column else problem.words
        words[problem.list_number, problem.sheet, problem.row].append(told)
    return [
        PreviewLine(
            subject=Subject.ENQUIRY if number == 5 else Subject.PLAN,
            result=Result.REFUSED,
            words="; ".join(told),
            sheet=sheet,
            row=row,
        )
        for (number, sheet, row), told in words.items()
    ]


def facts_of(rows: Sequence[AnyRow]) -> ChildFacts:
    """One child's facts from all rows, the first that says something counting: a sex before "not stated", an ethnicity
    before "not obtained", a birth before an expected date."""
    facts = [row.child for row in rows]
    sexes = [fact.sex for fact in facts if fact.sex is not None]
    ethnicities = [fact.ethnicity for fact in facts if fact.ethnicity is not None]
    born_on = next((fact.born_on for fact in facts if fact.born_on), None)
    expected_on = next((fact.expected_on for fact in facts if fact.expected_on), None)
    return ChildFacts(
        la_child_id=facts[0].la_child_id,
        sex=next((sex for sex in sexes if sex is not Sex.UNKNOWN), sexes[0] if sexes else None),
        ethnicity=next(
            (code for code in ethnicities if code is not Ethnicity.NOBT), ethnicities[0] if ethnicities else None
        ),
        born_on=born_on,
        expected_on=None if born_on else expected_on,
        disabled=next((fact.disabled for fact in facts if fact.disabled is not None), None),
    )


class _Comparison:
    def __init__(self, known: KnownStore) -> None:
        self._known = known
        self._folded = {folded_id(id_) for id_ in known.children}
        self.lines: list[PreviewLine] = []
        self.steps: list[Step] = []

    def child(self, rows: Sequence[AnyRow]) -> None:
        facts = facts_of(rows)
        here = self._known.children.get(facts.la_child_id)
        if here is None:
            refusal = self._not_to_be_added(facts)
            if refusal:
                self.lines.append(_line(Subject.CHILD, Result.REFUSED, facts, rows[0], words=refusal))
                self.lines += [_row_line(row, Result.REFUSED, words="the child was refused") for row in rows]
                return
            self.lines.append(_line(Subject.CHILD, Result.ADDED, facts, rows[0]))
            self.steps.append(AddChild(child=facts))
            self._folded.add(folded_id(facts.la_child_id))
        else:
            self._known_child(facts, here, rows[0])
        for row in rows:
            if isinstance(row, EnquiryRow):
                self._enquiry(row, here)
            else:
                self._plan(row, here, rows)

    def _not_to_be_added(self, facts: ChildFacts) -> str:
        if folded_id(facts.la_child_id) in self._folded:
            return _ALIKE
        return "" if facts.born_on or facts.expected_on else _NO_BIRTH

    def _known_child(self, facts: ChildFacts, here: KnownChild, row: AnyRow) -> None:
        told: dict[str, Value] = {
            "sex": None if facts.sex is Sex.UNKNOWN else facts.sex,
            "ethnicity": None if facts.ethnicity is Ethnicity.NOBT else facts.ethnicity,
            "disabled": facts.disabled,
        }
        changes = [
            FieldChange(name=name, old=getattr(here, name), new=new)
            for name, new in told.items()
            if new is not None and new != getattr(here, name)
        ]
        disagrees: list[FieldChange] = []
        if facts.born_on is not None and facts.born_on != here.born_on:
            changes.append(FieldChange(name="born_on", old=here.born_on, new=facts.born_on))
            if here.expected_on is not None:
                # Exactly one of the two dates is kept (census 8525Q): the birth takes the expected date's place.
                changes.append(FieldChange(name="expected_on", old=here.expected_on, new=None))
        elif facts.expected_on is not None and facts.expected_on != here.expected_on:
            change = FieldChange(name="expected_on", old=here.expected_on, new=facts.expected_on)
            (disagrees if here.born_on else changes).append(change)
        if changes:
            self.steps.append(ChangeChild(child_id=here.child_id, changes=tuple(changes)))
        self._told(_line(Subject.CHILD, Result.UNCHANGED, facts, row), changes, disagrees, _NOT_UNBORN)

    def _told(
        self, line: PreviewLine, changes: Sequence[FieldChange], disagrees: Sequence[FieldChange], words: str
    ) -> None:
        if changes:
            self.lines.append(replace(line, result=Result.CHANGED, differences=tuple(changes)))
        if disagrees:
            left = replace(line, result=Result.DISAGREES, differences=tuple(disagrees), words=words)
            self.lines.append(left)
        if not changes and not disagrees:
            self.lines.append(line)

    def _enquiry(self, row: EnquiryRow, here: KnownChild | None) -> None:
        enquiries = here.enquiries if here else ()
        same = next((e for e in enquiries if e.strategy_discussion_on == row.strategy_discussion_on), None)
        if same is not None:
            changes, left, words = _differences(row, same, _DECIDED_ENQUIRY, _TOLD_ENQUIRY)
            if _contradicts(same, changes):
                left += [change for change in changes if change.name in _DECIDED_ENQUIRY]
                changes = [change for change in changes if change.name not in _DECIDED_ENQUIRY]
                words = _joined(words, _CONTRADICTS)
            if changes:
                self.steps.append(ChangeEnquiry(enquiry_id=same.enquiry_id, changes=tuple(changes)))
            self._told(_row_line(row, Result.UNCHANGED), changes, left, words)
        elif row.icpc_on is not None and any(e.icpc_on == row.icpc_on for e in enquiries):
            self.lines.append(_row_line(row, Result.DISAGREES, words=_SAME_CONFERENCE))
        else:
            self.lines.append(_row_line(row, Result.ADDED))
            self.steps.append(AddEnquiry(child_id=here.child_id if here else None, enquiry=row))

    def _plan(self, row: PlanRow, here: KnownChild | None, rows: Sequence[AnyRow]) -> None:
        plans = here.plans if here else ()
        same = next((plan for plan in plans if plan.started_on == row.started_on), None)
        others = [(plan.started_on, _end_after(plan, rows)) for plan in plans if plan is not same]
        clashes = any(overlap(row.started_on, row.ended_on, start, end) for start, end in others)
        if same is not None:
            changes, left, words = _differences(row, same, _DECIDED_PLAN, _TOLD_PLAN)
            if same.ended_on is not None and row.ended_on is None:
                left.append(FieldChange(name="ended_on", old=same.ended_on, new=None))
                words = _joined(words, _STILL_OPEN)
            if clashes and any(change.name == "ended_on" for change in changes):
                left += [change for change in changes if change.name == "ended_on"]
                changes = [change for change in changes if change.name != "ended_on"]
                words = _joined(words, _RUNS_AT_ONCE)
            if changes:
                self.steps.append(ChangePlan(plan_id=same.plan_id, changes=tuple(changes)))
            self._told(_row_line(row, Result.UNCHANGED), changes, left, words)
        elif clashes:
            self.lines.append(_row_line(row, Result.DISAGREES, words=_RUNS_AT_ONCE))
        else:
            self.lines.append(_row_line(row, Result.ADDED))
            self.steps.append(AddPlan(child_id=here.child_id if here else None, plan=row))

    def absent(self, listed: frozenset[str]) -> None:
        for id_, child in self._known.children.items():
            for plan in child.plans:
                if plan.ended_on is None and id_ not in listed:
                    self.lines.append(
                        PreviewLine(
                            subject=Subject.PLAN,
                            result=Result.ABSENT,
                            la_child_id=id_,
                            on=plan.started_on,
                            words=_ABSENT,
                        )
                    )


def _contradicts(here: KnownEnquiry, changes: Sequence[FieldChange]) -> bool:
    """Whether the changes would make a conference both not required and held (census 8868)."""
    touched = any(change.name in _DECIDED_ENQUIRY for change in changes)
    after = {name: getattr(here, name) for name in _DECIDED_ENQUIRY} | {c.name: c.new for c in changes}
    return bool(touched and after["icpc_not_required"] and (after["icpc_on"] or after["resulted_in_plan"]))


def _end_after(plan: KnownPlan, rows: Iterable[AnyRow]) -> date | None:
    """When a known plan ends once the file's row of the same plan, if any, has been taken."""
    ends = [row.ended_on for row in rows if isinstance(row, PlanRow) and row.started_on == plan.started_on]
    return ends[0] if plan.imported and ends and ends[0] else plan.ended_on


def _differences(
    row: AnyRow, here: KnownEnquiry | KnownPlan, decided: tuple[str, ...], told: tuple[str, ...]
) -> tuple[list[FieldChange], list[FieldChange], str]:
    """Fields to change, fields in which file and store disagree, and why the latter are left alone."""
    changes: list[FieldChange] = []
    left: list[FieldChange] = []
    words = ""
    for name in (*decided, *told):
        old, new = getattr(here, name), getattr(row, name)
        if new is None or new == old:
            continue
        change = FieldChange(name=name, old=old, new=new)
        if name in decided and not here.imported:
            left.append(change)
            words = _joined(words, _DECIDED_HERE)
        elif name in _FORWARD and old is not None and new < old:
            left.append(change)
            words = _joined(words, _OLDER)
        else:
            changes.append(change)
    return changes, left, words


def _joined(words: str, more: str) -> str:
    if more in words:
        return words
    return f"{words}; {more}" if words else more


def _line(subject: Subject, result: Result, facts: ChildFacts, row: AnyRow, words: str = "") -> PreviewLine:
    return PreviewLine(
        subject=subject, result=result, la_child_id=facts.la_child_id, words=words, sheet=row.sheet, row=row.row
    )


def _row_line(row: AnyRow, result: Result, words: str = "") -> PreviewLine:
    subject, on = (
        (Subject.ENQUIRY, row.strategy_discussion_on) if isinstance(row, EnquiryRow) else (Subject.PLAN, row.started_on)
    )
    return replace(_line(subject, result, row.child, row, words), on=on)
