"""Nothing but the PIN leads out of the self check-in."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nexus_desktop.app import OpenWorkshop
from nexus_desktop.services import workshop
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kiosk.window import KioskWindow
from nexus_desktop.ui.kit import kiosk_lock
from nexus_desktop.ui.kit.jobs import Jobs
from tests.conftest import NINE
from tests.ui.conftest import snapshot
from tests.ui.kiosk.conftest import PIN, Laptop

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
META = Qt.KeyboardModifier.MetaModifier
NONE = Qt.KeyboardModifier.NoModifier
LE = "Lê Văn Đức"

WAYS_OUT = [
    (Qt.Key.Key_F4, ALT),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_Tab, NONE),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Tab, CTRL),
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_Menu, NONE),
    (Qt.Key.Key_F10, SHIFT),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_Comma, CTRL),
    (Qt.Key.Key_Delete, CTRL | ALT),
    *((Qt.Key(Qt.Key.Key_1 + n), CTRL) for n in range(9)),
    *((Qt.Key(Qt.Key.Key_F1 + n), NONE) for n in range(12)),
    *((Qt.Key(Qt.Key.Key_F1 + n), SHIFT) for n in range(12)),
    *((Qt.Key(Qt.Key.Key_F1 + n), CTRL) for n in range(12)),
    *((Qt.Key(Qt.Key.Key_A + n), CTRL) for n in range(26)),
    *((Qt.Key(Qt.Key.Key_A + n), ALT) for n in range(26)),
    *((Qt.Key(Qt.Key.Key_A + n), META) for n in range(26)),
    *((Qt.Key(Qt.Key.Key_A + n), CTRL | SHIFT) for n in range(26) if n != 10),
]


def is_locked(laptop: Laptop) -> bool:
    """Tell whether the guests see the invitation or an answer and nothing else."""
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return (
        shown == [laptop.kiosk]
        and laptop.kiosk.isFullScreen()
        and not laptop.kiosk.pad.isVisible()
        and QApplication.focusWidget() is laptop.kiosk
        and kiosk_lock.locked() is not None
    )


def test_it_starts_by_keys_with_a_new_pin(laptop: Laptop) -> None:
    laptop.start()
    laptop.wait(lambda: is_locked(laptop))
    kept = str(QSettings().value("kiosk/pin"))
    assert PIN not in kept
    assert kept.startswith("pbkdf2-sha256:")
    assert not laptop.window.isVisible()


def test_no_key_leads_out(laptop: Laptop) -> None:
    kiosk = laptop.start()
    for key, modifiers in WAYS_OUT:
        QTest.keyClick(kiosk, key, modifiers)
        assert is_locked(laptop), (key, modifiers)
    assert laptop.desk.view.form is None
    assert laptop.desk.camera.camera.is_on is False


def test_no_key_is_left_to_a_shortcut(laptop: Laptop) -> None:
    kiosk = laptop.start()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_Q, CTRL)
        event.ignore()
        QApplication.sendEvent(kiosk, event)
        assert event.isAccepted()


def test_closing_minimising_and_quitting_lead_nowhere(laptop: Laptop) -> None:
    kiosk = laptop.start()
    assert not kiosk.close()
    QApplication.closeAllWindows()
    assert is_locked(laptop)
    kiosk.showMinimized()
    laptop.wait(lambda: is_locked(laptop))
    kiosk.showNormal()
    laptop.wait(lambda: is_locked(laptop))


def test_the_mouse_finds_nothing_but_the_lock(laptop: Laptop) -> None:
    kiosk = laptop.start()
    corner = kiosk.corner.geometry()
    buttons = (
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.RightButton,
        Qt.MouseButton.MiddleButton,
        Qt.MouseButton.BackButton,
    )
    for x in range(8, kiosk.width(), 97):
        for y in range(8, kiosk.height(), 83):
            at = QPoint(x, y)
            target = kiosk.childAt(at) or kiosk
            if corner.contains(at):
                continue
            for which in buttons:
                QTest.mouseClick(target, which, NONE, target.mapFrom(kiosk, at))
            QTest.mouseDClick(target, buttons[0], NONE, target.mapFrom(kiosk, at))
    assert is_locked(laptop)


def test_no_menu_opens(laptop: Laptop) -> None:
    kiosk = laptop.start()
    for widget in (kiosk, *kiosk.findChildren(QWidget)):
        at = QPoint(2, 2)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at)
        )
        QApplication.sendEvent(widget, event)
        assert QApplication.activePopupWidget() is None
    assert is_locked(laptop)


def test_nothing_can_be_dropped(laptop: Laptop) -> None:
    kiosk = laptop.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/media/stick/other.nexus")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for widget in (kiosk, *kiosk.findChildren(QWidget)):
        assert not widget.acceptDrops()
        entering = QDragEnterEvent(QPoint(2, 2), copy, data, left, NONE)
        entering.ignore()
        QApplication.sendEvent(widget, entering)
        assert not entering.isAccepted()
        drop = QDropEvent(QPointF(2, 2), copy, data, left, NONE)
        drop.ignore()
        QApplication.sendEvent(widget, drop)
        assert not drop.isAccepted()
    assert is_locked(laptop)


def test_nothing_in_it_takes_the_focus(laptop: Laptop) -> None:
    kiosk = laptop.start()
    QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    for widget in kiosk.findChildren(QWidget):
        assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus, widget


# The way out


def test_the_pin_leads_out_by_keys(laptop: Laptop) -> None:
    kiosk = laptop.start()
    QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    assert kiosk.pad.isVisible()
    snapshot(kiosk, "kiosk pin")
    laptop.type_pin(PIN)
    laptop.wait(laptop.window.isVisible)
    assert laptop.keeper.kiosk is None
    assert kiosk_lock.locked() is None
    laptop.wait(lambda: laptop.desk.scanner.is_listening)


def test_the_pin_leads_out_by_touch(laptop: Laptop) -> None:
    kiosk = laptop.start()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(kiosk.corner, left)
    for digit in (*"99", "erase", "erase", *PIN, "done"):
        QTest.mouseClick(kiosk.pad.keys[digit], left)
    laptop.wait(laptop.window.isVisible)


def test_a_wrong_pin_costs_time(laptop: Laptop) -> None:
    kiosk = laptop.start()
    kiosk.pad._second.setInterval(30)
    QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    laptop.type_pin("1111")
    assert kiosk.pad.note.text() == "Wrong PIN. Try again in 1 s."
    laptop.hands.type(PIN)
    laptop.hands.key(Qt.Key.Key_Return)
    assert kiosk_lock.locked() is not None, "no PIN is taken now"
    laptop.wait(lambda: not kiosk.pad.is_waiting)
    laptop.type_pin("1112")
    assert kiosk.pad.note.text() == "Wrong PIN. Try again in 2 s."
    laptop.wait(lambda: not kiosk.pad.is_waiting)
    laptop.type_pin(PIN)
    laptop.wait(laptop.window.isVisible)
    assert QSettings().value("kiosk/wrong") is None


def test_a_new_start_does_not_end_the_wait(laptop: Laptop) -> None:
    kiosk = laptop.start()
    for wrong in ("1111", "1112", "1113"):
        kiosk.pad._wait = 0
        QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
        laptop.type_pin(wrong)
    kiosk._may_close = True
    kiosk.close()
    laptop.keeper.show(laptop.world.desk)
    laptop.wait(laptop.kiosk.hasFocus)
    QTest.keyClick(laptop.kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    assert laptop.kiosk.pad.note.text() == "Wrong PIN. Try again in 5 s."
    kiosk.deleteLater()


def test_too_few_digits_are_no_try(laptop: Laptop) -> None:
    kiosk = laptop.start()
    QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    laptop.type_pin("12")
    assert kiosk.pad.note.text() == "A PIN has 4 to 8 digits."
    QTest.keyClick(kiosk, Qt.Key.Key_Backspace)
    assert kiosk.pad.note.text() == ""
    QTest.keyClick(kiosk, Qt.Key.Key_Escape)
    assert is_locked(laptop)


def test_the_pad_leaves_when_nobody_types(laptop: Laptop) -> None:
    kiosk = laptop.start()
    kiosk.pad._idle.setInterval(40)
    QTest.mouseClick(kiosk.corner, Qt.MouseButton.LeftButton)
    laptop.wait(lambda: is_locked(laptop))


def test_a_guest_is_served_while_the_pad_is_open(laptop: Laptop) -> None:
    kiosk = laptop.start()
    QTest.mouseClick(kiosk.corner, Qt.MouseButton.LeftButton)
    laptop.scan(LE)
    assert laptop.said == "Welcome"
    assert is_locked(laptop)


# Starting


def test_the_desk_asks_for_a_good_pin_in_place(laptop: Laptop) -> None:
    panel = laptop.desk.kiosk.panel
    QTest.mouseClick(laptop.desk.kiosk.button, Qt.MouseButton.LeftButton)
    assert panel.isVisible()
    for pin, again, said in (
        ("12", "12", "A PIN has 4 to 8 digits."),
        ("2580", "2581", "The two PINs differ. Type the same digits twice."),
    ):
        panel.pin.setText(pin)
        panel.again.setText(again)
        QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        assert panel.error.text() == said
    snapshot(laptop.window, "kiosk panel")
    QTest.keyClick(panel.pin, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert laptop.keeper.kiosk is None


def test_the_second_time_the_kept_pin_is_asked_for(laptop: Laptop) -> None:
    kiosk = laptop.start()
    QTest.keyClick(kiosk, Qt.Key.Key_K, CTRL | SHIFT)
    laptop.type_pin(PIN)
    laptop.wait(laptop.desk.view.field.hasFocus)
    QTest.keyClick(laptop.desk.view.field, Qt.Key.Key_F11)
    panel = laptop.desk.kiosk.panel
    assert not panel.again.isVisible()
    laptop.hands.type("9999")
    laptop.hands.key(Qt.Key.Key_Return)
    laptop.wait(lambda: not panel.error.isHidden())
    assert panel.error.text() == "This is not the PIN. You can set another one."
    QTest.mouseClick(panel.other, Qt.MouseButton.LeftButton)
    assert panel.again.isVisible()
    QTest.keyClick(panel.pin, Qt.Key.Key_F11)
    QTest.keyClick(laptop.desk.view.field, Qt.Key.Key_F11)
    laptop.hands.type(PIN)
    laptop.hands.key(Qt.Key.Key_Return)
    laptop.wait(lambda: laptop.keeper.kiosk is not None)


# Ending and starting the program


def test_a_program_that_was_ended_comes_back_locked(
    qapp: QApplication, database: Database, jobs: Jobs
) -> None:
    QSettings().setValue("kiosk/locked", str(database.path))
    info, _ = database.run(workshop.info, at=NINE)
    opened = OpenWorkshop(database, info, jobs, qapp)
    opened.show()
    try:
        assert opened.kiosk is not None
        assert isinstance(opened.kiosk.kiosk, KioskWindow)
        assert opened.kiosk.kiosk.isFullScreen()
        assert not opened.window.isVisible()
    finally:
        assert opened.kiosk is not None
        assert opened.kiosk.kiosk is not None
        opened.kiosk.kiosk._may_close = True
        opened.kiosk.kiosk.close()
        opened.close()


@pytest.mark.parametrize("path", ["", "/somewhere/workshop.nexus"])
def test_where_it_was_locked_is_known_before_anything_opens(path: str) -> None:
    QSettings().setValue("kiosk/locked", path)
    found = kiosk_lock.locked()
    assert (found.path if found else "") == path
