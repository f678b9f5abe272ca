"""Many badges at once: who gets one, in which order, issued and ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.core.badge_views import fields_on
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.filing import Filable, Filing, Order, Selection, arrange
from nexus_desktop.services import badge_filing, badge_layouts, badges


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
        places: badge id -> where it is put.
        at: when they were read; what is written later they don't say.
    """

    layout: BadgeLayout
    faces: tuple[BadgeFace, ...]
    places: Mapping[str, str]
    at: datetime


def layout_of(session: Session, wanted: str) -> BadgeLayout:
    """Return the layout with an id, or the workshop's own when that is gone or ""."""
    if wanted:
        try:
            return badge_layouts.layout(session, wanted)
        except NotFound:  # taken away since it was chosen, on this laptop or another
            pass
    return badge_layouts.chosen(session)


def candidates(session: Session, layout: BadgeLayout) -> tuple[Filable, ...]:
    """Return everybody who gets a badge in `layout`, and whether it has changed."""
    return badge_filing.filable(session, fields_on(layout))


def prepare(session: Session, wanted: Wanted, *, at: datetime) -> Batch:
    """Issue the badges that are missing, and return those wanted.

    Raises:
        NoBadges: there is none.
    """
    layout = layout_of(session, wanted.layout)
    people = candidates(session, layout)
    order = arrange(people, wanted.selection, wanted.filing)
    if not order.badges:
        raise NoBadges(_nothing(people, wanted.selection))
    badges.issue_all(session, at=at)
    session.flush()
    ids = [filed.person.participant_id for filed in order.badges]
    ready = {one.participant_id: one for one in badges.to_print(session, ids, layout)}
    return Batch(
        layout,
        tuple(ready[person].face for person in ids),
        {
            ready[filed.person.participant_id].badge_id: filed.place
            for filed in order.badges
        },
        at,
    )


def record(session: Session, batch: Batch) -> int:
    """Note that all badges of `batch` were printed, and where they are put."""
    return badges.record_printing(
        session, tuple(batch.places), batch.places, at=batch.at
    )


def first_sheet(
    session: Session, order: Order, layout: BadgeLayout, first: int
) -> tuple[BadgeFace, ...]:
    """Return what is on the first sheet, whether it is issued yet or not."""
    count = max(layout.sheet.count - first + 1, 1)
    ids = [filed.person.participant_id for filed in order.badges[:count]]
    found = {
        one.participant_id: one.face for one in badges.preview(session, ids, layout)
    }
    return tuple(found[person] for person in ids if person in found)


def _nothing(people: tuple[Filable, ...], selection: Selection) -> str:
    if not people:
        return "Nobody is expected yet. Import a list or add people first."
    if selection.is_only_due:
        return "No badge is new, and none has changed since it was printed."
    return "Nobody fits what was chosen."
