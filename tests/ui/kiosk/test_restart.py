"""The lock outlives the program; only the PIN or somebody with a terminal ends it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill

# Starts the program without a file, prints the first window that is shown, and ends
# as when the plug is pulled.
_PULL_THE_PLUG = """
import os, signal
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nexus_desktop import app

class Watched(app.Program):
    def __init__(self, *given):
        super().__init__(*given)
        self.watch = QTimer(self, interval=50)
        self.watch.timeout.connect(self.look)
        self.watch.start()

    def look(self):
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        if shown and self.workshop is not None or self.start is not None:
            print(sorted(type(w).__name__ for w in shown), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

app.Program = Watched
app.main(None)
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Settings of a laptop that is locked at a workshop's file."""
    database, _ = Database.create(tmp_path / "w.nexus", fill, at=NINE)
    database.close()
    folder = tmp_path / "config" / "nexus-desktop"
    folder.mkdir(parents=True)
    (folder / "nexus-desktop.conf").write_text(
        f"[kiosk]\nlocked={tmp_path / 'w.nexus'}\n", "utf-8"
    )
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def run(home: dict[str, str], *words: str) -> str:
    made = subprocess.run(
        [sys.executable, *words],
        env=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return made.stdout.strip()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="settings lie elsewhere")
def test_a_killed_program_comes_back_locked_until_it_is_unlocked(
    home: dict[str, str],
) -> None:
    for _ in range(2):
        assert run(home, "-c", _PULL_THE_PLUG) == "['KioskWindow']"
    answer = run(home, "-m", "nexus_desktop", "unlock", "--json")
    assert json.loads(answer)["file"].endswith("w.nexus")
    assert run(home, "-m", "nexus_desktop", "unlock") == (
        "This laptop is not in the self check-in."
    )
    assert run(home, "-c", _PULL_THE_PLUG) == "['StartWindow']"
