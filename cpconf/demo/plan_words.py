"""The rows of invented child protection plans, by category, in plain family-friendly English; knows no person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cpconf.plans.rules import Category

MOTHER, WORKER, SCHOOL, HEALTH, OTHER = "mother", "social worker", "school", "health", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is done, by whom (a word above), within how many weeks of the conference."""

    what: str
    who: str
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    need: str
    outcome: str
    measure: str
    baseline: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    danger: str
    goal: str
    rows: tuple[Row, ...]
    trigger: str
    action: str
    step: str


PLANS: Final[dict[Category, PlanWords]] = {
    Category.NEGLECT: PlanWords(
        danger="School and the health visitor are worried that {child} goes without meals, warmth and check-ups, and"
        " may"
        " become unwell and fall behind.",
        goal="For six months in a row, {child} has three meals a day, a warm bedroom and is taken to every"
        " appointment, and"
        " {mother} has somebody to ring when a day is too hard.",
        rows=(
            Row(
                need="{child} often misses breakfast and arrives late.",
                outcome="{child} starts each school day fed, dressed for the weather and on time.",
                measure="On time on at least 19 of 20 school days, by the school's register.",
                baseline="On time on 12 of 20 days.",
                steps=(
                    Step(what="Get up by 7 with the routine chart agreed today", who=MOTHER, weeks=1),
                    Step(what="Keep a breakfast place and tell the social worker each Friday", who=SCHOOL, weeks=1),
                ),
            ),
            Row(
                need="The bedroom is cold and damp.",
                outcome="{child} sleeps in a warm, dry room.",
                measure="Room at 18 degrees or more at each visit.",
                baseline="12 degrees at the first visit.",
                steps=(
                    Step(what="Repair the heating and write to say that it is done", who=OTHER, weeks=3),
                    Step(what="Check the room at every visit and note the temperature", who=WORKER, weeks=2),
                ),
            ),
            Row(
                need="Check-ups have been missed.",
                outcome="{child} is up to date with health, eyes and teeth.",
                measure="No appointment missed without a new date.",
                baseline="Three missed in six months.",
                steps=(
                    Step(what="Book the dentist and the check-up and send the dates", who=HEALTH, weeks=2),
                    Step(what="Go with {mother} to the first appointment", who=WORKER, weeks=5),
                ),
            ),
            Row(
                need="{mother} feels low and alone with it.",
                outcome="{child} has a parent who gets help for her own worries.",
                measure="{mother} scales her mood weekly; 6 or more for four weeks.",
                baseline="3 of 10.",
                steps=(
                    Step(what="See the GP about low mood", who=MOTHER, weeks=2),
                    Step(what="Offer a place in the morning group", who=OTHER, weeks=4),
                ),
            ),
        ),
        trigger="Attendance below 80% for three weeks, or two visits in a row with no food in the house",
        action="Hold an early review, and a legal meeting if nothing has changed by then",
        step="Legal planning meeting",
    ),
    Category.EMOTIONAL: PlanWords(
        danger="Police and school are worried that {child} hears and sees arguments between adults, feels frightened"
        " and"
        " tries to keep the peace.",
        goal="For six months {child} lives without shouting or fear at home, and can say whom to turn to when worried.",
        rows=(
            Row(
                need="{child} is frightened when adults argue.",
                outcome="{child} feels calm and safe at home and at handovers.",
                measure="No police call for an argument in three months; {child} scales home at 7 or more.",
                baseline="Three calls in eighteen months; {child} said 3.",
                steps=(
                    Step(what="Use the agreed handover place and the shared diary", who=MOTHER, weeks=1),
                    Step(what="Review the safety plan with {mother}", who=OTHER, weeks=3),
                ),
            ),
            Row(
                need="{child} carries worries alone.",
                outcome="{child} has a trusted adult and words for feelings.",
                measure="Weekly time kept in 9 of 10 weeks; {child} can name three safe adults.",
                baseline="No such time; one adult named.",
                steps=(
                    Step(what="Weekly time with the learning mentor", who=SCHOOL, weeks=2),
                    Step(what="Make a book about safe people with {child}", who=WORKER, weeks=4),
                ),
            ),
            Row(
                need="Drinking makes arguments more likely.",
                outcome="{child} is cared for by adults who are sober.",
                measure="Course completed; no sign of alcohol at visits, planned or not.",
                baseline="Drinking most weekends.",
                steps=(
                    Step(what="Refer to the alcohol adviser", who=HEALTH, weeks=1),
                    Step(what="Make one visit a month at a weekend", who=WORKER, weeks=4),
                ),
            ),
        ),
        trigger="A further call to the police for an argument while {child} is at home",
        action="Meet within five working days to decide whether the plan still keeps {child} safe",
        step="Early review conference",
    ),
    Category.PHYSICAL: PlanWords(
        danger="Health and social care are worried that {child} may be hurt when somebody loses their temper at"
        " bedtime.",
        goal="For six months bedtime is calm, and each parent uses the agreed ways when it is not.",
        rows=(
            Row(
                need="Bedtime ends in anger.",
                outcome="{child} goes to bed calmly and is never hurt.",
                measure="Bedtime diary: calm on 25 of 28 evenings; no marks.",
                baseline="Calm on about half of evenings.",
                steps=(
                    Step(what="Keep to the bedtime plan and the diary", who=MOTHER, weeks=1),
                    Step(what="Visit at bedtime every second week", who=WORKER, weeks=2),
                ),
            ),
            Row(
                need="The parents want other ways to set limits.",
                outcome="{child} knows what to expect and is praised each day.",
                measure="Both parents complete the class and show it at home.",
                baseline="Not started.",
                steps=(
                    Step(what="Give the parents two places in the class", who=OTHER, weeks=4),
                    Step(what="Share what works at nursery or school", who=SCHOOL, weeks=3),
                ),
            ),
        ),
        trigger="Any new mark without a clear explanation",
        action="Medical the same day and a strategy discussion",
        step="Strategy discussion",
    ),
    Category.SEXUAL: PlanWords(
        danger="Police and social care are worried that {child} could be harmed if a relative who is under"
        " investigation has"
        " contact before it is known what happened.",
        goal="No contact takes place, everyone in the family keeps to the safety plan, and {child} knows whom to tell.",
        rows=(
            Row(
                need="Some relatives want contact to go on as before.",
                outcome="{child} spends time only with people who keep to the safety plan.",
                measure="No contact, as known to family, school and police.",
                baseline="Weekends in that household until the arrest.",
                steps=(
                    Step(what="Tell relatives what was agreed, with the social worker there", who=MOTHER, weeks=2),
                    Step(what="Keep the list of people who may collect {child}", who=SCHOOL, weeks=1),
                ),
            ),
            Row(
                need="{child} needs to know about safe and unsafe secrets.",
                outcome="{child} can say what to do when worried.",
                measure="{child} can name three adults and one helpline.",
                baseline="One adult named.",
                steps=(
                    Step(what="Six sessions of protective work", who=WORKER, weeks=8),
                    Step(what="Offer a weekly time with the counsellor", who=SCHOOL, weeks=2),
                ),
            ),
        ),
        trigger="Contact takes place, or the safety plan is set aside",
        action="Strategy discussion the same day; legal advice",
        step="Legal planning meeting",
    ),
}
