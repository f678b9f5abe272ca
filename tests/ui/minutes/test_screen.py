import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.minutes.arrangement import Arrangement
from nexus_desktop.core.minutes.material import (
    Choices,
    DocumentStatus,
    Section,
    Template,
)
from nexus_desktop.documents.watch import RenderingStopped
from nexus_desktop.services import minutes_arrangement, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.printing.printer import Choice, folder_key
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.minutes import printing, saving
from nexus_desktop.ui.minutes.rendering import Pages
from nexus_desktop.ui.minutes.saving import FORMATS, Format
from nexus_desktop.ui.minutes.screen import MinutesScreen
from tests.conftest import NINE
from tests.core.minutes.samples import at, demo
from tests.services.minutes_world import write

AFTER = at(5, "09:00")


@pytest.fixture
def filled(database: Database) -> Database:
    database.run(lambda session: write(session, demo(16, 60), NINE), at=NINE)
    return database


@pytest.fixture
def screen(filled: Database, runner: Runner, jobs: Jobs) -> Iterator[MinutesScreen]:
    yield from made(runner, jobs)


@pytest.fixture
def bare_screen(runner: Runner, jobs: Jobs) -> Iterator[MinutesScreen]:
    yield from made(runner, jobs)


def made(runner: Runner, jobs: Jobs) -> Iterator[MinutesScreen]:
    screen = MinutesScreen(runner, jobs, now=lambda: AFTER)
    screen.resize(1100, 650)
    screen.show()
    yield screen
    if isValid(screen):
        delete(screen)


def bring_up(qtbot: QtBot, screen: MinutesScreen) -> None:
    """Show the screen and wait for its pages."""
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        screen.shown()


