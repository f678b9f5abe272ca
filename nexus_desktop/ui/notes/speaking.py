"""Who is speaking: picked once, then every line that is begun carries the name."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.notation import (
    NotationContext,
    NoteKind,
    Token,
    join,
    parse,
)
from nexus_desktop.core.note_writing import written_speaker
from nexus_desktop.ui.notes.lines import Record

_MOST_RECENT = 8
_LOOKED_AT = 60  # lines at the end in which recent speakers are looked for
_OF_NOBODY = {NoteKind.DECISION, NoteKind.RECOMMENDATION, NoteKind.ACTION}


class Speaking(QObject):
    """Remembers the speaker and who spoke before.

    Signals:
        changed: str, the name; "" when nobody is set.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.name = ""
        self.recent: list[str] = []
        self._asked_in = ""

    @property
    def prefix(self) -> str:
        """Return what a line begins with: `@Name: `, or nothing."""
        return f"{written_speaker(self.name)} " if self.name else ""

    def start(self, records: Sequence[Record], context: NotationContext) -> None:
        """Begin with other notes: nobody speaks, and these spoke last."""
        self.recent = []
        for record in records[-_LOOKED_AT:]:
            self._remember(_speaker(record, context))
        self.say("")

    def say(self, name: str) -> None:
        """Set the speaker; "" for nobody."""
        self._asked_in = ""
        self._remember(name)
        if name != self.name:
            self.name = name
            self.changed.emit(name)

    def ask(self, note_id: str) -> None:
        """Take whoever is named in this line next for the speaker from then on."""
        self._asked_in = note_id

    def is_asked(self, note_id: str) -> bool:
        """Say whether the speaker is to be named in this line."""
        return bool(note_id) and note_id == self._asked_in

    def look(self, record: Record, context: NotationContext) -> None:
        """Look whether the speaker that was asked for is named now."""
        if record.note_id == self._asked_in and (name := _speaker(record, context)):
            self.say(name)

    def begun(self, before: Record, after: Record) -> str:
        """Return what a line just begun has to be led by, "" for nothing."""
        typed = after.body.lstrip()
        if not before.is_blank or typed[:1] in {"", "@", "~", "\\"}:
            return ""
        return "" if after.kind in _OF_NOBODY else self.prefix

    def without(self, kind: NoteKind, body: str) -> str:
        """Return `body` without the name that it carries, where nobody said it."""
        if kind in _OF_NOBODY and self.prefix:
            return body.removeprefix(self.prefix)
        return body

    def _remember(self, name: str) -> None:
        if name:
            self.recent = [name, *(one for one in self.recent if one != name)]
            del self.recent[_MOST_RECENT:]


def speaker_end(record: Record, context: NotationContext) -> int:
    """Return where the speaker at the start of a line ends, 0 if there is none."""
    line = join(record.kind, record.body)
    shift = len(line) - len(record.body)
    spans = parse(line, context).spans
    ends = [span.end - shift for span in spans if span.token is Token.SPEAKER]
    rest = record.body[ends[0] :] if ends else ""
    return ends[0] + len(rest) - len(rest.lstrip()) if ends and ends[0] > 0 else 0


def _speaker(record: Record, context: NotationContext) -> str:
    return parse(join(record.kind, record.body), context).fields.speaker
