"""What is known of a person beside the fields, in words."""

from collections.abc import Callable, Iterator, Sequence

from nexus_desktop.core.checkin import TELLINGS, Verdict
from nexus_desktop.core.participant import (
    BadgeState,
    Happening,
    Passage,
    Person,
    Place,
)
from nexus_desktop.ui.people.columns import Manner

_MOST = 12


class Telling:
    """Puts chips, scans, groups, imported columns and history into words."""

    def __init__(self, tr: Callable[[str], str], manner: Manner) -> None:
        self._tr, self._manner = tr, manner

    def chips(self, person: Person) -> Iterator[tuple[str, str]]:
        """Give (text, role of a label): whether they come, are here, have a badge."""
        if person.is_cancelled:
            yield self._tr("Does not come"), "chip_bad"
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

    def sections(
        self, person: Person, history: Sequence[Happening]
    ) -> Iterator[tuple[str, Sequence[str]]]:
        """Give (heading, lines) of everything that is not a field."""
        yield self._tr("Groups"), [self._place(place) for place in person.places]
        yield self._tr("Scans"), [self._scan(p) for p in person.passages[:_MOST]]
        yield (
            self._tr("Also in the list"),
            [f"{heading}: {text}" for heading, text in person.extra.items()],
        )
        yield self._tr("History"), [self._entry(entry) for entry in history[:_MOST]]

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
        }
        what = known.get(entry.action, entry.action.replace(".", " "))
        at = self._manner.time(entry.at)
        return " · ".join(filter(None, (at, entry.actor, what)))
