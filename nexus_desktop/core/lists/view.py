"""For what a list is made: who belongs to it, who came to it, what its head says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from nexus_desktop.core.days import MONTHS, WEEKDAYS, short
from nexus_desktop.core.lists.choices import ListError, Scope, scope_parts
from nexus_desktop.core.lists.material import (
    Coming,
    Door,
    Listed,
    ListedRound,
    Material,
    RoundGroup,
    may_pass,
)
from nexus_desktop.core.programme import SessionInfo


@dataclass(frozen=True, slots=True)
class View:
    """One scope of a material.

    Attributes:
        name: what tells it from others of its kind, such as "Day 1, Wed 5 Nov".
        detail: when and where, for the head of its pages.
        is_for: tells whether it is for a person.
        counts: tells whether a coming is one to it.
        day: the only day that it is about, None for all.
        closed: nobody comes to it whom it is not for.
    """

    material: Material
    name: str
    detail: str
    is_for: Callable[[Listed], bool]
    counts: Callable[[Coming], bool]
    day: date | None = None
    closed: bool = False

    def came(self, person: Listed) -> datetime | None:
        """Return when somebody first came to it, None while they did not."""
        if self.closed and not self.is_for(person):
            return None
        return next((one.at for one in person.came if self.counts(one)), None)

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days it is about."""
        return self.material.workshop.days if self.day is None else (self.day,)

    @property
    def sessions(self) -> tuple[SessionInfo, ...]:
        """Return the sessions it is about that badges are read for."""
        read = {door.session_id for door in self.material.doors}
        return tuple(
            item
            for item in self.material.items
            if item.id in read and self._local(item.starts_at).date() in self.days
        )

    def _local(self, at: datetime) -> datetime:
        return self.material.workshop.local(at)


def views(material: Material, scope: str) -> tuple[View, ...]:
    """Return what a scope is made of: one view, or one for each day or group.

    Raises:
        ListError: it names nothing that there is.
    """
    family, ident = scope_parts(scope)
    return _MAKERS[family](material, ident)


def scopes(material: Material, family: Scope) -> tuple[tuple[str, str], ...]:
    """Return (scope, what to call it) of each scope of a family, in order of use."""
    info = material.workshop
    found: dict[Scope, list[tuple[str, str]]] = {
        Scope.WORKSHOP: [("", "The whole workshop")],
        Scope.DAYS: [(Scope.DAYS, "Each day on its own sheets")],
        Scope.DAY: [
            (f"{Scope.DAY}:{day}", day_name(material, day)) for day in info.days
        ],
        Scope.SESSION: [
            (f"{Scope.SESSION}:{item.id}", _session_name(material, item))
            for item in material.items
            if not item.is_pause
        ],
        Scope.CHECKPOINT: [
            (f"{Scope.CHECKPOINT}:{door.id}", door.name)
            for door in sorted(material.doors, key=_desks_last)
        ],
        Scope.ROUND: [
            (f"{Scope.ROUND}:{one.id}", f"Round {one.number}: every group")
            for one in material.rounds
            if one.groups
        ],
        Scope.GROUP: [
            (f"{Scope.GROUP}:{group.id}", f"Round {one.number}: {group.title}")
            for one in material.rounds
            for group in one.groups
        ],
    }
    return tuple(found[family])


def day_name(material: Material, day: date) -> str:
    """Return such as "Day 1, Wed 5 Nov"."""
    number = material.workshop.day_number(day)
    return short(day) if number is None else f"Day {number}, {short(day)}"


