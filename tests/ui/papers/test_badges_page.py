"""Badges for many: chosen, seen, saved, printed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nexus_desktop.core.filing import Way
from nexus_desktop.services import people
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.printing.printer import Chosen, folder_key
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.papers.badges_page import BadgesPage
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build


class Page:
    """The page, and what a test needs to drive it."""

    def __init__(self, runner: Runner, jobs: Jobs, qtbot: QtBot) -> None:
        self.page = BadgesPage(runner, jobs, now=lambda: NINE)
        self.runner, self.qtbot = runner, qtbot
        self.told: list[str] = []
        self.page.messaged.connect(lambda message: self.told.append(message.text))
        self.page.resize(1200, 640)
        self.page.show()
        self.page.shown()

    def wait(self, found: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(found, timeout=15_000)

    def headed(self, text: str) -> None:
        self.wait(lambda: self.page.headline.text() == text)

    def says(self, text: str) -> None:
        self.wait(lambda: any(text in told for told in self.told))

    def printings(self) -> list[str]:
        answers: list[list[str]] = []
        self.runner.submit(
            self.runner,
            lambda s: [row.filed_in for row in s.query(rows.Printing)],
            done=answers.append,
        )
        self.wait(lambda: bool(answers))
        return answers[0]

    def choose(self, name: str, value: str) -> None:
        choices = self.page.choices
        box = {**choices.filters, "way": choices.way, "layout": choices.layouts}[name]
        box.setCurrentIndex(box.findData(value))


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


@pytest.fixture
def empty(runner: Runner, jobs: Jobs, qtbot: QtBot) -> Iterator[Page]:
    made = Page(runner, jobs, qtbot)
    yield made
    delete(made.page)  # so that nothing is drawn any more


@pytest.fixture
def page(world: World, empty: Page) -> Page:
    empty.headed("4 badges on 1 sheet")
    empty.wait(lambda: empty.page.preview.document.pageCount() == 1)
    return empty


def test_badges_are_saved_as_they_are_filed_and_remembered(
    page: Page, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.page.detail.text() == "4 new"
    page.choose("way", Way.BOX)
    page.page.choices.per_box.setValue(3)
    page.wait(lambda: "box B" in page.page.choices.boxes.text())
    path = tmp_path / "badges.pdf"
    page.page.save.click()
    (dialog,) = page.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    page.says("Saved as badges.pdf: 4 badges")
    assert len(PdfReader(path).pages) == 1
    assert sorted(page.printings()) == ["box A", "box A", "box A", "box B"]
    page.headed("Nothing to print")
    assert "none has changed" in page.page.preview.why.text()
    page.page.go_to("all")
    page.headed("4 badges on 1 sheet")
    assert page.page.detail.text() == "4 printed before"


def test_saving_only_to_look_remembers_nothing(page: Page, tmp_path: Path) -> None:
    page.page.noted.setChecked(False)
    page.page.save_to(tmp_path / "look.pdf")
    page.says("Saved as look.pdf")
    assert page.printings() == []


def test_a_sheet_used_in_part_is_gone_on_with(page: Page, tmp_path: Path) -> None:
    page.page.choices.first.setValue(6)
    page.headed("4 badges on 2 sheets")
    page.page.save_to(tmp_path / "badges.pdf")
    page.says("4 badges")
    assert len(PdfReader(tmp_path / "badges.pdf").pages) == 2
    assert page.page.choices.first.value() == 1


def test_badges_are_chosen_by_role_and_country(page: Page) -> None:
    page.choose("role", "Participant")
    page.headed("2 badges on 1 sheet")
    page.choose("country", "Mongolia")
    page.headed("1 badge on 1 sheet")
    page.choose("category", "City government")
    page.headed("Nothing to print")
    assert "Nobody fits" in page.page.preview.why.text() or (
        "none has changed" in page.page.preview.why.text()
    )
    page.page.go_to("all")
    page.wait(lambda: "Nobody fits" in page.page.preview.why.text())


def test_front_and_back_are_seen_one_after_the_other(page: Page) -> None:
    page.choose("layout", "ready:a5-folded")
    page.headed("4 badges")
    assert not page.page.choices.first.isVisible()
    from dataclasses import replace

    from nexus_desktop.core.ready_layouts import ready_layouts
    from nexus_desktop.services import badge_layouts

    plain = ready_layouts()["ready:a4-8"]
    mine = replace(plain, name="Mine", back=plain.front)

    def add(session: object) -> str:
        saved = badge_layouts.add(session, mine, at=NINE)  # type: ignore[arg-type]  # a session
        return saved.id

    made: list[str] = []
    page.runner.submit(page.runner, add, done=made.append)
    page.wait(lambda: bool(made))
    page.wait(lambda: page.page.choices.layouts.findData(made[0]) > 0)
    page.choose("layout", made[0])
    page.wait(lambda: page.page.preview.document.pageCount() == 2)
    assert page.page.choices.sides.isVisible()
    page.page.preview.back.click()
    assert page.page.preview.view.pageNavigator().currentPage() == 1


def test_badges_are_printed_as_one_document(page: Page, tmp_path: Path) -> None:
    assert not page.page.print.isEnabled()
    page.page.print_all()
    page.page.printer.choose_folder(str(tmp_path))
    assert page.page.print.isEnabled()
    page.page.print.click()
    page.says(f"4 badges sent to {tmp_path.name}")
    assert len(page.printings()) == 4
    assert (tmp_path / "Badges.pdf").exists()


def test_a_printer_that_takes_nothing_leaves_badges_unprinted(
    page: Page, tmp_path: Path
) -> None:
    Chosen(folder_key(str(tmp_path / "gone"))).keep()
    page.page.print_all()
    page.page.print_all()
    page.says("is not there")
    assert page.printings() == []
    assert not page.page.run.is_running


def test_a_batch_can_be_stopped(page: Page, tmp_path: Path) -> None:
    page.page.run.stop()
    run = page.page.run
    run._begin(
        page.page.choices.wanted, 1, lambda _batch, _pdf: None, lambda _batch: None
    )
    page.wait(lambda: run._job is not None or not run.is_running)
    run.stop()
    page.wait(lambda: not run.is_running)
    assert page.printings() == []
    assert not page.page.stop.isVisible()


def test_what_changes_in_the_file_is_seen_at_once(
    page: Page, runner: Runner, world: World
) -> None:
    person = world.people["Bat Dorj"]
    runner.submit(runner, lambda s: people.cancel(s, person, at=NINE))
    page.headed("3 badges on 1 sheet")


def test_without_people_the_page_says_what_to_do(empty: Page) -> None:
    empty.wait(lambda: "Import a list" in empty.page.preview.why.text())
    empty.page.save_to(Path("nowhere.pdf"))
    empty.says("Import a list")


def test_names_that_can_not_be_printed_are_named_first(page: Page, run: Run) -> None:
    assert page.page.missing.isHidden()
    page.runner.submit(
        page.runner, lambda s: add_person(s, "𠮷野 Taro", organisation="City of Naga")
    )
    page.headed("5 badges on 1 sheet")
    note = page.page.missing
    page.wait(note.isVisible)
    assert note.text() == "One name has letters that can't be printed: 𠮷野 Taro"
    page.choose("role", "Speaker")
    page.wait(note.isHidden)


def test_cards_between_the_boxes_take_their_place_on_the_sheet(
    page: Page, tmp_path: Path
) -> None:
    choices = page.page.choices
    assert choices.cards.isHidden(), "nothing is filed anywhere"
    page.choose("way", Way.BOX)
    choices.per_box.setValue(1)
    choices.first.setValue(2)
    page.headed("4 badges on 1 sheet")
    choices.cards.click()
    page.headed("4 badges on 2 sheets")
    page.page.save_to(tmp_path / "badges.pdf")
    page.says("Saved as badges.pdf: 4 badges")
    text = "".join(
        one.extract_text() for one in PdfReader(tmp_path / "badges.pdf").pages
    )
    assert all(f"Box {letter}" in text for letter in "ABCD")
