"""Stands in for CUPS' commands: scripts that answer in CUPS' own words.

They show that we call the commands as meant and understand what they say; they do not
show that paper comes out of a printer.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

_LP = """#!/bin/sh
cd "{folder}"
printf '%s\\n' "$@" > called
if [ -f refusal ]; then cat refusal >&2; exit 1; fi
number=$(($(cat number 2>/dev/null || echo 0) + 1))
echo $number > number
for last; do :; done
cp "$last" "job-$number.pdf"
echo "Labels-$number me 1024 Wed 05 Nov 2014" >> waiting
echo "request id is Labels-$number (1 file(s))"
"""
_LPSTAT = """#!/bin/sh
cd "{folder}"
if [ -f silence ]; then cat silence >&2; exit 1; fi
case "$*" in
    -e) printf 'Office\\nLabels\\n' ;;
    -d) cat usual 2>/dev/null || { echo "no system default destination"; } ;;
    "-W not-completed -o Labels") cat waiting 2>/dev/null || true ;;
    "-W completed -l -o Labels") cat ended 2>/dev/null || true ;;
    "-l -p Labels") cat printer 2>/dev/null || true ;;
    *) echo "lpstat: unknown $*" >&2; exit 1 ;;
esac
"""
_CANCEL = """#!/bin/sh
cd "{folder}"
if [ -f silence ]; then cat silence >&2; exit 1; fi
grep -v "^$1 " waiting > left; mv left waiting
"""


@dataclass
class Cups:
    """What the scripts keep in a folder."""

    folder: Path

    def says(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def prints(self) -> None:
        """Let everything that waits come out."""
        (self.folder / "waiting").unlink()

    @property
    def called(self) -> list[str]:
        return (self.folder / "called").read_text().splitlines()

    @property
    def waiting(self) -> list[str]:
        path = self.folder / "waiting"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def papers(self) -> list[Path]:
        return sorted(self.folder.glob("job-*.pdf"))


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    folder = tmp_path / "cups"
    folder.mkdir()
    for name, text in (("lp", _LP), ("lpstat", _LPSTAT), ("cancel", _CANCEL)):
        path = folder / name
        path.write_text(text.replace("{folder}", str(folder)))
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Cups(folder)
