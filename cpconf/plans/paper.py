"""A Child Protection Plan as a PDF, outline or full: sheet in, bytes out; knows neither the store nor the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cpconf.paper.blocks import Block, Heading, Paragraphs, Table, Text, facts
from cpconf.paper.imprint import Status
from cpconf.paper.lines import Rich, Span, Typesetter
from cpconf.paper.page import render
from cpconf.paper.styles import INTRO, LABEL, LEAD, NOTICE, QUIET_BODY, WARNING
from cpconf.paper.wording import joined, long_date, short_date
from cpconf.plans.sheet import (
    ContingencyRow,
    CoreGroupMember,
    DangerAndGoal,
    OutcomeRow,
    PlanAction,
    PlanKind,
    PlannedDate,
    PlanSheet,
)

_TITLES = {PlanKind.OUTLINE: "Outline child protection plan", PlanKind.FULL: "Child protection plan"}


def plan_pdf(sheet: PlanSheet, *, setter: Typesetter | None = None) -> bytes:
    """The plan as PDF/UA-1 and PDF/A-2a. Equal sheets give equal bytes; a shared `setter` only makes copies cheaper."""
    title = f"{_TITLES[sheet.kind]}: {sheet.child}"
    return render(title, _blocks(sheet), sheet.imprint, setter=setter)


def _blocks(sheet: PlanSheet) -> list[Block]:
    blocks: list[Block] = [
        Text(sheet.imprint.authority, QUIET_BODY),
        Heading(1, _TITLES[sheet.kind]),
        Text(sheet.child_line, LEAD),
    ]
    if sheet.imprint.status is Status.DRAFT:
        blocks.append(Text("Draft. This plan has not yet been approved.", WARNING))
    blocks.append(facts(_particulars(sheet)))
    if sheet.childs_view:
        blocks += [Heading(2, "What the child says"), Text(sheet.childs_view, NOTICE)]
    blocks += [Heading(2, "Worries and goals"), *danger_blocks(sheet.dangers_and_goals)]
    blocks += [Heading(2, "What needs to change"), *_outcome_blocks(sheet)]
    blocks += [Heading(2, "If the plan does not work"), *contingency_blocks(sheet.contingency)]
    blocks += [Heading(2, "Core group"), *_core_group(sheet)]
    if sheet.dates:
        blocks += [Heading(2, "Next dates"), *date_blocks(sheet.dates)]
    if sheet.signatories:
        blocks += [Heading(2, "Signatures"), _signatures(sheet.signatories)]
    return blocks


def _particulars(sheet: PlanSheet) -> list[tuple[str, Rich | Paragraphs]]:
    imprint = sheet.imprint
    pairs: list[tuple[str, str]] = [
        ("Category", sheet.category),
        ("Plan started", long_date(sheet.started_on)),
        ("Lead social worker", sheet.lead_social_worker),
        ("Conference chair", sheet.chair),
        ("Child is seen", sheet.visit_frequency),
        ("Case reference", imprint.case_reference),
        ("Version", f"{imprint.version}, {imprint.status_words[0].lower()}{imprint.status_words[1:]}"),
        ("This copy", imprint.copy_words),
    ]
    return [(label, value) for label, value in pairs if value]


def danger_blocks(pairs: Sequence[DangerAndGoal]) -> list[Block]:
    """Danger statements beside their safety goals."""
    if not pairs:
        return [Text("No danger statement has been recorded.")]
    rows = tuple((pair.danger, pair.goal) for pair in pairs)
    return [Table(("Danger statement", "Safety goal"), (1, 1), rows, names_rows=False)]


def outcome_table(rows: Sequence[OutcomeRow]) -> list[Block]:
    """The rows of a plan in brief: worry and outcome, actions with who and by when, how change will show."""
    if not rows:
        return [Text("No outcomes have been recorded.")]
    set_rows = tuple(
        (
            Paragraphs(((Span(row.need, strong=True),), row.outcome)),
            Paragraphs(tuple(_action(action) for action in row.actions) or ("None recorded",)),
            Paragraphs(_signs(row)),
        )
        for row in rows
    )
    return [
        Table(
            ("Worry, and outcome for the child", "Who does what, by when", "How we will know"),
            (9, 11, 8),
            set_rows,
        )
    ]


def _action(action: PlanAction) -> Rich:
    spans = [
        Span(action.action.rstrip(".") + ". "),
        Span(joined((action.who, _by(action.by_on))), strong=True),
    ]
    if action.status:
        spans.append(Span(f" ({action.status})"))
    return tuple(spans)


def _by(by_on: date | None) -> str:
    return f"by {short_date(by_on)}" if by_on else "no date set"


def _signs(row: OutcomeRow) -> tuple[Rich, ...]:
    named = (
        ("Measure", row.measure),
        ("Now", row.baseline),
        ("Progress", row.progress),
        ("Status", row.status),
    )
    signs = tuple((Span(f"{name}: ", strong=True), Span(text)) for name, text in named if text)
    return signs or ("Not recorded",)


def _outcome_blocks(sheet: PlanSheet) -> list[Block]:
    if sheet.kind is PlanKind.OUTLINE or not sheet.outcomes:
        return outcome_table(sheet.outcomes)
    blocks: list[Block] = []
    for number, row in enumerate(sheet.outcomes, 1):
        blocks.append(Heading(3, f"{number}. {row.outcome}"))
        named = (
            ("Worry", row.need),
            ("Measure of reduced risk", row.measure),
            ("Where we start", row.baseline),
            ("Progress", row.progress),
            ("Status", row.status),
        )
        blocks.append(facts([(label, value) for label, value in named if value], is_tied=bool(row.actions)))
        if row.actions:
            rows = tuple(
                (a.action, a.who, short_date(a.by_on) if a.by_on else "No date set", a.status or "Open")
                for a in row.actions
            )
            blocks.append(Table(("Action", "Who", "By when", "Status"), (10, 6, 4, 4), rows))
    return blocks


def contingency_blocks(rows: Sequence[ContingencyRow]) -> list[Block]:
    """What happens if the plan fails: trigger, action, owner, deadline, step."""
    if not rows:
        return [Text("No contingency plan has been recorded.")]
    set_rows = tuple(
        (
            row.trigger,
            Paragraphs((row.action, *((f"Next step: {row.step}",) if row.step else ()))),
            row.owner,
            row.deadline,
        )
        for row in rows
    )
    return [Table(("If this happens", "What will be done", "Who", "By when"), (9, 9, 5, 5), set_rows)]


def core_group_table(members: Sequence[CoreGroupMember]) -> Table:
    """Members with role and, where that is known of any of them, how often each sees the child."""
    if not any(one.visits for one in members):
        known = tuple((one.name, _capital(joined((one.role, one.agency)))) for one in members)
        return Table(("Name", "Role and agency"), (3, 4), known)
    rows = tuple((one.name, _capital(joined((one.role, one.agency))), one.visits or "Not stated") for one in members)
    return Table(("Name", "Role and agency", "Sees the child"), (3, 4, 3), rows)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _core_group(sheet: PlanSheet) -> list[Block]:
    blocks: list[Block] = []
    if sheet.core_group_first_on:
        blocks.append(Text(f"The core group first meets on {long_date(sheet.core_group_first_on)}.", INTRO))
    if not sheet.core_group:
        return [*blocks, Text("No members have been recorded.")]
    return [*blocks, core_group_table(sheet.core_group)]


def date_blocks(dates: Sequence[PlannedDate]) -> list[Block]:
    """What happens next, when, where."""
    rows = tuple((one.what, long_date(one.on), one.where or "To be confirmed") for one in dates)
    return [Table(("What", "When", "Where"), (4, 3, 4), rows)]


def outline_blocks(
    outcomes: Sequence[OutcomeRow],
    contingency: Sequence[ContingencyRow],
    core_group: Sequence[CoreGroupMember],
    dates: Sequence[PlannedDate],
    visit_frequency: str,
) -> list[Block]:
    """An outline plan inside another paper, its parts under labels; parts without rows are left out."""
    blocks = outcome_table(outcomes)
    if contingency:
        blocks += [Text("If the plan does not work", LABEL), *contingency_blocks(contingency)]
    if core_group:
        blocks += [Text("Core group", LABEL), core_group_table(core_group)]
    if visit_frequency:
        blocks.append(Text((Span("The child is seen: ", strong=True), Span(visit_frequency))))
    if dates:
        blocks += [Text("Next dates", LABEL), *date_blocks(dates)]
    return blocks


def _signatures(names: Sequence[str]) -> Table:
    rows = tuple((Paragraphs((name, "")), "", "") for name in names)
    return Table(("Name", "Signature", "Date"), (4, 5, 3), rows, is_whole=True)
