r"""The note notation: one line of text, read into fields and written back.

At the start, with a space after it:
    nothing, `-` `*` `•`   point             `/progress`     these, per place
    `!` or `/key`          key message       `/challenge`
    `=` or `/decision`     decision          `/experience`
    `>` or `/recommendation`                 `/benefit`
    `[]` or `/action`      action            `@Name:`        speaker
    `?` or `/question`     question          `~~@Name:`      not for attribution
Anywhere:
    `#2`                   objective 2       `"…"` `“…”` `«…»`   said verbatim
    `^Naga` `^"Da Nang"`   place spoken of
    `>> Name`              owner of an action or decision, up to a token or `;`
    `by 12 Dec`            its due date, also `by 2014-12-12`

Speaker and kind come in either order. A mark typed twice is text (`!! so`). Every token
is text after a backslash (`\#2`, `\@Name:`, `\by 12 Dec`, `\"so"`). Tags before and
after the statement are taken out of it; inside, their words stay: "teams of ^Naga met"
speaks of Naga and reads "teams of Naga met". After `/point` no mark counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from nexus_desktop.core.note_fields import NotationContext, NoteFields
from nexus_desktop.core.note_head import Head
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.note_statement import read_statement
from nexus_desktop.core.note_tokens import Span, Token
from nexus_desktop.core.note_writing import format_note

__all__ = [
    "NotationContext", "NoteFields", "NoteKind", "ParsedLine", "Span", "Token",
    "format_note", "join", "parse", "split",
]  # fmt: skip


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """A line read: its fields, and its tokens from left to right."""

    fields: NoteFields
    spans: tuple[Span, ...]


def parse(line: str, context: NotationContext) -> ParsedLine:
    """Read one line. Any text is a note; there is no wrong notation."""
    head = Head(line, context.objectives).read()
    kind = head.kind or NoteKind.POINT
    said = read_statement(line, head.at, kind, context)
    fields = NoteFields(
        kind=kind,
        text=said.text(head.text),
        speaker=head.speaker,
        attributed=head.attributed,
        objectives=_distinct(head.objectives + said.objectives),
        places=_distinct(head.places + said.places),
        owner=", ".join(said.owners),
        due=said.due,
        quotations=tuple(said.quotations),
    )
    spans = sorted([*head.spans, *said.spans], key=lambda span: span.start)
    return ParsedLine(fields, tuple(spans))


def split(line: str) -> tuple[NoteKind, str]:
    """Return the kind of `line` and the line without bullet and mark."""
    head = Head(line, frozenset()).read()
    body = line
    for start, end in reversed(head.cuts):
        body = body[:start] + body[end:]
    return head.kind or NoteKind.POINT, body.lstrip()


def join(kind: NoteKind, body: str) -> str:
    """Return the line of `kind` that reads `body`; the opposite of `split`."""
    if kind is NoteKind.POINT and split(body) == (kind, body.lstrip()):
        return body
    return f"{kind.marker} {body}"


def _distinct(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
