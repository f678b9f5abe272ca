"""Scans and types with real X11 keys at a desk, and says whether each case held.

usage: python -m tests.end_to_end.wedge FOLDER

Needs an X server without a window manager (Xvfb). Prints "held NAME" for each case.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStringListModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from nexus_desktop.store.database import Database
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.window import Place, Window
from tests.conftest import NINE, fill
from tests.end_to_end.keyboard import CAPS, ENTER, KEYPAD_ENTER, NUM_LOCK, TAB, Keyboard
from tests.services.desk_world import World, build

LAYOUTS = ("us", "ru", "mn", "th", "fr")
PATIENCE = 8.0
GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"


class Elsewhere(Screen):
    """Another screen of the window, with a text and a table's kind of list."""

    def __init__(self) -> None:
        super().__init__("Elsewhere")
        self.text = QPlainTextEdit("As it was")
        box = QVBoxLayout(self)
        box.addWidget(self.text)


def _world(session: Session) -> World:
    fill(session)
    return build(session)


class Bench:
    """The window on the X server, and hands at its keyboard."""

    def __init__(self, folder: Path) -> None:
        database, self.world = Database.create(folder / "wedge.nexus", _world, at=NINE)
        self.at = NINE
        self.keyboard, self.jobs = Keyboard(), Jobs()
        self.runner = Runner(database, self.now)
        places = [
            Place("desk", "Desk", "scan-line", self._desk),
            Place("elsewhere", "Elsewhere", "users", Elsewhere),
        ]
        self.window = Window(places, "Wedge")
        self.window.resize(1366, 768)
        self.window.go("desk")
        screen = self.window.screens["desk"]
        assert isinstance(screen, DeskScreen)
        self.desk = screen
        self.heard: list[str] = []
        screen.scanner.scanned.connect(self.heard.append)
        self.window.show()
        self.take_the_keyboard(self.window)

    def _desk(self) -> DeskScreen:
        return DeskScreen(self.runner, self.jobs, self.now)

    def now(self) -> datetime:
        return self.at

    def take_the_keyboard(self, window: QWidget) -> None:
        self.until(window.isVisible)
        self.keyboard.focus(int(window.winId()))
        self.until(window.isActiveWindow)

    def code(self, name: str) -> str:
        return self.world.codes[name]

    def until(self, found: Callable[[], object]) -> None:
        """Serve the window until something is so."""
        end = time.monotonic() + PATIENCE
        while not found():
            QApplication.processEvents()
            time.sleep(0.001)
            assert time.monotonic() < end, "never came"

    def rest(self, seconds: float = 0.12) -> None:
        """Serve the window for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def scan(self, code: str, pace: float = 4, *ends: int) -> None:
        """Scan and see it on the card."""
        self.at += timedelta(minutes=1)
        count = len(self.heard)
        self.keyboard.type(code, pace, *(ends or (ENTER,)))
        self.until(lambda: len(self.heard) > count)
        assert self.heard[count:] == [code], self.heard[count:]
        self.until(lambda: self.desk.view.card.face.time == f"{self._local():%H:%M}")

    def _local(self) -> datetime:
        return self.at + timedelta(hours=8)

    @contextmanager
    def layout(self, *names: str) -> Iterator[None]:
        """Set the keyboard's layout meanwhile."""
        subprocess.run(["setxkbmap", *names], check=True, timeout=20)
        self.rest(0.05)
        yield
        subprocess.run(["setxkbmap", "us"], check=True, timeout=20)
        self.rest(0.05)

    def close(self) -> None:
        self.window.close()
        self.jobs.close()
        self.runner.close()


def every_layout_and_pace(bench: Bench) -> None:
    for layout in LAYOUTS:
        with bench.layout(layout):
            for pace in (2, 50) if layout == "mn" else (1, 2, 12):
                bench.scan(bench.code(LE), pace)
                assert bench.desk.view.field.text() == ""


