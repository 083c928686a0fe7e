"""What is typed in invented initial conferences, by category: short paragraphs in plain English; knows no person.

{children}, {mother}, {father} and {worker} are filled in. The words are sober: no case is real, none is told in detail.
"""

from __future__ import annotations

from typing import Final

from cpconf.minutes.rules import Heading
from cpconf.plans.rules import Category

Paragraphs = dict[Heading, tuple[str, ...]]

INITIAL_PURPOSE: Final = (
    "The conference was called to share what each agency knows about {children}, to hear the family, and to decide"
    " whether"
    " a Child Protection Plan is needed. The chair met the family for half an hour beforehand and explained the day.",
)
PRE_BIRTH_PURPOSE: Final = (
    "The conference was called before the birth so that everyone can agree in good time what the baby will need, who"
    " will"
    " help, and what happens on the day the baby comes home.",
)
TRANSFER_PURPOSE: Final = (
    "The family has moved to Wendleshire and means to stay. The conference was called so that the plan made by the"
    " previous"
    " authority can be taken over without a gap. Papers from that authority were shared beforehand.",
)

INITIAL: Final[dict[Category, Paragraphs]] = {
    Category.NEGLECT: {
        Heading.EVENTS: (
            "The school wrote to children's social care after several weeks in which {children} often arrived late,"
            " hungry"
            " and without a coat. A strategy discussion agreed to make enquiries with the family.",
            "{worker} visited three times. {mother} was open about how hard the winter had been since losing work.",
        ),
        Heading.PREVIOUS_PLANS: (
            "Early help was offered last year and closed when the family felt things had settled.",
        ),
        Heading.CHRONOLOGY: ("The genogram was agreed with the family and is kept with the papers.",),
        Heading.DANGER: (
            "School: attendance this term is 78%. Breakfast at school is relied on most days.",
            "Health visitor: two checks and one dental appointment were missed. Weight is at the lower end and is"
            " being watched.",
            "Social care: on two visits there was very little food in the house and the bedrooms were cold.",
        ),
        Heading.COMPLICATING: (
            "Money is short and the boiler has been broken for some weeks. {mother} says that low mood makes"
            " mornings hardest.",
            "The housing officer said that a repair has been ordered twice and not carried out.",
        ),
        Heading.STRENGTHS: (
            "Every agency spoke of the warmth between {mother} and {children}. {mother} asked for help and kept each"
            " visit.",
            "School said that {children} enjoy being there and have good friends.",
        ),
        Heading.SAFETY: ("A grandparent gives tea twice a week and would do more. This has been reliable for a year.",),
        Heading.GREY_AREAS: ("It is not yet known how {father} could help from where he lives now.",),
        Heading.CHILD_VOICE: ("“I like it when we all have tea together. I would like my room to be warm.”",),
        Heading.PARENT_VIEWS: (
            "{mother} said that the worries are fair and felt hard to hear. Help with mornings and with the heating"
            " would make"
            " the biggest difference.",
        ),
        Heading.RISK: (
            "If the home stays cold, and meals and appointments go on being missed, {children} may become unwell,"
            " tired and"
            " behind at school.",
        ),
        Heading.ANALYSIS: (
            "The chair thanked {mother} for speaking so openly. There is love and there are good intentions; what is"
            " missing is"
            " enough steady care, day after day, to be sure that {children} stay well. Everyone scaled safety"
            " between 3 and 5.",
            "The threshold is met under the category of neglect. The plan asks for small steps that can be seen.",
        ),
    },
    Category.EMOTIONAL: {
        Heading.EVENTS: (
            "Police were called to the home by a neighbour who heard shouting. {children} were upstairs and upset."
            " Nobody needed"
            " hospital care. A strategy discussion was held the next day.",
            "{worker} has seen each child alone, at school and at home.",
        ),
        Heading.PREVIOUS_PLANS: ("There has been no earlier plan. Two earlier contacts were closed after advice.",),
        Heading.CHRONOLOGY: ("The genogram was agreed with each parent separately and is kept with the papers.",),
        Heading.DANGER: (
            "Police: three calls in eighteen months, each for an argument between the adults.",
            "School: {children} have been quiet and worried on Mondays, and have asked to stay near a trusted adult.",
            "Social care: {children} hear arguments and try to stop them.",
        ),
        Heading.COMPLICATING: (
            "Drinking at weekends makes arguments more likely, both parents said. Debt is a strain on both.",
        ),
        Heading.STRENGTHS: (
            "{mother} rang for advice without being asked. {father} has started to see an adviser about alcohol.",
            "Both parents want the arguments to stop and said so to {children}.",
        ),
        Heading.SAFETY: (
            "{father} is staying elsewhere for now, and {mother} has a safety plan made with the outreach worker.",
        ),
        Heading.GREY_AREAS: ("It is not yet clear how handovers at weekends can be made calm for {children}.",),
        Heading.CHILD_VOICE: ("“I want them to be nice to each other. I feel funny in my tummy when it is loud.”",),
        Heading.PARENT_VIEWS: (
            "{mother} agreed that {children} have been frightened and wants support to keep things calm.",
            "The other parent's views were given to the chair separately and are recorded in that part of the papers.",
        ),
        Heading.RISK: (
            "If arguments at home go on, {children} may stay worried and watchful, sleep badly and find it hard to"
            " learn.",
        ),
        Heading.ANALYSIS: (
            "The chair noted that both parents have begun to change things. It is early, and {children} have lived"
            " with this for"
            " some time. Scaling ran from 3 to 5, the lowest from those who see {children} every day.",
            "The threshold is met under the category of emotional abuse.",
        ),
    },
    Category.PHYSICAL: {
        Heading.EVENTS: (
            "A nursery nurse noticed a mark and asked about it, as she should. A paediatrician saw {children} the"
            " same day and"
            " could not say how it had come about. A strategy discussion agreed to make enquiries.",
        ),
        Heading.PREVIOUS_PLANS: ("There has been no earlier plan.",),
        Heading.CHRONOLOGY: ("The genogram was agreed and is kept with the papers.",),
        Heading.DANGER: (
            "Health: the explanation given did not fully fit what was seen.",
            "Social care: {mother} said that bedtime had become a battle and that somebody had lost their temper.",
        ),
        Heading.COMPLICATING: ("There is little sleep in the house, and no family near by.",),
        Heading.STRENGTHS: (
            "The parents went to the appointment at once and answered every question. {children} run to them and are"
            " at ease.",
        ),
        Heading.SAFETY: (
            "A family friend is there each evening at bedtime. {worker} has met the friend and agreed this.",
        ),
        Heading.GREY_AREAS: ("The final medical opinion is awaited.",),
        Heading.CHILD_VOICE: (
            "{worker} watched play at nursery: busy, curious, and glad to see both parents at home time.",
        ),
        Heading.PARENT_VIEWS: (
            "The parents are sorry and want to learn other ways. They asked for a class that they can go to together.",
        ),
        Heading.RISK: ("If tempers are lost again at bedtime, {children} may be hurt.",),
        Heading.ANALYSIS: (
            "The chair weighed the doubt that remains against the evident care of this family. Safety rests on one"
            " friend at"
            " present, and that is not enough. The threshold is met under the category of physical abuse.",
        ),
    },
    Category.SEXUAL: {
        Heading.EVENTS: (
            "A member of the wider family was arrested and is not allowed any contact with children. The family"
            " learned of this"
            " from the police and took part in the enquiries.",
        ),
        Heading.PREVIOUS_PLANS: ("There has been no earlier plan.",),
        Heading.CHRONOLOGY: ("The genogram was agreed and shows who may and may not visit.",),
        Heading.DANGER: (
            "Police: the conditions of bail were explained. Nothing has been said by {children} that causes concern.",
            "Social care: {children} used to spend weekends in that household.",
        ),
        Heading.COMPLICATING: ("Relatives disagree about what happened, and this puts pressure on {mother}.",),
        Heading.STRENGTHS: ("{mother} believes that {children} come first and has said so to the whole family.",),
        Heading.SAFETY: ("No contact has taken place since the arrest. School knows who may collect {children}.",),
        Heading.GREY_AREAS: ("The outcome of the police investigation is not known.",),
        Heading.CHILD_VOICE: (
            "“I know who I can tell if I am worried.” A school counsellor sees {children} each week.",
        ),
        Heading.PARENT_VIEWS: (
            "{mother} accepts the advice and wants to know how to talk about it in words that fit each age.",
        ),
        Heading.RISK: ("If contact were to take place before the investigation is over, {children} could be harmed.",),
        Heading.ANALYSIS: (
            "The chair noted how firmly {mother} has acted. Pressure from relatives may grow, and the safety plan"
            " must hold"
            " through it. The threshold is met under the category of sexual abuse, because of the risk.",
        ),
    },
}
