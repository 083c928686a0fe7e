"""The minutes of a conference as a PDF: sheet in, bytes out; knows neither the store nor the clock."""

from __future__ import annotations

from cpconf.minutes.paper_outcome import outcome_blocks
from cpconf.minutes.paper_people import people_blocks
from cpconf.minutes.sheet import Contribution, MinutesSheet, PreviousPlan, ReviewFacts, Section
from cpconf.paper.blocks import Block, Heading, Paragraphs, Table, Text, facts
from cpconf.paper.imprint import Status
from cpconf.paper.lines import Rich, Span, Typesetter
from cpconf.paper.page import render
from cpconf.paper.styles import BODY, LEAD, QUIET_BODY, WARNING, Style
from cpconf.paper.wording import clock, counted, joined, long_date, short_date, weekday_date


def minutes_pdf(sheet: MinutesSheet, *, setter: Typesetter | None = None) -> bytes:
    """The minutes as PDF/UA-1 and PDF/A-2a. Equal sheets give equal bytes; a shared `setter` makes copies cheaper."""
    kind = sheet.occasion.conference_type
    title = f"Minutes: {kind[:1].lower()}{kind[1:]}, {short_date(sheet.occasion.held_on)}"
    return render(title, _blocks(sheet), sheet.imprint, setter=setter)


def prose(text: str, style: Style = BODY, lead: tuple[Span, ...] = ()) -> list[Block]:
    """One paragraph for each typed line; `lead` runs into the first."""
    typed = [line for line in text.splitlines() if line.strip()] or [""]
    return [Text((*lead, Span(typed[0])), style), *(Text(line, style) for line in typed[1:])]


def _blocks(sheet: MinutesSheet) -> list[Block]:
    blocks: list[Block] = [
        *_cover(sheet),
        *people_blocks(sheet),
        Heading(2, "Purpose of the conference"),
        *_paragraphs(sheet.purpose, "No statement of purpose was recorded."),
        *_history(sheet.previous_plans),
    ]
    if sheet.review:
        blocks += _review(sheet.review)
    blocks += _sections(sheet.sections)
    blocks += outcome_blocks(sheet)
    return blocks


def _cover(sheet: MinutesSheet) -> list[Block]:
    blocks: list[Block] = [
        Text(sheet.imprint.authority, QUIET_BODY),
        Heading(
            1,
            f"Minutes of the {sheet.occasion.conference_type[:1].lower()}{sheet.occasion.conference_type[1:]}",
        ),
        Text(_who_and_when(sheet), LEAD),
    ]
    if sheet.imprint.status is Status.DRAFT:
        blocks.append(Text("Draft. The chair has not yet approved these minutes.", WARNING))
    return [*blocks, facts(_particulars(sheet))]


def _who_and_when(sheet: MinutesSheet) -> str:
    names = [child.name for child in sheet.children]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
    return joined((listed, weekday_date(sheet.occasion.held_on)), " · ")


def _particulars(sheet: MinutesSheet) -> list[tuple[str, Rich | Paragraphs]]:
    occasion, imprint = sheet.occasion, sheet.imprint
    until = f" to {clock(occasion.ended_at)}" if occasion.ended_at else ""
    quorate = "Yes. " if occasion.is_quorate else "No. "
    pairs = [
        ("Date and time", f"{weekday_date(occasion.held_on)}, {clock(occasion.started_at)}{until}"),
        ("Venue", occasion.venue),
        ("How it was held", occasion.mode),
        ("Chair", occasion.chair),
        ("Minutes taken by", occasion.minute_taker),
        ("Quorate", (quorate + occasion.quoracy).strip()),
        ("Timeliness", _timeliness(sheet)),
        ("Reason for lateness", occasion.lateness_reason),
        ("Case reference", imprint.case_reference),
        ("Version", f"{imprint.version}, {imprint.status_words[0].lower()}{imprint.status_words[1:]}"),
        ("This copy", imprint.copy_words),
    ]
    return [(label, value) for label, value in pairs if value]


def _timeliness(sheet: MinutesSheet) -> str:
    occasion = sheet.occasion
    if occasion.working_days is None:
        return ""
    since = f" of {long_date(occasion.strategy_discussion_on)}" if occasion.strategy_discussion_on else ""
    limit = f" (limit {occasion.limit_working_days})" if occasion.limit_working_days is not None else ""
    return f"Held {counted(occasion.working_days, 'working day')} after the strategy discussion{since}{limit}"


def _paragraphs(texts: tuple[str, ...], if_none: str) -> list[Block]:
    return [block for text in texts for block in prose(text)] or [Text(if_none)]


def _history(plans: tuple[PreviousPlan, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(3, "Earlier child protection plans")]
    if not plans:
        return [*blocks, Text("No earlier plan is recorded for any of the children.")]
    rows = tuple(
        (
            plan.child,
            plan.category,
            short_date(plan.started_on),
            joined((short_date(plan.ended_on) if plan.ended_on else "Open", plan.end_reason), ": "),
        )
        for plan in plans
    )
    return [*blocks, Table(("Child", "Category", "Started", "Ended"), (3, 3, 2, 4), rows)]


def _review(review: ReviewFacts) -> list[Block]:
    blocks: list[Block] = [Heading(2, "Since the last conference"), Heading(3, "Core groups")]
    if review.core_groups:
        held = tuple((long_date(group.held_on), group.attended) for group in review.core_groups)
        blocks.append(Table(("Held on", "Who came"), (1, 3), held))
    else:
        blocks.append(Text("No core group meeting is recorded."))
    if review.visits:
        visits = tuple((one.child, str(one.due), str(one.made), one.note or "–") for one in review.visits)
        blocks += [Heading(3, "Visits"), Table(("Child", "Due", "Made", "Note"), (3, 1, 1, 4), visits)]
    if review.progress:
        rows = tuple((one.child, one.outcome, one.progress, one.note or "–") for one in review.progress)
        blocks += [Heading(3, "Progress of the plan")]
        blocks.append(Table(("Child", "Outcome", "Progress", "Note"), (3, 5, 3, 5), rows))
    asked = (
        ("Is the category still right?", review.is_category_right),
        ("Are the criteria for ending met?", review.are_end_criteria_met),
    )
    answered: list[tuple[str, Rich | Paragraphs]] = [(label, value) for label, value in asked if value]
    return [*blocks, facts(answered, 0.38)] if answered else blocks


def _sections(sections: tuple[Section, ...]) -> list[Block]:
    blocks: list[Block] = []
    heading = None
    for section in sections:
        if section.heading != heading:
            heading = section.heading
            blocks.append(Heading(2, heading))
        if section.child:
            blocks.append(Heading(3, section.child))
        if section.method:
            blocks.append(Text((Span(f"How the child was heard: {section.method}", slanted=True),), QUIET_BODY))
        for contribution in section.contributions:
            blocks += _contribution(contribution)
        if not section.contributions:
            blocks.append(Text("Nothing was recorded under this heading."))
    return blocks


def _contribution(one: Contribution) -> list[Block]:
    agency = f" ({one.agency})" if one.speaker and one.agency else one.agency
    lead = (Span(one.speaker, strong=True), Span(f"{agency}: ")) if one.speaker or agency else ()
    return prose(one.text, lead=lead)