def every_end_and_prefix(bench: Bench) -> None:
    for ends in ((ENTER,), (TAB,), (KEYPAD_ENTER,), (ENTER, TAB), (ENTER, ENTER)):
        bench.scan(bench.code(LE), 3, *ends)
        bench.rest()
        assert bench.desk.view.field.hasFocus()
    bench.keyboard.type(bench.code(LE), 3)  # no end: heard after a pause
    bench.until(lambda: len(bench.heard) > 0)
    for prefix in ("]Q1", "\\000026", "]Q1\\000026"):
        bench.scan(prefix + bench.code(GANBOLD))
        assert bench.desk.view.card.face.second == GANBOLD


def capitals_by_the_lock(bench: Bench) -> None:
    bench.keyboard.tap(CAPS)
    bench.scan(bench.code(LE))
    bench.keyboard.type(bench.code(LE).lower(), 4, ENTER)
    bench.rest()
    bench.keyboard.tap(CAPS)
    assert len(bench.heard) >= 2
    assert bench.desk.view.field.text() == ""
    bench.keyboard.tap(NUM_LOCK)
    bench.keyboard.type(bench.code(GANBOLD), 4, ENTER, keypad=True)
    bench.until(lambda: bench.desk.view.card.face.second == GANBOLD)
    bench.keyboard.tap(NUM_LOCK)


def a_half_filled_form(bench: Bench) -> None:
    form = bench.desk.view.walk_in
    bench.desk.walk_ins.toggle()
    for layout in LAYOUTS:
        with bench.layout(layout):
            form.start_over()
            form.family.setText("Kept")
            form.family.setFocus()
            form.family.setSelection(1, 2)
            changes: list[str] = []
            form.family.textChanged.connect(changes.append)
            bench.scan(bench.code(GANBOLD), 2, TAB)
            bench.rest()
            form.family.textChanged.disconnect(changes.append)
            assert [one.text() for one in form.fields] == ["", "Kept", "", ""]
            assert form.family.selectedText() == "ep"
            assert form.family.hasFocus()
            assert changes == [], changes
    bench.scan("9783161484100", 8)
    assert form.family.text() == "Kept"
    form.start_over()
    bench.desk.walk_ins.toggle()


class Others(QWidget):
    """Widgets that mind letters, each in its own way."""

    def __init__(self) -> None:
        super().__init__()
        self.view = QListView()
        self.view.setModel(QStringListModel(["Alpha", "Nx", "X1", "Zulu"]))
        self.view.setCurrentIndex(self.view.model().index(0, 0))
        self.choice = QComboBox()
        self.choice.addItems(["Alpha", "Nx", "Xenia"])
        self.button = QPushButton("&Next")
        self.field = QLineEdit()
        names = QCompleter(["xylophone", "nx100", "nxt"], self.field)
        self.field.setCompleter(names)
        popup = names.popup()
        assert popup is not None
        self.popup = popup
        self.did: list[str] = []
        self.button.clicked.connect(lambda: self.did.append("clicked"))
        self.menu = QMenu(self)
        for words in ("&Nothing", "&X", "&1", "&Alpha"):
            self.menu.addAction(words, lambda w=words: self.did.append(w))
        box = QVBoxLayout(self)
        for widget in (self.view, self.choice, self.button, self.field):
            box.addWidget(widget)


@contextmanager
def others_in_front(bench: Bench) -> Iterator[Others]:
    others = Others()
    others.show()
    bench.take_the_keyboard(others)
    yield others
    others.close()
    bench.take_the_keyboard(bench.window)


def lists_and_buttons(bench: Bench) -> None:
    with others_in_front(bench) as others:
        for widget in (others.view, others.choice, others.button):
            widget.setFocus()
            bench.scan(bench.code(LE), 4)
            bench.scan("9783161484100", 6)
        assert others.view.currentIndex().row() == 0
        assert others.choice.currentIndex() == 0
        assert others.did == []
        others.button.setFocus()
        bench.keyboard.type(" ", 200)  # a person presses it
        bench.until(lambda: bool(others.did))


