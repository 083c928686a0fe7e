"""Holds, protected time, travel, people who must be there, clocks per child, replans; knows only that day's schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WHAT = (
    "(CASE WHEN room_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN professional_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    op.add_column("staff", sa.Column("conferences_a_day", sa.Integer(), nullable=True))
    op.add_column("work_pattern", sa.Column("protected", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("occupancy", sa.Column("held_until", sa.DateTime(), nullable=True))
    with op.batch_alter_table("resource") as resource:
        resource.add_column(sa.Column("professional_id", sa.Integer(), nullable=True))
        resource.drop_constraint("ck_resource_what", type_="check")
        resource.create_check_constraint("what", _WHAT)
        resource.create_unique_constraint("uq_resource_professional_id", ["professional_id"])
        resource.create_foreign_key(
            "fk_resource_professional_id_professional", "professional", ["professional_id"], ["id"]
        )
    _new_tables()
    _bookings()
    _indices()
    _guard()


def _new_tables() -> None:
    op.create_table(
        "site_travel",
        sa.Column("from_site_id", sa.Integer(), nullable=False),
        sa.Column("to_site_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_site_id < to_site_id", name=op.f("ck_site_travel_order")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_site_travel_minutes")),
        sa.ForeignKeyConstraint(["from_site_id"], ["site.id"], name=op.f("fk_site_travel_from_site_id_site")),
        sa.ForeignKeyConstraint(["to_site_id"], ["site.id"], name=op.f("fk_site_travel_to_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_travel")),
        sa.UniqueConstraint("from_site_id", "to_site_id", name=op.f("uq_site_travel_from_site_id_to_site_id")),
    )
    op.create_table(
        "request_person",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("professional_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_person_request_id_request")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_request_person_professional_id_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_person")),
        sa.UniqueConstraint("request_id", "professional_id", name=op.f("uq_request_person_request_id_professional_id")),
    )
    op.create_index(op.f("ix_request_person_professional_id"), "request_person", ["professional_id"])
    op.create_table(
        "replan",
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replan")),
    )


def _bookings() -> None:
    op.add_column("request", sa.Column("split_attendance", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("request", sa.Column("equipment_needed", sa.Text(), server_default="", nullable=False))
    op.add_column("request", sa.Column("urgent", sa.Text(), nullable=True))
    op.add_column("conference", sa.Column("late_cause", sa.String(length=40), nullable=True))
    op.add_column("conference", sa.Column("late_agreed_by", sa.Text(), nullable=True))
    op.add_column("conference", sa.Column("held_until", sa.DateTime(), nullable=True))
    op.add_column("conference", sa.Column("second_sitting_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("conference") as conference:
        conference.add_column(sa.Column("replan_id", sa.Integer(), nullable=True))
        conference.create_foreign_key("fk_conference_replan_id_replan", "replan", ["replan_id"], ["id"])
        conference.create_index("ix_conference_replan_id", ["replan_id"])
    op.add_column("conference_child", sa.Column("kind", sa.String(length=40), nullable=True))
    for name in ("strategy_discussion_on", "s47_started_on", "counted_from_on", "due_on"):
        op.add_column("conference_child", sa.Column(name, sa.Date(), nullable=True))
    with op.batch_alter_table("conference_child") as child:
        child.add_column(sa.Column("request_id", sa.Integer(), nullable=True))
        child.create_foreign_key("fk_conference_child_request_id_request", "request", ["request_id"], ["id"])
        child.create_index("ix_conference_child_request_id", ["request_id"])


def _indices() -> None:
    """A window is read by its time and a family's last conference by its time too, whatever the age of the store."""
    op.create_index(
        "ix_occupancy_window",
        "occupancy",
        ["starts_at", "resource_id", "ends_at", "purpose", "conference_id", "hold", "held_until", "released_at"],
    )
    op.drop_index("ix_occupancy_starts_at", "occupancy")
    op.create_index("ix_leave_ends_at", "leave", ["ends_at"])
    op.create_index("ix_room_closure_ends_at", "room_closure", ["ends_at"])
    op.create_index("ix_conference_family_id_starts_at", "conference", ["family_id", "starts_at"])
    op.drop_index("ix_conference_family_id", "conference")


_OVERLAPS = """SELECT CASE new.purpose WHEN 'room' THEN RAISE(ABORT, 'room is already occupied')
    WHEN 'chair' THEN RAISE(ABORT, 'chair is already occupied')
    WHEN 'person' THEN RAISE(ABORT, 'person is already occupied')
    WHEN 'typing' THEN RAISE(ABORT, 'typing is already occupied')
    ELSE RAISE(ABORT, 'minute_taker is already occupied') END WHERE new.released_at IS NULL AND EXISTS (
    SELECT 1 FROM occupancy o WHERE o.resource_id = new.resource_id AND o.id IS NOT new.id
    AND o.released_at IS NULL AND o.starts_at < new.ends_at AND o.ends_at > new.starts_at);"""


def _guard() -> None:
    """Who is taken is said by name; on PostgreSQL the exclusion constraint knows no purpose and stays as it is."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for verb, when in (
        ("insert", "INSERT"),
        ("update", "UPDATE OF resource_id, starts_at, ends_at, released_at"),
    ):
        op.execute(f"DROP TRIGGER occupancy_overlap_{verb}")
        op.execute(f"CREATE TRIGGER occupancy_overlap_{verb} BEFORE {when} ON occupancy BEGIN {_OVERLAPS} END")
