"""Finding notes in all sessions: what is sought, what is known of each, what fits.

An index holds every note with the key it is found by; `services.notes_finding` makes
one. Looking through 5,000 notes takes a few milliseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from nexus_desktop.core import names
from nexus_desktop.core.note import NotesPlace, same_place
from nexus_desktop.core.note_kinds import NoteKind


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note and where it was taken.

    Attributes:
        title: of the session; `group` is "" in the plenary.
    """

    note_id: str
    place: NotesPlace
    title: str
    group: str
    at: datetime
    kind: NoteKind
    text: str
    speaker: str = ""
    owner: str = ""
    objectives: tuple[int, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything that it is found by."""
        return (self.text, self.speaker, self.owner, *self.places)


@dataclass(frozen=True, slots=True)
class IndexedNote:
    """A note with its keys.

    Attributes:
        key: its words, romanised and folded, each after a space.
        plain: its text, folded, for scripts that put no spaces between words.
    """

    note: FoundNote
    key: str
    plain: str


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word that was typed.

    Attributes:
        begins: what words of the note have to begin with, all of it.
        inside: what may stand anywhere in the note instead, "" where that is too much.
    """

    begins: tuple[str, ...]
    inside: str = ""

    def fits(self, indexed: IndexedNote) -> bool:
        """Tell whether the note has the word."""
        if self.begins and all(f" {word}" in indexed.key for word in self.begins):
            return True
        return bool(self.inside) and self.inside in indexed.plain


@dataclass(frozen=True, slots=True)
class NotesSought:
    """What is looked for; what is None or "" does not matter."""

    words: tuple[SoughtWord, ...] = ()
    kind: NoteKind | None = None
    objective: int | None = None
    place: str = ""
    speaker: str = ""

    def fits(self, indexed: IndexedNote) -> bool:
        """Tell whether the note is among those looked for."""
        note = indexed.note
        return (
            (self.kind is None or note.kind is self.kind)
            and (self.objective is None or self.objective in note.objectives)
            and (not self.speaker or note.speaker == self.speaker)
            and (not self.place or self._is_about_place(note))
            and all(word.fits(indexed) for word in self.words)
        )

    def _is_about_place(self, note: FoundNote) -> bool:
        key = same_place(self.place)
        return any(same_place(place) == key for place in note.places)


@dataclass(frozen=True)
class NotesIndex:
    """Every note of the workshop, in the order of the programme."""

    notes: tuple[IndexedNote, ...] = ()

    def find(self, sought: NotesSought) -> tuple[IndexedNote, ...]:
        """Return the notes that fit, in the order of the programme."""
        return tuple(one for one in self.notes if sought.fits(one))

    @cached_property
    def by_id(self) -> dict[str, IndexedNote]:
        """Return the notes by their id."""
        return {one.note.note_id: one for one in self.notes}

    @cached_property
    def kinds(self) -> tuple[NoteKind, ...]:
        """Return the kinds that occur."""
        found = {one.note.kind for one in self.notes}
        return tuple(kind for kind in NoteKind if kind in found)

    @cached_property
    def objectives(self) -> tuple[int, ...]:
        """Return the objectives spoken to."""
        found = {number for one in self.notes for number in one.note.objectives}
        return tuple(sorted(found))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Return the places spoken of, in the order of the alphabet."""
        return _sorted(place for one in self.notes for place in one.note.places)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Return who spoke, in the order of the alphabet."""
        return _sorted(one.note.speaker for one in self.notes)


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found) - {""}, key=lambda name: (names.folded(name), name)))
