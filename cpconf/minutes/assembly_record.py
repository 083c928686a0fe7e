"""The spoken and decided part of the minutes' sheet, from the records; knows nothing of who came or where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from sqlalchemy import and_, select

from cpconf.bookings.records import Conference, ConferenceChild, Invitation
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState
from cpconf.conferences.day import ChildDecision, DayPerson, ViewOfAgency
from cpconf.conferences.queries import load_agency_views, load_decisions, load_parent_views
from cpconf.conferences.records import AgencyView
from cpconf.conferences.rules import OUTCOME_WORDS, PARTICIPATION_WORDS
from cpconf.minutes import sheet
from cpconf.minutes.records import Minutes, Paragraph
from cpconf.minutes.rules import HEADING_WORDS, Heading
from cpconf.paper.wording import clock, joined, long_date, weekday_date
from cpconf.plans.draft import PlanRows, contingency_rows, core_group, dangers_and_goals, outcome_rows
from cpconf.plans.queries import load_rows, planned_dates
from cpconf.plans.records import Plan, PlanVersion
from cpconf.plans.rules import CATEGORY_WORDS, END_WORDS, PROGRESS_WORDS, EndReason, Progress, visit_words
from cpconf.plans.sheet import DangerAndGoal
from cpconf.practice.limits import LimitKey
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading

Names = dict[int, str]
"""The children of the conference, eldest first: id -> name for display."""

Typed = dict[tuple[Heading, int | None], list[sheet.Contribution]]

_ALWAYS = (Heading.DANGER, Heading.COMPLICATING, Heading.STRENGTHS, Heading.SAFETY, Heading.GREY_AREAS)
_WHERE_TYPED = (Heading.EVENTS, Heading.PREVIOUS_PLANS, Heading.CHRONOLOGY)
_AGREES = {True: " Agrees with the decision.", False: " Does not agree with the decision.", None: ""}


class Record(TypedDict):
    """The fields of `MinutesSheet` that this file fills."""

    purpose: tuple[str, ...]
    previous_plans: tuple[sheet.PreviousPlan, ...]
    review: sheet.ReviewFacts | None
    sections: tuple[sheet.Section, ...]
    risk_statement: tuple[str, ...]
    dangers_and_goals: tuple[DangerAndGoal, ...]
    scaling: tuple[sheet.ScaleScore, ...]
    views: tuple[sheet.AgencyView, ...]
    dissents: tuple[sheet.Dissent, ...]
    analysis: tuple[str, ...]
    decisions: tuple[sheet.Decision, ...]
    plans: tuple[sheet.ChildPlanOutline, ...]
    next_conference: str
    complaints_note: str


def load_record(
    reading: Reading, conference: Any, people: Sequence[DayPerson], names: Names, settings: PracticeSettings
) -> Record:
    """Everything typed, said and decided at a conference (a row of its columns); a constant number of statements."""
    conference_id = ConferenceId(conference.id)
    typed = _typed(reading, conference_id, people)
    views = load_agency_views(reading, conference_id)
    decided = load_decisions(reading, conference_id)
    versions = _versions(reading, conference_id)
    rows = load_rows(reading, {version.id: version.next_review_on for version in versions.values()})
    written = {child_id: rows[versions[child_id].id] for child_id in names if child_id in versions}
    by_id = {person.invitation_id: person for person in people}
    return Record(
        purpose=_texts(typed, Heading.PURPOSE),
        previous_plans=_previous_plans(reading, conference, names),
        review=_review(written, names) if conference.kind is ConferenceKind.REVIEW else None,
        sections=(*_sections(typed, names, decided), _parents(reading, conference_id, typed)),
        risk_statement=_texts(typed, Heading.RISK),
        dangers_and_goals=_once(pair for plan in written.values() for pair in dangers_and_goals(plan)),
        scaling=_scaling(views, by_id, names, _scales_before(reading, conference, names)),
        views=_views(views, by_id, names),
        dissents=_dissents(views, by_id, conference),
        analysis=_texts(typed, Heading.ANALYSIS),
        decisions=_decisions(decided, names),
        plans=tuple(_outline(names[child_id], plan, versions[child_id]) for child_id, plan in written.items()),
        next_conference=_next_conference(reading, conference, names),
        complaints_note=_complaints(settings),
    )


def _typed(reading: Reading, conference_id: int, people: Sequence[DayPerson]) -> Typed:
    speakers = {person.invitation_id: person for person in people}
    found: Typed = defaultdict(list)
    rows = reading.rows(
        select(Paragraph.heading, Paragraph.child_id, Paragraph.text, Paragraph.speaker_id)
        .join(Minutes, Minutes.id == Paragraph.minutes_id)
        .where(Minutes.conference_id == conference_id, Paragraph.removed_at.is_(None))
        .order_by(Paragraph.position, Paragraph.id)
    )
    for row in rows:
        if row.text.strip():
            who = speakers.get(row.speaker_id)
            said = sheet.Contribution(text=row.text, speaker=who.name if who else "", agency=who.agency if who else "")
            found[row.heading, row.child_id].append(said)
    return found


def _texts(typed: Typed, heading: Heading) -> tuple[str, ...]:
    return tuple(said.text for said in typed[heading, None])


def _sections(typed: Typed, names: Names, decided: Sequence[ChildDecision]) -> Iterable[sheet.Section]:
    for heading in (*_WHERE_TYPED, *_ALWAYS):
        said = tuple(typed[heading, None])
        if said or heading in _ALWAYS:
            yield sheet.Section(heading=HEADING_WORDS[heading], contributions=said)
    of_child = {decision.child_id: decision for decision in decided}
    for child_id, name in names.items():
        decision = next((d for key, d in of_child.items() if key == child_id), None)
        views = decision.child_views if decision else ""
        yield sheet.Section(
            heading=HEADING_WORDS[Heading.CHILD_VOICE],
            child=name,
            contributions=(
                *typed[Heading.CHILD_VOICE, child_id],
                *((sheet.Contribution(text=views),) if views.strip() else ()),
            ),
            method=PARTICIPATION_WORDS[decision.participation] if decision and decision.participation else "",
        )


def _parents(reading: Reading, conference_id: ConferenceId, typed: Typed) -> sheet.Section:
    said = tuple(
        sheet.Contribution(text=f"{view.views}{_AGREES[view.agrees]}".strip(), speaker=view.name, agency=view.method)
        for view in load_parent_views(reading, conference_id)
        if view.views.strip() or view.agrees is not None
    )
    heading = Heading.PARENT_VIEWS
    return sheet.Section(heading=HEADING_WORDS[heading], contributions=(*typed[heading, None], *said))


def _previous_plans(reading: Reading, conference: Any, names: Names) -> tuple[sheet.PreviousPlan, ...]:
    on = conference.starts_at.date()
    rows = reading.rows(
        select(Plan.child_id, Plan.latest_category, Plan.started_on, Plan.ended_on, Plan.end_reason)
        .where(Plan.child_id.in_(list(names)), Plan.started_on < on)
        .where(Plan.end_reason.is_(None) | (Plan.end_reason != EndReason.MADE_IN_ERROR))
        .order_by(Plan.started_on, Plan.child_id)
    )
    return tuple(
        sheet.PreviousPlan(
            child=names[row.child_id],
            category=CATEGORY_WORDS[row.latest_category],
            started_on=row.started_on,
            ended_on=row.ended_on,
            end_reason=END_WORDS[row.end_reason] if row.end_reason else "",
        )
        for row in rows
    )


def _review(written: dict[int, PlanRows], names: Names) -> sheet.ReviewFacts:
    return sheet.ReviewFacts(
        progress=tuple(
            sheet.OutcomeProgress(
                child=names[child_id],
                outcome=row.outcome,
                progress=PROGRESS_WORDS[row.progress],
                note=row.progress_note,
            )
            for child_id, plan in written.items()
            for row in plan.outcomes
            if row.progress is not Progress.NOT_STARTED
        )
    )


def _scales_before(reading: Reading, conference: Any, names: Names) -> dict[tuple[int | None, int | None, int], int]:
    """The last score that each person gave each child before: (professional, adult, child) -> score."""
    rows = reading.rows(
        select(Invitation.professional_id, Invitation.adult_id, AgencyView.child_id, AgencyView.scale)
        .join(Invitation, Invitation.id == AgencyView.invitation_id)
        .join(Conference, Conference.id == Invitation.conference_id)
        .where(AgencyView.child_id.in_(list(names)), AgencyView.scale.is_not(None))
        .where(Conference.starts_at < conference.starts_at)
        .order_by(Conference.starts_at)
    )
    return {(row.professional_id, row.adult_id, row.child_id): row.scale for row in rows}


def _scaling(
    views: Sequence[ViewOfAgency],
    people: dict[Any, DayPerson],
    names: Names,
    before: dict[tuple[int | None, int | None, int], int],
) -> tuple[sheet.ScaleScore, ...]:
    return tuple(
        sheet.ScaleScore(
            person=who.name,
            role=joined((who.role, who.agency)),
            score=view.scale,
            reason=_scale_reason(view, who),
            previous=before.get((who.professional_id, who.adult_id, view.child_id)),
            child=names[view.child_id] if len(names) > 1 else "",
        )
        for view in views
        if view.scale is not None and (who := people.get(view.invitation_id)) is not None
    )


def _scale_reason(view: ViewOfAgency, who: DayPerson) -> str:
    """The reason for a score, unless it stands with the same person's view of the threshold."""
    if not view.reason.strip() or who.is_family or (view.threshold_met is None and view.category is None):
        return view.reason
    return "With the agency's view, below"


