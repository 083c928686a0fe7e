"""The one door to what is kept: questions that cannot write, changes that are whole, witnessed and permitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Executable, Result, Row, Select, func, insert, select
from sqlalchemy.orm import Session

from cpconf.refusals import Refusal, Trouble
from cpconf.store import schema
from cpconf.store.actors import Actor
from cpconf.store.changes import Changes, Done
from cpconf.store.engines import BUSY_SECONDS, read_engine, write_engine
from cpconf.store.permissions import Permission, kind_of, permission_of
from cpconf.store.places import Place
from cpconf.store.records import Act, Record, TrailRow
from cpconf.store.trail import Witness
from cpconf.store.troubles import Again, in_plain_words

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Record)
S = TypeVar("S")

LONDON = ZoneInfo("Europe/London")
ATTEMPTS = 8
NOT_PERMITTED = "Your role does not allow this. Ask an administrator if it should."
GONE = "What you were looking at is no longer there. Refresh and look again."


class Reading:
    """What a query is given: `at` (UTC instant), `on` (the date in London), `by`, and select statements only."""

    def __init__(self, session: Session, *, by: Actor, at: datetime) -> None:
        self._session = session
        self.by = by
        self.at = at

    @property
    def on(self) -> date:
        """Today in London."""
        return self.at.astimezone(LONDON).date()

    @property
    def local(self) -> datetime:
        """Now as wall time in London, to the minute, as conference times are kept."""
        return self.at.astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)

    def rows(self, statement: Select[*tuple[Any, ...]], **values: object) -> Sequence[Row[*tuple[Any, ...]]]:
        """All rows of a select of columns; `values`: of its bound parameters, so that a select is built only once."""
        return self._run(statement, values).all()

    def one(self, statement: Select[*tuple[Any, ...]], **values: object) -> Row[*tuple[Any, ...]] | None:
        """The only row, or None; more than one is a bug."""
        return self._run(statement, values).one_or_none()

    def scalars(self, statement: Select[T], **values: object) -> Sequence[T]:
        """The first column of every row."""
        return self._run(statement, values).scalars().all()

    def scalar(self, statement: Select[T], **values: object) -> T | None:
        """The first column of the first row, or None."""
        found: T | None = self._run(statement, values).scalar()
        return found

    def _run(self, statement: Select[*tuple[Any, ...]], values: Mapping[str, object]) -> Result[*tuple[Any, ...]]:
        if self._session.autoflush:  # a select of tables would not see by itself what this act has changed so far
            self._session.flush()
        return self._session.execute(_select(statement), values or None)


class Writing(Reading):
    """What an action is given: as `Reading`, and records to get, add and change; it cannot commit or roll back."""

    why: str | None = None

    def get(self, kind: type[R], record_id: int) -> R:
        """The record with this id; refuses in a sentence when there is none."""
        record = self._session.get(kind, record_id)
        if record is None:
            raise Refusal(GONE)
        return record

    def find(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        return self._session.get(kind, record_id)

    def records(self, statement: Select[R]) -> Sequence[R]:
        """Records to be changed."""
        return self._session.scalars(_select(statement)).unique().all()

    def record(self, statement: Select[R]) -> R | None:
        """The only record, or None."""
        return self._session.scalars(_select(statement)).unique().one_or_none()

    def add(self, record: R) -> R:
        """Keep a new record; it has its id at once, and the database has accepted it."""
        self._session.add(record)
        self.flush()
        return record

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep several new records with one flush."""
        self._session.add_all(records)
        self.flush()

    def flush(self) -> None:
        """Send changes to the database now, so that its refusals come here."""
        with in_plain_words():
            self._session.flush()

    def because(self, why: str) -> None:
        """The reason a person gave for this act; kept in the trail."""
        self.why = why


def _select(statement: S) -> S:
    """Only selects: anything else, `COMMIT` above all, would go round the rules."""
    if not getattr(statement, "is_select", False):
        raise TypeError("only select statements may be run")
    return statement


class _ActionSession(Session):
    """A session that only the store may end."""

    ending = False

    def commit(self) -> None:
        self._only_the_store("commit")
        super().commit()

    def rollback(self) -> None:
        self._only_the_store("roll back")
        super().rollback()

    def _only_the_store(self, what: str) -> None:
        if not self.ending:
            raise TypeError(f"only the store may {what}")


