"""Whether the entry of another laptop can stand in the tables at all.

The answer depends on the entry alone, so that all laptops, in whatever order they hear
of things, give the same; and no entry, however odd, stops those of others.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.merges import FACT_CHANGES, MERGES, Merges
from nexus_desktop.store.encoding import columns, dumps, empty
from nexus_desktop.store.journal import (
    DamagedEntry,
    Fields,
    read_changes,
    taken_apart,
)
from nexus_desktop.store.rows import REPLICATED, Entry
from nexus_desktop.store.types import UtcDateTime

_Fits: TypeAlias = Callable[[object], bool]

_MOST_ID = 36
_CELLS = ({"value", "salt"}, {"digest"})
_NO_JSON = re.compile(r"NaN|Infinity")  # what Python reads all the same
_NAME = re.compile(r"[^:]{1,36}:[1-9][0-9]{0,14}")


def is_sound(entry: Entry) -> bool:
    """Tell whether an entry's changes have the form of such, of any version."""
    try:
        if _NO_JSON.search(entry.changes):
            json.loads(entry.changes, parse_constant=_refuse)
        changes = taken_apart(entry.changes)
        if "\\u" in entry.changes:
            dumps(changes).encode()  # halves of letters can't be kept
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
    names, replaces = cell.keys() - {"replaces"}, cell.get("replaces", [])
    return (
        names in _CELLS
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
    known, filled = _fitting(kind)
    if not fields:
        return f"it says nothing of a {kind}"
    if not fields.keys() <= known.keys():
        return f"it gives a {kind} a field that this program does not know"
    is_making = not any("replaces" in cell for cell in fields.values())
    if is_making and not filled <= fields.keys():
        return _no_place(kind, min(filled - fields.keys()))
    for name, cell in fields.items():  # one that was blanked can't be looked at
        if "value" in cell and not known[name](cell["value"]):
            return _no_place(kind, name)
    is_fact = MERGES[kind] is Merges.FACT and not is_making
    if is_fact and not fields.keys() <= FACT_CHANGES:
        return f"it changes a {kind}, which is a fact and stays as it is"
    return ""


def _no_place(kind: Kind, name: str) -> str:
    return f"it gives “{name}” of a {kind} a value that can't be there"


@cache
def _fitting(kind: Kind) -> tuple[Mapping[str, _Fits], frozenset[str]]:
    """Return what a field's value must be, and the fields that a new row must fill."""
    known = columns(REPLICATED[kind])
    fits = {name: _fits(column) for name, column in known.items()}
    filled = (name for name, column in known.items() if not fits[name](empty(column)))
    return fits, frozenset(filled)


def _fits(column: Column[Any]) -> _Fits:
    """Return what tells whether a value fits into a column."""
    kinds = (fits for kind, fits in _FITTING if isinstance(column.type, kind))
    is_sort = next(kinds, _is_text)
    if column.nullable:
        return lambda value: value is None or is_sort(value)
    return is_sort


def _is_text(value: object) -> bool:
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


_FITTING: tuple[tuple[type[Any], _Fits], ...] = (
    (UtcDateTime, _is_time),
    (Date, _is_day),
    (Boolean, lambda value: isinstance(value, bool)),
    (Integer, _is_whole),
    (Float, _is_number),
    (JSON, lambda value: isinstance(value, list | dict)),
)
