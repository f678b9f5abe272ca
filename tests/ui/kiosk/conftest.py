"""A laptop that faces the queue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.services import workshop
from nexus_desktop.store.database import Database
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.kiosk.keeper import KioskKeeper
from nexus_desktop.ui.kiosk.window import KioskWindow
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.window import Place, Window
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build
from tests.ui.desk.typing_hands import Hands

PIN = "2580"


@dataclass
class Laptop:
    """The program's windows, and what a test needs to drive them."""

    window: Window
    keeper: KioskKeeper
    world: World
    qtbot: QtBot
    runner: Runner
    hands: Hands = field(default_factory=Hands)
    at: datetime = NINE

    @property
    def kiosk(self) -> KioskWindow:
        assert self.keeper.kiosk is not None
        return self.keeper.kiosk

    @property
    def desk(self) -> DeskScreen:
        screen = self.window.screens["desk"]
        assert isinstance(screen, DeskScreen)
        return screen

    def wait(self, found: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(found, timeout=15_000)

    def ask(self, work: Callable[[Session], object]) -> object:
        answers: list[object] = []
        self.runner.submit(self.runner, work, done=answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def settle(self) -> None:
        self.ask(lambda _: None)

    def start(self) -> KioskWindow:
        """Start the self check-in from the desk, by keys."""
        QTest.keyClick(self.desk.view.field, Qt.Key.Key_F11)
        for text in (PIN, PIN):
            self.hands.type(text)
            self.hands.key(Qt.Key.Key_Return)
        self.wait(lambda: self.keeper.kiosk is not None)
        self.wait(self.kiosk.hasFocus)
        self.settle()
        return self.kiosk

    def scan(self, text: str) -> None:
        """Scan a badge, by its person's name, or any other text."""
        self.kiosk.answer.face = None
        self.hands.scan(self.world.codes.get(text, text))
        self.wait(lambda: self.kiosk.answer.face is not None)

    def type_pin(self, pin: str) -> None:
        self.hands.type(pin)
        self.hands.key(Qt.Key.Key_Return)
        self.wait(lambda: self.keeper.kiosk is None or not self.kiosk.pad._is_trying)

    @property
    def said(self) -> str:
        assert self.kiosk.answer.face is not None
        return self.kiosk.answer.face.headline


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


@pytest.fixture
def laptop(
    qtbot: QtBot,
    world: World,
    database: Database,
    runner: Runner,
    jobs: Jobs,
) -> Iterator[Laptop]:
    made: list[Laptop] = []

    def now() -> datetime:
        return made[0].at if made else NINE

    answers: list[object] = []
    runner.submit(runner, workshop.info, done=answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
    window = Window(
        [Place("desk", "Desk", "scan-line", lambda: DeskScreen(runner, jobs, now))],
        "Test",
    )
    keeper = KioskKeeper(window, runner, jobs, now, answers[0])  # type: ignore[arg-type]  # of `info`
    window.elsewhere.connect(lambda _name, place: keeper.begin(database.path, place))
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.go("desk")
    made.append(Laptop(window, keeper, world, qtbot, runner))
    window.show()
    window.activateWindow()
    laptop = made[0]
    qtbot.waitUntil(laptop.desk.view.field.hasFocus, timeout=15_000)
    laptop.settle()
    yield laptop
    if keeper.kiosk is not None:
        keeper.kiosk._may_close = True
        keeper.kiosk.close()
        keeper.kiosk.deleteLater()
