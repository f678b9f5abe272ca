"""What helps while one writes: the speaker, text modules, finding, hints, the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nexus_desktop.core.note import NotesChoice, NotesPlace
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.ui.notes import modules
from nexus_desktop.ui.notes.clock import SessionClock
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.finding import Found, find
from nexus_desktop.ui.notes.marks import MARKS
from nexus_desktop.ui.notes.marks_bar import MarksBar
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.writing import Writing
from tests.ui.notes.hands import Key, Mod, load, press, write, written
from tests.ui.notes.test_words import CONTEXT


@pytest.fixture
def writing(qtbot: QtBot, editor: NotesEditor) -> Iterator[Writing]:
    writing = Writing(editor, MarksBar(MARKS))
    qtbot.addWidget(writing)
    writing.resize(1000, 700)
    writing.begin(CONTEXT.notation)
    writing.show()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    yield writing
    writing.hide()


def pick_speaker(editor: NotesEditor, typed: str) -> None:
    press(editor, Key.Key_F8)
    write(editor, typed)
    press(editor, Key.Key_Return)


def test_the_speaker_is_picked_once_and_carried_by_the_lines_that_follow(
    writing: Writing,
) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\ntwo\n\nthree")
    assert written(editor) == [
        "@Ana Cruz: one", "@Ana Cruz: two", "", "@Ana Cruz: three",
    ]  # fmt: skip
    who = next(one for one in writing.marks.buttons if one.mark.sign == "@")
    assert who.words == "Ana Cruz"


def test_an_empty_line_shows_whose_it_will_be_and_is_no_note(
    writing: Writing,
) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\n")
    assert editor.ghost == "@Ana Cruz: "
    assert editor.lines[1].is_blank
    assert editor.lines[1].body == ""


def test_a_kind_still_counts_behind_the_carried_name(writing: Writing) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\n! key\n/chal")
    press(editor, Key.Key_Return)
    write(editor, "hard\n= agreed\n")
    press(editor, Key.Key_F5)
    write(editor, "do it")
    assert written(editor)[1:] == [
        "! @Ana Cruz: key", "/challenge @Ana Cruz: hard", "= agreed", "[] do it",
    ]  # fmt: skip


def test_backspace_takes_the_carried_name_off_one_line(writing: Writing) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\nx")
    press(editor, Key.Key_Backspace, times=2)
    assert written(editor)[1] == ""
    write(editor, "@Wang: so\nmore")
    assert written(editor)[1:] == ["@Wang: so", "@Ana Cruz: more"]


def test_another_speaker_takes_the_place_of_the_first_also_in_the_line(
    writing: Writing,
) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one")
    pick_speaker(editor, "duc")
    assert written(editor) == ["@Lê Văn Đức: one"]
    press(editor, Key.Key_End)
    write(editor, "\ntwo")
    assert written(editor)[1] == "@Lê Văn Đức: two"
    press(editor, Key.Key_Return)
    press(editor, Key.Key_F8)
    names = [one.name for one in offered(editor)]
    assert names[:3] == ["nobody", "Lê Văn Đức", "Ana Cruz"]


def offered(editor: NotesEditor) -> list:  # type: ignore[type-arg]  # candidates
    popup = editor.assistant.popup
    role = Qt.ItemDataRole.UserRole
    return [popup.item(row).data(role) for row in range(popup.count())]


def test_nobody_can_be_chosen_too(writing: Writing) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\n")
    press(editor, Key.Key_F8)
    press(editor, Key.Key_Return)
    write(editor, "two")
    assert written(editor) == ["@Ana Cruz: one", "two"]
    who = next(one for one in writing.marks.buttons if one.mark.sign == "@")
    assert who.words == "who"


def test_escape_leaves_the_line_and_the_speaker_as_they_were(writing: Writing) -> None:
    editor = writing.editor
    write(editor, "one")
    press(editor, Key.Key_F8)
    press(editor, Key.Key_Escape)
    assert written(editor) == ["one"]
    write(editor, "@Ana Cruz: two")
    assert editor.speaking.name == ""


def test_a_speaker_who_is_on_no_list_is_typed(writing: Writing) -> None:
    editor = writing.editor
    press(editor, Key.Key_F8)
    write(editor, "The minister: one\ntwo")
    assert written(editor) == ["@The minister: one", "@The minister: two"]


def test_pasted_lines_carry_nobodys_name(writing: Writing) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\n")
    QApplication.clipboard().setText("two\nthree")
    press(editor, Key.Key_V, Mod.ControlModifier)
    assert written(editor)[1:] == ["two", "three"]


def test_an_input_method_is_let_finish_before_the_name_comes(writing: Writing) -> None:
    editor = writing.editor
    pick_speaker(editor, "ana")
    write(editor, "one\n")
    QApplication.sendEvent(editor, QInputMethodEvent("hui", []))
    assert editor.lines[1].body == ""
    event = QInputMethodEvent("", [])
    event.setCommitString("会")
    QApplication.sendEvent(editor, event)
    assert written(editor)[1] == "@Ana Cruz: 会"


def test_a_short_form_becomes_its_text_and_undo_gives_it_back(writing: Writing) -> None:
    editor = writing.editor
    writing.modules.changed.emit({"tf": "task force", "m": "= The meeting decided"})
    write(editor, "a tf, and tf\nm tf.")
    assert written(editor) == [
        "a task force, and task force", "= The meeting decided task force.",
    ]  # fmt: skip
    press(editor, Key.Key_Z, Mod.ControlModifier)
    assert written(editor)[1] == "= The meeting decided tf."
    write(editor, " atf tfx")
    assert written(editor)[1] == "= The meeting decided tf atf tfx."


def test_text_modules_are_edited_beside_the_notes_and_kept(
    qtbot: QtBot, writing: Writing
) -> None:
    editor, panel = writing.editor, writing.modules
    press(editor, Key.Key_F7, Mod.ShiftModifier)
    assert panel.isVisible()
    for row, column, text in (
        (0, 0, "tf"), (0, 1, "task force"), (1, 0, "two words"), (1, 1, "x"),
    ):  # fmt: skip
        item = panel.table.item(row, column)
        assert item is not None
        item.setText(text)
    assert "two words" in panel.trouble.text()
    assert modules.kept() == {"tf": "task force"}
    panel.leave()
    qtbot.waitUntil(editor.hasFocus)
    write(editor, "tf ")
    assert written(editor) == ["task force "]
    panel.ask()
    assert panel.table.rowCount() == 2
    panel.table.setCurrentCell(0, 0)
    panel.remove()
    assert modules.kept() == {}
    write(editor, "tf ")
    assert written(editor) == ["task force tf "]


def test_modules_that_were_kept_badly_are_none(writing: Writing) -> None:
    from PySide6.QtCore import QSettings

    for bad in ("{", "[]", "7"):
        QSettings().setValue("notes/modules", bad)
        assert modules.kept() == {}


def test_words_are_found_whatever_their_case_and_accents(editor: NotesEditor) -> None:
    load(editor, "Đà Nẵng reports", "x", "! in da nang: ĐÀ NẴNG")
    found = find(editor.lines.records, "da nang")
    assert found == [Found(0, 0, 7), Found(2, 3, 10), Found(2, 12, 19)]
    assert find(editor.lines.records, "") == []
    decomposed = find(editor.lines.records, "Nẵng")
    assert len(decomposed) == 3


def test_ctrl_f_goes_from_one_to_the_next_and_back_to_writing(
    qtbot: QtBot, writing: Writing
) -> None:
    editor, finder = writing.editor, writing.finder
    load(editor, "one naga", "two", "naga naga")
    editor.go(Spot(1, 0))
    press(editor, Key.Key_F, Mod.ControlModifier)
    qtbot.waitUntil(finder.field.hasFocus)
    QTest.keyClicks(finder.field, "naga")
    assert finder.count.text() == "2 of 3"
    assert editor.spot() == Spot(2, 4)
    QTest.keyClick(finder.field, Key.Key_Return)
    QTest.keyClick(finder.field, Key.Key_Down)
    assert finder.count.text() == "1 of 3"
    QTest.keyClick(finder.field, Key.Key_Return, Mod.ShiftModifier)
    assert finder.count.text() == "3 of 3"
    assert len(editor.extraSelections()) == 3
    editor.insertPlainText(" naga")
    assert finder.count.text() == "3 of 4"
    QTest.keyClicks(finder.field, "x")
    assert finder.count.text() == "not in these notes"
    QTest.keyClick(finder.field, Key.Key_Escape)
    qtbot.waitUntil(editor.hasFocus)
    assert not finder.isVisible()
    assert editor.extraSelections() == []


def test_the_selected_words_are_looked_for(writing: Writing) -> None:
    editor, finder = writing.editor, writing.finder
    load(editor, "naga", "so naga")
    editor.go(Spot(0, 0))
    press(editor, Key.Key_End, Mod.ShiftModifier)
    finder.ask()
    assert finder.count.text() == "1 of 2"


def test_the_hint_leads_to_a_decision_with_an_owner_and_a_date(
    writing: Writing,
) -> None:
    editor, hint = writing.editor, writing.hint.words
    assert "F3 makes it a decision" in hint.text()
    press(editor, Key.Key_F3)
    write(editor, "share the study")
    assert hint.text() == (
        "Decision. Who does it: F11, or type >> and a name. "
        "By when: Shift+F11, or type by 12 Dec."
    )
    press(editor, Key.Key_F11)
    write(editor, "city")
    press(editor, Key.Key_Return)
    assert hint.text().startswith("Decision: City of Naga does it. By when")
    press(editor, Key.Key_F11, Mod.ShiftModifier)
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Return)
    assert hint.text() == (
        "Decision: City of Naga does it, due 12 November 2014. "
        "Enter begins the next note."
    )
    assert written(editor) == ["= share the study >> City of Naga by 2014-11-12 "]
    write(editor, "\n? so")
    assert hint.text().startswith("Question: what stays open.")


def test_the_hint_can_be_closed_and_comes_back_from_the_menu(writing: Writing) -> None:
    writing.hint.close_it()
    assert not writing.hint.isVisible()
    writing.editor.lines  # noqa: B018
    menu = QMenu(writing)
    writing.editor.menu_opening.emit(menu)
    words = [action.text() for action in menu.actions()]
    menu.actions()[words.index("Show hints")].trigger()
    assert writing.hint.isVisible()
    assert writing.hint.words.text()


def test_a_very_long_line_is_not_read_for_the_hint(writing: Writing) -> None:
    load(writing.editor, f"= {'so ' * 1000}>> City of Naga")
    writing.editor.go(Spot(0, 0))
    writing.hint.show_for(writing.editor.lines[0], CONTEXT.notation)
    assert writing.hint.words.text().startswith("Decision. Who")


def test_the_kind_goes_round_with_one_key(editor: NotesEditor) -> None:
    load(editor, "one", "two")
    editor.go(Spot(0, 1))
    press(editor, Key.Key_Right, Mod.AltModifier, times=2)
    assert written(editor)[0] == "= one"
    press(editor, Key.Key_Left, Mod.AltModifier, times=3)
    assert written(editor)[0] == "/benefit one"
    press(editor, Key.Key_Down, Mod.ShiftModifier)
    press(editor, Key.Key_Right, Mod.AltModifier)
    assert written(editor)[:2] == ["one", "two"]
    assert editor.spot() == Spot(1, 1)


def test_the_escape_has_a_key_and_needs_no_backslash(editor: NotesEditor) -> None:
    load(editor, "room #2")
    editor.go(Spot(0, 5))
    press(editor, Key.Key_F9, Mod.ShiftModifier)
    assert written(editor)[0] == "room \\#2"
    assert editor.colouring.context.objectives


def test_the_clock_tells_how_much_of_the_session_is_left(qtbot: QtBot) -> None:
    start = datetime(2014, 11, 5, 2, tzinfo=UTC)
    at = [start]
    clock = SessionClock(lambda: at[0])
    qtbot.addWidget(clock)
    clock.tick()
    assert clock.text() == ""
    session = SessionInfo(
        id="s", title="t", starts_at=start, ends_at=start + timedelta(hours=1)
    )
    choice = NotesChoice(NotesPlace("s"), session, room="Hall A")
    told = []
    for minutes in (-1, 0, 21, 56, 60, 64, 121):
        at[0] = start + timedelta(minutes=minutes)
        clock.show_session(choice, ZoneInfo("Asia/Ulaanbaatar"))
        told.append((clock.text().removesuffix("10:00 – 11:00 · Hall A"),
                     clock.property("role")))  # fmt: skip
    assert told == [
        ("", "soft"), ("60 min left · ", "soft"), ("39 min left · ", "soft"),
        ("4 min left · ", "warning"), ("0 min left · ", "warning"),
        ("4 min over · ", "warning"), ("", "soft"),
    ]  # fmt: skip


def test_an_owner_makes_an_action_of_a_line_that_nobody_could_owe(
    editor: NotesEditor,
) -> None:
    write(editor, "share it")
    press(editor, Key.Key_F11)
    write(editor, "city")
    press(editor, Key.Key_Return)
    assert written(editor) == ["[] share it >> City of Naga "]
    load(editor, "= share it")
    editor.go(Spot(0, 8))
    press(editor, Key.Key_F11, Mod.ShiftModifier)
    assert written(editor)[0] == "= share it by "
