"""The statement of a note line: what follows the head, with the tags in it."""

from dataclasses import dataclass, field
from datetime import date
from re import Match

from nexus_desktop.core.note_dates import read_date
from nexus_desktop.core.note_fields import NotationContext
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.note_tokens import TOKEN, Span, Token, collapsed, unquoted

_TAGS = {Token.OBJECTIVE, Token.PLACE, Token.OWNER, Token.DUE}
_LEFT_OUT = {Token.OWNER, Token.DUE}
_OWNER_ARROW = ">>"


@dataclass(slots=True)
class Statement:
    """What was read so far; `pieces` are (words for the text, their token)."""

    objectives: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    due: date | None = None
    quotations: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pieces: list[tuple[str, Token | None]] = field(default_factory=list)

    def text(self, start: str) -> str:
        """Return the statement, `start` before it, without the tags at its end."""
        end = len(self.pieces)
        while end and self._is_tail(end - 1):
            end -= 1
        kept = (
            " " if token in _LEFT_OUT else words for words, token in self.pieces[:end]
        )
        return collapsed(start + "".join(kept))

    def _is_tail(self, index: int) -> bool:
        words, token = self.pieces[index]
        if token is not None:
            return token in _TAGS
        follows_tag = index > 0 and self.pieces[index - 1][1] in _TAGS
        return not words.strip(" ,;" if follows_tag else None)


def read_statement(
    line: str, start: int, kind: NoteKind, context: NotationContext
) -> Statement:
    """Read `line` from `start` to its end."""
    return _Reader(line, start, kind, context).read()


class _Reader:
    """Goes through the line token by token."""

    def __init__(
        self, line: str, start: int, kind: NoteKind, context: NotationContext
    ) -> None:
        self._said = Statement()
        self._line = line
        self._at = start
        self._can_be_owed = kind.can_be_owed
        self._context = context
        self._owner: _Owner | None = None

    def read(self) -> Statement:
        while found := TOKEN.search(self._line, self._at):
            self._words(found.start())
            self._escape(found)
            is_taken_back = len(found["slashes"]) % 2
            if is_taken_back or not self._read_token(found):
                self._words(self._at + 1)
        self._words(len(self._line))
        self._end_owner()
        return self._said

    def _escape(self, found: Match[str]) -> None:
        start, end = found.span("slashes")
        middle = start + (end - start + 1) // 2
        if middle > start:
            self._said.spans.append(Span(start, middle, Token.ESCAPE))
        self._at = middle
        self._words(end)

    def _words(self, end: int) -> None:
        """Take the characters up to `end` as words: the owner's, or the statement's."""
        words = self._line[self._at : end]
        if self._owner:
            owned, semicolon, words = words.partition(";")
            self._owner.name += owned
            if owned.strip():
                self._owner.end = self._at + len(owned.rstrip())
            if semicolon:
                self._end_owner()
        if words:
            self._said.pieces.append((words, None))
        self._at = end

    def _read_token(self, found: Match[str]) -> bool:
        """Take `found` if it means something here."""
        readers = {
            "objective": self._objective,
            "place": self._place,
            "owner": self._start_owner,
            "due": self._due,
            "quotation": self._quotation,
        }
        return readers[found.lastgroup or ""](found)

    def _objective(self, found: Match[str]) -> bool:
        number = int(found["objective"])
        if number not in self._context.objectives:
            return False
        self._said.objectives.append(number)
        self._take(found, f"#{number}", Token.OBJECTIVE)
        return True

    def _place(self, found: Match[str]) -> bool:
        name = unquoted(found["place"])
        if not name:
            return False
        self._said.places.append(name)
        self._take(found, name, Token.PLACE)
        return True

    def _due(self, found: Match[str]) -> bool:
        due = read_date(found["date"], self._context.session_day)
        if due is None or not self._can_be_owed:
            return False
        self._said.due = self._said.due or due
        self._take(found, "", Token.DUE)
        return True

    def _quotation(self, found: Match[str]) -> bool:
        words = found["quotation"]
        self._said.quotations.append(collapsed(words[1:-1]))
        self._take(found, words, Token.QUOTATION)
        return True

    def _start_owner(self, found: Match[str]) -> bool:
        if not self._can_be_owed:
            return False
        self._take(found, _OWNER_ARROW, Token.OWNER)
        self._owner = _Owner(
            start=found.end("slashes"),
            end=self._at,
            name=unquoted(found["owner_name"] or ""),
            piece=len(self._said.pieces) - 1,
        )
        if found["owner_name"]:
            self._end_owner()
        return True

    def _end_owner(self) -> None:
        owner, self._owner = self._owner, None
        if owner is None:
            return
        name = collapsed(owner.name).rstrip(",.: ")
        if name:
            self._said.owners.append(name)
            self._said.spans.append(Span(owner.start, owner.end, Token.OWNER))
        else:
            self._said.pieces[owner.piece] = (_OWNER_ARROW + owner.name, None)

    def _take(self, found: Match[str], words: str, token: Token) -> None:
        self._end_owner()
        self._said.pieces.append((words, token))
        if token is not Token.OWNER:
            self._said.spans.append(Span(found.end("slashes"), found.end(), token))
        self._at = found.end()


@dataclass(slots=True)
class _Owner:
    """An owner being read, from the arrow on."""

    start: int
    end: int
    name: str
    piece: int
