"""A workshop among those of its series: figures of each, side by side.

The figures of earlier workshops are kept in this workshop's file as they were read, so
that the earlier files are not needed again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from nexus_desktop.core.actions import Action
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo


class SeriesError(NexusError):
    """A workshop can't be the earlier one; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of one country (ISO code, "" for not stated) were awaited and came."""

    country: str
    expected: int
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one workshop comes to.

    Attributes:
        id: of the workshop; the same in all copies of its file.
        place: its city, or else its venue.
        cities: where those who came are from.
        women: of those who came.
        actions: agreed there; `done`, `going_on`, `dropped` and `still_open` of them.
        carried: actions that came from a workshop before it.
        turnout: by country, the largest delegation first.
    """

    id: str
    title: str
    number: int | None
    place: str
    first_day: date
    last_day: date
    expected: int = 0
    present: int = 0
    women: int = 0
    cities: int = 0
    sessions: int = 0
    notes: int = 0
    decisions: int = 0
    recommendations: int = 0
    actions: int = 0
    done: int = 0
    going_on: int = 0
    dropped: int = 0
    still_open: int = 0
    carried: int = 0
    turnout: tuple[Turnout, ...] = ()

    @property
    def name(self) -> str:
        """Return such as "No. 3, Da Nang 2014", short enough for a column."""
        where = " ".join(filter(None, (self.place, str(self.first_day.year))))
        return where if self.number is None else f"No. {self.number}, {where}"

    @property
    def countries(self) -> int:
        """Return from how many countries people came."""
        return sum(bool(one.country and one.present) for one in self.turnout)

    @property
    def share(self) -> int:
        """Return how many of a hundred awaited people came."""
        return round(100 * self.present / self.expected) if self.expected else 0

    def came_from(self, country: str) -> int:
        """Return how many came from a country."""
        return sum(one.present for one in self.turnout if one.country == country)

    def as_json(self) -> dict[str, Any]:
        """Return them as they are kept."""
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        turnout = [[one.country, one.expected, one.present] for one in self.turnout]
        return kept | {
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "turnout": turnout,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Figures":
        """Return what `as_json` wrote; figures that are not known here are left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        values["first_day"] = date.fromisoformat(values["first_day"])
        values["last_day"] = date.fromisoformat(values["last_day"])
        values["turnout"] = tuple(Turnout(*one) for one in values["turnout"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was read of an earlier workshop's file.

    Attributes:
        figures: of it, and before them those of the workshops before it.
        actions: all of it.
        people: those who were not cancelled.
    """

    workshop: WorkshopInfo
    figures: tuple[Figures, ...]
    actions: tuple[Action, ...] = ()
    people: tuple[PersonFields, ...] = ()
    items: tuple[SessionInfo, ...] = ()

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """Return the actions that somebody still owes."""
        return tuple(one for one in self.actions if not one.state.is_closed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new workshop takes over from an earlier one."""

    people: bool = True
    programme: bool = True
    actions: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is compared; `is_share` when it is so many of a hundred."""

    key: str
    label: str
    value: Callable[[Figures], int]
    is_share: bool = False


MEASURES = (
    Measure("expected", "People expected", lambda f: f.expected),
    Measure("present", "People who came", lambda f: f.present),
    Measure("share", "Came, of those expected", lambda f: f.share, is_share=True),
    Measure("women", "Women among them", lambda f: f.women),
    Measure("countries", "Countries", lambda f: f.countries),
    Measure("cities", "Cities", lambda f: f.cities),
    Measure("sessions", "Sessions", lambda f: f.sessions),
    Measure("notes", "Statements noted", lambda f: f.notes),
    Measure("decisions", "Decisions", lambda f: f.decisions),
    Measure("recommendations", "Recommendations", lambda f: f.recommendations),
    Measure("actions", "Actions agreed", lambda f: f.actions),
    Measure("done", "Done by its end", lambda f: f.done),
    Measure("carried", "Actions carried over to it", lambda f: f.carried),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of every workshop, the earliest first and this one last.

    Attributes:
        key: of its measure, or a country's code.
        is_country: whether it counts people of a country.
    """

    key: str
    label: str
    values: tuple[int, ...]
    is_share: bool = False
    is_country: bool = False

    @property
    def change(self) -> int:
        """Return by how much this workshop's figure is larger than the last one's."""
        return self.values[-1] - self.values[-2] if len(self.values) > 1 else 0

    def told(self, place: int) -> str:
        """Return a value in words."""
        return f"{self.values[place]}%" if self.is_share else f"{self.values[place]:,}"

    @property
    def change_told(self) -> str:
        """Return the change in words: "+3", "−12", "±0"."""
        sign = "+" if self.change > 0 else "−" if self.change < 0 else "±"
        return f"{sign}{abs(self.change):,}"


def compared(
    found: Sequence[Figures], country: Callable[[str], str]
) -> tuple[Compared, ...]:
    """Return each measure, then the people of each country, over all workshops.

    Args:
        found: of each workshop, in the order of time.
        country: gives the printed name of a code.
    """
    measures = (
        Compared(
            one.key,
            one.label,
            tuple(one.value(figures) for figures in found),
            one.is_share,
        )
        for one in MEASURES
    )
    codes = {one.country for figures in found for one in figures.turnout}
    came = {
        code: tuple(figures.came_from(code) for figures in found)
        for code in codes - {""}
    }
    order = sorted(came, key=lambda code: (-came[code][-1], country(code)))
    lands = (
        Compared(code, country(code), came[code], is_country=True) for code in order
    )
    return (*measures, *lands)


def following(draft: NewWorkshop, earlier: WorkshopInfo) -> NewWorkshop:
    """Return `draft` with what the next workshop of a series has in common with it.

    Only what `draft` leaves empty is filled in; the number is one more.
    """
    before = earlier.draft
    number = None if before.number is None else before.number + 1
    return replace(
        draft,
        series=draft.series or before.series,
        number=number if draft.number is None else draft.number,
        organisers=draft.organisers or before.organisers,
        background=draft.background or before.background,
        objectives=draft.objectives or before.objectives,
        language=before.language if draft.language == "en" else draft.language,
    )


def in_order(found: Iterable[Figures]) -> tuple[Figures, ...]:
    """Return each workshop once, in the order of time; what comes later counts."""
    latest = {one.id: one for one in found}
    return tuple(sorted(latest.values(), key=lambda one: (one.first_day, one.id)))
