"""Two rows are made one, and taken apart again, without a dialogue."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nexus_desktop.core.participant import Person
from nexus_desktop.core.people_duplicates import Likeness
from nexus_desktop.core.people_merging import Choice
from nexus_desktop.services import people, people_duplicates, pictures
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE
from tests.core.test_picture import jpeg
from tests.ui.people.world import ask, mark

SHIFT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def compared(qtbot: QtBot, screen: PeopleScreen) -> None:
    mark(screen, 0, 1)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.merge)


@pytest.mark.usefixtures("dewi_twice")
def test_two_marked_rows_are_seen_side_by_side(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    compared(qtbot, screen)
    panel = screen.beside.merge
    assert set(panel.lines) == {
        "printed_name", "category", "role", "email", "attention",
    }  # fmt: skip
    proposed = panel.lines["printed_name"].choice
    assert proposed is Choice.KEPT
    assert "Organisation" in panel.same.text()
    focused = panel.lines["printed_name"].buttons[Choice.KEPT]
    assert focused.hasFocus()
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    chosen = panel.lines["printed_name"].choice
    assert chosen is Choice.OTHER
    first = panel.comparison
    assert first is not None
    qtbot.keyClick(panel, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: panel.comparison is not first)
    assert panel.comparison is not None
    assert panel.comparison.kept.id == first.other.id
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert screen.beside.side.shown is None


def test_a_merge_is_made_by_keys_and_taken_back_from_the_panel(
    qtbot: QtBot,
    screen: PeopleScreen,
    runner: Runner,
    dewi_twice: list[Person],
    told: list[Message],
) -> None:
    compared(qtbot, screen)
    panel = screen.beside.merge
    panel.lines["role"].choose(Choice.OTHER)
    assert panel.comparison is not None
    gone = panel.comparison.other
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == 2)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.panel)
    assert told[-1].text.startswith("Dewi Sarti")
    assert told[-1].text.endswith("are one.")
    shown = screen.beside.panel.person
    assert shown is not None
    assert shown.merged[0].id == gone.id
    assert shown.fields.attention == "A chair"
    assert told[-1].action is not None
    told[-1].action[1]()
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == 3)
    assert told[-1].text == f"{gone.name} is a person of their own again."
    found = ask(runner, lambda s: people.person(s, gone.id), qtbot)
    assert found.name in {one.name for one in dewi_twice}


def test_photos_of_both_are_a_choice(
    qtbot: QtBot, screen: PeopleScreen, runner: Runner, dewi_twice: list[Person]
) -> None:
    for person, size in zip(dewi_twice[:2], (8, 9), strict=True):
        data = jpeg(size, size)
        ask(
            runner,
            lambda s, p=person.id, d=data: pictures.set_photo(s, p, d, at=NINE),  # type: ignore[misc]  # bound early
            qtbot,
        )
    compared(qtbot, screen)
    assert screen.beside.merge.lines["photo"].choice is Choice.KEPT


@pytest.mark.usefixtures("dewi_twice")
def test_merging_one_row_says_how_to_mark_two(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    mark(screen, 0)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.panel)
    qtbot.keyClick(screen, Qt.Key.Key_M, CTRL)
    assert told[-1].text.startswith("Mark the two rows first")
    mark(screen, 0, 1, 2)
    qtbot.waitUntil(lambda: screen.beside.side.shown is None)
    mark(screen, 0, 1)
    qtbot.keyClick(screen, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.merge)


@pytest.mark.usefixtures("dewi_twice")
def test_possible_duplicates_are_looked_through_by_keys(
    qtbot: QtBot, screen: PeopleScreen, runner: Runner, told: list[Message]
) -> None:
    chip, panel = screen.list.filters.duplicates, screen.beside.duplicates
    qtbot.waitUntil(chip.isVisible, timeout=8000)
    assert chip.text() == "Possible duplicates 1"
    qtbot.keyClick(screen, Qt.Key.Key_D, SHIFT_CTRL)
    qtbot.waitUntil(lambda: screen.beside.side.shown is panel)
    assert chip.isChecked()
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == 2)
    assert panel.widths[Likeness.LIKELY].isChecked()
    assert len(screen.list.selected()) == 2
    panel.widths[Likeness.SURE].click()
    assert panel.none.isVisible()
    panel.begin()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.merge)
    screen.beside.merge.closed.emit()
    assert screen.beside.side.shown is panel
    qtbot.keyClick(panel.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not panel.compare.isEnabled())
    assert told[-1].text == "Noted: they are two. Ctrl+Z takes it back."
    assert ask(runner, people_duplicates.read, qtbot).apart
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == 3)
    assert not chip.isChecked()


@pytest.mark.usefixtures("dewi_twice")
def test_a_merged_pair_leaves_the_list_of_pairs(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    screen.beside.show_duplicates(True)
    panel = screen.beside.duplicates
    qtbot.waitUntil(lambda: panel.pair is not None)
    panel.compare.click()
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.merge)
    screen.beside.merge.go.click()
    qtbot.waitUntil(lambda: screen.beside.side.shown is panel)
    assert panel.pair is None
    screen.list.filters.duplicates.click()
    assert screen.beside.side.shown is None


@pytest.mark.usefixtures("dewi_twice")
def test_two_told_apart_beside_the_table_are_left(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    compared(qtbot, screen)
    screen.beside.merge.apart.click()
    qtbot.waitUntil(lambda: screen.beside.side.shown is None)
    assert told[-1].text.startswith("Noted: they are two")
