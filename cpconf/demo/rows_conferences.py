"""The requests, conferences, attendance, decisions and minutes of an invented authority as rows; opens no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateCause, LateReason
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, ExclusionPart, ReportStatus
from cpconf.demo.invented import MANAGER, Authority, Conference, Family, Invitation, Request
from cpconf.demo.rows import Rows, Table, needed_workers, numbered, resources
from cpconf.demo.seating import taken_times
from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import OccupancyRules, conference_minutes
from cpconf.minutes.rules import STEP, Heading, MinutesState
from cpconf.practice.rules import PracticeSettings

_SETTINGS = PracticeSettings.of({})
_PRESENT = (AttendanceStatus.IN_PERSON, AttendanceStatus.REMOTE, AttendanceStatus.DEPUTY, AttendanceStatus.PART)

_EXCLUDED = "To keep the other parent safe; views were given to the chair apart."
_CAUSES = {
    LateReason.LATE_REQUEST: LateCause.LATE_REQUEST,
    LateReason.ROOM: LateCause.NO_ROOM,
    LateReason.CHAIR: LateCause.NO_CHAIR,
    LateReason.MINUTE_TAKER: LateCause.NO_MINUTE_TAKER,
    LateReason.INTERPRETER: LateCause.NO_PERSON,
}
_WENT_AHEAD = "Enough was known for a safe decision, and delay would have harmed the children."


def instant(day: date, hour: int) -> datetime:
    """An instant on a day, in whole hours of UTC."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def booking_tables(authority: Authority) -> list[Table]:
    """What can be occupied, enquiries, requests, conferences (the latest first, so that a successor is there before
    what it succeeds), who is taken when, and who is invited."""
    families = {family.id: family for family in authority.families}
    conferences = authority.conferences
    agreed_by = next(member.name.full for member in authority.staff if member.role == MANAGER)
    return [
        ("resource", resources(authority)),
        ("enquiry", numbered(_enquiries(authority, families))),
        ("request", [_request(each, families[each.family_id]) for each in authority.requests]),
        ("request_child", numbered(_pairs("request_id", authority.requests))),
        ("conference", [_conference(each, agreed_by) for each in reversed(conferences)]),
        ("conference_child", numbered(_pairs("conference_id", conferences))),
        ("occupancy", numbered(_occupancies(authority))),
        ("invitation", [_invitation(number, c, n, each) for number, c, n, each in _invited(authority)]),
    ]


def record_tables(authority: Authority) -> list[Table]:
    """Attendance, reports, quoracy, decisions and typed minutes."""
    minutes, paragraphs = _minutes(authority)
    return [
        ("attendance", numbered(_attendances(authority))),
        ("report", numbered(_reports(authority))),
        ("report_shared", numbered(_shared(authority))),
        ("quoracy_decision", numbered(_quoracy(authority))),
        ("decision", numbered(_decisions(authority))),
        ("minutes", minutes),
        ("paragraph", paragraphs),
    ]


def _pairs(key: str, things: Iterable[Request | Conference]) -> Iterable[dict[str, Any]]:
    return ({key: thing.id, "child_id": child_id} for thing in things for child_id in thing.child_ids)


def _enquiries(authority: Authority, families: dict[int, Family]) -> Iterable[dict[str, Any]]:
    held = {each.request_id: each for each in authority.conferences if each.request_id and each.takes_place}
    for request in authority.requests:
        conference, family = held.get(request.id), families[request.family_id]
        outcomes = {each.child_id: each.outcome for each in conference.decisions} if conference else {}
        for child_id in request.child_ids if request.strategy_on else ():
            outcome = outcomes.get(child_id)
            yield {
                "child_id": child_id, "strategy_discussion_on": request.strategy_on, "s47_started_on": request.s47_on,
                "icpc_not_required": False, "icpc_on": conference.starts_at.date() if conference and outcome else None,
                "resulted_in_plan": outcome is DecisionOutcome.PLAN_MADE if outcome else None,
                "team": family.team, "worker": family.worker,
            }  # fmt: skip


