"""Makes people of the rows of a list: reads each cell as the field it is mapped to.

A value that a field can't hold never costs the row: it is kept under its heading and
a note says so. A row is refused only when it names nobody, or its name is no name. A
row that stands for several people gives as many, of whom only the first has a name.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nexus_desktop.core import countries, names
from nexus_desktop.core.participant import BY_NAME, Status
from nexus_desktop.core.people_import import (
    Candidate,
    RowNote,
    SourceRow,
    Table,
)
from nexus_desktop.core.people_import import Mapping as Columns

QUANTITY = "quantity"
LEFT_OUT = "leave out"
_NAMES = ("printed_name", "given_name", "family_name", "native_name")
_EXTRA_LIMIT = 2000
_MOST_GUESTS = 50
# What guests have of the person who registered them.
_SHARED = ("organisation", "country", "city", "category", "role", "party", "status")
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
_LISTED = re.compile(r"\s*[,;/、，；]\s*")

_GENDERS = {
    "F": ("f", "female", "woman", "w", "mrs", "ms", "nu", "女", "эм", "эмэгтэй", "ж"),
    "M": ("m", "male", "man", "mr", "nam", "男", "эр", "эрэгтэй", "м"),
}
_STATUSES = {
    Status.CANCELLED: (
        "cancelled", "canceled", "withdrawn", "rejected", "declined", "refunded",
        "not attending", "deleted", "expired", "canceled paid fee",
        "storniert", "abgelaufen", "huy", "da huy", "取消", "已取消", "цуцалсан",
        "цуцлагдсан", "отменено",
    ),
    Status.EXPECTED: (
        "expected", "paid", "pending", "unpaid", "completed", "complete", "confirmed",
        "approved", "attending", "checked in", "active", "registered", "accepted",
        "yes", "free", "awaiting payment", "overpaid", "approval pending", "bezahlt",
        "ausstehend", "überfällig", "overdue", "da xac nhan", "已确认", "确认",
        "баталгаажсан",
    ),
}  # fmt: skip


_NO = frozenset({"no", "nein", "false", "0", "-", "non", "нет", "үгүй", "不", "否"})
_YES = frozenset({"yes", "ja", "true", "1", "oui", "да", "тийм", "是"})
_CAME = "checked in"


class _Refused(Exception):  # noqa: N818 - says why a value or a row is not taken
    pass


@dataclass(slots=True)
class _Draft:
    """A row while its cells are read."""

    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    people: int = 1


def candidates(
    table: Table, mapping: Columns
) -> tuple[tuple[Candidate, ...], tuple[RowNote, ...]]:
    """Return the rows that can be taken, and those that can't with the reason."""
    taken: list[Candidate] = []
    refused = list(table.faults)
    running = frozenset(table.headers[column] for column in mapping.running)
    for row in table.rows:
        try:
            draft = _read(row, table.headers, mapping)
            is_composed = _settle_names(draft, family_first=mapping.family_first)
        except _Refused as reason:
            refused.append(RowNote(row.number, str(reason)))
        else:
            guests = _bring_guests(draft)
            one = Candidate(
                row=row.number,
                values=draft.values,
                extra=draft.extra,
                running=running.intersection(draft.extra),
                is_composed=is_composed,
                notes=tuple(draft.notes),
            )
            taken.extend((one, *_guests(one, guests)))
    return tuple(taken), tuple(refused)


def _bring_guests(draft: _Draft) -> int:
    """Return how many come beside the one who is named; note it."""
    guests = draft.people - 1
    if guests > _MOST_GUESTS:
        draft.notes.append(
            f"The row stands for {draft.people} people; only one is taken."
        )
        return 0
    if guests > 0:
        draft.values.setdefault("party", draft.values["printed_name"])
        who = "1 guest" if guests == 1 else f"{guests} guests"
        draft.notes.append(f"The row stands for {draft.people} people: {who} without "
                           "a name yet.")  # fmt: skip
    return max(guests, 0)


def _guests(one: Candidate, count: int) -> Iterator[Candidate]:
    """Give those who come with somebody, to be named at the desk."""
    shared = {name: one.values[name] for name in _SHARED if name in one.values}
    for number in range(2, count + 2):
        values = {
            **shared,
            "printed_name": _cut(
                f"Guest {number} of {one.name}", BY_NAME["printed_name"].limit
            ),
            "attention": f"Came with the registration of {one.name}: ask for the name",
        }
        if "external_id" in one.values:
            values["external_id"] = f"{one.values['external_id']}/{number}"
        yield replace(
            one, values=values, extra={}, running=frozenset(), is_composed=False,
            notes=("To be named at the desk.",), is_guest=True,
        )  # fmt: skip


