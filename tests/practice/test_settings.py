"""The settings: their defaults, how an authority's own values replace them, and what is refused."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, time
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.practice.limits import LimitKey, TimeLimit, Unit
from cpconf.practice.rules import SETTINGS, PracticeSettings, setting_named
from cpconf.practice.setting import Kind, Setting
from cpconf.refusals import Refusal

DEFAULTS = PracticeSettings.of({})


def test_every_open_question_of_the_domain_has_its_default() -> None:
    assert DEFAULTS.event_day_counts_as == 0
    assert DEFAULTS.clock_starts_at == "initiating"
    assert DEFAULTS.timeliness_shown == "both"
    assert (DEFAULTS.quorum_social_care, DEFAULTS.quorum_other_agencies) == (True, 2)
    assert DEFAULTS.quorum_chair_override is True
    assert (DEFAULTS.quorum_deputies_count, DEFAULTS.quorum_remote_counts) == (True, True)
    assert DEFAULTS.quorum_part_attenders == "present_at_decision"
    assert DEFAULTS.quorum_health_separately is True
    assert DEFAULTS.quorum_reports_count is False
    assert DEFAULTS.several_categories is False
    assert DEFAULTS.inquorate_review_held == "if_decision"
    assert DEFAULTS.excluded_parent_papers == "plan_only"
    assert (DEFAULTS.repeat_plan_counted, DEFAULTS.repeat_plan_months) == ("both", 24)
    assert DEFAULTS.caseload_target == 85
    assert (DEFAULTS.retention_years, DEFAULTS.retention_years_looked_after) == (35, 75)
    assert (DEFAULTS.retention_years_adopted, DEFAULTS.retention_sign_off) == (100, True)
    assert (DEFAULTS.small_numbers_up_to, DEFAULTS.small_numbers_hidden) == (5, "leaving_service")


def test_each_field_has_a_setting_and_each_setting_a_field_or_a_limit() -> None:
    own = {key for key, setting in SETTINGS.items() if setting.kind is not Kind.LIMIT}
    assert own == {f.name for f in fields(PracticeSettings)} - {"limits"}
    assert set(SETTINGS) - own == set(LimitKey)
    assert set(DEFAULTS.limits) == set(LimitKey)


def test_the_choices_of_each_setting_are_those_of_its_type() -> None:
    hints = get_type_hints(PracticeSettings)
    for key, setting in SETTINGS.items():
        if setting.kind is Kind.CHOICE:
            assert get_origin(hints[key]) is Literal
            assert set(get_args(hints[key])) == {word for word, _ in setting.choices}
        elif setting.kind is not Kind.LIMIT:
            assert type(setting.default) is hints[key]


def test_each_default_passes_its_own_test_and_reads_back_from_json() -> None:
    for setting in SETTINGS.values():
        stored = json.loads(json.dumps(setting.stored(setting.default)))
        assert setting.read(stored) == setting.default
        assert setting.label and setting.help and setting.in_words(True)


def test_an_authoritys_own_values_replace_the_defaults_and_nothing_else() -> None:
    settings = PracticeSettings.of(
        {
            "caseload_target": 70,
            "limit.minutes": {"amount": 10, "unit": "working days"},
            "authority_code": "999",
        }
    )
    assert settings.caseload_target == 70
    assert settings.authority_code == "999"
    assert (settings.limit(LimitKey.MINUTES).amount, settings.limit(LimitKey.ICPC).amount) == (10, 15)
    assert settings.limit(LimitKey.MINUTES).event is DEFAULTS.limit(LimitKey.MINUTES).event
    assert set(settings.overrides()) == {"caseload_target", "limit.minutes", "authority_code"}
    assert DEFAULTS.overrides() == {}


def test_one_setting_is_changed_or_set_back_to_its_default() -> None:
    changed = DEFAULTS.changed("caseload_target", 90)
    assert changed.value("caseload_target") == 90
    assert changed.changed("caseload_target", 85) == DEFAULTS


def test_a_limit_is_edited_in_amount_unit_and_hour() -> None:
    changed = DEFAULTS.changed("limit.report_bundle", {"amount": 48, "unit": "hours", "at_time": "09:30"})
    bundle = changed.value("limit.report_bundle")
    assert isinstance(bundle, TimeLimit)
    assert (bundle.amount, bundle.unit, bundle.at_time) == (48, Unit.HOURS, time(9, 30))
    assert PracticeSettings.of(changed.overrides()) == changed


WRONG = [
    ("event_day_counts_as", 2, "a whole number from 0 to 1"),
    ("caseload_target", True, "a whole number"),
    ("caseload_target", "85", "a whole number"),
    ("initial_minutes", 95, "a multiple of 10"),
    ("quorum_remote_counts", 1, "yes or no"),
    ("timeliness_shown", "neither", "one of: Both; From the strategy discussion"),
    ("timeliness_shown", None, "one of: Both"),
    ("bank_holidays_known_until", "31/12/2030", "a date"),
    ("bank_holidays_known_until", "2030-02-30", "a date that exists"),
    ("bank_holidays_known_until", 2030, "a date"),
    ("authority_name", 7, "a text of 0 to 80 characters"),
    ("authority_name", "x" * 81, "a text of 0 to 80 characters"),
    ("service_name", "  ", "a text of 1 to 80 characters"),
    ("authority_code", "8A5", "three digits, or leave it empty"),
    ("limit.icpc", 15, "an amount and a unit"),
    ("limit.icpc", {"amount": 15}, "an amount and a unit"),
    ("limit.icpc", {"amount": 15, "unit": "hours", "from": "birth"}, "an amount and a unit"),
    ("limit.icpc", {"amount": "15", "unit": "hours"}, "the amount as a whole number"),
    ("limit.icpc", {"amount": True, "unit": "hours"}, "the amount as a whole number"),
    ("limit.icpc", {"amount": 15, "unit": "fortnights"}, "the unit as one of: working days"),
    ("limit.icpc", {"amount": 0, "unit": "hours"}, "between 1 and 720 hours"),
    ("limit.icpc", {"amount": 1, "unit": "hours", "at_time": "25:00"}, "the hour of the last day"),
    ("limit.icpc", {"amount": 1, "unit": "hours", "at_time": 10}, "the hour of the last day"),
    ("quorum_override_agencies", 3, "no more than the 2 agencies"),
]


@pytest.mark.parametrize(("key", "stored", "words"), WRONG)
def test_a_wrong_value_is_refused_in_words_naming_its_setting(key: str, stored: object, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        PracticeSettings.of({key: stored})
    assert words in refused.value.message
    assert SETTINGS[key].label in refused.value.message
    assert refused.value.field == key


@pytest.mark.parametrize("key", ["quorum", "limits", "limit.unheard_of", ""])
def test_an_unknown_setting_is_refused_by_name(key: str) -> None:
    asks = (
        lambda: PracticeSettings.of({key: 1}),
        lambda: setting_named(key),
        lambda: DEFAULTS.value(key),
    )
    for ask in asks:
        with pytest.raises(Refusal, match="There is no setting called") as refused:
            ask()
        assert refused.value.field == key


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("limit.minutes", "15 working days"),
        ("quorum_remote_counts", "Yes"),
        ("quorum_reports_count", "No"),
        ("bank_holidays_known_until", "31/12/2028"),
        ("timeliness_shown", "Both"),
        ("caseload_target", "85"),
        ("initial_minutes", "120 minutes"),
        ("replan_notice_working_days", "5 working days"),
        ("service_name", "Child Protection Conferencing Service"),
    ],
)
def test_a_value_is_shown_in_words(key: str, words: str) -> None:
    assert SETTINGS[key].in_words(DEFAULTS.value(key)) == words


def test_help_says_the_source_what_others_do_and_what_is_national() -> None:
    assert "Source: Liverpool" in SETTINGS["limit.visit"].help
    assert "Elsewhere: 4 weeks (Bolton)." in SETTINGS["limit.visit"].help
    assert "Set nationally" in SETTINGS["limit.icpc"].help
    assert "Set nationally" not in SETTINGS["limit.visit"].help


def values_of(setting: Setting) -> st.SearchStrategy[object]:
    """Stored values that the setting takes."""
    match setting.kind:
        case Kind.WHOLE:
            return st.integers(setting.least, setting.most).map(lambda n: n - n % setting.step)
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([word for word, _ in setting.choices])
        case Kind.DAY:
            return st.dates(date(2020, 1, 1), date(2060, 1, 1)).map(date.isoformat)
        case Kind.TEXT:
            return st.just("123")
        case Kind.LIMIT:
            units = st.sampled_from([unit.value for unit in Unit])
            return st.fixed_dictionaries({"amount": st.integers(1, 24), "unit": units})


@given(st.data())
def test_what_is_stored_makes_the_same_settings_again(data: st.DataObject) -> None:
    keys = data.draw(st.sets(st.sampled_from(sorted(SETTINGS)), max_size=8).map(sorted))
    overrides = {key: data.draw(values_of(SETTINGS[key]), key) for key in keys}
    overrides["quorum_override_agencies"] = 0
    settings = PracticeSettings.of(overrides)
    again = PracticeSettings.of(json.loads(json.dumps(settings.overrides())))
    assert again == settings
    for key in keys:
        assert again.value(key) == SETTINGS[key].read(overrides[key])