class Store:
    """One open store; safe to use from one thread at a time."""

    def __init__(self, place: Place, *, clock: Callable[[], datetime], busy_seconds: float = BUSY_SECONDS) -> None:
        self.place = place
        self.clock = clock
        self._write: Engine = write_engine(place, busy_seconds=busy_seconds)
        self._read: Engine = read_engine(place, busy_seconds=busy_seconds)

    @staticmethod
    def create(place: Place, *, clock: Callable[[], datetime]) -> Store:
        """A new, empty store at a place that holds nothing yet."""
        with in_plain_words():
            schema.create(place)
        return Store(place, clock=clock)

    @staticmethod
    def open(place: Place, *, clock: Callable[[], datetime], busy_seconds: float = BUSY_SECONDS) -> Store:
        """An existing store, brought up to date after a verified backup; a newer or foreign one is refused."""
        if place.file is not None and not place.file.is_file():
            raise Refusal("There is no store at this place. Make one with: cpconf init", "store")
        with in_plain_words():
            schema.bring_up_to_date(place, clock().strftime("%Y%m%d-%H%M%S"))
        return Store(place, clock=clock, busy_seconds=busy_seconds)

    def close(self) -> None:
        """Let go of every connection."""
        self._read.dispose()
        self._write.dispose()

    def ask(self, by: Actor, query: Callable[Concatenate[Reading, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query from one snapshot of the store; the database refuses any write."""
        self._check(by, query, "query")
        with in_plain_words(), Session(self._read, autoflush=False) as session:
            return query(Reading(session, by=by, at=self.clock()), *args, **kwargs)

    def change(
        self, by: Actor, action: Callable[Concatenate[Writing, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Done[T]:
        """Run an action as one transaction with its trail; any exception leaves the store as it was."""
        self._check(by, action, "action")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(by, action, args, kwargs)
            except Again:
                if attempt == ATTEMPTS:
                    raise Trouble("Too many people are changing this at once. Try again in a moment.") from None
        raise AssertionError("unreachable")

    def _attempt(
        self, by: Actor, action: Callable[..., T], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Done[T]:
        at = self.clock()
        name = f"{action.__module__.removeprefix('cpconf.')}.{action.__name__}"
        act = Act(at=at, staff_id=by.staff_id, staff_name=by.name, action=name)
        with in_plain_words(), _ActionSession(self._write, expire_on_commit=False) as session:
            witness = Witness(session, act)
            writing = Writing(session, by=by, at=at)
            try:
                value = action(writing, *args, **kwargs)
                session.flush()
                act.why = writing.why
                witness.seal()
                session.ending = True
                session.commit()
            finally:
                session.ending = True
                session.rollback()
            return Done(value=value, changes=witness.changes())

    def fill(self, by: Actor, tables: Sequence[tuple[type[Record], Sequence[dict[str, Any]]]]) -> Changes:
        """Load a new, still empty store in bulk as one witnessed act; refuses a store that has been used."""
        if Permission.ADMINISTER not in by.permissions:
            raise Refusal(NOT_PERMITTED)
        with in_plain_words(), self._write.begin() as connection:
            if connection.execute(select(func.count()).select_from(TrailRow)).scalar_one():
                raise Refusal("Only a new store can be filled at once: this one has been used.", "store")
            values = {
                "at": self.clock(),
                "staff_id": by.staff_id,
                "staff_name": by.name,
                "action": "store.fill",
            }
            act_id = connection.execute(insert(Act).returning(Act.id), values).scalar_one()
            touched: dict[str, frozenset[int]] = {}
            for kind, rows in tables:
                if not rows:
                    continue
                connection.execute(insert(kind), list(rows))
                count = {"rows": [0, len(rows)]}
                witness = {"act_id": act_id, "record": kind.__tablename__, "record_id": 0}
                connection.execute(insert(TrailRow), {**witness, "verb": "filled", "changes": count})
                touched[kind.__tablename__] = frozenset(row["id"] for row in rows)
            _advance_sequences(connection, [kind for kind, rows in tables if rows])
        return Changes(touched)

    @staticmethod
    def _check(by: Actor, function: Callable[..., Any], kind: str) -> None:
        permission = permission_of(function)
        if kind_of(function) != kind or permission is None:
            raise TypeError(f"{function.__name__} is not marked as {kind} with the permission that it needs")
        if permission not in by.permissions:
            raise Refusal(NOT_PERMITTED)


def _advance_sequences(connection: Any, kinds: Sequence[type[Record]]) -> None:
    """PostgreSQL's sequences do not notice ids that were given; SQLite needs nothing."""
    if connection.dialect.name != "postgresql":
        return
    for kind in kinds:
        name = kind.__tablename__
        statement: Executable = select(
            func.setval(func.pg_get_serial_sequence(name, "id"), select(func.max(kind.id)).scalar_subquery())
        )
        connection.execute(statement)
