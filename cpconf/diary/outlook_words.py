"""The outlook in sentences, the same on the screen and in the terminal; counts nothing."""

from __future__ import annotations

from datetime import date

from cpconf.diary.kinds import Purpose
from cpconf.diary.outlook import Case, Demand, Failing, Outlook, OutlookWeek, Saving

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
DAY_WORDS = {
    Purpose.ROOM: "room-day",
    Purpose.CHAIR: "chair-day",
    Purpose.MINUTE_TAKER: "minute-taker-day",
}
MANY_WORDS = {Purpose.ROOM: "rooms", Purpose.CHAIR: "chairs", Purpose.MINUTE_TAKER: "minute-takers"}
DEMAND_WORDS = {
    Demand.REVIEW: "Reviews due, not booked",
    Demand.WAITING: "Requests waiting",
    Demand.INITIAL: "Initials likely",
    Demand.FOLLOWING: "Reviews to follow",
}


def headline(outlook: Outlook) -> str:
    """The first week that fails and what is short in it, in one sentence."""
    if not outlook.weeks:
        return "There is no working day to look at."
    if outlook.failing is not None:
        return _fails(outlook.failing)
    weeks = len(outlook.weeks)
    if outlook.failing_high is not None:
        return f"In the likely case all can be held in time in these {weeks} weeks."
    return f"All can be held in time in these {weeks} weeks, also in a busy spell (one in ten)."


def second_line(outlook: Outlook) -> str:
    """The high case, where it says something else; empty otherwise."""
    high = outlook.failing_high
    if high is None or (outlook.failing is not None and high.late == outlook.failing.late):
        return ""
    return _fails(high)


def _fails(failing: Failing) -> str:
    short = (
        f"{MANY_WORDS[failing.purpose]} are short"
        if failing.purpose is not None
        else "more than one of rooms, chairs and minute-takers are short"
    )
    many = "In a busy spell (one in ten) the" if failing.case is Case.HIGH else "The"
    late = _count(failing.late, "conference", "conferences")
    return f"{many} week of {_day(failing.monday)} is the first that fails: {short}. {late} cannot be held in time."


def saving_words(saving: Saving) -> str:
    """What one more day a week saves: "One more chair-day a week, on Wednesdays, saves 7 late conferences …"."""
    day = f"One more {DAY_WORDS[saving.purpose]} a week"
    if not saving.saved and not saving.saved_high:
        return f"{day} saves none: it is not what is short."
    where = (
        f"{day}, on {WEEKDAYS[saving.weekday]}s, saves {_count(saving.saved, 'late conference', 'late conferences')}"
    )
    return f"{where}." if saving.saved == saving.saved_high else f"{where}, {saving.saved_high} in a busy spell."


def savings_words(outlook: Outlook) -> tuple[str, ...]:
    """One sentence for each resource where anything fails; nothing where nothing does."""
    if outlook.failing is None and outlook.failing_high is None:
        return ()
    return tuple(saving_words(saving) for saving in outlook.savings)


def overdue_words(outlook: Outlook) -> str:
    """What is past its limit already; empty where nothing is."""
    if not outlook.overdue:
        return ""
    many = _count(outlook.overdue, "conference that is not booked is", "conferences that are not booked are")
    return f"{many} past the limit already; no figure here counts them."


def basis_words(outlook: Outlook) -> tuple[str, ...]:
    """What the outlook rests on, each in a sentence."""
    counted = f"A conference is counted as {outlook.minutes} minutes, with its margins, writing-up and typing."
    held = "A day holds what the scarcest of rooms, chairs and minute-takers can hold: a little less will fit in truth."
    basis = outlook.basis
    if basis is None or not basis.events:
        return (counted, held, "No initial conference is in the store yet, so none is expected here.")
    learnt = (
        f"Initials: learnt from {basis.events:,} between {_day(basis.from_on)} and {_day(basis.until_on)}: "
        f"{basis.term_week:.1f} a week in term, {basis.holiday_week:.1f} in school holidays, more or less by the "
        "month. The range holds eight of ten."
    )
    follows = (
        f"A review follows {basis.first_follows:.0%} of initial and {basis.later_follows:.0%} of review conferences."
    )
    return counted, held, learnt, follows


def week_words(week: OutlookWeek) -> str:
    """One week read aloud."""
    parts = [
        f"Week of {_day(week.monday)}",
        f"{week.booked} booked",
        f"{sum(week.wanted.values()):.0f} more likely, {week.wanted_low:.0f} to {week.wanted_high:.0f}",
        f"{week.can_hold} can be held",
    ]
    if week.late:
        parts.append(f"{week.late} late")
    if week.late_high > week.late:
        parts.append(f"{week.late_high} late in a busy spell")
    return ", ".join(parts)


def term_words(week: OutlookWeek) -> str:
    """ "Term", "School holiday", "Part of each"."""
    if week.in_term == week.working_days:
        return "Term"
    return "Part term" if week.in_term else "School holiday"


def _day(on: date) -> str:
    return f"{on.day:02d}/{on.month:02d}/{on.year}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
