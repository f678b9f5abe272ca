"""Which cards are chosen: one, or several to be moved, pinned or taken out together."""

from collections.abc import Callable, Iterable

from nexus_desktop.ui.breakouts.layout import LOOSE, Layout, Place


class Selection:
    """The chosen cards, and the one from which a range is drawn.

    Attributes:
        people: ids of all who are chosen.
        anchor: id of the one chosen last by itself.
    """

    def __init__(self) -> None:
        self.people: frozenset[str] = frozenset()
        self.anchor = ""

    def only(self, participant: str) -> None:
        """Choose one card, "" for none."""
        self.people = frozenset(filter(None, [participant]))
        self.anchor = participant

    def toggle(self, participant: str) -> None:
        """Choose one card more, or one less."""
        self.people ^= {participant}
        self.anchor = participant

    def all_of(self, people: Iterable[str]) -> None:
        """Choose these cards."""
        self.people = frozenset(people)

    def keep(self, there: Callable[[str], object]) -> None:
        """Forget those who are not there any more."""
        self.people = frozenset(filter(there, self.people))
        self.anchor = self.anchor if there(self.anchor) else ""


def between(layout: Layout, one: Place, other: Place) -> list[Place]:
    """Return the places of a range: within a column, or a block over several."""
    order = [*range(len(layout.columns)), LOOSE]
    columns = sorted((order.index(one.column), order.index(other.column)))
    first, last = sorted((one.position, other.position))
    return [
        Place(order[number], position)
        for number in range(columns[0], columns[1] + 1)
        for position in range(first, min(last + 1, layout.count(order[number])))
    ]
