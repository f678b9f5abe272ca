"""Whether the entry of another laptop can stand in the tables at all.

The answer depends on the entry alone, so that all laptops, in whatever order they hear
of things, give the same; and no entry, however odd, stops those of others.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.merges import FACT_CHANGES, MERGES, Merges
from nexus_desktop.store.encoding import columns, empty
from nexus_desktop.store.journal import DamagedEntry, Fields, read_changes
from nexus_desktop.store.rows import REPLICATED, Entry
from nexus_desktop.store.types import UtcDateTime

_MOST_ID = 36
_NAME = re.compile(r"[^:]{1,36}:[1-9][0-9]{0,14}")


def is_sound(entry: Entry) -> bool:
    """Tell whether an entry's changes have the form of such, of any version."""
    try:
        changes = json.loads(entry.changes, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return isinstance(changes, list) and all(map(_is_change, changes))


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # "NaN" is no value


def _is_change(change: object) -> bool:
    return (
        isinstance(change, dict)
        and set(change) == {"kind", "id", "fields"}
        and isinstance(change["kind"], str)
        and isinstance(change["id"], str)
        and isinstance(change["fields"], dict)
        and all(map(_is_cell, change["fields"].values()))
    )


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict):
        return False
    names, replaces = set(cell) - {"replaces"}, cell.get("replaces", [])
    return (
        names in ({"value", "salt"}, {"digest"})
        and all(isinstance(cell[name], str) for name in names - {"value"})
        and isinstance(replaces, list)
        and all(isinstance(one, str) and _NAME.fullmatch(one) for one in replaces)
    )


def unfit(entry: Entry) -> str:
    """Return why a sound entry must take no effect; "" when it may."""
    try:
        changes = list(read_changes(entry))
    except DamagedEntry:
        return "it speaks of a kind of record that this program does not know"
    if len(changes) != len(dict(changes)):
        return "it names a record twice"
    for (kind, row_id), fields in changes:
        if not 0 < len(row_id) <= _MOST_ID:
            return f"it names a {kind} as no program does"
        said = _unfit(kind, fields)
        if said:
            return said
    return ""


def _unfit(kind: Kind, fields: Fields) -> str:
    known = columns(REPLICATED[kind])
    if not set(fields) <= set(known):
        return f"it gives a {kind} a field that this program does not know"
    for name, value in _given(known, fields):
        if not _fits(known[name], value):
            return f"it gives “{name}” of a {kind} a value that can't be there"
    is_fact = MERGES[kind] is Merges.FACT and not _is_making(fields)
    if is_fact and not set(fields) <= FACT_CHANGES:
        return f"it changes a {kind}, which is a fact and stays as it is"
    return ""


def _is_making(fields: Fields) -> bool:
    return not any("replaces" in cell for cell in fields.values())


def _given(
    known: Mapping[str, Column[Any]], fields: Fields
) -> Iterator[tuple[str, Any]]:
    """Give (field, value) of what an entry writes, or leaves empty in a new row."""
    for name, column in known.items() if _is_making(fields) else ():
        if name not in fields:
            yield name, empty(column)
    for name, cell in fields.items():
        if "value" in cell:  # one that was blanked can't be looked at
            yield name, cell["value"]


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    for kind, fits in _FITTING:
        if isinstance(column.type, kind):
            return fits(value)
    return isinstance(value, str)


def _is_time(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return (
        moment is not None
        and str(value).endswith("+00:00")
        and moment.isoformat(timespec="microseconds") == value
    )


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_whole(value: object) -> bool:
    return type(value) is int and abs(value) < 2**63


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


_FITTING: tuple[tuple[type[Any], Callable[[object], bool]], ...] = (
    (UtcDateTime, _is_time),
    (Date, _is_day),
    (Boolean, lambda value: isinstance(value, bool)),
    (Integer, _is_whole),
    (Float, _is_number),
    (JSON, lambda value: isinstance(value, list | dict)),
)
