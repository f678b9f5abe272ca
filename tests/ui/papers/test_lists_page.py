"""Lists and certificates in the window, by clicks and keys."""

import csv
import io
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.core.certificates import Signatory
from nexus_desktop.core.lists.choices import KINDS
from nexus_desktop.documents import people_list_pdf
from nexus_desktop.services import certificates, checkin
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.papers import making
from nexus_desktop.ui.papers.lists_page import CERTIFICATES, ListsPage
from tests.conftest import NINE
from tests.services.desk_world import World, add_person, build
from tests.services.test_papers import PNG

WAIT = 20_000


class _Viewer(QObject):
    """Takes the place of the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QUrl] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(url)


@pytest.fixture
def world(database: Database) -> World:
    def fill(session: Session) -> World:
        made = build(session)
        for name in ("Sarantuya Ganbold", "Bat Dorj"):
            checkin.scan(session, made.codes[name], made.desk, at=NINE)
        return made

    return database.run(fill, at=NINE)[0]


@pytest.fixture
def page(world: World, runner: Runner, jobs: Jobs) -> Iterator[ListsPage]:
    yield from made(runner, jobs)


def made(runner: Runner, jobs: Jobs) -> Iterator[ListsPage]:
    page = ListsPage(runner, jobs, now=lambda: NINE)
    page.resize(1170, 620)
    page.show()
    yield page
    if isValid(page):
        delete(page)


def bring_up(qtbot: QtBot, page: ListsPage) -> None:
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        page.shown()


def turn(qtbot: QtBot, page: ListsPage, name: str) -> None:
    """Choose a card by a click, and wait for its pages."""
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        qtbot.mouseClick(page.cards.cards[name], Qt.MouseButton.LeftButton)


def save(qtbot: QtBot, page: ListsPage, path: Path) -> Path:
    """Export the paper in front as its name says."""
    make = page.file(path.suffix[1:])
    assert make is not None
    with qtbot.waitSignal(page.exporter.saved, timeout=WAIT):
        page.exporter.save(path, make)
    return path


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_pages_of_each_paper_come_by_themselves(
    qtbot: QtBot, page: ListsPage
) -> None:
    bring_up(qtbot, page)
    assert page.cards.cards["participants"].isChecked()
    assert page.pages.document.pageCount() == 1
    assert not page.missing.isVisible()
    assert not page.note.isVisible()
    for kind in KINDS[1:]:
        turn(qtbot, page, kind.name)
        days = 3 if kind.name == "signatures" else 1
        assert page.pages.document.pageCount() == days
    turn(qtbot, page, CERTIFICATES)
    assert page.pages.document.pageCount() == 2


def test_arrow_keys_go_from_card_to_card(qtbot: QtBot, page: ListsPage) -> None:
    bring_up(qtbot, page)
    first = page.cards.cards["participants"]
    first.setFocus()
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        qtbot.keyClick(first, Qt.Key.Key_Down)
    assert page.cards.cards["signatures"].isChecked()
    assert page.options.choices.kind == "signatures"


def test_lists_are_made_off_the_windows_thread(
    qtbot: QtBot, page: ListsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    render = people_list_pdf.render

    def noted(*args: object) -> object:
        threads.append(threading.current_thread())
        return render(*args)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(people_list_pdf, "render", noted)
    bring_up(qtbot, page)
    assert threads
    assert threading.main_thread() not in threads


def test_choices_change_the_pages_and_are_remembered(
    qtbot: QtBot, page: ListsPage, runner: Runner, jobs: Jobs, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, "door")
    options = page.options
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        options.columns.check("dietary", on=True)
        options.columns.check("organisation", on=False)
        options.sort.choose("country")
        options.paper.side.choose("across")
        options.scope.choose(options.scope.itemData(options.scope.findText("Hall A")))
    box = page.pages.document.pagePointSize(0)
    assert box.width() > box.height()
    table = save(qtbot, page, tmp_path / "l.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == ["✓", "Name", "In own script", "Country", "Dietary need"]
    assert [row[1] for row in rows[1:]] == [
        "Bat Dorj", "Sarantuya Ganbold", "Juan Miguel Peña", "Lê Văn Đức",
    ]  # fmt: skip
    for again in made(runner, jobs):
        bring_up(qtbot, again)
        assert again.cards.cards["door"].isChecked()
        assert again.options.choices == options.choices


def test_columns_are_moved_by_keys_and_put_back_as_usual(
    qtbot: QtBot, page: ListsPage
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, "emails")
    columns = page.options.columns
    assert page.options.choices.columns == ()
    assert not page.options.usual.isVisible()
    columns.setCurrentRow(0)
    qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.options.choices.columns == ()  # it is the first already
    qtbot.keyClick(columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = columns.columns
    assert moved[1] == "printed_name"
    assert page.options.choices.columns == moved
    qtbot.keyClick(columns, Qt.Key.Key_Space)
    assert set(columns.columns) == {*moved} - {"printed_name"}
    qtbot.mouseClick(page.options.usual, Qt.MouseButton.LeftButton)
    assert page.options.choices.columns == ()
    assert columns.columns[0] == "printed_name"


def test_a_list_has_at_least_the_names(qtbot: QtBot, page: ListsPage) -> None:
    bring_up(qtbot, page)
    columns = page.options.columns
    for name in columns.columns:
        columns.check(name, on=False)
    assert columns.columns == ("printed_name",)
    assert page.options.choices.columns == ("printed_name",)


def test_a_list_of_some_people_only(qtbot: QtBot, page: ListsPage) -> None:
    bring_up(qtbot, page)
    only = page.options.only
    texts = [only.itemText(row) for row in range(only.count())]
    assert "Participant (2)" in texts
    assert "Mongolia (2)" in texts
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        only.choose(only.itemData(texts.index("Mongolia (2)")))
    assert page.options.choices.only == ("country", "MN")


def test_lists_are_exported_in_each_format(
    qtbot: QtBot, page: ListsPage, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    told: list[str] = []
    page.messaged.connect(lambda message: told.append(message.text))
    pdf = save(qtbot, page, tmp_path / "list.pdf")
    assert "Sarantuya Ganbold" in text(pdf)
    book = openpyxl.load_workbook(save(qtbot, page, tmp_path / "list.xlsx"))
    assert book.worksheets[0]["C2"].value == "Bat Dorj"
    table = save(qtbot, page, tmp_path / "list.csv").read_text("utf-8-sig")
    assert next(csv.reader(io.StringIO(table)))[0] == "Country"
    assert told == [
        "Saved as list.pdf.", "Saved as list.xlsx.", "Saved as list.csv.",
    ]  # fmt: skip


def test_where_to_save_is_asked_without_stopping_anything(
    qtbot: QtBot, page: ListsPage, tmp_path: Path
) -> None:
    assert page.file("pdf") is None
    page._export("pdf")
    page._print()  # nothing was read yet: nothing to save, and no error
    bring_up(qtbot, page)
    page._export("xlsx")
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.defaultSuffix() == "xlsx"
    assert "List of participants" in dialog.selectedFiles()[0]
    with qtbot.waitSignal(page.exporter.saved, timeout=WAIT):
        dialog.fileSelected.emit(str(tmp_path / "x.xlsx"))
    dialog.close()
    assert (tmp_path / "x.xlsx").exists()


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, page: ListsPage, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    make = page.file("pdf")
    assert make is not None
    with qtbot.waitSignal(page.messaged, timeout=WAIT) as told:
        page.exporter.save(tmp_path / "no" / "list.pdf", make)
    assert "can't be written" in told.args[0].text


def test_a_long_file_can_be_stopped(
    qtbot: QtBot, page: ListsPage, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    begun, go_on = threading.Event(), threading.Event()

    def slow(watch: object) -> bytes:
        begun.set()
        go_on.wait(10)
        watch.at(0.5)  # type: ignore[attr-defined]  # a Watch
        return b""

    page.exporter.save(tmp_path / "list.pdf", slow)
    assert begun.wait(10)
    page.exporter.cancel()
    with qtbot.waitSignal(page.messaged, timeout=WAIT) as told:
        go_on.set()
    assert told.args[0].text == "Stopped. No file was written."
    assert list(tmp_path.glob("*.pdf")) == []
    page.exporter.cancel()  # nothing is on its way: nothing happens


def test_printing_shows_the_paper_in_the_systems_viewer(
    qtbot: QtBot, page: ListsPage
) -> None:
    bring_up(qtbot, page)
    viewer = _Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")  # type: ignore[arg-type]  # as it wants it
    try:
        qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        page.print.click()
        qtbot.waitUntil(lambda: bool(viewer.shown), timeout=WAIT)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert "Sarantuya" in text(Path(viewer.shown[0].toLocalFile()))


def test_addresses_are_copied(
    qtbot: QtBot, page: ListsPage, runner: Runner, world: World
) -> None:
    def write(session: Session) -> None:
        session.info["action"] = "test.mail"
        for number, person in enumerate(world.people.values()):
            row = session.get_one(rows.Participant, person)
            row.email = f"p{number % 2}@example.org"

    with qtbot.waitSignal(runner.saved, timeout=WAIT):
        runner.submit(page, write)
    bring_up(qtbot, page)
    assert not page._addresses.isVisible()
    turn(qtbot, page, "emails")
    assert page._addresses.isVisible()
    with qtbot.waitSignal(page.messaged, timeout=WAIT) as told:
        page._addresses.trigger()
    assert told.args[0].text == "2 addresses are on the clipboard."
    copied = QGuiApplication.clipboard().text().split("; ")
    assert sorted(copied) == ["p0@example.org", "p1@example.org"]


def test_pages_follow_what_happens_in_the_workshop(
    qtbot: QtBot, page: ListsPage, runner: Runner
) -> None:
    bring_up(qtbot, page)
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        runner.submit(page, lambda s: add_person(s, "Newly Registered", country="TH"))
    assert page._shown is not None
    assert page._shown.whole == 5
    page.hide()
    runner.submit(page, lambda session: add_person(session, "Another One"))
    qtbot.waitUntil(lambda: page._stale, timeout=WAIT)
    page.show()
    bring_up(qtbot, page)
    assert page._shown.whole == 6


def test_names_that_cannot_be_printed_are_told_above_the_pages(
    qtbot: QtBot, page: ListsPage, runner: Runner
) -> None:
    for name in ("𡃁 0", "𡃁 1", "𡃁 2", "𡃁 3"):
        runner.submit(page, partial(add_person, name=name))
    bring_up(qtbot, page)
    qtbot.waitUntil(page.missing.isVisible, timeout=WAIT)
    said = page.missing.text()
    assert said.startswith("4 names have letters that can't be printed: 𡃁 0")
    assert said.endswith("…")


def test_too_many_columns_and_long_lists_are_told(
    qtbot: QtBot, page: ListsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_ROWS", 2)
    bring_up(qtbot, page)
    assert page.note.text() == "The first 2 of 4 are shown here; a file has them all."
    picker = page.options.columns
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        for row in range(picker.count()):
            picker.item(row).setCheckState(Qt.CheckState.Checked)
    assert "many columns for this paper" in page.note.text()
    turn(qtbot, page, "signatures")
    assert page.pages.document.pageCount() == 1  # the second day is beyond two rows


def test_without_people_the_page_says_what_to_do(
    qtbot: QtBot, runner: Runner, jobs: Jobs
) -> None:
    for page in made(runner, jobs):
        page.shown()
        qtbot.waitUntil(page.empty.isVisible, timeout=WAIT)
        assert not page.export.isEnabled()
        with qtbot.waitSignal(page.asked) as asked:
            page.empty.findChildren(type(page.print))[0].click()
        assert asked.args == ["people", ""]


def test_choices_that_cannot_be_read_are_the_usual_ones(
    qtbot: QtBot, page: ListsPage
) -> None:
    QSettings().setValue("papers/list/door", '{"scope": 1, "columns": "x"}')
    QSettings().setValue("papers/list/participants", "no JSON")
    bring_up(qtbot, page)
    turn(qtbot, page, "door")
    assert page.options.choices.columns == ()


# Certificates


def test_certificates_go_to_those_who_came(
    qtbot: QtBot, page: ListsPage, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    panel = page.certificates
    assert panel.enough.text() == "2 of 4 people attended enough"
    said = text(save(qtbot, page, tmp_path / "c.pdf"))
    assert "Bat Dorj" in said
    assert "Peña" not in said
    with qtbot.waitSignal(page.pages.ready, timeout=WAIT):
        panel.days.setValue(2)
    assert page.note.text().startswith("Nobody gets a certificate like this")


def test_what_certificates_are_like_is_kept_in_the_file(
    qtbot: QtBot, page: ListsPage, database: Database, runner: Runner
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    panel = page.certificates
    name, office = panel.signatories[0]
    with qtbot.waitSignal(runner.saved, timeout=WAIT):
        qtbot.keyClicks(name, "Ana Berg ")
        qtbot.keyClicks(office, "Chair")
        panel.numbered.click()
        panel.texts["title"].setFocus()
        qtbot.keyClicks(panel.texts["title"], "Thank you")
        panel.paper.side.choose("")
    qtbot.waitUntil(lambda: not page.rendering.is_busy, timeout=WAIT)
    kept = database.run(certificates.design, at=NINE)[0].choices
    assert kept.signatories == (Signatory("Ana Berg", "Chair"),)
    assert kept.numbered
    assert not kept.across
    assert kept.texts == {"title": "Thank you"}
    assert name.text() == "Ana Berg "  # as it was typed


def test_a_choice_is_kept_when_the_window_closes_at_once(
    qtbot: QtBot, page: ListsPage, runner: Runner
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    page.certificates.numbered.click()
    with qtbot.waitSignal(runner.saved, timeout=WAIT):
        page.flush()
    page.flush()  # nothing more to keep


def test_a_sentence_that_cannot_be_filled_in_is_told_beside_it(
    qtbot: QtBot, page: ListsPage
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    panel = page.certificates
    qtbot.keyClicks(panel.texts["held"], "in {planet}")
    assert "“{planet}” can't be filled in here" in panel.error.text()
    assert not panel.error.isHidden()
    assert panel.choices.texts == {"held": "in"}  # as far as it could be filled in
    panel.texts["held"].clear()
    qtbot.keyClicks(panel.texts["held"], "in {place}")
    assert panel.error.isHidden()
    assert panel.choices.texts == {"held": "in {place}"}


def test_a_certificate_of_one_person_is_asked_for_by_their_id(
    qtbot: QtBot, page: ListsPage, world: World, tmp_path: Path
) -> None:
    who = world.people["Juan Miguel Peña"]
    page.go_to(f"certificates:{who}")
    bring_up(qtbot, page)
    qtbot.waitUntil(lambda: not page.rendering.is_busy, timeout=WAIT)
    assert page.certificates.chosen == frozenset({who})
    assert "Juan Miguel Peña" in text(save(qtbot, page, tmp_path / "c.pdf"))
    other = world.people["Bat Dorj"]
    page.go_to(f"certificates:{other}")
    assert page.certificates.chosen == frozenset({other})
    assert page.certificates.enough.text() == "1 chosen"


def test_people_are_found_and_chosen_by_hand(qtbot: QtBot, page: ListsPage) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    panel = page.certificates
    assert not panel.people.isVisible()
    panel.whom.choose("some")
    assert panel.people.isVisible()
    qtbot.keyClicks(panel.people.field, "duc van")
    listed = panel.people.list
    found = [listed.item(n) for n in range(listed.count())]
    assert [item.text() for item in found if not item.isHidden()] == ["Lê Văn Đức"]
    for item in found:
        if not item.isHidden():
            item.setCheckState(Qt.CheckState.Checked)
    assert panel.enough.text() == "1 chosen"
    assert panel.chosen is not None
    assert len(panel.chosen) == 1


def test_a_logo_is_chosen_shown_and_removed(
    qtbot: QtBot, page: ListsPage, database: Database, tmp_path: Path
) -> None:
    bring_up(qtbot, page)
    turn(qtbot, page, CERTIFICATES)
    panel = page.certificates
    assert not panel.logo.isEnabled()
    panel.choose_logo.click()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.close()
    (tmp_path / "logo.png").write_bytes(PNG)
    page.take_logo(tmp_path / "logo.png")
    qtbot.waitUntil(panel.logo.isEnabled, timeout=WAIT)
    assert panel.logo.isChecked()
    assert database.run(certificates.design, at=NINE)[0].logo == PNG
    panel.remove_logo.click()
    qtbot.waitUntil(lambda: not panel.logo.isEnabled(), timeout=WAIT)


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_a_logo_that_cannot_be_read_is_told(
    qtbot: QtBot, page: ListsPage, tmp_path: Path, content: bytes | None
) -> None:
    bring_up(qtbot, page)
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with qtbot.waitSignal(page.messaged, timeout=WAIT) as told:
        page.take_logo(path)
    assert told.args[0].tone == "bad"
