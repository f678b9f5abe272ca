import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs Xvfb")
def test_scanners_are_heard_on_every_layout_whatever_has_the_focus(
    tmp_path: Path,
) -> None:
    wedge = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24",
         sys.executable, "-m", "tests.end_to_end.wedge", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )  # fmt: skip
    assert wedge.returncode == 0, wedge.stdout + wedge.stderr
    assert wedge.stdout.splitlines()[-1] == "the end"
