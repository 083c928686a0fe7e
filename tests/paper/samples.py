"""Invented sheets for the tests of papers: one short, one long, one plan; nobody in them exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from cpconf.minutes.sheet import (
    AdultEntry,
    AgencyView,
    ChildEntry,
    ChildPlanOutline,
    Contribution,
    Decision,
    Dissent,
    Exclusion,
    Invitee,
    MinutesSheet,
    Occasion,
    PreviousPlan,
    ReportSeen,
    ScaleScore,
    Section,
)
from cpconf.paper.imprint import Imprint, Status
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

IMPRINT = Imprint(
    authority="Exampleshire Council",
    case_reference="EX-100234",
    version=2,
    status=Status.APPROVED,
    issued_on=date(2026, 11, 23),
    approved_on=date(2026, 11, 20),
    recipient="Ms Zofia Przykład",
    copy_number=3,
)
OCCASION = Occasion(
    conference_type="Initial child protection conference",
    held_on=date(2026, 11, 12),
    venue="Room 2, Example House, Invented Street, Sampleton",
    mode="In person, two people by video",
    started_at=time(9, 30),
    ended_at=time(11, 40),
    chair="Imogen Invented",
    minute_taker="Barnaby Made-Up",
    is_quorate=True,
    quoracy="Children's social care and four other agencies in direct contact with the family took part.",
    strategy_discussion_on=date(2026, 10, 22),
    working_days=15,
    limit_working_days=15,
)
ADA = ChildEntry(
    name="Ada Przykład",
    born_on=date(2019, 3, 2),
    sex="Female",
    ethnicity="White Polish",
    language="English and Polish",
    religion="Roman Catholic",
    disability="None known",
    school="Sampleton Primary School",
    gp="Dr Fictitious, Sampleton Surgery",
    nhs_number="999 000 0001",
    legal_status="Lives with mother under no order",
    address="1 Invented Street, Sampleton",
)
UNBORN = ChildEntry(name="Unborn baby Przykład", expected_on=date(2027, 2, 14), legal_status="Not born yet")
BEN = ChildEntry(name="Ben Przykład", born_on=date(2022, 7, 19), aliases="Benek", school="Acorn Nursery (invented)")
PARENTS = ("Zofia Przykład", "محمد بلال")
WORDS = (
    "The school has seen the child arrive late, tired and without lunch on most Mondays this term. "
    "Staff have kept breakfast back and the child settles within the hour. The mother says that mornings are hard "
    "since the birth of her youngest and that she would welcome help. The father has been at home since September. "
)


def short_minutes() -> MinutesSheet:
    """A sheet with hardly anything in it."""
    return MinutesSheet(
        imprint=replace(IMPRINT, status=Status.DRAFT, approved_on=None, recipient=None, copy_number=None),
        occasion=replace(OCCASION, working_days=None, ended_at=None),
        children=(ADA,),
        decisions=(Decision(child=ADA.name, outcome="No plan: support as a child in need"),),
    )


def outcomes(count: int) -> tuple[OutcomeRow, ...]:
    """`count` rows of a plan, two actions each."""
    return tuple(
        OutcomeRow(
            need=f"Worry {number}: mornings without food or rest",
            outcome=f"Outcome {number}: I get up in time, have breakfast and am at school before the bell.",
            actions=(
                PlanAction(
                    action="Set out clothes and bags the evening before",
                    who="Zofia Przykład",
                    by_on=date(2026, 12, 1),
                ),
                PlanAction(
                    action="Offer a place at breakfast club and tell the core group each Friday who came",
                    who="Mrs Pretend, school",
                    by_on=date(2026, 12, 4),
                    status="begun",
                ),
            ),
            measure="At school by 08:50 on 19 of 20 days",
            baseline="11 of 20 days in October",
            progress="Better since half-term" if number % 3 == 0 else "",
        )
        for number in range(1, count + 1)
    )


CONTINGENCY = (
    ContingencyRow(
        trigger="Ada or Ben is left without an adult",
        action="Same-day strategy discussion",
        owner="Lead social worker",
        deadline="The same day",
        step="Legal planning meeting within 5 working days",
    ),
)
CORE_GROUP = (
    CoreGroupMember(name="Zofia Przykład", role="Mother", visits="Lives with the children"),
    CoreGroupMember(
        name="Tobias Imaginary",
        role="Lead social worker",
        agency="Children's social care",
        visits="Every 10 working days",
    ),
    CoreGroupMember(
        name="Mrs Pretend", role="Designated lead", agency="Sampleton Primary School", visits="School days"
    ),
)
DATES = (
    PlannedDate(what="First core group", on=date(2026, 11, 24), where="Sampleton Primary School"),
    PlannedDate(what="Review conference", on=date(2027, 2, 4)),
)
DANGERS = (
    DangerAndGoal(
        danger="The school and health visitor are worried that Ada and Ben may go hungry and be left alone.",
        goal="For three months in a row both children have meals every day and an adult who is awake and well.",
    ),
)


def _invitees(count: int) -> tuple[Invitee, ...]:
    seen = tuple(ReportSeen(parent=parent, words="yes, 06/11/2026") for parent in PARENTS)
    return tuple(
        Invitee(
            name=f"Person {number} Invented",
            role="Health visitor",
            agency="Exampleshire Community Health",
            attendance="Apologies" if number % 4 == 0 else "Attended in person",
            note="Sent a deputy, Ms Stand-In" if number % 5 == 0 else "",
            report="Provided in time",
            seen=seen,
        )
        for number in range(1, count + 1)
    )


def _sections() -> tuple[Section, ...]:
    headings = ("Danger and harm", "Complicating factors", "Strengths", "Existing safety", "Grey areas")
    spoken = tuple(
        Section(
            heading=heading,
            contributions=(
                Contribution(speaker="Mrs Pretend", agency="Sampleton Primary School", text=WORDS * 3),
                Contribution(speaker="Zofia Przykład", text=WORDS),
                Contribution(speaker="Person 5 Invented", agency="Health", text=WORDS * 2),
            ),
        )
        for heading in headings
    )
    voices = tuple(
        Section(
            heading="The child's voice",
            child=child.name,
            method="Three Houses, with the school's learning mentor",
            contributions=(Contribution(text="I like it when Mama sings. " + WORDS),),
        )
        for child in (ADA, BEN)
    )
    parents = tuple(
        Section(heading="Parents' views", child=parent, contributions=(Contribution(text=WORDS),)) for parent in PARENTS
    )
    return (*spoken, *voices, *parents)


def long_minutes() -> MinutesSheet:
    """Fourteen invited, three children, twenty plan rows: about twelve pages."""
    children = (ADA, BEN, UNBORN)
    return MinutesSheet(
        imprint=IMPRINT,
        occasion=OCCASION,
        children=children,
        adults=(
            AdultEntry(name="Zofia Przykład", relationship="Mother", has_parental_responsibility=True),
            AdultEntry(name="محمد بلال", relationship="Father of Ben", has_parental_responsibility=None),
        ),
        invitees=_invitees(14),
        exclusions=(
            Exclusion(
                name="محمد بلال",
                extent="Part",
                reason="Third-party information",
                authorised_by="Imogen Invented",
                duration="20 minutes",
            ),
        ),
        purpose=("To share what is known, and to decide for each child whether a plan is needed. " + WORDS,),
        previous_plans=(
            PreviousPlan(
                child=ADA.name,
                category="Neglect",
                started_on=date(2021, 5, 4),
                ended_on=date(2022, 3, 1),
                end_reason="risk reduced",
            ),
        ),
        sections=_sections(),
        risk_statement=(WORDS * 2,),
        dangers_and_goals=DANGERS * 2,
        scaling=tuple(
            ScaleScore(person=f"Person {n} Invented", role="Health", score=n % 11, reason="Mornings", previous=3)
            for n in range(1, 8)
        ),
        views=tuple(
            AgencyView(
                child=child.name,
                agency=agency,
                person="",
                is_threshold_met=True,
                category="Neglect",
                reason="Likely to go on without a plan",
            )
            for agency in ("School", "Health", "Police")
            for child in children
        ),
        dissents=(
            Dissent(
                agency="Police",
                person="PC Fabricated",
                text="Would have chosen emotional abuse.",
                recorded_on=date(2026, 11, 12),
            ),
        ),
        analysis=(WORDS * 3, WORDS),
        decisions=tuple(
            Decision(
                child=child.name,
                outcome="Child protection plan made",
                category="Neglect",
                reasons=(WORDS, "Help alone has not been enough."),
            )
            for child in children
        ),
        plans=(
            ChildPlanOutline(
                child="Ada, Ben and the unborn baby",
                outcomes=outcomes(20),
                contingency=CONTINGENCY,
                core_group=CORE_GROUP,
                visit_frequency="Every 10 working days",
                dates=DATES,
            ),
        ),
        next_conference="Thursday 4 February 2027, 09:30, Example House.",
        complaints_note="If you think that the conference was not fair, write to the chair within 20 working days.",
    )


def plan(kind: PlanKind, rows: int = 4) -> PlanSheet:
    """Ada's plan."""
    return PlanSheet(
        imprint=IMPRINT,
        kind=kind,
        child=ADA.name,
        child_line="Ada Przykład, born 2 March 2019",
        category="Neglect",
        started_on=date(2026, 11, 12),
        lead_social_worker="Tobias Imaginary",
        chair="Imogen Invented",
        visit_frequency="Every 10 working days",
        dangers_and_goals=DANGERS,
        outcomes=outcomes(rows),
        contingency=CONTINGENCY,
        core_group=CORE_GROUP,
        core_group_first_on=date(2026, 11, 24),
        dates=DATES,
        childs_view="I want Mama to be well and to go to school with Benek.",
        signatories=(
            "Zofia Przykład, mother",
            "Tobias Imaginary, lead social worker",
            "Imogen Invented, chair",
        ),
    )
