"""Every setting with its words, bounds and default; knows no authority's own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from cpconf.practice.limits import DEFAULT_LIMITS, TimeLimit
from cpconf.practice.setting import Group, Kind, Setting
from cpconf.refusals import Refusal


def _whole(
    key: str, group: Group, default: int, least: int, most: int, label: str, words: str, unit: str = ""
) -> Setting:
    return Setting(
        key=key, group=group, label=label, help=words, kind=Kind.WHOLE,
        default=default, least=least, most=most, unit=unit,
    )  # fmt: skip


def _minutes(key: str, default: int, least: int, most: int, label: str, words: str) -> Setting:
    """A length on the diary's grain of ten minutes."""
    return replace(_whole(key, Group.LENGTHS, default, least, most, label, words, "minutes"), step=10)


def _points(key: str, default: int, most: int, label: str) -> Setting:
    return _whole(key, Group.DIARY, default, 0, most, label, "What has fewer points is offered first.", "points")


def _yes_no(key: str, group: Group, default: bool, label: str, words: str) -> Setting:
    return Setting(key=key, group=group, label=label, help=words, kind=Kind.YES_NO, default=default)


def _choice(key: str, group: Group, label: str, words: str, **choices: str) -> Setting:
    """The first choice is the default; the names are stored, the values shown."""
    return Setting(
        key=key, group=group, label=label, help=words, kind=Kind.CHOICE,
        default=next(iter(choices)), choices=tuple(choices.items()),
    )  # fmt: skip


_A, _C, _B, _Q = Group.AUTHORITY, Group.COUNTING, Group.DIARY, Group.QUORACY
_D, _P, _M = Group.DECISIONS, Group.PAPERS, Group.MEASURES