def test_the_pages_come_by_themselves_and_can_be_turned(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    count = screen.pages.document.pageCount()
    assert count > 10
    assert screen.pages.where.text() == f"Page 1 of {count}"
    assert screen.tools[0].isEnabled()
    screen.pages.turn(3)
    qtbot.waitUntil(lambda: screen.pages.where.text() == f"Page 4 of {count}")
    screen.pages.turn(-1)
    qtbot.waitUntil(lambda: screen.pages.where.text() == f"Page 3 of {count}")
    screen.pages.turn(9999)
    qtbot.waitUntil(lambda: screen.pages.where.text() == f"Page {count} of {count}")
    assert not screen.pages.progress.isVisible()


def test_rendering_never_runs_on_the_windows_thread(
    qtbot: QtBot, screen: MinutesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nexus_desktop.documents import minutes_pdf

    threads: list[threading.Thread] = []
    render = minutes_pdf.render

    def noted(*args: object) -> bytes:
        threads.append(threading.current_thread())
        return render(*args)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(minutes_pdf, "render", noted)
    bring_up(qtbot, screen)
    assert threads
    assert threading.main_thread() not in threads


def test_a_choice_changes_the_pages_and_is_kept_with_the_workshop(
    qtbot: QtBot, screen: MinutesScreen, runner: Runner
) -> None:
    bring_up(qtbot, screen)
    before = screen.pages.document.pageCount()
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        screen.panel.check(Section.PLACES, on=False)
        screen.panel.check(Section.OBJECTIVES, on=False)
    assert screen.pages.document.pageCount() < before
    kept = arranged(qtbot, screen, runner)
    assert Section.PLACES not in kept.chosen(Template.FULL).parts
    assert kept.chosen(Template.FULL) == screen.panel.choices


def arranged(qtbot: QtBot, screen: MinutesScreen, runner: Runner) -> Arrangement:
    """Return what the file keeps."""
    found: list[Arrangement] = []
    runner.submit(screen, minutes_arrangement.arrangement, done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_choices_in_quick_succession_are_rendered_once(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    seen: list[object] = []
    screen.rendering.finished.connect(seen.append)
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        for on in (False, True, False):
            screen.panel.check(Section.GROUPS, on=on)
        mark_as(screen, DocumentStatus.DRAFT)
    assert len(seen) == 1


def test_a_newer_wish_stops_the_rendering_under_way(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    seen: list[object] = []
    failures: list[object] = []
    screen.rendering.finished.connect(seen.append)
    screen.rendering.failed.connect(failures.append)
    with qtbot.waitSignal(screen.rendering.progressed, timeout=20_000):
        screen.shown()
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        screen.rendering.choose(Choices(sections=(Section.COVER,)))
    assert screen.pages.document.pageCount() == 1
    assert (len(seen), failures) == (1, [])


def test_the_place_is_kept_when_the_pages_before_it_change(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    choose(qtbot, screen, Choices(sections=(Section.PROGRAMME, Section.ACTIONS)))
    go_to_text(qtbot, screen, "Action register")
    bar = screen.pages.view.verticalScrollBar()
    top = bar.value()
    bar.setValue(top + 40)
    choose(qtbot, screen, Choices())
    kept = bar.value()
    navigator = screen.pages.view.pageNavigator()
    page = navigator.currentPage()
    assert "Action register" in screen.pages.document.getAllText(page).text()
    assert page > 5
    navigator.jump(0, QPointF(), 0)
    navigator.jump(page, QPointF(), 0)
    assert abs(kept - bar.value() - 40) <= 8


def choose(qtbot: QtBot, screen: MinutesScreen, choices: Choices) -> None:
    """Render with `choices` and wait."""
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        screen.rendering.choose(choices)


def mark_as(screen: MinutesScreen, status: DocumentStatus) -> None:
    """Choose a status, as by hand."""
    combo = screen.panel.document.status
    combo.setCurrentIndex(combo.findData(status.value))


def go_to_text(qtbot: QtBot, screen: MinutesScreen, text: str) -> None:
    """Go to the first page that has `text`."""
    document = screen.pages.document
    pages = range(document.pageCount())
    page = next(p for p in pages if text in document.getAllText(p).text())
    navigator = screen.pages.view.pageNavigator()
    navigator.jump(page, QPointF(), 0)
    qtbot.waitUntil(lambda: navigator.currentPage() == page)


def test_a_change_in_the_workshop_renews_the_pages_while_they_are_seen(
    qtbot: QtBot, screen: MinutesScreen, runner: Runner
) -> None:
    bring_up(qtbot, screen)
    with qtbot.waitSignal(screen.pages.ready, timeout=20_000):
        runner.submit(screen, lambda session: rename(session, "Renamed"))
    assert "Renamed" in screen.pages.document.getAllText(0).text()


def test_a_change_while_others_are_in_front_waits(
    qtbot: QtBot, screen: MinutesScreen, runner: Runner
) -> None:
    bring_up(qtbot, screen)
    screen.hide()
    with qtbot.waitSignal(runner.changed):
        runner.submit(screen, lambda session: rename(session, "Renamed"))
    with qtbot.assertNotEmitted(screen.pages.ready, wait=700):
        pass
    screen.show()
    bring_up(qtbot, screen)
    assert "Renamed" in screen.pages.document.getAllText(0).text()


def test_coming_back_without_a_change_renders_nothing(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    with qtbot.assertNotEmitted(screen.pages.ready, wait=700):
        screen.shown()


def rename(session: object, title: str) -> None:
    """Give the workshop another title."""
    info = workshop.info(session)  # type: ignore[arg-type]  # a session it is
    draft = replace(info.draft, title=title)
    workshop.edit(session, draft, at=NINE)  # type: ignore[arg-type]  # as above


def test_what_is_missing_leads_to_where_it_is_mended(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    links = {link.text(): link for link in screen.gaps.links}
    (words,) = [text for text in links if "sessions are not final" in text]
    with qtbot.waitSignal(screen.asked) as asked:
        qtbot.mouseClick(links[words], Qt.MouseButton.LeftButton)
    name, row_id = asked.args or ("", "")
    assert name == "notes"
    assert str(row_id).startswith("s")


def test_without_anything_to_tell_the_next_step_is_shown(
    qtbot: QtBot, bare_screen: MinutesScreen
) -> None:
    with qtbot.waitSignal(bare_screen.rendering.emptied):
        bare_screen.shown()
    assert bare_screen.stack.currentWidget() is bare_screen.empty
    assert not bare_screen.tools[0].isEnabled()
    bare_screen.export_to(Path("nowhere.pdf"))
    for button in bare_screen.empty.findChildren(QPushButton):
        with qtbot.waitSignal(bare_screen.asked) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert (asked.args or [""])[0] in ("programme", "people")


def test_the_empty_screen_gives_way_to_the_first_session(
    qtbot: QtBot, bare_screen: MinutesScreen, runner: Runner
) -> None:
    with qtbot.waitSignal(bare_screen.rendering.emptied):
        bare_screen.shown()
    with qtbot.waitSignal(bare_screen.pages.ready, timeout=20_000):
        runner.submit(bare_screen, add_session)
    assert bare_screen.stack.currentWidget() is not bare_screen.empty


def add_session(session: object) -> None:
    """Put one session into the programme."""
    session.info["action"] = "session.add"  # type: ignore[attr-defined]
    session.add(  # type: ignore[attr-defined]
        rows.Session(id="s1", title="First", starts_at=NINE, ends_at=AFTER)
    )


@pytest.mark.parametrize("suffix", ["pdf", "docx", "md"])
def test_export_writes_the_file_and_offers_to_open_it(
    suffix: str,
    qtbot: QtBot,
    screen: MinutesScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )
    bring_up(qtbot, screen)
    path = tmp_path / f"out.{suffix}"
    path.write_text("an older one", encoding="utf-8")
    with qtbot.waitSignal(screen.messaged) as told:
        screen.export_to(path)
    message = (told.args or [None])[0]
    assert isinstance(message, Message)
    assert (message.tone, path.name in message.text) == ("good", True)
    assert message.action is not None
    message.action[1]()
    assert opened == [str(path)]
    if suffix == "pdf":
        assert len(PdfReader(path).pages) == screen.pages.document.pageCount()
    elif suffix == "docx":
        assert path.read_bytes().startswith(b"PK")
    else:
        assert path.read_text(encoding="utf-8").startswith("# Fourth Regional")


def test_a_place_that_cannot_be_written_to_is_named(
    qtbot: QtBot, screen: MinutesScreen, tmp_path: Path
) -> None:
    bring_up(qtbot, screen)
    with qtbot.waitSignal(screen.messaged) as told:
        screen.export_to(tmp_path / "no such folder" / "out.pdf")
    message = (told.args or [None])[0]
    assert isinstance(message, Message)
    assert message.tone == "bad"
    assert "no such folder" in message.text


def test_the_menu_asks_where_to_save_without_stopping_the_window(
    qtbot: QtBot, screen: MinutesScreen, tmp_path: Path
) -> None:
    bring_up(qtbot, screen)
    menu = screen.export.menu()
    assert isinstance(menu, QMenu)
    for action, form in zip(menu.actions(), FORMATS, strict=True):
        suffix = form.suffix
        action.trigger()
        dialog = next(d for d in screen.findChildren(QFileDialog) if d.isVisible())
        assert dialog.defaultSuffix() == suffix
        assert dialog.selectedFiles()[0].endswith(f"Management.{suffix}")
        path = tmp_path / f"asked.{suffix}"
        with qtbot.waitSignal(screen.saver.saved, timeout=20_000):
            dialog.fileSelected.emit(str(path))
        dialog.reject()
        assert path.stat().st_size > 1000


def test_a_failure_is_told_and_tried_again_next_time(
    qtbot: QtBot, screen: MinutesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nexus_desktop.services import minutes

    read = minutes.material

    def broken(_session: object) -> None:
        raise NexusError("The file holds no workshop.")

    monkeypatch.setattr(minutes, "material", broken)
    with qtbot.waitSignal(screen.messaged) as told:
        screen.shown()
    assert "no workshop" in (told.args or [Message("")])[0].text
    monkeypatch.setattr(minutes, "material", read)
    bring_up(qtbot, screen)


def test_a_closed_screen_is_never_called(
    qtbot: QtBot, screen: MinutesScreen, jobs: Jobs, runner: Runner
) -> None:
    with qtbot.waitSignal(screen.rendering.progressed, timeout=20_000):
        screen.shown()
    delete(screen)
    failures: list[NexusError] = []
    done: list[bool] = []
    jobs.start(jobs, lambda *_: True, done=done.append, failed=failures.append)
    qtbot.waitUntil(lambda: done == [True])
    assert failures == []


def test_pages_can_be_made_larger_and_fitted_again(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    view = screen.pages.view
    fitting = view.zoomFactor()
    screen.pages.zoom(1)
    larger = view.zoomFactor()
    screen.pages.zoom(-1)
    assert larger > fitting
    assert view.zoomFactor() < larger
    for _ in range(12):
        screen.pages.zoom(-1)
    assert view.zoomFactor() == 0.5
    screen.resize(900, 650)
    assert view.zoomFactor() == 0.5
    screen.pages.zoom(0)
    assert view.zoomFactor() < fitting
    screen.resize(1100, 650)
    qtbot.waitUntil(lambda: abs(view.zoomFactor() - fitting) < 0.01)


def test_export_waits_for_the_newest_choices(
    qtbot: QtBot, screen: MinutesScreen, tmp_path: Path
) -> None:
    bring_up(qtbot, screen)
    mark_as(screen, DocumentStatus.DRAFT)
    path = tmp_path / "draft.pdf"
    with qtbot.waitSignal(screen.saver.saved, timeout=20_000):
        screen.export_to(path)
    assert "Draft for comments" in PdfReader(path).pages[0].extract_text()
    with qtbot.waitSignal(screen.saver.saved, timeout=20_000):
        screen.export_to(path)


def test_asked_for_a_session_its_report_is_shown(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    screen.go_to("s7")
    bring_up(qtbot, screen)
    assert screen.panel.session.currentText() == "Governance and task forces"
    qtbot.waitUntil(lambda: not screen.rendering.is_busy)
    text = screen.pages.document.getAllText(0).text()
    assert "Session report" in text
    assert "Governance and task forces" in text
    with qtbot.waitSignal(screen.pages.ready):
        screen.go_to("s3")
    assert "Progress of the initiatives" in screen.pages.document.getAllText(0).text()


def test_another_paper_begins_at_its_first_page(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    screen.pages.turn(9)
    with qtbot.waitSignal(screen.pages.ready):
        screen.panel.choose_template(Template.SESSION)
    assert screen.pages.where.text().startswith("Page 1 of ")
    assert "Session report" in screen.pages.document.getAllText(0).text()
    choice = screen.panel.session.findText("Governance and task forces")
    with qtbot.waitSignal(screen.pages.ready):
        screen.panel.session.setCurrentIndex(choice)
    assert "Governance and task forces" in screen.pages.document.getAllText(0).text()


def test_the_file_of_a_paper_is_named_after_it(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    with qtbot.waitSignal(screen.pages.ready):
        screen.panel.choose_template(Template.ACTIONS)
    menu = screen.export.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    dialog = next(d for d in screen.findChildren(QFileDialog) if d.isVisible())
    name = Path(dialog.selectedFiles()[0]).name
    assert name.startswith("Action list Fourth Regional")
    dialog.reject()


def test_what_was_chosen_just_now_is_kept_when_the_screen_is_left(
    qtbot: QtBot, screen: MinutesScreen, runner: Runner
) -> None:
    bring_up(qtbot, screen)
    qtbot.keyClicks(screen.panel.document.texts["reference"], "UNX/9")
    screen.hide()
    assert arranged(qtbot, screen, runner).choices.reference == "UNX/9"


def test_what_is_typed_is_not_overwritten_by_what_is_read(
    qtbot: QtBot, screen: MinutesScreen, runner: Runner
) -> None:
    bring_up(qtbot, screen)
    field = screen.panel.document.texts["reference"]
    with qtbot.waitSignal(runner.changed):
        runner.submit(screen, lambda session: rename(session, "Renamed"))
    screen.rendering.begin()
    qtbot.keyClicks(field, "UNX/9")
    qtbot.waitUntil(lambda: not screen.rendering.is_busy)
    assert field.text() == "UNX/9"
    assert arranged(qtbot, screen, runner).choices.reference == "UNX/9"


def test_choices_that_cannot_be_kept_are_told(
    qtbot: QtBot, screen: MinutesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up(qtbot, screen)

    def full(*_args: object, **_named: object) -> None:
        raise NexusError("The disk is full.")

    monkeypatch.setattr(minutes_arrangement, "arrange", full)
    with qtbot.waitSignal(screen.messaged) as told:
        screen.panel.check(Section.GROUPS, on=False)
    assert (told.args or [Message("")])[0].text == "The disk is full."


def test_final_minutes_that_lack_something_are_warned_of(
    qtbot: QtBot, screen: MinutesScreen
) -> None:
    bring_up(qtbot, screen)
    assert screen.gaps.warning.isHidden()
    with qtbot.waitSignal(screen.pages.ready):
        mark_as(screen, DocumentStatus.FINAL)
    assert not screen.gaps.warning.isHidden()
    qtbot.waitUntil(lambda: not screen.rendering.is_busy)
    text = screen.pages.document.getAllText(0).text()
    assert "Final, 10 November 2014" in text


def test_a_logo_is_chosen_kept_and_taken_away(
    qtbot: QtBot, screen: MinutesScreen, tmp_path: Path
) -> None:
    bring_up(qtbot, screen)
    path = tmp_path / "logo.png"
    QImage(3000, 1000, QImage.Format.Format_RGB32).save(str(path))
    dialog = screen.pictures.ask("logo")
    with qtbot.waitSignal(screen.pages.ready):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert len(PdfReader(BytesIO(shown(screen))).pages[0].images) == 1
    with qtbot.waitSignal(screen.pages.ready):
        screen.panel.picture_removed.emit("logo")
    assert len(PdfReader(BytesIO(shown(screen))).pages[0].images) == 0
    path.write_text("no picture", encoding="utf-8")
    with qtbot.waitSignal(screen.messaged) as told:
        screen.pictures.take("cover", path)
    assert "not a picture" in (told.args or [Message("")])[0].text


def shown(screen: MinutesScreen) -> bytes:
    """Return the file whose pages are shown."""
    assert screen.newest is not None
    return screen.newest.pdf


def test_a_file_that_waits_for_its_pages_can_be_given_up(
    qtbot: QtBot, screen: MinutesScreen, tmp_path: Path
) -> None:
    bring_up(qtbot, screen)
    screen.panel.check(Section.GROUPS, on=False)
    path = tmp_path / "given up.pdf"
    screen.export_to(path)
    assert screen.making.isVisible()
    assert "given up.pdf" in screen.making.words.text()
    qtbot.mouseClick(screen.making.stop, Qt.MouseButton.LeftButton)
    assert not screen.making.isVisible()
    qtbot.waitUntil(lambda: not screen.rendering.is_busy)
    assert not path.exists()


def test_a_file_that_is_being_made_can_be_stopped_and_leaves_the_older_one(
    qtbot: QtBot,
    screen: MinutesScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring_up(qtbot, screen)

    def slow(_pages: Pages, report: Report, cancelled: Cancelled) -> bytes:
        report(0.5, "")
        while not cancelled():
            time.sleep(0.01)
        raise RenderingStopped("Stopped.")

    monkeypatch.setattr(saving, "FORMATS", (Format("pdf", "PDF", slow),))
    path = tmp_path / "out.pdf"
    path.write_text("an older one", encoding="utf-8")
    messages: list[object] = []
    screen.messaged.connect(messages.append)
    screen.export_to(path)
    qtbot.waitUntil(lambda: screen.making.progress.value() == 50)
    qtbot.mouseClick(screen.making.stop, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(screen.saver.ended):
        pass
    assert path.read_text(encoding="utf-8") == "an older one"
    assert messages == []
    assert not screen.making.isVisible()


def test_a_paper_is_sent_to_the_printer_that_is_chosen(
    qtbot: QtBot,
    screen: MinutesScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "printer"
    folder.mkdir()
    found = (Choice(folder_key(str(folder)), "The office"),)
    monkeypatch.setattr(printing, "printers", lambda: found)
    bring_up(qtbot, screen)
    menu = screen.printing.menu
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "The office")
    assert [action.text() for action in menu.actions()[2:]] == ["On both sides"]
    with qtbot.waitSignal(screen.messaged) as told:
        menu.actions()[0].trigger()
    assert "Sent to" in (told.args or [Message("")])[0].text
    (file,) = folder.iterdir()
    assert file.read_bytes() == shown(screen)
    screen.panel.check(Section.GROUPS, on=False)
    with qtbot.waitSignal(screen.messaged):
        screen.print_on(found[0].key)  # waits for the newest pages
    assert len(list(folder.iterdir())) == 2
    with qtbot.waitSignal(screen.messaged) as told:
        screen.print_on("")
    assert "not there any more" in (told.args or [Message("")])[0].text


def says(menu: QMenu, words: str) -> bool:
    """Tell whether the first entry of a menu has these words."""
    return words in menu.actions()[0].text()


def test_without_a_printer_the_menu_says_what_to_do(
    qtbot: QtBot, screen: MinutesScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = screen.printing.menu

    def broken() -> tuple[Choice, ...]:
        raise NexusError("The printing system does not answer.")

    def none() -> tuple[Choice, ...]:
        return ()

    for work, words in ((none, "export a PDF"), (broken, "does not answer")):
        monkeypatch.setattr(printing, "printers", work)
        menu.aboutToShow.emit()
        qtbot.waitUntil(partial(says, menu, words))
        assert not menu.actions()[0].isEnabled()
