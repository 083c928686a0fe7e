"""Sheets as canonical bytes and back, and their digest: what an approved paper is frozen into; knows no sheet."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from cpconf.refusals import Trouble

T = TypeVar("T")


def freeze(sheet: object) -> bytes:
    """Canonical JSON of a frozen dataclass: ASCII, keys sorted, no spaces, dates in ISO form.

    Fields may hold str, int, bool, None, date, time, datetime, StrEnum, tuples of these and further dataclasses.
    Equal sheets give equal bytes. Anything else, floats included, is refused with TypeError.
    """
    if not is_dataclass(sheet) or isinstance(sheet, type):
        raise TypeError("only a dataclass can be frozen")
    return json.dumps(
        {"sheet": type(sheet).__name__, "holds": _plain(sheet)}, sort_keys=True, separators=(",", ":")
    ).encode("ascii")


def thaw(kind: type[T], frozen: bytes) -> T:
    """The sheet of type `kind` that `freeze` was given.

    A field that the bytes lack takes its default, so older snapshots still open; a field that `kind` lacks means the
    bytes come from a newer version, and is Trouble, as is anything that is not a snapshot of this sheet.
    """
    try:
        outer = json.loads(frozen)
        if not isinstance(outer, dict) or outer.get("sheet") != kind.__name__:
            raise ValueError("another sheet")
        thawed = _typed(kind, outer["holds"])
    except (ValueError, KeyError, TypeError) as error:
        raise Trouble(
            "The stored paper cannot be read: it is damaged or was made by a newer version of this program."
        ) from error
    return typing.cast(T, thawed)


def digest(frozen: bytes) -> str:
    """SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(frozen).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, (date, time)):  # a datetime is a date
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    raise TypeError(f"a sheet cannot hold a {type(value).__name__}")


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _typed(kind: Any, value: Any) -> object:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), value)
    if origin is typing.Literal:
        return _checked(value, value in typing.get_args(kind))
    if origin is tuple:
        return _items(typing.get_args(kind), value)
    if kind in (None, type(None)):
        return _checked(value, value is None)
    if is_dataclass(kind):
        return _sheet(kind, value)
    if kind in (date, time, datetime):
        return kind.fromisoformat(_checked(value, isinstance(value, str)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _checked(value, type(value) is kind)


def _one_of(kinds: tuple[Any, ...], value: Any) -> object:
    if value is None and type(None) in kinds:
        return None
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return _typed(kind, value)
        except (ValueError, KeyError, TypeError):
            continue
    raise ValueError("no type fits")


def _items(kinds: tuple[Any, ...], value: Any) -> tuple[object, ...]:
    _checked(value, isinstance(value, list))
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_typed(kinds[0], item) for item in value)
    return tuple(_typed(kind, item) for kind, item in zip(kinds, value, strict=True))


def _sheet(kind: Any, value: Any) -> object:
    _checked(value, isinstance(value, dict))
    hints = _hints(kind)
    known = {field.name: field for field in fields(kind)}
    if not value.keys() <= known.keys():
        raise ValueError("an unknown field")
    for name, field in known.items():
        if name not in value and field.default is MISSING and field.default_factory is MISSING:
            raise ValueError("a missing field")
    return kind(**{name: _typed(hints[name], item) for name, item in value.items()})


def _checked(value: Any, is_right: bool) -> Any:
    if not is_right:
        raise ValueError("a value of another type")
    return value
