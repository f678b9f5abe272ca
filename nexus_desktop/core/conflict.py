"""Conflicts in words: what two people wrote apart, for whoever decides between them."""

from dataclasses import dataclass
from datetime import datetime

from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.kinds import Kind


@dataclass(frozen=True, slots=True)
class Version:
    """One of two values: how it reads, who wrote it, on which laptop, when.

    Attributes:
        is_removal: whoever wrote it took the record away with this value.
    """

    text: str
    actor: str
    laptop: str
    at: datetime
    is_removal: bool = False


@dataclass(frozen=True, slots=True)
class ConflictInWords:
    """A conflict as it is shown.

    Attributes:
        conflict: to hand back when it is settled.
        about: which record, such as a person's name.
        field: what of it, such as "organisation".
        present, other: the value that counts, and the one that stands beside it.
        place: the record to show to whoever wants to see more.
        is_text: whether the two can be compared word by word.
    """

    conflict: Conflict
    about: str
    field: str
    present: Version
    other: Version
    place: tuple[Kind, str]
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of deciding on several conflicts.

    Attributes:
        count: how many are settled now.
        changed: those whose field was changed meanwhile; they stay as they are.
        left: all that is still to decide.
    """

    count: int
    changed: tuple[Conflict, ...]
    left: tuple[ConflictInWords, ...]
