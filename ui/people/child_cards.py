"""The parts of a child's page; each shows one piece of the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cpconf.bookings.queries import ConferenceLine
from cpconf.bookings.rules import KIND_SHORT, STATE_WORDS
from cpconf.people.queries import AddressLine, AdultLine, ChildSheet
from cpconf.people.rules import ETHNICITY_WORDS, AdultId, ChildId
from cpconf.plans.draft import PlanLine
from cpconf.plans.rules import CATEGORY_WORDS
from ui.kit.dates import show_date, show_time
from ui.kit.frame import Frame
from ui.kit.panels import Card
from ui.kit.style import px
from ui.kit.words import button, words
from ui.people import child_acts

if TYPE_CHECKING:
    from ui.people.child import ChildScreen


class HistoryCard(Card):
    """A card whose lines come later; `lines` makes widgets of what was asked for."""

    def __init__(self, heading: str, lines: Callable[[Any], list[QWidget]], nothing: str) -> None:
        super().__init__(heading)
        self._lines, self._nothing = lines, nothing

    def fill(self, rows: Sequence[Any]) -> None:
        """Show the rows, or what there is to say when there are none."""
        for part in self._lines(rows) or [words(self._nothing, "soft")]:
            self.add(part)
        self.body.addStretch(1)


def facts(pairs: Iterable[tuple[str, str]]) -> QWidget:
    """Names and values in two columns; empty values are left out."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate((name, value) for name, value in pairs if value):
        grid.addWidget(words(name, "soft", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        label = words(value)
        label.setAccessibleName(f"{name}: {value}")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label, row, 1)
    return sheet


def row_of(*parts: QWidget) -> QWidget:
    """Parts side by side from the left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return row


def facts_card(sheet: ChildSheet) -> Card:
    """Who the child is."""
    child = sheet.child
    disability = {True: ", ".join(sheet.disabilities) or "Yes", False: "None", None: "Not known"}[sheet.disabled]
    return Card(
        "Who",
        facts(
            (
                ("Known as", sheet.known_as or ""),
                ("Born", show_date(child.born_on) if child.born_on else ""),
                ("Expected", show_date(child.expected_on) if child.expected_on else ""),
                ("Sex", {"M": "Male", "F": "Female", "U": "Not known"}[child.sex]),
                ("Ethnicity", ETHNICITY_WORDS[sheet.ethnicity]),
                ("Disability", disability),
                ("Language", sheet.first_language or ""),
                ("Religion", sheet.religion or ""),
                ("NHS number", sheet.nhs_number or ""),
                ("School", sheet.school or ""),
                ("GP", sheet.gp or ""),
                ("Legal status", sheet.legal_status or ""),
                ("Team", child.team or ""),
                ("Social worker", child.worker or ""),
            )
        ),
    )


def siblings_card(screen: ChildScreen, sheet: ChildSheet) -> Card:
    """Sisters and brothers, each a way to their page."""
    card = Card("Family")
    if sheet.child.family_id is None:
        card.add(words("This child is not in a family yet. A conference concerns children of one family.", "soft"))
        make = button("New &family …", lambda: child_acts.new_family(screen), picture="add")
        join = button("&Join a family …", lambda: child_acts.join(screen), picture="forward")
        card.add(row_of(make, join))
        return card
    if not sheet.siblings:
        card.add(words("No sisters or brothers are known.", "soft"))
    for line in sheet.siblings:
        state = "on a plan" if line.on_plan else "no plan"
        born = line.born_on or line.expected_on
        text = f"{line.name} · {show_date(born) if born else ''} · {state}"
        card.add(row_of(button(text, partial(screen.frame.open_screen, "child", child_id=line.id), role="quiet")))
    return card


def adults_card(screen: ChildScreen, sheet: ChildSheet) -> Card:
    """Significant adults and professionals."""
    card = Card("Adults and professionals")
    pairs = [(adult.name, _adult_words(adult, sheet)) for adult in sheet.adults]
    pairs += [
        (one.name, ", ".join(part for part in (one.role or one.job_title, one.agency) if part))
        for one in sheet.professionals
    ]
    if pairs:
        card.add(facts(pairs))
    if not sheet.adults and not sheet.professionals:
        card.add(words("Nobody is recorded yet: invitations start from here.", "soft"))
    if sheet.child.family_id is not None:
        more = button("Add &adult …", lambda: child_acts.add_family_adult(screen), picture="add")
        known = button("Add pro&fessional …", lambda: child_acts.involve_professional(screen), picture="add")
        new = button("Professional not &listed …", lambda: child_acts.new_professional(screen))
        card.add(row_of(more, known, new))
    return card


def _adult_words(adult: AdultLine, sheet: ChildSheet) -> str:
    relation = next((pair for pair in adult.relations if pair[0] == sheet.child.id), None)
    told = [relation[1] if relation else "adult of the family"]
    told += ["parental responsibility"] if relation and relation[2] else []
    told += ["in the household"] if adult.in_household else []
    told += [f"interpreter: {adult.interpreter_language}"] if adult.interpreter_language else []
    return ", ".join(told)


def places_card(screen: ChildScreen, sheet: ChildSheet) -> Card:
    """Addresses; those that are withheld show only that."""
    card = Card("Addresses")
    adults = {adult.id: adult.name for adult in sheet.adults}
    children = {child.id: child.name for child in (sheet.child, *sheet.siblings)}
    if sheet.addresses:
        card.add(facts((_place_words(line, adults, children), line.words) for line in sheet.addresses))
    if not sheet.addresses:
        card.add(words("No address is recorded.", "soft"))
    card.add(row_of(button("Add a&ddress …", lambda: child_acts.add_child_address(screen), picture="add")))
    return card


def _place_words(line: AddressLine, adults: dict[AdultId, str], children: dict[ChildId, str]) -> str:
    until = f" until {show_date(line.until_on)}" if line.until_on else ""
    name = children[line.child_id] if line.child_id is not None else adults.get(line.adult_id or AdultId(0), "Adult")
    return f"{name}, from {show_date(line.from_on)}{until}"


def plans_card() -> HistoryCard:
    """The child's plans, newest first."""

    def lines(rows: Sequence[PlanLine]) -> list[QWidget]:
        return [
            facts(
                (
                    (
                        f"From {show_date(plan.started_on)}"
                        + (f" to {show_date(plan.ended_on)}" if plan.ended_on else ""),
                        CATEGORY_WORDS[plan.latest_category]
                        + (", recorded in error" if plan.in_error else "" if plan.ended_on else ", open")
                        + (
                            f", review due by {show_date(plan.next_review_due_on)}"
                            if plan.next_review_due_on and not plan.ended_on
                            else ""
                        ),
                    ),
                )
            )
            for plan in rows
        ]

    return HistoryCard("Plans", lines, "No plan with this authority.")


def conferences_card(frame: Frame) -> HistoryCard:
    """The child's conferences, newest first, each a way to its page."""

    def lines(rows: Sequence[ConferenceLine]) -> list[QWidget]:
        return [
            row_of(
                button(
                    f"{show_date(line.starts_at.date())} {show_time(line.starts_at.time())} · {KIND_SHORT[line.kind]}"
                    f" · {line.reference} · {STATE_WORDS[line.state]}",
                    partial(frame.open_screen, "conference", conference_id=line.id),
                    role="quiet",
                )
            )
            for line in rows
        ]

    return HistoryCard("Conferences", lines, "No conference yet.")
