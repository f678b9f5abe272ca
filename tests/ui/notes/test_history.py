"""The history of a line and the removed lines, with the way back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nexus_desktop.core.note import LineChanges, WrittenLine
from nexus_desktop.core.note_history import RemovedLine
from nexus_desktop.services import notes
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.changes_label import Changes
from nexus_desktop.ui.notes.history_panel import RemovedPanel
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.notes.notes_world import FIRST, Desk, write
from tests.ui.notes.test_status import CONTROL, press, words


def in_file(desk: Desk, *texts: str) -> None:
    for text in texts:
        changes = LineChanges(written=(WrittenLine("n1", "a0", text, NINE),))
        desk.ask(lambda s: notes.save_lines(s, FIRST, changes, at=NINE))  # noqa: B023 - asked now


def links(widget: QWidget, text: str) -> list[QPushButton]:
    found = widget.findChildren(QPushButton)
    return [one for one in found if one.text() == text and one.isVisibleTo(widget)]


def test_a_line_is_restored_and_the_restoring_undone(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    in_file(desk, "The plant is planned", "! The plant was built")
    qtbot.waitUntil(lambda: screen.editor.lines[-1].body == "The plant was built")
    QTest.keyClick(screen.editor, Qt.Key.Key_Down)
    press(screen, Qt.Key.Key_H)
    panel = screen.side.aside.history
    qtbot.waitUntil(lambda: bool(panel.findChildren(Changes)))
    told = panel.findChildren(Changes)[0].text()
    assert "is planned" in told
    assert "was built" in told
    assert "line-through" in told
    qtbot.waitUntil(lambda: any("09:00 · Desk 1" in said for said in words(panel)))
    qtbot.waitUntil(lambda: len(links(panel, "Restore")) == 1)
    (restore,) = links(panel, "Restore")
    restore.click()
    assert screen.editor.lines[1].body == "The plant is planned"
    screen.flush()
    desk.is_written("The plant is planned")
    qtbot.waitUntil(lambda: words(panel).count("changed") == 2)
    QTest.keyClick(screen.editor, Qt.Key.Key_Z, CONTROL)
    screen.flush()
    desk.is_written("! The plant was built")


def test_removed_lines_come_back(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> None:
    write(screen, "one\ntwo")
    screen.flush()
    QTest.keyClick(screen.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(screen.editor, Qt.Key.Key_Delete)
    screen.flush()
    desk.is_written()
    press(screen, Qt.Key.Key_D)
    panel = screen.side.aside.removed
    qtbot.waitUntil(lambda: len(links(panel, "Bring back")) == 2)
    back = links(panel, "Bring back")
    index = words(panel).index("two") > words(panel).index("one")
    back[int(index)].click()
    screen.flush()
    desk.is_written("two")
    qtbot.waitUntil(lambda: len(links(panel, "Bring back")) == 1)
    links(panel, "History")[0].click()
    history = screen.side.aside.history
    qtbot.waitUntil(lambda: "This line was removed." in words(history))
    links(history, "Removed lines")[0].click()
    qtbot.waitUntil(panel.isVisible)


def test_the_panel_follows_the_caret(qtbot: QtBot, screen: NotesScreen) -> None:
    write(screen, "one\ntwo\n")
    press(screen, Qt.Key.Key_H)
    panel = screen.side.aside.history
    qtbot.waitUntil(lambda: any("no history yet" in said for said in words(panel)))
    QTest.keyClick(screen.editor, Qt.Key.Key_Up)
    qtbot.waitUntil(
        lambda: any("two" in one.text() for one in panel.findChildren(Changes))
    )


def test_the_menu_of_a_line_offers_its_history(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    write(screen, "one\ntwo")
    at = screen.editor.cursorRect().center()
    QTest.keyClick(screen.editor, Qt.Key.Key_Up)
    everywhere = screen.editor.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, everywhere)
    QApplication.sendEvent(screen.editor.viewport(), event)
    assert screen.editor.spot().line == 1
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    history = next(one for one in menu.actions() if "History" in one.text())
    menu.close()
    history.trigger()
    panel = screen.side.aside.history
    qtbot.waitUntil(
        lambda: any("two" in one.text() for one in panel.findChildren(Changes))
    )


def test_final_notes_are_not_restored(qtbot: QtBot) -> None:
    panel = RemovedPanel()
    qtbot.addWidget(panel)
    line = WrittenLine("n1", "a0", "one", NINE)
    gone = [RemovedLine(line, NINE + timedelta(minutes=n), "Ana") for n in range(70)]
    zone = ZoneInfo("UTC")
    panel.show_lines(gone, zone, is_final=True)
    assert not links(panel, "Bring back")
    assert "The newest 60 of 70." in words(panel)
    panel.show_lines([], zone, is_final=False)
    assert words(panel) == ["Removed lines", "Nothing was removed here."]


def test_changes_are_told_in_the_colours_in_force(qtbot: QtBot) -> None:
    changes = Changes("1 < 2", "1 < 3")
    qtbot.addWidget(changes)
    assert "&lt;" in changes.text()
    assert theme.LIGHT.good in changes.text()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, dark=True)
    assert theme.DARK.good in changes.text()
    theme.apply(app, dark=False)
