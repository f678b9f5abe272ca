"""What the journal tells a person: who did what when, and whether the file is whole."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One user action.

    Attributes:
        name: "device:seq" of the journal's entry.
        changed: records touched, in words: "2 participants, 1 badge".
        undoes: the entry that this one took back, "" if none.
    """

    name: str
    at: datetime
    actor: str
    laptop: str
    action: str
    changed: str
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found.

    Attributes:
        entries: journal entries read.
        rows: records in the tables.
        state: SHA-256 over all that is known; equal on laptops that know the same.
        problems: sentences; empty when the file is whole.
    """

    entries: int
    rows: int
    state: str
    problems: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def counted(number: int, noun: str) -> str:
    """Return "1 badge" or "2 badges"."""
    ends_in_ies = noun.endswith("y") and noun[-2] not in "aeiou"
    plural = f"{noun[:-1]}ies" if ends_in_ies else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
