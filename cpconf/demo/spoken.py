"""Chooses and fills the typed words of an invented conference and plan; knows no record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cpconf.bookings.rules import ConferenceKind
from cpconf.conferences.rules import DecisionOutcome
from cpconf.demo.drafts import Meeting
from cpconf.demo.invented import Child, Family, Typed
from cpconf.demo.minutes_words import INITIAL, INITIAL_PURPOSE, PRE_BIRTH_PURPOSE, TRANSFER_PURPOSE, Paragraphs
from cpconf.demo.review_words import CONTINUES, ENDS, PRE_BIRTH, REVIEW_PURPOSE
from cpconf.minutes.rules import PER_CHILD, Heading
from cpconf.people.rules import age_on

_ENDINGS = frozenset(
    {DecisionOutcome.PLAN_ENDS_CIN, DecisionOutcome.PLAN_ENDS_OTHER, DecisionOutcome.PLAN_ENDS_LOOKED_AFTER}
)
_NO_PLAN = (
    "The chair heard every agency. The worries are real and are being met by the family with help already in place. The"
    " threshold for a Child Protection Plan is not met today; the support agreed instead is written in the decision.",
)
_VERY_YOUNG = "Too young to say. Those who know the child best described settled play and ease with familiar adults."
_NOT_BORN = "Not yet born. The midwife spoke about what the baby will need."


def first_name(child: Child) -> str:
    return child.name.first if child.name else "the baby"


def named(children: Iterable[Child]) -> str:
    """ "Testan, Demolly and the baby"."""
    each = [first_name(child) for child in children]
    return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} and {each[-1]}"


def people_words(family: Family, children: Iterable[Child]) -> dict[str, str]:
    """What stands for {children}, {mother}, {father} and {worker}."""
    kinds = {adult.kind: adult.name.first for adult in family.adults}
    words = {"children": named(children), "mother": kinds["mother"], "worker": family.worker}
    return {**words, "father": kinds.get("father", "the father")}


def typed_minutes(meeting: Meeting) -> tuple[Typed, ...]:
    """A paragraph or more under every heading of the model, in order."""
    purpose, paragraphs = _chosen(meeting)
    everything: dict[Heading, tuple[str, ...]] = {Heading.PURPOSE: purpose, **paragraphs}
    words = people_words(meeting.family, meeting.children)
    typed: list[Typed] = []
    for heading in [each for each in Heading if each in everything]:
        if heading in PER_CHILD:
            typed.extend(_voices(meeting, everything[heading], words))
        else:
            typed.extend(Typed(heading=heading, text=text.format(**words)) for text in everything[heading])
    return tuple(typed)


def _chosen(meeting: Meeting) -> tuple[tuple[str, ...], Paragraphs]:
    outcomes = set(meeting.decisions.values())
    if meeting.kind is ConferenceKind.REVIEW:
        ends = outcomes and outcomes <= _ENDINGS
        return REVIEW_PURPOSE, ENDS if ends else CONTINUES[meeting.category]
    purpose = {
        ConferenceKind.PRE_BIRTH: PRE_BIRTH_PURPOSE,
        ConferenceKind.TRANSFER_IN: TRANSFER_PURPOSE,
    }.get(meeting.kind, INITIAL_PURPOSE)
    paragraphs = PRE_BIRTH if meeting.kind is ConferenceKind.PRE_BIRTH else INITIAL[meeting.category]
    if DecisionOutcome.PLAN_MADE not in outcomes:
        paragraphs = {**paragraphs, Heading.ANALYSIS: _NO_PLAN}
    return purpose, paragraphs


def _voices(meeting: Meeting, texts: tuple[str, ...], words: Mapping[str, str]) -> Iterable[Typed]:
    for child in meeting.children:
        age = age_on(child.born_on, meeting.day)
        mine = {**words, "children": first_name(child)}
        text = _NOT_BORN if age is None else _VERY_YOUNG if age < 4 else " ".join(texts).format(**mine)
        yield Typed(heading=Heading.CHILD_VOICE, text=text, child_id=child.id)
