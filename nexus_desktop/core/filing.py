"""Which badges are printed, in which order, and in which box each of them will lie.

Badges come off the printer in the order in which they are put away, so that whoever
files them only cuts the pile. What is known of the badges that lie in boxes already
decides where a later one goes: to its neighbours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from nexus_desktop.core import days
from nexus_desktop.core.names import folded

_BOX, _LETTER = "box ", "letter "
_SHOWN = 3  # letters of a name that say where a box begins and ends


class Way(StrEnum):
    """How badges are put away."""

    NAME = "name"
    LETTER = "letter"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    BOX = "box"


class Standing(StrEnum):
    """What printing a badge now would be."""

    NEW = "new"
    CHANGED = "changed"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Printed:
    """The last time that a badge was printed.

    Attributes:
        filed_in: where it was put away, "" when it was handed out.
        is_changed: it says something else by now.
    """

    at: datetime
    filed_in: str = ""
    is_changed: bool = False

    @property
    def place(self) -> str:
        """Where it lies, as part of a sentence: "in box C", "" when not known."""
        if not self.filed_in:
            return ""
        return f"{'in' if self.filed_in.startswith(_BOX) else 'under'} {self.filed_in}"

    def told(self, local: datetime) -> str:
        """Return "Printed Wed 5 Nov 18:20, in box C"; `local`: `at` as it is shown."""
        when = f"Printed {days.short(local.date())} {local:%H:%M}"
        return ", ".join(filter(None, (when, self.place)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filable:
    """A person whose badge may be printed.

    Attributes:
        sort_name: romanised and folded, the family name first.
        country: its printed name.
        printed: the last printing of the badge they have, None before the first.
    """

    participant_id: str
    name: str
    sort_name: str
    organisation: str = ""
    country: str = ""
    role: str = ""
    category: str = ""
    party: str = ""
    printed: Printed | None = None

    @property
    def standing(self) -> Standing:
        """What printing it now would be."""
        if self.printed is None:
            return Standing.NEW
        return Standing.CHANGED if self.printed.is_changed else Standing.PRINTED


@dataclass(frozen=True, slots=True)
class Selection:
    """Whose badges are printed; an empty text takes all.

    Attributes:
        is_only_due: only badges that are new, or changed since they were printed.
    """

    role: str = ""
    category: str = ""
    country: str = ""
    party: str = ""
    is_only_due: bool = False

    def takes(self, one: Filable) -> bool:
        """Tell whether somebody's badge is among them."""
        if self.is_only_due and one.standing is Standing.PRINTED:
            return False
        wanted = {name: getattr(self, name) for name in FILTERS}
        return all(
            not text or getattr(one, name) == text for name, text in wanted.items()
        )


FILTERS = ("role", "category", "country", "party")


@dataclass(frozen=True, slots=True)
class Filing:
    """How badges are put away.

    Attributes:
        per_box: badges to a box.
        has_cards: a card that says what follows comes before each box or letter.
    """

    way: Way = Way.NAME
    per_box: int = 50
    has_cards: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """Somebody's badge and where it is put, "" where nothing is filed."""

    person: Filable
    place: str = ""


@dataclass(frozen=True, slots=True)
class Compartment:
    """What lies in one place; `first` and `last` begin the names at its ends."""

    place: str
    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed, in the order of the paper."""

    badges: tuple[Filed, ...] = ()
    counts: Mapping[Standing, int] = field(default_factory=dict)


def arrange(people: Sequence[Filable], selection: Selection, filing: Filing) -> Order:
    """Return the badges that `selection` takes, in the order they are put away in."""
    chosen = sorted(filter(selection.takes, people), key=_key(filing.way))
    counts = dict.fromkeys(Standing, 0)
    for one in chosen:
        counts[one.standing] += 1
    if filing.way is Way.BOX:
        filed = _boxed(people, chosen, filing.per_box)
    else:
        filed = tuple(Filed(one, _place(one, filing.way)) for one in chosen)
    return Order(filed, counts)


def compartments(badges: Iterable[Filed]) -> tuple[Compartment, ...]:
    """Return what lies where, for badges in the order of the paper."""
    found = []
    for place, group in groupby(badges, key=lambda filed: filed.place):
        people = [filed.person for filed in group]
        first, last = (
            one.sort_name[:_SHOWN].title() for one in (people[0], people[-1])
        )
        found.append(Compartment(place, first, last, len(people)))
    return tuple(found)


def cards(order: Order, filing: Filing) -> int:
    """Return how many cards are printed between the badges of `order`."""
    if not filing.has_cards:
        return 0
    return sum(bool(one.place) for one in compartments(order.badges))


def sheets(count: int, per_sheet: int, first: int = 1) -> int:
    """Return how many sheets `count` badges take, the first beginning at a place.

    Args:
        count: badges; 0 take no sheet.
        per_sheet: places on a sheet.
        first: place of the first badge, from 1; those before it are used up.
    """
    return -(-(count + first - 1) // per_sheet) if count else 0


def letter(sort_name: str) -> str:
    """Return the letter that somebody stands under, "#" when it is none."""
    first = folded(sort_name)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def box_name(number: int) -> str:
    """Return the letters of the box `number`, from 0: A to Z, then AA and on."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _key(way: Way) -> Callable[[Filable], tuple[bool, str, str, str, str]]:
    """Return what badges are put in order by; who has no heading comes last."""
    heading = {Way.ORGANISATION: "organisation", Way.COUNTRY: "country"}.get(way, "")

    def key(one: Filable) -> tuple[bool, str, str, str, str]:
        under = getattr(one, heading) if heading else ""
        is_last = bool(heading) and not under
        return is_last, folded(under), one.sort_name, one.name, one.participant_id

    return key


def _place(one: Filable, way: Way) -> str:
    if way is Way.LETTER:
        return _LETTER + letter(one.sort_name)
    if way is Way.ORGANISATION:
        return one.organisation
    return one.country if way is Way.COUNTRY else ""


def _boxed(
    people: Sequence[Filable], chosen: Sequence[Filable], per_box: int
) -> tuple[Filed, ...]:
    """Put `chosen` (in order) into boxes, beside what lies in boxes already."""
    printing = {one.participant_id for one in chosen}
    known = {
        one.participant_id: one.printed.filed_in
        for one in sorted(people, key=_key(Way.BOX))
        if one.printed is not None and one.printed.filed_in.startswith(_BOX)
    }
    staying = [place for person, place in known.items() if person not in printing]
    if not staying:
        return tuple(
            Filed(one, _BOX + box_name(number // per_box))
            for number, one in enumerate(chosen)
        )
    place, filed = staying[0], []
    for one in sorted(people, key=_key(Way.BOX)):
        place = known.get(one.participant_id, place)
        if one.participant_id in printing:
            filed.append(Filed(one, place))
    return tuple(filed)