def _request(request: Request, family: Family) -> dict[str, Any]:
    return {
        "id": request.id, "family_id": family.id, "kind": request.kind, "state": request.state,
        "received_at": request.received_at, "strategy_discussion_on": request.strategy_on,
        "s47_started_on": request.s47_on, "notice_on": request.notice_on, "counted_from_on": request.counted_from_on,
        "due_on": request.due_on, "social_worker_id": request.social_worker_id, "site_wanted_id": request.site_id,
        "length_minutes": conference_minutes(_SETTINGS, request.kind, len(request.child_ids)), "seats": request.seats,
        "separate_arrival": family.address_withheld, "non_contact": family.address_withheld,
        "address_withheld": family.address_withheld, "domestic_abuse": family.domestic_abuse,
        "interpreter_language": family.interpreter_language, "advocate": request.advocate,
        "access_needs": request.access_needs, "risks": request.risks, "category_sought": request.category_sought,
        "notes": request.notes,
    }  # fmt: skip


def _conference(conference: Conference, agreed_by: str) -> dict[str, Any]:
    day = conference.starts_at.date()
    late = conference.late_reason is not None
    settled = conference.state is ConferenceState.CLOSED and not conference.paragraphs
    return {
        "id": conference.id, "reference": conference.reference, "request_id": conference.request_id,
        "family_id": conference.family_id, "kind": conference.kind, "state": conference.state,
        "starts_at": conference.starts_at, "ends_at": conference.ends_at, "began_at": conference.began_at,
        "finished_at": conference.finished_at, "room_id": conference.room_id, "chair_id": conference.chair_id,
        "minute_taker_id": conference.minute_taker_id, "mode": conference.mode,
        "strategy_discussion_on": conference.strategy_on, "s47_started_on": conference.s47_on,
        "counted_from_on": conference.counted_from_on, "due_on": conference.due_on,
        "late_reason": conference.late_reason, "late_cause": _cause(conference),
        "late_agreed_by": agreed_by if late and conference.kind is ConferenceKind.REVIEW else None,
        "change_reason": conference.change_reason,
        "earliest_possible_at": conference.starts_at if conference.late_reason else None,
        "successor_id": conference.successor_id, "booked_at": conference.booked_at,
        "settled_at": instant(day + timedelta(days=14), 15) if settled else None,
    }  # fmt: skip


def _cause(conference: Conference) -> LateCause | None:
    """What the diary showed: what was missing where a person said so too, else that a day in time was free."""
    if conference.late_reason is None:
        return None
    return _CAUSES.get(conference.late_reason, LateCause.FREE_IN_TIME)


def _occupancies(authority: Authority) -> Iterable[dict[str, Any]]:
    """One that was moved had its people and room too, and gave them back."""
    rules = OccupancyRules.of(_SETTINGS)
    rooms = {row["room_id"]: row["id"] for row in resources(authority) if row["room_id"]}
    staff = {row["staff_id"]: row["id"] for row in resources(authority) if row["staff_id"]}
    successors = {each.id: each for each in authority.conferences}
    for conference in authority.conferences:
        released_at = successors[conference.successor_id].booked_at if conference.successor_id else None
        for purpose, who, starts_at, ends_at in taken_times(conference, rules):
            yield {
                "resource_id": rooms[who] if purpose is Purpose.ROOM else staff[who], "conference_id": conference.id,
                "purpose": purpose, "hold": conference.hold, "starts_at": starts_at, "ends_at": ends_at,
                "released_at": released_at,
            }  # fmt: skip
    workers = {row["professional_id"]: row["id"] for row in resources(authority) if row["professional_id"]}
    for conference, worker in needed_workers(authority):
        yield {
            "resource_id": workers[worker], "conference_id": conference.id, "purpose": Purpose.PERSON,
            "hold": conference.hold, "starts_at": conference.starts_at, "ends_at": conference.ends_at,
            "released_at": None,
        }  # fmt: skip


def _invited(authority: Authority) -> Iterable[tuple[int, Conference, int, Invitation]]:
    """Id of the invitation, conference, position, invitation."""
    number = 0
    for conference in authority.conferences:
        for position, invitation in enumerate(conference.invitations, 1):
            number += 1
            yield number, conference, position, invitation


