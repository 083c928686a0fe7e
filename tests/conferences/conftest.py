"""The morning of a conference, shared by the subjects of conference day."""

from __future__ import annotations

from tests.conferences.days import day, either_day, made_in_file, made_on_server

__all__ = ["day", "either_day", "made_in_file", "made_on_server"]
