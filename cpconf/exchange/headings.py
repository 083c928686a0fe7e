"""The columns of Annex A lists 5 and 7 and how their headings are spelled; finds the heading row, reads no child."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cpconf.refusals import Refusal

HEADING_ROWS: Final = 20  # titles and notes stand above the headings in at most this many rows
LIKELY: Final = 4  # known headings that make a row the heading row


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: our key, Ofsted's heading (August 2019), a pattern over the heading's plain words; an import can do
    without it unless `needed`."""

    key: str
    title: str
    pattern: re.Pattern[str]
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One list of Annex A: its number, what a row of it is called, its columns."""

    number: int
    called: str
    columns: tuple[Column, ...]

    def title(self, key: str) -> str:
        """Ofsted's heading of a column."""
        return next(column.title for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where the headings stand: their row, the place (0 = A) of each column found, the keys of those not found."""

    row: int
    places: Mapping[str, int]
    missing: tuple[str, ...]


def _column(key: str, title: str, pattern: str, *, needed: bool = True) -> Column:
    return Column(key=key, title=title, pattern=re.compile(pattern), needed=needed)


_ID = (
    r"(?:(?:la ?)?child ?(?:unique ?)?|unique (?:child )?|person |client )"
    r"(?:id|identifier|identity|reference)(?: number| no)?"
)
_CP = "(?:child protection|cp)"
_CHILD: Final = (
    _column("la_child_id", "Child Unique ID", _ID),
    _column("sex", "Gender", r"gender|sex|(?:gender|sex) (?:of|current).*"),  # renamed Sex in 2026
    _column("ethnicity", "Ethnicity", r"ethnicity.*|ethnic (?:origin|group|code)"),
    _column("birth", "Date of Birth", r"(?:expected )?(?:date of birth|birth date|d ?o ?b|date birth).*"),
    _column("age", "Age of Child (Years)", r"age(?: of (?:the )?child)?(?: in)?(?: years)?", needed=False),
    _column(
        "disabled",
        "Does the Child have a Disability",
        r"(?:does the )?(?:child )?(?:have a |has a )?disabilit.*|disabled",
    ),
)
_STAFF: Final = (
    _column("team", "Allocated Team", r"(?:allocated |current )?team(?: name)?"),
    _column("worker", "Allocated Worker", r"(?:allocated |current )?(?:case |social )?worker(?: name)?"),
)

ENQUIRIES: Final = Layout(
    number=5,
    called="section 47 enquiry",
    columns=(
        *_CHILD,
        _column(
            "strategy_on",
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            r"(?:date of )?strategy discussion.*|section 47(?: enquiry)? start date",
        ),
        _column(
            "unnecessary",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            rf"was (?:an |the )?(?:initial {_CP} conference|icpc) (?:deemed )?unnecessary.*|icpc not required",
        ),
        _column(
            "icpc_on",
            "Date of Initial Child Protection Conference",
            rf"date of (?:the )?(?:initial {_CP} conference|icpc|initial cpc)|icpc date",
        ),
        _column(
            "resulted",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            rf"did (?:the |an )?(?:initial {_CP} conference|icpc) result in (?:a )?(?:{_CP} plan|cpp).*",
        ),
        _column(
            "enquiries",
            "Number of Section 47 Enquiries in the last 12 months",
            r"(?:number|no) of section 47.*",
            needed=False,
        ),
        _column("icpcs", "Number of ICPCs in the last 12 months", r"(?:number|no) of (?:icpc|initial).*", needed=False),
        *_STAFF,
    ),
)
PLANS: Final = Layout(
    number=7,
    called="child protection plan",
    columns=(
        *_CHILD,
        _column(
            "start_on", "Child Protection Plan Start Date", rf"(?:date )?(?:{_CP} plan|cpp) start(?:ed)?(?: date)?"
        ),
        _column("initial", "Initial Category of Abuse", r"initial category(?: of abuse)?"),
        _column("latest", "Latest Category of Abuse", r"(?:latest|current) category(?: of abuse)?"),
        _column(
            "visit_on",
            "Date of the Last Statutory Visit",
            r"date of (?:the )?(?:last|latest) (?:statutory |cp )?visit|last (?:statutory )?visit(?: date)?",
        ),
        _column("seen_alone", "Was the Child Seen Alone?", r"(?:was )?(?:the )?child seen alone.*"),
        _column(
            "review_on",
            "Date of latest review conference",
            rf"date of (?:the )?(?:latest|last) (?:{_CP} )?review(?: (?:{_CP} )?conference)?|latest review date",
        ),
        _column("end_on", "Child Protection Plan End Date", rf"(?:date )?(?:{_CP} plan|cpp) end(?:ed)?(?: date)?"),
        _column(
            "order",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            r"subject to (?:an )?(?:emergency protection order|epo).*",
            needed=False,
        ),
        _column(
            "previous",
            "Number of Previous Child Protection Plans",
            rf"(?:number|no) of previous (?:{_CP} plan|cpp)s?",
        ),
        *_STAFF,
    ),
)

_SHEET = re.compile(r"(?:annex a )?list ?0*(5|7)(?: .*)?")


def choose_sheets(names: list[str]) -> tuple[str, str]:
    """The sheets of lists 5 and 7 ("List 5", "List_7", "LIST 7 - Child protection"). Refuses none or two of either."""
    found: dict[int, list[str]] = {5: [], 7: []}
    for name in names:
        match = _SHEET.fullmatch(plain(name))
        if match:
            found[int(match.group(1))].append(name)
    lacking = [f"list {number}" for number, sheets in found.items() if not sheets]
    if lacking:
        raise Refusal(
            f"The workbook has no sheet for {' and '.join(lacking)}. An Annex A has sheets named "
            "“List 5” and “List 7”; rename the sheets or choose another file.",
            field="file",
        )
    for number, sheets in found.items():
        if len(sheets) > 1:
            raise Refusal(
                f"The workbook has {len(sheets)} sheets for list {number} (“{sheets[0]}”, “{sheets[1]}”). "
                "Rename or delete those that should not be imported.",
                field="file",
            )
    return found[5][0], found[7][0]


def plain(words: object) -> str:
    """Lower-case words and numbers with single blanks: how headings and sheet names are compared."""
    line = unicodedata.normalize("NFKC", "" if words is None else str(words)).casefold()
    line = re.sub(r"([a-z])'([a-z])", r"\1\2", line)
    return " ".join(re.findall(r"[a-z]+|[0-9]+", re.sub(r"\bs(?:ection|ec)?[ .]*47s?\b", "section 47", line)))


def find_headings(sheet: str, rows: Iterable[tuple[int, tuple[object, ...]]], layout: Layout) -> Headings:
    """The heading row among the first rows; consumes them. Refuses none, a needed column missing, a column twice."""
    for number, cells in rows:
        if number > HEADING_ROWS:
            break
        keys = [_key(cell, layout) for cell in cells]
        known = [key for key in keys if key is not None]
        if len(set(known)) < LIKELY:
            continue
        _refuse_doubles(sheet, number, known, layout)
        return _headings(sheet, number, keys, layout)
    raise Refusal(
        f"Sheet “{sheet}” has no row of headings in its first {HEADING_ROWS} rows. The row that begins with "
        "“Child Unique ID” must stand above the children.",
        field="file",
    )


def _key(cell: object, layout: Layout) -> str | None:
    words = plain(cell) if isinstance(cell, str) else ""
    return next((column.key for column in layout.columns if words and column.pattern.fullmatch(words)), None)


def _refuse_doubles(sheet: str, row: int, known: list[str], layout: Layout) -> None:
    doubles = [layout.title(key) for key, times in Counter(known).items() if times > 1]
    if doubles:
        raise Refusal(
            f"Sheet “{sheet}”, row {row}, has two columns for “{doubles[0]}”. "
            "Delete the one that should not be imported.",
            field="file",
        )


def _headings(sheet: str, row: int, keys: list[str | None], layout: Layout) -> Headings:
    places = {key: place for place, key in enumerate(keys) if key is not None}
    lacking = [column for column in layout.columns if column.key not in places]
    needed = [f"“{column.title}”" for column in lacking if column.needed]
    if needed:
        raise Refusal(
            f"Sheet “{sheet}” has no column {', '.join(needed)}. Add the heading in row {row} as Annex A spells it.",
            field="file",
        )
    return Headings(row=row, places=places, missing=tuple(column.key for column in lacking))
