"""What the stories cost a person, in keys and seconds, printed after the run; judges nothing."""

from __future__ import annotations

import pytest

COST = "story"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each story that counted itself; seconds are the machine's, a person's own thinking left out."""
    told = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == COST
    ]
    if told:
        terminalreporter.section("what the stories took")
        for line in sorted(told):
            terminalreporter.write_line(str(line))
