"""The editor under real keys: chips, splits, joins, undo, paste, moves, completion."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import WrittenLine
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.marks import MARKS
from nexus_desktop.ui.notes.paper import Spot
from tests.conftest import NINE
from tests.ui.notes.hands import Mod, agrees, ids, load, press, write, written

KEY, POINT, ACTION = NoteKind.KEY, NoteKind.POINT, NoteKind.ACTION
Key = Qt.Key


def test_each_line_typed_is_a_note(editor: NotesEditor) -> None:
    write(editor, "one\ntwo\n")
    assert written(editor) == ["one", "two", ""]


@pytest.mark.parametrize(
    ("typed", "kind", "body"),
    [
        ("! so", KEY, "so"),
        ("= so", NoteKind.DECISION, "so"),
        ("> so", NoteKind.RECOMMENDATION, "so"),
        ("[] so", ACTION, "so"),
        ("? so", NoteKind.QUESTION, "so"),
        ("- so", POINT, "so"),
        ("- ! so", KEY, "so"),
        ("!! so", POINT, "!! so"),
        ("-5 so", POINT, "-5 so"),
        ("@Naga: ! so", KEY, "@Naga: so"),
        ("! = so", KEY, "= so"),
    ],
)
def test_a_mark_becomes_a_chip_as_it_is_typed(
    editor: NotesEditor, typed: str, kind: NoteKind, body: str
) -> None:
    write(editor, typed)
    assert (editor.lines[0].kind, editor.lines[0].body) == (kind, body)
    assert editor.spot() == Spot(0, len(body))


def test_backspace_turns_the_chip_into_text_for_good(editor: NotesEditor) -> None:
    write(editor, "! ")
    press(editor, Key.Key_Backspace)
    assert (editor.lines[0].kind, editor.lines[0].body) == (POINT, "! ")
    write(editor, "so it is")
    assert written(editor) == ["/point ! so it is"]
    press(editor, Key.Key_Home)
    press(editor, Key.Key_Backspace)
    assert written(editor) == ["/point ! so it is"]


def test_a_mark_typed_before_text_counts_too(editor: NotesEditor) -> None:
    write(editor, "so")
    press(editor, Key.Key_Home)
    write(editor, "? ")
    assert (editor.lines[0].kind, editor.lines[0].body) == (NoteKind.QUESTION, "so")
    assert editor.spot() == Spot(0, 0)


def test_a_committed_word_of_an_input_method_counts_as_typed(
    editor: NotesEditor,
) -> None:
    write(editor, "!")
    event = QInputMethodEvent("", [])
    event.setCommitString(" 会议")
    QApplication.sendEvent(editor, event)
    assert (editor.lines[0].kind, editor.lines[0].body) == (KEY, "会议")


def test_what_an_input_method_still_composes_is_no_text(editor: NotesEditor) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("hui", []))
    assert editor.lines[0].body == ""


def test_the_list_of_kinds_narrows_and_is_chosen_with_enter(
    editor: NotesEditor,
) -> None:
    write(editor, "@Naga: /")
    popup = editor.assistant.popup
    assert popup.isVisible()
    assert popup.count() == len(NoteKind)
    write(editor, "c")
    assert popup.count() == 1
    press(editor, Key.Key_Return)
    assert not popup.isVisible()
    assert written(editor) == ["/challenge @Naga: "]
    assert editor.hasFocus()
    write(editor, "so")
    assert written(editor) == ["/challenge @Naga: so"]


def test_completion_follows_the_arrows_and_tab(editor: NotesEditor) -> None:
    write(editor, "@naga")
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Tab)
    write(editor, "so ^da")
    press(editor, Key.Key_Tab)
    write(editor, "#gov")
    press(editor, Key.Key_Enter)
    assert written(editor) == ['@City of Naga: so ^"Da Nang" #3 ']
    press(editor, Key.Key_Up)
    assert editor.hasFocus()


def test_the_arrows_go_round_the_ends_of_the_list(editor: NotesEditor) -> None:
    write(editor, "#")
    popup = editor.assistant.popup
    assert popup.currentRow() == 0
    press(editor, Key.Key_Up)
    assert popup.currentRow() == 2
    press(editor, Key.Key_Down)
    assert popup.currentRow() == 0


def test_escape_sends_the_list_away_until_another_token_begins(
    editor: NotesEditor,
) -> None:
    write(editor, "so #")
    press(editor, Key.Key_Escape)
    assert not editor.assistant.popup.isVisible()
    write(editor, "g")
    assert not editor.assistant.popup.isVisible()
    write(editor, " #")
    assert editor.assistant.popup.isVisible()
    press(editor, Key.Key_Left)
    assert not editor.assistant.popup.isVisible()


def test_a_finished_token_does_not_catch_the_enter_key(editor: NotesEditor) -> None:
    write(editor, "so #2\nby the way ^Naga\n")
    assert written(editor) == ["so #2", "by the way ^Naga", ""]


def test_an_owner_and_a_date_complete_an_action(editor: NotesEditor) -> None:
    write(editor, "[] share >> Cit")
    press(editor, Key.Key_Return)
    write(editor, "by ")
    assert editor.assistant.popup.currentRow() == -1
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Return)
    assert written(editor) == ["[] share >> City of Naga by 2014-11-12 "]


def test_a_date_is_only_offered_and_never_in_the_way(editor: NotesEditor) -> None:
    write(editor, "[] so by ")
    press(editor, Key.Key_Up)
    assert editor.assistant.popup.currentRow() == 3
    press(editor, Key.Key_Escape)
    press(editor, Key.Key_Backspace)
    write(editor, " \nnext")
    assert written(editor) == ["[] so by ", "next"]


def test_a_click_chooses_from_the_list(qtbot: QtBot, editor: NotesEditor) -> None:
    write(editor, "so #")
    popup = editor.assistant.popup
    middle = popup.visualItemRect(popup.item(1)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert written(editor) == ["so #2 "]
    assert editor.hasFocus()


def test_a_split_leaves_the_start_who_it_is(editor: NotesEditor) -> None:
    load(editor, "! one two")
    editor.go(Spot(0, 4))
    press(editor, Key.Key_Return)
    assert written(editor) == ["! one ", "two", ""]
    assert ids(editor)[0] == "n0"
    press(editor, Key.Key_Backspace)
    assert written(editor) == ["! one two", ""]
    assert ids(editor)[0] == "n0"


def test_enter_at_the_start_moves_the_line_down_as_it_is(editor: NotesEditor) -> None:
    load(editor, "! one")
    editor.go(Spot(0, 0))
    press(editor, Key.Key_Return)
    assert written(editor)[:2] == ["", "! one"]
    assert ids(editor)[1] == "n0"


def test_enter_in_an_empty_line_with_a_kind_takes_the_kind_away(
    editor: NotesEditor,
) -> None:
    write(editor, "! ")
    press(editor, Key.Key_Return)
    assert written(editor) == [""]


def test_shift_enter_is_an_ordinary_line(editor: NotesEditor) -> None:
    write(editor, "one")
    press(editor, Key.Key_Return, Mod.ShiftModifier)
    write(editor, "two")
    assert written(editor) == ["one", "two"]


def test_deleting_a_selection_over_lines_keeps_the_first(editor: NotesEditor) -> None:
    load(editor, "one", "! two", "three")
    editor.go(Spot(0, 2))
    press(editor, Key.Key_Down, Mod.ShiftModifier, times=2)
    press(editor, Key.Key_Home, Mod.ShiftModifier)
    press(editor, Key.Key_Delete)
    assert written(editor) == ["onthree", ""]
    assert ids(editor)[0] == "n0"


def test_undo_and_redo_bring_back_lines_as_they_were(editor: NotesEditor) -> None:
    load(editor, "one", "! two", "three")
    before = list(editor.lines.records)
    press(editor, Key.Key_A, Mod.ControlModifier)
    press(editor, Key.Key_Delete)
    assert written(editor) == [""]
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.lines.records == before
    agrees(editor)
    press(editor, Key.Key_Y, Mod.ControlModifier)
    assert written(editor) == [""]
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.lines.records == before


def test_undo_gives_a_mark_back_as_text(editor: NotesEditor) -> None:
    write(editor, "! so")
    press(editor, Key.Key_Z, Mod.ControlModifier, times=2)
    assert (editor.lines[0].kind, editor.lines[0].body) == (POINT, "! ")
    assert editor.spot() == Spot(0, 2)


def test_undo_of_a_split_line_keeps_who_it_was(editor: NotesEditor) -> None:
    load(editor, "one two")
    editor.go(Spot(0, 3))
    press(editor, Key.Key_Return)
    write(editor, "and")
    press(editor, Key.Key_Z, Mod.ControlModifier, times=2)
    assert written(editor) == ["one two", ""]
    assert ids(editor)[0] == "n0"
    assert editor.spot().line == 0


def test_undo_of_a_kind_leaves_the_caret_where_it_is(editor: NotesEditor) -> None:
    load(editor, "one two")
    editor.go(Spot(0, 3))
    press(editor, Key.Key_F2)
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.lines[0].kind is POINT
    assert editor.spot() == Spot(0, 3)
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert written(editor)[0] == "one two"


def test_lines_move_up_and_down_with_their_marks(editor: NotesEditor) -> None:
    load(editor, "one", "! two", "three")
    editor.go(Spot(1, 2))
    press(editor, Key.Key_Up, Mod.AltModifier, times=2)
    assert written(editor) == ["! two", "one", "three", ""]
    assert editor.spot() == Spot(0, 2)
    press(editor, Key.Key_Down, Mod.ShiftModifier)
    press(editor, Key.Key_Down, Mod.AltModifier)
    assert written(editor) == ["three", "! two", "one", ""]
    assert ids(editor)[:3] == ["n2", "n1", "n0"]
    assert editor.selected_lines() == (1, 2)
    press(editor, Key.Key_Z, Mod.ControlModifier, times=2)
    assert written(editor) == ["one", "! two", "three", ""]


def paste(editor: NotesEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)


def test_pasted_text_becomes_lines(editor: NotesEditor) -> None:
    write(editor, "so ")
    paste(editor, "one\r\n•\ttwo\n! three\n")
    assert written(editor) == ["so one", "two", "! three"]
    assert editor.spot() == Spot(2, 5)
    write(editor, " four")
    assert written(editor)[2] == "! three four"


def test_a_pasted_line_in_the_middle_is_just_text(editor: NotesEditor) -> None:
    load(editor, "one three")
    editor.go(Spot(0, 4))
    paste(editor, " ! two \n")
    assert written(editor)[0] == "one ! twothree"
    assert editor.spot() == Spot(0, 9)
    assert ids(editor)[0] == "n0"
    paste(editor, "\n \n")
    assert written(editor)[0] == "one ! twothree"


def test_cut_lines_can_be_pasted_with_their_marks(editor: NotesEditor) -> None:
    load(editor, "one", "! two", "[] three")
    editor.go(Spot(1, 0))
    press(editor, Key.Key_Down, Mod.ShiftModifier)
    press(editor, Key.Key_End, Mod.ShiftModifier)
    press(editor, Key.Key_X, Mod.ControlModifier)
    assert written(editor)[0] == "one"
    press(editor, Key.Key_End, Mod.ControlModifier)
    press(editor, Key.Key_V, Mod.ControlModifier)
    assert written(editor)[-2:] == ["! two", "[] three"]


def test_every_mark_has_a_key_that_all_layouts_have(editor: NotesEditor) -> None:
    write(editor, "so")
    for key, line in (
        (Key.Key_F2, "! so"),
        (Key.Key_F2, "so"),
        (Key.Key_F3, "= so"),
        (Key.Key_F4, "> so"),
        (Key.Key_F6, "? so"),
        (Key.Key_F5, "[] so"),
        (Key.Key_F9, "[] so #"),
    ):
        press(editor, key)
        assert written(editor) == [line]
    write(editor, "1")
    press(editor, Key.Key_F10)
    press(editor, Key.Key_Return)
    press(editor, Key.Key_F11)
    write(editor, "City of N")
    press(editor, Key.Key_Return)
    press(editor, Key.Key_F11, Mod.ShiftModifier)
    press(editor, Key.Key_Escape)
    press(editor, Key.Key_F8)
    press(editor, Key.Key_Return)
    press(editor, Key.Key_F12)
    assert written(editor) == ['[] ~~@Ana Cruz: so #1 ^"Da Nang" >> City of Naga by ']
    press(editor, Key.Key_F12)
    assert written(editor)[0].startswith("[] @Ana")
    press(editor, Key.Key_F7)
    write(editor, "ben")
    press(editor, Key.Key_Return)
    assert written(editor)[0].startswith("/benefit @Ana")
    assert {mark.key for mark in MARKS if mark.kind is None} == {
        "F7", "F8", "F9", "F10", "F11", "Shift+F11", "F12", "Shift+F8",
        "Shift+F9",
    }  # fmt: skip


def test_words_are_put_in_quotes(editor: NotesEditor) -> None:
    write(editor, "he said ")
    press(editor, Key.Key_F8, Mod.ShiftModifier)
    write(editor, "so be it")
    assert written(editor) == ['he said "so be it"']
    load(editor, "so")
    editor.go(Spot(0, 0))
    press(editor, Key.Key_End, Mod.ShiftModifier)
    press(editor, Key.Key_F8, Mod.ShiftModifier)
    assert written(editor)[0] == '"so"'


def test_a_kind_is_given_to_all_lines_selected(editor: NotesEditor) -> None:
    load(editor, "one", "two", "three")
    editor.go(Spot(0, 1))
    press(editor, Key.Key_Down, Mod.ShiftModifier)
    press(editor, Key.Key_F5)
    assert written(editor)[:3] == ["[] one", "[] two", "three"]


def test_a_click_on_the_chip_lets_one_choose_another(
    qtbot: QtBot, editor: NotesEditor
) -> None:
    load(editor, "! one")
    (_, row), *_ = editor.visible_rows()
    chip = editor.margin.chip_rect(KEY, row).center().toPoint()
    qtbot.mouseMove(editor.viewport(), chip)
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=chip)
    menu = editor.findChild(QMenu)
    assert isinstance(menu, QMenu)
    words = [action.text().split("\t")[0] for action in menu.actions()]
    assert words == [kind.about.label for kind in NoteKind]
    menu.actions()[words.index("benefit")].trigger()
    menu.close()
    assert written(editor)[0] == "/benefit one"
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 590))


def test_the_menu_offers_our_own_undo(qtbot: QtBot, editor: NotesEditor) -> None:
    write(editor, "so")
    point = QPoint(300, 30)
    QApplication.sendEvent(
        editor.viewport(),
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, editor.mapToGlobal(point)
        ),
    )
    menu = editor.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert written(editor) == [""]


def test_what_others_write_does_not_move_what_is_under_the_caret(
    editor: NotesEditor,
) -> None:
    load(editor, *(f"line {n}" for n in range(9)))
    editor.go(Spot(6, 3))
    top = editor.cursorRect().top()
    theirs = [
        WrittenLine(one.note_id, one.order, one.written().line, NINE)
        for one in editor.lines.records[:9]
    ]
    theirs.insert(1, WrittenLine("x", "a0V", "theirs", NINE))
    editor.merge(theirs, lambda _: False)
    assert written(editor)[1] == "theirs"
    assert editor.spot() == Spot(7, 3)
    editor.merge(theirs, lambda _: False)
    editor.resize(850, 200)
    editor.go(Spot(7, 3))
    top = editor.cursorRect().top()
    editor.merge(theirs[:1] + theirs[2:], lambda _: False)
    assert editor.spot() == Spot(6, 3)
    assert editor.cursorRect().top() == top
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert len(editor.lines) == 10


def test_only_the_edited_lines_are_told(editor: NotesEditor) -> None:
    load(editor, *(f"line {n}" for n in range(50)))
    told: list[tuple[int, int, int]] = []
    editor.paper.edited.connect(
        lambda one: told.append((one.at, len(one.before), len(one.after)))
    )
    editor.go(Spot(20, 2))
    write(editor, "x")
    press(editor, Key.Key_Return)
    assert told == [(20, 1, 1), (20, 1, 2)]


def test_lines_in_all_scripts_stay_as_typed(editor: NotesEditor) -> None:
    texts = [
        "Сесс өндөрлөв",
        "สรุปการประชุม ^กรุงเทพ",
        "افتتح الرئيس الجلسة #1",
        "会议结束",
    ]
    load(editor, *texts)
    assert written(editor)[:4] == texts
    assert editor.grab().toImage().isGrayscale() is False


def test_the_column_is_at_most_ninety_letters_wide(editor: NotesEditor) -> None:
    editor.resize(2400, 600)
    form = editor.document().rootFrame().frameFormat()
    width = editor.viewport().width() - form.leftMargin() - form.rightMargin()
    letters = width / editor.fontMetrics().averageCharWidth()
    assert letters == pytest.approx(90, abs=1)
    assert editor.fontInfo().pixelSize() == 16


def test_chips_and_tokens_are_painted_in_both_palettes(
    qapp: QApplication, editor: NotesEditor
) -> None:
    load(editor, "! so ^Naga", "so")
    (_, first), (_, second), *_ = editor.visible_rows()
    chip = editor.margin.chip_rect(KEY, first)
    try:
        for dark in (False, True):
            theme.apply(qapp, dark=dark)
            picture = editor.viewport().grab().toImage()
            fill = picture.pixelColor(int(chip.left() + 6), int(chip.center().y()))
            assert fill == theme.colours()["accent_soft"]
            empty = picture.pixelColor(int(chip.left() + 6), int(second.center().y()))
            assert empty != fill
    finally:
        theme.apply(qapp, dark=False)


def test_typing_at_the_lower_edge_keeps_room_below(editor: NotesEditor) -> None:
    write(editor, "\n".join(f"line {n}" for n in range(30)))
    assert editor.cursorRect().bottom() < editor.viewport().height() - 90