def menus_and_other_popups(bench: Bench) -> None:
    with others_in_front(bench) as others:
        others.choice.setFocus()
        others.choice.showPopup()
        bench.rest()
        bench.scan(bench.code(LE), 4)
        others.choice.hidePopup()
        assert others.choice.currentIndex() == 0
        others.field.setFocus()
        bench.keyboard.type("nx", 120)
        bench.until(others.popup.isVisible)
        bench.scan(bench.code(LE), 4)
        assert others.field.text() == "nx", others.field.text()
        others.popup.hide()
        others.menu.popup(others.mapToGlobal(others.rect().center()))
        bench.until(others.menu.isVisible)
        bench.scan(bench.code(LE), 4)
        assert others.did == []
        others.menu.close()


def a_busy_window(bench: Bench) -> None:
    bench.at += timedelta(minutes=1)
    count = len(bench.heard)
    bench.keyboard.type(bench.code(LE)[:20], 5)
    time.sleep(0.15)  # the window is busy; the scanner is not
    bench.keyboard.type(bench.code(LE)[20:], 5, ENTER)
    bench.until(lambda: len(bench.heard) > count)
    assert bench.heard[-1] == bench.code(LE)
    assert bench.desk.view.field.text() == ""


def _reads(field: QLineEdit, text: str) -> bool:
    return field.text() == text


def names_are_names(bench: Bench) -> None:
    field = bench.desk.view.field
    bench.desk._stop_looking()
    for layout, name, shown in (
        ("us", "NX1234", "NX1234"),
        ("us", "Nxumalo", "Nxumalo"),
        ("us", "sarantuya ganbold", "sarantuya ganbold"),
        ("ru", "Ufy,jkl", "Ганболд"),
        ("fr", "Hqrenq", "Harena"),
    ):
        with bench.layout(layout):
            for pace in (30, 60) if layout != "us" else (40, 90):
                field.clear()
                bench.keyboard.type(name, pace)
                bench.until(partial(_reads, field, shown))
    field.clear()
    bench.keyboard.overlap("ganboldsarantuyanguyen", 32)
    bench.until(lambda: field.text() == "ganboldsarantuyanguyen")
    field.clear()
    bench.keyboard.key(57, down=True)  # n, held down
    bench.until(lambda: len(field.text()) > 8)
    bench.keyboard.key(57, down=False)
    bench.rest()
    assert set(field.text()) == {"n"}
    field.clear()
    assert bench.heard == []


def another_screen(bench: Bench) -> None:
    bench.window.go("elsewhere")
    elsewhere = bench.window.screens["elsewhere"]
    assert isinstance(elsewhere, Elsewhere)
    elsewhere.text.setFocus()
    elsewhere.text.moveCursor(elsewhere.text.textCursor().MoveOperation.End)
    bench.at += timedelta(minutes=1)
    bench.keyboard.type(bench.code(GANBOLD), 4, ENTER)
    bench.until(bench.window.bar.isVisible)
    assert GANBOLD in bench.window.bar.text.text()
    bench.keyboard.type("9783161484100", 6)
    bench.until(lambda: elsewhere.text.toPlainText() == "As it was9783161484100")
    bench.keyboard.type(bench.code(LE).lower(), 65, ENTER)
    bench.rest()
    assert elsewhere.text.toPlainText() == "As it was9783161484100"
    bench.window.go("desk")


CASES = (
    every_layout_and_pace,
    every_end_and_prefix,
    capitals_by_the_lock,
    a_half_filled_form,
    lists_and_buttons,
    menus_and_other_popups,
    a_busy_window,
    names_are_names,
    another_screen,
)


def main() -> None:
    """Go through all cases; those that fail say where."""
    folder = Path(sys.argv[1])
    QCoreApplication.setOrganizationName("nexus-test")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder)
    )
    app = QApplication(sys.argv[:1])
    theme.start(app)
    theme.load_fonts(app)
    theme.apply(app, dark=False)
    gc.disable()
    bench = Bench(folder)
    bench.rest(0.3)
    wanted = sys.argv[2:]
    for case in CASES:
        if wanted and case.__name__ not in wanted:
            continue
        bench.heard.clear()
        begin = time.monotonic()
        case(bench)
        print(f"held {case.__name__} {time.monotonic() - begin:.1f}", flush=True)
    bench.close()
    print("the end", flush=True)


if __name__ == "__main__":
    main()
