"""Decides for each row of a list whom it speaks of: the rules of an import.

In this order a row is taken to be a person whom the workshop knows:

1. the list gives the number that this person has in lists of the same tool, and name or
   e-mail address agree (two events of one tool count from 1 alike);
2. e-mail address and name are the same;
3. the e-mail address is theirs alone, here and in the list, and the names are alike: a
   name was corrected;
4. name and organisation are the same, and neither e-mail address nor number speaks
   against it; of several such people the one most like the row.

Names are compared without case, accents and order. Two people who share an address or a
name stay two. A row that speaks of the same person as an earlier one, by number and
name, by address and name, or as it says nothing that the earlier does not, is passed
over; so is one that speaks of somebody who was merged into another.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from nexus_desktop.core.names import words
from nexus_desktop.core.participant import (
    BY_NAME,
    CANCEL_REASON,
    NOT_LISTED,
    Status,
)
from nexus_desktop.core.people_import import (
    Candidate,
    Change,
    Missing,
    Outcome,
    PlannedRow,
    RowNote,
)

_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the workshop, as an import compares them."""

    id: str
    source: str
    values: Mapping[str, Any]
    extra: Mapping[str, str]


@dataclass(eq=False, slots=True)
class _Somebody:
    """A person known, or a row that speaks of one; both are compared alike."""

    source: str
    values: Mapping[str, Any]
    extra: Mapping[str, str]
    id: str | None = None
    row: int | None = None
    is_guest: bool = False
    keys: frozenset[tuple[str, ...]] = field(init=False)
    mail: str = field(init=False)
    number: str = field(init=False)
    organisation: str = field(init=False)

    def __post_init__(self) -> None:
        self.keys = _name_keys(self.values)
        self.mail = self.values.get("email", "").casefold()
        self.number = self.values.get("external_id", "")
        self.organisation = " ".join(words(self.values.get("organisation", "")))

    def is_numbered_apart(self, other: "_Somebody") -> bool:
        """Tell whether one list gives them two numbers."""
        numbers = {self.number, other.number}
        return self.source == other.source and len(numbers - {""}) == 2

    def contradicts(self, other: "_Somebody") -> bool:
        """Tell whether an e-mail address or a number shows that they are two."""
        return len({self.mail, other.mail} - {""}) == 2 or self.is_numbered_apart(other)

    def distance(self, other: "_Somebody") -> int:
        """Count the fields in which they are not the same."""
        return sum(
            not _same(name, self.values.get(name), other.values.get(name))
            for name in self.values.keys() | other.values.keys()
        )

    def says_all_of(self, other: "_Somebody") -> bool:
        """Tell whether the other has nothing that is not said here."""
        return all(
            _same(name, self.values.get(name), value)
            for name, value in other.values.items()
        )


_Rule: TypeAlias = Callable[["_People", _Somebody], "_Somebody | None"]


def plan(
    candidates: Iterable[Candidate],
    refused: Iterable[RowNote],
    known: Iterable[Known],
    source: str,
    merged: Iterable[Known] = (),
) -> tuple[PlannedRow, ...]:
    """Return what an import does with each row, in the order of the list.

    Args:
        candidates: rows that can be taken.
        refused: rows that can't.
        known: everybody in the workshop, cancelled ones too.
        source: the tool that made the list.
        merged: who was merged into another, with the id of that one.
    """
    rows = [
        PlannedRow(note.row, Outcome.SKIPPED, reason=note.reason) for note in refused
    ]
    listed = _People(())
    kept: dict[_Somebody, Candidate] = {}
    for candidate in sorted(candidates, key=_cancelled_last):
        row = _Somebody(
            source,
            candidate.values,
            candidate.extra,
            row=candidate.row,
            is_guest=candidate.is_guest,
        )
        twin, why = listed.twin(row)
        if twin:
            rows.append(_passed_over(candidate, twin, why, source))
        else:
            listed.add(row)
            kept[row] = candidate
    known = list(known)
    whose = _matched(list(kept), known)
    gone = _matched([row for row in kept if row not in whose], merged)
    names = {person.id: str(person.values["printed_name"]) for person in known}
    for row, candidate in kept.items():
        if row in gone:
            rows.append(_merged_before(candidate, gone[row], names))
        else:
            rows.append(_planned(candidate, whose.get(row), source))
    return tuple(sorted(rows, key=lambda row: row.row))


