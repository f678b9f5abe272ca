import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX can")
def test_killed_while_typing_at_most_the_last_second_is_lost() -> None:
    """The 200 kills are made by `python -m tests.faults.kill_typing`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_typing", "8", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("8 kills")
