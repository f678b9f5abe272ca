import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nexus_desktop.ui.start.day_edit import DayEdit


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    form = QWidget()
    qtbot.addWidget(form)
    return form


@pytest.fixture
def day(qtbot: QtBot, form: QWidget) -> DayEdit:
    day = DayEdit()
    box = QVBoxLayout(form)
    box.addWidget(QLineEdit())
    box.addWidget(day)
    day.setDate(QDate(2026, 7, 30))
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    day.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(day.hasFocus)
    return day


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("5 Nov 2014", QDate(2014, 11, 5)),
        ("12 Nov 2014", QDate(2014, 11, 12)),
        ("05 nov 2014", QDate(2014, 11, 5)),
        ("31.Dec.2014", QDate(2014, 12, 31)),
        ("1 Feb 2015", QDate(2015, 2, 1)),
        ("21 june 2027", QDate(2027, 6, 21)),
        ("5Nov2014", QDate(2014, 11, 5)),
    ],
)
def test_a_day_is_typed_as_it_is_read(day: DayEdit, typed: str, date: QDate) -> None:
    QTest.keyClicks(day, typed)
    assert day.date() == date


def test_arrows_change_the_day_first(day: DayEdit) -> None:
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.date() == QDate(2026, 7, 31)


def test_the_mouse_chooses_the_part(day: DayEdit) -> None:
    day.clearFocus()
    day.setFocus(Qt.FocusReason.MouseFocusReason)
    day.setCurrentSection(DayEdit.Section.YearSection)
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.date() == QDate(2027, 7, 30)
