"""The groups of a round as plain tables: by group, by name and by room."""

from collections.abc import Iterable

from nexus_desktop.core.group_list import GroupLists, Placing
from nexus_desktop.core.lists.table import Sheet

_HEADINGS = (
    "Group", "Topic", "Room", "Table", "Name", "In own script", "Position",
    "Organisation", "City", "Country", "Role", "Facilitator", "Rapporteur",
)  # fmt: skip
_NAME_FIRST = (4, 5, 0, 1, 2, 3, *range(6, 13))
_ROOM_FIRST = (2, 3, 0, 1, *range(4, 13))


def sheets(lists: GroupLists) -> tuple[Sheet, ...]:
    """Return a round as three tables; the first is by group and holds everything."""
    by_group = [Placing(who, group) for group in lists.groups for who in group.members]
    by_name = [placing for _, some in lists.by_name() for placing in some]
    by_room = [placing for _, some in lists.by_room() for placing in some]
    return (
        _sheet("By group", by_group, range(len(_HEADINGS))),
        _sheet("By name", by_name, _NAME_FIRST),
        _sheet("By room", by_room, _ROOM_FIRST),
    )


def _sheet(title: str, placings: list[Placing], order: Iterable[int]) -> Sheet:
    places = tuple(order)
    rows = (tuple(_row(placing)[place] for place in places) for placing in placings)
    headings = tuple(_HEADINGS[place] for place in places)
    return Sheet(title, headings, rows, len(placings))


def _row(placing: Placing) -> tuple[str, ...]:
    who, group = placing.person, placing.group
    return (
        group.name, group.topic, group.room, group.table, who.name, who.native_name,
        who.position, who.organisation, who.city, who.country, who.role,
        group.facilitator, group.rapporteur,
    )  # fmt: skip
