"""From material and choices to a finished list. Pure: the same in, the same out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nexus_desktop.core.days import spoken
from nexus_desktop.core.lists import columns
from nexus_desktop.core.lists.choices import (
    ListChoices,
    ListError,
    ListKind,
    Scope,
    Who,
    kind_named,
    scope_parts,
)
from nexus_desktop.core.lists.columns import Tell
from nexus_desktop.core.lists.grouping import (
    GROUPINGS,
    NONE,
    NOT_STATED,
    SORTS,
    Grouping,
    Order,
    grouped,
    grouping_named,
    order_named,
    ordered,
)
from nexus_desktop.core.lists.material import Listed, Material
from nexus_desktop.core.lists.table import Chapter, Part, PeopleTable
from nexus_desktop.core.lists.view import View, day_name, scopes, views
from nexus_desktop.core.papers import Heading
from nexus_desktop.core.participant import FIELDS

PERSONAL = frozenset(field.name for field in FIELDS)
"""Columns that say what is kept of a person."""

NO_NEED = "Nothing stated"


def compile_list(material: Material, choices: ListChoices) -> PeopleTable:
    """Return the list that was chosen.

    100,000 people take about two seconds.

    Raises:
        ListError: something was chosen that there is not.
    """
    choices = settled(material, choices)
    by = grouping_named(choices.grouping)
    found = views(material, choices.scope)
    shown = tuple(column.shown for column in columns.named(choices.columns, found[0]))
    parts = (_part(choices, view) for view in found)
    return PeopleTable(
        kind_named(choices.kind).title,
        shown,
        tuple(parts if len(found) > 1 else (replace(part, name="") for part in parts)),
        "" if by.name in choices.columns else by.heading,
    )


def settled(material: Material, choices: ListChoices) -> ListChoices:
    """Return `choices` with what the list has by itself where nothing was chosen.

    Raises:
        ListError: the list is never for the scope chosen, or there is no such one.
    """
    kind = kind_named(choices.kind)
    by = choices.grouping or kind.grouping or NONE
    family, _ = scope_parts(choices.scope)
    if choices.scope and family not in kind.scopes:
        raise ListError(f"“{kind.title}” is not a list for one {family.value}.")
    return replace(
        choices,
        scope=choices.scope or _usual_scope(material, kind),
        columns=choices.columns or usual_columns(material, kind, by),
        who=choices.who or kind.who,
        grouping=by,
    )


def possible(material: Material, choices: ListChoices) -> ListChoices:
    """Return `choices` without what this workshop has not (any more).

    They may have been made in another workshop.
    """
    kind = kind_named(choices.kind)
    known = {scope for family in kind.scopes for scope, _ in scopes(material, family)}
    there = {column.name for column in columns.kinds(material)}
    field, wanted = choices.only or ("", "")
    has_some = field and any(
        getattr(person.fields, field, None) == wanted for person in material.people
    )
    return replace(
        choices,
        scope=choices.scope if choices.scope in known else "",
        columns=tuple(name for name in choices.columns if name in there),
        only=choices.only if has_some else None,
        grouping=_known(choices.grouping, GROUPINGS),
        sort=_known(choices.sort, SORTS),
    )


def _known(name: str, among: Iterable[Grouping | Order]) -> str:
    return name if name in {one.name for one in among} else ""


def usual_columns(material: Material, kind: ListKind, by: str) -> tuple[str, ...]:
    """Return the columns of a list, without those that would say nothing new."""
    idle = {by}
    if not any(door.session_id for door in material.doors):
        idle.add("session_count")
    empty = {
        name
        for name in set(kind.columns) & PERSONAL - {"printed_name"}
        if not any(getattr(person.fields, name) for person in material.people)
    }
    return tuple(name for name in kind.columns if name not in idle | empty)


def _usual_scope(material: Material, kind: ListKind) -> str:
    """Return the first thing that a list can be for; if that is a day, today."""
    if kind.scopes[0] is Scope.DAY:
        days = material.workshop.days
        return f"{Scope.DAY}:{min(max(material.at.date(), days[0]), days[-1])}"
    known = (scope for family in kind.scopes for scope, _ in scopes(material, family))
    return next(known)


def _part(choices: ListChoices, view: View) -> Part:
    kind = kind_named(choices.kind)
    people = _people(choices, view)
    listed, facts = _listed(kind, people)
    chapters = _chapters(choices, view, listed)
    if kind.is_dated:
        at = view.material.at
        facts = f"{facts} · as of {spoken(at.date())}, {at:%H:%M}"
    return Part(
        Heading(view.material.workshop.title, kind.title, view.detail),
        chapters,
        view.name,
        facts,
        tuple(_counts(kind, view, people)),
    )


def _people(choices: ListChoices, view: View) -> list[Listed]:
    """Return who belongs on the list."""
    field, wanted = choices.only or ("", "")
    return [
        person
        for person in view.material.people
        if (not field or getattr(person.fields, field) == wanted)
        and _belongs(person, view, choices.who or Who.EXPECTED)
    ]


def _belongs(person: Listed, view: View, who: Who) -> bool:
    came = view.came(person) is not None
    awaited = person.is_expected and view.is_for(person)
    if who is Who.ARRIVED:
        return came
    if who is Who.MISSING:
        return awaited and not came
    # Who came without being awaited was let in all the same, so they belong here.
    return awaited or came or (who is Who.EVERYBODY and view.is_for(person))


def _listed(kind: ListKind, people: Sequence[Listed]) -> tuple[Sequence[Listed], str]:
    """Return those of `people` who have what the list is about, and what to say."""
    everybody = _number(len(people), "person", "people")
    if kind.name == "dietary":
        having = [person for person in people if person.fields.dietary.strip()]
        return having, f"{len(having):,} of {everybody}"
    if kind.name == "emails":
        having = _with_address(people)
        without = sum(not person.fields.email.strip() for person in people)
        facts = _number(len(having), "address", "addresses")
        return having, f"{facts} · {without:,} without one" if without else facts
    lands = len({person.country for person in people if person.country})
    where = f" · {_number(lands, 'country', 'countries')}" if lands else ""
    return people, everybody + where


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _with_address(people: Iterable[Listed]) -> list[Listed]:
    """Return the first person of each e-mail address."""
    first: dict[str, Listed] = {}
    for person in people:
        address = person.fields.email.strip().casefold()
        if address:
            first.setdefault(address, person)
    return list(first.values())


def _chapters(
    choices: ListChoices, view: View, people: Iterable[Listed]
) -> tuple[Chapter, ...]:
    tells = [column.tell for column in columns.named(choices.columns, view)]
    found = grouped(
        ordered(people, order_named(choices.sort), view),
        grouping_named(choices.grouping),
        view,
    )
    chapters, number = [], 0
    for title, members in found:
        rows = tuple(
            _cells(person, view, tells, place)
            for place, person in enumerate(members, number + 1)
        )
        number += len(rows)
        chapters.append(Chapter(title, rows))
    return tuple(chapter for chapter in chapters if chapter.rows)


def _cells(
    person: Listed, view: View, tells: Iterable[Tell | None], number: int
) -> tuple[str, ...]:
    return tuple(str(number) if tell is None else tell(person, view) for tell in tells)


def _counts(
    kind: ListKind, view: View, people: Sequence[Listed]
) -> Iterator[tuple[str, int]]:
    """Yield what is counted above the names."""
    if kind.name == "attendance":
        for day in view.days:
            came = sum(any(c.day == day for c in person.came) for person in people)
            yield day_name(view.material, day), came
    if kind.name in ("dietary", "arrivals"):
        for title, found in grouped(people, grouping_named(kind.grouping), view):
            yield NO_NEED if title == NOT_STATED else title, len(found)
