"""Conference day on the desktop: the list of conferences and the one screen on which a conference is held."""

from __future__ import annotations

# key, title, picture, module:Class, in the rail. Plain values, so that naming the screens imports none of them.
ENTRIES: tuple[tuple[str, str, str, str, bool], ...] = (
    ("conferences", "Conferences", "conferences", "ui.conferences.list_screen:ConferencesScreen", True),
    ("conference", "Conference", "conferences", "ui.conferences.screen:ConferenceScreen", False),
    ("documents", "Documents", "paper", "ui.circulation.screen:DocumentsScreen", False),
)
