from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nexus_desktop.core.participant import Person
from nexus_desktop.services import people
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.ui.people.world import ask, mark

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, screen: PeopleScreen, row: int) -> None:
    mark(screen, row)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.panel)


def links(screen: PeopleScreen) -> list[str]:
    made = screen.beside.panel.findChildren(QPushButton)
    return [one.text() for one in made if one.property("role") == "link"]


def test_somebody_comes_for_another(
    qtbot: QtBot,
    screen: PeopleScreen,
    runner: Runner,
    dewi_twice: list[Person],
    told: list[Message],
) -> None:
    opened(qtbot, screen, 2)
    qtbot.keyClick(screen, Qt.Key.Key_T, CTRL)
    form = screen.beside.form
    assert screen.beside.side.shown is form
    assert form.title.text() == "Who comes for Lê Văn Đức?"
    assert form.editors["country"].text() == "Viet Nam"
    assert form.editors["party"].text() == "Hue"
    name = form.editors["printed_name"]
    qtbot.keyClicks(name, "Tran Minh")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.panel)
    qtbot.waitUntil(lambda: "Comes in place of Lê Văn Đức" in links(screen))
    assert told[-1].text == "Tran Minh comes in the place of Lê Văn Đức."
    old = ask(runner, lambda s: people.person(s, dewi_twice[2].id), qtbot)
    assert old.is_cancelled
    screen.beside.panel.person_asked.emit(old.id)
    qtbot.waitUntil(lambda: "Tran Minh comes in their place" in links(screen))
    assert screen.beside.panel.actions_below.substitute.isHidden()
    assert told[-1].action is not None
    told[-1].action[1]()
    qtbot.waitUntil(lambda: told[-1].text == "Taken back: Lê Văn Đức.")
    back = ask(runner, lambda s: people.person(s, old.id), qtbot)
    assert not back.is_cancelled


def test_somebody_on_the_list_is_shown_before_they_are_made_again(
    qtbot: QtBot, screen: PeopleScreen, runner: Runner, dewi_twice: list[Person]
) -> None:
    opened(qtbot, screen, 0)
    screen.beside.panel.actions_below.substitute.click()
    form = screen.beside.form
    form.editors["printed_name"].setText("Sartika Dewi")
    form.add.click()
    qtbot.waitUntil(form.wrong.isVisible)
    assert "On the list already: Dewi Sarti" in form.wrong.text()
    assert form.add.text() == "Register all the same"
    form.add.click()
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == len(dewi_twice) + 1)


def test_a_substitute_without_a_name_is_asked_for_one(
    qtbot: QtBot, screen: PeopleScreen, dewi_twice: list[Person]
) -> None:
    assert dewi_twice
    opened(qtbot, screen, 2)
    screen.beside.substitute()
    screen.beside.form.add.click()
    qtbot.waitUntil(lambda: screen.beside.form.wrong.text() == "A person needs a name.")


def test_the_reason_for_not_coming_can_be_left_unsaid(
    qtbot: QtBot, screen: PeopleScreen, dewi_twice: list[Person]
) -> None:
    assert dewi_twice
    opened(qtbot, screen, 2)
    acts = screen.beside.panel.actions_below
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    assert acts.reason.hasFocus()
    qtbot.keyClick(acts.reason, Qt.Key.Key_Escape)
    assert acts.cancel.hasFocus()
    assert screen.beside.side.shown is screen.beside.panel
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    acts.sure.click()
    qtbot.waitUntil(lambda: acts.cancel.text() == "Comes after all")
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: acts.cancel.text() == "Does not come")
