"""Words of Annex A to census codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.exchange import codes
from cpconf.people.rules import ETHNICITY_WORDS, Ethnicity
from cpconf.plans.rules import Category

# Ofsted's code list of August 2019, in its order.
OFSTED = [
    f"{letter}) {code}"
    for letter, code in zip(
        "abcdefghijklmnopqrss",
        (
            "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
            "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
        ),
        strict=True,
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a) Male", "M"), ("b) Female", "F"), ("c) Not stated/recorded", "U"), ("d) Neither", "U"),
        ("Male", "M"), ("FEMALE", "F"), ("M", "M"), ("f", "F"), ("b)", "F"), ("A) male", "M"), ("Unknown", "U"),
        ("Unborn", "U"), ("(a) Male", "M"), ("a. Male", "M"),
        ("", None), ("b) Male", None), ("a) Female", None), ("perhaps", None), ("z)", None), ("Male or female", None),
    ],
)  # fmt: skip
def test_sex(words: str, code: str | None) -> None:
    assert codes.sex(words) == code


@pytest.mark.parametrize("written", OFSTED)
def test_every_ethnicity_of_ofsteds_list_is_read_with_and_without_its_letter(written: str) -> None:
    code = written[3:]
    assert codes.ethnicity(written) == code
    assert codes.ethnicity(code.lower()) == code
    assert codes.ethnicity(f"{code} - in other words") == code


def test_all_twenty_census_codes_stand_in_ofsteds_list() -> None:
    assert {written[3:] for written in OFSTED} == {code.value for code in Ethnicity}


@pytest.mark.parametrize("code", list(Ethnicity))
def test_dfes_words_for_an_ethnicity_are_read(code: Ethnicity) -> None:
    assert codes.ethnicity(ETHNICITY_WORDS[code]) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("White & Black Caribbean", "MWBC"), ("Mixed - White and Asian", "MWAS"), ("Asian: Indian", "AIND"),
        ("Gypsy/Roma", "WROM"), ("African", "BAFR"), ("q)", "CHNE"), ("Information not yet obtained", "NOBT"),
        ("White - Irish", "WIRI"),
        ("s)", None), ("WBRI or WIRI", None), ("Martian", None), ("", None), ("Mixed", None),
    ],
)  # fmt: skip
def test_other_spellings_of_ethnicities(words: str, code: str | None) -> None:
    assert codes.ethnicity(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a) Yes", "yes"), ("b) No", "no"), ("c) Unknown", "unknown"), ("Yes", "yes"), ("No", "no"), ("Y", "yes"),
        ("n", "no"), ("1 - Yes", "yes"), ("0 - No", "no"), ("True", "yes"), ("FALSE", "no"), ("1", "yes"),
        ("0", "no"), ("Child not seen alone", "no"), ("Seen alone", "yes"), ("b)", "no"),
        ("", None), ("a) No", None), ("No visit - new in last month", None), ("Child seen", None),
    ],
)  # fmt: skip
def test_answers(words: str, code: str | None) -> None:
    assert codes.answer(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a) Neglect", "NEG"), ("b) Physical abuse", "PHY"), ("c) Sexual abuse", "SAB"), ("d) Emotional abuse", "EMO"),
        ("e) Multiple/not recommended", "MUL"), ("Physical abuse", "PHY"), ("EMO", "EMO"), ("sab", "SAB"),
        ("PHYSAB", "PHY"), ("PA", "PHY"), ("Physical injury", "PHY"), ("Neglect Only", "NEG"),
        ("Likelihood of Emotional", "EMO"), ("d)", "EMO"), ("YNNN", "NEG"), ("NYNN", "PHY"), ("NNYN", "SAB"),
        ("NNNY", "EMO"), ("Not recommended", "MUL"),
        ("", None), ("a) Physical abuse", None), ("e) Neglect", None), ("Concern", None), ("NNNN", None),
        ("Not neglect", None), ("abuse", None),
    ],
)  # fmt: skip
def test_categories(words: str, code: str | None) -> None:
    assert codes.category(words) == code


# Found in files of London authorities.
MULTIPLE = [
    "MUL",
    "Muliple",
    "Multiple",
    "Multiple Categories",
    "Multiple/not recommended",
    "Multiple: Emotional Abuse, Sexual Abuse",
    "Multiple: Neglect, Physical Abuse, Sexual Abuse, Emotional Abuse",
    "Physical Sexual",
    "Neglect  Physical",
    "Emotional  Physical Sexual",
    "Emotional abuse, Neglect",
    "Emotional abuse; Physical abuse; Neglect",
    "Emotional, Neglect, Sexual",
    "Emotional; Physical",
    "Neglect and Emotional abuse",
    "NEGLECT/EMOTIONAL ABUSE",
    "NEGLECT/PHYSICAL/EMOTIONAL ABU",
    "SEXUAL/PHYSICAL/EMOTIONAL/NEGL",
    "Neglect, Physical and Emotional",
    "NYNY",
    "NYYN",
    "YNNY",
    "YYNN",
    "YYYN",
]


@pytest.mark.parametrize("words", MULTIPLE)
def test_the_spellings_of_multiple_that_are_in_use_are_all_one_code(words: str) -> None:
    assert codes.category(words) is Category.MULTIPLE


SPELLED = {"Neglect": "NEG", "Physical abuse": "PHY", "Sexual abuse": "SAB", "Emotional abuse": "EMO"}


@given(
    named=st.lists(st.sampled_from(sorted(SPELLED)), min_size=1, max_size=4, unique=True),
    mark=st.sampled_from([", ", "; ", "/", " and ", " & ", "  "]),
    shout=st.booleans(),
)
def test_several_categories_in_any_order_are_multiple_and_one_is_itself(
    named: list[str], mark: str, shout: bool
) -> None:
    words = mark.join(named)
    expected = SPELLED[named[0]] if len(named) == 1 else "MUL"
    assert codes.category(words.upper() if shout else words) == expected


@given(st.text(max_size=60))
def test_any_words_are_a_code_or_not_understood(words: str) -> None:
    assert codes.category(words) in (None, *Category)
    assert codes.ethnicity(words) in (None, *Ethnicity)
    assert codes.sex(words) in (None, "M", "F", "U")
    assert codes.answer(words) in (None, "yes", "no", "unknown")
