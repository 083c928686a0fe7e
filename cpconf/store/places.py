"""Where a store lies: a file on this desk or a database of the team's server; opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from cpconf.refusals import Refusal

FILE_ENDING = ".cpconf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of `file` and `server` is set. `backups` is the folder for the copies taken before a migration."""

    file: Path | None = None
    server: URL | None = None
    backups: Path

    @staticmethod
    def parse(text: str, *, backups: Path | None = None) -> Place:
        """A path, or `postgresql://user@host/database`; anything else is refused in a sentence."""
        if "://" not in text:
            file = Path(text).expanduser().absolute()
            return Place(file=file, backups=backups or file.parent / "backups")
        try:
            server = make_url(text)
        except ArgumentError as error:
            raise Refusal("This is not the address of a store: use a file name or postgresql://…", "store") from error
        if server.get_backend_name() != "postgresql":
            raise Refusal("A store is a file, or a PostgreSQL database: postgresql://user@host/database.", "store")
        return Place(server=server.set(drivername="postgresql+psycopg"), backups=backups or Path("backups").absolute())

    @property
    def name(self) -> str:
        """What the status bar shows: no password, no folder."""
        if self.file is not None:
            return self.file.name
        assert self.server is not None
        return f"{self.server.database} on {self.server.host or 'this computer'}"
