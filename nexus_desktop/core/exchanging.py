"""What came of entries that another laptop wrote, in values that a person reads."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why an entry is kept and not applied."""

    GAP = "gap"  # entries of its laptop before it are missing
    CAUSE = "cause"  # an entry that it replaces is missing
    NEWER = "newer"  # written by a newer version of this program
    FORK = "fork"  # its laptop wrote another entry with the same number


@dataclass(frozen=True, slots=True)
class Waiting:
    """Entries of one laptop that are kept until they can be applied.

    Attributes:
        device: id of the laptop that wrote them.
        count: how many there are.
        why: of the first of them.
        lacks: what is waited for, as "device:seq"; "" for a fork or a newer version.
    """

    device: str
    count: int
    why: Why
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a batch of entries.

    Attributes:
        applied: entries that are new here and took effect.
        known: entries that were here already.
        refused: why entries were not taken in, a sentence each.
        waiting: what is kept until more arrives, of this batch and of earlier ones.
        conflicts: fields with more than one value now, of this batch and earlier ones.
    """

    applied: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was written twice by people who did not know of each other.

    Attributes:
        present, other: the value that counts, and the one that stands beside it, as the
            journal writes them.
        present_by, other_by: who wrote each.
        stamp: names the entry of the other value, "device:seq".
    """

    kind: str
    row_id: str
    field: str
    present: object
    other: object
    present_by: str
    other_by: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that laptops did apart and somebody should look at.

    Attributes:
        kind, row_id: of the record that it is about.
        text: what it is and what to do, for a person.
    """

    kind: str
    row_id: str
    text: str
