"""Pieces laid onto pages: headings stay with what follows, header rows come again; knows nothing of what pieces say."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from cpconf.paper.flows import Break, Flow


@dataclass(slots=True)
class Page:
    """One page's pieces, each with the distance of its top from the top of the body, in points."""

    placed: list[tuple[Flow, float]] = field(default_factory=list)


def paginate(flows: Sequence[Flow], room: float) -> list[Page]:
    """Pages of at most `room` points each; at least one page."""
    return _Pagination(flows, room).run()


class _Pagination:
    def __init__(self, flows: Sequence[Flow], room: float) -> None:
        self._waiting = deque(flows)
        self._room = room
        self._pages = [Page()]
        self._used = 0.0
        self._after = 0.0

    def run(self) -> list[Page]:
        while self._waiting:
            flow = self._waiting.popleft()
            if isinstance(flow, Break):
                self._turn()
                continue
            self._repeat_header(flow)
            gap = max(self._after, flow.before) if self._is_begun else 0.0
            left = self._room - self._used - gap
            if self._is_begun and self._least(flow) > left + 0.01:
                self._turn()
                self._waiting.appendleft(flow)
            elif flow.height <= left + 0.01:
                self._place(flow, gap)
            else:
                self._part(flow, gap, left)
        return self._pages

    @property
    def _is_begun(self) -> bool:
        return any(not getattr(flow, "is_repeated", False) for flow, _ in self._pages[-1].placed)

    def _turn(self) -> None:
        if self._pages[-1].placed:
            self._pages.append(Page())
        self._used = self._after = 0.0

    def _place(self, flow: Flow, gap: float) -> None:
        self._pages[-1].placed.append((flow, self._used + gap))
        self._used += gap + flow.height
        self._after = flow.after

    def _part(self, flow: Flow, gap: float, left: float) -> None:
        parts = flow.split(left)
        if parts is None:  # not even one line: it stands alone and runs over the foot rather than vanish
            self._place(flow, gap)
            return
        self._place(parts[0], gap)
        self._turn()
        self._waiting.appendleft(parts[1])

    def _repeat_header(self, flow: Flow) -> None:
        if flow.repeat is not None and not self._pages[-1].placed:
            self._place(flow.repeat.repeated(), 0.0)

    def _least(self, flow: Flow) -> float:
        """The height that must be free for `flow` to begin here: with all that it is tied to."""
        least, last = 0.0, flow
        following = iter(self._waiting)
        while last.keep_next:
            follower = next(following, None)
            if follower is None or isinstance(follower, Break):
                break
            least += last.height + max(last.after, follower.before)
            last = follower
        least += min(last.lead, last.height)
        return least if least <= self._room else min(flow.lead, flow.height)
