"""What is typed in invented review and pre-birth conferences: short paragraphs in plain English; knows no person."""

from __future__ import annotations

from typing import Final

from cpconf.demo.minutes_words import Paragraphs
from cpconf.minutes.rules import Heading
from cpconf.plans.rules import Category

PRE_BIRTH: Final[Paragraphs] = {
    Heading.EVENTS: (
        "The midwife asked for advice at the booking appointment. An assessment followed and {mother} took part in"
        " all of it.",
    ),
    Heading.PREVIOUS_PLANS: ("{mother} was in care as a child and has told us what helped then and what did not.",),
    Heading.CHRONOLOGY: ("The genogram was agreed and is kept with the papers.",),
    Heading.DANGER: (
        "Midwife: appointments were missed early on. Care has been regular for the last six weeks.",
        "Recovery worker: drug use stopped in the spring; tests since then have been clear.",
    ),
    Heading.COMPLICATING: ("The tenancy ends in two months and nowhere is settled yet.",),
    Heading.STRENGTHS: ("{mother} comes to every appointment now and has got ready for the baby with care.",),
    Heading.SAFETY: ("A grandparent will stay for the first six weeks. This has been talked through and agreed.",),
    Heading.GREY_AREAS: ("It is not known how {father} sees his part; he will be met before the birth.",),
    Heading.CHILD_VOICE: ("The baby needs a calm home, regular feeds and somebody rested to answer in the night.",),
    Heading.PARENT_VIEWS: (
        "{mother} would rather have help now than questions later, and asked that people be straight.",
    ),
    Heading.RISK: ("If drug use begins again or housing falls through, a newborn baby could go without safe care.",),
    Heading.ANALYSIS: (
        "Change is real and recent. The weeks after the birth are the hardest for any family, so the plan should be"
        " in place"
        " before then. The birth plan, the discharge meeting and the first review were agreed.",
    ),
}

REVIEW_PURPOSE: Final = (
    "The conference met to review the Child Protection Plan: what has changed for {children}, and whether the plan"
    " is still"
    " needed. Reports were read beforehand as far as they had been shared.",
)

_CONTINUES_EVENTS: Final = (
    "The core group met as planned; one meeting was short of school and a deputy came to the next. {worker} visited"
    " on time"
    " and saw {children} alone at most visits.",
)
_ENDS_EVENTS: Final = (
    "The core group met every six weeks with all agencies. {worker} visited on time throughout and saw {children}"
    " alone.",
)