def _read(row: SourceRow, headers: tuple[str, ...], mapping: Columns) -> _Draft:
    draft = _Draft()
    if not any(cell and not cell.isspace() for cell in row.cells):
        raise _Refused("Nothing stands in this row.")
    columns = zip(headers, mapping.fields, row.cells, strict=True)
    for column, (heading, name, cell) in enumerate(columns):
        text = names.clean(cell)
        if not text or name == LEFT_OUT:
            continue
        if column in mapping.checked_in:
            _note_that_they_came(draft, text)
        if name is None:
            draft.extra[heading] = _cut(text, _EXTRA_LIMIT)
            continue
        if name in _NAMES and names.hides_signs(cell):
            draft.notes.append(f"Hidden signs were taken out of “{heading}”.")
        if "\ufffd" in text:
            draft.notes.append(f"A letter under “{heading}” is damaged: {text}.")
        _take(draft, heading, name, text)
    return draft


def _note_that_they_came(draft: _Draft, text: str) -> None:
    """Say that the other tool had checked them in: here they are still to come."""
    said = names.folded(text).replace("_", " ")
    if said == _CAME or any(letter.isdecimal() for letter in said) or said in _YES:
        at = "" if said == _CAME or said in _YES else f" ({text})"
        draft.notes.append(f"Checked in there already{at}; here still to come.")


def _take(draft: _Draft, heading: str, name: str, text: str) -> None:
    try:
        value = _READERS.get(name, _plain)(text)
        if value != "":
            _put(draft, name, value)
    except _Refused as reason:
        draft.extra[heading] = _cut(text, _EXTRA_LIMIT)
        draft.notes.append(f"{reason} It is kept under “{heading}”.")
        return
    limit = BY_NAME[name].limit if name in BY_NAME else _EXTRA_LIMIT
    if name in _NAMES and len(text) > limit:
        raise _Refused(f"A name of {len(text):,} letters stands under “{heading}”.")
    if isinstance(draft.values.get(name), str) and len(draft.values[name]) > limit:
        draft.values[name] = _cut(draft.values[name], limit)
        draft.notes.append(f"“{heading}” has {len(text):,} letters; {limit} are kept.")


def _put(draft: _Draft, name: str, value: Any) -> None:  # noqa: ANN401 - text or texts
    """Add `value`; a field that several columns go to holds them one after another."""
    before = draft.values.get(name)
    if name == QUANTITY:
        draft.people = value
    elif before is None:
        draft.values[name] = value
    elif isinstance(value, tuple):
        draft.values[name] = (*before, *(new for new in value if new not in before))
    elif BY_NAME[name].limit > 2 and value != before:
        draft.values[name] = f"{before}{'-' if name == 'external_id' else ' '}{value}"


def _settle_names(draft: _Draft, *, family_first: bool) -> bool:
    """See to it that there is a printed name; tell whether it was composed.

    Raises:
        _Refused: nobody is named.
    """
    values, printed = draft.values, draft.values.get("printed_name", "")
    given, family = values.get("given_name", ""), values.get("family_name", "")
    parts = names.split(printed)
    if parts and not (given or family):
        given, family = values["given_name"], values["family_name"] = parts
    composed = names.together(
        given, family, country=values.get("country", ""), family_first=family_first
    )
    is_composed = not printed or parts == (given, family)
    if is_composed:
        values["printed_name"] = composed or values.get("native_name", "")
    if not any(letter.isalnum() for letter in values["printed_name"]):
        raise _Refused("No name stands in this row.")
    if composed and names.is_latin(values["printed_name"]) and not _has_latin(composed):
        values.setdefault("native_name", composed)
    return is_composed


def _has_latin(text: str) -> bool:
    return any(letter.isalpha() and names.is_latin(letter) for letter in text)


def _plain(text: str) -> str:
    return text


def _country(text: str) -> str:
    code = countries.code_of(text)
    if not code:
        raise _Refused(f"“{_cut(text, 60)}” names no country.")
    return code


def _email(text: str) -> str:
    found = _ADDRESS.findall(text)
    if not found or len(found[0]) > BY_NAME["email"].limit:
        raise _Refused(f"“{_cut(text, 60)}” is not an e-mail address.")
    return str(found[0])


def _gender(text: str) -> str:
    return _GENDER_OF.get(names.folded(text).rstrip("."), text)


def _status(text: str) -> str:
    status = _STATUS_OF.get(names.folded(text).replace("_", " "))
    if status is None:
        raise _Refused(f"“{_cut(text, 60)}” does not say whether the person comes.")
    return status


def _attention(text: str) -> str:
    """Read a text, or the mark of a tool that asks for attention."""
    said = names.folded(text)
    return "Requires special attention" if said in _YES else "" if said in _NO else text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _LISTED.split(text) if part))


def _wishes(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _count(text: str) -> int:
    if not (text.isdecimal() and len(text) < 4):
        raise _Refused(f"“{_cut(text, 60)}” is no number of people.")
    return int(text)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _by_word(words: Mapping[Any, tuple[str, ...]]) -> dict[str, str]:
    return {
        names.folded(word): str(value)
        for value, known in words.items()
        for word in known
    }


_GENDER_OF = _by_word(_GENDERS)
_STATUS_OF = _by_word(_STATUSES)
_READERS: Mapping[str, Callable[[str], Any]] = {
    "attention": _attention,
    "country": _country,
    "email": _email,
    "gender": _gender,
    "status": _status,
    "languages": _listed,
    "wishes": _wishes,
    QUANTITY: _count,
}