def missing(
    rows: Iterable[PlannedRow], known: Iterable[Known], source: str
) -> tuple[Missing, ...]:
    """Return who came from an earlier export of a tool and is not in this one, by name.

    Only when at least half of those who came from there are in it: it is then the same
    list anew, and not one of another event.
    """
    listed = {row.participant_id for row in rows}
    theirs = [person for person in known if person.source == source]
    there = [person for person in theirs if person.id in listed]
    gone = [
        Missing(
            person.id,
            str(person.values["printed_name"]),
            str(person.values.get("organisation", "")),
        )
        for person in theirs
        if person.id not in listed and person.values.get("status") == Status.EXPECTED
    ]
    if len(there) * 2 < len(theirs):
        return ()
    return tuple(sorted(gone, key=lambda person: (person.name, person.id)))


def _cancelled_last(candidate: Candidate) -> tuple[bool, int]:
    """Order rows so that who withdrew and came back counts as coming."""
    return candidate.values.get("status") == Status.CANCELLED, candidate.row


def _matched(
    rows: Sequence[_Somebody], known: Iterable[Known]
) -> dict[_Somebody, _Somebody]:
    """Return row -> the person it speaks of; the sure ones choose first."""
    people = _People(
        _Somebody(person.source, person.values, person.extra, person.id)
        for person in known
    )
    people.expect(row.mail for row in rows)
    whose: dict[_Somebody, _Somebody] = {}
    for rule in _RULES:
        for row in rows:
            person = None if row in whose else rule(people, row)
            if person:
                whose[row] = person
                people.take(person)
    return whose


def _passed_over(
    candidate: Candidate, twin: _Somebody, why: str, source: str
) -> PlannedRow:
    reason = f"The same person as row {twin.row} ({why})"
    labels = ", ".join(
        BY_NAME[change.field].label if change.field in BY_NAME else f"“{change.field}”"
        for change in _changes(twin, candidate, source)
    )
    reason += f"; it differs in {labels}." if labels else "."
    return PlannedRow(candidate.row, Outcome.SKIPPED, candidate.name, reason=reason)


def _merged_before(
    candidate: Candidate, gone: _Somebody, names: Mapping[str, str]
) -> PlannedRow:
    kept = names.get(gone.id or "", "another")
    reason = f"The same person as {kept}: the two were merged."
    return PlannedRow(
        candidate.row,
        Outcome.SKIPPED,
        candidate.name,
        reason=reason,
        participant_id=gone.id,
    )


def _planned(candidate: Candidate, person: _Somebody | None, source: str) -> PlannedRow:
    changes = tuple(_changes(person, candidate, source)) if person else ()
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    notes = candidate.notes
    status = candidate.values.get("status")
    if person and _is_cancelled_here(person) and status == Status.EXPECTED:
        why = person.extra[CANCEL_REASON]
        notes = (*notes, f"Stays cancelled, as noted here: {why}.")
    return PlannedRow(
        candidate.row,
        outcome if person else Outcome.ADDED,
        candidate.name,
        changes=changes,
        notes=notes,
        participant_id=person.id if person else None,
        candidate=candidate,
    )


