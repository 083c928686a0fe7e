"""Makes invented names, addresses and numbers from a random source; refuses to know any real person or place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

from cpconf.demo.words import ENGLISH, OTHERS, STREETS, VILLAGES, WELSH, Culture

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "ı": "i", "'": "", " ": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name; `in_script` is the same name in `script_language` ("ur" or "pa"), or both are empty."""

    first: str
    last: str
    in_script: str = ""
    script_language: str = ""

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address in the postcode area ZZ, which does not exist."""

    line_1: str
    town: str
    postcode: str


def any_culture(source: Random) -> Culture:
    """One culture by weight, about 60 in 100 of them white British."""
    cultures = (ENGLISH, WELSH, *OTHERS)
    return source.choices(cultures, weights=[each.weight for each in cultures])[0]


def british_culture(source: Random) -> Culture:
    return source.choices((ENGLISH, WELSH), weights=(ENGLISH.weight, WELSH.weight))[0]


def other_culture(source: Random) -> Culture:
    return source.choices(OTHERS, weights=[each.weight for each in OTHERS])[0]


def surname(source: Random, culture: Culture) -> tuple[str, str]:
    """The male and the female form of one family's name."""
    return source.choice(culture.surnames)


def person_name(
    source: Random, culture: Culture, *, sex: str, last: tuple[str, str] | None = None,
    taken: frozenset[str] = frozenset(), with_script: bool = False,
) -> PersonName:  # fmt: skip
    """A name for sex "M" or "F" (any other value: either); `taken` holds first names not to use again."""
    male, female = last or surname(source, culture)
    is_boy = sex == "M" or (sex != "F" and source.random() < 0.5)
    words = culture.boys if is_boy else culture.girls
    free = [word for word in words if word not in taken] or [
        f"{one}-{other}" for one in words for other in words if one != other and f"{one}-{other}" not in taken
    ]
    borrowed = ENGLISH.boys if is_boy else ENGLISH.girls
    free = free or [word for word in borrowed if word not in taken]
    first = source.choice(free)
    name = male if is_boy else female
    script = ""
    if with_script and first in culture.script and name in culture.script:
        script = f"{culture.script[first]} {culture.script[name]}"
    return PersonName(
        first=first, last=name, in_script=script, script_language=culture.script_language if script else ""
    )


def plain(text: str) -> str:
    """Lower-case ASCII letters and hyphens only, for addresses of e-mail."""
    flat = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return flat.lower()


def email(name: PersonName, number: int) -> str:
    """Unique by `number`; the domain example.org is reserved and delivers nothing."""
    return f"{plain(name.first)}.{plain(name.last)}.{number}@example.org"


def phone(source: Random) -> str:
    """A number from the range that Ofcom keeps free for drama (01632 960000 to 960999)."""
    return f"01632 960{source.randrange(1000):03d}"


def postcode(source: Random) -> str:
    return f"ZZ{source.randrange(1, 10)} {source.randrange(1, 10)}ZZ"


def address(source: Random, area: int) -> Address:
    """An address near site number `area` (0, 1 or 2)."""
    return Address(
        line_1=f"{source.randrange(1, 200)} {source.choice(STREETS)}",
        town=source.choice(VILLAGES[area]),
        postcode=postcode(source),
    )


def nhs_number(serial: int) -> str:
    """Ten digits of the range 999, kept for made-up patients, with a true check digit (modulus 11)."""
    number = serial
    while True:
        digits = f"999{number % 1_000_000:06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{0 if check == 11 else check}"
        number += 500_000
