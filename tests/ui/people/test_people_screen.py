from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.participant import Person, PersonFields
from nexus_desktop.services import people, people_import
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE
from tests.ui.conftest import snapshot

T = TypeVar("T")

CASES = Path(__file__).parents[2] / "data" / "cases"
LIST = CASES / "organisers_list.xlsx"


@pytest.fixture
def listed(runner: Runner, qtbot: QtBot) -> None:
    now_there(runner, lambda s: people_import.import_file(s, LIST, at=NINE), qtbot)


@pytest.fixture
def three(runner: Runner, qtbot: QtBot) -> list[Person]:
    fields = (
        PersonFields(printed_name="Dewi Sartika", organisation="City of Naga",
                     country="PH", category="City government"),
        PersonFields(printed_name="Lê Văn Đức", given_name="Văn Đức",
                     family_name="Lê", country="VN", email="duc@example.org"),
        PersonFields(printed_name="王小明", country="CN", category="Private sector"),
    )  # fmt: skip

    def fill(session: Session) -> list[Person]:
        return [people.add(session, one, at=NINE) for one in fields]

    return now_there(runner, fill, qtbot)


def now_there(runner: Runner, work: Callable[[Session], T], qtbot: QtBot) -> T:
    """Ask the database what is there, behind everything submitted so far."""
    answers: list[T] = []
    runner.submit(runner, work, done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def names_shown(screen: PeopleScreen) -> list[str]:
    rows = screen.list.rows
    return [rows.row(number).printed_name for number in range(rows.rowCount())]


def wait_for_rows(qtbot: QtBot, screen: PeopleScreen, count: int) -> None:
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == count)


def open_person(qtbot: QtBot, screen: PeopleScreen, row: int) -> None:
    screen.list.table.setFocus()
    screen.list.table.setCurrentIndex(screen.list.rows.index(row, 0))
    expected = screen.list.rows.row(row).id
    qtbot.waitUntil(
        lambda: (screen.beside.panel.person is not None
                 and screen.beside.panel.person.id == expected
                 and screen.beside.panel.isVisible())
    )  # fmt: skip


# The table


@pytest.mark.usefixtures("three")
def test_everybody_is_shown_by_name(
    qtbot: QtBot, screen: PeopleScreen, qtmodeltester: ModelTester
) -> None:
    wait_for_rows(qtbot, screen, 3)
    assert names_shown(screen) == ["Dewi Sartika", "Lê Văn Đức", "王小明"]
    assert screen.list.rows.index(1, 3).data() == "Viet Nam"
    assert screen.list.filters.count.text() == "3 people"
    qtmodeltester.check(screen.list.rows)


@pytest.mark.usefixtures("three")
def test_typing_narrows_the_table_and_enter_opens_the_first(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    wait_for_rows(qtbot, screen, 3)
    search = screen.list.filters.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "duc le")
    wait_for_rows(qtbot, screen, 1)
    assert screen.list.filters.count.text() == "1 of 3 people"
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.beside.panel.isVisible)
    assert screen.beside.panel.name.text() == "Lê Văn Đức"
    screen.list.filters.clear.click()
    wait_for_rows(qtbot, screen, 3)
    assert not screen.list.filters.clear.isVisible()


@pytest.mark.usefixtures("three")
def test_an_arrow_goes_from_the_field_to_the_table(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    wait_for_rows(qtbot, screen, 3)
    qtbot.keyClick(screen.list.filters.search, Qt.Key.Key_Down)
    assert screen.list.table.hasFocus()
    qtbot.waitUntil(screen.beside.panel.isVisible)
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.beside.panel.name.text() == "Lê Văn Đức")


@pytest.mark.usefixtures("three")
def test_chips_narrow_by_what_occurs(qtbot: QtBot, screen: PeopleScreen) -> None:
    wait_for_rows(qtbot, screen, 3)
    chip = screen.list.filters.chips["Category"]
    chip.menu().aboutToShow.emit()
    actions = {action.text(): action for action in chip.menu().actions()}
    assert list(actions) == [
        "All  (3)", "", "City government  (1)", "Private sector  (1)", "Not given  (1)",
    ]  # fmt: skip
    actions["Private sector  (1)"].trigger()
    assert names_shown(screen) == ["王小明"]
    assert chip.text() == "Category: Private sector"
    assert chip.isChecked()
    screen.list.filters.clear.click()
    assert len(names_shown(screen)) == 3
    assert not screen.list.filters.chips["Role"].isVisible()