def _invitation(number: int, conference: Conference, position: int, invitation: Invitation) -> dict[str, Any]:
    return {
        "id": number, "conference_id": conference.id, "professional_id": invitation.professional_id,
        "adult_id": invitation.adult_id, "child_id": invitation.child_id, "capacity": invitation.capacity,
        "position": position, "invited_on": invitation.invited_on, "report_due_on": invitation.report_due_on,
    }  # fmt: skip


def _attendances(authority: Authority) -> Iterable[dict[str, Any]]:
    chairs = {member.id: member.name.full for member in authority.staff}
    for number, conference, _, each in _invited(authority):
        if each.attendance is None:
            continue
        excluded = each.attendance is AttendanceStatus.EXCLUDED
        partly = each.attendance is AttendanceStatus.PART
        yield {
            "invitation_id": number, "status": each.attendance, "deputy_name": each.deputy_name,
            "present_at_decision": None if each.attendance not in _PRESENT else not partly,
            "left_at": (conference.starts_at + timedelta(minutes=50)).time() if partly else None,
            "excluded_part": ExclusionPart.WHOLE if excluded else None,
            "excluded_reason": _EXCLUDED if excluded else None,
            "excluded_by": chairs[conference.chair_id] if excluded else None,
        }  # fmt: skip


def _reports(authority: Authority) -> Iterable[dict[str, Any]]:
    for number, _, _, each in _invited(authority):
        if each.report is not None and each.report is not ReportStatus.AWAITED:
            received = {"received_on": each.received_on, "quality": each.quality}
            yield {"invitation_id": number, "status": each.report, **received}


def _shared(authority: Authority) -> Iterable[dict[str, Any]]:
    for number, _, _, each in _invited(authority):
        for seen in each.seen:
            yield {"invitation_id": number, "adult_id": seen.adult_id, "seen_on": seen.on, "in_time": seen.in_time}


def _quoracy(authority: Authority) -> Iterable[dict[str, Any]]:
    for each in authority.conferences:
        if each.quoracy is not None:
            is_quorate = each.state is not ConferenceState.HELD_INQUORATE
            reason = (
                "" if is_quorate else "Enough was known for a safe decision, and delay would have harmed the children."
            )
            yield {
                "conference_id": each.id, "computed_quorate": is_quorate, "computed_words": each.quoracy,
                "went_ahead": True, "reason": reason, "decided_by_id": each.chair_id,
            }  # fmt: skip


def _decisions(authority: Authority) -> Iterable[dict[str, Any]]:
    with_plan = (DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUES)
    for conference in authority.conferences:
        for each in conference.decisions:
            goes_on = each.outcome in with_plan
            yield {
                "conference_id": conference.id, "child_id": each.child_id, "outcome": each.outcome,
                "threshold_met": goes_on, "category": each.category if goes_on else None,
                "participation": each.participation, "plan_id": each.plan_id,
                "fgc_offered": conference.kind is not ConferenceKind.REVIEW,
            }  # fmt: skip


def _minutes(authority: Authority) -> tuple[Rows, Rows]:
    """Typed minutes; approved ones are still with the chair here, because approving freezes a version."""
    minutes: Rows = []
    paragraphs: Rows = []
    for conference in authority.conferences:
        if not conference.paragraphs or conference.minutes is None:
            continue
        number = len(minutes) + 1
        state = MinutesState.DRAFT if conference.minutes is MinutesState.DRAFT else MinutesState.WITH_CHAIR
        started_at = instant(conference.starts_at.date(), 10)
        minutes.append({"id": number, "conference_id": conference.id, "state": state, "started_at": started_at})
        in_section: Counter[tuple[Heading, int | None]] = Counter()
        for each in conference.paragraphs:
            in_section[each.heading, each.child_id] += 1
            paragraphs.append(
                {
                    "id": len(paragraphs) + 1, "minutes_id": number, "heading": each.heading, "child_id": each.child_id,
                    "position": STEP * in_section[each.heading, each.child_id], "text": each.text,
                }
            )  # fmt: skip
    return minutes, paragraphs