def _views(views: Sequence[ViewOfAgency], people: dict[Any, DayPerson], names: Names) -> tuple[sheet.AgencyView, ...]:
    return tuple(
        sheet.AgencyView(
            child=names[view.child_id],
            agency=who.agency,
            person=who.name,
            is_threshold_met=view.threshold_met,
            category="" if view.category is None else CATEGORY_WORDS[view.category],
            reason=view.reason,
        )
        for view in views
        if (who := people.get(view.invitation_id)) is not None
        and not who.is_family
        and (view.threshold_met is not None or view.category is not None)
    )


def _dissents(
    views: Sequence[ViewOfAgency], people: dict[Any, DayPerson], conference: Any
) -> tuple[sheet.Dissent, ...]:
    return tuple(
        sheet.Dissent(
            agency=who.agency,
            person=who.name,
            text=view.dissent_text.strip() or "Dissents from the decision.",
            recorded_on=conference.starts_at.date(),
        )
        for view in views
        if view.dissents and (who := people.get(view.invitation_id)) is not None
    )


def _decisions(decided: Sequence[ChildDecision], names: Names) -> tuple[sheet.Decision, ...]:
    return tuple(
        sheet.Decision(
            child=name,
            outcome=OUTCOME_WORDS[decision.outcome],
            category="" if decision.category is None else CATEGORY_WORDS[decision.category],
            reasons=tuple(line.strip() for line in decision.reasons.splitlines() if line.strip()),
        )
        for child_id, name in names.items()
        for decision in decided
        if decision.child_id == child_id
    )