def long_day(day: date) -> str:
    """Return such as "Wednesday 5 November 2014"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _workshop(material: Material, _ident: str) -> tuple[View, ...]:
    return (View(material, "", _where(material), lambda _: True, lambda _: True),)


def _days(material: Material, _ident: str) -> tuple[View, ...]:
    return tuple(_one_day(material, day) for day in material.workshop.days)


def _day(material: Material, ident: str) -> tuple[View, ...]:
    try:
        return (_one_day(material, date.fromisoformat(ident)),)
    except ValueError:
        raise ListError(f'"{ident}" is no day. Write it as 2014-11-05.') from None


def _one_day(material: Material, day: date) -> View:
    desks = [
        door
        for door in material.doors
        if door.purpose == "registration" and door.day == day
    ]
    return View(
        material,
        day_name(material, day),
        _joined(_numbered(material, day), long_day(day), _where(material)),
        _through(desks),
        lambda one: one.day == day,
        day,
    )


def _session(material: Material, ident: str) -> tuple[View, ...]:
    item = next((one for one in material.items if one.id == ident), None)
    if item is None:
        raise ListError("This session is no longer in the programme.")
    doors = [door for door in material.doors if door.session_id == ident]
    ids = {door.id for door in doors}
    return (
        View(
            material,
            item.title,
            _joined(item.title, _when(material, item), item.room),
            _through(doors),
            lambda one: one.checkpoint_id in ids,
            material.workshop.local(item.starts_at).date(),
        ),
    )


def _checkpoint(material: Material, ident: str) -> tuple[View, ...]:
    door = next((one for one in material.doors if one.id == ident), None)
    if door is None:
        raise ListError("This checkpoint is no longer there.")
    when = long_day(door.day) if door.day else ""
    return (
        View(
            material,
            door.name,
            _joined(door.name, when),
            _through([door]),
            lambda one: one.checkpoint_id == ident,
            door.day,
        ),
    )


def _round(material: Material, ident: str) -> tuple[View, ...]:
    turn = next((one for one in material.rounds if one.id == ident), None)
    if turn is None or not turn.groups:
        raise ListError("This breakout round is no longer there.")
    return tuple(_one_group(material, turn, group) for group in turn.groups)


def _group(material: Material, ident: str) -> tuple[View, ...]:
    for turn in material.rounds:
        for group in turn.groups:
            if group.id == ident:
                return (_one_group(material, turn, group),)
    raise ListError("This breakout group is no longer there.")


def _one_group(material: Material, turn: ListedRound, group: RoundGroup) -> View:
    item = next((one for one in material.items if one.id == turn.session_id), None)
    day = None if item is None else material.workshop.local(item.starts_at).date()
    when = "" if item is None else _when(material, item)
    return View(
        material,
        group.title,
        _joined(group.title, f"round {turn.number}", when, group.place),
        lambda person: person.groups.get(turn.id) == group.id,
        lambda one: day is None or one.day == day,
        day,
        closed=True,
    )


_MAKERS: dict[Scope, Callable[[Material, str], tuple[View, ...]]] = {
    Scope.WORKSHOP: _workshop,
    Scope.DAYS: _days,
    Scope.DAY: _day,
    Scope.SESSION: _session,
    Scope.CHECKPOINT: _checkpoint,
    Scope.ROUND: _round,
    Scope.GROUP: _group,
}


def _through(doors: list[Door]) -> Callable[[Listed], bool]:
    """Return who may pass one of `doors`; everybody where there is none."""
    if all(not any(door.entitled.values()) for door in doors):
        return lambda _: True
    return lambda person: any(may_pass(person, door) for door in doors)


def _desks_last(door: Door) -> tuple[bool, bool, date, str]:
    is_desk = door.purpose == "registration"
    return is_desk, door.day is None, door.day or date.min, door.name


def _numbered(material: Material, day: date) -> str:
    number = material.workshop.day_number(day)
    return "" if number is None else f"Day {number}"


def _session_name(material: Material, item: SessionInfo) -> str:
    local = material.workshop.local(item.starts_at)
    return f"{short(local.date())}, {local:%H:%M} · {item.title}"


def _when(material: Material, item: SessionInfo) -> str:
    begin = material.workshop.local(item.starts_at)
    end = material.workshop.local(item.ends_at)
    return f"{short(begin.date())}, {begin:%H:%M}–{end:%H:%M}"


def _where(material: Material) -> str:
    draft = material.workshop.draft
    return ", ".join(part for part in (draft.venue, draft.city) if part)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
