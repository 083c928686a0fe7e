"""What the engines say when the surroundings fail, as one plain sentence; knows no subject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError

from cpconf.refusals import Trouble
from cpconf.store.constraints import refusal_for

_SENTENCES = (
    ("database or disk is full", "The disk is full. Nothing was saved; make room on it and try again."),
    ("readonly database", "This store cannot be written to: its file or its folder is read-only."),
    (
        "unable to open database file",
        "The store's file cannot be opened: check that it exists and that you may use it.",
    ),
    (
        "database is locked",
        "The store is in use by another program that will not let go. Try again in a moment.",
    ),
    ("file is not a database", "This file is not a cpconf store."),
    ("malformed", "The store's file is damaged. Open the latest copy in its backups folder."),
    (
        "disk i/o error",
        "The disk could not be read or written. Nothing was saved; check the disk and try again.",
    ),
    ("no space left", "The server's disk is full. Nothing was saved."),
    ("read-only transaction", "This server accepts no changes at the moment."),
    ("permission denied", "The server does not let this account do that."),
)
# PostgreSQL: serialization_failure, deadlock_detected: the act was undone and may simply run again.
RETRY_STATES = frozenset({"40001", "40P01"})
AWAY = "The server that holds the store cannot be reached. What you typed is still here; try again when it is back."


class Again(Exception):
    """The engine undid the act because of a neighbour's: it may run again from its start."""


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn an engine's error into a Refusal that a subject has claimed, a Trouble, or `Again`; pass on the rest."""
    try:
        yield
    except IntegrityError as error:
        refusal = refusal_for(str(error.orig))
        if refusal is None:
            raise
        raise refusal from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in RETRY_STATES:
            raise Again from error
        raise _trouble(str(error.orig), error) from error
    except sqlite.Error as error:
        raise _trouble(str(error), error) from error


def _trouble(text: str, error: Exception) -> Exception:
    for words, sentence in _SENTENCES:
        if words in text.lower():
            return Trouble(sentence)
    if isinstance(error, DBAPIError) and (error.connection_invalidated or "connection" in text.lower()):
        return Trouble(AWAY)
    return error
