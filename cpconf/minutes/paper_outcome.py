"""What a conference concluded: risk, scaling, views, analysis, decisions, plans; draws blocks only."""

from __future__ import annotations

from cpconf.minutes.sheet import AgencyView, ChildPlanOutline, Decision, Dissent, MinutesSheet, ScaleScore
from cpconf.paper.blocks import Block, Bullets, Heading, Paragraphs, Table, Text
from cpconf.paper.lines import Span
from cpconf.paper.styles import INTRO, NOTICE
from cpconf.paper.wording import joined, long_date
from cpconf.plans.paper import danger_blocks, outline_blocks

_THRESHOLD = {True: "Met", False: "Not met", None: "No view given"}


def outcome_blocks(sheet: MinutesSheet) -> list[Block]:
    """From the risk statement to the complaints note."""
    blocks: list[Block] = []
    if sheet.risk_statement:
        blocks += [Heading(2, "Risk statement"), *_texts(sheet.risk_statement)]
    if sheet.dangers_and_goals:
        blocks += [Heading(2, "Danger statements and safety goals"), *danger_blocks(sheet.dangers_and_goals)]
    if sheet.scaling:
        blocks += [Heading(2, "Scaling"), *_scaling(sheet.scaling)]
    blocks += [Heading(2, "Views of the agencies"), *_views(sheet.views)]
    blocks += [Heading(3, "Dissent"), *_dissents(sheet.dissents)]
    if sheet.analysis:
        blocks += [Heading(2, "Chair’s analysis"), *_texts(sheet.analysis)]
    blocks += [Heading(2, "Decisions"), *_decisions(sheet.decisions)]
    if sheet.plans:
        blocks.append(Heading(2, "Outline and contingency plan"))
        for plan in sheet.plans:
            blocks += _plan(plan)
    return [*blocks, *_close(sheet)]


def _texts(texts: tuple[str, ...]) -> list[Block]:
    return [Text(line) for text in texts for line in text.splitlines() if line.strip()]


def _scaling(scores: tuple[ScaleScore, ...]) -> list[Block]:
    rows = tuple(
        (
            Paragraphs(((Span(one.person, strong=True),), *((one.role,) if one.role else ()))),
            joined((_score(one), f"for {one.child}" if one.child else ""), " "),
            one.reason or "No reason recorded",
        )
        for one in scores
    )
    explained = "0 means that the child is not safe at all, 10 that the child is safe enough for the plan to end."
    return [Text(explained, INTRO), Table(("Person", "Safety", "Reason"), (3, 2, 5), rows)]


def _score(one: ScaleScore) -> str:
    now = "Did not scale" if one.score is None else str(one.score)
    return now if one.previous is None else f"{now} (last time {one.previous})"


def _views(views: tuple[AgencyView, ...]) -> list[Block]:
    if not views:
        return [Text("No agency's view is recorded.")]
    rows = tuple(
        (
            Paragraphs(((Span(view.agency, strong=True),), *((view.person,) if view.person else ()))),
            view.child,
            joined((_THRESHOLD[view.is_threshold_met], view.category)),
            view.reason or "No reason recorded",
        )
        for view in views
    )
    return [Table(("Agency", "Child", "Threshold for a plan", "Reason"), (4, 3, 4, 6), rows)]


def _dissents(dissents: tuple[Dissent, ...]) -> list[Block]:
    if not dissents:
        return [Text("No dissent was recorded.")]
    blocks: list[Block] = []
    for one in dissents:
        who = joined((one.person, one.agency))
        blocks.append(Text((Span(who, strong=True), Span(f", {long_date(one.recorded_on)}: {one.text}"))))
        if one.resolution:
            blocks.append(Text((Span("What became of it: ", strong=True), Span(one.resolution))))
    return blocks


def _decisions(decisions: tuple[Decision, ...]) -> list[Block]:
    if not decisions:
        return [Text("No decision is recorded.")]
    blocks: list[Block] = []
    for one in decisions:
        category = f" Category: {one.category}." if one.category else ""
        stated = f"{one.outcome.rstrip('.')}.{category}"
        blocks += [Heading(3, one.child), Text((Span(stated, strong=True),), NOTICE)]
        if one.reasons:
            blocks += [Text("Reasons for this decision:", INTRO), Bullets(one.reasons)]
    return blocks


def _plan(plan: ChildPlanOutline) -> list[Block]:
    parts = outline_blocks(plan.outcomes, plan.contingency, plan.core_group, plan.dates, plan.visit_frequency)
    return [Heading(3, plan.child), *parts]


def _close(sheet: MinutesSheet) -> list[Block]:
    blocks: list[Block] = []
    for heading, text in (
        ("Next conference", sheet.next_conference),
        ("Restricted annex", sheet.annex_note),
        ("If you disagree", sheet.complaints_note),
    ):
        if text:
            blocks += [Heading(2, heading), *_texts((text,))]
    return blocks
