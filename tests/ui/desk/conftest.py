"""A desk in front of a small workshop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nexus_desktop.store.database import Database
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.window import Place, Window
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build
from tests.ui.desk.typing_hands import Hands


@dataclass
class Desk:
    """The screen, and what a test needs to drive it."""

    screen: DeskScreen
    window: Window
    world: World
    qtbot: QtBot
    run: Run
    hands: Hands = field(default_factory=Hands)
    at: datetime = NINE
    messages: list[Message] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    can_open: bool = True

    def pass_time(self, **times: float) -> None:
        """Let time go by."""
        self.at += timedelta(**times)

    def code(self, name: str) -> str:
        return self.world.codes[name]

    def wait(self, found: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(found, timeout=15_000)

    def settle(self) -> None:
        """Wait until everything asked for so far was answered."""
        answers: list[None] = []
        self.screen._runner.submit(self.screen, lambda _: None, done=answers.append)
        self.wait(lambda: bool(answers))

    def scan(self, text: str, *, layout: str = "") -> None:
        """Scan a badge, by its person's name, or any other text; wait for the card."""
        self.pass_time(minutes=1)
        self.hands.scan(self.world.codes.get(text, text), layout=layout)
        self.settle()

    @property
    def name(self) -> str:
        return self.screen.view.card.face.name

    @property
    def tone(self) -> str:
        return self.screen.view.card.face.tone


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


@pytest.fixture
def desk(
    qtbot: QtBot, world: World, database: Database, runner: Runner, jobs: Jobs
) -> Desk:
    made: list[Desk] = []

    def now() -> datetime:
        return made[0].at if made else NINE

    def run(work: Callable[..., object], at: datetime = NINE) -> object:
        answers: list[object] = []
        runner.submit(runner, work, done=answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
        return answers[0]

    window = Window(
        [Place("desk", "Desk", "scan-line", lambda: DeskScreen(runner, jobs, now))],
        "Test",
    )
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.go("desk")
    screen = window.screens["desk"]
    assert isinstance(screen, DeskScreen)
    made.append(Desk(screen, window, world, qtbot, run))  # type: ignore[arg-type]  # answers what `work` gives
    desk = made[0]
    screen.messaged.connect(desk.messages.append)

    def open_file(path: Path) -> bool:
        desk.opened.append(path)
        return desk.can_open

    screen.printer.open_file = open_file
    window.show()
    window.activateWindow()
    qtbot.waitUntil(screen.view.field.hasFocus, timeout=15_000)
    desk.settle()
    return desk
