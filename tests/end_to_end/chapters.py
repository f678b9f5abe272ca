"""The chapters of the story, each by keys alone."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from nexus_desktop.core import demo
from nexus_desktop.ui.breakouts.new_round import NewRoundPanel
from nexus_desktop.ui.breakouts.screen import BreakoutsScreen
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.minutes.screen import MinutesScreen
from nexus_desktop.ui.notes.screen import NotesScreen
from nexus_desktop.ui.overview.screen import OverviewScreen
from nexus_desktop.ui.people.screen import PeopleScreen
from nexus_desktop.ui.programme.screen import ProgrammeScreen
from nexus_desktop.ui.settings.screen import SettingsScreen
from tests.end_to_end.stage import Stage

CASES = Path(__file__).resolve().parents[1] / "data" / "cases"

TITLE = "Workshop of the Cities"
PEOPLE = 130
GROUPS = 10
SESSIONS = 14
WHO, WHAT = "@City of Darkhan:", '^"Darkhan" Twelve schools are heated'
SAID = (
    "The mayor opens the workshop",
    "= The cities meet again in March",
    "[] Send the draft to all cities >> Secretariat by 20 Dec 2014",
    f"/progress {WHO} {WHAT}",
)
FOUND = ("tanaka", "Takumi Tanaka")
WALK_IN = ("Amara", "Diallo", "City of Dakar", "Senegal")
HALF = "Half typed"
LAYOUTS = ("ru", "fr", "th")
HAND = 70  # milliseconds between two keys of a person


def new_workshop(stage: Stage) -> None:
    """Make the file."""
    driver, start = stage.driver, stage.program.start
    assert start is not None
    driver.picture("01 start")
    driver.press("ctrl+n")
    driver.see("the form", lambda: start.stack.currentWidget() is not start.page)
    driver.type(TITLE)
    driver.press("alt+f")
    driver.type("5 Nov 2014")
    driver.press("alt+l")
    driver.type("7 Nov 2014")
    driver.press("alt+v")
    driver.type("Congress Centre")
    driver.press("alt+i")
    driver.type("Ulaanbaatar")
    driver.press("alt+o")
    driver.type("Mongolia")
    driver.press("Return")
    driver.press("alt+b")
    for number in range(1, 6):
        driver.type(f"Objective {number}\n")
    driver.picture("02 form")
    driver.press("ctrl+Return")
    driver.see("the window", lambda: stage.program.workshop is not None)
    driver.see("it shown", stage.window.isVisible)


def programme(stage: Stage) -> None:
    """Take in the sessions."""
    driver, screen = stage.driver, stage.go("ctrl+3", ProgrammeScreen)
    driver.press("ctrl+i")
    stage.choose_file(CASES / "programme.csv")
    driver.see("the preview", screen.preview.accept.hasFocus)
    driver.picture("03 programme preview")
    driver.press("Return")
    stage.told(f"{SESSIONS} new")
    driver.picture("04 programme")


def people(stage: Stage) -> None:
    """Take in the participants."""
    listed = stage.folder / "participants.csv"
    plan = demo.Plan(last_day=stage.clock().date(), people=PEOPLE)
    listed.write_text(demo.people_csv(plan), "utf-8")
    driver, screen = stage.driver, stage.go("ctrl+2", PeopleScreen)
    driver.press("ctrl+i")
    stage.choose_file(listed)
    driver.see("the plan", screen.page.go.isEnabled)
    driver.picture("05 people preview")
    driver.press("ctrl+Return")
    stage.told(f"{PEOPLE} people added")
    driver.picture("06 people")


def badges(stage: Stage) -> list[str]:
    """Print everybody's badges; return the codes of the first page."""
    driver, paper = stage.driver, stage.folder / "badges.pdf"
    stage.go("ctrl+2", PeopleScreen)
    driver.press("ctrl+p")
    driver.see("the sheets", QApplication.activePopupWidget)
    driver.picture("07 sheets")
    driver.press("Down", "Return")
    stage.choose_file(paper)
    stage.told("Saved as badges.pdf")
    page = stage.folder / "badge page"
    options = ("-r", "150", "-png", "-singlefile")
    words = ["pdftoppm", *options, str(paper), str(page)]
    subprocess.run(words, check=True, timeout=60)
    with Image.open(page.with_suffix(".png")) as picture:
        return [found.text for found in zxingcpp.read_barcodes(picture)]


def desk(stage: Stage, codes: list[str]) -> None:
    """Scan, look for somebody, register somebody, take something back."""
    driver, screen = stage.driver, stage.go("ctrl+1", DeskScreen)
    driver.see("the desk of the day", lambda: screen.gate.place_id)
    driver.see("its focus", screen.view.field.hasFocus)
    with _new_card(stage, "Welcome"):
        driver.scan(codes[0])
    driver.picture("08 admitted")
    stage.clock.forward(seconds=5)
    with _new_card(stage, "Already in"):
        driver.scan(codes[0])
    driver.picture("09 already in")
    driver.type(FOUND[0], HAND)
    driver.see("one match", lambda: screen.view.matches.rows.rowCount() == 1)
    driver.picture("10 found")
    with _new_card(stage, "Welcome", FOUND[1]):
        driver.press("Return")


