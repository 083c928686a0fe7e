"""Typing minutes and approving them, on a real store."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, LateReason
from cpconf.conferences.actions import finish_conference, mark_attendance, record_decision
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome
from cpconf.minutes.actions import approve_minutes, name_speaker, send_to_chair, type_section
from cpconf.minutes.draft import MinutesDraft
from cpconf.minutes.queries import minutes_editor, minutes_sheet
from cpconf.minutes.records import MinutesVersion
from cpconf.minutes.rules import Heading, MinutesState, ParagraphId
from cpconf.paper.imprint import Status
from cpconf.refusals import Refusal, Trouble
from cpconf.store.records import TrailRow
from cpconf.store.store import GONE
from tests.conferences.days import Day, counted_statements, everything, later_conference


def type_in(day: Day, *texts: str, heading: Heading = Heading.DANGER, **values: Any) -> Any:
    return day.store.change(
        day.by, type_section, conference_id=day.conference_id, heading=heading, texts=texts, **values
    )


def editor(day: Day) -> MinutesDraft:
    answer: MinutesDraft = day.ask(minutes_editor, conference_id=day.conference_id)
    return answer


def typed(day: Day, heading: Heading = Heading.DANGER, child_id: int | None = None) -> dict[int, str]:
    section = next(s for s in editor(day).sections if s.heading is heading and s.child_id == child_id)
    return {p.id: p.text for p in section.paragraphs}


def finish(day: Day) -> None:
    day.become_quorate()
    day.put_on_plan()
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.HELD)


def approved(day: Day) -> None:
    type_in(day, "Robin was hungry.")
    finish(day)
    day.change(send_to_chair, conference_id=day.conference_id)
    day.change(approve_minutes, conference_id=day.conference_id)


def test_every_section_is_there_in_order_before_anything_is_typed(either_day: Day) -> None:
    draft = editor(either_day)
    assert (draft.state, draft.versions, draft.approved_at) == (MinutesState.DRAFT, 0, None)
    assert [s.heading for s in draft.sections if s.child_id is None] == [
        h for h in Heading if h is not Heading.CHILD_VOICE
    ]
    voices = [s.child for s in draft.sections if s.heading is Heading.CHILD_VOICE]
    assert voices == ["Robin Testling", "Wren Testling"]
    assert not any(s.paragraphs for s in draft.sections)


def test_what_was_typed_reads_back_as_typed(either_day: Day) -> None:
    day = either_day
    texts = ("  Robin was hungry. ", "", "Zażółć gęślą جاڑا 🙂", "two\nlines")
    type_in(day, *texts)
    assert tuple(typed(day).values()) == texts


def test_an_edit_keeps_the_ids_of_untouched_paragraphs(either_day: Day) -> None:
    day = either_day
    type_in(day, "one", "two", "three")
    one, two, three = typed(day)
    type_in(day, "one", "zwei", "new", "three")
    after = typed(day)
    assert list(after.values()) == ["one", "zwei", "new", "three"]
    assert [i for i in after if i in {one, two, three}] == [one, two, three]


texts_of_a_section = st.lists(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20), max_size=5
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts_of_a_section, max_size=4), texts_of_a_section)
def test_any_edits_read_back_as_typed_and_what_is_added_below_moves_nothing(
    day: Day, edits: list[list[str]], added: list[str]
) -> None:
    for texts in edits:
        type_in(day, *texts)
        assert list(typed(day).values()) == texts
    before = typed(day)
    type_in(day, *before.values(), *(f"below: {text}" for text in added))
    assert dict(list(typed(day).items())[: len(before)]) == before


def test_many_paragraphs_typed_between_two_find_room(day: Day) -> None:
    texts = ["first", "last"]
    type_in(day, *texts)
    ends = set(typed(day))
    for number in range(14):
        texts.insert(1, f"between {number}")
        type_in(day, *texts)
    assert list(typed(day).values()) == texts
    assert ends <= set(typed(day))


def test_the_same_text_again_writes_nothing(day: Day) -> None:
    type_in(day, "one", "two")
    before = everything(day.store)
    assert dict(type_in(day, "one", "two").changes) == {}
    assert everything(day.store) == before


def test_nothing_typed_makes_no_minutes(day: Day) -> None:
    assert dict(type_in(day).changes) == {}


def test_the_trail_keeps_only_what_was_changed(either_day: Day) -> None:
    day = either_day
    type_in(day, "Robin was hungry.", "Wren was well.")
    first = next(iter(typed(day)))
    done = type_in(day, "Robin was very hungry.", "Wren was well.")
    assert dict(done.changes) == {"paragraph": frozenset({first})}
    last = everything(day.store)["trail"][-1]
    names = [column.name for column in TrailRow.__table__.columns]
    row = dict(zip(names, last, strict=True))
    assert (row["record"], row["record_id"], row["verb"]) == ("paragraph", first, "changed")
    assert row["changes"] == {"text": {"at": 10, "out": "", "in": "very "}}


def test_two_headings_do_not_disturb_each_other(day: Day) -> None:
    type_in(day, "danger", "harm")
    type_in(day, "strength", heading=Heading.STRENGTHS)
    danger = typed(day)
    type_in(day, "strength", "another", heading=Heading.STRENGTHS)
    type_in(day, heading=Heading.SAFETY)
    assert typed(day) == danger
    type_in(day)
    assert list(typed(day, Heading.STRENGTHS).values()) == ["strength", "another"]


def test_each_child_has_its_own_voice(day: Day) -> None:
    type_in(day, "I like school.", heading=Heading.CHILD_VOICE, child_id=day.robin)
    type_in(day, "Points at pictures.", heading=Heading.CHILD_VOICE, child_id=day.wren)
    assert list(typed(day, Heading.CHILD_VOICE, day.robin).values()) == ["I like school."]
    assert list(typed(day, Heading.CHILD_VOICE, day.wren).values()) == ["Points at pictures."]


@pytest.mark.parametrize("heading", [Heading.CHILD_VOICE, Heading.DANGER])
def test_a_heading_has_a_child_where_it_is_per_child_and_only_there(day: Day, heading: Heading) -> None:
    child_id = None if heading is Heading.CHILD_VOICE else day.robin
    ids = {"conference_id": day.conference_id, "child_id": child_id}
    day.refused(type_section, "child_id", heading=heading, texts=("x",), **ids)


def test_a_child_of_another_conference_has_no_voice_here(day: Day) -> None:
    ids = {"conference_id": day.conference_id, "child_id": day.world.unborn_id}
    day.refused(type_section, "child_id", heading=Heading.CHILD_VOICE, texts=("x",), **ids)


def test_a_cancelled_or_unknown_conference_has_no_minutes(day: Day) -> None:
    words = {"heading": Heading.DANGER, "texts": ("x",)}
    assert day.refused(type_section, conference_id=ConferenceId(99), **words) == GONE
    day.change(cancel_conference, conference_id=day.conference_id, reason=LateReason.SAFETY, note="Not safe")
    day.refused(type_section, "state", conference_id=day.conference_id, **words)


def test_a_speaker_is_one_of_the_people_invited(day: Day) -> None:
    type_in(day, "Robin was hungry.")
    paragraph_id = ParagraphId(next(iter(typed(day))))
    day.change(name_speaker, paragraph_id=paragraph_id, invitation_id=day.invitations["teacher"])
    type_in(day, "Robin was very hungry.")
    section = next(s for s in editor(day).sections if s.heading is Heading.DANGER)
    assert section.paragraphs[0].speaker_id == day.invitations["teacher"]
    day.change(name_speaker, paragraph_id=paragraph_id, invitation_id=None)
    assert day.refused(name_speaker, paragraph_id=paragraph_id, invitation_id=999) == GONE
    other = later_conference(day, datetime(2026, 3, 17, 10, 0), kind=ConferenceKind.INITIAL)
    day.refused(name_speaker, "invitation_id", paragraph_id=paragraph_id, invitation_id=other.invitations["teacher"])


def test_minutes_go_to_the_chair_once_there_are_any(day: Day) -> None:
    ids = {"conference_id": day.conference_id}
    day.refused(send_to_chair, "conference_id", **ids)
    type_in(day, "Robin was hungry.")
    day.change(send_to_chair, **ids)
    assert editor(day).state is MinutesState.WITH_CHAIR
    day.refused(send_to_chair, "conference_id", **ids)
    type_in(day, "Robin was hungry.", "The chair adds this.")


def test_minutes_are_approved_only_with_the_chair_after_the_end_and_with_every_decision(day: Day) -> None:
    ids = {"conference_id": day.conference_id}
    type_in(day, "Robin was hungry.")
    assert "Send the minutes" in day.refused(approve_minutes, "conference_id", **ids)
    day.change(send_to_chair, **ids)
    assert "how the conference ended" in day.refused(approve_minutes, "state", **ids)
    day.become_quorate()
    day.put_on_plan(day.robin)
    day.change(finish_conference, state=ConferenceState.HELD, **ids)
    assert "every child" in day.refused(approve_minutes, "decisions", **ids)
    day.put_on_plan(day.wren)
    day.change(approve_minutes, **ids)
    assert (editor(day).state, editor(day).versions) == (MinutesState.APPROVED, 1)
    assert editor(day).approved_at == day.clock.at


def test_an_adjourned_conference_has_minutes_without_decisions(day: Day) -> None:
    type_in(day, "Nobody could come.")
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.ADJOURNED)
    day.change(send_to_chair, conference_id=day.conference_id)
    day.change(approve_minutes, conference_id=day.conference_id)
    assert day.ask(minutes_sheet, conference_id=day.conference_id).decisions == ()


def test_approved_minutes_and_what_they_state_do_not_change(either_day: Day) -> None:
    day = either_day
    approved(day)
    ids = {"conference_id": day.conference_id}
    paragraph_id = next(iter(typed(day)))
    day.refused(type_section, "state", heading=Heading.DANGER, texts=("x",), **ids)
    day.refused(name_speaker, "state", paragraph_id=paragraph_id, invitation_id=None)
    day.refused(send_to_chair, "state", **ids)
    day.refused(approve_minutes, "state", **ids)
    day.refused(record_decision, "state", child_id=day.robin, outcome=DecisionOutcome.NO_PLAN_CIN, **ids)
    day.refused(mark_attendance, "state", invitation_id=day.invitations["police"], status=AttendanceStatus.ABSENT)


def test_the_approved_sheet_is_the_frozen_one_whatever_happens_since(either_day: Day) -> None:
    from cpconf.paper.snapshot import freeze
    from cpconf.people.actions import change_child

    day = either_day
    approved(day)
    day.clock.move(days=3)
    day.change(change_child, child_id=day.robin, school="Elsewhere School")
    sheet = day.ask(minutes_sheet, conference_id=day.conference_id)
    assert (sheet.imprint.status, sheet.imprint.version) == (Status.APPROVED, 1)
    assert sheet.imprint.approved_on == sheet.occasion.held_on
    assert "Elsewhere" not in str(sheet)
    with day.store._read.connect() as connection:
        kept = connection.execute(text("SELECT snapshot, sha256 FROM minutes_version")).one()
    assert bytes(kept.snapshot) == freeze(sheet)
    assert day.ask(minutes_sheet, conference_id=day.conference_id, version=1) == sheet


def test_a_version_that_was_never_approved_is_refused(day: Day) -> None:
    with pytest.raises(Refusal, match="no approved version"):
        day.ask(minutes_sheet, conference_id=day.conference_id, version=1)


@pytest.mark.parametrize("verb", ["UPDATE minutes_version SET number = 2", "DELETE FROM minutes_version"])
def test_the_database_refuses_to_change_an_approved_version(either_day: Day, verb: str) -> None:
    approved(either_day)
    with pytest.raises(DBAPIError, match="never changes"), either_day.store._write.begin() as connection:
        connection.execute(text(verb))
    assert len(everything(either_day.store)["minutes_version"]) == 1


def test_minutes_that_do_not_match_their_seal_are_trouble(day: Day) -> None:
    approved(day)
    with day.store._write.begin() as connection:
        connection.execute(text("DROP TRIGGER minutes_version_frozen_update"))
        connection.execute(update(MinutesVersion.__table__).values(sha256="0" * 64))  # type: ignore[arg-type]
    with pytest.raises(Trouble, match="seal"):
        day.ask(minutes_sheet, conference_id=day.conference_id)


def test_the_editor_takes_as_many_statements_for_few_paragraphs_as_for_many(day: Day) -> None:
    type_in(day, "one")
    with counted_statements(day.store) as few:
        editor(day)
    type_in(day, "one", "two", "three")
    type_in(day, "I like school.", heading=Heading.CHILD_VOICE, child_id=day.robin)
    with counted_statements(day.store) as many:
        editor(day)
    assert len(many) == len(few)
