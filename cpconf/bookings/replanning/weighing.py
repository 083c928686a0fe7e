"""What a replan weighs, from the practice's own points; weighs nothing itself."""

from __future__ import annotations

from cpconf.diary.replanning.model import Weights
from cpconf.practice.rules import PracticeSettings


def weights_of(settings: PracticeSettings, margin_days: int) -> Weights:
    """What faults and changes cost, as this authority has set it; to be unplaced is always the dearest.

    A chair's target is the practice's; the two further steps are its shares of 97 and 110 to 85 children.
    """
    target, points = settings.caseload_target, settings.score_full_caseload
    return Weights(
        unplaced=max(20_000, 4 * settings.score_late),
        late=settings.score_late,
        late_day=settings.score_late_day,
        caseload=(points, 2 * points, 4 * points),
        caseload_bounds=(target, round(target * 97 / 85), round(target * 110 / 85)),
        area=(0, settings.score_other_site, 2 * settings.score_other_site),
        holiday=settings.score_school_holiday,
        margin=settings.score_day,
        margin_days=margin_days,
        other_day=settings.replan_other_day,
        other_time=settings.replan_other_time,
        other_room=settings.replan_other_room,
        other_taker=settings.replan_other_minute_taker,
    )
