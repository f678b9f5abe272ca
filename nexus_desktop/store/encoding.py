"""How a column's value stands in the journal and in SQLite.

Journal values are JSON: dates and times as ISO 8601 text, the rest as it is. A value
that is empty for its column (`None`, or "" where None can't be) is not written at all,
so that an entry stays small and does not depend on a default that may change one day.
A column that came later says what older entries mean by `info={"empty": …}`.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias, cast

from sqlalchemy import JSON, Column, Date

from nexus_desktop.store.rows import Row
from nexus_desktop.store.types import UtcDateTime

Value: TypeAlias = Any  # what JSON can hold

# Kept by the store itself, never by an entry: the key, and what is derived.
UNRECORDED = frozenset({"id", "versions", "search_key"})


def dumps(value: Value) -> str:
    """Return `value` as canonical JSON: sorted keys, no spaces, real letters."""
    return _canonical(value)


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not for the journal: {value!r}")


_canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso
).encode


@cache
def columns(row: type[Row]) -> Mapping[str, Column[Any]]:
    """Return attribute name -> column of every recorded field of `row`."""
    return {
        attribute.key: cast("Column[Any]", attribute.columns[0])
        for attribute in row.__mapper__.column_attrs
        if attribute.key not in UNRECORDED
    }


def empty(column: Column[Any]) -> Value:
    """Return the value of `column` that an entry need not write."""
    return column.info.get("empty", None if column.nullable else "")


def to_journal(value: object) -> Value:
    """Return a Python value as the journal writes it."""
    return _iso(value) if isinstance(value, date) else value


def to_python(column: Column[Any], value: Value) -> object:
    """Return a journal value as the row's attribute holds it."""
    if isinstance(value, str) and isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def to_sqlite(column: Column[Any], value: Value) -> object:
    """Return a journal value as the file's table holds it."""
    return dumps(value) if isinstance(column.type, JSON) else value
