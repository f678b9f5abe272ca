"""The head of a note line: bullet, kind, speaker and the tags between them.

A mark counts only at the very start or after the speaker; `/words` and the speaker may
also follow tags.
"""

from dataclasses import dataclass, field

from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.note_tokens import (
    BULLET,
    DOUBLED,
    HEAD_ESCAPE,
    MARK,
    SPEAKER,
    TAG_END,
    TOKEN,
    Span,
    Token,
    kind_of,
    unquoted,
)


@dataclass(slots=True)
class Head:
    """What the head of `line` says, filled while it is read.

    Attributes:
        kind: None while no mark was found.
        cuts: where bullet and mark stand, with the space after each.
        at: where reading goes on; the statement starts here.
        objectives, places: of the tags in the head.
        text: characters of the statement that are settled already.
    """

    line: str
    objective_numbers: frozenset[int]
    kind: NoteKind | None = None
    cuts: list[tuple[int, int]] = field(default_factory=list)
    speaker: str = ""
    attributed: bool = True
    at: int = 0
    objectives: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def read(self) -> "Head":
        """Read as far as the head goes."""
        self.at = len(self.line) - len(self.line.lstrip())
        self._read_bullet()
        while self._read_doubled() or self._read_one():
            if self.text:
                return self
        self._read_escape()
        return self

    def _read_one(self) -> bool:
        return self._read_mark() or self._read_speaker() or self._read_tag()

    def _read_bullet(self) -> None:
        if found := BULLET.match(self.line, self.at):
            self.cuts.append(found.span())
            self._take(self.at, found.end(), Token.BULLET)

    def _read_doubled(self) -> bool:
        found = DOUBLED.match(self.line, self.at)
        is_point = self.kind in {None, NoteKind.POINT}
        if found is None or not is_point or self._is_tagged:
            return False
        half = 1 if found[0].startswith("/") else len(found[0]) // 2
        self._take(self.at, self.at + half, Token.ESCAPE)
        self._settle(half)
        return True

    def _read_mark(self) -> bool:
        found = MARK.match(self.line, self.at)
        if found is None or self.kind:
            return False
        mark = found["mark"]
        if self._is_tagged and not mark.startswith("/"):
            return False
        self.kind = kind_of(mark)
        self.cuts.append(found.span())
        self._take(self.at, found.end(), Token.KIND)
        return True

    def _read_speaker(self) -> bool:
        found = SPEAKER.match(self.line, self.at)
        name = unquoted(found["name"]) if found else ""
        if found is None or not name or self.speaker:
            return False
        self.speaker, self.attributed = name, found["hidden"] is None
        if not self.attributed:
            self.spans.append(Span(*found.span("hidden"), Token.HIDDEN))
        start = found.start("name") - 1
        self._take(start, found.start() + len(found[0].rstrip()), Token.SPEAKER)
        self.at = found.end()
        return True

    def _read_tag(self) -> bool:
        found = TOKEN.match(self.line, self.at)
        if found is None or found["slashes"]:
            return False
        gap = TAG_END.match(self.line, found.end())
        if gap is None:
            return False
        if found["objective"] and int(found["objective"]) in self.objective_numbers:
            self.objectives.append(int(found["objective"]))
            self._take(self.at, found.end(), Token.OBJECTIVE)
        elif found["place"] and (name := unquoted(found["place"])):
            self.places.append(name)
            self._take(self.at, found.end(), Token.PLACE)
        else:
            return False
        self.at = gap.end()
        return True

    def _read_escape(self) -> None:
        found = HEAD_ESCAPE.match(self.line, self.at)
        if found is None:
            return
        slashes = len(found["slashes"])
        if slashes:
            kept = slashes // 2
            self._take(self.at, self.at + slashes - kept, Token.ESCAPE)
            self._settle(kept + 1)

    @property
    def _is_tagged(self) -> bool:
        return bool(self.objectives or self.places)

    def _settle(self, count: int) -> None:
        self.text = self.line[self.at : self.at + count]
        self.at += count

    def _take(self, start: int, end: int, token: Token) -> None:
        self.spans.append(Span(start, end, token))
        self.at = end
