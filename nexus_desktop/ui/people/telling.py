"""What is known of a person beside the fields, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nexus_desktop.core.checkin import TELLINGS, Verdict
from nexus_desktop.core.participant import (
    CANCEL_REASON,
    BadgeState,
    Happening,
    Passage,
    Person,
    Place,
)
from nexus_desktop.ui.people.columns import Manner

_MOST = 12
_SHORT = 30  # letters that a chip may have beside another


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody else whom a record names; `is_merged`: who was merged into it."""

    id: str
    text: str
    hint: str
    is_merged: bool = False


class Telling:
    """Puts chips, scans, groups, imported columns and history into words."""

    def __init__(self, tr: Callable[[str], str], manner: Manner) -> None:
        self._tr, self._manner = tr, manner

    def chips(self, person: Person) -> Iterator[tuple[str, str]]:
        """Give (text, role of a label): whether they come, are here, have a badge."""
        if person.is_cancelled:
            why = person.cancel_reason
            said = self._tr("Does not come: {0}").format(why)
            short = len(said) <= _SHORT
            yield (said if why and short else self._tr("Does not come")), "chip_bad"
        elif person.arrived_at:
            at = self._manner.time(person.arrived_at)
            yield self._tr("Arrived {0}").format(at), "chip_good"
        else:
            yield self._tr("Not here yet"), "chip"
        badges = {
            BadgeState.NONE: (self._tr("No badge yet"), "chip"),
            BadgeState.ISSUED: (self._tr("Badge {0} not printed"), "chip"),
            BadgeState.PRINTED: (self._tr("Badge {0} printed"), "chip_good"),
            BadgeState.REVOKED: (self._tr("Badge {0} switched off"), "chip_warn"),
        }
        text, role = badges[person.badge]
        yield text.format(person.badge_issue), role

    def relations(self, person: Person) -> Iterator[Relation]:
        """Give who comes for whom, and who was merged into them."""
        show = self._tr("Show this person")
        if person.replaces:
            text = self._tr("Comes in place of {0}").format(person.replaces.name)
            yield Relation(person.replaces.id, text, show)
        if person.replaced_by:
            text = self._tr("{0} comes in their place").format(person.replaced_by.name)
            yield Relation(person.replaced_by.id, text, show)
        for one in person.merged:
            text = self._tr("Merged with {0}: make two again").format(one.name)
            hint = self._tr("Everything is as it was before they were merged")
            yield Relation(one.id, text, hint, is_merged=True)

    def sections(
        self, person: Person, history: Sequence[Happening]
    ) -> Iterator[tuple[str, Sequence[str]]]:
        """Give (heading, lines) of everything that is not a field."""
        yield self._tr("Groups"), [self._place(place) for place in person.places]
        yield self._tr("Scans"), [self._scan(p) for p in person.passages[:_MOST]]
        yield (
            self._tr("Also in the list"),
            [
                f"{heading}: {text}"
                for heading, text in person.extra.items()
                if heading != CANCEL_REASON or not self._is_told(person)
            ],
        )
        yield self._tr("History"), [self._entry(entry) for entry in history[:_MOST]]

    def _is_told(self, person: Person) -> bool:
        """Tell whether the chip says already why a person does not come."""
        return any(person.cancel_reason in text for text, _role in self.chips(person))

    def _place(self, place: Place) -> str:
        where = (
            place.topic,
            place.room,
            self._tr("table {0}").format(place.table) if place.table else "",
        )
        start = self._tr("Round {0}: {1}").format(place.round, place.group)
        return " · ".join((start, *filter(None, where)))

    def _scan(self, passage: Passage) -> str:
        try:
            word = TELLINGS[Verdict(passage.verdict)].chip
        except ValueError:
            word = passage.verdict
        undone = self._tr("undone") if passage.is_undone else ""
        at = self._manner.time(passage.at)
        return " · ".join(filter(None, (at, passage.checkpoint, word, undone)))

    def _entry(self, entry: Happening) -> str:
        known = {
            "participant.add": self._tr("added"),
            "participant.edit": self._tr("changed"),
            "participant.cancel": self._tr("noted as not coming"),
            "participant.restore": self._tr("noted as coming"),
            "people.import": self._tr("imported from a list"),
            "participant.merge": self._tr("merged"),
            "participant.substitute": self._tr("somebody else comes"),
            "photo.set": self._tr("photo set"),
            "photo.remove": self._tr("photo taken away"),
            "badge.issue": self._tr("badge issued"),
            "scan.walk_in": self._tr("registered on the spot"),
            "undo": self._tr("undone"),
        }
        what = known.get(entry.action, entry.action.replace(".", " "))
        at = self._manner.time(entry.at)
        return " · ".join(filter(None, (at, entry.actor, what)))
