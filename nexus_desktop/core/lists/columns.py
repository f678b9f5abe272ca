"""The columns that a list may have: their names, and what each says of a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nexus_desktop.core.days import short
from nexus_desktop.core.lists.choices import ListError
from nexus_desktop.core.lists.material import Listed, Material
from nexus_desktop.core.lists.table import NUMBER, SIGN, TEXT, TICK, TableColumn
from nexus_desktop.core.lists.view import View

EXTRA = "extra:"
"""Stands before the heading of an imported column that has no field of its own."""

Tell = Callable[[Listed, View], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one list, ready to be filled.

    Attributes:
        tell: None for the running number.
    """

    shown: TableColumn
    tell: Tell | None


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A column to choose; a few become several, such as one for each day.

    Attributes:
        label: in the list of columns to choose from.
        spread: makes the columns that this one becomes.
    """

    name: str
    heading: str
    tell: Tell | None = None
    look: str = TEXT
    strong: bool = False
    is_name: bool = False
    parts: tuple[str, ...] = ()
    label: str = ""
    spread: Callable[[View], Iterable[Column]] | None = None

    @property
    def title(self) -> str:
        """Return what it is called where it is chosen."""
        return self.label or self.heading


def _field(
    name: str, heading: str, *, strong: bool = False, is_name: bool = False
) -> ColumnKind:
    def tell(person: Listed, _view: View) -> str:
        value = getattr(person.fields, name)
        return value if isinstance(value, str) else "; ".join(value)

    return ColumnKind(name, heading, tell, strong=strong, is_name=is_name)


def _blank(name: str, heading: str, look: str, label: str = "") -> ColumnKind:
    return ColumnKind(name, heading, lambda _person, _view: "", look, label=label)


def _work(person: Listed, _view: View) -> str:
    return f"{person.fields.organisation}\n{person.fields.position}"


def _arrived(person: Listed, view: View) -> str:
    at = view.came(person)
    if at is None:
        return ""
    return f"{at:%H:%M}" if view.day else f"{short(at.date())} {at:%H:%M}"


def _day_count(person: Listed, view: View) -> str:
    return str(len({one.day for one in person.came if one.day in view.days}))


def _spread_session_count(view: View) -> Iterator[Column]:
    wanted = {item.id for item in view.sessions}
    of_door = {door.id: door.session_id for door in view.material.doors}

    def tell(person: Listed, _view: View) -> str:
        came = {of_door.get(one.checkpoint_id) for one in person.came}
        return str(len(came & wanted))

    yield Column(TableColumn("Sessions", NUMBER), tell)


def _spread_days(view: View) -> Iterator[Column]:
    for day in view.days:

        def tell(person: Listed, _view: View, day: date = day) -> str:
            at = next((one.at for one in person.came if one.day == day), None)
            return f"{at:%H:%M}" if at else ""

        yield Column(TableColumn(short(day)), tell)


def _spread_sessions(view: View) -> Iterator[Column]:
    for item in view.sessions:
        doors = {d.id for d in view.material.doors if d.session_id == item.id}

        def tell(person: Listed, _view: View, doors: set[str] = doors) -> str:
            came = (one.at for one in person.came if one.checkpoint_id in doors)
            at = next(came, None)
            return f"{at:%H:%M}" if at else ""

        begin = view.material.workshop.local(item.starts_at)
        heading = f"{short(begin.date())} {begin:%H:%M} {item.title}"
        yield Column(TableColumn(heading), tell)


def _spread_groups(view: View) -> Iterator[Column]:
    for turn in view.material.rounds:
        titles = {
            group.id: " · ".join(filter(None, (group.title, group.place)))
            for group in turn.groups
        }

        def tell(
            person: Listed,
            _view: View,
            turn_id: str = turn.id,
            titles: dict[str, str] = titles,
        ) -> str:
            return titles.get(person.groups.get(turn_id, ""), "")

        yield Column(TableColumn(f"Group, round {turn.number}"), tell)


COLUMNS = (
    ColumnKind("number", "No.", None, NUMBER),
    _blank("tick", "✓", TICK, "Box to tick"),
    _field("printed_name", "Name", strong=True, is_name=True),
    _field("native_name", "In own script", is_name=True),
    _field("honorific", "Title"),
    _field("given_name", "Given name", is_name=True),
    _field("family_name", "Family name", is_name=True),
    _field("reading", "Reading"),
    ColumnKind(
        "work", "Organisation and position", _work,
        parts=("Organisation", "Position"),
    ),
    _field("organisation", "Organisation"),
    _field("position", "Position"),
    ColumnKind("country", "Country", lambda person, _view: person.country),
    _field("city", "City"),
    _field("category", "Category"),
    _field("role", "Role"),
    _field("email", "E-mail"),
    _field("phone", "Phone"),
    _field("gender", "Gender"),
    _field("languages", "Languages"),
    _field("party", "Comes with"),
    _field("wishes", "Topic wishes"),
    _field("dietary", "Dietary need"),
    _field("attention", "Note for the desk"),
    _field("status", "Status"),
    _field("external_id", "Number in the list"),
    ColumnKind("badge", "Badge", lambda person, _view: person.badge),
    ColumnKind("arrived", "Arrived", _arrived),
    ColumnKind(
        "days", "Days", label="Days, a column each", spread=_spread_days
    ),
    ColumnKind("day_count", "Days", _day_count, NUMBER, label="Number of days"),
    ColumnKind(
        "sessions", "Sessions", label="Sessions, a column each",
        spread=_spread_sessions,
    ),
    ColumnKind(
        "session_count", "Sessions", label="Number of sessions",
        spread=_spread_session_count,
    ),
    ColumnKind(
        "groups", "Groups", label="Groups, a column each",
        spread=_spread_groups,
    ),
    _blank("signature", "Signature", SIGN),
    _blank("morning", "Morning", SIGN, "Signature, morning"),
    _blank("afternoon", "Afternoon", SIGN, "Signature, afternoon"),
    _blank("remarks", "Remarks", SIGN),
)  # fmt: skip
_BY_NAME = {kind.name: kind for kind in COLUMNS}


def kinds(material: Material) -> tuple[ColumnKind, ...]:
    """Return every column to choose from, imported ones last."""
    return (*COLUMNS, *(_extra(heading) for heading in material.extras))


def named(names: Iterable[str], view: View) -> Iterator[Column]:
    """Yield the columns called `names`, those that become several one by one.

    Raises:
        ListError: there is no such column.
    """
    for name in names:
        kind = _extra(name[len(EXTRA) :]) if name.startswith(EXTRA) else None
        kind = kind or _BY_NAME.get(name)
        if kind is None:
            raise ListError(
                f'There is no column "{name}". Choose from: '
                f"{', '.join(_BY_NAME)}, or {EXTRA}HEADING of an imported one."
            )
        if kind.spread is not None:
            yield from kind.spread(view)
        else:
            shown = TableColumn(
                kind.heading, kind.look, kind.strong, kind.is_name, kind.parts
            )
            yield Column(shown, kind.tell)


def _extra(heading: str) -> ColumnKind:
    def tell(person: Listed, _view: View) -> str:
        return str(person.extra.get(heading, ""))

    return ColumnKind(f"{EXTRA}{heading}", heading, tell)
