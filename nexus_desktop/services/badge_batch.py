"""Many badges at once: who gets one, in which order, issued and ready to be drawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.core.badge_views import fields_on
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.filing import (
    Compartment,
    Filable,
    Filed,
    Filing,
    Order,
    Selection,
    arrange,
    compartments,
)
from nexus_desktop.services import badge_filing, badge_layouts, badges, slices
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.services.slices import Take, parts


class NoBadges(NexusError):  # noqa: N818
    """There is nothing to print; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges, in which order, in which layout ("" for the workshop's)."""

    selection: Selection = field(default_factory=Selection)
    filing: Filing = field(default_factory=Filing)
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Badges that are issued, in the order of the paper.

    Attributes:
        pieces: badges, and cards that say where the next ones are put.
        places: badge id -> where it is put.
        at: when they were read; what is written later they don't say.
    """

    layout: BadgeLayout
    pieces: tuple[BadgeFace | Compartment, ...]
    places: Mapping[str, str]
    at: datetime

    @property
    def faces(self) -> tuple[BadgeFace, ...]:
        """The badges alone."""
        return tuple(one for one in self.pieces if isinstance(one, BadgeFace))


def layout_of(session: Session, wanted: str) -> BadgeLayout:
    """Return the layout with an id, or the workshop's own when that is gone or ""."""
    if wanted:
        try:
            return badge_layouts.layout(session, wanted)
        except NotFound:  # taken away since it was chosen, on this laptop or another
            pass
    return badge_layouts.chosen(session)


def candidates(take: Take, layout: BadgeLayout) -> tuple[Filable, ...]:
    """Return everybody who gets a badge in `layout`, and whether it has changed."""
    fields = fields_on(layout)
    found: list[Filable] = []
    for ids in parts(take(badge_filing.people), slices.READ):
        found += take(lambda s: badge_filing.filable(s, fields, ids))  # noqa: B023 - run now
    return tuple(found)


def prepare(take: Take, wanted: Wanted, *, at: datetime) -> Batch:
    """Issue the badges that are missing among those wanted, and return these.

    Who cancels meanwhile is left out.

    Raises:
        NoBadges: there is none.
    """
    layout = take(lambda session: layout_of(session, wanted.layout))
    people = candidates(take, layout)
    order = take(lambda _: arrange(people, wanted.selection, wanted.filing))
    if not order.badges:
        raise NoBadges(_nothing(people, wanted.selection))
    cards = _cards(order) if wanted.filing.has_cards else {}
    filing = {one.person.participant_id: one for one in order.badges}
    pieces: list[BadgeFace | Compartment] = []
    places: dict[str, str] = {}
    for ids in parts(tuple(filing), slices.WRITTEN):
        issued = take(lambda s: _issue(s, ids, layout, at))  # noqa: B023 - run now
        ready = {one.participant_id: one for one in issued}
        filed = [filing[person] for person in ids if person in ready]
        faces = {person: one.face for person, one in ready.items()}
        pieces += _pieces(filed, faces, cards)
        places |= {ready[f.person.participant_id].badge_id: f.place for f in filed}
    return Batch(layout, tuple(pieces), places, at)


def record(take: Take, batch: Batch) -> int:
    """Note that all badges of `batch` were printed, and where they are put."""
    return sum(
        take(lambda s: badges.record_printing(s, ids, batch.places, at=batch.at))  # noqa: B023 - run now
        for ids in parts(tuple(batch.places), slices.WRITTEN)
    )


def first_sheet(
    session: Session, order: Order, layout: BadgeLayout, wanted: Wanted, first: int
) -> tuple[BadgeFace | Compartment, ...]:
    """Return what is on the first sheet, whether it is issued yet or not."""
    count = max(layout.sheet.count - first + 1, 1)
    filed = order.badges[:count]
    ids = [one.person.participant_id for one in filed]
    faces = {
        one.participant_id: one.face for one in badges.preview(session, ids, layout)
    }
    shown = [one for one in filed if one.person.participant_id in faces]
    # A badge is shown where a card would fill the sheet.
    has_cards = wanted.filing.has_cards and count > 1
    cards = _cards(order) if has_cards else {}
    return tuple(_pieces(shown, faces, cards))[:count]


def _issue(
    session: Session, ids: Collection[str], layout: BadgeLayout, at: datetime
) -> list[BadgeToPrint]:
    badges.issue_all(session, ids, at=at)
    session.flush()
    return badges.to_print(session, ids, layout)


def _cards(order: Order) -> dict[str, Compartment]:
    return {one.place: one for one in compartments(order.badges) if one.place}


def _pieces(
    filed: Sequence[Filed],
    faces: Mapping[str, BadgeFace],
    cards: dict[str, Compartment],
) -> Iterator[BadgeFace | Compartment]:
    """Yield the faces, each telling its place, and before them the place's card.

    A card that is yielded is taken out of `cards`.
    """
    for place, group in groupby(filed, key=lambda one: one.place):
        if place in cards:
            yield cards.pop(place)
        said = place[:1].upper() + place[1:]
        for one in group:
            face = faces[one.person.participant_id]
            yield replace(face, filed=said) if said else face


def _nothing(people: tuple[Filable, ...], selection: Selection) -> str:
    if not people:
        return "Nobody is expected yet. Import a list or add people first."
    if selection.is_only_due:
        return "No badge is new, and none has changed since it was printed."
    return "Nobody fits what was chosen."
