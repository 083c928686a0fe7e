"""Rooms, staff time, working days, occupancy and the slot search."""
