"""Workshops of the series side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.services import notes, notes_reading, series
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.register.screen import RegisterScreen
from nexus_desktop.ui.register.series_page import SeriesPage
from tests.conftest import NINE
from tests.services.series_world import third_file
from tests.ui.conftest import snapshot


@pytest.fixture
def page(filled: Database, runner: Runner, jobs: Jobs) -> Iterator[SeriesPage]:
    page = SeriesPage(runner, jobs, lambda: NINE)
    page.resize(1170, 620)
    page.show()
    yield page
    if isValid(page):
        delete(page)


def cells(page: SeriesPage, label: str) -> list[str]:
    assert page.table is not None
    model = page.table.model()
    for row in range(model.rowCount()):
        told = [str(model.index(row, n).data()) for n in range(model.columnCount())]
        if told[0] == label:
            return told[1:]
    raise LookupError(label)


def test_a_workshop_alone_asks_for_the_one_before(
    page: SeriesPage, qtbot: QtBot
) -> None:
    page.shown()
    qtbot.waitUntil(lambda: page.comparison is not None)
    assert page.stack.currentIndex() == 1
    assert not page.copier.isEnabled()
    with qtbot.waitSignal(page.asked) as asked:
        page.add.click()
    assert asked.args == ["register", "actions/carry"]


def test_earlier_figures_stand_beside_this_workshops(
    page: SeriesPage, qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    path = third_file(tmp_path)
    earlier = series.read_file(path, at=NINE)
    path.unlink()  # it is not needed again
    chosen = {one.id for one in earlier.open_actions}
    runner.submit(page, lambda s: series.carry(s, earlier, chosen, at=NINE))
    page.shown()
    qtbot.waitUntil(lambda: page.table is not None)
    assert page.columns[1].heading == "No. 3, Bangkok 2014"
    assert cells(page, "Actions agreed") == ["3", "2", "−1"]
    assert cells(page, "Actions carried over to it") == ["0", "2", "+2"]
    assert page.followed.text() == "Of 2 actions carried over: 2 open."
    snapshot(page, "series")
    page.copy()
    assert "Actions agreed\t3\t2\t−1" in QGuiApplication.clipboard().text()

    def decide(session: Session) -> None:
        place = notes_reading.choices(session)[0].place
        notes.import_lines(session, place, ["= So be it"], at=NINE)

    runner.submit(page, decide)
    qtbot.waitUntil(lambda: cells(page, "Decisions") == ["1", "1", "±0"])


def test_the_register_has_four_pages(
    filled: Database, runner: Runner, jobs: Jobs, qtbot: QtBot
) -> None:
    screen = RegisterScreen(runner, jobs, lambda: NINE)
    qtbot.addWidget(screen)
    screen.show()
    names = [screen.tabs.tabText(number) for number in range(screen.tabs.count())]
    assert names == ["Actions", "Places", "Objectives", "Series"]
    for name in ("places", "objectives", "series", "actions"):
        screen.go_to(name)
        assert screen.page.isVisible()
        assert len(screen.keys) > 2
