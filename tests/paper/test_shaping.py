from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.paper.characters import plain
from cpconf.paper.fonts import is_covered
from cpconf.paper.shaping import Run, clusters, levels, runs, visual_order


def shaped(text: str, level: int = 0) -> list[Run]:
    return list(runs(text, strong=False, slanted=False, level=level))


@pytest.mark.parametrize(
    ("word", "face"),
    [
        ("Brzęczyszczykiewicz", "AtkinsonHyperlegibleNext-Regular"),
        ("Țăranu", "AtkinsonHyperlegibleNext-Regular"),
        ("Llŷr", "AtkinsonHyperlegibleNext-Regular"),
        ("Щербакова", "NotoSans-Regular"),
        ("Nguyễn", "NotoSans-Regular"),
        ("ਹਰਪ੍ਰੀਤ", "NotoSansGurmukhi-Regular"),
        ("রফিকুল", "NotoSansBengali-Regular"),
        ("محمد", "NotoNaskhArabic-Regular"),
        ("✓", "NotoSansSymbols2-Cut"),
        ("→", "NotoSansMath-Cut"),
    ],
)
def test_each_script_is_set_in_its_own_face(word: str, face: str) -> None:
    found = shaped(word)
    assert face in {run.face.name for run in found}
    assert all(0 not in run.numbers for run in found)


def test_a_punjabi_vowel_sign_is_drawn_before_its_letter_and_the_word_is_read_whole() -> None:
    (run,) = shaped("ਸਿੰਘ")
    (part,) = run.parts
    assert part.spoken == "ਸਿੰਘ"
    sihari = run.face.number("ਿ")
    assert part.strokes[0][1].startswith(f"<{sihari:04x}")


def test_a_bengali_conjunct_takes_one_shape() -> None:
    (separate,) = shaped("কষ")
    (joined,) = shaped("ক্ষ")
    assert len(separate.numbers) == 2
    assert len(joined.numbers) == 1
    assert dict(joined.letters) == {next(iter(joined.numbers)): "ক্ষ"}


def test_arabic_letters_join() -> None:
    (alone,) = shaped("م", level=1)
    (word,) = shaped("ممم", level=1)
    assert len(word.numbers) == 3
    assert alone.width * 3 > word.width


def test_arabic_is_drawn_from_the_right() -> None:
    (run,) = shaped("دم", level=1)
    assert run.parts[0].strokes[0][1].startswith(f"<{run.face.number('م'):04x}")


def test_dotted_arabic_letters_are_read_as_letters() -> None:
    (run,) = shaped("خان", level=1)
    assert [part.spoken for part in run.parts] == ["ن", "", "خ"]


def test_a_mark_stays_with_its_letter() -> None:
    assert clusters("Ẹ\u0300ṣọ́") == ["Ẹ\u0300", "ṣ", "ọ\u0301"]


def test_an_english_sentence_that_begins_with_an_urdu_name_reads_from_the_left() -> None:
    base, found = levels("محمد بلال: yes, 06/11/2026")
    assert base == 0
    assert found[:9] == [1] * 9
    assert set(found[9:]) == {0}


def test_an_urdu_passage_reads_from_the_right_with_its_numbers_from_the_left() -> None:
    text = "اسکول کی عمارت 25 ستمبر کو بند رہے گی۔ شکریہ"
    base, found = levels(text)
    assert base == 1
    assert found[text.index("2")] == 2


def test_a_joiner_goes_with_the_letter_before_it() -> None:
    assert levels("a می\u200cخ")[1] == [0, 0, 1, 1, 1, 1]


def test_a_letter_newer_than_pythons_tables_has_a_level() -> None:
    newest = "\u088f"  # in the Arabic block; unknown to Python 3.11
    assert levels(f"a {newest}")[1] == [0, 0, 1]


class Item:
    def __init__(self, name: str, level: int) -> None:
        self.name, self.level = name, level


def test_items_are_ordered_by_rule_l2() -> None:
    items = [Item("a", 0), Item("B", 1), Item("1", 2), Item("2", 2), Item("C", 1), Item("d", 0)]
    assert "".join(item.name for item in visual_order(items)) == "aC12Bd"


@given(st.text(min_size=1), st.sampled_from([0, 1, 2]))
def test_no_text_is_ever_drawn_as_a_box(text: str, level: int) -> None:
    word = plain(text, is_covered).replace(" ", "").replace("\n", "")
    assert all(0 not in run.numbers for run in shaped(word, level)) if word else True
