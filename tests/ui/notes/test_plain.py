"""The editor as a text editor: dragging, input methods, right to left, odd letters."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from nexus_desktop.core.note import WrittenLine
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.paper import Spot
from tests.conftest import NINE
from tests.ui.notes.hands import Key, Mod, agrees, ids, load, press, write, written

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


class Drop(QDropEvent):
    """Something dropped, from `giver`."""

    giver: object = None

    @override
    def source(self) -> object:  # type: ignore[override]  # Qt's may be nothing
        return self.giver


def drop(
    editor: NotesEditor, data: QMimeData, spot: Spot, *, action: Qt.DropAction = COPY
) -> Drop:
    """Drop `data` at `spot`; a move comes from the editor itself."""
    cursor = editor.textCursor()
    cursor.setPosition(editor.position(spot))
    where = QPointF(editor.cursorRect(cursor).center())
    plain = Qt.KeyboardModifier.NoModifier
    event = Drop(where, MOVE | COPY, data, Qt.MouseButton.LeftButton, plain)
    event.setDropAction(action)
    event.giver = editor.viewport() if action is MOVE else None
    editor.dropEvent(event)
    agrees(editor)
    return event


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_selected_text_is_dragged_to_another_line_and_undone_at_once(
    editor: NotesEditor,
) -> None:
    load(editor, "one two", "three", "")
    before = list(editor.lines.records)
    editor.go(Spot(0, 3))
    press(editor, Key.Key_End, Mod.ShiftModifier)
    data = editor.createMimeDataFromSelection()
    drop(editor, data, Spot(1, 5), action=MOVE)
    assert written(editor)[:2] == ["one", "three two"]
    assert editor.spot() == Spot(1, 9)
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.lines.records == before
    press(editor, Key.Key_Y, Mod.ControlModifier)
    assert written(editor)[:2] == ["one", "three two"]


def test_text_is_dragged_forward_in_its_line_and_not_into_itself(
    editor: NotesEditor,
) -> None:
    load(editor, "one two three")
    editor.go(Spot(0, 0))
    press(editor, Key.Key_Right, Mod.ShiftModifier, times=4)
    data = editor.createMimeDataFromSelection()
    assert not drop(editor, data, Spot(0, 2), action=MOVE).isAccepted()
    drop(editor, data, Spot(0, 8), action=MOVE)
    assert written(editor)[0] == "two one three"


def test_lines_dropped_from_elsewhere_become_lines(editor: NotesEditor) -> None:
    load(editor, "one")
    drop(editor, text("\ntwo\n! three"), Spot(1, 0))
    assert written(editor) == ["one", "two", "! three"]
    editor.setReadOnly(True)
    assert not drop(editor, text("four"), Spot(1, 0)).isAccepted()
    editor.setReadOnly(False)


def test_typing_over_a_selection_of_lines_is_undone_at_once(
    editor: NotesEditor,
) -> None:
    load(editor, "one", "two", "three")
    before = list(editor.lines.records)
    editor.go(Spot(0, 1))
    press(editor, Key.Key_Down, Mod.ShiftModifier)
    QApplication.clipboard().setText("x\ny")
    press(editor, Key.Key_V, Mod.ControlModifier)
    assert written(editor)[:2] == ["ox", "ywo"]
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.lines.records == before


def test_a_picture_that_is_pasted_or_dropped_is_handed_on(
    editor: NotesEditor,
) -> None:
    given: list[object] = []
    editor.pictures_given.connect(given.extend)
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(picture)
    assert editor.canInsertFromMimeData(data)
    editor.insertFromMimeData(data)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/x/a.JPG"), QUrl.fromLocalFile("/x/b.txt")])
    drop(editor, files, Spot(0, 0))
    of_word = QMimeData()
    of_word.setImageData(picture)
    of_word.setText("so")
    editor.insertFromMimeData(of_word)
    assert isinstance(given[0], QImage)
    assert given[1:] == ["/x/a.JPG"]
    assert written(editor) == ["so"]


def compose(editor: NotesEditor, *steps: str, commit: str) -> None:
    """Write with an input method: what is composed changes, then it is written."""
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


@pytest.mark.parametrize(
    ("steps", "commit"),
    [
        (("Vie", "Viê", "Việ"), "Việt"),
        (("ส", "สร", "สรุ"), "สรุป"),
        (("h", "hui", "hui yi"), "会议"),
        (("ㅎ", "하", "한"), "한"),
        (("ᠮ", "ᠮᠣ", "ᠮᠣᠩ"), "ᠮᠣᠩᠭᠣᠯ"),
        (("ө", "өн"), "өндөр"),
    ],
)
def test_what_is_composed_is_no_text_and_breaks_no_line(
    editor: NotesEditor, steps: tuple[str, ...], commit: str
) -> None:
    load(editor, "one", "! two", "three")
    told: list[object] = []
    editor.paper.edited.connect(told.append)
    editor.go(Spot(1, 3))
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
        agrees(editor)
    assert told == []
    assert len(editor.lines) == 4
    compose(editor, commit=commit)
    assert written(editor)[1] == f"! two{commit}"
    compose(editor, "x", commit="")
    press(editor, Key.Key_Return)
    compose(editor, *steps, commit=commit)
    assert written(editor)[1:3] == [f"! two{commit}", commit]
    assert ids(editor)[1] == "n1"
    press(editor, Key.Key_Z, Mod.ControlModifier, times=3)
    assert written(editor)[1] == "! two"


def test_a_syllable_is_written_while_the_next_is_composed(editor: NotesEditor) -> None:
    event = QInputMethodEvent("ㄱ", [])
    event.setCommitString("한")
    QApplication.sendEvent(editor, event)
    assert written(editor) == ["한"]
    compose(editor, "구", commit="국")
    assert written(editor) == ["한국"]


def test_words_composed_over_a_selection_take_its_place(editor: NotesEditor) -> None:
    load(editor, "one two", "three")
    editor.go(Spot(0, 4))
    press(editor, Key.Key_End, Mod.ShiftModifier)
    compose(editor, "hui", commit="会议")
    assert written(editor)[0] == "one 会议"
    agrees(editor)


def test_what_others_write_meanwhile_leaves_what_is_composed(
    editor: NotesEditor,
) -> None:
    load(editor, "one", "two")
    editor.go(Spot(1, 3))
    QApplication.sendEvent(editor, QInputMethodEvent("hui", []))
    theirs = [
        WrittenLine(one.note_id, one.order, one.written().line, NINE)
        for one in editor.lines.records[:2]
    ]
    editor.merge([WrittenLine("x", "Zz", "theirs", NINE), *theirs], lambda _: False)
    compose(editor, commit="会议")
    assert "two会议" in written(editor)


def test_lines_from_right_to_left_are_edited_as_others(editor: NotesEditor) -> None:
    load(editor, "افتتح الرئيس الجلسة #1", "next")
    right = editor.document().findBlockByNumber(0)
    assert right.textDirection() is Qt.LayoutDirection.RightToLeft
    editor.go(Spot(0, 0))
    start = editor.cursorRect().left()
    assert start > editor.viewport().width() / 2
    press(editor, Key.Key_End)
    assert editor.cursorRect().left() < start
    compose(editor, commit=" ثم")
    press(editor, Key.Key_Return)
    write(editor, "= ")
    compose(editor, commit="قرار")
    assert written(editor)[:2] == ["افتتح الرئيس الجلسة #1 ثم", "= قرار"]
    press(editor, Key.Key_Backspace, times=4)
    assert written(editor)[1] == "= "


HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script> &lt;",
    "nul \x00 bell \x07 escape \x1b[31m del \x7f",
    "turned \u202e around \u202c and \u2066 apart \u2069",
    "👩‍👩‍👧‍👦 🇲🇳 e\u0301 \U0010fffd \ue000 \uf8ff",
    "object \ufffc zero\u200bwidth\u2028joined\ufeff",
    "tab\tand\u00a0space \\ \"quote\" 'one' %s {0} $x ^ # >> @ ~~",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_odd_letters_stay_as_they_are(editor: NotesEditor, line: str) -> None:
    load(editor, "one", line, "two")
    agrees(editor)
    assert written(editor)[1] == line
    editor.grab()
    editor.go(Spot(1, 3))
    write(editor, "x")
    assert written(editor)[1] == f"{line[:3]}x{line[3:]}"
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert written(editor)[1] == line


def test_breaks_inside_a_line_from_elsewhere_do_not_make_lines(
    editor: NotesEditor,
) -> None:
    load(editor, "a\nb\rc\u2029d\ufdd0e\ufdd1f", "two")
    assert written(editor)[:2] == ["a b c d e f", "two"]


def test_pasted_breaks_of_every_kind_make_lines(editor: NotesEditor) -> None:
    editor.insertFromMimeData(text("a\x0bb\u2029c\ufdd0d\x1ee"))
    assert written(editor) == ["a", "b", "c", "d", "e"]


def test_a_line_of_100000_letters_can_be_written_in(editor: NotesEditor) -> None:
    long = "“word @Naga #1 ^Naga >> " * 4200
    load(editor, "one", long, "two")
    editor.go(Spot(1, len(long)))
    write(editor, "x\n")
    assert written(editor)[1:3] == [f"{long}x", ""]
