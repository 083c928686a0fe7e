"""How typed text finds its paragraphs, without a store."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.minutes.rules import (
    HEADING_WORDS,
    PER_CHILD,
    STATE_WORDS,
    STEP,
    Heading,
    MinutesState,
    Placed,
    Reconciled,
    check_child,
    printable,
    reconcile,
)
from cpconf.refusals import Refusal


def placed(*texts: str) -> list[Placed]:
    return [Placed(id=n, position=n * STEP, text=text) for n, text in enumerate(texts, 1)]


def applied(before: list[Placed], found: Reconciled) -> list[Placed]:
    """The section after writing what was found; new paragraphs get ids from 1000 on."""
    kept = [
        Placed(
            id=p.id,
            position=found.positions.get(p.id, p.position),
            text=found.texts.get(p.id, p.text),
        )
        for p in before
        if p.id not in found.removed
    ]
    new = [Placed(id=1000 + n, position=position, text=text) for n, (position, text) in enumerate(found.added)]
    return sorted([*kept, *new], key=lambda p: p.position)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("a", "b", "c"), Reconciled()),
        (("a", "b!", "c"), Reconciled(texts={2: "b!"})),
        (("a", "b", "c", "d"), Reconciled(added=((4 * STEP, "d"),))),
        (("a", "new", "b", "c"), Reconciled(added=((STEP + STEP // 2, "new"),))),
        (("new", "a", "b", "c"), Reconciled(added=((STEP // 2, "new"),))),
        (("a", "c"), Reconciled(removed=(2,))),
        ((), Reconciled(removed=(1, 2, 3))),
        (("a", "b", "split", "c"), Reconciled(added=((2 * STEP + STEP // 2, "split"),))),
    ],
)
def test_only_what_differs_is_written(typed: tuple[str, ...], expected: Reconciled) -> None:
    assert reconcile(placed("a", "b", "c"), typed) == expected


def test_a_first_text_makes_the_first_paragraphs() -> None:
    assert reconcile([], ("a", "b")) == Reconciled(added=((STEP, "a"), (2 * STEP, "b")))


def test_a_split_paragraph_keeps_its_id_in_front() -> None:
    found = reconcile(placed("a", "one two", "c"), ("a", "one", "two", "c"))
    assert (found.texts, [text for _, text in found.added], found.removed) == ({2: "one"}, ["two"], ())


def test_joined_paragraphs_keep_the_first_id() -> None:
    found = reconcile(placed("a", "one", "two", "c"), ("a", "one two", "c"))
    assert (found.texts, found.added, found.removed) == ({2: "one two"}, (), (3,))


def test_without_room_between_two_paragraphs_all_find_new_places() -> None:
    tight = [Placed(id=1, position=1, text="a"), Placed(id=2, position=2, text="b")]
    found = reconcile(tight, ("a", "new", "b"))
    assert found.positions == {1: STEP, 2: 3 * STEP}
    assert [p.text for p in applied(tight, found)] == ["a", "new", "b"]


words = st.text(max_size=12)
sections = st.lists(words, max_size=12)


@given(sections, sections)
def test_what_is_read_back_is_what_was_typed(before: list[str], typed: list[str]) -> None:
    kept = placed(*before)
    assert [p.text for p in applied(kept, reconcile(kept, typed))] == typed


@given(st.lists(sections, min_size=1, max_size=8))
def test_any_number_of_edits_in_a_row_reads_back_and_keeps_places_apart(edits: list[list[str]]) -> None:
    section: list[Placed] = []
    for typed in edits:
        after = applied(section, reconcile(section, typed))
        assert [p.text for p in after] == typed
        assert len({p.position for p in after}) == len(after)
        assert all(0 < p.position < 2**31 for p in after)
        section = [Placed(id=n, position=p.position, text=p.text) for n, p in enumerate(after, 1)]


@given(sections)
def test_the_same_text_again_finds_nothing_to_write(typed: list[str]) -> None:
    assert reconcile(placed(*typed), typed) == Reconciled()


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[str], list[str], set[str]]:
    """A section of different texts, an edit of it, and the texts that the edit did not touch."""
    before = draw(st.lists(words, max_size=12, unique=True))
    untouched, typed = set(), []
    for text in before:
        match draw(st.sampled_from(["keep", "keep", "keep", "change", "remove", "insert before"])):
            case "keep":
                typed.append(text)
                untouched.add(text)
            case "change":
                typed.append(f"changed {text} (longer than any text)")
            case "insert before":
                typed += [f"new {text} (longer than any text)", text]
                untouched.add(text)
    return before, typed, untouched


@given(edits())
def test_untouched_paragraphs_keep_their_ids_and_texts(edit: tuple[list[str], list[str], set[str]]) -> None:
    before, typed, untouched = edit
    kept = placed(*before)
    after = {p.id: p.text for p in applied(kept, reconcile(kept, typed))}
    for paragraph in kept:
        if paragraph.text in untouched:
            assert after[paragraph.id] == paragraph.text


@given(st.text())
def test_everything_a_keyboard_makes_is_printable(text: str) -> None:
    assert printable(text) == text.replace("\0", "")


def test_what_no_store_can_keep_is_dropped() -> None:
    assert printable("a\0b\ud83dc") == "abc"


def test_a_heading_per_child_needs_a_child_of_the_conference_and_others_none() -> None:
    from cpconf.people.rules import ChildId

    check_child(Heading.CHILD_VOICE, ChildId(1), [1, 2])
    check_child(Heading.DANGER, None, [1, 2])
    wrong = ((Heading.CHILD_VOICE, None), (Heading.CHILD_VOICE, ChildId(3)), (Heading.DANGER, ChildId(1)))
    for heading, child_id in wrong:
        with pytest.raises(Refusal) as refusal:
            check_child(heading, child_id, [1, 2])
        assert refusal.value.field == "child_id"


def test_every_heading_and_state_has_its_words() -> None:
    assert set(HEADING_WORDS) == set(Heading)
    assert set(STATE_WORDS) == set(MinutesState)
    assert set(Heading) >= PER_CHILD
