"""Which children a request concerns: one child leads to the family, every child of it is ticked; stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.bookings.queries import SimilarRequest
from cpconf.people.actions import add_family, join_family
from cpconf.people.queries import ChildLine, FamilySheet
from cpconf.people.rules import ChildId, FamilyId
from ui.bookings.request_side import similar_part
from ui.bookings.words import listed
from ui.kit.fields import ChoiceField, MultiChoiceField
from ui.kit.form import Form
from ui.kit.panels import Card
from ui.kit.screen import Screen
from ui.kit.words import button, words


class Considered(Card):
    """`chosen(child)` when another child was chosen, `ticked()` when the children of the family were."""

    def __init__(
        self,
        chosen: Callable[[ChildLine | None], object],
        ticked: Callable[[], object],
        make_family: Callable[[], object],
    ) -> None:
        self.child = ChoiceField(none="Type a name or number", search=True)
        self.who = Form()
        self.who.add("child", "&Child", self.child, required=True)
        super().__init__("Children", self.who)
        self.family: FamilySheet | None = None
        self.considered: MultiChoiceField | None = None
        self._children: dict[int, ChildLine] = {}
        self._wanted: int | None = None
        self._chosen, self._ticked, self._make_family = chosen, ticked, make_family
        self.child.edited.connect(self._choose)
        self._kin, self._similar = QVBoxLayout(), QVBoxLayout()
        self.body.addLayout(self._kin)
        self.body.addLayout(self._similar)
        self.body.addStretch(1)

    def ask_for(self, child_id: int | None) -> None:
        """Begin anew, with this child or with none."""
        self._wanted, self.family = child_id, None
        self.child.set_value(None)
        self.who.show()
        self.show_family(None)
        _clear(self._similar)

    def show_recorded(self, names: Sequence[str], clock: str) -> None:
        """The children of a recorded request, which do not change, and its clock."""
        self.who.hide()
        _clear(self._kin)
        self.considered = None
        self._kin.addWidget(words(listed(names)))
        self._kin.addWidget(words(clock, "soft"))
        mistaken = "Children and clock stay as recorded. What was mistaken is withdrawn and recorded anew."
        self._kin.addWidget(words(mistaken, "small"))

    def show_children(self, lines: Sequence[ChildLine]) -> None:
        """Everybody who may be chosen."""
        self._children = {line.id: line for line in lines}
        self.child.set_choices((line.id, f"{line.name} · {line.la_child_id}") for line in lines)
        if self._wanted is not None:
            self.child.set_value(self._wanted)
            self._wanted = None
        self._choose()

    def _choose(self) -> None:
        self._chosen(self._children.get(self.child.value() or 0))

    def show_family(self, family: FamilySheet | None, *, only: int | None = None) -> None:
        """Every child of the household with a tick; `only`: this one alone is ticked."""
        if family is not None and self.family == family and self.considered is not None:
            return
        self.family, self.considered = family, None
        _clear(self._kin)
        if family is not None:
            self._put_children(family, only)
        elif self._children.get(self.child.value() or 0) is not None:
            self._kin.addWidget(words("This child is not in a family yet.", "soft"))
            self._kin.addWidget(button("Make a famil&y for this child", self._make_family, picture="add"))

    def _put_children(self, family: FamilySheet, only: int | None) -> None:
        self._kin.addWidget(words(f"Family {family.name} · {family.reference}", "label"))
        self._kin.addWidget(words("Every child of the household is considered. Take out who is not.", "soft"))
        choices = [
            (child.id, f"{child.name} · on a plan" if child.on_plan else child.name) for child in family.children
        ]
        field = MultiChoiceField(choices, columns=1)
        field.set_value(child.id for child in family.children if only in (None, child.id))
        field.setAccessibleName("Children considered")
        field.edited.connect(self._ticked)
        self.considered = field
        self._kin.addWidget(field)

    def show_similar(self, found: Sequence[SimilarRequest], open_screen: Callable[..., object]) -> None:
        """Likely duplicates, under the children."""
        _clear(self._similar)
        if found:
            self._similar.addWidget(similar_part(found, open_screen))

    def considered_ids(self) -> tuple[ChildId, ...]:
        return () if self.considered is None else self.considered.value()

    def ready(self) -> bool:
        """Whether a child in a family is chosen; says what is wrong beside the field."""
        if self.who.read() is None:
            return False
        if self.family is None or self.considered is None:
            self.who.show_error("child", "Put this child into a family first.")
            return False
        return True

    def make_family(self, screen: Screen) -> None:
        """A family of this one child."""
        chosen = self._children[self.child.value()]

        def join(family_id: FamilyId) -> None:
            self._wanted = chosen.id
            screen.submit(join_family, child_id=chosen.id, family_id=family_id)

        screen.submit(add_family, name=chosen.name, then=join)


def _clear(place: Any) -> None:
    while (item := place.takeAt(0)) is not None:
        part: QWidget | None = item.widget()
        if part is not None:
            part.hide()
            part.deleteLater()