def walk_in(stage: Stage, code: str) -> None:
    """Register somebody, scan a badge in the middle of it, take it all back."""
    driver, form = stage.driver, stage.screen(DeskScreen).view.walk_in
    driver.press("F2")
    driver.see("the form", form.given.hasFocus)
    driver.type(HALF, HAND)
    with _new_card(stage, "Welcome"):
        driver.scan(code)
    driver.picture("11 scanned beside the form")
    assert driver.ask(form.given.text) == HALF
    assert driver.ask(form.given.hasFocus)
    driver.press("ctrl+a")
    with _new_card(stage, "Welcome", WALK_IN[1]):
        for part in WALK_IN:
            driver.type(f"{part}\n", HAND)
    driver.picture("12 walk-in")
    with _new_card(stage, "Undone", WALK_IN[1]):
        driver.press("ctrl+z")
    driver.picture("13 undone")


def other_layouts(stage: Stage, codes: list[str]) -> None:
    """Scan while the keyboard is set to other letters."""
    for layout, code in zip(LAYOUTS, codes, strict=True):
        subprocess.run(["setxkbmap", layout], check=True, timeout=20)
        with _new_card(stage, "Welcome"):
            stage.driver.scan_blindly(code)
    subprocess.run(["setxkbmap", "us"], check=True, timeout=20)
    stage.driver.picture("14 other layouts")


@contextmanager
def _new_card(stage: Stage, word: str, name: str = "") -> Iterator[None]:
    """Wait for a card that was not there before what is done in between."""
    card = stage.screen(DeskScreen).view.card
    before = stage.driver.ask(lambda: card.face)
    yield

    def seen() -> bool:
        face = card.face
        is_right = face.word == word and name in f"{face.name} {face.second}"
        return face is not before and card.isVisible() and is_right

    stage.driver.see(f"“{word} {name}” on the card", seen)


def groups(stage: Stage) -> None:
    """Make a round, solve it, publish it."""
    driver, screen = stage.driver, stage.go("ctrl+4", BreakoutsScreen)
    driver.see("how to begin", lambda: screen.stack.currentWidget() is screen.empty)
    driver.press("ctrl+n")
    driver.see("the form", lambda: isinstance(screen.forms.side, NewRoundPanel))
    driver.press("Tab")
    driver.type(str(GROUPS))
    driver.picture("16 new round")
    driver.press("ctrl+Return")
    driver.see("the round", screen.dock.solve.isEnabled)
    driver.press("ctrl+f")
    stage.tab_to("Solve", lambda: screen.dock.solve)
    driver.press("space")
    stage.told("seats were given")
    driver.picture("17 solved")
    driver.see("publish", screen.dock.publish.isEnabled)
    stage.tab_to("Publish", lambda: screen.dock.publish)
    driver.press("space")
    stage.told("is published")
    driver.picture("18 published")


def group_at_the_desk(stage: Stage, code: str) -> None:
    """Scan somebody: the card tells the group."""
    driver, screen = stage.driver, stage.go("ctrl+1", DeskScreen)
    stage.clock.forward(minutes=5)
    with _new_card(stage, "Welcome"):
        driver.scan(code)
    fields = driver.ask(lambda: dict(screen.view.card.face.fields))
    assert fields["Group"] in "ABCDEFGHIJ"
    assert fields["Starts"] == "14:00"
    driver.picture("19 group at the desk")


def notes(stage: Stage) -> None:
    """Write what was said."""
    driver, screen = stage.driver, stage.go("ctrl+5", NotesScreen)
    driver.see("the editor", lambda: not screen.editor.isReadOnly())
    driver.see("its focus", screen.editor.hasFocus)
    driver.type(f"{SAID[0]}\n")
    driver.press("F3")
    driver.type(f"{SAID[1][2:]}\n")
    driver.type(f"{SAID[2]}\n")
    driver.type(f"{WHO} /progress {WHAT}")
    driver.picture("20 notes")
    driver.press("Return")
    saved = stage.window.status.saved
    driver.see("saved", lambda: saved.text().startswith("Saved"))
    driver.see("a city heard", lambda: _tells(screen.rail, "Cities heard: 1 of"))
    driver.picture("21 notes saved")


def _tells(widget: QWidget, words: str) -> bool:
    return any(part.text().startswith(words) for part in widget.findChildren(QLabel))


def minutes(stage: Stage) -> None:
    """Export the minutes."""
    driver, screen = stage.driver, stage.go("ctrl+6", MinutesScreen)
    driver.see("pages", screen.export.isEnabled)
    driver.picture("22 minutes")
    driver.press("ctrl+e")
    stage.choose_file(stage.folder / "minutes.pdf")
    stage.told("Saved as minutes.pdf")


def the_rest(stage: Stage) -> None:
    """Look at the overview, the settings and the keys."""
    stage.go("ctrl+7", OverviewScreen)
    stage.driver.picture("23 overview")
    stage.go("ctrl+comma", SettingsScreen)
    stage.driver.picture("24 settings")
    stage.driver.press("F1")
    stage.driver.picture("25 keys")
    stage.driver.press("Escape")
