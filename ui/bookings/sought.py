"""What slots are looked for: a request that waits, or a conference that moves; asks and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cpconf.bookings.queries import ConferenceLine, ConferenceSheet, RequestLine, RequestSheet
from cpconf.bookings.rules import COMING_STATES, KIND_SHORT, KIND_WORDS, MODE_WORDS, STATE_WORDS, ConferenceKind
from cpconf.diary.rules import SiteId
from ui.bookings.words import moment
from ui.kit.dates import show_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """`conference`: the one that is to move; None for a request that is being booked. At least one is given."""

    request: RequestSheet | None = None
    conference: ConferenceSheet | None = None

    @property
    def family(self) -> str:
        return self._line.family

    @property
    def kind(self) -> ConferenceKind:
        return self._line.kind

    @property
    def due_on(self) -> date:
        return self._line.due_on

    @property
    def held(self) -> ConferenceLine | None:
        return None if self.request is None else self.request.line.held

    @property
    def minutes(self) -> int | None:
        return None if self.request is None else self.request.length_minutes

    @property
    def site_id(self) -> SiteId | None:
        return None if self.request is None else self.request.site_wanted_id

    @property
    def reconvenes(self) -> bool:
        """Whether the conference was begun or called and did not come to its end: it has a limit of its own."""
        return self.conference is not None and self.conference.line.state not in COMING_STATES

    @property
    def title(self) -> str:
        verb = "Find a slot" if self.conference is None else "Reconvene" if self.reconvenes else "Move"
        return f"{verb}: {self.family}"

    def words(self) -> str:
        """Kind, children and clock in one line."""
        children = ", ".join(child.name for child in self._line.children)
        return " · ".join((KIND_WORDS[self.kind], children, *self._clock()))

    def _clock(self) -> tuple[str, ...]:
        if self.conference is not None:
            line = self.conference.line
            state = "now on" if line.state in COMING_STATES else f"{STATE_WORDS[line.state].lower()} on"
            again = self.conference.reconvene_by
            limit = f"to be held by {show_date(line.due_on)}" if again is None else f"again by {show_date(again)}"
            return (f"{state} {moment(line.starts_at)}", limit)
        if self.request is None:
            return ()
        counted = f"counted from {show_date(self.request.counted_from_on)}"
        return (f"{counted}, to be held by {show_date(self.due_on)}",)

    def chips(self) -> tuple[tuple[str, str], ...]:
        """Each need as word and tone, the weightiest first."""
        if self.request is None:
            line = self._line
            mode = MODE_WORDS[self.conference.line.mode] if self.conference is not None else ""
            return ((KIND_SHORT[line.kind], "note"), *(((mode, "plain"),) if mode else ()))
        line, sheet = self.request.line, self.request
        needs = tuple((need, "late" if need.startswith("Urgent") else "note") for need in line.needs)
        people = tuple((name, "note") for _id, name in line.people)
        return (*needs, *people, (f"{sheet.seats} seats", "plain"))

    @property
    def _line(self) -> ConferenceLine | RequestLine:
        if self.conference is not None:
            return self.conference.line
        if self.request is not None:
            return self.request.line
        raise ValueError("neither a request nor a conference")
