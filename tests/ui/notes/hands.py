"""Hands on the keys of the notes editor, and eyes on its lines."""

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nexus_desktop.core.note import WrittenLine
from nexus_desktop.core.ordering import n_between
from nexus_desktop.ui.notes.editor import NotesEditor
from tests.conftest import NINE

Key = Qt.Key
Mod: TypeAlias = Qt.KeyboardModifier


def agrees(editor: NotesEditor) -> None:
    """The text on the screen is that of the lines, and nobody is there twice."""
    count = editor.document().blockCount()
    shown = [editor.paper.block(line).text() for line in range(count)]
    assert shown == [record.body for record in editor.lines.records]
    ids = [record.note_id for record in editor.lines.records]
    assert len(set(ids)) == len(ids)
    orders = [record.order for record in editor.lines.records]
    assert orders == sorted(set(orders))


def load(editor: NotesEditor, *texts: str) -> None:
    orders = n_between(None, None, len(texts))
    editor.load(
        [
            WrittenLine(f"n{number}", order, text, NINE)
            for number, (order, text) in enumerate(zip(orders, texts, strict=True))
        ]
    )


def press(
    editor: NotesEditor, key: Qt.Key, modifier: Mod = Mod.NoModifier, times: int = 1
) -> None:
    for _ in range(times):
        QTest.keyClick(editor, key, modifier)


def write(editor: NotesEditor, text: str) -> None:
    """Type `text`; a line break is the Enter key."""
    for number, line in enumerate(text.split("\n")):
        if number:
            press(editor, Key.Key_Return)
        QTest.keyClicks(editor, line)


def written(editor: NotesEditor) -> list[str]:
    return [record.written().line for record in editor.lines.records]


def ids(editor: NotesEditor) -> list[str]:
    return [record.note_id for record in editor.lines.records]
