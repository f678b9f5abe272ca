"""Writing a note's fields as a line that reads back the same."""

import re
from collections.abc import Iterator

from nexus_desktop.core.note_dates import read_date
from nexus_desktop.core.note_fields import NotationContext, NoteFields
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.note_tokens import (
    HEAD_ESCAPE,
    TOKEN,
    collapsed,
    is_plain_place,
    quoted,
)

_PLAIN_SPEAKER = re.compile(r'[^\s:："\\@~][^:："\\]*')
_PLAIN_OWNER = re.compile(r'[^;"\\#^“«>]*[^;"\\#^“«>,.:]')


def format_note(fields: NoteFields, context: NotationContext) -> str:
    """Return a line that `core.notation.parse` reads as `fields`.

    Owner and due date are written for actions and decisions only. Raises nothing: what
    would be read as notation is escaped.
    """
    ending = "".join(_ending(fields))
    return "".join(_beginning(fields)) + _statement(fields, ending, context) + ending


def written_speaker(name: str) -> str:
    """Return `@Name:`, in quotes where it must be."""
    return f"@{name if _PLAIN_SPEAKER.fullmatch(name) else quoted(name)}:"


def written_place(name: str) -> str:
    """Return `^Name`, in quotes where it must be."""
    return f"^{name if is_plain_place(name) else quoted(name)}"


def written_owner(name: str) -> str:
    """Return `>> Name`, in quotes where it must be."""
    is_plain = _PLAIN_OWNER.fullmatch(name) and not TOKEN.search(name)
    return f">> {name if is_plain else quoted(name)}"


def _beginning(fields: NoteFields) -> Iterator[str]:
    if fields.kind is not NoteKind.POINT:
        yield f"{fields.kind.marker} "
    if fields.speaker:
        hidden = "" if fields.attributed else "~~"
        yield f"{hidden}{written_speaker(fields.speaker)} "
    for number in fields.objectives:
        yield f"#{number} "
    for place in fields.places:
        yield f"{written_place(place)} "


def _ending(fields: NoteFields) -> Iterator[str]:
    if not fields.kind.can_be_owed:
        return
    if fields.owner:
        yield f" {written_owner(fields.owner)}"
    if fields.due:
        yield f" by {fields.due.isoformat()}"


def _statement(fields: NoteFields, ending: str, context: NotationContext) -> str:
    """Return the text with a backslash before whatever would be read as notation."""
    line, size, at = fields.text + ending, len(fields.text), 0
    quotations = list(fields.quotations)
    written = []
    if found := HEAD_ESCAPE.match(line):
        at = len(found["slashes"]) + 1
        written.append("\\" * (2 * at - 1) + line[at - 1])
    while (found := TOKEN.search(line, at)) and found.end("slashes") < size:
        written.append(line[at : found.start()])
        start = found.end("slashes")
        slashes = 2 * len(found["slashes"])
        at = start + 1
        words = found["quotation"]
        if words and quotations[:1] == [collapsed(words[1:-1])]:
            del quotations[0]
            at = found.end()
        elif _counts(found, fields.kind, context):
            slashes += 1
        written.append("\\" * slashes + line[start:at])
    return "".join(written) + line[at:size]


def _counts(found: re.Match[str], kind: NoteKind, context: NotationContext) -> bool:
    """Tell whether the token would be taken as one."""
    if found["objective"]:
        return int(found["objective"]) in context.objectives
    if found["date"]:
        is_date = read_date(found["date"], context.session_day) is not None
        return is_date and kind.can_be_owed
    return kind.can_be_owed or not found["owner"]
