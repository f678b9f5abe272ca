"""What places reported, and what was noted on objectives, as live grids."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.services import notes, notes_reading
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.register.grid import GridRows, GridTable
from nexus_desktop.ui.register.grid_page import GridPage, named
from nexus_desktop.ui.register.objectives_page import ObjectivesPage
from nexus_desktop.ui.register.places_page import PlacesPage
from tests.conftest import NINE
from tests.core.minutes.samples import demo
from tests.services.minutes_world import write
from tests.ui.conftest import snapshot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def made(page: GridPage, qtbot: QtBot) -> Iterator[GridPage]:
    page.resize(1170, 620)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: page.heard is not None)
    yield page
    if isValid(page):
        delete(page)


@pytest.fixture
def written(database: Database) -> None:
    database.run(lambda s: write(s, demo(24, 60), NINE), at=NINE)


@pytest.fixture
def places(
    written: None, qtbot: QtBot, runner: Runner, jobs: Jobs
) -> Iterator[GridPage]:
    yield from made(PlacesPage(runner, jobs, lambda: NINE), qtbot)


@pytest.fixture
def objectives(
    written: None, qtbot: QtBot, runner: Runner, jobs: Jobs
) -> Iterator[GridPage]:
    yield from made(ObjectivesPage(runner, jobs, lambda: NINE), qtbot)


def grid(page: GridPage) -> tuple[GridTable, GridRows]:
    assert page.table is not None
    return page.table, page.table.rows


def cell(page: GridPage, name: str, column: int) -> str:
    _table, model = grid(page)
    row = model.position(lambda line: line.name == name)
    return str(model.index(row, column).data())


def tell(session: Session, line: str) -> None:
    place = notes_reading.choices(session)[0].place
    notes.import_lines(session, place, [line], at=NINE)


def test_a_note_fills_its_cell_as_it_comes(
    places: GridPage, qtbot: QtBot, runner: Runner
) -> None:
    table, model = grid(places)
    gap = next(
        (row, column)
        for row in range(model.rowCount())
        for column in range(2, 6)
        if model.is_gap(row, column)
    )
    name = model.row(gap[0]).name
    assert model.ground(*gap) == "warn_soft"
    assert cell(places, name, gap[1]) == "–"
    table.go(name, gap[1])
    kind = ("progress", "challenge", "experience", "benefit")[gap[1] - 2]
    runner.submit(places, lambda s: tell(s, f'/{kind} ^"{name}" at last'))
    qtbot.waitUntil(lambda: cell(places, name, gap[1]) == "1")
    table, model = grid(places)
    assert table.where == (name, gap[1])  # the same cell is in front
    assert model.ground(table.currentIndex().row(), gap[1]) == "accent_soft"
    qtbot.waitUntil(lambda: places.lines.list.count() == 1)
    assert places.lines.list.item(0).text() == "at last"


def test_a_cell_opens_its_lines_and_a_line_opens_in_notes(
    places: GridPage, qtbot: QtBot
) -> None:
    table, model = grid(places)
    asked: list[tuple[str, str]] = []
    places.asked.connect(lambda name, row: asked.append((name, row)))
    full = next(row for row in range(model.rowCount()) if model.said(row, 0))
    said = model.said(full, 0)
    table.go(model.row(full).name, 0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert places.lines.list.count() == len(said)
    snapshot(places, "places")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert places.lines.list.hasFocus()
    QTest.keyClick(places.lines.list, Qt.Key.Key_Return)
    first = said[0]
    group = first.group_id or ""
    assert asked == [("notes", f"{first.session_id}/{group}/{first.note_id}")]
    QTest.keyClick(places.lines.list, Qt.Key.Key_Escape)
    assert table.hasFocus()


def test_a_note_leaves_the_table_sorted_as_it_was(
    places: GridPage, qtbot: QtBot, runner: Runner
) -> None:
    table, model = grid(places)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    before = [model.row(number).name for number in range(model.rowCount())]
    total = sum(line.total for line in model.grid.lines)
    runner.submit(places, lambda s: tell(s, "/progress ^Naga at last"))
    qtbot.waitUntil(lambda: sum(line.total for line in model.grid.lines) > total)
    assert places.table is table
    after = [model.row(number).name for number in range(model.rowCount())]
    assert after == before == sorted(before, reverse=True)


def test_places_are_seen_by_objective_and_on_one(places: GridPage) -> None:
    assert isinstance(places, PlacesPage)
    assert [chip.text() for chip in places.ways.values()] == [
        "What they reported", "1", "2", "3", "4", "5", "Objectives side by side",
    ]  # fmt: skip
    assert places.grid is not None
    before = places.grid
    places.ways[2].click()
    assert sum(line.total for line in places.grid.lines) < sum(
        line.total for line in before.lines
    )
    places.ways[-2].click()
    assert [heading.text for heading in places.grid.headings][:2] == [
        "Objective 1", "Objective 2",
    ]  # fmt: skip
    _table, model = grid(places)
    tip = str(model.headerData(2, Qt.Orientation.Horizontal, _TIP))
    assert tip.startswith("Review progress")
    assert model.headerData(0, Qt.Orientation.Horizontal, _TIP) is None


_TIP = Qt.ItemDataRole.ToolTipRole


def test_who_was_not_heard_yet_is_named(
    places: GridPage, qtbot: QtBot, runner: Runner
) -> None:
    def join(session: Session) -> None:
        session.add(rows.Participant(id="new", printed_name="N", city="Darkhan"))

    runner.submit(places, join)
    qtbot.waitUntil(lambda: "Darkhan" in places.gaps.text())
    assert places.gaps.property("role") == "note_warn"


def test_the_numbers_are_copied_and_the_texts_exported(
    places: GridPage, qtbot: QtBot, tmp_path: Path
) -> None:
    table, _ = grid(places)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text().startswith("Place\tCountry\tProgress")
    for suffix in ("xlsx", "csv"):
        number = ("xlsx", "csv").index(suffix)
        places.export.menu().actions()[number].trigger()
        dialog = places.findChildren(QFileDialog)[-1]
        path = tmp_path / f"places.{suffix}"
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        qtbot.waitUntil(path.exists)
    book = load_workbook(tmp_path / "places.xlsx")
    assert [sheet.title for sheet in book.worksheets] == ["What was noted", "How many"]
    assert b"generated note" in (tmp_path / "places.csv").read_bytes()


def test_objectives_show_each_kind_and_their_text(objectives: GridPage) -> None:
    table, model = grid(objectives)
    assert [model.row(n).name for n in range(3)] == [
        "Progress", "Challenges", "Experiences",
    ]  # fmt: skip
    table.setFocus()
    table.go("Points", 1)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert objectives.lines.title.text() == "Points · Objective 1"
    assert objectives.lines.about.text().startswith("Review progress")
    snapshot(objectives, "objectives")


@pytest.mark.parametrize("kind", [PlacesPage, ObjectivesPage])
def test_empty_grids_say_what_to_do(
    kind: type[GridPage], qtbot: QtBot, database: Database, runner: Runner, jobs: Jobs
) -> None:
    def forget(session: Session) -> None:
        for row in session.query(rows.Objective):
            row.removed_at = NINE

    database.run(forget, at=NINE)
    for page in made(kind(runner, jobs, lambda: NINE), qtbot):
        assert page.stack.currentIndex() == 1
        assert not page.export.isEnabled()


def test_many_names_are_cut() -> None:
    names = tuple(f"City {number}" for number in range(1, 15))
    told = named(names, "and {0} more")
    assert told.endswith("City 12 and 2 more")
    assert named(names[:2], "and {0} more") == "City 1, City 2"
