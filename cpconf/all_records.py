"""Every record of every subject in one place, so that migrations can be held against them; adds nothing."""

from __future__ import annotations

from cpconf.access import records as access
from cpconf.bookings import records as bookings
from cpconf.circulation import records as circulation
from cpconf.conferences import records as conferences
from cpconf.diary import records as diary
from cpconf.minutes import records as minutes
from cpconf.people import records as people
from cpconf.plans import records as plans
from cpconf.practice import records as practice
from cpconf.store.records import Record

SUBJECTS = (access, bookings, circulation, conferences, diary, minutes, people, plans, practice)
METADATA = Record.metadata