class _People:
    """People or rows, found by number, address and name."""

    def __init__(self, people: Iterable[_Somebody]) -> None:
        self._by_number: defaultdict[tuple[str, str], list[_Somebody]]
        self._by_number = defaultdict(list)
        self._by_mail: defaultdict[str, list[_Somebody]] = defaultdict(list)
        self._by_name: defaultdict[tuple[str, tuple[str, ...]], list[_Somebody]]
        self._by_name = defaultdict(list)
        self._mails: Counter[str] = Counter()
        self._taken: set[_Somebody] = set()
        for person in people:
            self.add(person)

    def add(self, person: _Somebody) -> None:
        """Take `person` among those to be found."""
        if person.number:
            self._by_number[person.source, person.number].append(person)
        if person.mail:
            self._by_mail[person.mail].append(person)
        for key in person.keys:
            self._by_name[person.organisation, key].append(person)

    def take(self, person: _Somebody) -> None:
        """Let nobody else find `person`."""
        self._taken.add(person)

    def expect(self, mails: Iterable[str]) -> None:
        """Note the addresses of all rows to come."""
        self._mails = Counter(mails)

    def twin(self, row: _Somebody) -> tuple[_Somebody | None, str]:
        """Return who is the same person as `row` beyond doubt, and what tells it."""
        person = self.by_number(row)
        if person and _alike(person, row):
            return person, "the same number"
        person = self.by_mail_and_name(row)
        if person:
            return person, "the same e-mail address and name"
        for person in self._namesakes(row):
            if person.says_all_of(row):
                return person, "it says nothing else"
        return None, ""

    def by_number(self, row: _Somebody) -> _Somebody | None:
        """Return who has the number of `row`, if name or address agree.

        Of several, the one most like it: two lists may count from 1.
        """
        numbered = self._by_number[row.source, row.number] if row.number else []
        fits = [
            person
            for person in numbered
            if person not in self._taken
            # A guest may have been named at the desk meanwhile.
            and (row.is_guest or person.mail == row.mail or person.keys & row.keys)
        ]
        return min(fits, key=row.distance, default=None)

    def by_mail_and_name(self, row: _Somebody) -> _Somebody | None:
        """Return who has the address and the name of `row`."""
        fits = (person for person in self._sharing(row) if person.keys & row.keys)
        return next(fits, None)

    def by_mail(self, row: _Somebody) -> _Somebody | None:
        """Return who alone has the address of `row`, if the names are alike."""
        sharing = self._sharing(row)
        if len(sharing) != 1 or self._mails[row.mail] != 1:
            return None
        (person,) = sharing
        is_same = _alike(person, row) and not person.is_numbered_apart(row)
        return person if is_same else None

    def by_name(self, row: _Somebody) -> _Somebody | None:
        """Return who of those with name and organisation of `row` is most like it."""
        return min(self._namesakes(row), key=row.distance, default=None)

    def _sharing(self, row: _Somebody) -> list[_Somebody]:
        people = self._by_mail[row.mail] if row.mail else []
        return [person for person in people if person not in self._taken]

    def _namesakes(self, row: _Somebody) -> list[_Somebody]:
        return [
            person
            for key in row.keys
            for person in self._by_name[row.organisation, key]
            if person not in self._taken and not person.contradicts(row)
        ]


_RULES: tuple[_Rule, ...] = (
    _People.by_number, _People.by_mail_and_name, _People.by_mail, _People.by_name,
)  # fmt: skip


def _name_keys(values: Mapping[str, Any]) -> frozenset[tuple[str, ...]]:
    parts = f"{values.get('given_name', '')} {values.get('family_name', '')}"
    keys = {words(values["printed_name"]), words(parts)}
    return frozenset(key for key in keys if key)


def _alike(one: _Somebody, other: _Somebody) -> bool:
    if any(set(key) & set(same) for key in one.keys for same in other.keys):
        return True
    return any(
        SequenceMatcher(None, " ".join(key), " ".join(same)).ratio() >= _ALIKE
        for key in one.keys
        for same in other.keys
    )


def _changes(person: _Somebody, candidate: Candidate, source: str) -> Iterator[Change]:
    for name, new in candidate.values.items():
        old = person.values.get(name, () if BY_NAME[name].many else "")
        if _same(name, old, new) or _stays(name, person, candidate, source):
            continue
        yield Change(name, old, new)
    for heading, text in candidate.extra.items():
        old = person.extra.get(heading, "")
        if old != text and heading not in candidate.running:
            yield Change(heading, old, text)


def _stays(name: str, person: _Somebody, candidate: Candidate, source: str) -> bool:
    """Tell whether a value is kept although the list has another.

    A number stays when another tool gave it. A printed name stays when the list only
    gives the same parts, which may be put in another order on purpose. Whoever was
    named at the desk, or cancelled here with a reason, stays so.
    """
    if name == "external_id":
        return bool(person.number) and person.source != source
    if candidate.is_guest and name in ("printed_name", "attention", "party"):
        return True
    if name == "status":
        return _is_cancelled_here(person)
    if name == "printed_name" and candidate.is_composed:
        old, new = person.values["printed_name"], candidate.name
        return sorted(old.split()) == sorted(new.split())
    return False


def _is_cancelled_here(person: _Somebody) -> bool:
    is_cancelled = person.values.get("status") == Status.CANCELLED
    return is_cancelled and person.extra.get(CANCEL_REASON, NOT_LISTED) != NOT_LISTED


def _same(name: str, old: object, new: object) -> bool:
    if name == "email" and old and new:
        return str(old).casefold() == str(new).casefold()
    return old == new
