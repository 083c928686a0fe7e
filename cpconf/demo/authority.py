"""Invents a whole authority from a seed number and a day; reads no clock, keeps nothing, and names nobody real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Final

from cpconf.demo.attendance import Invitations
from cpconf.demo.booking import Booking
from cpconf.demo.county import invent_county
from cpconf.demo.families import Numbers, invent_family
from cpconf.demo.finished import Finishing
from cpconf.demo.flow import invent_courses, year_end_before
from cpconf.demo.history import Chronicle
from cpconf.demo.invented import Authority
from cpconf.demo.pending import invent_pending
from cpconf.demo.seating import SlotBook
from cpconf.demo.siblings import sketch_households
from cpconf.demo.words import COUNTY
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings

DEFAULT_SEED: Final = 2017
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def _silent(_what: str, _done: int, _of: int) -> None:
    return None


def invent_authority(seed: int, on: date, progress: Progress = _silent) -> Authority:
    """The authority as it stands on the morning of `on`; the same seed and day give the same one.

    At the 31 March on or before `on` exactly 564 children are on plans, 450 a year and 333 two years earlier.
    Refuses a day whose bank holidays (a year and more ahead) are not known.
    """
    source = Random(seed * 1_000_003 + on.toordinal())
    year_end = year_end_before(on)
    county = invent_county(source, year_end, on)
    settings = PracticeSettings.of({})
    calendar = WorkingCalendar.of(settings, terms=county.terms)
    households = sketch_households(source, invent_courses(source, year_end, on), year_end)
    booking = Booking(source, calendar, SlotBook(source, calendar, county), settings, on)
    chronicle = Chronicle(source, booking, year_end, on)
    numbers = Numbers()
    families = []
    for count, household in enumerate(households):
        if count % 100 == 0:
            progress("Inventing families", count, len(households))
        family = invent_family(source, county, numbers, household, on)
        chronicle.live(family, household)
        families.append(family)
    waiting, requests, meetings = invent_pending(source, county, numbers, booking, on)
    progress("Inventing conferences", 0, 1)
    finishing = Finishing(source, calendar, Invitations(source, county, calendar, on), county, settings, year_end, on)
    finishing.number([*chronicle.requests, *requests], [*chronicle.meetings, *meetings], chronicle.plans)
    return Authority(
        seed=seed, on=on, year_end_on=year_end, name=f"{COUNTY} County Council", sites=county.sites, rooms=county.rooms,
        shut=county.shut, terms=county.terms, staff=county.staff, absences=county.absences,
        agencies=tuple(county.agencies), professionals=tuple(county.professionals), families=(*families, *waiting),
        requests=finishing.requests(), conferences=finishing.conferences(), plans=finishing.plans(),
    )  # fmt: skip
