"""Badges at the desk: printed as people come in, told where that fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from nexus_desktop.core.print_queue import Mode
from nexus_desktop.services import badges, people
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.printing.printer import Chosen, folder_key
from tests.conftest import NINE
from tests.services.desk_world import World
from tests.ui.desk.conftest import Desk

LE, BAT = "Lê Văn Đức", "Bat Dorj"
F4, CTRL = Qt.Key.Key_F4, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "badges"
    made.mkdir()
    return made


def print_into(folder: Path, mode: Mode = Mode.OFF) -> None:
    Chosen(folder_key(str(folder)), mode).keep()


def printings(desk: Desk) -> int:
    desk.settle()
    return desk.run(lambda s: s.query(rows.Printing).count())


def came_out(desk: Desk, count: int) -> None:
    desk.wait(lambda: len(desk.screen.printer.queue.done) == count)


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(desk.screen.view.field, key)
    desk.settle()


def says(desk: Desk, text: str) -> Callable[[], bool]:
    return lambda: any(text in message.text for message in desk.messages)


def test_checking_in_prints_the_badge_once(desk: Desk, folder: Path) -> None:
    print_into(folder, Mode.ONCE)
    desk.scan(LE)
    came_out(desk, 1)
    assert desk.tone == "good"
    assert [path.name for path in folder.iterdir()] == ["Lê Văn Đức.pdf"]
    desk.scan(LE)
    assert desk.screen.view.card.face.word == "Already in"
    assert printings(desk) == 1


def test_a_party_and_a_walk_in_get_their_badges_too(desk: Desk, folder: Path) -> None:
    print_into(folder, Mode.ALWAYS)
    desk.screen.gate.check_in_party("Ulaanbaatar", desk.world.people[BAT])
    came_out(desk, 3)
    view = desk.screen.view
    press(desk, Qt.Key.Key_F2)
    view.walk_in.given.setText("Zoe")
    view.walk_in.family.setText("Zander")
    view.walk_in.submit()
    came_out(desk, 4)
    assert (folder / "Zoe Zander.pdf").exists()


def test_a_refused_scan_prints_nothing(desk: Desk, folder: Path) -> None:
    print_into(folder, Mode.ALWAYS)
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], at=NINE))
    desk.scan(LE)
    desk.scan("hotel-key-4711")
    assert printings(desk) == 0
    assert desk.screen.printer.queue.jobs == ()


def test_f4_says_where_a_printed_badge_lies_and_prints_it_the_second_time(
    desk: Desk, folder: Path
) -> None:
    print_into(folder)
    (ready,) = desk.run(lambda s: badges.to_print(s, [desk.world.people[LE]]))
    desk.run(lambda s: badges.record_printing(s, [ready.badge_id], "box C", at=NINE))
    desk.scan(LE)
    press(desk, F4)
    told = desk.messages[-1].text
    assert told == "Printed Wed 5 Nov 09:00, in box C. F4 again prints another."
    press(desk, F4)
    came_out(desk, 1)
    assert printings(desk) == 2
    desk.scan(BAT)
    press(desk, F4)
    came_out(desk, 2)
    assert "is being printed" in desk.messages[-1].text


def test_without_a_printer_a_badge_opens_as_pdf_and_only_once_unasked(
    desk: Desk,
) -> None:
    desk.scan(LE)
    press(desk, F4)
    desk.wait(lambda: len(desk.opened) == 1)
    desk.wait(says(desk, "ready to be printed"))
    desk.settle()
    press(desk, F4)
    desk.wait(says(desk, "F4 again prints another"))
    assert len(desk.opened) == 1
    press(desk, F4)
    desk.wait(lambda: len(desk.opened) == 2)


def test_a_changed_badge_is_told_to_have_changed(desk: Desk, folder: Path) -> None:
    print_into(folder)
    desk.scan(LE)
    press(desk, F4)
    came_out(desk, 1)
    values = {"organisation": "City of Da Nang"}
    desk.pass_time(minutes=1)
    desk.run(lambda s: people.edit(s, desk.world.people[LE], values, at=NINE))
    press(desk, F4)
    desk.wait(says(desk, "F4 again prints"))


def test_a_printer_that_fails_is_told_beside_the_title_and_stops_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    indicator = desk.screen.printer.indicator
    assert indicator.text() == ""
    print_into(tmp_path / "gone", Mode.ALWAYS)
    desk.scan(LE)
    desk.wait(lambda: "1 failed" in indicator.text())
    assert indicator.accessibleName() == "Printing: 1 failed"
    desk.scan(BAT)
    assert desk.tone == "good"
    desk.wait(lambda: "2 failed" in indicator.text())
    QTest.mouseClick(indicator, Qt.MouseButton.LeftButton)
    panel = desk.screen.printer.panel
    assert panel.isVisible()
    desk.settle()
    first, second = panel.list.rows
    assert (first.job.name, second.job.name) == (LE, BAT)
    second.remove.click()
    desk.wait(lambda: len(panel.list.rows) == 1)
    (tmp_path / "gone").mkdir()
    panel.list.rows[0].retry.click()
    came_out(desk, 1)
    desk.wait(lambda: indicator.text() == "")
    assert desk.window.isActiveWindow()
    QTest.keyClick(desk.screen.view.field, Qt.Key.Key_P, CTRL)
    assert not panel.isVisible()


def test_the_panel_keeps_what_is_chosen_and_gives_the_focus_back(
    desk: Desk, folder: Path
) -> None:
    view, panel = desk.screen.view, desk.screen.printer.panel
    QTest.keyClick(view.field, Qt.Key.Key_P, CTRL)
    desk.wait(lambda: panel.layouts.count() > 1)
    assert not _mode(desk, "once").isEnabled(), "there is no printer yet"
    panel.box.choose_folder(str(folder))
    _mode(desk, "once").click()
    panel.layouts.setCurrentIndex(panel.layouts.findData("ready:a6"))
    panel.layouts.activated.emit(panel.layouts.currentIndex())
    desk.settle()
    desk.scan(LE)
    came_out(desk, 1)
    from pypdf import PdfReader

    (page,) = PdfReader(folder / "Lê Văn Đức.pdf").pages
    assert round(float(page.mediabox.width) / 72 * 25.4) == 105
    QTest.keyClick(panel.box.printer, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert view.field.hasFocus()


def test_where_no_badge_is_due_the_reason_is_told(desk: Desk, world: World) -> None:
    desk.run(lambda s: people.cancel(s, world.people[LE], at=NINE))
    desk.screen.printer.print_badge(world.people[LE])
    desk.wait(says(desk, "gets no badge"))


def _mode(desk: Desk, name: str) -> QPushButton:
    found = desk.screen.printer.panel.findChild(QPushButton, f"print_{name}")
    assert isinstance(found, QPushButton)
    return found
