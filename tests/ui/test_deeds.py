"""Acts are undone newest first and done again, and what was made anew is found under its new number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ui.kit.deeds import Deed, Deeds, keep_deed, redo_deed, undo_deed
from ui.kit.frame import Frame


class Book:
    """What was done to it, and whether it refuses."""

    def __init__(self) -> None:
        self.acts: list[str] = []
        self.refuses = False

    def act(self, words: str) -> Callable[[Callable[[], object]], object]:
        def run(over: Callable[[], object]) -> None:
            if not self.refuses:
                self.acts.append(words)
                over()

        return run

    def deed(self, name: str) -> Deed:
        return Deed(words=name, undo=self.act(f"undo {name}"), redo=self.act(f"redo {name}"))


@pytest.fixture
def told(frame: Frame) -> list[tuple[str, str]]:
    """What notices said, and what they offered."""
    said: list[tuple[str, str]] = []

    def notice(text: str, tone: str = "note", *, act: str = "", run: Callable[[], object] | None = None) -> None:
        said.append((text, act))

    frame.notice = notice
    return said


def test_the_newest_is_undone_first_and_done_again_last(frame: Frame, told: list[tuple[str, str]]) -> None:
    book = Book()
    for name in ("one", "two"):
        keep_deed(frame, f"{name} is done.", book.deed(name))
    undo_deed(frame)
    undo_deed(frame)
    redo_deed(frame)
    assert book.acts == ["undo two", "undo one", "redo one"]
    assert [deed.words for deed in frame.deeds.done] == ["one"]
    assert told[0] == ("one is done.", "&Undo: one")
    assert told[2] == ("Undone: two.", "&Redo: two")
    assert told[-1] == ("Done again: one.", "&Undo: one")


def test_with_nothing_left_it_says_so(frame: Frame, told: list[tuple[str, str]]) -> None:
    undo_deed(frame)
    redo_deed(frame)
    assert [text for text, _ in told] == ["There is nothing to undo.", "There is nothing to do again."]


def test_a_new_act_forgets_what_was_undone_and_a_refused_one_leaves_the_list(
    frame: Frame, told: list[tuple[str, str]]
) -> None:
    book = Book()
    keep_deed(frame, "", book.deed("one"))
    undo_deed(frame)
    keep_deed(frame, "", book.deed("two"))
    assert frame.deeds.undone == []
    book.refuses = True
    undo_deed(frame)
    assert (frame.deeds.done, frame.deeds.undone, book.acts) == ([], [], ["undo one"])


def test_an_act_that_cannot_be_done_again_is_not_offered_so(frame: Frame, told: list[tuple[str, str]]) -> None:
    deed = replace(Book().deed("one"), redo=None)
    keep_deed(frame, "", deed)
    undo_deed(frame, deed)
    undo_deed(frame, deed)
    assert told[-1] == ("Undone: one.", "")
    assert frame.deeds.undone == []


def test_a_record_made_anew_is_found_by_any_of_its_numbers() -> None:
    deeds = Deeds()
    deeds.replaced("conference", 2, 3)
    deeds.replaced("conference", 3, 4)
    assert [deeds.now("conference", known) for known in (2, 3, 4, 5)] == [4, 4, 4, 5]
    deeds.replaced("conference", 4, 4)
    assert deeds.now("conference", 4) == 4
