"""Fixtures for tests that need Qt."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker
from typing_extensions import override

from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 60_000  # milliseconds


@pytest.fixture(scope="session")
def qapp(
    qapp_args: list[str], tmp_path_factory: pytest.TempPathFactory
) -> QApplication:
    """The application as the program sets it up; settings go to a throw-away folder."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(qapp_args)
    QCoreApplication.setOrganizationName("nexus-test")
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    theme.start(app)
    theme.load_fonts(app)
    theme.apply(app, dark=False)
    return app


class PatientBot(QtBot):
    """Waits up to a minute where a test names no time: machines may be busy."""

    @override
    def waitUntil(
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    @override
    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The hands at the window, see `PatientBot`."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _garbage_on_our_thread() -> Iterator[None]:
    """As in the program: no collection while other threads may run."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_key_held(qapp: QApplication) -> None:
    """Let go of Ctrl and Shift, which Qt believes held after a test pressed them."""
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_F35)


@pytest.fixture(autouse=True)
def _fresh_settings(qapp: QApplication) -> None:
    QSettings().clear()


@pytest.fixture
def runner(database: Database, qapp: QApplication) -> Iterator[Runner]:
    runner = Runner(database, now=lambda: NINE)
    yield runner
    runner.close()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def snapshot(widget: object, name: str) -> Path | None:
    """Save a picture of `widget` in the folder NEXUS_SHOTS names, if it names one."""
    folder = os.environ.get("NEXUS_SHOTS")
    if not folder:
        return None
    path = Path(folder) / f"{name}.png"
    widget.grab().save(str(path))  # type: ignore[attr-defined]  # any widget
    return path
