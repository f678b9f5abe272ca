"""The lists that are printed when a breakout round is published.

Three ways in: by group, for the table; by name, for whoever asks "where do I go?"; by
room, for the door.
"""

from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from nexus_desktop.core.papers import DoorSign, Heading, ListedPerson


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group and its people, in the order in which they are to be listed."""

    name: str
    topic: str = ""
    room: str = ""
    table: str = ""
    facilitator: str = ""
    rapporteur: str = ""
    members: tuple[ListedPerson, ...] = ()

    @property
    def place(self) -> str:
        """Return room and table in one line."""
        return " · ".join(part for part in (self.room, self.table) if part)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where one person goes."""

    person: ListedPerson
    group: ListedGroup


@dataclass(frozen=True, slots=True)
class GroupLists:
    """A round, ready for paper."""

    heading: Heading
    groups: tuple[ListedGroup, ...]

    def by_name(self) -> tuple[tuple[str, tuple[Placing, ...]], ...]:
        """Return everybody in the order of the alphabet, under their first letter."""
        placings = [
            Placing(person, group) for group in self.groups for person in group.members
        ]
        placings.sort(key=lambda placing: (placing.person.key, placing.group.name))
        return tuple(
            (letter, tuple(group)) for letter, group in groupby(placings, key=_initial)
        )

    def by_room(self) -> tuple[tuple[str, tuple[Placing, ...]], ...]:
        """Return room -> everybody who goes there by the alphabet.

        Rooms come in the order of their groups; those without one stand under "".
        """
        found: dict[str, list[Placing]] = {}
        for group in self.groups:
            there = found.setdefault(group.room, [])
            there.extend(Placing(person, group) for person in group.members)
        return tuple(
            (room, tuple(sorted(there, key=lambda placing: placing.person.key)))
            for room, there in found.items()
        )

    def signs(self, *, group_word: str) -> tuple[DoorSign, ...]:
        """Return a sign for each group; `group_word` goes before a short name."""
        return tuple(
            DoorSign(
                workshop=self.heading.workshop,
                name=titled(group.name, group_word),
                topic=group.topic,
                place=group.place,
                when=self.heading.detail,
                detail=group.facilitator,
            )
            for group in self.groups
        )


def titled(name: str, word: str) -> str:
    """Return a group's name with `word` before it, when it is a letter or a number."""
    return f"{word} {name}" if len(name) <= 2 else name


def _initial(placing: Placing) -> str:
    """Return the letter that a person is looked for under."""
    key = placing.person.key[0]
    return normalize("NFC", key[:1]).upper() if key else ""
