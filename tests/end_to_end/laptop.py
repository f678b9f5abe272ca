"""A laptop of its own: a display, a user, the program, and a person who sits there."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typing_extensions import override

from tests.end_to_end.hands import Hands

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds
WORDS = "three plain words"


class Laptop(Hands):
    """What happens on it happens in processes that know nothing of this one."""

    def __init__(self, name: str, folder: Path, pictures: Path) -> None:
        self.name, self.folder, self._pictures = name, folder, pictures
        self.file = folder / "workshop.nexus"
        folder.mkdir(parents=True)
        pictures.mkdir(parents=True, exist_ok=True)
        self._program: subprocess.Popen[str] | None = None

    def _env(self) -> Mapping[str, str]:
        homes = {
            f"XDG_{one}_HOME": str(self.folder / one.lower())
            for one in ("CONFIG", "STATE", "DATA", "CACHE")
        }
        return {
            **os.environ, **homes, "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
            "NEXUS_PROFILE": str(self.folder / "profile"), "NEXUS_PASSPHRASE": WORDS,
            "PYTHONFAULTHANDLER": "1",
            "QT_QPA_PLATFORM": "xcb", "DISPLAY": self.display,
        }  # fmt: skip

    def command(self, *words: object) -> str:
        """Run a command of the program; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "nexus_desktop", *map(str, words)],
            cwd=ROOT, env={**self._env(), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def check(self) -> Any:  # noqa: ANN401 - a JSON document
        """Return what `check` says of its file."""
        return json.loads(self.command("check", self.file, "--json"))

    @contextmanager
    def opened(self) -> Iterator["Laptop"]:
        """Open the window on a screen of its own; close it as a person does."""
        with _screen() as self.display, (self.folder / "log").open("w") as log:
            program = self._program = subprocess.Popen(
                [sys.executable, "-m", "tests.end_to_end.watched", str(self.file)],
                cwd=ROOT, env=self._env(), text=True, stderr=log,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
            try:
                yield self
                self.ask("close")
                assert program.wait(PATIENCE) == 0, self._said()
                assert "Traceback" not in self._said(), self._said()
            finally:
                if program.poll() is None:
                    program.kill()
                    program.wait()
                for pipe in (program.stdin, program.stdout):
                    if pipe is not None:
                        pipe.close()

    def _said(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def ask(self, question: str, *more: str) -> Any:  # noqa: ANN401 - JSON
        """Return what the onlooker answers."""
        program = self._program
        assert program is not None
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps([question, *more]) + "\n")
        program.stdin.flush()
        line = program.stdout.readline()
        assert line, f"the program on {self.name} is gone:\n{self._said()}"
        answer, problem = json.loads(line)
        assert not problem, f"{self.name}: {problem}"
        return answer

    @override
    def look_at_the_front(self) -> None:
        window = self.ask("front")
        if window is not None:
            self.focus(window)

    def see(self, *words: str) -> str:
        """Wait until all `words` can be read in one place; return that text."""
        found: list[str] = []

        def look() -> bool:
            self.look_at_the_front()
            texts = self.ask("texts") or []
            found[:] = [one for one in texts if all(word in one for word in words)]
            return bool(found)

        self.until(" ".join(words), look)
        return found[0]

    def until(self, what: str, seen: Callable[[], object]) -> None:
        """Wait until something is so; fail saying that it never was."""
        end = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > end:
                self.picture("never seen")
                texts = "\n".join(self.ask("texts"))
                raise AssertionError(f"never on {self.name}: {what}\n{texts}")
            time.sleep(0.05)

    def save_as(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and Enter."""
        self.until("a file dialog", lambda: self.ask("dialog"))
        self.press("ctrl+a")
        self.type(str(path))
        self.press("Return")
        self.until("the file", path.exists)

    def picture(self, what: str) -> None:
        """Take a picture of the whole screen."""
        time.sleep(0.25)  # what is moving comes to rest
        self.ask("picture", str(self._pictures / f"{self.name} {what}.png"))


@contextmanager
def _screen() -> Iterator[str]:
    """Run an X server; give its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24",
         "-nolisten", "tcp"],
        pass_fds=(writing,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "no X server"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)
