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
        begins: what words of the note have to begin with, all of it; each after a
            space.
        inside: what may stand anywhere in the note instead, "" where that is too much.
    """

    begins: tuple[str, ...]
    inside: str = ""

    def among(self, notes: Iterable[IndexedNote]) -> list[IndexedNote]:
        """Return those of `notes` that have the word."""
        begins, inside = self.begins, self.inside
        if inside:
            return [
                one
                for one in notes
                if inside in one.plain
                or (begins and all(begin in one.key for begin in begins))
            ]
        found = list(notes)
        for begin in begins:
            found = [one for one in found if begin in one.key]
        return found


@dataclass(frozen=True, slots=True)
class NotesSought:
    """What is looked for; what is None or "" does not matter."""

    words: tuple[SoughtWord, ...] = ()
    kind: NoteKind | None = None
    objective: int | None = None
    place: str = ""
    speaker: str = ""

    @property
    def is_filtered(self) -> bool:
        """Say whether more than words are looked for."""
        return (self.kind, self.objective, self.place, self.speaker) != (
            None, None, "", "",
        )  # fmt: skip

    def is_about(self, note: FoundNote) -> bool:
        """Tell whether the note fits, whatever its words."""
        return (
            (self.kind is None or note.kind is self.kind)
            and (self.objective is None or self.objective in note.objectives)
            and (not self.speaker or note.speaker == self.speaker)
            and (not self.place or self._is_about_place(note))
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
        found: Iterable[IndexedNote] = self.notes
        for word in sought.words:
            found = word.among(found)
        if sought.is_filtered:
            found = (one for one in found if sought.is_about(one.note))
        return tuple(found)

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
