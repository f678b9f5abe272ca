"""Fixtures for tests of notes: the editor alone, and the whole screen on a file."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.completing import Completer
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE, Run
from tests.ui.notes.hands import agrees
from tests.ui.notes.notes_world import NOW, Desk, Open, programme
from tests.ui.notes.test_words import CONTEXT


@pytest.fixture
def editor(qtbot: QtBot, qapp: QApplication) -> Iterator[NotesEditor]:
    numbers = count(1)
    editor = NotesEditor(lambda _at: f"new{next(numbers)}", lambda: NINE)
    qtbot.addWidget(editor)
    editor.assistant.completer = Completer(CONTEXT)
    editor.set_notation(CONTEXT.notation)
    editor.resize(850, 600)
    editor.load([])
    editor.show()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    yield editor
    agrees(editor)


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
