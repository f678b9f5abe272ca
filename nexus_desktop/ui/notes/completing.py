"""What the writer is about to type, and what could be meant. No widgets."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nexus_desktop.core import names
from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import NotesContext
from nexus_desktop.core.note_kinds import kinds_named
from nexus_desktop.core.note_writing import (
    written_owner,
    written_place,
    written_speaker,
)

MOST = 8
_BREAK = r"(?<![^\s(\[{,;:/–—-])"
_ASKED = (
    ("/", re.compile(r"^\s*(?:(?:~~\s*)?@[^:：]+[:：]\s*)?(/[^\s/]*)$")),
    ("@", re.compile(r'^\s*(?:~~\s*)?(@"?[^:："]{0,60})$')),
    ("#", re.compile(rf"{_BREAK}(#\w{{0,20}})$")),
    ("^", re.compile(rf'{_BREAK}(\^"?[^"#^>:.;!?]{{0,40}})$')),
    ("by", re.compile(rf"{_BREAK}(by\s+[\w ]{{0,12}})$", re.IGNORECASE)),
    (">>", re.compile(rf'{_BREAK}(>>\s*"?[^"#^;]{{0,60}})$')),
)
_OWED = {">>", "by"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A token begun at character `start`; `typed` is what stands behind its sign."""

    sign: str
    start: int
    typed: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be put in: `text` in the place of the token, or a `kind`.

    Attributes:
        detail: what tells it from others, or what it is for.
        hint: how to get it without the list.
    """

    name: str
    detail: str
    text: str
    kind: NoteKind | None = None
    hint: str = ""


KINDS = tuple(
    Candidate(kind.about.label, kind.about.purpose, "", kind, kind.marker)
    for kind in (*tuple(NoteKind)[1:], NoteKind.POINT)
)


def asked(body: str, column: int, kind: NoteKind) -> Asked | None:
    """Return the token being typed before `column`, None if none is."""
    for sign, pattern in _ASKED:
        if sign in _OWED and not kind.can_be_owed:
            continue
        found = pattern.search(body[:column])
        if found:
            token = found[1]
            return Asked(sign, found.start(1), token[len(sign) :].strip().strip('"'))
    return None


class Completer:
    """Knows what there is in the workshop to choose from.

    Attributes:
        recent: names of those who spoke last; offered before anybody is typed.
    """

    def __init__(self, context: NotesContext) -> None:
        absent = " · not seen yet"
        people = [
            (one.name, one.organisation + ("" if one.is_here else absent))
            for one in context.people
        ]
        bodies = [(name, "organisation") for name in context.organisations]
        places = [
            *((name, "city") for name in context.places.cities),
            *((name, "country") for name in context.places.countries),
            *((name, "new in these notes") for name in context.places.others),
        ]
        self.recent: tuple[str, ...] = ()
        self._day = context.notation.session_day
        self._keys = context.keys
        self._entries = {
            "@": [self._entry(*one, written_speaker) for one in (*people, *bodies)],
            ">>": [self._entry(*one, written_owner) for one in (*bodies, *people)],
            "^": [self._entry(*one, written_place) for one in places],
            "#": [
                _sought(Candidate(f"#{number}", text, f"#{number}"), str(number), text)
                for number, text in context.objectives
            ],
        }

    def candidates(self, found: Asked) -> list[Candidate]:
        """Return what can stand there, the likeliest first; none once it stands."""
        if found.sign == "/":
            kinds = kinds_named(found.typed)
            return [one for one in KINDS if one.kind in kinds]
        if found.sign == "by":
            dates = _dates(self._day)
            return [one for one in dates if one.name.startswith(found.typed)]
        best = _best(self._entries[found.sign], found)
        if found.sign == "@" and not found.typed:
            best = self._recent_first(best)
        return best

    def _entry(self, name: str, detail: str, written: Callable[[str], str]) -> "_Entry":
        key = self._keys.get(name, "")
        return _sought(Candidate(name, detail, written(name)), f"{name} {key}", detail)

    def _recent_first(self, best: list[Candidate]) -> list[Candidate]:
        """Return who spoke last, then the others."""
        known = {entry.candidate.name: entry for entry in self._entries["@"]}
        recent = [known[name].candidate for name in self.recent if name in known]
        return [*recent, *(one for one in best if one not in recent)][:MOST]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A candidate, its folded name, and the folded words it is found by."""

    candidate: Candidate
    name: str
    words: str

    def rank(self, typed: str, words: tuple[str, ...]) -> int:
        """Return 0 when it begins with what was typed, 1 when its words do, else 2."""
        if self.name.startswith(typed):
            return 0
        has_words = words and all(f" {word}" in self.words for word in words)
        return 1 if has_words else 2


def _sought(candidate: Candidate, name: str, detail: str) -> _Entry:
    words = names.words(f"{name} {detail}")
    return _Entry(candidate, names.folded(name), "".join(f" {word}" for word in words))


def _best(entries: Iterable[_Entry], found: Asked) -> list[Candidate]:
    typed, words = names.folded(found.typed), names.words(found.typed)
    ranked: list[list[Candidate]] = [[], [], []]
    for entry in entries:
        if entry.candidate.name.lstrip("#") == found.typed and found.sign != "@":
            return []
        ranked[entry.rank(typed, words)].append(entry.candidate)
    return [*ranked[0], *ranked[1]][:MOST]


def _dates(day: date) -> Iterator[Candidate]:
    next_month = _first_of_next_month(day)
    one_day = timedelta(days=1)
    likely = {
        day + timedelta(weeks=1): "in a week",
        day + timedelta(weeks=2): "in two weeks",
        next_month - one_day: "end of the month",
        _first_of_next_month(next_month) - one_day: "end of next month",
        date(day.year, 12, 31): "end of the year",
    }
    for due, detail in sorted(likely.items()):
        yield Candidate(f"{due:%d %b %Y}", detail, f"by {due.isoformat()}")


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
