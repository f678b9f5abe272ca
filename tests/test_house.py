"""House rules that no linter knows: folders, sizes, Qt's parts, machines' names."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "nexus_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400

# What of Qt a part of the house may import; other parts know none of it.
QT = {
    "documents": {"QtCore", "QtGui"},
    "ui": None,
    "app.py": None,
}  # None: anything

# Folders whose `__init__.py` holds more than what they are for.
INDEXES = {"store/rows"}

TEXTS = {
    ".py",
    ".toml",
    ".txt",
    ".md",
    ".qss",
    ".json",
    ".csv",
    ".yml",
    ".cfg",
    ".ini",
    "",
}
TOP = {
    "CHANGELOG.md", "LICENSE", "README.md", "nexus_desktop", "pyproject.toml",
    "requirements", "resources", "start.py", "tests",
}  # fmt: skip
LEFT_OUT = {"__pycache__", "node_modules", "build", "dist"}
MACHINE = re.compile(
    r"(?<![\w.])/(?:work|home|root|Users|tmp)/\w"
    r"|[A-Z]:\\Users\\"
    r"|\b(?:pypi|test\.pypi|registry\.npmjs|crates|rubygems)\.(?:org|io)\b"
    r"|\bfiles\.pythonhosted\.org\b"
    r"|\b\w+\.(?:jfrog|artifactory|nexus-registry)\.\w+"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of all that a module imports, however deep in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts() -> Iterator[Path]:
    """Yield the text files that are part of the product."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        if hidden or LEFT_OUT & set(parts) or "data" in parts[:2]:
            continue
        if path.is_file() and path.suffix in TEXTS:
            yield path


def test_every_folder_says_in_a_line_what_it_is_for() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        tree = ast.parse(path.read_text("utf-8"))
        said = (ast.get_docstring(tree) or "").split("\n", maxsplit=1)[0]
        assert said.endswith("."), name(path)
        folder = path.parent.relative_to(PACKAGE).as_posix()
        assert len(tree.body) == 1 or folder in INDEXES, name(path)


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [name(f) for f in folders if not (f / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_fits_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_nothing_grows_beside_the_agreed_names_at_the_top() -> None:
    seen = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith((".", "demo")) and path.name not in LEFT_OUT
    }
    assert seen <= TOP


def test_each_part_of_the_house_knows_only_its_part_of_qt() -> None:
    for path in MODULES:
        part = path.relative_to(PACKAGE).parts[0]
        allowed = QT.get(part, set())
        used = {used.split(".")[1] for used in imports(path) if used[:8] == "PySide6."}
        if allowed is not None:
            assert used <= allowed, name(path)


def test_paper_meets_qt_in_one_module() -> None:
    folder = PACKAGE / "documents"
    using = {
        path.name
        for path in folder.glob("*.py")
        if any(used.startswith("PySide6") for used in imports(path))
    }
    assert using == {"qt_shaping.py"}


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in texts()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_the_rule_on_machines_finds_what_it_is_for() -> None:
    registry = ".".join(("https://pypi", "org/simple"))
    for line in ("see /home/ada/x", registry, r"C:\Users\Ada"):
        assert MACHINE.search(line)
    for line in ("at work/home", "Vừa làm việc/home/ở nhà", "https://www.apache.org"):
        assert not MACHINE.search(line)


# PySide6 6.12 on Python 3.11 loses a reference to None with each call that returns
# nothing, until the program dies. From Python 3.12 on the number never changes.
CALLS = 400


class Sender(QObject):
    sent = Signal(int)


class Resized(QLabel):
    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)


def calls_of_qt() -> dict[str, Callable[[int], object]]:
    label, resized, sender = QLabel("x"), Resized(), Sender()
    sender.sent.connect(lambda _: None)
    resized.show()
    return {
        "a setter": lambda number: label.setText(str(number)),
        "a signal": lambda number: sender.sent.emit(number),  # noqa: PLW0108  (keeps it)
        "an overridden event": lambda number: resized.resize(100 + number, 20),
    }


@pytest.mark.parametrize("kind", ["a setter", "a signal", "an overridden event"])
def test_calls_of_qt_lose_no_reference_to_none(kind: str) -> None:
    call = calls_of_qt()[kind]
    call(0)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        call(number)
    assert before - sys.getrefcount(None) < CALLS / 4
