"""Lists longer than what is arranged at once are read in slices, beside the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy.orm import Session

from nexus_desktop.core.participant import Person, PersonFields
from nexus_desktop.services import people, people_listing
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people import people_list, people_rows, reading
from nexus_desktop.ui.people.people_rows import PeopleRows
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE
from tests.ui.people.world import ask, mark

LANDS = ("PH", "VN", "MN")
COUNT = 23


def fill(session: Session) -> list[Person]:
    return [
        people.add(
            session,
            PersonFields(
                printed_name=f"Person {number * 7 % COUNT:02}",
                country=LANDS[number % 3],
                organisation="City of Naga" if number % 2 else "",
            ),
            at=NINE,
        )
        for number in range(COUNT)
    ]


@pytest.fixture
def long_list(
    qtbot: QtBot, runner: Runner, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PeopleScreen]:
    monkeypatch.setattr(people_listing, "PEOPLE", 5)
    monkeypatch.setattr(reading, "_PIECE", 4)
    for module in (people_list, people_rows):
        monkeypatch.setattr(module, "FEW", 6)
    ask(runner, fill, qtbot)
    screen = PeopleScreen(runner, jobs, now=lambda: NINE)
    screen.resize(1170, 650)
    screen.show()
    screen.shown()
    wait_for(qtbot, screen.list.rows, COUNT)
    yield screen
    delete(screen)


def wait_for(qtbot: QtBot, rows: PeopleRows, count: int) -> None:
    qtbot.waitUntil(lambda: rows.rowCount() == count)


def names(screen: PeopleScreen) -> list[str]:
    rows = screen.list.rows
    return [rows.row(number).printed_name for number in range(rows.rowCount())]


def test_all_are_shown_in_order_when_all_are_read(
    qtbot: QtBot, long_list: PeopleScreen
) -> None:
    assert names(long_list) == [f"Person {number:02}" for number in range(COUNT)]
    assert long_list.list.filters.count.text() == f"{COUNT} people"
    long_list.list.filters.chips["Country"].choose("VN")
    wait_for(qtbot, long_list.list.rows, 8)
    long_list.list.filters.show_all()
    wait_for(qtbot, long_list.list.rows, COUNT)


def test_a_click_on_a_heading_sorts_beside_the_window(
    qtbot: QtBot, long_list: PeopleScreen
) -> None:
    table = long_list.list.table
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: names(long_list)[0] == f"Person {COUNT - 1:02}")
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)  # who has none stands last
    rows = long_list.list.rows
    qtbot.waitUntil(lambda: bool(rows.row(0).organisation))
    assert not rows.row(COUNT - 1).organisation


def test_one_who_is_changed_here_is_read_alone(
    qtbot: QtBot, long_list: PeopleScreen
) -> None:
    mark(long_list, 3)
    panel = long_list.beside.panel
    qtbot.waitUntil(panel.isVisible)
    assert panel.person is not None
    long_list.beside.editing.edit(panel.person.id, "organisation", "City of Hue")
    rows = long_list.list.rows
    qtbot.waitUntil(lambda: rows.row(3).organisation == "City of Hue")
    qtbot.waitUntil(lambda: "City of Hue" in long_list.list.known()["organisation"])
    assert rows.row(3).printed_name == "Person 03"


def test_one_who_no_longer_fits_the_chips_leaves_the_table(
    qtbot: QtBot, long_list: PeopleScreen
) -> None:
    long_list.list.filters.chips["Country"].choose("VN")
    wait_for(qtbot, long_list.list.rows, 8)
    mark(long_list, 0)
    qtbot.waitUntil(long_list.beside.panel.isVisible)
    person = long_list.beside.panel.person
    assert person is not None
    long_list.beside.editing.edit(person.id, "country", "Mongolia")
    wait_for(qtbot, long_list.list.rows, 7)


def test_what_is_wanted_in_no_order_keeps_the_one_it_has() -> None:
    assert reading.arranged([], lambda _row: True, None) == []


def test_duplicates_of_very_many_are_looked_for_when_asked(
    qtbot: QtBot, long_list: PeopleScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_desktop.ui.people.beside._MOST_BY_ITSELF", 3)
    long_list.beside.look_for_duplicates(COUNT)
    chip = long_list.list.filters.duplicates
    assert chip.isVisible()
    chip.click()
    qtbot.waitUntil(long_list.beside.duplicates.none.isVisible)