_TABLE: tuple[Setting, ...] = (
    Setting(key="authority_name", group=_A, label="Name of the authority", kind=Kind.TEXT, default="",
            most=80, help="Printed on every paper and letter."),
    Setting(key="authority_code", group=_A, label="DfE number of the authority", kind=Kind.TEXT, default="",
            most=3, help="Three digits; the census and Annex A need it.",
            pattern=r"(\d{3})?", pattern_in_words="three digits, or leave it empty"),
    Setting(key="service_name", group=_A, label="Name of the service", kind=Kind.TEXT, least=1, most=80,
            default="Child Protection Conferencing Service", help="Printed under the authority's name."),

    _whole("event_day_counts_as", _C, 0, 0, 1, "The day of the event counts as day",
           "0: the next working day is day 1, and day 15 is in time. 1: the day of the event is day 1."),
    _choice("clock_starts_at", _C, "Strategy discussion that starts the clock",
            "Every one is kept; one is marked as the start.",
            initiating="The one that began the s47 enquiry", latest="The latest"),
    _choice("timeliness_shown", _C, "Timeliness shown",
            "The service counts from the strategy discussion, DfE from the start of the s47 enquiry.",
            both="Both", local="From the strategy discussion", dfe="From the start of the s47 enquiry"),
    Setting(key="bank_holidays_known_until", group=_C, kind=Kind.DAY, default=date(2028, 12, 31),
            label="Bank holidays are known until",
            help="Nothing is counted past this day. Move it on when GOV.UK has published a further year and "
            "its one-off days are entered."),
    _whole("review_margin_working_days", _C, 10, 0, 40,
           "Reviews proposed this many working days inside the limit",
           "Leaves room to move a review once.", "working days"),

    _minutes("initial_minutes", 120, 30, 480, "Length of an initial conference", "Minutes."),
    _minutes("review_minutes", 90, 30, 480, "Length of a review conference", "Minutes."),
    _minutes("pre_birth_minutes", 120, 30, 480, "Length of a pre-birth conference", "Minutes."),
    _minutes("transfer_in_minutes", 120, 30, 480, "Length of a transfer-in conference", "Minutes."),
    _minutes("further_child_minutes", 10, 0, 60, "Added for each child after the third",
           "Minutes; large families need longer."),
    _minutes("pre_meet_minutes", 30, 0, 120, "Chair meets the family before", "Minutes, in that room."),
    _minutes("room_turnaround_minutes", 10, 0, 120, "Room kept empty afterwards", "Minutes to clear it."),
    _minutes("chair_gap_minutes", 30, 0, 240, "Chair kept free afterwards", "Minutes for notes."),
    _minutes("writing_up_minutes", 60, 0, 480, "Minute-taker kept free afterwards", "Minutes to write up."),
    _minutes("typing_minutes", 120, 0, 480, "Time to finish the minutes",
             "Kept in the minute-taker's diary after each conference; gives way to a conference. 0: none."),
    _minutes("second_sitting_minutes", 40, 10, 240, "Added where the family attends apart",
             "Minutes for the second sitting."),
    _minutes("travel_minutes", 30, 0, 240, "Travel between two sites", "Where a pair of sites has no time of its own."),

    _whole("hold_hours", _B, 24, 1, 240, "A hold lapses after", "Hours, unless it is confirmed before.", "hours"),
    _whole("chair_conferences_a_day", _B, 2, 1, 6, "Most conferences a day for a chair",
           "A person's own number comes first.", "conferences"),
    _whole("minute_taker_conferences_a_day", _B, 2, 1, 6, "Most conferences a day for a minute-taker",
           "A person's own number comes first.", "conferences"),
    _points("score_day", 4, 1000, "Points for each working day from the day aimed at"),
    _points("score_late", 5000, 100_000, "Points for a day past the limit"),
    _points("score_late_day", 200, 10_000, "Points for each further working day late"),
    _points("score_other_chair", 60, 1000, "Points for another chair than before"),
    _whole("score_full_caseload", _B, 3, 0, 100, "Points for each child over a chair's target",
           "The target is scaled by hours worked; over 97 and 110 children to a full-time chair it doubles and "
           "doubles again.", "points"),
    _points("score_other_site", 20, 1000, "Points for another site than the one asked for"),
    _points("score_school_holiday", 30, 1000, "Points for a day in the school holidays"),
    _points("score_busy_day", 3, 1000, "Points for each conference the chair already has that day"),
    _points("score_spare_seats", 1, 100, "Points for each four seats left empty"),
    _whole("replan_other_day", _B, 50, 0, 1000, "Replanning: points for another day",
           "Two or three times as much in the next ten and five working days, when letters are out.", "points"),
    _points("replan_other_time", 25, 1000, "Replanning: points for another time of the same day"),
    _points("replan_other_room", 10, 1000, "Replanning: points for another room"),
    _points("replan_other_minute_taker", 2, 1000, "Replanning: points for another minute-taker"),
    _whole("replan_notice_working_days", _B, 5, 0, 40, "Replanning: working days of notice",
           "Nobody is asked to come sooner than that, unless the limit or the present day is nearer.", "working days"),
    _whole("replan_early_working_days", _B, 10, 0, 60, "Replanning: a review this many working days early",
           "Counted from the day aimed at; no review is proposed before that day.", "working days"),

    _yes_no("quorum_social_care", _Q, True, "Children's social care must be there", "Else not quorate."),
    _whole("quorum_other_agencies", _Q, 2, 0, 6, "Other agencies needed", "Besides children's social care."),
    _yes_no("quorum_chair_override", _Q, True, "The chair may go on without a quorum",
            "With a reason, which the minutes print."),
    _whole("quorum_override_agencies", _Q, 1, 0, 6, "Other agencies without which the chair is warned",
           "Asked again before going on with fewer."),
    _yes_no("quorum_deputies_count", _Q, True, "Deputies count", "A named deputy stands for the agency."),
    _yes_no("quorum_remote_counts", _Q, True, "People who attend remotely count", "Video or telephone."),
    _choice("quorum_part_attenders", _Q, "People who attend in part count",
            "A professional who leaves can break the quorum.",
            present_at_decision="Only if present at the decision", always="Always", never="Never"),
    _yes_no("quorum_health_separately", _Q, True, "Health professions count separately",
            "A midwife and a health visitor are then two agencies."),
    _yes_no("quorum_education_separately", _Q, True, "Schools count apart from the council",
            "A maintained school is then an agency of its own."),
    _yes_no("quorum_direct_contact", _Q, False, "Only agencies in direct contact with the family count",
            "As in Sussex."),
    _yes_no("quorum_reports_count", _Q, False, "A written report counts", "Of an agency that did not come."),
    _yes_no("quorum_needs_social_work_report", _Q, True, "A social work report is needed",
            "Shown as missing where there is none."),
    _yes_no("quorum_needs_known_worker", _Q, True, "A social worker who knows the family is needed",
            "Shown as missing where none came."),
    _yes_no("quorum_to_end_plan", _Q, True, "A plan ends only at a quorate conference",
            "The chair is warned and gives a reason otherwise."),
    _yes_no("quorum_warn_second_inquorate", _Q, True, "Warn of a second inquorate conference in a row",
            "Except before birth."),

    _yes_no("several_categories", _D, False, "Several categories for one plan",
            "Off: one primary category. On: recorded as multiple (MUL)."),
    _choice("inquorate_review_held", _D, "An inquorate review counts as held",
            "Decides when the next review is due.",
            if_decision="Only if the chair records a decision", always="Always", never="Never"),
    _whole("advocate_from_age", _D, 5, 0, 18, "Advocate offered from the age of", "Years.", "years"),
    _whole("caseload_target", _D, 85, 1, 300, "Children for a full-time chair", "Scaled by hours worked."),

    _choice("excluded_parent_papers", _P, "An excluded parent gets",
            "Unless the chair decides otherwise for this conference.",
            plan_only="The plan only", redacted_minutes="Minutes without the restricted parts",
            full_minutes="Full minutes"),
    _whole("retention_years", _P, 35, 1, 120, "Records kept", "Years from closure.", "years"),
    _whole("retention_years_looked_after", _P, 75, 1, 120, "Records of a looked-after child",
           "Years from birth.", "years"),
    _whole("retention_years_adopted", _P, 100, 1, 120, "Records of an adopted child",
           "Years from the adoption order.", "years"),
    _yes_no("retention_sign_off", _P, True, "Legal sign-off before disposal",
            "Nothing is disposed of without it."),

    _choice("repeat_plan_counted", _M, "Second or later plans shown",
            "DfE counts a plan at any time before with this authority.",
            both="Ever, and within the window", ever="Ever", window="Within the window"),
    _whole("repeat_plan_months", _M, 24, 1, 240, "Window for a repeat plan",
           "Calendar months since the last plan ended.", "months"),
    _whole("small_numbers_up_to", _M, 5, 0, 20, "Hide counts from 1 to", "0 hides none."),
    _choice("small_numbers_hidden", _M, "Hide small counts", "So that no child can be recognised.",
            leaving_service="When figures leave the service", always="Always", never="Never"),
)  # fmt: skip


def _limit_setting(limit: TimeLimit) -> Setting:
    words = [f"{limit.in_words[0].upper()}{limit.in_words[1:]}.", f"Source: {limit.source}."]
    if limit.alternatives:
        words.append(f"Elsewhere: {limit.alternatives}.")
    if limit.national:
        words.append("Set nationally: change it only when the national rule changes.")
    return Setting(
        key=limit.key.value, group=Group.LIMITS, label=limit.label, help=" ".join(words), kind=Kind.LIMIT,
        default=limit,
    )  # fmt: skip


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {s.key: s for s in _TABLE} | {key.value: _limit_setting(limit) for key, limit in DEFAULT_LIMITS.items()}
)
"""Every setting by key, in the order of the administration screen within its group."""


def setting_named(key: str) -> Setting:
    """The setting with this key, or a refusal that names it."""
    try:
        return SETTINGS[key]
    except KeyError:
        message = f"There is no setting called “{key}”. Use a version of the program that knows it."
        raise Refusal(message, field=key) from None
