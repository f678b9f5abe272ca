"""When a screen reads anew after changes."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nexus_desktop.ui.kit.soon import Soon


def test_the_first_change_is_shown_soon_and_those_after_it_together(
    qtbot: QtBot,
) -> None:
    owner, shown = QObject(), list[int]()
    soon = Soon(owner, 60_000)
    soon.timeout.connect(lambda: shown.append(soon.interval()))
    soon.hear()
    soon.hear()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0] < 100
    soon.hear()
    assert soon.isActive()
    assert soon.interval() == 60_000
    soon.stop()


def test_after_a_quiet_while_a_change_is_the_first_again(qtbot: QtBot) -> None:
    owner = QObject()
    soon = Soon(owner, 1)
    with qtbot.waitSignal(soon.timeout):
        soon.hear()
    qtbot.wait(5)
    soon.hear()
    assert soon.interval() > 1