CONTINUES: Final[dict[Category, Paragraphs]] = {
    Category.NEGLECT: {
        Heading.EVENTS: _CONTINUES_EVENTS,
        Heading.DANGER: (
            "School: attendance has risen from 78% to 88%. Mornings are still hard on Mondays.",
            "Health visitor: all checks are up to date but the dentist has not been seen.",
        ),
        Heading.COMPLICATING: ("The boiler is repaired. The arrears are not yet settled.",),
        Heading.STRENGTHS: ("{mother} goes to the morning group and has made a friend there.",),
        Heading.SAFETY: ("The grandparent still gives tea twice a week. Food was in the house at each visit.",),
        Heading.GREY_AREAS: ("It is too soon to say whether this will hold through the summer holidays.",),
        Heading.CHILD_VOICE: ("“It is better. My room is warm now. I still miss breakfast sometimes.”",),
        Heading.PARENT_VIEWS: (
            "{mother} is proud of what has changed and would like the plan to end at the next review.",
        ),
        Heading.RISK: ("If routines slip again, {children} may miss school and meals as before.",),
        Heading.ANALYSIS: (
            "Two of four outcomes are achieved, one partly and one not yet. Safety was scaled between 5 and 7; it"
            " was 3 to 5"
            " before. The plan continues so that the changes can settle, with neglect still the right category.",
        ),
    },
    Category.EMOTIONAL: {
        Heading.EVENTS: _CONTINUES_EVENTS,
        Heading.DANGER: (
            "Police: one call since the last conference, for a loud argument at a handover.",
            "School: {children} are calmer in class and still ask who will collect them.",
        ),
        Heading.COMPLICATING: ("Weekend arrangements changed twice at short notice.",),
        Heading.STRENGTHS: ("Both parents finished the first half of their course and keep a shared diary.",),
        Heading.SAFETY: ("Handovers now take place at the children's centre, and there have been no arguments there.",),
        Heading.GREY_AREAS: ("Nobody yet knows how holidays will be shared.",),
        Heading.CHILD_VOICE: ("“They do not shout at the door any more. I want to know which days are which.”",),
        Heading.PARENT_VIEWS: ("{mother} feels safer. The other parent would like handovers at home again in time.",),
        Heading.RISK: ("If arguments begin again, {children} may go back to being watchful and worried.",),
        Heading.ANALYSIS: (
            "There is clear progress, with one setback that both parents spoke about honestly. Safety was scaled"
            " between 5 and"
            " 7. The plan continues under emotional abuse; the contingency is kept for three months.",
        ),
    },
    Category.PHYSICAL: {
        Heading.EVENTS: _CONTINUES_EVENTS,
        Heading.DANGER: ("No further mark has been seen. The medical opinion remains uncertain.",),
        Heading.COMPLICATING: ("Sleep is better; the friend who helped at bedtime is moving away.",),
        Heading.STRENGTHS: ("The parents went to every session of the class and use what they learned.",),
        Heading.SAFETY: ("Bedtime is shared, and either parent steps out when it gets too much.",),
        Heading.GREY_AREAS: ("Who will help when the friend has moved is still open.",),
        Heading.CHILD_VOICE: ("At nursery: settled, talkative and affectionate with both parents.",),
        Heading.PARENT_VIEWS: ("The parents say that the visits helped and would like fewer of them.",),
        Heading.RISK: ("Without help at hand, a bad night could become an unsafe one.",),
        Heading.ANALYSIS: (
            "The new way of doing bedtime has lasted ten weeks. The plan continues until it has held without the"
            " friend.",
        ),
    },
    Category.SEXUAL: {
        Heading.EVENTS: _CONTINUES_EVENTS,
        Heading.DANGER: ("Police: the investigation goes on; the conditions have been kept.",),
        Heading.COMPLICATING: ("Relatives have asked twice for a family gathering with everybody.",),
        Heading.STRENGTHS: ("{mother} said no both times and told {worker} the same day.",),
        Heading.SAFETY: ("There has been no contact. School and both grandparents hold the safety plan.",),
        Heading.GREY_AREAS: ("The date of any trial is unknown.",),
        Heading.CHILD_VOICE: ("{children} named three adults whom they would tell.",),
        Heading.PARENT_VIEWS: ("{mother} would like the plan to last until the court has decided.",),
        Heading.RISK: ("If the pressure grew and the plan were set aside, {children} could be harmed.",),
        Heading.ANALYSIS: (
            "Protection is strong and depends on the plan for now. All agencies agree that it should continue.",
        ),
    },
}

ENDS: Final[Paragraphs] = {
    Heading.EVENTS: _ENDS_EVENTS,
    Heading.DANGER: ("Each agency was asked in turn. None has a new worry, and the earlier ones have been answered.",),
    Heading.COMPLICATING: ("Money is still tight. A debt adviser is helping.",),
    Heading.STRENGTHS: ("{mother} has kept the new routines through a difficult month, without being reminded.",),
    Heading.SAFETY: (
        "What keeps {children} safe no longer depends on professionals: family and school are part of it.",
    ),
    Heading.GREY_AREAS: ("Nothing that would change the decision.",),
    Heading.CHILD_VOICE: ("“It is good at home now. I would still like to see my worker sometimes.”",),
    Heading.PARENT_VIEWS: ("{mother} agrees that the plan should end and wants the support to go on for a while.",),
    Heading.RISK: (
        "If support stopped at once, some of the progress might be lost; a child in need plan prevents that.",
    ),
    Heading.ANALYSIS: (
        "The outcomes of the plan have been achieved and have held for six months. Safety was scaled at 7 to 9. The"
        " threshold"
        " is no longer met and the plan ends today. A child in need plan begins, with its first meeting in four weeks.",
    ),
}
