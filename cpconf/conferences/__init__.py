"""Attendance, reports, quoracy, decisions."""
