"""Papers that are printed once and kept for good, on a real store."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Pdf
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cpconf.bookings.rules import ConferenceState
from cpconf.circulation.actions import keep_document
from cpconf.circulation.printing import print_minutes, print_plan
from cpconf.circulation.queries import DocumentLine, document_pdf, documents, plan_paper
from cpconf.circulation.rules import PAPER_WORDS, DocumentId, PaperKind
from cpconf.conferences.actions import finish_conference, record_decision
from cpconf.conferences.rules import DecisionOutcome
from cpconf.minutes.actions import approve_minutes, send_to_chair, type_section
from cpconf.minutes.queries import minutes_sheet
from cpconf.minutes.rules import Heading
from cpconf.minutes.sheet import MinutesSheet
from cpconf.paper.snapshot import digest, freeze, thaw
from cpconf.plans.actions import issue_version, open_version, write_danger
from cpconf.plans.rules import Category, PlanVersionId
from cpconf.refusals import Refusal
from tests.conferences.days import Day, counted_statements, everything


def type_in(day: Day, *texts: str) -> None:
    day.change(type_section, conference_id=day.conference_id, heading=Heading.DANGER, texts=texts)


def printed(day: Day) -> DocumentId:
    ask, change = partial(day.store.ask, day.by), partial(day.store.change, day.by)
    return print_minutes(ask, change, conference_id=day.conference_id)


def printed_plan(day: Day, version: PlanVersionId) -> DocumentId:
    ask, change = partial(day.store.ask, day.by), partial(day.store.change, day.by)
    return print_plan(ask, change, plan_version_id=version)


def lines(day: Day, **of: Any) -> tuple[DocumentLine, ...]:
    answer: tuple[DocumentLine, ...] = day.ask(documents, **(of or {"conference_id": day.conference_id}))
    return answer


def paper(day: Day, **values: Any) -> dict[str, Any]:
    whole = {
        "kind": PaperKind.MINUTES,
        "conference_id": day.conference_id,
        "child_id": None,
        "title": "Minutes",
        "version": "1",
        "snapshot": b"{}",
        "pdf": b"%PDF-1.7 not really",
        "pages": 1,
    }
    return whole | values


def test_printed_minutes_are_kept_with_their_frozen_sheet(either_day: Day) -> None:
    day = either_day
    type_in(day, "Robin was hungry.")
    document_id = printed(day)
    (line,) = lines(day)
    assert (line.id, line.kind, line.version, line.made_at) == (document_id, PaperKind.MINUTES, "1 draft", day.clock.at)
    assert line.title == "Minutes F-000001 10/03/2026"
    pdf = day.ask(document_pdf, document_id=document_id)
    with Pdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == line.pages
    with day.store._read.connect() as connection:
        kept = connection.execute(text("SELECT snapshot, sha256 FROM document")).one()
    sheet = day.ask(minutes_sheet, conference_id=day.conference_id)
    assert thaw(MinutesSheet, bytes(kept.snapshot)) == sheet
    assert kept.sha256 == digest(freeze(sheet))


def test_minutes_that_read_the_same_are_the_paper_that_is_there(day: Day) -> None:
    type_in(day, "Robin was hungry.")
    first = printed(day)
    before = everything(day.store)
    assert printed(day) == first
    assert everything(day.store) == before


def test_changed_minutes_are_another_paper_and_the_first_stays(day: Day) -> None:
    type_in(day, "Robin was hungry.")
    first = printed(day)
    pdf = day.ask(document_pdf, document_id=first)
    type_in(day, "Robin was very hungry.")
    second = printed(day)
    assert [line.id for line in lines(day)] == [second, first]
    assert day.ask(document_pdf, document_id=first) == pdf
    assert day.ask(document_pdf, document_id=second) != pdf


def test_approved_minutes_are_one_paper_whenever_they_are_printed(day: Day) -> None:
    type_in(day, "Robin was hungry.")
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.ADJOURNED)
    day.change(send_to_chair, conference_id=day.conference_id)
    day.change(approve_minutes, conference_id=day.conference_id)
    first = printed(day)
    day.clock.move(days=30)
    assert printed(day) == first
    assert lines(day)[0].version == "1"


def test_a_plan_is_printed_as_draft_then_as_given_out(either_day: Day) -> None:
    day = either_day
    day.change(
        record_decision,
        conference_id=day.conference_id,
        child_id=day.robin,
        outcome=DecisionOutcome.PLAN_MADE,
        category=Category.NEGLECT,
        child_views="I want breakfast.",
    )
    version = day.change(open_version, conference_id=day.conference_id, child_id=day.robin)
    day.change(write_danger, plan_version_id=version, statement="Hunger", safety_goal="Fed")
    draft = printed_plan(day, version)
    assert printed_plan(day, version) == draft
    assert day.ask(plan_paper, plan_version_id=version).sheet.childs_view == "I want breakfast."
    day.change(issue_version, plan_version_id=version)
    issued = printed_plan(day, version)
    assert [(line.id, line.version) for line in lines(day, child_id=day.robin)] == [(issued, "1"), (draft, "1 draft")]
    assert {line.words for line in lines(day, child_id=day.robin)} == {"Outline Child Protection Plan"}
    assert lines(day, child_id=day.wren) == ()
    assert lines(day, child_id=day.robin, conference_id=day.conference_id) == lines(day, child_id=day.robin)


def test_a_version_that_is_not_there_is_not_printed(day: Day) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        printed_plan(day, PlanVersionId(99))


@pytest.mark.parametrize(
    ("values", "field"),
    [({"conference_id": None}, "conference_id"), ({"pdf": b"no paper"}, "pdf"), ({"pages": 0}, "pdf")],
)
def test_what_is_no_finished_paper_of_somebody_is_refused(day: Day, values: dict[str, Any], field: str) -> None:
    day.refused(keep_document, field, **paper(day, **values))


def test_papers_of_other_kinds_and_children_are_not_the_same_paper(day: Day) -> None:
    first = day.change(keep_document, **paper(day))
    assert day.change(keep_document, **paper(day)) == first
    other_child = day.change(keep_document, **paper(day, child_id=day.robin))
    other_kind = day.change(keep_document, **paper(day, kind=PaperKind.FULL_PLAN))
    other_words = day.change(keep_document, **paper(day, snapshot=b"[]"))
    assert len({first, other_child, other_kind, other_words}) == 4


@pytest.mark.parametrize("verb", ["UPDATE document SET title = 'x'", "DELETE FROM document"])
def test_the_database_refuses_to_change_a_paper(either_day: Day, verb: str) -> None:
    either_day.change(keep_document, **paper(either_day))
    with pytest.raises(DBAPIError, match="never changes"), either_day.store._write.begin() as connection:
        connection.execute(text(verb))
    assert len(lines(either_day)) == 1


def test_a_paper_or_a_list_of_nothing_is_refused(day: Day) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        day.ask(document_pdf, document_id=DocumentId(99))
    with pytest.raises(Refusal, match="Choose a conference"):
        day.ask(documents)


def test_the_list_takes_one_statement_and_no_bytes(day: Day) -> None:
    for number in range(3):
        day.change(keep_document, **paper(day, snapshot=b"%d" % number))
    with counted_statements(day.store) as statements:
        assert len(lines(day)) == 3
    (statement,) = statements
    assert "document.pdf" not in statement
    assert "snapshot" not in statement


def test_every_kind_of_paper_has_its_words() -> None:
    assert set(PAPER_WORDS) == set(PaperKind)
