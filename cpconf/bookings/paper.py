"""Day sheet for reception and sheets for the doors as PDF: sheet in, bytes out; knows neither store nor any name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cpconf.bookings.reception import Arrival, ReceptionLine, ReceptionSheet
from cpconf.paper.blocks import Block, Bullets, Heading, NewPage, Paragraphs, Table, Text, facts
from cpconf.paper.lines import Rich, Span, Typesetter
from cpconf.paper.page import render
from cpconf.paper.styles import INK, LEAD, NOTICE, QUIET, Style
from cpconf.paper.wording import clock, counted, joined, weekday_date

_DOOR_TIME: Final = Style(size=26.0, leading=34.0, strong=True, colour=INK, before=16.0, after=0.0, keep_next=True)
_DOOR_REFERENCE: Final = Style(size=20.0, leading=27.0, colour=QUIET, after=10.0)

_FOR_RECEPTION: Final = "For reception only. Families stand as initials: call nobody by name in the waiting room."
_GLANCE: Final = ("Time", "Room", "Conference", "Chair and minute-taker", "Take care")


def day_sheet_pdf(sheet: ReceptionSheet, *, setter: Typesetter | None = None) -> bytes:
    """Reception's sheet, PDF/UA-1 and PDF/A-2a: the day at a glance, then each conference. Deterministic."""
    title = f"Day sheet, {sheet.site}, {weekday_date(sheet.on)}"
    blocks: list[Block] = [
        Heading(1, f"Conferences at {sheet.site}"),
        Text(f"{weekday_date(sheet.on)}. {_how_many(sheet)}", LEAD),
    ]
    if not sheet.lines:
        blocks.append(Text("No conference is booked here on this day."))
        return render(title, blocks, sheet.imprint, setter=setter)
    blocks.append(Text(_FOR_RECEPTION, NOTICE))
    rows = tuple(_glance(line) for line in sheet.lines)
    blocks.append(Table(_GLANCE, (9, 14, 20, 27, 22), rows))
    for line in sheet.lines:
        blocks += _conference(line)
    return render(title, blocks, sheet.imprint, setter=setter)


def door_sheets_pdf(sheet: ReceptionSheet, *, setter: Typesetter | None = None) -> bytes:
    """One page for each room's door: times and references, nothing else. Equal sheets give equal bytes."""
    blocks: list[Block] = []
    for room in sheet.rooms or ("",):
        own = [line for line in sheet.lines if line.room == room]
        if blocks:
            blocks.append(NewPage())
        blocks += [Heading(1, room or sheet.site), Text(weekday_date(sheet.on), LEAD)]
        for line in own:
            blocks += [Text(_times(line), _DOOR_TIME), Text(line.reference, _DOOR_REFERENCE)]
        if not own:
            blocks.append(Text("No conference in this room today.", _DOOR_REFERENCE))
    title = f"Door sheets, {sheet.site}, {weekday_date(sheet.on)}"
    return render(title, blocks, replace(sheet.imprint, marking="OFFICIAL"), setter=setter)


def _how_many(sheet: ReceptionSheet) -> str:
    rooms = len({line.room for line in sheet.lines})
    return f"{counted(len(sheet.lines), 'conference')} in {counted(rooms, 'room')}." if sheet.lines else ""


def _glance(line: ReceptionLine) -> tuple[Rich | Paragraphs, ...]:
    care = []
    if line.instructions:
        care.append("Arrive apart")
    if line.interpreter:
        care.append(f"Interpreter: {line.interpreter}")
    if line.access:
        care.append("Access")
    if line.how:
        care.append("Video")
    return (
        clock(line.starts_at.time()),
        line.room,
        f"{line.reference}, {line.initials}",
        Paragraphs((line.chair, line.minute_taker)),
        joined(care, "; ") or "–",
    )


def _conference(line: ReceptionLine) -> list[Block]:
    people: list[tuple[str, Rich | Paragraphs]] = [("Chair", line.chair), ("Minute-taker", line.minute_taker)]
    people += [(label, value) for label, value in (("Interpreter", line.interpreter), ("Access", line.access)) if value]
    if line.how:
        people.append(("Remote", line.how))
    blocks: list[Block] = [
        Heading(2, f"{_times(line)} · {line.room} · {line.reference}, {line.initials}"),
        facts(people, is_tied=bool(line.arrivals or line.instructions)),
    ]
    if line.arrivals:
        rows = tuple(_arrival(arrival) for arrival in line.arrivals)
        blocks.append(
            Table(("From", "Expected", "Where"), (3, 12, 9), rows, is_whole=True, is_tied=bool(line.instructions))
        )
    else:
        blocks.append(Text("Nobody is expected at reception."))
    if line.instructions:
        blocks.append(Bullets(tuple((Span(said, strong=True),) for said in line.instructions)))
    return blocks


def _arrival(arrival: Arrival) -> tuple[Rich | Paragraphs, ...]:
    return clock(arrival.at), ", ".join(arrival.who), arrival.where


def _times(line: ReceptionLine) -> str:
    return f"{clock(line.starts_at.time())} to {clock(line.ends_at.time())}"
