"""Printing through CUPS' commands: `lp` takes the PDF, `lpstat` says what came of it.

Their words were read in CUPS' sources (2.3 to 2.4) and are asked for in English. The
PDF is handed over as it is, so that codes and letters stay sharp at any resolution.
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from nexus_desktop.ui.kit.printing.printer import Paper, PrinterProblem, Progress

_PATIENCE = 30  # seconds that a command may take
_TICKET = re.compile(r"request id is (\S+-\d+)")
_PAPERS = {(210.0, 297.0): "A4", (215.9, 279.4): "Letter", (148.0, 210.0): "A5",
           (105.0, 148.0): "A6"}  # fmt: skip
_LANDSCAPE = "4"  # IPP's orientation-requested, a quarter turn

_UNHAPPY: tuple[tuple[str, str], ...] = (
    ("media-empty", "is out of paper or labels"),
    ("media-needed", "is out of paper or labels"),
    ("media-jam", "has a paper jam"),
    ("cover-open", "is open"),
    ("door-open", "is open"),
    ("toner-empty", "is out of toner"),
    ("marker-supply-empty", "is out of ink or ribbon"),
    ("offline", "is switched off or not connected"),
    ("connecting-to-device", "does not answer; is it switched on?"),
    ("paused", "is paused"),
)
_REASONS: tuple[tuple[str, str], ...] = (
    ("does not exist", "The printer {0} is not there any more. Choose another one."),
    ("not accepting", "The printer {0} takes nothing at the moment."),
    ("scheduler not responding", "The printing system of this laptop does not answer."),
    ("unable to connect", "The printing system of this laptop does not answer."),
    ("connection refused", "The printing system of this laptop does not answer."),
    ("bad file descriptor", "The printing system of this laptop does not answer."),
)


class LpPrinter:
    """A printer that CUPS knows."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def words(self) -> str:
        """What people call it."""
        return self._name

    def send(self, pdf: bytes, title: str, paper: Paper) -> str:
        """Hand `pdf` to the printing system; return what it calls it."""
        with tempfile.TemporaryDirectory(prefix="nexus-print-") as folder:
            path = Path(folder) / "badge.pdf"
            path.write_bytes(pdf)
            options = [part for one in _options(paper) for part in ("-o", one)]
            said = self._ask(
                "lp", "-d", self._name, "-t", title, *options, "--", str(path)
            )
        found = _TICKET.search(said)
        return found[1] if found else ""

    def look(self, ticket: str) -> Progress:
        """Tell what became of a ticket."""
        waiting = self._ask("lpstat", "-W", "not-completed", "-o", self._name)
        if any(line.split()[:1] == [ticket] for line in waiting.splitlines()):
            return Progress(note=self._trouble())
        ended = self._ask("lpstat", "-W", "completed", "-l", "-o", self._name)
        return _ending(ended, ticket, self._name)

    def cancel(self, ticket: str) -> None:
        """Take a ticket back."""
        try:
            _run("cancel", ticket)
        except PrinterProblem:
            return

    def _trouble(self) -> str:
        """Return what the printer waits for."""
        said = self._ask("lpstat", "-l", "-p", self._name)
        alerts = " ".join(
            line.partition(":")[2]
            for line in said.splitlines()
            if line.strip().startswith("Alerts:")
        )
        for word, trouble in _UNHAPPY:
            if word in alerts:
                return f"The printer {self._name} {trouble}."
        if " disabled since " in said:
            return f"The printer {self._name} is stopped: {_second_line(said)}"
        return ""

    def _ask(self, *words: str) -> str:
        try:
            return _run(*words)
        except PrinterProblem as error:
            raise PrinterProblem(_explained(str(error), self._name)) from error


def names() -> list[str]:
    """Return the names of the printers, the usual one first.

    Raises:
        PrinterProblem: the printing system does not answer.
    """
    try:
        found = _run("lpstat", "-e").split()
    except PrinterProblem as error:
        raise PrinterProblem(_explained(str(error), "")) from error
    try:
        usual = _run("lpstat", "-d").rpartition(": ")[2].strip()
    except PrinterProblem:
        usual = ""
    return sorted(found, key=lambda name: (name != usual, name.casefold()))


def _options(paper: Paper) -> list[str]:
    made = [f"media={_medium(paper)}", "print-scaling=none"]
    if paper.is_turned:
        made.append(f"orientation-requested={_LANDSCAPE}")
    if paper.is_two_sided:
        edge = "long" if paper.height >= paper.width else "short"
        made.append(f"sides=two-sided-{edge}-edge")
    return made


def _medium(paper: Paper) -> str:
    """Return what CUPS calls the paper; usual papers go by their names either way."""
    size = (paper.width, paper.height)
    known = _PAPERS.get(size) or _PAPERS.get((size[1], size[0]))
    if known:
        return known
    width, height = reversed(size) if paper.is_turned else size
    return f"Custom.{width:g}x{height:g}mm"


def _ending(said: str, ticket: str, name: str) -> Progress:
    """Read in the list of what ended how a ticket did; unlisted ones went well."""
    is_ours, status = False, ""
    for line in said.splitlines():
        head, _, rest = line.strip().partition(": ")
        if not line.startswith(("\t", " ")):
            is_ours = line.split()[:1] == [ticket]
        elif is_ours and head == "Status":
            status = rest
        elif is_ours and head == "Alerts" and "canceled" in rest:
            return Progress(is_lost=True, note="This was cancelled at the printer.")
        elif is_ours and head == "Alerts" and "aborted" in rest:
            why = f": {status}" if status else "."
            return Progress(is_lost=True, note=f"The printer {name} gave up{why}")
    return Progress(is_done=True)


def _second_line(said: str) -> str:
    lines = said.splitlines()
    reason = lines[1].strip() if len(lines) > 1 else ""
    unknown = "reason unknown"
    return f"{reason if reason and reason != unknown else 'nobody knows why'}."


def _explained(said: str, name: str) -> str:
    """Return a sentence for what a command complained about."""
    for word, sentence in _REASONS:
        if word in said.casefold():
            return sentence.format(name)
    words = said.partition(":")[2].strip() or said
    why = words.rstrip(".") or "the printing system does not say why"
    return f"The badge was not printed: {why}."


def _run(*words: str) -> str:
    """Run a command of the printing system; return what it prints.

    Raises:
        PrinterProblem: with what it complained about.
    """
    try:
        done = subprocess.run(  # noqa: S603 - words of ours, no shell
            words,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        )
    except subprocess.TimeoutExpired as error:
        raise PrinterProblem(f"{words[0]}: scheduler not responding") from error
    except OSError as error:
        raise PrinterProblem(f"{words[0]}: {error.strerror}") from error
    if done.returncode:
        raise PrinterProblem(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout.decode("utf-8", "replace")
