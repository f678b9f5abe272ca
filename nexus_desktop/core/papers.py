"""What the papers of a workshop have in common: headings, people, signs for doors.

Texts come as they are to be printed: names of countries instead of codes, times in the
workshop's zone. `core.group_list` has the values of a published round, `core.lists`
all lists of people.
"""

from dataclasses import dataclass

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
