"""The kinds of note, their marks and what each is for. Data only."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note is; the value is the word behind `/` in the notation."""

    POINT = "point"
    KEY = "key"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    QUESTION = "question"
    PROGRESS = "progress"
    CHALLENGE = "challenge"
    EXPERIENCE = "experience"
    BENEFIT = "benefit"

    @property
    def about(self) -> "AboutKind":
        """Return its label, mark and purpose."""
        return _ABOUT[self]

    @property
    def can_be_owed(self) -> bool:
        """Say whether a line of this kind can name who does it and by when."""
        return self in {NoteKind.ACTION, NoteKind.DECISION}

    @property
    def marker(self) -> str:
        """Return how a line of this kind starts: the mark, or the slash word."""
        return self.about.mark or f"/{self.value}"


@dataclass(frozen=True, slots=True)
class AboutKind:
    """How a kind is shown.

    Attributes:
        label: what people call it, lower case.
        mark: what stands at the start of the line, "" when there is only the word.
        purpose: what it is for, in a few words.
    """

    label: str
    mark: str
    purpose: str


_ABOUT = {
    NoteKind.POINT: AboutKind("point", "", "what was said"),
    NoteKind.KEY: AboutKind("key message", "!", "what people should take home"),
    NoteKind.DECISION: AboutKind("decision", "=", "what the meeting settled"),
    NoteKind.RECOMMENDATION: AboutKind(
        "recommendation", ">", "what the meeting asks others to do"
    ),
    NoteKind.ACTION: AboutKind("action", "[]", "who does what by when"),
    NoteKind.QUESTION: AboutKind("question", "?", "what stays open"),
    NoteKind.PROGRESS: AboutKind("progress", "", "what a place has achieved"),
    NoteKind.CHALLENGE: AboutKind("challenge", "", "what holds a place back"),
    NoteKind.EXPERIENCE: AboutKind("experience", "", "what a place has learnt"),
    NoteKind.BENEFIT: AboutKind("benefit", "", "what a place gains"),
}


def kinds_named(typed: str) -> tuple[NoteKind, ...]:
    """Return the kinds whose word, label or a word of it starts with `typed`."""
    start = typed.strip().casefold()
    return tuple(
        kind
        for kind in NoteKind
        if any(
            word.startswith(start)
            for word in (kind.value, kind.about.label, *kind.about.label.split())
        )
    )