def _versions(reading: Reading, conference_id: int) -> dict[int, Any]:
    """The newest version that this conference wrote for each child."""
    rows = reading.rows(
        select(*PlanVersion.__table__.columns)
        .where(PlanVersion.conference_id == conference_id)
        .order_by(PlanVersion.number)
    )
    return {row.child_id: row for row in rows}


def _outline(child: str, plan: PlanRows, version: Any) -> sheet.ChildPlanOutline:
    return sheet.ChildPlanOutline(
        child=child,
        outcomes=outcome_rows(plan),
        contingency=contingency_rows(plan),
        core_group=core_group(plan),
        visit_frequency=visit_words(version.visit_every_days),
        dates=planned_dates(version),
    )


def _next_conference(reading: Reading, conference: Any, names: Names) -> str:
    """The next booked conference of any of the children, or else by when each child's review is due."""
    booked = reading.rows(
        select(Conference.starts_at)
        .join(ConferenceChild, ConferenceChild.conference_id == Conference.id)
        .where(ConferenceChild.child_id.in_(list(names)), Conference.starts_at > conference.starts_at)
        .where(Conference.state == ConferenceState.CONFIRMED)
        .order_by(Conference.starts_at)
    )
    due = reading.rows(
        select(Plan.child_id, Plan.next_review_due_on).where(
            and_(Plan.child_id.in_(list(names)), Plan.ended_on.is_(None), Plan.next_review_due_on.is_not(None))
        )
    )
    if booked:
        at = booked[0].starts_at
        return f"{weekday_date(at.date())} at {clock(at.time())}."
    days = sorted({row.next_review_due_on for row in due})
    if not days:
        return ""
    if len(days) == 1:
        return f"A review is to be held by {long_date(days[0])}."
    by_child = {row.child_id: row.next_review_due_on for row in due}
    return " ".join(
        f"{name}: a review is to be held by {long_date(by_child[child_id])}."
        for child_id, name in names.items()
        if child_id in by_child
    )


def _complaints(settings: PracticeSettings) -> str:
    dissent, complaint = settings.limit(LimitKey.DISSENT), settings.limit(LimitKey.COMPLAINT)
    return (
        f"A professional who disagrees says so in writing {dissent.in_words}. A parent or carer may complain in "
        f"writing {complaint.in_words}. The decision stands meanwhile."
    )


def _once(pairs: Iterable[DangerAndGoal]) -> tuple[DangerAndGoal, ...]:
    """Each pair once: siblings often share a danger statement."""
    return tuple(dict.fromkeys(pairs))
