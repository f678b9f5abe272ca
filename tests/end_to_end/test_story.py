import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs Xvfb and xdotool")
def test_a_workshop_is_run_from_import_to_minutes_by_keyboard(tmp_path: Path) -> None:
    pictures = Path(os.environ.get("NEXUS_SHOTS", tmp_path / "pictures"))
    documents = tmp_path / "Documents"
    homes = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower())
        for name in ("CONFIG", "STATE", "DATA", "CACHE")
    }
    story = subprocess.run(
        [
            "xvfb-run", "-a", "-s", "-screen 0 1366x768x24",
            sys.executable, "-m", "tests.end_to_end.story",
            str(documents), str(pictures), os.environ.get("NEXUS_LOOK", "light"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **homes,
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )  # fmt: skip
    assert story.returncode == 0, story.stdout + story.stderr
    assert story.stdout.splitlines()[-1] == "the end"
