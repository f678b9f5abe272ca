"""In which order people stand on a list, and under which titles."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any, TypeVar
from unicodedata import normalize

from nexus_desktop.core.lists.choices import ListError
from nexus_desktop.core.lists.material import Listed
from nexus_desktop.core.lists.view import View
from nexus_desktop.core.names import folded

NONE = "none"
NOT_STATED = "Not stated"
HERE, NOT_HERE = "Here", "Not here yet"

T = TypeVar("T", "Order", "Grouping")

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Order:
    """A way to put people in order."""

    name: str
    label: str
    key: Callable[[Listed, View], Any]


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to put people under titles.

    Attributes:
        heading: of the column that the titles are in a plain table.
        title: what somebody stands under, "" when that is not known.
        first: the titles that stand before the others, in this order.
    """

    name: str
    label: str
    heading: str
    title: Callable[[Listed, View], str]
    first: tuple[str, ...] = ()


def _text(name: str, person: Listed, _view: View) -> str:
    return str(getattr(person.fields, name))


def _country(person: Listed, _view: View) -> str:
    return person.country


def _letter(person: Listed, _view: View) -> str:
    return normalize("NFC", folded(person.name)[:1]).upper()


def _arrival(person: Listed, view: View) -> str:
    return NOT_HERE if view.came(person) is None else HERE


def _when(person: Listed, view: View) -> tuple[bool, datetime | None]:
    at = view.came(person)
    return at is None, at and at.replace(tzinfo=None)


def _number(person: Listed, _view: View) -> list[tuple[int, int, str]]:
    """Return a key under which "2" stands before "10"."""
    parts = _DIGITS.split(person.fields.external_id)
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in parts
        if part
    ] or [(2, 0, "")]


def _folded(tell: Callable[[Listed, View], str]) -> Callable[[Listed, View], Any]:
    def key(person: Listed, view: View) -> tuple[bool, str]:
        text = tell(person, view)
        return not text, folded(text)

    return key


def _family(person: Listed, _view: View) -> str:
    fields = person.fields
    return f"{fields.family_name} {fields.given_name}".strip() or person.name


SORTS = (
    Order("name", "Name as printed", lambda _person, _view: ""),
    Order("family", "Family name", _folded(_family)),
    Order("organisation", "Organisation", _folded(partial(_text, "organisation"))),
    Order("country", "Country", _folded(_country)),
    Order("city", "City", _folded(partial(_text, "city"))),
    Order("category", "Category", _folded(partial(_text, "category"))),
    Order("role", "Role", _folded(partial(_text, "role"))),
    Order("arrival", "Time of arrival", _when),
    Order("number", "Number in the list", _number),
)
GROUPINGS = (
    Grouping(NONE, "Nothing", "", lambda _person, _view: ""),
    Grouping("letter", "First letter", "Letter", _letter),
    Grouping("country", "Country", "Country", _country),
    Grouping("category", "Category", "Category", partial(_text, "category")),
    Grouping("role", "Role", "Role", partial(_text, "role")),
    Grouping(
        "organisation", "Organisation", "Organisation", partial(_text, "organisation")
    ),
    Grouping("city", "City", "City", partial(_text, "city")),
    Grouping("gender", "Gender", "Gender", partial(_text, "gender")),
    Grouping("party", "Who comes together", "Comes with", partial(_text, "party")),
    Grouping("dietary", "Dietary need", "Dietary need", partial(_text, "dietary")),
    Grouping("arrival", "Here or not", "Here", _arrival, (NOT_HERE, HERE)),
)


def order_named(name: str) -> Order:
    """Return an order; the first is the usual one.

    Raises:
        ListError: there is none of this name.
    """
    return _named(SORTS, name or SORTS[0].name, "order")


def grouping_named(name: str) -> Grouping:
    """Return a grouping.

    Raises:
        ListError: there is none of this name.
    """
    return _named(GROUPINGS, name, "grouping")


def _named(known: Iterable[T], name: str, what: str) -> T:
    for one in known:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in known)
    raise ListError(f'There is no {what} "{name}". Choose one of: {names}.')


def ordered(people: Iterable[Listed], order: Order, view: View) -> list[Listed]:
    """Return `people` in order; those who are equal in it, by name."""
    return sorted(
        people,
        key=lambda one: (order.key(one, view), folded(one.name), one.name, one.id),
    )


def grouped(
    people: Iterable[Listed], grouping: Grouping, view: View
) -> list[tuple[str, list[Listed]]]:
    """Return (title, people), titles in the order of the alphabet, unknown ones last.

    Titles that differ in case and accents alone are one, spelt as most spell it.
    """
    if grouping.name == NONE:
        return [("", list(people))]
    titled = [(" ".join(grouping.title(one, view).split()), one) for one in people]
    spelt = _spellings(title for title, _ in titled)
    rank = {folded(title): place for place, title in enumerate(grouping.first)}

    def key(entry: tuple[str, Listed]) -> tuple[bool, int, str]:
        same = folded(entry[0])
        return not same, rank.get(same, len(rank)), same

    return [
        (spelt[same] or NOT_STATED, [person for _, person in found])
        for (_, _, same), found in groupby(sorted(titled, key=key), key=key)
    ]


def _spellings(titles: Iterable[str]) -> Mapping[str, str]:
    """Return folded title -> how it is written most often."""
    counts: dict[str, Counter[str]] = {}
    for title in titles:
        counts.setdefault(folded(title), Counter())[title] += 1
    return {
        same: min(found, key=lambda title: (-found[title], title))
        for same, found in counts.items()
    }
