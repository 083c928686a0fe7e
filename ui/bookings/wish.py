"""The needs above the list of slots and what may be wished besides: chair, room, site, length; searches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.access.queries import StaffLine
from cpconf.diary.queries import RoomLine, SiteLine
from ui.bookings.sought import Sought
from ui.conferences.flow import Flow
from ui.kit.fields import ChoiceField, NumberField
from ui.kit.form import Form
from ui.kit.style import px
from ui.kit.words import Mark, words


class Wish(QWidget):
    """`narrowed`: another chair or room is wished of this search; `needs_changed`: site or length of the request."""

    narrowed = Signal()
    needs_changed = Signal(str)  # the name of the need: site_wanted_id or length_minutes

    def __init__(self) -> None:
        super().__init__()
        self.line = words("", "soft")
        self._chips = QWidget()
        self._chips.setAccessibleName("Needs")
        self._flow = Flow(self._chips, gap=6)
        self.form = Form(columns=4)
        self.form.add("chair_id", "C&hair", ChoiceField(none="Any", search=True))
        self.form.add("room_id", "&Room", ChoiceField(none="Any", search=True))
        self.form.add("site_wanted_id", "&Site", ChoiceField(none="Any", search=True))
        self.form.add("length_minutes", "&Minutes", NumberField(least=30, most=480))
        self.form.edited.connect(self._edited)
        self.form.field("length_minutes").editingFinished.connect(self._length)
        self._length_was: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.line)
        column.addWidget(self._chips)
        column.addWidget(self.form)

    def show_sought(self, sought: Sought) -> None:
        """The needs, and the wish as the request has it."""
        self.line.setText(sought.words())
        while (item := self._flow.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for text, tone in sought.chips():
            self._flow.addWidget(Mark(text, tone))
        self._chips.setVisible(bool(sought.chips()))
        self._chips.updateGeometry()
        for name in ("site_wanted_id", "length_minutes"):
            self.form.show_field(name, sought.request is not None)
        self._length_was = sought.minutes
        if not self.form.field("length_minutes").hasFocus():
            self.form.fill(length_minutes=sought.minutes)
        self.form.fill(site_wanted_id=sought.site_id)

    def offer(self, chairs: Iterable[StaffLine], rooms: Iterable[RoomLine], sites: Iterable[SiteLine]) -> None:
        """What may be chosen."""
        self.form.field("chair_id").set_choices((line.id, line.name) for line in chairs)
        self.form.field("room_id").set_choices(
            (line.id, f"{line.name}, {line.site} · {line.capacity} seats") for line in rooms
        )
        self.form.field("site_wanted_id").set_choices((line.id, line.name) for line in sites)

    def narrow(self, **wished: Any) -> None:
        """Wish this chair or room."""
        self.form.fill(**wished)
        self.narrowed.emit()

    def chosen(self) -> dict[str, Any]:
        """The chair and the room that are wished, where there are any."""
        named = {name: self.form.value(name) for name in ("chair_id", "room_id")}
        return {name: value for name, value in named.items() if value is not None}

    def widest(self) -> None:
        """Any chair, any room again."""
        self.form.fill(chair_id=None, room_id=None)

    def _edited(self, name: str) -> None:
        if name in ("chair_id", "room_id"):
            self.narrowed.emit()
        elif name == "site_wanted_id":
            self.needs_changed.emit(name)

    def _length(self) -> None:
        values = self.form.read()
        if values is not None and values["length_minutes"] not in (None, self._length_was):
            self._length_was = values["length_minutes"]
            self.needs_changed.emit("length_minutes")
