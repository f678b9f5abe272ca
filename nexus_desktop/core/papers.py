"""What the papers of a workshop say: lists of people, and signs for doors.

Texts come as they are to be printed: names of countries instead of codes, times in the
workshop's zone. `core.group_list` has the values of a published round.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from nexus_desktop.core.names import folded


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of a paper says at its top.

    Attributes:
        workshop: its title.
        title: what the paper is.
        detail: when and where, "" when it does not matter.
    """

    workshop: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person in a list.

    Attributes:
        sort_name: what the alphabet goes by, "" for the printed name.
    """

    name: str
    native_name: str = ""
    position: str = ""
    organisation: str = ""
    city: str = ""
    country: str = ""
    role: str = ""
    sort_name: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what people are put in order by: letters without accents and case."""
        name = self.sort_name or self.name
        return folded(name), name


@dataclass(frozen=True, slots=True)
class Chapter:
    """People under one title."""

    title: str
    people: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of people, in chapters or in one without a title."""

    heading: Heading
    chapters: tuple[Chapter, ...]

    @property
    def count(self) -> int:
        """Return how many people there are."""
        return sum(len(chapter.people) for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class DoorSign:
    """A sign beside a door or on a table.

    Attributes:
        name: what is read from afar, such as "Group A".
        topic: what happens there.
        place: room and table.
        when: day and time.
        detail: who leads it, or another line in small print.
    """

    workshop: str
    name: str
    topic: str = ""
    place: str = ""
    when: str = ""
    detail: str = ""


def by_country(people: Iterable[ListedPerson], *, unknown: str) -> tuple[Chapter, ...]:
    """Return `people` by country and name; those of no country come last."""

    def country(person: ListedPerson) -> tuple[bool, str, str]:
        return not person.country, folded(person.country), person.country

    ordered = sorted(people, key=lambda person: (country(person), person.key))
    return tuple(
        Chapter(name or unknown, tuple(group))
        for (_, _, name), group in groupby(ordered, key=country)
    )


def by_name(people: Iterable[ListedPerson]) -> tuple[Chapter, ...]:
    """Return `people` by name, in one chapter without a title."""
    return (Chapter("", tuple(sorted(people, key=lambda person: person.key))),)
