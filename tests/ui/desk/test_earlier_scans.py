"""Going through the last scans, and the log of all of them."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.scan_log import Outcome
from nexus_desktop.store import rows
from nexus_desktop.ui.desk.log_page import LogPage
from tests.conftest import NINE
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE, BAT = "Sarantuya Ganbold", "Lê Văn Đức", "Bat Dorj"
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER, ESCAPE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete


def scan_some(desk: Desk) -> None:
    for name in (LE, GANBOLD, "hotel-key-4711"):
        desk.scan(name)
    desk.wait(lambda: len(desk.screen.view.side.recent._shown()) == 3)


def go_through(desk: Desk) -> None:
    press(desk.screen.view.field, Qt.Key.Key_F9)
    assert desk.screen.view.side.recent.hasFocus()


def open_log(desk: Desk) -> LogPage:
    press(desk.screen.view.field, Qt.Key.Key_F9, SHIFT)
    desk.settle()
    return desk.screen.view.log


def names(page: LogPage) -> list[str]:
    return [page._name(page.lines.row(line)) for line in range(page.length)]


def undo_reasons(desk: Desk) -> list[str]:
    return desk.run(
        lambda s: [one.reason for one in s.query(rows.Scan).filter_by(way="undo")]
    )


# The last scans


def test_a_line_is_taken_back_by_keyboard_with_a_reason(desk: Desk) -> None:
    scan_some(desk)
    go_through(desk)
    recent = desk.screen.view.side.recent
    assert recent.chosen is recent.rows[0]
    press(recent, DELETE)
    assert "let nobody through" in desk.messages[-1].text
    press(recent, Qt.Key.Key_Down)
    press(recent, Qt.Key.Key_End)
    assert recent.chosen is recent.rows[2]
    assert LE in recent.accessibleName()
    assert not recent.rows[2].undo.isHidden()
    press(recent, DELETE)
    bar = desk.screen.view.reason
    assert bar.text.text() == f"Take back {LE}, 09:01?"
    desk.hands.type("wrong badge")
    press(bar.reason, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Undone")
    assert desk.name == LE
    assert undo_reasons(desk) == ["wrong badge"]
    assert desk.screen.view.field.hasFocus()
    go_through(desk)
    press(recent, Qt.Key.Key_End)
    desk.wait(lambda: recent.rows[2].line is not None and recent.rows[2].line.is_undone)
    press(recent, DELETE)
    assert "taken back already" in desk.messages[-1].text


def test_an_earlier_card_is_shown_without_letting_anybody_in(desk: Desk) -> None:
    scan_some(desk)
    go_through(desk)
    press(desk.screen.view.side.recent, Qt.Key.Key_Down)
    press(desk.screen.view.side.recent, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Scan of 09:02")
    assert (desk.name, desk.tone) == ("Ганболдын Сарантуяа", "idle")
    assert desk.screen.view.card.face.message == "The card said: Welcome"
    assert desk.screen.person.guest is not None
    assert desk.screen.view.field.hasFocus()
    QTest.mouseClick(desk.screen.view.side.recent.rows[2], Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.name == LE)
    assert desk.run(lambda s: s.query(rows.Scan).count()) == 3


def test_an_earlier_card_says_that_it_was_taken_back(desk: Desk) -> None:
    scan_some(desk)
    scans = desk.screen.view.side.recent.rows
    assert scans[1].line is not None
    desk.screen.gate.undo(scans[1].line.scan_id, "not she")
    desk.wait(lambda: scans[1].line is not None and scans[1].line.is_undone)
    go_through(desk)
    press(desk.screen.view.side.recent, Qt.Key.Key_Down)
    press(desk.screen.view.side.recent, ENTER)
    desk.wait(lambda: "taken back" in desk.screen.view.card.face.message)


def test_the_arrows_are_left_by_escape_and_by_the_same_key(desk: Desk) -> None:
    recent = desk.screen.view.side.recent
    go_through(desk)
    press(recent, DELETE)
    press(recent, ENTER)
    press(recent, Qt.Key.Key_Down)
    press(recent, Qt.Key.Key_A)
    press(recent, ESCAPE)
    assert desk.screen.view.field.hasFocus()
    go_through(desk)
    press(recent, Qt.Key.Key_F9)
    assert desk.screen.view.field.hasFocus()


def test_a_scan_is_taken_while_going_through_the_list(desk: Desk) -> None:
    scan_some(desk)
    go_through(desk)
    desk.scan(BAT)
    assert (desk.name, desk.tone) == (BAT, "good")
    assert desk.screen.view.field.hasFocus()


# All scans


def test_the_log_shows_every_scan_and_takes_the_next_at_once(desk: Desk) -> None:
    scan_some(desk)
    desk.screen.view.side.recent.all.click()
    desk.settle()
    page = desk.screen.view.log
    shown = [desk.screen.view.is_log_shown]
    desk.wait(lambda: names(page) == ["Not a badge", GANBOLD, LE])
    assert page.count.text() == "3 of 3 scans"
    assert page.text.hasFocus()
    desk.scan(BAT)
    shown.append(desk.screen.view.is_log_shown)
    assert (shown, desk.name) == ([True, False], BAT)


def test_the_log_is_searched_and_filtered(desk: Desk) -> None:
    scan_some(desk)
    page = open_log(desk)
    page.text.setText("duc")
    desk.wait(lambda: names(page) == [LE])
    page.text.setText("")
    page.outcome.setCurrentIndex(page.outcome.findData(Outcome.REFUSED))
    desk.wait(lambda: names(page) == ["Not a badge"])
    page.outcome.setCurrentIndex(0)
    page.desk.setCurrentIndex(1)
    desk.wait(lambda: page.length == 3)
    page.day.setCurrentIndex(1)
    page.begins.setText("9:02")
    page.ends.setText("902")
    desk.wait(lambda: names(page) == [GANBOLD])
    page.ends.setText("25:00")
    desk.wait(lambda: "no time of day" in page.error.text())
    assert names(page) == [GANBOLD], "what was asked before stays"
    page.day.setCurrentIndex(0)
    desk.wait(lambda: page.length == 3)
    assert page.error.isHidden()
    page.text.setText("nobody like that")
    desk.wait(lambda: page.count.text() == "No scans like that")
    assert not page.copy.isEnabled()


def test_the_log_of_all_checkpoints_names_them(desk: Desk) -> None:
    scan_some(desk)
    desk.screen.view.place.chosen.emit(desk.screen._setting.checkpoints[-1])  # type: ignore[union-attr]  # is set up
    desk.settle()
    desk.scan(LE)
    page = open_log(desk)
    desk.wait(lambda: names(page) == [LE])
    assert page.table.isColumnHidden(5)
    page.where.setCurrentIndex(1)
    desk.wait(lambda: page.length == 4)
    assert not page.table.isColumnHidden(5)
    assert {page.lines.row(line).place for line in range(4)} == {
        "Hall A", "Registration, day 1",
    }  # fmt: skip


def test_a_scan_is_taken_back_in_the_log(desk: Desk) -> None:
    scan_some(desk)
    page = open_log(desk)
    desk.wait(lambda: page.length == 3)
    press(page.text, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert not page.undo.isEnabled()
    press(page.table, Qt.Key.Key_Down)
    assert page.undo.isEnabled()
    press(page.table, DELETE)
    press(desk.screen.view.reason.reason, Qt.Key.Key_Down)
    press(desk.screen.view.reason.reason, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Undone")
    assert undo_reasons(desk) == ["Wrong person"]
    page = open_log(desk)
    desk.wait(lambda: page._verdict(page.lines.row(1)) == "taken back")
    assert page._reason(page.lines.row(1)) == "taken back: Wrong person"


def test_a_card_is_shown_from_the_log(desk: Desk) -> None:
    scan_some(desk)
    page = open_log(desk)
    desk.wait(lambda: page.length == 3)
    press(page.text, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Down)
    press(page.table, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Scan of 09:02")
    assert not desk.screen.view.is_log_shown


def test_the_log_is_read_as_far_as_it_is_scrolled_and_copied_whole(
    desk: Desk,
) -> None:
    def fill(session: object) -> None:
        for number in range(450):
            session.add(  # type: ignore[attr-defined]  # a Session
                rows.Scan(
                    id=new_id(NINE),
                    checkpoint_id=desk.world.desk,
                    code=f"code-{number}",
                    at=NINE + timedelta(seconds=number),
                    device_id=session.info["device"],  # type: ignore[attr-defined]  # a Session
                    verdict="MALFORMED",
                )
            )

    desk.run(fill)
    page = open_log(desk)
    desk.wait(lambda: page.count.text() == "200 of 450 scans")
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.wait(lambda: page.length == 400)
    assert 0 < bar.value() < bar.maximum(), "nothing moves under the eye"
    bar.setValue(bar.maximum())
    desk.wait(lambda: page.length == 450)
    page.copy.click()
    desk.wait(lambda: bool(desk.messages))
    assert desk.messages[-1].text.startswith("450 scans copied")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 451
    assert lines[0].startswith("Time\tCheckpoint")


def test_the_log_is_kept_up_to_date_and_closed_by_escape(desk: Desk) -> None:
    desk.scan(LE)
    page = open_log(desk)
    desk.wait(lambda: page.length == 1)
    page.table.selectRow(0)
    chosen = page.chosen
    desk.screen.gate.place_id = desk.world.desk

    def another(session: object) -> None:
        session.add(  # type: ignore[attr-defined]  # a Session
            rows.Scan(
                id=new_id(desk.at),
                checkpoint_id=desk.world.desk,
                code="x",
                at=desk.at + timedelta(minutes=1),
                verdict="MALFORMED",
                device_id=session.info["device"],  # type: ignore[attr-defined]  # a Session
            )
        )

    desk.run(another)
    desk.wait(lambda: page.length == 2)
    assert chosen is not None
    assert page.chosen is not None
    assert page.chosen.scan_id == chosen.scan_id
    press(page.table, ESCAPE)
    assert not desk.screen.view.is_log_shown
    assert desk.screen.view.field.hasFocus()
