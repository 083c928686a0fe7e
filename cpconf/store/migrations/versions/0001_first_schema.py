"""The first schema; knows only the schema as it was on the day that this was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("staff_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=120), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_table(
        "agency",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("owes_report", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
    )
    op.create_table(
        "calendar_exception",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_exception")),
        sa.UniqueConstraint("day", name=op.f("uq_calendar_exception_day")),
    )
    op.create_table(
        "family",
        sa.Column("reference", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
        sa.UniqueConstraint("reference", name=op.f("uq_family_reference")),
    )
    op.create_table(
        "school_term",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_school_term_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_term")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "site",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("name", name=op.f("uq_site_name")),
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("fte_percent", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fte_percent BETWEEN 0 AND 100", name=op.f("ck_staff_fte")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "adult",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_in_script", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("in_household", sa.Boolean(), nullable=False),
        sa.Column("first_language", sa.Text(), nullable=True),
        sa.Column("interpreter_language", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_adult_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adult")),
    )
    with op.batch_alter_table("adult", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adult_family_id"), ["family_id"], unique=False)

    op.create_table(
        "child",
        sa.Column("la_child_id", sa.String(length=20), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=True),
        sa.Column("given_name", sa.String(length=120), nullable=True),
        sa.Column("family_name", sa.String(length=120), nullable=True),
        sa.Column("known_as", sa.Text(), nullable=True),
        sa.Column("name_in_script", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("ethnicity", sa.String(length=40), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=True),
        sa.Column("disabilities", sa.JSON(), nullable=False),
        sa.Column("first_language", sa.Text(), nullable=True),
        sa.Column("religion", sa.Text(), nullable=True),
        sa.Column("nhs_number", sa.String(length=10), nullable=True),
        sa.Column("upn", sa.String(length=13), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("gp", sa.Text(), nullable=True),
        sa.Column("legal_status", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(born_on IS NULL) <> (expected_on IS NULL)", name=op.f("ck_child_birth")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_child_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("la_child_id", name=op.f("uq_child_la_child_id")),
    )
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_family_name"), ["family_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_given_name"), ["given_name"], unique=False)

    op.create_table(
        "leave",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_leave_order")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_leave_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "professional",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_professional_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_professional")),
    )
    with op.batch_alter_table("professional", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_professional_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_professional_name"), ["name"], unique=False)

    op.create_table(
        "room",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("second_waiting_room", sa.Boolean(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_room_capacity")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_room_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_room_site_id_name")),
    )
    op.create_table(
        "trail",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_trail_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_record_record_id"), ["record", "record_id"], unique=False)

    op.create_table(
        "work_pattern",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_work_pattern_order")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_work_pattern_site_id_site")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_work_pattern_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_pattern")),
    )
    with op.batch_alter_table("work_pattern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_pattern_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "address",
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("adult_id", sa.Integer(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("withheld_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(child_id IS NULL) <> (adult_id IS NULL)", name=op.f("ck_address_whose")),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_address_adult_id_adult")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_address_child_id_child")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_adult_id"), ["adult_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_address_child_id"), ["child_id"], unique=False)

    op.create_table(
        "enquiry",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("strategy_discussion_on", sa.Date(), nullable=False),
        sa.Column("s47_started_on", sa.Date(), nullable=True),
        sa.Column("icpc_not_required", sa.Boolean(), nullable=True),
        sa.Column("icpc_on", sa.Date(), nullable=True),
        sa.Column("resulted_in_plan", sa.Boolean(), nullable=True),
        sa.Column("enquiries_in_12_months", sa.Integer(), nullable=True),
        sa.Column("icpcs_in_12_months", sa.Integer(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_enquiry_child_id_child")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint(
            "child_id", "strategy_discussion_on", name=op.f("uq_enquiry_child_id_strategy_discussion_on")
        ),
    )
    op.create_table(
        "involvement",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("professional_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_involvement_family_id_family")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_involvement_professional_id_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint("family_id", "professional_id", name=op.f("uq_involvement_family_id_professional_id")),
    )
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_involvement_professional_id"), ["professional_id"], unique=False)

    op.create_table(
        "relationship",
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("parental_responsibility", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_relationship_adult_id_adult")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_relationship_child_id_child")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
        sa.UniqueConstraint("adult_id", "child_id", name=op.f("uq_relationship_adult_id_child_id")),
    )
    with op.batch_alter_table("relationship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relationship_child_id"), ["child_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("strategy_discussion_on", sa.Date(), nullable=True),
        sa.Column("s47_started_on", sa.Date(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("counted_from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("social_worker_id", sa.Integer(), nullable=True),
        sa.Column("site_wanted_id", sa.Integer(), nullable=True),
        sa.Column("length_minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("separate_arrival", sa.Boolean(), nullable=False),
        sa.Column("non_contact", sa.Boolean(), nullable=False),
        sa.Column("address_withheld", sa.Boolean(), nullable=False),
        sa.Column("domestic_abuse", sa.Boolean(), nullable=False),
        sa.Column("interpreter_language", sa.Text(), nullable=True),
        sa.Column("advocate", sa.Boolean(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("category_sought", sa.String(length=3), nullable=True),
        sa.Column("preferred_chair_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_request_family_id_family")),
        sa.ForeignKeyConstraint(["preferred_chair_id"], ["staff.id"], name=op.f("fk_request_preferred_chair_id_staff")),
        sa.ForeignKeyConstraint(["site_wanted_id"], ["site.id"], name=op.f("fk_request_site_wanted_id_site")),
        sa.ForeignKeyConstraint(
            ["social_worker_id"], ["professional.id"], name=op.f("fk_request_social_worker_id_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_state"), ["state"], unique=False)

    op.create_table(
        "resource",
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(room_id IS NULL) <> (staff_id IS NULL)", name=op.f("ck_resource_what")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_resource_room_id_room")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_resource_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("room_id", name=op.f("uq_resource_room_id")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_resource_staff_id")),
    )
    op.create_table(
        "room_closure",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_room_closure_order")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_closure_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_closure")),
    )
    with op.batch_alter_table("room_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_closure_room_id"), ["room_id"], unique=False)

    op.create_table(
        "room_opening",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes > opens", name=op.f("ck_room_opening_order")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_opening_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_opening")),
    )
    with op.batch_alter_table("room_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_opening_room_id"), ["room_id"], unique=False)

    op.create_table(
        "address_restriction",
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("authorised_by", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_address_restriction_address_id_address")),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_address_restriction_adult_id_adult")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_restriction")),
        sa.UniqueConstraint("address_id", "adult_id", name=op.f("uq_address_restriction_address_id_adult_id")),
    )
    op.create_table(
        "conference",
        sa.Column("reference", sa.String(length=30), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("chair_id", sa.Integer(), nullable=False),
        sa.Column("minute_taker_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("strategy_discussion_on", sa.Date(), nullable=True),
        sa.Column("s47_started_on", sa.Date(), nullable=True),
        sa.Column("counted_from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("late_reason", sa.String(length=40), nullable=True),
        sa.Column("late_note", sa.Text(), nullable=True),
        sa.Column("earliest_possible_at", sa.DateTime(), nullable=True),
        sa.Column("change_reason", sa.String(length=40), nullable=True),
        sa.Column("change_note", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_conference_order")),
        sa.ForeignKeyConstraint(["chair_id"], ["staff.id"], name=op.f("fk_conference_chair_id_staff")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_conference_family_id_family")),
        sa.ForeignKeyConstraint(["minute_taker_id"], ["staff.id"], name=op.f("fk_conference_minute_taker_id_staff")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_conference_request_id_request")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_conference_room_id_room")),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["conference.id"], name=op.f("fk_conference_successor_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("reference", name=op.f("uq_conference_reference")),
    )
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_chair_id"), ["chair_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_minute_taker_id"), ["minute_taker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "request_child",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_request_child_child_id_child")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_child_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_child")),
        sa.UniqueConstraint("request_id", "child_id", name=op.f("uq_request_child_request_id_child_id")),
    )
    with op.batch_alter_table("request_child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_child_child_id"), ["child_id"], unique=False)

    op.create_table(
        "conference_child",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_conference_child_child_id_child")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_conference_child_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_child")),
        sa.UniqueConstraint("conference_id", "child_id", name=op.f("uq_conference_child_conference_id_child_id")),
    )
    with op.batch_alter_table("conference_child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_child_child_id"), ["child_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_document_child_id_child")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_document_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("professional_id", sa.Integer(), nullable=True),
        sa.Column("adult_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(professional_id IS NOT NULL AND adult_id IS NULL AND child_id IS NULL) OR (professional_id IS NULL AND adult_id IS NOT NULL AND child_id IS NULL) OR (professional_id IS NULL AND adult_id IS NULL AND child_id IS NOT NULL)",
            name=op.f("ck_invitation_who"),
        ),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_invitation_adult_id_adult")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_invitation_child_id_child")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_invitation_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_invitation_professional_id_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("conference_id", "adult_id", name=op.f("uq_invitation_conference_id_adult_id")),
        sa.UniqueConstraint("conference_id", "child_id", name=op.f("uq_invitation_conference_id_child_id")),
        sa.UniqueConstraint(
            "conference_id", "professional_id", name=op.f("uq_invitation_conference_id_professional_id")
        ),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_professional_id"), ["professional_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["checked_by_id"], ["staff.id"], name=op.f("fk_minutes_checked_by_id_staff")),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_minutes_conference_id_conference")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("conference_id", name=op.f("uq_minutes_conference_id")),
    )
    op.create_table(
        "occupancy",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("hold", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_occupancy_order")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_occupancy_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_occupancy_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
    )
    with op.batch_alter_table("occupancy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupancy_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_occupancy_resource_id_starts_at_ends_at"),
            ["resource_id", "starts_at", "ends_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_occupancy_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "parent_view",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("views", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_parent_view_adult_id_adult")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_parent_view_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parent_view")),
        sa.UniqueConstraint("conference_id", "adult_id", name=op.f("uq_parent_view_conference_id_adult_id")),
    )
    op.create_table(
        "plan",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=40), nullable=True),
        sa.Column("initial_category", sa.String(length=40), nullable=False),
        sa.Column("latest_category", sa.String(length=40), nullable=False),
        sa.Column("previous_plans", sa.Integer(), nullable=False),
        sa.Column("start_conference_id", sa.Integer(), nullable=True),
        sa.Column("end_conference_id", sa.Integer(), nullable=True),
        sa.Column("lead_worker_id", sa.Integer(), nullable=True),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("transferred_from", sa.Text(), nullable=True),
        sa.Column("last_visit_on", sa.Date(), nullable=True),
        sa.Column("seen_alone", sa.Boolean(), nullable=True),
        sa.Column("latest_review_on", sa.Date(), nullable=True),
        sa.Column("next_review_due_on", sa.Date(), nullable=True),
        sa.Column("protection_powers", sa.Boolean(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on > started_on OR (ended_on = started_on AND coalesce(end_reason, '') = 'made_in_error')",
            name=op.f("ck_plan_order"),
        ),
        sa.ForeignKeyConstraint(["chair_id"], ["staff.id"], name=op.f("fk_plan_chair_id_staff")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_plan_child_id_child")),
        sa.ForeignKeyConstraint(
            ["end_conference_id"], ["conference.id"], name=op.f("fk_plan_end_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(
            ["lead_worker_id"], ["professional.id"], name=op.f("fk_plan_lead_worker_id_professional")
        ),
        sa.ForeignKeyConstraint(
            ["start_conference_id"], ["conference.id"], name=op.f("fk_plan_start_conference_id_conference")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_chair_id"), ["chair_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_child_id_started_on"), ["child_id", "started_on"], unique=False)
        batch_op.create_index(
            "uq_plan_one_open",
            ["child_id"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "quoracy_decision",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("computed_quorate", sa.Boolean(), nullable=False),
        sa.Column("computed_words", sa.Text(), nullable=False),
        sa.Column("went_ahead", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_quoracy_decision_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_quoracy_decision_decided_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quoracy_decision")),
        sa.UniqueConstraint("conference_id", name=op.f("uq_quoracy_decision_conference_id")),
    )
    op.create_table(
        "agency_view",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("threshold_met", sa.Boolean(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissents", sa.Boolean(), nullable=False),
        sa.Column("dissent_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("scale IS NULL OR scale BETWEEN 0 AND 10", name=op.f("ck_agency_view_scale")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_agency_view_child_id_child")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_agency_view_invitation_id_invitation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_view")),
        sa.UniqueConstraint("invitation_id", "child_id", name=op.f("uq_agency_view_invitation_id_child_id")),
    )
    op.create_table(
        "attendance",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("arrived_at", sa.Time(), nullable=True),
        sa.Column("left_at", sa.Time(), nullable=True),
        sa.Column("present_at_decision", sa.Boolean(), nullable=True),
        sa.Column("deputy_name", sa.Text(), nullable=True),
        sa.Column("deputy_title", sa.Text(), nullable=True),
        sa.Column("excluded_part", sa.String(length=40), nullable=True),
        sa.Column("excluded_reason", sa.Text(), nullable=True),
        sa.Column("excluded_by", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_attendance_invitation_id_invitation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_attendance_invitation_id")),
    )
    op.create_table(
        "decision",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("threshold_met", sa.Boolean(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("child_views", sa.Text(), nullable=False),
        sa.Column("participation", sa.String(length=40), nullable=True),
        sa.Column("legal_advice", sa.Boolean(), nullable=True),
        sa.Column("fgc_offered", sa.Boolean(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_decision_child_id_child")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_decision_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("conference_id", "child_id", name=op.f("uq_decision_conference_id_child_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_child_id"), ["child_id"], unique=False)

    op.create_table(
        "minutes_version",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by_id"], ["staff.id"], name=op.f("fk_minutes_version_approved_by_id_staff")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_version_minutes_id_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_minutes_version_minutes_id_number")),
    )
    op.create_table(
        "paragraph",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=40), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_paragraph_child_id_child")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_paragraph_minutes_id_minutes")),
        sa.ForeignKeyConstraint(["speaker_id"], ["invitation.id"], name=op.f("fk_paragraph_speaker_id_invitation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
    )
    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paragraph_minutes_id_heading_child_id"), ["minutes_id", "heading", "child_id"], unique=False
        )

    op.create_table(
        "plan_version",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("visit_every_days", sa.Integer(), nullable=True),
        sa.Column("core_group_first_on", sa.Date(), nullable=True),
        sa.Column("core_group_place", sa.Text(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_plan_version_child_id_child")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_plan_version_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("child_id", "number", name=op.f("uq_plan_version_child_id_number")),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("quality", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("quality IS NULL OR quality BETWEEN 1 AND 5", name=op.f("ck_report_quality")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_report_invitation_id_invitation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_report_invitation_id")),
    )
    op.create_table(
        "report_shared",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("withheld_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_report_shared_adult_id_adult")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_report_shared_invitation_id_invitation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_shared")),
        sa.UniqueConstraint("invitation_id", "adult_id", name=op.f("uq_report_shared_invitation_id_adult_id")),
    )
    op.create_table(
        "contingency",
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_contingency_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contingency")),
    )
    with op.batch_alter_table("contingency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contingency_plan_version_id"), ["plan_version_id"], unique=False)

    op.create_table(
        "core_group_member",
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("professional_id", sa.Integer(), nullable=True),
        sa.Column("adult_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adult_id"], ["adult.id"], name=op.f("fk_core_group_member_adult_id_adult")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_core_group_member_plan_version_id_plan_version")
        ),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professional.id"], name=op.f("fk_core_group_member_professional_id_professional")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_group_member")),
    )
    with op.batch_alter_table("core_group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_core_group_member_plan_version_id"), ["plan_version_id"], unique=False)

    op.create_table(
        "danger_statement",
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("safety_goal", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_danger_statement_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_danger_statement")),
    )
    with op.batch_alter_table("danger_statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_danger_statement_plan_version_id"), ["plan_version_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("progress_note", sa.Text(), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_outcome_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_plan_version_id"), ["plan_version_id"], unique=False)

    op.create_table(
        "plan_action",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_plan_action_outcome_id_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
    )
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_action_outcome_id"), ["outcome_id"], unique=False)
    _guard()


def _guard() -> None:
    """What must never be false: no overlapping occupancy or plan; trail, approved versions and papers never change."""
    if op.get_bind().dialect.name == "postgresql":
        statements = [*_POSTGRES, *(_FREEZE_POSTGRES.format(table=table) for table in _FROZEN)]
    else:
        statements = [*_SQLITE, *(_FREEZE_SQLITE.format(table=t, verb=v) for t in _FROZEN for v in _VERBS)]
    for statement in statements:
        op.execute(statement)


_FROZEN = ("act", "trail", "minutes_version", "document")
_VERBS = ("update", "delete")

_OVERLAPS = """SELECT CASE new.purpose WHEN 'room' THEN RAISE(ABORT, 'room is already occupied')
    WHEN 'chair' THEN RAISE(ABORT, 'chair is already occupied')
    ELSE RAISE(ABORT, 'minute_taker is already occupied') END WHERE new.released_at IS NULL AND EXISTS (
    SELECT 1 FROM occupancy o WHERE o.resource_id = new.resource_id AND o.id IS NOT new.id
    AND o.released_at IS NULL AND o.starts_at < new.ends_at AND o.ends_at > new.starts_at);"""
_PLANS_OVERLAP = """SELECT RAISE(ABORT, 'plans of one child overlap') WHERE EXISTS (
    SELECT 1 FROM plan p WHERE p.child_id = new.child_id AND p.id IS NOT new.id
    AND p.started_on < coalesce(new.ended_on, '9999-12-31')
    AND coalesce(p.ended_on, '9999-12-31') > new.started_on
    AND NOT (p.ended_on IS NULL AND new.ended_on IS NULL)
    AND p.started_on IS NOT p.ended_on AND new.started_on IS NOT new.ended_on);"""
_RAISE = "RAISE(ABORT, 'what is recorded here never changes')"

_SQLITE = (
    f"CREATE TRIGGER occupancy_overlap_insert BEFORE INSERT ON occupancy BEGIN {_OVERLAPS} END",
    "CREATE TRIGGER occupancy_overlap_update BEFORE UPDATE OF resource_id, starts_at, ends_at, released_at"
    f" ON occupancy BEGIN {_OVERLAPS} END",
    f"CREATE TRIGGER plan_overlap_insert BEFORE INSERT ON plan BEGIN {_PLANS_OVERLAP} END",
    "CREATE TRIGGER plan_overlap_update BEFORE UPDATE OF child_id, started_on, ended_on"
    f" ON plan BEGIN {_PLANS_OVERLAP} END",
)
_FREEZE_SQLITE = f"CREATE TRIGGER {{table}}_frozen_{{verb}} BEFORE {{verb}} ON {{table}} BEGIN SELECT {_RAISE}; END"

_POSTGRES = (
    "ALTER TABLE occupancy ADD CONSTRAINT ex_occupancy_overlap EXCLUDE USING gist"
    " (int4range(resource_id, resource_id, '[]') WITH &&, tsrange(starts_at, ends_at) WITH &&)"
    " WHERE (released_at IS NULL)",
    "ALTER TABLE plan ADD CONSTRAINT ex_plan_overlap EXCLUDE USING gist"
    " (int4range(child_id, child_id, '[]') WITH &&, daterange(started_on, ended_on) WITH &&)",
    "CREATE FUNCTION cpconf_frozen() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'what is recorded here never changes'; END $$",
)
_FREEZE_POSTGRES = (
    "CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION cpconf_frozen()"
)
