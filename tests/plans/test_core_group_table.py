"""The core group on paper: a column only for what is known of somebody."""

from __future__ import annotations

from cpconf.paper.blocks import Table
from cpconf.plans.paper import core_group_table
from cpconf.plans.sheet import CoreGroupMember

MOTHER = CoreGroupMember(name="Mo Testling", role="mother")
NURSE = CoreGroupMember(name="Nan Testnurse", role="School nurse", agency="Toybrook School Nursing")


def test_without_visits_of_members_no_column_speaks_of_them() -> None:
    table = core_group_table([MOTHER, NURSE])
    assert isinstance(table, Table)
    assert table.heads == ("Name", "Role and agency")
    assert table.rows[0] == ("Mo Testling", "Mother")


def test_with_visits_of_one_member_the_others_are_not_stated() -> None:
    seen = CoreGroupMember(name="Sol Worker", role="Social worker", visits="Every 10 working days")
    assert [row[-1] for row in core_group_table([MOTHER, seen]).rows] == ["Not stated", "Every 10 working days"]
