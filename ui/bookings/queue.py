"""The list of requests that wait: its columns, and what stands there when nobody waits; asks and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cpconf.bookings.queries import RequestLine
from cpconf.bookings.rules import KIND_SHORT
from ui.bookings.words import children_words, completeness_state, days_state
from ui.kit.fields import TickField
from ui.kit.frame import Frame
from ui.kit.panels import EmptyState
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column


class Queue(SnapshotTable[RequestLine]):
    """`booked` stands in the bar: whether requests that are booked are listed too."""

    def __init__(self, frame: Frame, booked: TickField, new_request: Callable[[], object]) -> None:
        empty = EmptyState(
            "No requests are waiting",
            "When a social worker asks for a conference, record it here: the target date is worked out at once.",
            picture="requests",
            act="&New request",
            run=new_request,
        )
        super().__init__(
            "Requests",
            columns(frame.now),
            key=lambda line: line.id,
            empty=empty,
            memory=frame.memory,
            ask=frame.ask,
        )
        self.bar.insertWidget(2, booked)


def columns(now: Callable[[], datetime]) -> tuple[Column[RequestLine], ...]:
    """What the list tells of each request; `now` gives the instant by which a hold has lapsed."""
    return (
        Column(key="days", title="Target", value=days_state, sort=lambda line: line.days_left, width=124),
        Column(key="family", title="Family", value=lambda line: line.family, width=112),
        Column(key="children", title="Children", value=children_words, hint=children_words),
        Column(key="kind", title="Kind", value=lambda line: KIND_SHORT[line.kind], width=86),
        Column(
            key="complete",
            title="Request",
            value=lambda line: completeness_state(line, now()),
            sort=lambda line: len(line.missing),
            width=190,
        ),
        Column(key="due", title="Target date", value=lambda line: line.due_on, width=100),
        Column(key="site", title="Site wanted", value=lambda line: line.site_wanted, width=120, hidden=True),
        Column(key="worker", title="Social worker", value=lambda line: line.social_worker, width=150, hidden=True),
        Column(key="received", title="Received", value=lambda line: line.received_at.date(), width=110, hidden=True),
    )
