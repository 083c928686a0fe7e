"""Bookings are seated anew: after a closure or an absence, for a month of reviews, or to try what would be if.

`scope` what is asked, `queries.replan_task` the snapshot for the engine (`cpconf.diary.replan.improvements`), `sheet`
what a proposal says, `actions` accepting it and taking it back.
"""
