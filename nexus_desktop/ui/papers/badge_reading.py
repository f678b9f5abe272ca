"""What the badges page reads of the file, a piece at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_views import texts_on
from nexus_desktop.core.filing import Filable
from nexus_desktop.documents.missing_letters import touched
from nexus_desktop.services import badge_batch, badges
from nexus_desktop.services.slices import READ, Take, parts
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.printer import Choice


@dataclass(frozen=True, slots=True)
class BadgesRead:
    """What the file says for a layout.

    Attributes:
        incomplete: the people on whose badge letters would be missing.
        usual: what the workshop's own layout is called.
    """

    people: tuple[Filable, ...]
    incomplete: frozenset[str]
    layout: BadgeLayout
    layouts: tuple[Choice, ...]
    usual: str


def read_badges(take: Take, wanted: str) -> BadgesRead:
    """Read whose badges there are in the layout `wanted`, "" for the workshop's."""
    layout = take(lambda session: badge_batch.layout_of(session, wanted))
    people = badge_batch.candidates(take, layout)
    return BadgesRead(
        people,
        frozenset(_incomplete(take, [one.participant_id for one in people], layout)),
        layout,
        take(badge_paper.choices),
        take(lambda session: badge_batch.layout_of(session, "")).name,
    )


def _incomplete(take: Take, people: list[str], layout: BadgeLayout) -> Iterator[str]:
    for ids in parts(people, READ):
        found = take(lambda s: badges.preview(s, ids, layout))  # noqa: B023 - run now
        yield from touched(
            (one.participant_id, texts_on(layout, one.face)) for one in found
        )
