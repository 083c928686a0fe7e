"""Word lists from which invented people and places are made; every word is plainly not a real name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Culture:
    """One naming tradition: words meaning "sample", "example", "imagined" made into names of that language.

    `surnames` holds pairs (male form, female form). `script` maps a Latin word to the same word in another
    script, where the family also writes its name that way.
    """

    key: str
    language: str
    ethnicities: tuple[str, ...]
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    weight: int
    interpreter_percent: int = 0
    script_language: str = ""
    script: dict[str, str] = field(default_factory=dict)


def _same(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words.split())


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    pairs = [word.split("/") for word in words.split()]
    return tuple((one, other) for one, other in pairs)


_ENGLISH_SURNAMES = _same(
    "Testerton Sampleby Mockford Placeholderson Fictionby Exampleworth Inventley Dummyfield Pretendham"
    " Imaginer Specimenson Madeupwell Notrealby Fauxley Storyborough Draftwell Rehearsalby Trialworth"
    " Prototypeson Demofield Patternby Makebelieve Mockingway Testwick Samplewell Exampleton Inventhorpe"
    " Pretendly Figmentson Fictonby Fictionwala Dummerby Placeholme Templatewood Trialby Mocklesby"
)
_ENGLISH_BOYS = tuple(
    [
        "Testan",
        "Demory",
        "Samplin",
        "Figmund",
        "Draftley",
        "Inventus",
        "Mockwell",
        "Protus",
        "Examplin",
        "Trialan",
        "Fictor",
        "Pretendry",
        "Storyan",
        "Templin",
        "Modelan",
        "Rehearsel",
        "Patternel",
        "Dummond",
        "Imagin",
        "Specimund",
        "Testopher",
        "Samplewin",
        "Demolas",
        "Mockrick",
        "Fabulan",
        "Tryston",
        "Exemplar",
        "Inventon",
        "Mockley",
        "Draftan",
    ]
)
_ENGLISH_GIRLS = tuple(
    [
        "Testina",
        "Demolly",
        "Samplia",
        "Figmentia",
        "Drafta",
        "Inventa",
        "Mockina",
        "Prototia",
        "Exampla",
        "Trialia",
        "Fictina",
        "Pretenda",
        "Storya",
        "Templina",
        "Modelia",
        "Rehearsa",
        "Patternia",
        "Dummelia",
        "Imagina",
        "Specimena",
        "Testabel",
        "Samplette",
        "Demoria",
        "Mockabel",
        "Fabulina",
        "Tryssa",
        "Exempla",
        "Inventia",
        "Mocklyn",
        "Draftabel",
    ]
)

ENGLISH: Final = Culture(
    key="english", language="English", ethnicities=("WBRI",), weight=580,
    boys=_ENGLISH_BOYS, girls=_ENGLISH_GIRLS, surnames=_ENGLISH_SURNAMES,
)  # fmt: skip

WELSH: Final = Culture(
    key="welsh", language="Welsh", ethnicities=("WBRI",), weight=25,
    boys=("Samplwyn", "Ffugwyn", "Enghreifftan", "Profwyn", "Dychmygwr"),
    girls=("Samplwen", "Ffugwen", "Enghreifftwen", "Profwen", "Dychmygwen"),
    surnames=_same("Enghraifft Dychmygol Ffugiol Samplwr Profiadur"),
)  # fmt: skip

OTHERS: Final[tuple[Culture, ...]] = (
    Culture(
        key="polish", language="Polish", ethnicities=("WOTH",), weight=55, interpreter_percent=35,
        boys=("Testosław", "Próbisław", "Przykładek", "Zmyślimir", "Wzorosław", "Szkicomir"),
        girls=("Testosława", "Próbisława", "Przykładka", "Zmyślina", "Wzorosława", "Szkicowita"),
        surnames=_pairs(
            "Inventowski/Inventowska Próbkowski/Próbkowska Przykładowski/Przykładowska"
            " Zmyślański/Zmyślańska Wzorcowski/Wzorcowska Fikcyjewski/Fikcyjewska"
        ),
    ),
    Culture(
        key="romanian", language="Romanian", ethnicities=("WOTH",), weight=45, interpreter_percent=40,
        boys=("Testian", "Exempluț", "Probănel", "Fictivian", "Șablonel"),
        girls=("Testiana", "Exempluța", "Probița", "Fictiviana", "Șablonica"),
        surnames=_same("Demoescu Exemplescu Probănescu Inventeanu Fictivescu Șablonescu Închipuitu"),
    ),
    Culture(
        key="urdu", language="Urdu", ethnicities=("APKN",), weight=85, interpreter_percent=25,
        boys=("Misaal", "Khayaal", "Azmaish", "Khaaka", "Tajruba"),
        girls=("Misaala", "Khayaali", "Kahani", "Tasveera", "Afsana-Test"),
        surnames=_same("Namoona Farzi Afsanvi Khayalpuri Misaalwala"),
        script_language="ur",
        script={
            "Misaal": "مثال", "Khayaal": "خیال", "Azmaish": "آزمائش", "Khaaka": "خاکہ", "Tajruba": "تجربہ",
            "Misaala": "مثالہ", "Khayaali": "خیالی", "Kahani": "کہانی", "Tasveera": "تصویرہ",
            "Afsana-Test": "افسانہ", "Namoona": "نمونہ", "Farzi": "فرضی", "Afsanvi": "افسانوی",
            "Khayalpuri": "خیال پوری", "Misaalwala": "مثال والا",
        },
    ),
    Culture(
        key="punjabi", language="Punjabi", ethnicities=("AIND",), weight=40, interpreter_percent=20,
        boys=("Namoonjit", "Kalpanjit", "Misaldeep", "Khiaalpreet"),
        girls=("Namoonpreet", "Kalpandeep", "Misaljot", "Khiaaljit"),
        surnames=_same("Namoonewala Kalpanik Farzewal Misalpuri"),
        script_language="pa",
        script={
            "Namoonjit": "ਨਮੂਨਜੀਤ", "Kalpanjit": "ਕਲਪਨਜੀਤ", "Misaldeep": "ਮਿਸਾਲਦੀਪ", "Khiaalpreet": "ਖ਼ਿਆਲਪ੍ਰੀਤ",
            "Namoonpreet": "ਨਮੂਨਪ੍ਰੀਤ", "Kalpandeep": "ਕਲਪਨਦੀਪ", "Misaljot": "ਮਿਸਾਲਜੋਤ", "Khiaaljit": "ਖ਼ਿਆਲਜੀਤ",
            "Namoonewala": "ਨਮੂਨਾ", "Kalpanik": "ਕਾਲਪਨਿਕ", "Farzewal": "ਫ਼ਰਜ਼ੀ", "Misalpuri": "ਮਿਸਾਲਪੁਰੀ",
        },
    ),
    Culture(
        key="yoruba", language="Yoruba", ethnicities=("BAFR",), weight=35, interpreter_percent=5,
        boys=("Àpẹẹrẹ", "Ìdánwò", "Àròsọ"), girls=("Àwòṣe", "Àbájọ-Test", "Ìtàn"),
        surnames=_same("Apẹẹrẹlá Ìdánwòpọ̀ Aròsọtán Olùdánwòwí"),
    ),
    Culture(
        key="somali", language="Somali", ethnicities=("BAFR",), weight=20, interpreter_percent=45,
        boys=("Tusaalan", "Tijaabe"), girls=("Tusaala", "Tijaaba"),
        surnames=_same("Tusaale Tijaabo Malaysan Sheekeeye"),
    ),
    Culture(
        key="bengali", language="Bengali", ethnicities=("ABAN",), weight=18, interpreter_percent=30,
        boys=("Namunul", "Kalponik"), girls=("Namuna", "Kalponika"), surnames=_same("Udahoron Kalpanawal Namunadar"),
    ),
    Culture(
        key="caribbean", language="English", ethnicities=("BCRB", "MWBC"), weight=50,
        boys=_ENGLISH_BOYS, girls=_ENGLISH_GIRLS, surnames=_same("Samplebrook Testingham Modelworthy Storybright"),
    ),
    Culture(
        key="mixed", language="English", ethnicities=("MWBA", "MWAS", "MOTH"), weight=55,
        boys=_ENGLISH_BOYS, girls=_ENGLISH_GIRLS, surnames=_same("Examplari Testopoulos Mockanda Inventique"),
    ),
    Culture(
        key="ukrainian", language="Ukrainian", ethnicities=("WOTH",), weight=15, interpreter_percent=60,
        boys=("Zrazkomyr", "Testoslav"), girls=("Zrazkomyra", "Testoslava"),
        surnames=_pairs("Prykladenko/Prykladenko Vyhadanskyi/Vyhadanska Zrazkovyi/Zrazkova"),
    ),
    Culture(
        key="portuguese", language="Portuguese", ethnicities=("WOTH",), weight=15, interpreter_percent=30,
        boys=("Exemplário", "Ensaião"), girls=("Exemplária", "Ficçãozinha"),
        surnames=_same("Fictício Exemplares Inventado"),
    ),
    Culture(
        key="irish", language="English", ethnicities=("WIRI", "WIRT", "WROM"), weight=22,
        boys=("Samplán", "Triailín"), girls=("Samplaín", "Triaileen"), surnames=_same("O'Sampla McFicsean Ní-Triail"),
    ),
    Culture(
        key="chinese", language="Cantonese", ethnicities=("CHNE",), weight=6, interpreter_percent=40,
        boys=("Yangben", "Moxing"), girls=("Shili", "Xugou"), surnames=_same("Jiashe Muban"),
    ),
    Culture(
        key="arabic", language="Arabic", ethnicities=("OOTH", "REFU", "NOBT"), weight=20, interpreter_percent=50,
        boys=("Mithali", "Tajribi"), girls=("Mithala", "Tajriba"), surnames=_same("Al-Mithal Al-Namudhaj Al-Khayali"),
    ),
)  # fmt: skip

COUNTY: Final = "Wendleshire"
SITE_NAMES: Final = ("Aylmere", "Wyckbourne", "Amberholt")
VILLAGES: Final = (
    ("Aylmere", "Little Aylmere", "Pretendon", "Samplebury"),
    ("Wyckbourne", "Wyckbourne Mock", "Exampleford", "Testwick Green"),
    ("Amberholt", "Amberholt Parva", "Fictonbury", "Draft Cross"),
)
STREETS: Final = (
    "Specimen Street", "Sample Row", "Placeholder Place", "Mock Lane", "Example Avenue", "Dummy Drive",
    "Fictional Close", "Pretend Way", "Invented Crescent", "Imaginary Hill", "Rehearsal Road", "Demo Gardens",
    "Draft Court", "Trial Terrace", "Prototype Park", "Makebelieve Mews", "Pattern Parade", "Template Walk",
)  # fmt: skip
SCHOOL_NAMES: Final = (
    "{place} Specimen Primary School", "{place} Sample Infant and Junior School", "St Example's Primary, {place}",
    "{place} Imaginary Academy", "{place} Invented High School", "{place} Demo Special School",
    "{place} Pretend Nursery School",
)  # fmt: skip
