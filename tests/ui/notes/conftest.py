"""Fixtures for tests of the Notes screen."""

import pytest
from pytestqt.qtbot import QtBot

from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import Run
from tests.ui.notes.notes_world import NOW, Desk, Open, programme


@pytest.fixture
def open_screen(
    qtbot: QtBot, database: Database, run: Run, runner: Runner, jobs: Jobs
) -> Open:
    run(programme)

    def make() -> NotesScreen:
        screen = NotesScreen(runner, jobs, lambda: NOW)
        qtbot.addWidget(screen)
        screen.resize(1170, 620)
        screen.show()
        screen.shown()
        qtbot.waitUntil(lambda: not screen.editor.isReadOnly())
        qtbot.waitUntil(screen.editor.hasFocus)
        return screen

    return make


@pytest.fixture
def screen(open_screen: Open) -> NotesScreen:
    return open_screen()


@pytest.fixture
def desk(qtbot: QtBot, runner: Runner) -> Desk:
    return Desk(qtbot, runner)
