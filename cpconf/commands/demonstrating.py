"""The main job on an invented authority: from an open request to both papers; invents nothing itself."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cpconf.access.rules import Role
from cpconf.bookings.queries import RequestLine, request_queue
from cpconf.bookings.rules import HELD_STATES, ConferenceKind, RequestState
from cpconf.commands.answers import Answer, facts, in_words
from cpconf.commands.desk import Desk
from cpconf.commands.verbs import Verbs
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal, Trouble

if TYPE_CHECKING:
    from cpconf.demo.invented import Authority

DEFAULT_OUT: Final = Path("demo-out")
DEFAULT_SEED: Final = 2017
FILE_NAME: Final = "demo.cpconf"
OPENS: Final = time(9, 0)
LEAST_DAYS_LEFT: Final = 3


def add(verbs: Verbs) -> None:
    """demo."""
    parser = verbs.add(
        "demo",
        _demo,
        says="invent an authority and do the main job on it: request to minutes and plan as PDF",
        example="cpconf demo --out demo-out --on 02/03/2026",
    )
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="FOLDER", help=f"(default: {DEFAULT_OUT})")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another number invents another authority")
    parser.add_argument("--on", type=verbs.typed.day, metavar="DATE", help="the day it is there (default: today)")


def _demo(desk: Desk, options: Namespace) -> Answer:
    # Here, not above: the demo's words and steps are of no use to any other command.
    from cpconf.commands.demonstration import Demonstration

    on = WorkingCalendar.of(PracticeSettings.of({})).on_or_after(options.on or desk.on)
    place = _empty_place(options.out)
    desk.use(place=str(place), at=datetime.combine(on, OPENS))
    desk.tell(f"Inventing an authority as of {in_words(on)} (seed {options.seed}) in {place}")
    figures = _figures(desk.build_demo(seed=options.seed, on=on))
    told = Demonstration(desk, _request(desk)).run(options.out)
    after = (
        "",
        *facts((("Store", place), *((f"Paper {number}", file) for number, file in enumerate(told.files, 1)))),
        "",
        *facts((_label(label), f"{figure:,}") for label, figure in figures.items()),
        "",
        f"Look round: cpconf --store {place} children --on-plan",
    )
    data = {
        "store": str(place),
        "on": on,
        "seed": options.seed,
        "reference": told.reference,
        "files": [str(file) for file in told.files],
        "figures": figures,
    }
    return Answer(data, (*told.lines, *after))


def _label(key: str) -> str:
    return key.capitalize().replace("_", " ").replace("march", "March")


def _figures(authority: Authority) -> dict[str, int]:
    """What the invented authority amounts to on its day, and at the 31 March before it."""
    year_end, year_before = authority.year_end_on, authority.year_end_on.replace(year=authority.year_end_on.year - 1)
    held = [one for one in authority.conferences if one.state in HELD_STATES]
    return {
        "children_on_a_plan_at_31_march": sum(plan.is_open(year_end) for plan in authority.plans),
        "children_on_a_plan_a_year_before": sum(plan.is_open(year_before) for plan in authority.plans),
        "children_on_a_plan_today": sum(plan.is_open(authority.on) for plan in authority.plans),
        "conferences_held_in_the_year_to_31_march": sum(year_before < one.starts_at.date() <= year_end for one in held),
        "conferences_held_in_all": len(held),
        "requests_waiting": sum(one.state is RequestState.REQUESTED for one in authority.requests),
        "families": len(authority.families),
        "chairs": sum(one.role == Role.CHAIR for one in authority.staff),
        "rooms": len(authority.rooms),
        "sites": len(authority.sites),
    }


def _empty_place(folder: Path) -> Path:
    """Where the demo's store goes; an earlier demo's store there makes room. It is never anybody's own store."""
    place = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm", "-journal"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise Trouble("The folder for the demo cannot be written to: choose another with --out.") from error
    return place


def _request(desk: Desk) -> RequestLine:
    """The most urgent initial request that waits, is complete and leaves time to invite people."""
    waiting = [
        line
        for line in desk.ask(request_queue)
        if line.state is RequestState.REQUESTED
        and line.kind is ConferenceKind.INITIAL
        and line.days_left >= LEAST_DAYS_LEFT
    ]
    if not waiting:
        raise Refusal("No initial request waits in this demo: choose another --seed.")
    return min(waiting, key=lambda line: (len(line.missing), line.due_on, line.id))
