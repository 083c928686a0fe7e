BEGIN TRANSACTION;
CREATE TABLE act (
	at DATETIME NOT NULL, 
	staff_id INTEGER, 
	staff_name VARCHAR(200) NOT NULL, 
	action VARCHAR(120) NOT NULL, 
	why TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_act PRIMARY KEY (id)
);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.add_site',NULL,1);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.actions.add_family',NULL,2);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.actions.add_child',NULL,3);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.actions.add_child',NULL,4);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.actions.add_child',NULL,5);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.add_adult',NULL,6);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.add_adult',NULL,7);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,8);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,9);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,10);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,11);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,12);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.adults.relate',NULL,13);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.add_room',NULL,14);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.add_room',NULL,15);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','access.actions.add_staff',NULL,16);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.make_bookable',NULL,17);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.set_pattern',NULL,18);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','access.actions.add_staff',NULL,19);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.make_bookable',NULL,20);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.set_pattern',NULL,21);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','access.actions.add_staff',NULL,22);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.make_bookable',NULL,23);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.set_pattern',NULL,24);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','access.actions.add_staff',NULL,25);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.make_bookable',NULL,26);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','diary.actions.set_pattern',NULL,27);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_agency',NULL,28);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_professional',NULL,29);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.involve',NULL,30);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_agency',NULL,31);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_professional',NULL,32);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.involve',NULL,33);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_agency',NULL,34);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_professional',NULL,35);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.involve',NULL,36);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_agency',NULL,37);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.add_professional',NULL,38);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','people.directory.involve',NULL,39);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','bookings.actions.record_request',NULL,40);
INSERT INTO "act" VALUES('2026-03-02 09:00:00.000000',NULL,'Tess Tester','bookings.booking.book_conference',NULL,41);
CREATE TABLE address (
	child_id INTEGER, 
	adult_id INTEGER, 
	lines TEXT NOT NULL, 
	postcode VARCHAR(10), 
	from_on DATE NOT NULL, 
	until_on DATE, 
	withheld BOOLEAN NOT NULL, 
	withheld_reason TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_address PRIMARY KEY (id), 
	CONSTRAINT ck_address_whose CHECK ((child_id IS NULL) <> (adult_id IS NULL)), 
	CONSTRAINT fk_address_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_address_child_id_child FOREIGN KEY(child_id) REFERENCES child (id)
);
CREATE TABLE address_restriction (
	address_id INTEGER NOT NULL, 
	adult_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	authorised_by TEXT NOT NULL, 
	from_on DATE NOT NULL, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_address_restriction PRIMARY KEY (id), 
	CONSTRAINT fk_address_restriction_address_id_address FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT fk_address_restriction_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT uq_address_restriction_address_id_adult_id UNIQUE (address_id, adult_id)
);
CREATE TABLE adult (
	family_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	name_in_script TEXT, 
	born_on DATE, 
	in_household BOOLEAN NOT NULL, 
	first_language TEXT, 
	interpreter_language TEXT, 
	phone TEXT, 
	email TEXT, 
	died_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_adult PRIMARY KEY (id), 
	CONSTRAINT fk_adult_family_id_family FOREIGN KEY(family_id) REFERENCES family (id)
);
INSERT INTO "adult" VALUES(1,'Mo Testling',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "adult" VALUES(1,'Fin Testling',NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,2);
CREATE TABLE agency (
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	owes_report BOOLEAN NOT NULL, 
	email TEXT, 
	phone TEXT, 
	address TEXT, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (id), 
	CONSTRAINT uq_agency_name UNIQUE (name)
);
INSERT INTO "agency" VALUES('North Assessment Team','social_care',1,NULL,NULL,NULL,NULL,1);
INSERT INTO "agency" VALUES('Toybrook School','education',1,NULL,NULL,NULL,NULL,2);
INSERT INTO "agency" VALUES('Toybrook Clinic','health_visiting',1,NULL,NULL,NULL,NULL,3);
INSERT INTO "agency" VALUES('Safeguarding Unit','police',1,NULL,NULL,NULL,NULL,4);
CREATE TABLE agency_view (
	invitation_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	threshold_met BOOLEAN, 
	category VARCHAR(40), 
	scale INTEGER, 
	reason TEXT NOT NULL, 
	dissents BOOLEAN NOT NULL, 
	dissent_text TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_agency_view PRIMARY KEY (id), 
	CONSTRAINT ck_agency_view_scale CHECK (scale IS NULL OR scale BETWEEN 0 AND 10), 
	CONSTRAINT fk_agency_view_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_agency_view_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id), 
	CONSTRAINT uq_agency_view_invitation_id_child_id UNIQUE (invitation_id, child_id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attendance (
	invitation_id INTEGER NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	arrived_at TIME, 
	left_at TIME, 
	present_at_decision BOOLEAN, 
	deputy_name TEXT, 
	deputy_title TEXT, 
	excluded_part VARCHAR(40), 
	excluded_reason TEXT, 
	excluded_by TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_attendance PRIMARY KEY (id), 
	CONSTRAINT fk_attendance_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id), 
	CONSTRAINT uq_attendance_invitation_id UNIQUE (invitation_id)
);
CREATE TABLE calendar_exception (
	day DATE NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	reason TEXT NOT NULL, 
	withdrawn_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_calendar_exception PRIMARY KEY (id), 
	CONSTRAINT uq_calendar_exception_day UNIQUE (day)
);
CREATE TABLE child (
	la_child_id VARCHAR(20) NOT NULL, 
	family_id INTEGER, 
	given_name VARCHAR(120), 
	family_name VARCHAR(120), 
	known_as TEXT, 
	name_in_script TEXT, 
	born_on DATE, 
	expected_on DATE, 
	died_on DATE, 
	sex VARCHAR(40) NOT NULL, 
	ethnicity VARCHAR(40) NOT NULL, 
	disabled BOOLEAN, 
	disabilities JSON NOT NULL, 
	first_language TEXT, 
	religion TEXT, 
	nhs_number VARCHAR(10), 
	upn VARCHAR(13), 
	school TEXT, 
	gp TEXT, 
	legal_status TEXT, 
	team TEXT, 
	worker TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_child PRIMARY KEY (id), 
	CONSTRAINT ck_child_birth CHECK ((born_on IS NULL) <> (expected_on IS NULL)), 
	CONSTRAINT fk_child_family_id_family FOREIGN KEY(family_id) REFERENCES family (id), 
	CONSTRAINT uq_child_la_child_id UNIQUE (la_child_id)
);
INSERT INTO "child" VALUES('T1001',1,'Robin','Testling',NULL,NULL,'2018-11-24',NULL,NULL,'F','WBRI',NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "child" VALUES('T1002',1,'Wren','Testling',NULL,NULL,'2022-11-23',NULL,NULL,'M','WBRI',NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO "child" VALUES('T1003',1,NULL,'Testling',NULL,NULL,NULL,'2026-06-30',NULL,'U','NOBT',NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3);
CREATE TABLE conference (
	reference VARCHAR(30) NOT NULL, 
	request_id INTEGER, 
	family_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	began_at DATETIME, 
	finished_at DATETIME, 
	room_id INTEGER, 
	chair_id INTEGER NOT NULL, 
	minute_taker_id INTEGER NOT NULL, 
	mode VARCHAR(40) NOT NULL, 
	strategy_discussion_on DATE, 
	s47_started_on DATE, 
	counted_from_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	late_reason VARCHAR(40), 
	late_note TEXT, 
	earliest_possible_at DATETIME, 
	change_reason VARCHAR(40), 
	change_note TEXT, 
	successor_id INTEGER, 
	booked_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_conference PRIMARY KEY (id), 
	CONSTRAINT ck_conference_order CHECK (ends_at > starts_at), 
	CONSTRAINT fk_conference_chair_id_staff FOREIGN KEY(chair_id) REFERENCES staff (id), 
	CONSTRAINT fk_conference_family_id_family FOREIGN KEY(family_id) REFERENCES family (id), 
	CONSTRAINT fk_conference_minute_taker_id_staff FOREIGN KEY(minute_taker_id) REFERENCES staff (id), 
	CONSTRAINT fk_conference_request_id_request FOREIGN KEY(request_id) REFERENCES request (id), 
	CONSTRAINT fk_conference_room_id_room FOREIGN KEY(room_id) REFERENCES room (id), 
	CONSTRAINT fk_conference_successor_id_conference FOREIGN KEY(successor_id) REFERENCES conference (id), 
	CONSTRAINT uq_conference_reference UNIQUE (reference)
);
INSERT INTO "conference" VALUES('CP-2026-0001',1,1,'initial','confirmed','2026-03-10 10:00:00.000000','2026-03-10 12:00:00.000000',NULL,NULL,1,1,3,'in_person','2026-03-02','2026-03-02','2026-03-02','2026-03-23',NULL,NULL,NULL,NULL,NULL,NULL,'2026-03-02 09:00:00.000000',NULL,1);
CREATE TABLE conference_child (
	conference_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_conference_child PRIMARY KEY (id), 
	CONSTRAINT fk_conference_child_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_conference_child_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT uq_conference_child_conference_id_child_id UNIQUE (conference_id, child_id)
);
INSERT INTO "conference_child" VALUES(1,1,1);
INSERT INTO "conference_child" VALUES(1,2,2);
CREATE TABLE contingency (
	plan_version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"trigger" TEXT NOT NULL, 
	action TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	deadline_on DATE, 
	step TEXT NOT NULL, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_contingency PRIMARY KEY (id), 
	CONSTRAINT fk_contingency_plan_version_id_plan_version FOREIGN KEY(plan_version_id) REFERENCES plan_version (id)
);
CREATE TABLE core_group_member (
	plan_version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	professional_id INTEGER, 
	adult_id INTEGER, 
	name VARCHAR(200) NOT NULL, 
	role TEXT NOT NULL, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_core_group_member PRIMARY KEY (id), 
	CONSTRAINT fk_core_group_member_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_core_group_member_plan_version_id_plan_version FOREIGN KEY(plan_version_id) REFERENCES plan_version (id), 
	CONSTRAINT fk_core_group_member_professional_id_professional FOREIGN KEY(professional_id) REFERENCES professional (id)
);
CREATE TABLE danger_statement (
	plan_version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	statement TEXT NOT NULL, 
	safety_goal TEXT NOT NULL, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_danger_statement PRIMARY KEY (id), 
	CONSTRAINT fk_danger_statement_plan_version_id_plan_version FOREIGN KEY(plan_version_id) REFERENCES plan_version (id)
);
CREATE TABLE decision (
	conference_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	threshold_met BOOLEAN, 
	category VARCHAR(40), 
	reasons TEXT NOT NULL, 
	child_views TEXT NOT NULL, 
	participation VARCHAR(40), 
	legal_advice BOOLEAN, 
	fgc_offered BOOLEAN, 
	plan_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_decision_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_decision_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_decision_conference_id_child_id UNIQUE (conference_id, child_id)
);
CREATE TABLE document (
	kind VARCHAR(40) NOT NULL, 
	conference_id INTEGER, 
	child_id INTEGER, 
	title VARCHAR(200) NOT NULL, 
	version VARCHAR(20) NOT NULL, 
	snapshot BLOB NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	pdf BLOB NOT NULL, 
	pages INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_document_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id)
);
CREATE TABLE enquiry (
	child_id INTEGER NOT NULL, 
	strategy_discussion_on DATE NOT NULL, 
	s47_started_on DATE, 
	icpc_not_required BOOLEAN, 
	icpc_on DATE, 
	resulted_in_plan BOOLEAN, 
	enquiries_in_12_months INTEGER, 
	icpcs_in_12_months INTEGER, 
	team TEXT, 
	worker TEXT, 
	imported BOOLEAN NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_enquiry PRIMARY KEY (id), 
	CONSTRAINT fk_enquiry_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT uq_enquiry_child_id_strategy_discussion_on UNIQUE (child_id, strategy_discussion_on)
);
CREATE TABLE family (
	reference VARCHAR(30) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	notes TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_family PRIMARY KEY (id), 
	CONSTRAINT uq_family_reference UNIQUE (reference)
);
INSERT INTO "family" VALUES('F-000001','Testling','',1);
CREATE TABLE invitation (
	conference_id INTEGER NOT NULL, 
	professional_id INTEGER, 
	adult_id INTEGER, 
	child_id INTEGER, 
	capacity TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	invited_on DATE, 
	report_due_on DATE, 
	withdrawn_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_invitation PRIMARY KEY (id), 
	CONSTRAINT ck_invitation_who CHECK ((professional_id IS NOT NULL AND adult_id IS NULL AND child_id IS NULL) OR (professional_id IS NULL AND adult_id IS NOT NULL AND child_id IS NULL) OR (professional_id IS NULL AND adult_id IS NULL AND child_id IS NOT NULL)), 
	CONSTRAINT fk_invitation_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_invitation_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_invitation_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_invitation_professional_id_professional FOREIGN KEY(professional_id) REFERENCES professional (id), 
	CONSTRAINT uq_invitation_conference_id_adult_id UNIQUE (conference_id, adult_id), 
	CONSTRAINT uq_invitation_conference_id_child_id UNIQUE (conference_id, child_id), 
	CONSTRAINT uq_invitation_conference_id_professional_id UNIQUE (conference_id, professional_id)
);
INSERT INTO "invitation" VALUES(1,NULL,1,NULL,'mother',1,'2026-03-02',NULL,NULL,1);
INSERT INTO "invitation" VALUES(1,NULL,2,NULL,'father',2,'2026-03-02',NULL,NULL,2);
INSERT INTO "invitation" VALUES(1,1,NULL,NULL,'Social worker',3,'2026-03-02','2026-03-06',NULL,3);
INSERT INTO "invitation" VALUES(1,2,NULL,NULL,'Designated safeguarding lead',4,'2026-03-02','2026-03-06',NULL,4);
INSERT INTO "invitation" VALUES(1,3,NULL,NULL,'Health visitor',5,'2026-03-02','2026-03-06',NULL,5);
INSERT INTO "invitation" VALUES(1,4,NULL,NULL,'Detective constable',6,'2026-03-02','2026-03-06',NULL,6);
CREATE TABLE involvement (
	family_id INTEGER NOT NULL, 
	professional_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_involvement PRIMARY KEY (id), 
	CONSTRAINT fk_involvement_family_id_family FOREIGN KEY(family_id) REFERENCES family (id), 
	CONSTRAINT fk_involvement_professional_id_professional FOREIGN KEY(professional_id) REFERENCES professional (id), 
	CONSTRAINT uq_involvement_family_id_professional_id UNIQUE (family_id, professional_id)
);
INSERT INTO "involvement" VALUES(1,1,'',NULL,1);
INSERT INTO "involvement" VALUES(1,2,'',NULL,2);
INSERT INTO "involvement" VALUES(1,3,'',NULL,3);
INSERT INTO "involvement" VALUES(1,4,'',NULL,4);
CREATE TABLE leave (
	staff_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	withdrawn_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_leave PRIMARY KEY (id), 
	CONSTRAINT ck_leave_order CHECK (ends_at > starts_at), 
	CONSTRAINT fk_leave_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE minutes (
	conference_id INTEGER NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	started_at DATETIME NOT NULL, 
	checked_by_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_minutes PRIMARY KEY (id), 
	CONSTRAINT fk_minutes_checked_by_id_staff FOREIGN KEY(checked_by_id) REFERENCES staff (id), 
	CONSTRAINT fk_minutes_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT uq_minutes_conference_id UNIQUE (conference_id)
);
CREATE TABLE minutes_version (
	minutes_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	approved_at DATETIME NOT NULL, 
	approved_by_id INTEGER, 
	snapshot BLOB NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_minutes_version PRIMARY KEY (id), 
	CONSTRAINT fk_minutes_version_approved_by_id_staff FOREIGN KEY(approved_by_id) REFERENCES staff (id), 
	CONSTRAINT fk_minutes_version_minutes_id_minutes FOREIGN KEY(minutes_id) REFERENCES minutes (id), 
	CONSTRAINT uq_minutes_version_minutes_id_number UNIQUE (minutes_id, number)
);
CREATE TABLE occupancy (
	resource_id INTEGER NOT NULL, 
	conference_id INTEGER, 
	purpose VARCHAR(40) NOT NULL, 
	hold VARCHAR(40) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	released_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_occupancy PRIMARY KEY (id), 
	CONSTRAINT ck_occupancy_order CHECK (ends_at > starts_at), 
	CONSTRAINT fk_occupancy_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_occupancy_resource_id_resource FOREIGN KEY(resource_id) REFERENCES resource (id)
);
INSERT INTO "occupancy" VALUES(1,1,'room','booked','2026-03-10 09:30:00.000000','2026-03-10 12:10:00.000000',NULL,1);
INSERT INTO "occupancy" VALUES(3,1,'chair','booked','2026-03-10 09:30:00.000000','2026-03-10 12:30:00.000000',NULL,2);
INSERT INTO "occupancy" VALUES(5,1,'minute_taker','booked','2026-03-10 10:00:00.000000','2026-03-10 13:00:00.000000',NULL,3);
CREATE TABLE outcome (
	plan_version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	need TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	baseline TEXT NOT NULL, 
	progress VARCHAR(40) NOT NULL, 
	progress_note TEXT NOT NULL, 
	achieved_on DATE, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_outcome PRIMARY KEY (id), 
	CONSTRAINT fk_outcome_plan_version_id_plan_version FOREIGN KEY(plan_version_id) REFERENCES plan_version (id)
);
CREATE TABLE paragraph (
	minutes_id INTEGER NOT NULL, 
	heading VARCHAR(40) NOT NULL, 
	child_id INTEGER, 
	speaker_id INTEGER, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_paragraph PRIMARY KEY (id), 
	CONSTRAINT fk_paragraph_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_paragraph_minutes_id_minutes FOREIGN KEY(minutes_id) REFERENCES minutes (id), 
	CONSTRAINT fk_paragraph_speaker_id_invitation FOREIGN KEY(speaker_id) REFERENCES invitation (id)
);
CREATE TABLE parent_view (
	conference_id INTEGER NOT NULL, 
	adult_id INTEGER NOT NULL, 
	views TEXT NOT NULL, 
	method VARCHAR(60) NOT NULL, 
	agrees BOOLEAN, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_parent_view PRIMARY KEY (id), 
	CONSTRAINT fk_parent_view_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_parent_view_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT uq_parent_view_conference_id_adult_id UNIQUE (conference_id, adult_id)
);
CREATE TABLE "plan" (
	child_id INTEGER NOT NULL, 
	started_on DATE NOT NULL, 
	ended_on DATE, 
	end_reason VARCHAR(40), 
	initial_category VARCHAR(40) NOT NULL, 
	latest_category VARCHAR(40) NOT NULL, 
	previous_plans INTEGER NOT NULL, 
	start_conference_id INTEGER, 
	end_conference_id INTEGER, 
	lead_worker_id INTEGER, 
	chair_id INTEGER, 
	transferred_from TEXT, 
	last_visit_on DATE, 
	seen_alone BOOLEAN, 
	latest_review_on DATE, 
	next_review_due_on DATE, 
	protection_powers BOOLEAN, 
	team TEXT, 
	worker TEXT, 
	imported BOOLEAN NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT ck_plan_order CHECK (ended_on IS NULL OR ended_on > started_on OR (ended_on = started_on AND coalesce(end_reason, '') = 'made_in_error')), 
	CONSTRAINT fk_plan_chair_id_staff FOREIGN KEY(chair_id) REFERENCES staff (id), 
	CONSTRAINT fk_plan_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_plan_end_conference_id_conference FOREIGN KEY(end_conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_plan_lead_worker_id_professional FOREIGN KEY(lead_worker_id) REFERENCES professional (id), 
	CONSTRAINT fk_plan_start_conference_id_conference FOREIGN KEY(start_conference_id) REFERENCES conference (id)
);
CREATE TABLE plan_action (
	outcome_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	who TEXT NOT NULL, 
	by_on DATE, 
	done_on DATE, 
	removed_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_plan_action PRIMARY KEY (id), 
	CONSTRAINT fk_plan_action_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id)
);
CREATE TABLE plan_version (
	child_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	conference_id INTEGER, 
	number INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	visit_every_days INTEGER, 
	core_group_first_on DATE, 
	core_group_place TEXT NOT NULL, 
	next_review_on DATE, 
	issued_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_plan_version PRIMARY KEY (id), 
	CONSTRAINT fk_plan_version_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_plan_version_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_plan_version_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_plan_version_child_id_number UNIQUE (child_id, number)
);
CREATE TABLE professional (
	name VARCHAR(200) NOT NULL, 
	job_title TEXT NOT NULL, 
	agency_id INTEGER NOT NULL, 
	email TEXT, 
	phone TEXT, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_professional PRIMARY KEY (id), 
	CONSTRAINT fk_professional_agency_id_agency FOREIGN KEY(agency_id) REFERENCES agency (id)
);
INSERT INTO "professional" VALUES('Sol Worker','Social worker',1,NULL,NULL,NULL,1);
INSERT INTO "professional" VALUES('Terry Teachwell','Designated safeguarding lead',2,NULL,NULL,NULL,2);
INSERT INTO "professional" VALUES('Harper Visitwell','Health visitor',3,NULL,NULL,NULL,3);
INSERT INTO "professional" VALUES('Pat Constable','Detective constable',4,NULL,NULL,NULL,4);
CREATE TABLE quoracy_decision (
	conference_id INTEGER NOT NULL, 
	computed_quorate BOOLEAN NOT NULL, 
	computed_words TEXT NOT NULL, 
	went_ahead BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	decided_by_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_quoracy_decision PRIMARY KEY (id), 
	CONSTRAINT fk_quoracy_decision_conference_id_conference FOREIGN KEY(conference_id) REFERENCES conference (id), 
	CONSTRAINT fk_quoracy_decision_decided_by_id_staff FOREIGN KEY(decided_by_id) REFERENCES staff (id), 
	CONSTRAINT uq_quoracy_decision_conference_id UNIQUE (conference_id)
);
CREATE TABLE relationship (
	adult_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	kind VARCHAR(60) NOT NULL, 
	parental_responsibility BOOLEAN NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_relationship PRIMARY KEY (id), 
	CONSTRAINT fk_relationship_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_relationship_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT uq_relationship_adult_id_child_id UNIQUE (adult_id, child_id)
);
INSERT INTO "relationship" VALUES(1,1,'mother',1,1);
INSERT INTO "relationship" VALUES(2,1,'father',1,2);
INSERT INTO "relationship" VALUES(1,2,'mother',1,3);
INSERT INTO "relationship" VALUES(2,2,'father',1,4);
INSERT INTO "relationship" VALUES(1,3,'mother',1,5);
INSERT INTO "relationship" VALUES(2,3,'father',0,6);
CREATE TABLE report (
	invitation_id INTEGER NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	received_on DATE, 
	quality INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT ck_report_quality CHECK (quality IS NULL OR quality BETWEEN 1 AND 5), 
	CONSTRAINT fk_report_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id), 
	CONSTRAINT uq_report_invitation_id UNIQUE (invitation_id)
);
CREATE TABLE report_shared (
	invitation_id INTEGER NOT NULL, 
	adult_id INTEGER NOT NULL, 
	seen_on DATE, 
	in_time BOOLEAN, 
	withheld_reason TEXT, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_report_shared PRIMARY KEY (id), 
	CONSTRAINT fk_report_shared_adult_id_adult FOREIGN KEY(adult_id) REFERENCES adult (id), 
	CONSTRAINT fk_report_shared_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id), 
	CONSTRAINT uq_report_shared_invitation_id_adult_id UNIQUE (invitation_id, adult_id)
);
CREATE TABLE request (
	family_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	received_at DATETIME NOT NULL, 
	strategy_discussion_on DATE, 
	s47_started_on DATE, 
	notice_on DATE, 
	counted_from_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	social_worker_id INTEGER, 
	site_wanted_id INTEGER, 
	length_minutes INTEGER NOT NULL, 
	seats INTEGER NOT NULL, 
	mode VARCHAR(40) NOT NULL, 
	separate_arrival BOOLEAN NOT NULL, 
	non_contact BOOLEAN NOT NULL, 
	address_withheld BOOLEAN NOT NULL, 
	domestic_abuse BOOLEAN NOT NULL, 
	interpreter_language TEXT, 
	advocate BOOLEAN NOT NULL, 
	access_needs TEXT NOT NULL, 
	risks TEXT NOT NULL, 
	category_sought VARCHAR(3), 
	preferred_chair_id INTEGER, 
	notes TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_request PRIMARY KEY (id), 
	CONSTRAINT fk_request_family_id_family FOREIGN KEY(family_id) REFERENCES family (id), 
	CONSTRAINT fk_request_preferred_chair_id_staff FOREIGN KEY(preferred_chair_id) REFERENCES staff (id), 
	CONSTRAINT fk_request_site_wanted_id_site FOREIGN KEY(site_wanted_id) REFERENCES site (id), 
	CONSTRAINT fk_request_social_worker_id_professional FOREIGN KEY(social_worker_id) REFERENCES professional (id)
);
INSERT INTO "request" VALUES(1,'initial','booked','2026-03-02 09:00:00.000000','2026-03-02','2026-03-02',NULL,'2026-03-02','2026-03-23',1,NULL,120,8,'in_person',0,0,0,0,NULL,0,'','','NEG',NULL,'',1);
CREATE TABLE request_child (
	request_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_request_child PRIMARY KEY (id), 
	CONSTRAINT fk_request_child_child_id_child FOREIGN KEY(child_id) REFERENCES child (id), 
	CONSTRAINT fk_request_child_request_id_request FOREIGN KEY(request_id) REFERENCES request (id), 
	CONSTRAINT uq_request_child_request_id_child_id UNIQUE (request_id, child_id)
);
INSERT INTO "request_child" VALUES(1,1,1);
INSERT INTO "request_child" VALUES(1,2,2);
CREATE TABLE resource (
	room_id INTEGER, 
	staff_id INTEGER, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_resource PRIMARY KEY (id), 
	CONSTRAINT ck_resource_what CHECK ((room_id IS NULL) <> (staff_id IS NULL)), 
	CONSTRAINT fk_resource_room_id_room FOREIGN KEY(room_id) REFERENCES room (id), 
	CONSTRAINT fk_resource_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT uq_resource_room_id UNIQUE (room_id), 
	CONSTRAINT uq_resource_staff_id UNIQUE (staff_id)
);
INSERT INTO "resource" VALUES(1,NULL,1);
INSERT INTO "resource" VALUES(2,NULL,2);
INSERT INTO "resource" VALUES(NULL,1,3);
INSERT INTO "resource" VALUES(NULL,2,4);
INSERT INTO "resource" VALUES(NULL,3,5);
INSERT INTO "resource" VALUES(NULL,4,6);
CREATE TABLE room (
	site_id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	capacity INTEGER NOT NULL, 
	second_waiting_room BOOLEAN NOT NULL, 
	step_free BOOLEAN NOT NULL, 
	equipment TEXT NOT NULL, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_room PRIMARY KEY (id), 
	CONSTRAINT ck_room_capacity CHECK (capacity > 0), 
	CONSTRAINT fk_room_site_id_site FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT uq_room_site_id_name UNIQUE (site_id, name)
);
INSERT INTO "room" VALUES(1,'Oak',14,0,1,'',NULL,1);
INSERT INTO "room" VALUES(1,'Ash',8,0,1,'',NULL,2);
CREATE TABLE room_closure (
	room_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	withdrawn_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_room_closure PRIMARY KEY (id), 
	CONSTRAINT ck_room_closure_order CHECK (ends_at > starts_at), 
	CONSTRAINT fk_room_closure_room_id_room FOREIGN KEY(room_id) REFERENCES room (id)
);
CREATE TABLE room_opening (
	room_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	opens TIME NOT NULL, 
	closes TIME NOT NULL, 
	from_on DATE, 
	until_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_room_opening PRIMARY KEY (id), 
	CONSTRAINT ck_room_opening_order CHECK (closes > opens), 
	CONSTRAINT fk_room_opening_room_id_room FOREIGN KEY(room_id) REFERENCES room (id)
);
INSERT INTO "room_opening" VALUES(1,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,1);
INSERT INTO "room_opening" VALUES(1,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,2);
INSERT INTO "room_opening" VALUES(1,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,3);
INSERT INTO "room_opening" VALUES(1,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,4);
INSERT INTO "room_opening" VALUES(1,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,5);
INSERT INTO "room_opening" VALUES(2,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,6);
INSERT INTO "room_opening" VALUES(2,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,7);
INSERT INTO "room_opening" VALUES(2,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,8);
INSERT INTO "room_opening" VALUES(2,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,9);
INSERT INTO "room_opening" VALUES(2,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,10);
CREATE TABLE school_term (
	name VARCHAR(80) NOT NULL, 
	from_on DATE NOT NULL, 
	until_on DATE NOT NULL, 
	withdrawn_at DATETIME, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_school_term PRIMARY KEY (id), 
	CONSTRAINT ck_school_term_order CHECK (until_on >= from_on)
);
CREATE TABLE setting (
	"key" VARCHAR(80) NOT NULL, 
	value JSON NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT uq_setting_key UNIQUE ("key")
);
CREATE TABLE site (
	name VARCHAR(120) NOT NULL, 
	address TEXT NOT NULL, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT uq_site_name UNIQUE (name)
);
INSERT INTO "site" VALUES('Toybrook House','',NULL,1);
CREATE TABLE staff (
	name VARCHAR(200) NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	fte_percent INTEGER NOT NULL, 
	email TEXT, 
	phone TEXT, 
	started_on DATE, 
	ended_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_staff PRIMARY KEY (id), 
	CONSTRAINT ck_staff_fte CHECK (fte_percent BETWEEN 0 AND 100)
);
INSERT INTO "staff" VALUES('Cass Chair','chair',100,NULL,NULL,NULL,NULL,1);
INSERT INTO "staff" VALUES('Chris Chair','chair',100,NULL,NULL,NULL,NULL,2);
INSERT INTO "staff" VALUES('Min Taker','specialist',100,NULL,NULL,NULL,NULL,3);
INSERT INTO "staff" VALUES('Mel Taker','specialist',100,NULL,NULL,NULL,NULL,4);
CREATE TABLE trail (
	act_id INTEGER NOT NULL, 
	record VARCHAR(60) NOT NULL, 
	record_id INTEGER NOT NULL, 
	verb VARCHAR(10) NOT NULL, 
	changes JSON NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_trail PRIMARY KEY (id), 
	CONSTRAINT fk_trail_act_id_act FOREIGN KEY(act_id) REFERENCES act (id)
);
INSERT INTO "trail" VALUES(1,'site',1,'added','{"name": [null, "Toybrook House"], "address": [null, ""]}',1);
INSERT INTO "trail" VALUES(2,'family',1,'added','{"reference": [null, "F-000001"], "name": [null, "Testling"], "notes": [null, ""]}',2);
INSERT INTO "trail" VALUES(3,'child',1,'added','{"la_child_id": [null, "T1001"], "family_id": [null, 1], "given_name": [null, "Robin"], "family_name": [null, "Testling"], "born_on": [null, "2018-11-24"], "sex": [null, "F"], "ethnicity": [null, "WBRI"], "disabilities": [null, []]}',3);
INSERT INTO "trail" VALUES(4,'child',2,'added','{"la_child_id": [null, "T1002"], "family_id": [null, 1], "given_name": [null, "Wren"], "family_name": [null, "Testling"], "born_on": [null, "2022-11-23"], "sex": [null, "M"], "ethnicity": [null, "WBRI"], "disabilities": [null, []]}',4);
INSERT INTO "trail" VALUES(5,'child',3,'added','{"la_child_id": [null, "T1003"], "family_id": [null, 1], "family_name": [null, "Testling"], "expected_on": [null, "2026-06-30"], "sex": [null, "U"], "ethnicity": [null, "NOBT"], "disabilities": [null, []]}',5);
INSERT INTO "trail" VALUES(6,'adult',1,'added','{"family_id": [null, 1], "name": [null, "Mo Testling"], "in_household": [null, true]}',6);
INSERT INTO "trail" VALUES(7,'adult',2,'added','{"family_id": [null, 1], "name": [null, "Fin Testling"], "in_household": [null, false]}',7);
INSERT INTO "trail" VALUES(8,'relationship',1,'added','{"adult_id": [null, 1], "child_id": [null, 1], "kind": [null, "mother"], "parental_responsibility": [null, true]}',8);
INSERT INTO "trail" VALUES(9,'relationship',2,'added','{"adult_id": [null, 2], "child_id": [null, 1], "kind": [null, "father"], "parental_responsibility": [null, true]}',9);
INSERT INTO "trail" VALUES(10,'relationship',3,'added','{"adult_id": [null, 1], "child_id": [null, 2], "kind": [null, "mother"], "parental_responsibility": [null, true]}',10);
INSERT INTO "trail" VALUES(11,'relationship',4,'added','{"adult_id": [null, 2], "child_id": [null, 2], "kind": [null, "father"], "parental_responsibility": [null, true]}',11);
INSERT INTO "trail" VALUES(12,'relationship',5,'added','{"adult_id": [null, 1], "child_id": [null, 3], "kind": [null, "mother"], "parental_responsibility": [null, true]}',12);
INSERT INTO "trail" VALUES(13,'relationship',6,'added','{"adult_id": [null, 2], "child_id": [null, 3], "kind": [null, "father"], "parental_responsibility": [null, false]}',13);
INSERT INTO "trail" VALUES(14,'room',1,'added','{"site_id": [null, 1], "name": [null, "Oak"], "capacity": [null, 14], "second_waiting_room": [null, false], "step_free": [null, true], "equipment": [null, ""]}',14);
INSERT INTO "trail" VALUES(14,'resource',1,'added','{"room_id": [null, 1]}',15);
INSERT INTO "trail" VALUES(14,'room_opening',1,'added','{"room_id": [null, 1], "weekday": [null, 0], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',16);
INSERT INTO "trail" VALUES(14,'room_opening',2,'added','{"room_id": [null, 1], "weekday": [null, 1], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',17);
INSERT INTO "trail" VALUES(14,'room_opening',3,'added','{"room_id": [null, 1], "weekday": [null, 2], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',18);
INSERT INTO "trail" VALUES(14,'room_opening',4,'added','{"room_id": [null, 1], "weekday": [null, 3], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',19);
INSERT INTO "trail" VALUES(14,'room_opening',5,'added','{"room_id": [null, 1], "weekday": [null, 4], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',20);
INSERT INTO "trail" VALUES(15,'room',2,'added','{"site_id": [null, 1], "name": [null, "Ash"], "capacity": [null, 8], "second_waiting_room": [null, false], "step_free": [null, true], "equipment": [null, ""]}',21);
INSERT INTO "trail" VALUES(15,'resource',2,'added','{"room_id": [null, 2]}',22);
INSERT INTO "trail" VALUES(15,'room_opening',6,'added','{"room_id": [null, 2], "weekday": [null, 0], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',23);
INSERT INTO "trail" VALUES(15,'room_opening',7,'added','{"room_id": [null, 2], "weekday": [null, 1], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',24);
INSERT INTO "trail" VALUES(15,'room_opening',8,'added','{"room_id": [null, 2], "weekday": [null, 2], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',25);
INSERT INTO "trail" VALUES(15,'room_opening',9,'added','{"room_id": [null, 2], "weekday": [null, 3], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',26);
INSERT INTO "trail" VALUES(15,'room_opening',10,'added','{"room_id": [null, 2], "weekday": [null, 4], "opens": [null, "08:00:00"], "closes": [null, "18:00:00"]}',27);
INSERT INTO "trail" VALUES(16,'staff',1,'added','{"name": [null, "Cass Chair"], "role": [null, "chair"], "fte_percent": [null, 100]}',28);
INSERT INTO "trail" VALUES(17,'resource',3,'added','{"staff_id": [null, 1]}',29);
INSERT INTO "trail" VALUES(18,'work_pattern',1,'added','{"staff_id": [null, 1], "weekday": [null, 0], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',30);
INSERT INTO "trail" VALUES(18,'work_pattern',2,'added','{"staff_id": [null, 1], "weekday": [null, 1], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',31);
INSERT INTO "trail" VALUES(18,'work_pattern',3,'added','{"staff_id": [null, 1], "weekday": [null, 2], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',32);
INSERT INTO "trail" VALUES(18,'work_pattern',4,'added','{"staff_id": [null, 1], "weekday": [null, 3], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',33);
INSERT INTO "trail" VALUES(18,'work_pattern',5,'added','{"staff_id": [null, 1], "weekday": [null, 4], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',34);
INSERT INTO "trail" VALUES(19,'staff',2,'added','{"name": [null, "Chris Chair"], "role": [null, "chair"], "fte_percent": [null, 100]}',35);
INSERT INTO "trail" VALUES(20,'resource',4,'added','{"staff_id": [null, 2]}',36);
INSERT INTO "trail" VALUES(21,'work_pattern',6,'added','{"staff_id": [null, 2], "weekday": [null, 0], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',37);
INSERT INTO "trail" VALUES(21,'work_pattern',7,'added','{"staff_id": [null, 2], "weekday": [null, 1], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',38);
INSERT INTO "trail" VALUES(21,'work_pattern',8,'added','{"staff_id": [null, 2], "weekday": [null, 2], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',39);
INSERT INTO "trail" VALUES(21,'work_pattern',9,'added','{"staff_id": [null, 2], "weekday": [null, 3], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',40);
INSERT INTO "trail" VALUES(21,'work_pattern',10,'added','{"staff_id": [null, 2], "weekday": [null, 4], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',41);
INSERT INTO "trail" VALUES(22,'staff',3,'added','{"name": [null, "Min Taker"], "role": [null, "specialist"], "fte_percent": [null, 100]}',42);
INSERT INTO "trail" VALUES(23,'resource',5,'added','{"staff_id": [null, 3]}',43);
INSERT INTO "trail" VALUES(24,'work_pattern',11,'added','{"staff_id": [null, 3], "weekday": [null, 0], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',44);
INSERT INTO "trail" VALUES(24,'work_pattern',12,'added','{"staff_id": [null, 3], "weekday": [null, 1], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',45);
INSERT INTO "trail" VALUES(24,'work_pattern',13,'added','{"staff_id": [null, 3], "weekday": [null, 2], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',46);
INSERT INTO "trail" VALUES(24,'work_pattern',14,'added','{"staff_id": [null, 3], "weekday": [null, 3], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',47);
INSERT INTO "trail" VALUES(24,'work_pattern',15,'added','{"staff_id": [null, 3], "weekday": [null, 4], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',48);
INSERT INTO "trail" VALUES(25,'staff',4,'added','{"name": [null, "Mel Taker"], "role": [null, "specialist"], "fte_percent": [null, 100]}',49);
INSERT INTO "trail" VALUES(26,'resource',6,'added','{"staff_id": [null, 4]}',50);
INSERT INTO "trail" VALUES(27,'work_pattern',16,'added','{"staff_id": [null, 4], "weekday": [null, 0], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',51);
INSERT INTO "trail" VALUES(27,'work_pattern',17,'added','{"staff_id": [null, 4], "weekday": [null, 1], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',52);
INSERT INTO "trail" VALUES(27,'work_pattern',18,'added','{"staff_id": [null, 4], "weekday": [null, 2], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',53);
INSERT INTO "trail" VALUES(27,'work_pattern',19,'added','{"staff_id": [null, 4], "weekday": [null, 3], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',54);
INSERT INTO "trail" VALUES(27,'work_pattern',20,'added','{"staff_id": [null, 4], "weekday": [null, 4], "starts": [null, "08:00:00"], "ends": [null, "18:00:00"]}',55);
INSERT INTO "trail" VALUES(28,'agency',1,'added','{"name": [null, "North Assessment Team"], "kind": [null, "social_care"], "owes_report": [null, true]}',56);
INSERT INTO "trail" VALUES(29,'professional',1,'added','{"name": [null, "Sol Worker"], "job_title": [null, "Social worker"], "agency_id": [null, 1]}',57);
INSERT INTO "trail" VALUES(30,'involvement',1,'added','{"family_id": [null, 1], "professional_id": [null, 1], "role": [null, ""]}',58);
INSERT INTO "trail" VALUES(31,'agency',2,'added','{"name": [null, "Toybrook School"], "kind": [null, "education"], "owes_report": [null, true]}',59);
INSERT INTO "trail" VALUES(32,'professional',2,'added','{"name": [null, "Terry Teachwell"], "job_title": [null, "Designated safeguarding lead"], "agency_id": [null, 2]}',60);
INSERT INTO "trail" VALUES(33,'involvement',2,'added','{"family_id": [null, 1], "professional_id": [null, 2], "role": [null, ""]}',61);
INSERT INTO "trail" VALUES(34,'agency',3,'added','{"name": [null, "Toybrook Clinic"], "kind": [null, "health_visiting"], "owes_report": [null, true]}',62);
INSERT INTO "trail" VALUES(35,'professional',3,'added','{"name": [null, "Harper Visitwell"], "job_title": [null, "Health visitor"], "agency_id": [null, 3]}',63);
INSERT INTO "trail" VALUES(36,'involvement',3,'added','{"family_id": [null, 1], "professional_id": [null, 3], "role": [null, ""]}',64);
INSERT INTO "trail" VALUES(37,'agency',4,'added','{"name": [null, "Safeguarding Unit"], "kind": [null, "police"], "owes_report": [null, true]}',65);
INSERT INTO "trail" VALUES(38,'professional',4,'added','{"name": [null, "Pat Constable"], "job_title": [null, "Detective constable"], "agency_id": [null, 4]}',66);
INSERT INTO "trail" VALUES(39,'involvement',4,'added','{"family_id": [null, 1], "professional_id": [null, 4], "role": [null, ""]}',67);
INSERT INTO "trail" VALUES(40,'request',1,'added','{"family_id": [null, 1], "kind": [null, "initial"], "received_at": [null, "2026-03-02T09:00:00+00:00"], "strategy_discussion_on": [null, "2026-03-02"], "s47_started_on": [null, "2026-03-02"], "counted_from_on": [null, "2026-03-02"], "due_on": [null, "2026-03-23"], "social_worker_id": [null, 1], "length_minutes": [null, 120], "seats": [null, 8], "category_sought": [null, "NEG"]}',68);
INSERT INTO "trail" VALUES(40,'request_child',1,'added','{"request_id": [null, 1], "child_id": [null, 1]}',69);
INSERT INTO "trail" VALUES(40,'request_child',2,'added','{"request_id": [null, 1], "child_id": [null, 2]}',70);
INSERT INTO "trail" VALUES(41,'conference',1,'added','{"reference": [null, "CP-2026-0001"], "request_id": [null, 1], "family_id": [null, 1], "kind": [null, "initial"], "state": [null, "confirmed"], "starts_at": [null, "2026-03-10T10:00:00"], "ends_at": [null, "2026-03-10T12:00:00"], "room_id": [null, 1], "chair_id": [null, 1], "minute_taker_id": [null, 3], "mode": [null, "in_person"], "strategy_discussion_on": [null, "2026-03-02"], "s47_started_on": [null, "2026-03-02"], "counted_from_on": [null, "2026-03-02"], "due_on": [null, "2026-03-23"], "booked_at": [null, "2026-03-02T09:00:00+00:00"]}',71);
INSERT INTO "trail" VALUES(41,'conference_child',1,'added','{"conference_id": [null, 1], "child_id": [null, 1]}',72);
INSERT INTO "trail" VALUES(41,'conference_child',2,'added','{"conference_id": [null, 1], "child_id": [null, 2]}',73);
INSERT INTO "trail" VALUES(41,'occupancy',1,'added','{"resource_id": [null, 1], "conference_id": [null, 1], "purpose": [null, "room"], "hold": [null, "booked"], "starts_at": [null, "2026-03-10T09:30:00"], "ends_at": [null, "2026-03-10T12:10:00"]}',74);
INSERT INTO "trail" VALUES(41,'occupancy',2,'added','{"resource_id": [null, 3], "conference_id": [null, 1], "purpose": [null, "chair"], "hold": [null, "booked"], "starts_at": [null, "2026-03-10T09:30:00"], "ends_at": [null, "2026-03-10T12:30:00"]}',75);
INSERT INTO "trail" VALUES(41,'occupancy',3,'added','{"resource_id": [null, 5], "conference_id": [null, 1], "purpose": [null, "minute_taker"], "hold": [null, "booked"], "starts_at": [null, "2026-03-10T10:00:00"], "ends_at": [null, "2026-03-10T13:00:00"]}',76);
INSERT INTO "trail" VALUES(41,'invitation',1,'added','{"conference_id": [null, 1], "adult_id": [null, 1], "capacity": [null, "mother"], "position": [null, 1], "invited_on": [null, "2026-03-02"]}',77);
INSERT INTO "trail" VALUES(41,'invitation',2,'added','{"conference_id": [null, 1], "adult_id": [null, 2], "capacity": [null, "father"], "position": [null, 2], "invited_on": [null, "2026-03-02"]}',78);
INSERT INTO "trail" VALUES(41,'invitation',3,'added','{"conference_id": [null, 1], "professional_id": [null, 1], "capacity": [null, "Social worker"], "position": [null, 3], "invited_on": [null, "2026-03-02"], "report_due_on": [null, "2026-03-06"]}',79);
INSERT INTO "trail" VALUES(41,'invitation',4,'added','{"conference_id": [null, 1], "professional_id": [null, 2], "capacity": [null, "Designated safeguarding lead"], "position": [null, 4], "invited_on": [null, "2026-03-02"], "report_due_on": [null, "2026-03-06"]}',80);
INSERT INTO "trail" VALUES(41,'invitation',5,'added','{"conference_id": [null, 1], "professional_id": [null, 3], "capacity": [null, "Health visitor"], "position": [null, 5], "invited_on": [null, "2026-03-02"], "report_due_on": [null, "2026-03-06"]}',81);
INSERT INTO "trail" VALUES(41,'invitation',6,'added','{"conference_id": [null, 1], "professional_id": [null, 4], "capacity": [null, "Detective constable"], "position": [null, 6], "invited_on": [null, "2026-03-02"], "report_due_on": [null, "2026-03-06"]}',82);
INSERT INTO "trail" VALUES(41,'request',1,'changed','{"state": ["requested", "booked"]}',83);
CREATE TABLE work_pattern (
	staff_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	starts TIME NOT NULL, 
	ends TIME NOT NULL, 
	site_id INTEGER, 
	from_on DATE, 
	until_on DATE, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_work_pattern PRIMARY KEY (id), 
	CONSTRAINT ck_work_pattern_order CHECK (ends > starts), 
	CONSTRAINT fk_work_pattern_site_id_site FOREIGN KEY(site_id) REFERENCES site (id), 
	CONSTRAINT fk_work_pattern_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
INSERT INTO "work_pattern" VALUES(1,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,1);
INSERT INTO "work_pattern" VALUES(1,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,2);
INSERT INTO "work_pattern" VALUES(1,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,3);
INSERT INTO "work_pattern" VALUES(1,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,4);
INSERT INTO "work_pattern" VALUES(1,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,5);
INSERT INTO "work_pattern" VALUES(2,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,6);
INSERT INTO "work_pattern" VALUES(2,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,7);
INSERT INTO "work_pattern" VALUES(2,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,8);
INSERT INTO "work_pattern" VALUES(2,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,9);
INSERT INTO "work_pattern" VALUES(2,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,10);
INSERT INTO "work_pattern" VALUES(3,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,11);
INSERT INTO "work_pattern" VALUES(3,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,12);
INSERT INTO "work_pattern" VALUES(3,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,13);
INSERT INTO "work_pattern" VALUES(3,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,14);
INSERT INTO "work_pattern" VALUES(3,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,15);
INSERT INTO "work_pattern" VALUES(4,0,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,16);
INSERT INTO "work_pattern" VALUES(4,1,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,17);
INSERT INTO "work_pattern" VALUES(4,2,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,18);
INSERT INTO "work_pattern" VALUES(4,3,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,19);
INSERT INTO "work_pattern" VALUES(4,4,'08:00:00.000000','18:00:00.000000',NULL,NULL,NULL,20);
CREATE INDEX ix_adult_family_id ON adult (family_id);
CREATE INDEX ix_child_family_id ON child (family_id);
CREATE INDEX ix_child_family_name ON child (family_name);
CREATE INDEX ix_child_given_name ON child (given_name);
CREATE INDEX ix_leave_staff_id ON leave (staff_id);
CREATE INDEX ix_professional_agency_id ON professional (agency_id);
CREATE INDEX ix_professional_name ON professional (name);
CREATE INDEX ix_trail_act_id ON trail (act_id);
CREATE INDEX ix_trail_record_record_id ON trail (record, record_id);
CREATE INDEX ix_work_pattern_staff_id ON work_pattern (staff_id);
CREATE INDEX ix_address_adult_id ON address (adult_id);
CREATE INDEX ix_address_child_id ON address (child_id);
CREATE INDEX ix_involvement_professional_id ON involvement (professional_id);
CREATE INDEX ix_relationship_child_id ON relationship (child_id);
CREATE INDEX ix_request_family_id ON request (family_id);
CREATE INDEX ix_request_state ON request (state);
CREATE INDEX ix_room_closure_room_id ON room_closure (room_id);
CREATE INDEX ix_room_opening_room_id ON room_opening (room_id);
CREATE INDEX ix_conference_chair_id ON conference (chair_id);
CREATE INDEX ix_conference_family_id ON conference (family_id);
CREATE INDEX ix_conference_minute_taker_id ON conference (minute_taker_id);
CREATE INDEX ix_conference_request_id ON conference (request_id);
CREATE INDEX ix_conference_starts_at ON conference (starts_at);
CREATE INDEX ix_request_child_child_id ON request_child (child_id);
CREATE INDEX ix_conference_child_child_id ON conference_child (child_id);
CREATE INDEX ix_document_child_id ON document (child_id);
CREATE INDEX ix_document_conference_id ON document (conference_id);
CREATE INDEX ix_invitation_professional_id ON invitation (professional_id);
CREATE INDEX ix_occupancy_conference_id ON occupancy (conference_id);
CREATE INDEX ix_occupancy_resource_id_starts_at_ends_at ON occupancy (resource_id, starts_at, ends_at);
CREATE INDEX ix_occupancy_starts_at ON occupancy (starts_at);
CREATE INDEX ix_plan_chair_id ON "plan" (chair_id);
CREATE INDEX ix_plan_child_id_started_on ON "plan" (child_id, started_on);
CREATE UNIQUE INDEX uq_plan_one_open ON "plan" (child_id) WHERE ended_on IS NULL;
CREATE INDEX ix_decision_child_id ON decision (child_id);
CREATE INDEX ix_paragraph_minutes_id_heading_child_id ON paragraph (minutes_id, heading, child_id);
CREATE INDEX ix_plan_version_conference_id ON plan_version (conference_id);
CREATE INDEX ix_plan_version_plan_id ON plan_version (plan_id);
CREATE INDEX ix_contingency_plan_version_id ON contingency (plan_version_id);
CREATE INDEX ix_core_group_member_plan_version_id ON core_group_member (plan_version_id);
CREATE INDEX ix_danger_statement_plan_version_id ON danger_statement (plan_version_id);
CREATE INDEX ix_outcome_plan_version_id ON outcome (plan_version_id);
CREATE INDEX ix_plan_action_outcome_id ON plan_action (outcome_id);
CREATE TRIGGER occupancy_overlap_insert BEFORE INSERT ON occupancy BEGIN SELECT CASE new.purpose WHEN 'room' THEN RAISE(ABORT, 'room is already occupied')
    WHEN 'chair' THEN RAISE(ABORT, 'chair is already occupied')
    ELSE RAISE(ABORT, 'minute_taker is already occupied') END WHERE new.released_at IS NULL AND EXISTS (
    SELECT 1 FROM occupancy o WHERE o.resource_id = new.resource_id AND o.id IS NOT new.id
    AND o.released_at IS NULL AND o.starts_at < new.ends_at AND o.ends_at > new.starts_at); END;
CREATE TRIGGER occupancy_overlap_update BEFORE UPDATE OF resource_id, starts_at, ends_at, released_at ON occupancy BEGIN SELECT CASE new.purpose WHEN 'room' THEN RAISE(ABORT, 'room is already occupied')
    WHEN 'chair' THEN RAISE(ABORT, 'chair is already occupied')
    ELSE RAISE(ABORT, 'minute_taker is already occupied') END WHERE new.released_at IS NULL AND EXISTS (
    SELECT 1 FROM occupancy o WHERE o.resource_id = new.resource_id AND o.id IS NOT new.id
    AND o.released_at IS NULL AND o.starts_at < new.ends_at AND o.ends_at > new.starts_at); END;
CREATE TRIGGER plan_overlap_insert BEFORE INSERT ON plan BEGIN SELECT RAISE(ABORT, 'plans of one child overlap') WHERE EXISTS (
    SELECT 1 FROM plan p WHERE p.child_id = new.child_id AND p.id IS NOT new.id
    AND p.started_on < coalesce(new.ended_on, '9999-12-31')
    AND coalesce(p.ended_on, '9999-12-31') > new.started_on
    AND NOT (p.ended_on IS NULL AND new.ended_on IS NULL)
    AND p.started_on IS NOT p.ended_on AND new.started_on IS NOT new.ended_on); END;
CREATE TRIGGER plan_overlap_update BEFORE UPDATE OF child_id, started_on, ended_on ON plan BEGIN SELECT RAISE(ABORT, 'plans of one child overlap') WHERE EXISTS (
    SELECT 1 FROM plan p WHERE p.child_id = new.child_id AND p.id IS NOT new.id
    AND p.started_on < coalesce(new.ended_on, '9999-12-31')
    AND coalesce(p.ended_on, '9999-12-31') > new.started_on
    AND NOT (p.ended_on IS NULL AND new.ended_on IS NULL)
    AND p.started_on IS NOT p.ended_on AND new.started_on IS NOT new.ended_on); END;
CREATE TRIGGER act_frozen_update BEFORE update ON act BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER act_frozen_delete BEFORE delete ON act BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER trail_frozen_update BEFORE update ON trail BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER trail_frozen_delete BEFORE delete ON trail BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER minutes_version_frozen_update BEFORE update ON minutes_version BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER minutes_version_frozen_delete BEFORE delete ON minutes_version BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER document_frozen_update BEFORE update ON document BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
CREATE TRIGGER document_frozen_delete BEFORE delete ON document BEGIN SELECT RAISE(ABORT, 'what is recorded here never changes'); END;
COMMIT;
