"""Invites people to a conference and says who came and whose report the parents saw; knows no minutes.

Over two years about 89 in 100 invited professionals came or sent a deputy, 55 in 100 gave a written report, and the
parents saw 20 in 100 of the reports that were owed (annual report 2016-17).
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceKind
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.demo.county import County
from cpconf.demo.drafts import Meeting
from cpconf.demo.invented import Adult, Invitation, Involved, Seen
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.rules import AgencyKind, age_on
from cpconf.practice.limits import DEFAULT_LIMITS, LimitKey

_CAME: Final = {
    AttendanceStatus.IN_PERSON: 58, AttendanceStatus.REMOTE: 16, AttendanceStatus.PART: 2, AttendanceStatus.DEPUTY: 11,
    AttendanceStatus.APOLOGIES: 8, AttendanceStatus.ABSENT: 5,
}  # fmt: skip
_WORKER_CAME: Final = {AttendanceStatus.IN_PERSON: 98, AttendanceStatus.DEPUTY: 2}
_PARENT_CAME: Final = {
    AttendanceStatus.IN_PERSON: 68, AttendanceStatus.REMOTE: 8, AttendanceStatus.PART: 2, AttendanceStatus.APOLOGIES: 8,
    AttendanceStatus.ABSENT: 14,
}  # fmt: skip
_GAVE: Final = {
    ReportStatus.IN_TIME: 32, ReportStatus.LATE: 11, ReportStatus.ON_THE_DAY: 4, ReportStatus.VERBAL: 15,
    ReportStatus.NONE: 38,
}  # fmt: skip
_WORKER_GAVE: Final = {ReportStatus.IN_TIME: 78, ReportStatus.LATE: 17, ReportStatus.ON_THE_DAY: 5}
_WRITTEN: Final = (ReportStatus.IN_TIME, ReportStatus.LATE, ReportStatus.ON_THE_DAY)
_SEEN: Final = 0.363
INVITED_AHEAD: Final = 28
"""Calendar days: invitations to a review go out twenty working days before."""


class Invitations:
    """Makes the invitations of one conference after another, as they stand on the morning of `on`."""

    def __init__(self, source: Random, county: County, calendar: WorkingCalendar, on: date) -> None:
        self._source = source
        self._county = county
        self._calendar = calendar
        self._on = on

    def of(self, meeting: Meeting) -> tuple[Invitation, ...]:
        """Professionals first, then parents and older children; empty for a conference that is still far off."""
        if meeting.day > self._on + timedelta(days=2 * INVITED_AHEAD) or not self._took_or_takes_place(meeting):
            return ()
        invited_on = self._invited_on(meeting)
        professionals = [self._professional(meeting, each, invited_on) for each in self._asked(meeting)]
        adults = [self._adult(meeting, adult, invited_on) for adult in meeting.family.adults if self._is_asked(adult)]
        children = [
            Invitation(
                child_id=child.id, capacity="Young person", invited_on=invited_on,
                attendance=self._pick({AttendanceStatus.IN_PERSON: 45, AttendanceStatus.APOLOGIES: 55}, meeting),
            )
            for child in meeting.children
            if (age_on(child.born_on, meeting.day) or 0) >= 12 and self._source.random() < 0.5
        ]  # fmt: skip
        return (*professionals, *adults, *children)

    @staticmethod
    def _took_or_takes_place(meeting: Meeting) -> bool:
        return meeting.successor is None

    def _invited_on(self, meeting: Meeting) -> date | None:
        if meeting.kind is ConferenceKind.REVIEW:
            day = self._calendar.on_or_before(meeting.day - timedelta(days=INVITED_AHEAD + self._source.randrange(3)))
        else:
            day = self._calendar.add(meeting.booked_on, 1)
        day = min(max(day, meeting.booked_on), meeting.day - timedelta(days=1))
        return day if day <= self._on else None

    def _asked(self, meeting: Meeting) -> list[Involved]:
        """The family's network as it fitted the children's ages on the day."""
        ages = [age_on(child.born_on, meeting.day) for child in meeting.children]
        born = [age for age in ages if age is not None]
        asked: list[Involved] = []
        for each in meeting.family.network:
            is_initial = meeting.kind is not ConferenceKind.REVIEW
            fits = {
                "School": any(age >= 4 for age in born),
                "Health visitor": any(age < 5 for age in born),
                "School nurse": any(age >= 5 for age in born),
                "Midwife": any(age is None or age == 0 for age in ages),
                "Police": is_initial or self._source.random() < 0.2,
            }
            if fits.get(each.role, True):
                asked.append(each)
        if meeting.kind is not ConferenceKind.REVIEW or self._source.random() < 0.15:
            asked.insert(1, self._team_manager(meeting))
        return asked

    def _team_manager(self, meeting: Meeting) -> Involved:
        worker = self._county.professionals[meeting.family.network[0].professional_id - 1]
        team = self._county.near(AgencyKind.SOCIAL_CARE, meeting.family.area)
        manager = next(each for each in team if each.agency_id == worker.agency_id and each.job_title == "Team manager")
        return Involved(professional_id=manager.id, role="Team manager")

    def _professional(self, meeting: Meeting, who: Involved, invited_on: date | None) -> Invitation:
        is_worker = who.role == "Social worker"
        key = LimitKey.REPORT_TO_CHAIR_REVIEW
        if meeting.kind is not ConferenceKind.REVIEW:
            key = LimitKey.REPORT_TO_CHAIR_INITIAL
        due_on = self._calendar.due_on(DEFAULT_LIMITS[key], meeting.day)
        came = self._pick(_WORKER_CAME if is_worker else _CAME, meeting)
        gave = self._pick_report(_WORKER_GAVE if is_worker else _GAVE, meeting, due_on)
        received_on = self._received_on(gave, due_on, meeting.day)
        deputy = None
        if came is AttendanceStatus.DEPUTY:
            role = self._county.professionals[who.professional_id - 1].job_title
            team = self._county.near(self._kind_of(who), meeting.family.area)
            deputy = next((each.name.full for each in team if each.id != who.professional_id), f"Duty {role.lower()}")
        return Invitation(
            professional_id=who.professional_id, capacity=who.role, invited_on=invited_on, report_due_on=due_on,
            attendance=came, deputy_name=deputy, report=gave, received_on=received_on,
            quality=self._source.choices((2, 3, 4, 5), (10, 40, 38, 12))[0] if received_on else None,
            seen=self._seen(meeting, received_on),
        )  # fmt: skip

    def _kind_of(self, who: Involved) -> AgencyKind:
        return self._county.agency_of(self._county.professionals[who.professional_id - 1]).kind

    def _received_on(self, report: ReportStatus | None, due_on: date, day: date) -> date | None:
        if report is ReportStatus.ON_THE_DAY:
            return day
        if report is ReportStatus.IN_TIME:
            return min(self._calendar.add(due_on, -self._source.randrange(0, 4)), self._on)
        if report is ReportStatus.LATE:
            late_on = self._calendar.add(due_on, self._source.randrange(1, 3))
            return min(late_on, self._calendar.add(day, -1), self._on)
        return None

    def _seen(self, meeting: Meeting, received_on: date | None) -> tuple[Seen, ...]:
        if received_on is None or self._source.random() > _SEEN:
            return ()
        key = LimitKey.REPORT_TO_PARENTS_REVIEW
        if meeting.kind is not ConferenceKind.REVIEW:
            key = LimitKey.REPORT_TO_PARENTS_INITIAL
        due_on = self._calendar.due_on(DEFAULT_LIMITS[key], meeting.day)
        parents = [each for each in meeting.family.adults if each.kind in ("mother", "father")]
        shown: list[Seen] = []
        for number, parent in enumerate(parents):
            if number == 0 or self._source.random() < 0.6:
                day = received_on + timedelta(days=self._source.randrange(0, 3))
                day = min(day, meeting.day, self._on)
                shown.append(Seen(adult_id=parent.id, on=day, in_time=day <= due_on))
        return tuple(shown)

    @staticmethod
    def _is_asked(adult: Adult) -> bool:
        return adult.parental_responsibility or adult.in_household

    def _adult(self, meeting: Meeting, adult: Adult, invited_on: date | None) -> Invitation:
        apart = meeting.family.address_withheld and adult.kind == "father"
        came = self._pick(_PARENT_CAME, meeting)
        if apart and came is not None and self._source.random() < 0.3:
            came = AttendanceStatus.EXCLUDED
        return Invitation(adult_id=adult.id, capacity=adult.kind, invited_on=invited_on, attendance=came)

    def _pick(self, chances: dict[AttendanceStatus, int], meeting: Meeting) -> AttendanceStatus | None:
        chosen = self._source.choices(list(chances), list(chances.values()))[0]
        return chosen if meeting.was_held else None

    def _pick_report(self, chances: dict[ReportStatus, int], meeting: Meeting, due_on: date) -> ReportStatus | None:
        """Before the day a report is in time, late or still awaited."""
        chosen = self._source.choices(list(chances), list(chances.values()))[0]
        if meeting.was_held:
            return chosen
        if chosen is ReportStatus.IN_TIME and self._calendar.add(due_on, -3) <= self._on:
            return chosen
        if chosen is ReportStatus.LATE and due_on < self._on:
            return chosen
        return ReportStatus.AWAITED