@pytest.mark.usefixtures("three")
def test_selected_rows_are_copied_as_text(qtbot: QtBot, screen: PeopleScreen) -> None:
    wait_for_rows(qtbot, screen, 3)
    screen.list.table.setFocus()
    screen.list.table.selectRow(0)
    qtbot.keyClick(screen.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\t")[:4] == ["Dewi Sartika", "", "City of Naga", "Philippines"]


@pytest.mark.usefixtures("three")
def test_fewer_columns_are_shown_beside_a_person(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    wait_for_rows(qtbot, screen, 3)
    table = screen.list.table
    assert not table.isColumnHidden(4)
    open_person(qtbot, screen, 0)
    qtbot.waitUntil(lambda: table.isColumnHidden(4))
    assert not table.isColumnHidden(2)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not table.isColumnHidden(4))
    assert not screen.beside.panel.isVisible()


def test_what_others_change_appears(
    qtbot: QtBot, screen: PeopleScreen, three: list[Person], runner: Runner
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    runner.submit(
        runner, lambda s: people.edit(s, three[0].id, {"city": "Hue"}, at=NINE)
    )
    qtbot.waitUntil(lambda: screen.beside.panel.lines["city"].editor.text() == "Hue")
    assert screen.list.table.selectionModel().selectedRows()[0].row() == 0


def test_a_person_asked_for_is_shown(
    qtbot: QtBot, screen: PeopleScreen, three: list[Person]
) -> None:
    wait_for_rows(qtbot, screen, 3)
    screen.go_to(three[2].id)
    qtbot.waitUntil(lambda: screen.beside.panel.name.text() == "王小明")
    assert screen.list.table.selectionModel().selectedRows()[0].row() == 2


@pytest.mark.usefixtures("three")
def test_somebody_who_is_gone_is_explained(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    screen.go_to("nobody")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].tone == "bad"


# One person


def test_a_field_is_saved_by_enter_and_taken_back(
    qtbot: QtBot,
    screen: PeopleScreen,
    three: list[Person],
    told: list[Message],
    runner: Runner,
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 1)
    editor = screen.beside.panel.lines["organisation"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Ministry of Housing")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "Lê Văn Đức: organisation changed."
    qtbot.waitUntil(
        lambda: screen.list.rows.index(1, 2).data() == "Ministry of Housing"
    )
    assert told[0].action is not None
    told[0].action[1]()
    qtbot.waitUntil(lambda: editor.text() == "")
    person = now_there(runner, lambda s: people.person(s, three[1].id), qtbot)
    assert person == three[1]


def test_a_field_is_saved_by_leaving_it(
    qtbot: QtBot, screen: PeopleScreen, three: list[Person], runner: Runner
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    editor = screen.beside.panel.lines["wishes"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Water; Energy;")
    screen.list.table.setFocus()
    person = now_there(runner, lambda s: people.person(s, three[0].id), qtbot)
    assert person.fields.wishes == ("Water", "Energy")
    qtbot.waitUntil(lambda: editor.text() == "Water; Energy")


@pytest.mark.usefixtures("three")
def test_escape_takes_back_what_is_typed(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    editor = screen.beside.panel.lines["organisation"].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "City of Naga"
    assert screen.beside.panel.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not screen.beside.panel.isVisible()
    assert told == []


@pytest.mark.usefixtures("three")
def test_what_can_not_be_kept_is_explained_beside_the_field(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    line = screen.beside.panel.lines["country"]
    assert line.editor.text() == "Philippines"
    line.editor.setFocus()
    line.editor.selectAll()
    qtbot.keyClicks(line.editor, "Atlantis")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(line.wrong.isVisible)
    assert line.wrong.text() == "“Atlantis” names no country."
    line.editor.selectAll()
    qtbot.keyClicks(line.editor, "Vietnam")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.editor.text() == "Viet Nam")
    assert not line.wrong.isVisible()
    assert len(told) == 1


def test_what_is_typed_is_handed_over_when_the_file_is_closed(
    qtbot: QtBot, screen: PeopleScreen, three: list[Person], runner: Runner
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    screen.beside.panel.lines["city"].editor.setFocus()
    qtbot.keyClicks(screen.beside.panel.lines["city"].editor, "Hue")
    screen.flush()
    person = now_there(runner, lambda s: people.person(s, three[0].id), qtbot)
    assert person.fields.city == "Hue"


def test_a_person_is_cancelled_and_comes_after_all(
    qtbot: QtBot,
    screen: PeopleScreen,
    told: list[Message],
    three: list[Person],
    runner: Runner,
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    acts = screen.beside.panel.actions_below
    acts.cancel.click()
    assert acts.reason.hasFocus()
    qtbot.keyClicks(acts.reason, "fell ill")
    qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: acts.cancel.text() == "Comes after all")
    assert told[0].text.startswith("Dewi Sartika does not come")
    person = now_there(runner, lambda s: people.person(s, three[0].id), qtbot)
    assert person.cancel_reason == "fell ill"
    screen.beside.panel.actions_below.cancel.click()
    qtbot.waitUntil(
        lambda: screen.beside.panel.actions_below.cancel.text() == "Does not come"
    )
    assert told[1].text == "Dewi Sartika is expected again."
    assert told[1].action is not None
    told[1].action[1]()
    qtbot.waitUntil(
        lambda: screen.beside.panel.actions_below.cancel.text() == "Comes after all"
    )


def test_an_empty_workshop_says_what_to_do(qtbot: QtBot, screen: PeopleScreen) -> None:
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    screen.empty.add_person.click()
    assert screen.beside.form.isVisible()
    qtbot.keyClick(screen.beside.form.editors["email"], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)


def test_a_person_is_added_by_keys(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    screen.add.click()
    name = screen.beside.form.editors["printed_name"]
    assert name.hasFocus()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.beside.form.wrong.isVisible)
    assert screen.beside.form.wrong.text() == "A person needs a name."
    qtbot.keyClicks(name, "Ma. Luisa Santos-Reyes")
    qtbot.keyClicks(screen.beside.form.editors["country"], "Philippines")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.beside.panel.isVisible)
    assert not screen.beside.form.isVisible()
    assert told[0].text == "Ma. Luisa Santos-Reyes is registered."
    wait_for_rows(qtbot, screen, 1)
    assert names_shown(screen) == ["Ma. Luisa Santos-Reyes"]


@pytest.mark.usefixtures("three")
def test_what_others_have_is_suggested(qtbot: QtBot, screen: PeopleScreen) -> None:
    wait_for_rows(qtbot, screen, 3)
    screen.add.click()
    for field, text, suggested in (
        ("category", "gov", "City government"),
        ("country", "rina", "Suriname"),
    ):
        screen.beside.form.editors[field].setFocus()
        completer = screen.beside.form.editors[field].completer()
        completer.setCompletionPrefix(text)
        assert completer.currentCompletion() == suggested


# Lists


def open_list(qtbot: QtBot, screen: PeopleScreen, path: Path) -> None:
    with qtbot.waitSignal(screen.page.opened):
        screen.open_list(path)
    qtbot.waitUntil(lambda: screen.page.go.isEnabled() or bool(screen.page.said.text()))


def test_a_list_is_looked_over_and_imported(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message], qtmodeltester: ModelTester
) -> None:
    open_list(qtbot, screen, LIST)
    page = screen.page
    qtbot.waitUntil(page.go.isEnabled)
    assert page.title.text() == "organisers_list.xlsx"
    assert page.source.text() == "sheet Registration · 131 rows"
    assert page.go.text() == "Import 130 people"
    assert page.cards.choices["E-mail"].currentText() == "E-mail"
    assert page.cards.choices["Room sharing"].currentText() == "Keep as it is"
    qtmodeltester.check(page.rows)
    snapshot(screen, "people_import")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == (
        "organisers_list.xlsx: 130 people added, 1 skipped. Ctrl+Z takes it back."
    )
    wait_for_rows(qtbot, screen, 130)


@pytest.mark.usefixtures("listed")
def test_a_list_known_already_has_nothing_to_import(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    open_list(qtbot, screen, LIST)
    page = screen.page
    qtbot.waitUntil(lambda: page.go.text() == "Import 0 people")
    assert not page.go.isEnabled()
    assert page.said.text() == "Everybody on this list is known already."


def test_rows_are_shown_by_outcome(qtbot: QtBot, screen: PeopleScreen) -> None:
    open_list(qtbot, screen, LIST)
    page = screen.page
    qtbot.waitUntil(page.go.isEnabled)
    texts = [chip.text() for chip in page.chips.buttons.values()]
    assert texts == ["130 added", "0 updated", "0 unchanged", "1 skipped"]
    *_, skipped = page.chips.buttons.values()
    skipped.click()
    assert page.rows.rowCount() == 1
    assert page.rows.index(0, 0).data() == "135"
    assert page.rows.index(0, 4).data().startswith("The same person as row 7")
    added: QPushButton = next(iter(page.chips.buttons.values()))
    added.click()
    assert page.rows.rowCount() == 130
    added.click()
    assert page.rows.rowCount() == 131


def test_changes_are_shown_from_old_to_new(
    qtbot: QtBot, screen: PeopleScreen, three: list[Person], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,E-mail,City,Topics,Shoes\n"
        "Lê Văn Đức,duc@example.org,Hue,Water; Food,42\n",
        encoding="utf-8",
    )
    open_list(qtbot, screen, path)
    qtbot.waitUntil(screen.page.go.isEnabled)
    assert screen.page.rows.index(0, 4).data() == (
        "City: Hue; Topic wishes: Water, Food; Shoes: 42"
    )
    assert screen.page.source.text() == "1 row · UTF-8"


def choose_field(qtbot: QtBot, screen: PeopleScreen, column: str, text: str) -> None:
    choice = screen.page.cards.choices[column]
    choice.setCurrentText(text)
    choice.activated.emit(choice.currentIndex())


def test_a_column_is_sent_to_another_field(
    qtbot: QtBot, screen: PeopleScreen, runner: Runner, told: list[Message]
) -> None:
    open_list(qtbot, screen, LIST)
    page = screen.page
    qtbot.waitUntil(page.go.isEnabled)
    choose_field(qtbot, screen, "Room sharing", "City")
    assert page.cards.choices["City"].currentText() == "Keep as it is"
    qtbot.waitUntil(page.go.isEnabled)
    choose_field(qtbot, screen, "Category", "Topic wishes")
    assert page.cards.choices["Topic 1"].currentText() == "Topic wishes"
    qtbot.waitUntil(page.go.isEnabled)
    page.go.click()
    qtbot.waitUntil(lambda: bool(told))
    rows = now_there(runner, lambda s: people.find(s, "p10002@example.org"), qtbot)
    person = now_there(runner, lambda s: people.person(s, rows[0].id), qtbot)
    assert person.fields.city == "yes"
    assert person.fields.wishes[0] == "Network of cities"


def test_without_a_column_of_names_the_list_can_not_be_taken(
    qtbot: QtBot, screen: PeopleScreen, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Navn,E-mail\nDewi,d@example.org\n", encoding="utf-8")
    open_list(qtbot, screen, path)
    page = screen.page
    qtbot.waitUntil(lambda: "seems to hold names" in page.said.text())
    assert not page.go.isEnabled()
    choose_field(qtbot, screen, "Navn", "Name as printed")
    qtbot.waitUntil(page.go.isEnabled)
    assert page.go.text() == "Import 1 person"


@pytest.mark.parametrize("name", ["random.csv", "empty.csv", "not_a_workbook.xlsx"])
def test_a_broken_file_is_explained_above_the_screen(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message], name: str
) -> None:
    screen.open_list(CASES / name)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].tone == "bad"
    assert told[0].text.startswith(name)
    assert screen.stack.currentWidget() is not screen.page


def test_an_import_is_left_by_escape(qtbot: QtBot, screen: PeopleScreen) -> None:
    open_list(qtbot, screen, LIST)
    assert not screen.open.isEnabled()
    qtbot.keyClick(screen.page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    assert screen.open.isEnabled()


def test_a_file_is_chosen_in_the_usual_dialogue(
    qtbot: QtBot, screen: PeopleScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([("", ""), (str(LIST), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))
    screen.open.click()
    with qtbot.waitSignal(screen.page.opened):
        screen.open.click()


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_file_can_be_dropped(qtbot: QtBot, screen: PeopleScreen) -> None:
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    keys = Qt.KeyboardModifier.NoModifier
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    for paths in ((), (LIST, LIST)):
        data = dragged(*paths)
        enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, keys)
        enter.ignore()
        screen.dragEnterEvent(enter)
        assert not enter.isAccepted()
        screen.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, keys))
    data = dragged(LIST)
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, keys)
    screen.dragEnterEvent(enter)
    assert enter.isAccepted()
    screen.grab()
    screen.dragLeaveEvent(QDragLeaveEvent())
    with qtbot.waitSignal(screen.page.opened):
        screen.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, keys))


def test_a_wide_page_shows_more_columns_side_by_side(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    open_list(qtbot, screen, LIST)
    cards = screen.page.cards
    title = cards.choices["Title"].parentWidget()
    title_above_mobile = cards.choices["Mobile"].parentWidget()
    assert title is not None
    assert title_above_mobile is not None
    before = title_above_mobile.y()
    screen.resize(2400, 650)
    qtbot.waitUntil(lambda: title_above_mobile.y() < before)
    screen.resize(1170, 650)
    qtbot.waitUntil(lambda: title_above_mobile.y() == before)


def test_a_list_opened_after_another_takes_its_place(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    open_list(qtbot, screen, LIST)
    screen.open_list(CASES / "vietnam_utf16.csv")
    screen.open_list(CASES / "china_gb18030.csv")
    qtbot.waitUntil(lambda: screen.page.title.text() == "china_gb18030.csv")
    qtbot.waitUntil(lambda: screen.page.go.text() == "Import 30 people")
    assert list(screen.page.cards.choices) == [
        "姓",
        "名",
        "单位",
        "职务",
        "城市",
        "邮箱",
    ]


def test_the_wheel_does_not_change_a_field(qtbot: QtBot, screen: PeopleScreen) -> None:
    open_list(qtbot, screen, LIST)
    choice = screen.page.cards.choices["City"]
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    choice.wheelEvent(wheel)
    assert choice.currentText() == "City"
    assert not wheel.isAccepted()


@pytest.mark.usefixtures("three")
def test_a_click_opens_the_person_again_after_closing(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 1)
    screen.beside.panel.closed.emit()
    table = screen.list.table
    place = table.visualRect(screen.list.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(screen.beside.panel.isVisible)
    assert screen.beside.panel.name.text() == "Lê Văn Đức"


@pytest.mark.usefixtures("three")
def test_widths_set_by_hand_stay(qtbot: QtBot, screen: PeopleScreen) -> None:
    wait_for_rows(qtbot, screen, 3)
    header = screen.list.table.horizontalHeader()
    fitted = header.sectionSize(0)
    edge = QPoint(header.sectionViewportPosition(0) + fitted - 1, header.height() // 2)
    viewport = header.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(viewport, QPoint(edge.x() + 60, edge.y()))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=edge)
    width = header.sectionSize(0)
    screen.resize(1900, 650)
    qtbot.waitUntil(lambda: screen.list.width() > 1800)
    assert header.sectionSize(0) == width


@pytest.mark.usefixtures("three")
def test_a_change_taken_back_is_told(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message]
) -> None:
    wait_for_rows(qtbot, screen, 3)
    open_person(qtbot, screen, 0)
    editor = screen.beside.panel.lines["city"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Hue")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].action is not None
    told[0].action[1]()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].text == "Taken back."


def test_who_an_updated_export_lacks_is_cancelled_if_wanted(
    qtbot: QtBot,
    screen: PeopleScreen,
    runner: Runner,
    told: list[Message],
    tmp_path: Path,
) -> None:
    whole = CASES / "hi_events.csv"
    now_there(runner, lambda s: people_import.import_file(s, whole, at=NINE), qtbot)
    part = tmp_path / "hi_events.csv"
    lines = whole.read_text("utf-8").splitlines(keepends=True)
    part.write_text("".join(lines[:9]), "utf-8")
    with qtbot.waitSignal(screen.page.opened):
        screen.open_list(part)
    page = screen.page
    qtbot.waitUntil(page.missing.isVisible)
    assert page.recognised.text() == "Recognised: Hi.Events: attendees"
    assert page.missing.box.text() == (
        "Cancel 2 people who are not in this list any more"
    )
    assert page.missing.names.text().startswith("Kim Hyun (Municipality of Seoul)")
    assert not page.go.isEnabled()
    page.missing.box.click()
    assert page.go.text() == "Cancel 2 people"
    snapshot(screen, "import-missing")
    page.go.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "2 cancelled" in told[-1].text
    wait_for_rows(qtbot, screen, 10)
    part.write_text("".join(lines[:8]), "utf-8")
    with qtbot.waitSignal(page.opened):
        screen.open_list(part)
    qtbot.waitUntil(page.missing.isVisible)
    assert page.missing.box.text() == "Cancel the one who is not in this list any more"
