"""Choosing a printer, and trying it."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.printing.printer import Chosen, Paper, chosen, folder_key
from nexus_desktop.ui.kit.printing.printer_box import PrinterBox
from tests.ui.printing.fake_cups import Cups


@pytest.fixture
def box(qtbot: QtBot, jobs: Jobs) -> PrinterBox:
    made = PrinterBox(jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def words(box: PrinterBox) -> list[str]:
    return [box.printer.itemText(n) for n in range(box.printer.count())]


def choose(box: PrinterBox, place: int) -> None:
    box.printer.setCurrentIndex(place)
    box.printer.activated.emit(place)


def test_the_systems_printers_are_offered_and_kept(
    box: PrinterBox, cups: Cups, qtbot: QtBot
) -> None:
    assert not box.test.isEnabled()
    box.refresh()
    qtbot.waitUntil(lambda: len(words(box)) == 4)
    assert words(box)[1:3] == ["Labels", "Office"]
    with qtbot.waitSignal(box.chose):
        choose(box, 1)
    box.turned.setChecked(True)
    assert chosen() == Chosen("lp:Labels", is_turned=True)
    box.paper = Paper(62, 100)
    with qtbot.waitSignal(box.messaged) as told:
        box.test.click()
    assert told.args[0].text == "The test page is on its way to Labels."
    assert "media=Custom.100x62mm" in cups.called
    assert "orientation-requested=4" in cups.called


def test_a_printer_that_is_gone_stays_chosen_and_says_why_it_fails(
    box: PrinterBox, cups: Cups, qtbot: QtBot
) -> None:
    Chosen("lp:Old").keep()
    box.refresh()
    qtbot.waitUntil(lambda: "Old" in words(box))
    assert box.printer.currentText() == "Old"
    cups.says("refusal", "lp: The printer or class does not exist.")
    with qtbot.waitSignal(box.messaged) as told:
        box.print_test()
    assert "not there any more" in told.args[0].text
    cups.says("silence", "lpstat: Error - scheduler not responding.")
    with qtbot.waitSignal(box.messaged) as told:
        box.refresh()
    assert "does not answer" in told.args[0].text


def test_without_printers_a_folder_is_offered(
    box: PrinterBox, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    box.refresh()
    qtbot.waitUntil(box.note.isVisible)
    box.print_test()
    choose(box, box.printer.count() - 1)
    (dialog,) = box.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    assert chosen().key == folder_key(str(tmp_path))
    assert box.printer.currentText() == f"PDF files into “{tmp_path.name}”"
    with qtbot.waitSignal(box.messaged):
        box.test.click()
    (page,) = PdfReader(tmp_path / "Test page.pdf").pages
    size = QRect(0, 0, round(page.mediabox.width), round(page.mediabox.height)).size()
    assert (size.width(), size.height()) == (255, 170)
    choose(box, 0)
    assert chosen().key == ""
