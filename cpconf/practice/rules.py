"""This authority's practice as one typed value; refuses to know who may edit it or where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Self, cast

from cpconf.practice.defaults import SETTINGS, setting_named
from cpconf.practice.limits import DEFAULT_LIMITS, LimitKey, TimeLimit
from cpconf.practice.setting import Kind, Stored, Value

__all__ = ["SETTINGS", "LimitKey", "PracticeSettings", "TimeLimit", "setting_named"]

StrategyClock = Literal["initiating", "latest"]
TimelinessShown = Literal["both", "local", "dfe"]
PartAttendance = Literal["present_at_decision", "always", "never"]
InquorateReview = Literal["if_decision", "always", "never"]
ExcludedParentPapers = Literal["plan_only", "redacted_minutes", "full_minutes"]
RepeatPlans = Literal["both", "ever", "window"]
SmallNumbers = Literal["leaving_service", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSettings:
    """Every setting of the service, typed. `PracticeSettings.of(overrides)` makes it, `of({})` the defaults.

    The words, bounds and defaults of each field are `SETTINGS[field]`. Lengths and gaps are minutes.
    `limits` has every `LimitKey`; read one with `limit(key)`.
    """

    authority_name: str
    authority_code: str
    service_name: str

    event_day_counts_as: int
    clock_starts_at: StrategyClock
    timeliness_shown: TimelinessShown
    bank_holidays_known_until: date
    review_margin_working_days: int

    initial_minutes: int
    review_minutes: int
    pre_birth_minutes: int
    transfer_in_minutes: int
    further_child_minutes: int
    pre_meet_minutes: int
    room_turnaround_minutes: int
    chair_gap_minutes: int
    writing_up_minutes: int
    typing_minutes: int
    second_sitting_minutes: int
    travel_minutes: int

    hold_hours: int
    chair_conferences_a_day: int
    minute_taker_conferences_a_day: int
    score_day: int
    score_late: int
    score_late_day: int
    score_other_chair: int
    score_full_caseload: int
    score_other_site: int
    score_school_holiday: int
    score_busy_day: int
    score_spare_seats: int
    replan_other_day: int
    replan_other_time: int
    replan_other_room: int
    replan_other_minute_taker: int
    replan_notice_working_days: int
    replan_early_working_days: int

    quorum_social_care: bool
    quorum_other_agencies: int
    quorum_chair_override: bool
    quorum_override_agencies: int
    quorum_deputies_count: bool
    quorum_remote_counts: bool
    quorum_part_attenders: PartAttendance
    quorum_health_separately: bool
    quorum_education_separately: bool
    quorum_direct_contact: bool
    quorum_reports_count: bool
    quorum_needs_social_work_report: bool
    quorum_needs_known_worker: bool
    quorum_to_end_plan: bool
    quorum_warn_second_inquorate: bool

    several_categories: bool
    inquorate_review_held: InquorateReview
    advocate_from_age: int
    caseload_target: int

    excluded_parent_papers: ExcludedParentPapers
    retention_years: int
    retention_years_looked_after: int
    retention_years_adopted: int
    retention_sign_off: bool

    repeat_plan_counted: RepeatPlans
    repeat_plan_months: int
    small_numbers_up_to: int
    small_numbers_hidden: SmallNumbers

    limits: Mapping[LimitKey, TimeLimit]

    @classmethod
    def of(cls, overrides: Mapping[str, object]) -> Self:
        """The settings with these stored values for defaults; refuses unknown keys and wrong values."""
        values: dict[str, Any] = {key: s.default for key, s in SETTINGS.items() if s.kind is not Kind.LIMIT}
        limits = dict(DEFAULT_LIMITS)
        for key, stored in overrides.items():
            value = setting_named(key).read(stored)
            if isinstance(value, TimeLimit):
                limits[value.key] = value
            else:
                values[key] = value
        return cls(**values, limits=MappingProxyType(limits))

    def __post_init__(self) -> None:
        """Refuse what only two settings together can get wrong."""
        if self.quorum_override_agencies > self.quorum_other_agencies:
            raise setting_named("quorum_override_agencies").refuse(
                f"no more than the {self.quorum_other_agencies} agencies that the quorum itself needs"
            )

    def limit(self, key: LimitKey) -> TimeLimit:
        """The limit as this authority has it."""
        return self.limits[key]

    def value(self, key: str) -> Value:
        """The value of any setting, for the administration screen; refuses an unknown key."""
        if setting_named(key).kind is Kind.LIMIT:
            return self.limits[LimitKey(key)]
        return cast(Value, getattr(self, key))

    def changed(self, key: str, stored: object) -> Self:
        """These settings with one changed to what a form or the store holds, or a refusal."""
        return self.of({**self.overrides(), key: stored})

    def overrides(self) -> dict[str, Stored]:
        """What differs from the defaults, as the store keeps it; `of` makes these settings of it again."""
        return {
            key: setting.stored(self.value(key))
            for key, setting in SETTINGS.items()
            if self.value(key) != setting.default
        }
