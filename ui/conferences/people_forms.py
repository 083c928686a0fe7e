"""The small forms that a mark needs: times, deputy, exclusion, late joiner, withheld report; they store nothing."""

from __future__ import annotations

from collections.abc import Iterable

from cpconf.conferences.day import DayPerson
from cpconf.conferences.rules import AttendanceStatus, ExclusionPart
from ui.kit.date_field import TimeField
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.words import words

PARTS = ((ExclusionPart.WHOLE, "The whole conference"), (ExclusionPart.PART, "A part of it"))


def form_for(status: AttendanceStatus, person: DayPerson) -> Form:
    """What must be known for this status, filled with what is known; fields are named as the action names them."""
    if status is AttendanceStatus.PART:
        return _times(person)
    return _deputy(person) if status is AttendanceStatus.DEPUTY else _exclusion(person)


def title_for(status: AttendanceStatus, person: DayPerson) -> str:
    """The question, in a sentence."""
    return {
        AttendanceStatus.PART: f"{person.name} attended in part: when?",
        AttendanceStatus.DEPUTY: f"{person.name} sent a deputy: who?",
        AttendanceStatus.EXCLUDED: f"{person.name} is excluded: how far, why, and who agreed it?",
    }[status]


def _times(person: DayPerson) -> Form:
    form = Form(columns=3)
    form.add("arrived_at", "&From", TimeField(), hint="For example 10:20")
    form.add("left_at", "&Until", TimeField(), hint="Leave empty if they stayed")
    choices = ((True, "There for the decision"), (False, "Not there for the decision"))
    form.add("present_at_decision", "Deci&sion", ChoiceField(choices, none="As the times say"))
    form.fill(arrived_at=person.arrived_at, left_at=person.left_at, present_at_decision=person.present_at_decision)
    return form


def _deputy(person: DayPerson) -> Form:
    form = Form(columns=2)
    form.add("deputy_name", "&Name of the deputy", TextField(), required=True)
    form.add("deputy_title", "&Job title", TextField())
    form.fill(deputy_name=person.deputy_name or "", deputy_title=person.deputy_title or "")
    return form


def _exclusion(person: DayPerson) -> Form:
    form = Form(columns=3)
    form.add("excluded_part", "&From what", ChoiceField(PARTS, none="Choose"), required=True)
    form.add("excluded_reason", "Wh&y: the minutes state it", TextField(longest=500), required=True)
    form.add("excluded_by", "A&greed by", TextField(), required=True)
    form.fill(
        excluded_part=person.excluded_part,
        excluded_reason=person.excluded_reason or "",
        excluded_by=person.excluded_by or "",
    )
    return form


def late_joiner_form(agencies: Iterable[tuple[int, str]]) -> Form:
    """Somebody who came without an invitation, in one line."""
    form = Form(columns=3)
    form.add("name", "&Name", TextField(), required=True)
    form.add("agency_id", "A&gency", ChoiceField(agencies, none="Choose", search=True), required=True)
    form.add("job_title", "&Job title", TextField())
    return form


def withheld_form(person: DayPerson, parents: Iterable[tuple[int, str]]) -> Form:
    """From which parent the chair withholds a report, and why."""
    form = Form(columns=2)
    form.add_wide(words(f"The report of {person.name}", "soft"))
    form.add("adult_id", "&From whom", ChoiceField(parents), required=True)
    form.add("withheld_reason", "Wh&y", TextField(longest=500), required=True)
    return form
