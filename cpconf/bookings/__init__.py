"""Requests, conferences on the calendar, invitations."""
