"""Words of Annex A, as authorities write them, to the codes of the children in need census; knows no cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, TypeVar

from cpconf.people.rules import ETHNICITY_WORDS, Ethnicity, Sex
from cpconf.plans.rules import Category

Answer: TypeAlias = Literal["yes", "no", "unknown"]
C = TypeVar("C", bound=str)

_LETTER = re.compile(r"^\(?([a-z])[0-9]?\s*[).:]\s*")
_NUMBERED = re.compile(r"^[0-9]\s*[-–:.)]\s*")
_WORD = re.compile(r"[a-z0-9]+")

_SEXES: Final[Mapping[str, Sex]] = {
    **dict.fromkeys(("m", "male", "boy"), Sex.MALE),
    **dict.fromkeys(("f", "female", "girl"), Sex.FEMALE),
    **dict.fromkeys(
        (
            "u", "unknown", "not known", "not stated", "not recorded", "not stated recorded", "not specified",
            "neither", "indeterminate", "unborn", "x", "i", "other",
        ),
        Sex.UNKNOWN,
    ),
}  # fmt: skip
_SEX_LETTERS: Final[Mapping[str, Sex]] = {"a": Sex.MALE, "b": Sex.FEMALE, "c": Sex.UNKNOWN, "d": Sex.UNKNOWN}

_ANSWERS: Final[Mapping[str, Answer]] = {
    **dict.fromkeys(("yes", "y", "true", "1", "child seen alone", "seen alone"), "yes"),
    **dict.fromkeys(
        ("no", "n", "false", "0", "child not seen", "child not seen alone", "not seen", "not seen alone"),
        "no",
    ),
    **dict.fromkeys(("unknown", "u", "not known", "not recorded", "not stated"), "unknown"),
}
_ANSWER_LETTERS: Final[Mapping[str, Answer]] = {"a": "yes", "b": "no", "c": "unknown"}

_ETHNICITIES: Final[Mapping[str, Ethnicity]] = {
    **{" ".join(re.findall("[a-z]+", words.lower())): code for code, words in ETHNICITY_WORDS.items()},
    "irish traveller": Ethnicity.WIRT,
    "white irish traveller": Ethnicity.WIRT,
    "white other": Ethnicity.WOTH,
    "gypsy roma": Ethnicity.WROM,
    "roma": Ethnicity.WROM,
    "caribbean": Ethnicity.BCRB,
    "african": Ethnicity.BAFR,
    "information not yet obtained": Ethnicity.NOBT,
    "not yet obtained": Ethnicity.NOBT,
    "not known": Ethnicity.NOBT,
    "not recorded": Ethnicity.NOBT,
    "not stated": Ethnicity.NOBT,
    "unknown": Ethnicity.NOBT,
}
# The order of Ofsted's code list; "s)" stands for REFU and NOBT alike, so a bare "s)" says nothing.
_OFSTED_ORDER: Final = "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH"
_ETHNIC_LETTERS: Final = dict(zip("abcdefghijklmnopqr", map(Ethnicity, _OFSTED_ORDER.split()), strict=True))
_ETHNIC_GROUPS: Final = frozenset({"white", "mixed", "asian", "black", "other"})

_CATEGORY_STEMS: Final[Mapping[str, Category]] = {
    "neg": Category.NEGLECT,
    "phy": Category.PHYSICAL,
    "sab": Category.SEXUAL,
    "sex": Category.SEXUAL,
    "emo": Category.EMOTIONAL,
    "mul": Category.MULTIPLE,
}
_CATEGORY_LETTERS: Final = dict(zip("abcde", Category, strict=True))  # Ofsted's order is the census's
_CATEGORY_FLAGS: Final = tuple(Category)[:4]  # the order of flags such as YNNY
_CATEGORY_FILLERS: Final = frozenset(
    ("abuse", "abu", "abus", "injury", "likelihood", "of", "only", "and", "categories", "category")
)


def sex(words: str) -> Sex | None:
    """M, F or U (not stated, neither, unborn) for Ofsted's "b) Female", "F", "Female"; None when not understood."""
    return _listed(words, _SEXES, _SEX_LETTERS)


def answer(words: str) -> Answer | None:
    """yes, no or unknown for "a) Yes", "Y", "1 - Yes", "True"; None when not understood."""
    return _listed(_NUMBERED.sub("", words.strip()) or words, _ANSWERS, _ANSWER_LETTERS)


def _listed(words: str, named: Mapping[str, C], letters: Mapping[str, C]) -> C | None:
    letter, rest = _parted(words)
    code = named.get(rest)
    if letter is None:
        return code
    # A letter and a word that contradict each other are not a thing to guess about.
    return letters.get(letter) if not rest or code == letters.get(letter) else None


def category(words: str) -> Category | None:
    """NEG, PHY, SAB, EMO; MUL for "Multiple" and for every list of two or more ("Neglect; Emotional abuse", "YNNY").

    None when a word is not understood or contradicts its letter.
    """
    letter, rest = _parted(words)
    found = _category_of(rest)
    if letter is None:
        return found
    lettered = _CATEGORY_LETTERS.get(letter)
    return lettered if not rest or found == lettered else None


def _category_of(rest: str) -> Category | None:
    if rest == "not recommended":
        return Category.MULTIPLE  # Ofsted's list has one code for both
    if re.fullmatch(r"[yn]{4}", rest):
        codes = {code for flag, code in zip(rest, _CATEGORY_FLAGS, strict=True) if flag == "y"}
    else:
        named = rest.removesuffix(" not recommended").split()
        guesses = [_stem(word) for word in named if word not in _CATEGORY_FILLERS]
        codes = {code for code in guesses if code is not None}
        if None in guesses:
            return None
    if len(codes) > 1:
        return Category.MULTIPLE
    return codes.pop() if codes else None


def _stem(word: str) -> Category | None:
    if word == "pa":
        return Category.PHYSICAL
    return _CATEGORY_STEMS.get(word[:3])


def ethnicity(words: str) -> Ethnicity | None:
    """One of the 20 census codes for "a) WBRI", "WBRI - White British", "White British"; None when not understood."""
    letter, rest = _parted(words)
    codes = {Ethnicity(word.upper()) for word in rest.split() if word.upper() in Ethnicity.__members__}
    if len(codes) == 1:
        return codes.pop()
    if rest in _ETHNICITIES:
        return _ETHNICITIES[rest]
    group, _, detail = rest.partition(" ")
    if group in _ETHNIC_GROUPS and detail in _ETHNICITIES:
        return _ETHNICITIES[detail]
    return _ETHNIC_LETTERS.get(letter) if letter and not rest else None


def _parted(words: str) -> tuple[str | None, str]:
    """The letter of "b) Female" and the rest as plain lower-case words."""
    line = words.strip().lower()
    letter = _LETTER.match(line)
    rest = line[letter.end() :] if letter else line
    return (letter.group(1) if letter else None), " ".join(
        _WORD.findall(rest.replace("&", " and ").replace("+", " and "))
    )
