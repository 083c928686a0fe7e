"""The few styles, colours and measures (in points) that make every paper look alike; knows no subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
MARGIN_LEFT = MARGIN_RIGHT = 54.0
MARGIN_TOP, MARGIN_BOTTOM = 74.0, 66.0
BODY_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
BODY_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

INK: Colour = (0.10, 0.11, 0.13)
QUIET: Colour = (0.33, 0.36, 0.40)  # 7:1 on white
ACCENT: Colour = (0.09, 0.27, 0.42)
HAIRLINE: Colour = (0.76, 0.79, 0.82)
TINT: Colour = (0.935, 0.95, 0.965)
WARM_TINT: Colour = (0.985, 0.955, 0.90)


@dataclass(frozen=True, slots=True)
class Panel:
    """A tinted ground behind a text, with a bar in `bar` at its left."""

    ground: Colour
    bar: Colour
    padding: float = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set. `before` and `after` are the least gaps to its neighbours; the larger of two wins."""

    size: float = 10.5
    leading: float = 15.0
    strong: bool = False
    slanted: bool = False
    colour: Colour = INK
    before: float = 0.0
    after: float = 6.0
    indent: float = 0.0
    keep_next: bool = False
    panel: Panel | None = None


BODY = Style()
INTRO = Style(keep_next=True)  # a sentence that belongs to the table or list after it
QUIET_BODY = Style(colour=QUIET)
LEAD = Style(size=12.0, leading=17.0, colour=QUIET, after=14.0)
CELL = Style(leading=14.0, after=4.0)
CELL_HEAD = Style(size=10.5, leading=14.0, strong=True, colour=ACCENT, after=3.0)
SPEAKER = Style(strong=True, before=6.0, after=1.0, keep_next=True)
LABEL = Style(strong=True, colour=ACCENT, before=4.0, after=2.0, keep_next=True)
NOTICE = Style(before=4.0, after=10.0, panel=Panel(TINT, ACCENT))
WARNING = Style(before=4.0, after=10.0, panel=Panel(WARM_TINT, (0.72, 0.42, 0.05)))
HEADINGS = (
    Style(size=22.0, leading=28.0, strong=True, colour=ACCENT, after=4.0, keep_next=True),
    Style(size=15.0, leading=20.0, strong=True, colour=ACCENT, before=20.0, after=6.0, keep_next=True),
    Style(size=12.0, leading=16.5, strong=True, colour=INK, before=12.0, after=4.0, keep_next=True),
)
RUNNING = Style(size=9.0, leading=12.0, colour=QUIET, after=0.0)
RUNNING_STRONG = replace(RUNNING, strong=True, colour=INK)
