from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cpconf.paper.blocks import Block, Bullets, Desk, Heading, NewPage, Table, Text
from cpconf.paper.flows import Row, SetText
from cpconf.paper.lines import Typesetter
from cpconf.paper.pagination import Page, paginate
from cpconf.paper.tagging import Node

ROOM = 400.0


def laid(*blocks: Block, room: float = ROOM) -> list[Page]:
    desk = Desk(Typesetter(), 300.0, Node("Document"))
    return paginate([flow for block in blocks for flow in block.lay(desk)], room)


def headings_at_foot(pages: list[Page]) -> list[int]:
    return [
        number
        for number, page in enumerate(pages[:-1])
        if page.placed and isinstance(page.placed[-1][0], SetText) and page.placed[-1][0].bookmark
    ]


@given(st.integers(min_value=1, max_value=60))
def test_a_heading_never_stands_alone_at_the_foot(lines: int) -> None:
    pages = laid(Heading(1, "Title"), Text("x\n" * lines), Heading(2, "Next"), Heading(3, "Deeper"), Text("y\n" * 5))
    assert headings_at_foot(pages) == []


@given(st.integers(min_value=1, max_value=60))
def test_a_heading_stays_with_the_first_row_of_its_table(lines: int) -> None:
    table = Table(("A", "B"), (1, 1), tuple((str(n), "text") for n in range(4)))
    pages = laid(Heading(1, "Title"), Text("x\n" * lines), Heading(2, "Table"), table)
    assert headings_at_foot(pages) == []
    for page in pages:
        assert not (isinstance(page.placed[-1][0], Row) and page.placed[-1][0].is_header)


def test_a_long_paragraph_runs_over_as_many_pages_as_it_needs() -> None:
    pages = laid(Text("word\n" * 79 + "word"))
    assert len(pages) == 4
    assert sum(len(flow.lines) for page in pages for flow, _ in page.placed if isinstance(flow, SetText)) == 80


def test_no_single_line_is_left_over() -> None:
    pages = laid(Text("\n".join("word" for _ in range(int(ROOM / 15.0) + 1))))
    (last,) = [flow for flow, _ in pages[-1].placed if isinstance(flow, SetText)]
    assert len(last.lines) == 2


def test_the_header_row_comes_again_on_every_page() -> None:
    table = Table(("A", "B"), (1, 1), tuple((str(n), "text") for n in range(60)))
    pages = laid(table)
    assert len(pages) > 2
    tops = [page.placed[0][0] for page in pages]
    assert all(isinstance(top, Row) and top.is_header for top in tops)
    assert [top.is_repeated for top in tops if isinstance(top, Row)] == [False] + [True] * (len(pages) - 1)


def test_a_row_taller_than_a_page_is_parted_and_loses_nothing() -> None:
    table = Table(("A", "B"), (1, 1), (("word\n" * 99 + "word", "short"), ("after", "after")))
    pages = laid(table)
    rows = [flow for page in pages for flow, _ in page.placed if isinstance(flow, Row) and not flow.is_header]
    assert sum(len(text.lines) for row in rows for text in row.cells[0].texts) == 101
    assert sum(len(text.lines) for row in rows for text in row.cells[1].texts) == 2


def test_pieces_never_run_over_the_foot() -> None:
    blocks: list[Block] = [Heading(1, "Title")]
    for number in range(30):
        blocks += [Heading(2, f"Part {number}"), Text("word " * (number * 13)), Bullets(("one", "two " * number))]
        blocks.append(Table(("A", "B"), (1, 2), tuple(("x " * n, "y " * n * number) for n in range(1, 5))))
    for page in laid(*blocks):
        assert max(top + flow.height for flow, top in page.placed) <= ROOM + 0.02


def test_pieces_never_overlap() -> None:
    for page in laid(Heading(1, "T"), Text("a " * 500), Table((), (1, 1), (("a", "b"),)), Text("c")):
        ends = [(top, top + flow.height) for flow, top in page.placed]
        assert all(this[1] <= following[0] + 0.01 for this, following in pairwise(ends))


def test_a_new_page_begins_where_it_is_asked_for_and_none_is_empty() -> None:
    pages = laid(NewPage(), Text("a"), NewPage(), NewPage(), Text("b"))
    assert [len(page.placed) for page in pages] == [1, 1]


def test_a_paper_without_blocks_still_has_a_page() -> None:
    assert len(laid()) == 1
