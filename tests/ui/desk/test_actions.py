from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent

from nexus_desktop.services import attendance, people
from nexus_desktop.store import rows
from nexus_desktop.ui.desk.sounds import Sounds
from tests.services.desk_world import add_checkpoint, add_person
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lines(desk: Desk) -> list[tuple[str, str]]:
    recent = desk.screen.view.side.recent
    return [
        (row.chip.text(), row.name.text()) for row in recent.rows if not row.isHidden()
    ]


def presences(desk: Desk) -> int:
    return len(desk.run(attendance.presences))


def test_ctrl_z_takes_the_last_scan_back(desk: Desk) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: desk.screen.view.card.face.word == "Undone")
    assert (desk.name, desk.tone) == (LE, "idle")
    assert presences(desk) == 0
    desk.wait(lambda: lines(desk) == [("undone", LE)])
    press(desk.screen.view.field, Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: bool(desk.messages))
    assert "nothing to undo" in desk.messages[0].text
    assert desk.messages[0].tone == "warn"


def test_ctrl_z_in_a_name_takes_letters_back(desk: Desk) -> None:
    desk.scan(LE)
    desk.hands.type("gan")
    press(desk.screen.view.field, Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert desk.screen.view.field.text() == ""
    assert presences(desk) == 1


def test_a_line_of_the_list_can_be_taken_back(desk: Desk) -> None:
    desk.scan(LE)
    desk.scan(GANBOLD)
    desk.scan("hotel-key-4711")
    desk.wait(lambda: len(lines(desk)) == 3)
    assert lines(desk) == [
        ("refused", "Not a badge"), ("in", GANBOLD), ("in", LE),
    ]  # fmt: skip
    recent = desk.screen.view.side.recent.rows
    assert [row.undo.isHidden() for row in recent] == [True, False, True]
    here = QPointF(5, 5)
    recent[2].enterEvent(QEnterEvent(here, here, here))
    assert not recent[2].undo.isHidden()
    recent[2].undo.click()
    press(desk.screen.view.reason.reason, Qt.Key.Key_Return)
    desk.wait(lambda: desk.screen.view.card.face.word == "Undone")
    assert (desk.name, presences(desk)) == (LE, 1)
    recent[2].leaveEvent(QEvent(QEvent.Type.Leave))
    assert recent[2].undo.isHidden()


def test_the_side_counts_who_came(desk: Desk) -> None:
    side = desk.screen.view.side.arrivals
    desk.wait(lambda: side.number.text() == "0")
    assert side.of.text() == "of 4 expected"
    assert side.missing.text() == "4 not in yet"
    assert "2 speakers" in side.speakers.text()
    desk.scan(GANBOLD)
    desk.wait(lambda: side.number.text() == "1")
    assert "1 speaker " in side.speakers.text()
    for name in desk.world.codes:
        desk.scan(name)
    desk.wait(lambda: side.missing.text() == "Everybody is in")
    assert (side.speakers.text(), side.missing.isEnabled()) == ("", False)


def test_who_came_unexpected_is_counted_apart(desk: Desk) -> None:
    desk.scan(LE)
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], at=desk.at))
    side = desk.screen.view.side.arrivals
    desk.wait(lambda: side.of.text() == "of 3 expected, 1 more came")


def test_the_link_shows_who_is_missing(desk: Desk) -> None:
    desk.wait(desk.screen.view.side.arrivals.missing.isEnabled)
    desk.screen.view.side.arrivals.missing.click()
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    assert desk.screen.view.field.hasFocus()


def test_somebody_refused_is_admitted_with_a_reason(desk: Desk) -> None:
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], at=desk.at))
    desk.scan(LE)
    assert desk.tone == "bad"
    press(desk.screen.view.field, Qt.Key.Key_F8)
    bar = desk.screen.view.reason
    assert bar.reason.hasFocus()
    press(bar.reason, Qt.Key.Key_Return)
    assert not bar.answers[0].isEnabled()
    desk.hands.type("came after all")
    desk.pass_time(seconds=20)
    press(bar.reason, Qt.Key.Key_Return)
    desk.wait(lambda: desk.tone == "good")
    assert bar.isHidden()
    assert desk.screen.view.field.hasFocus()
    assert "reason" in desk.screen.view.card.face.message
    desk.wait(lambda: lines(desk)[:1] == [("let in", LE)])
    reasons = desk.run(lambda s: [row.reason for row in s.query(rows.Scan)])
    assert "came after all" in reasons


def test_no_reason_no_entry(desk: Desk) -> None:
    desk.scan("hotel-key-4711")
    press(desk.screen.view.field, Qt.Key.Key_F8)
    assert desk.screen.view.reason.reason.hasFocus()
    press(desk.screen.view.reason.reason, Qt.Key.Key_Escape)
    assert desk.screen.view.reason.isHidden()
    assert desk.screen.view.field.hasFocus()
    press(desk.screen.view.field, Qt.Key.Key_F8)
    desk.scan(LE)
    assert desk.screen.view.reason.isHidden()
    assert desk.tone == "good"
    desk.screen.person.result = None
    desk.screen.person.ask_reason()
    assert desk.screen.view.reason.isHidden()


def test_a_badge_is_printed_and_noted(desk: Desk) -> None:
    desk.screen.person.print_badge()
    desk.screen.person.ask_new_badge()
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4)
    desk.wait(lambda: bool(desk.messages))
    assert "ready to be printed" in desk.messages[0].text
    assert desk.opened[0].name == "Lê Văn Đức.pdf"
    assert desk.opened[0].read_bytes().startswith(b"%PDF")
    desk.settle()
    assert desk.run(lambda s: s.query(rows.Printing).count()) == 1
    assert desk.run(lambda s: s.query(rows.Badge).filter_by(issue=2).count()) == 0


def test_a_new_badge_ends_the_old_one(desk: Desk) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4, SHIFT)
    bar = desk.screen.view.reason
    press(bar.reason, Qt.Key.Key_Down)
    assert bar.reason.text() == "Lost"
    press(bar.reason, Qt.Key.Key_Return)
    desk.wait(lambda: bool(desk.opened))
    lost = desk.run(lambda s: s.query(rows.Badge).filter_by(reason="Lost").count())
    assert lost == 1
    assert desk.run(lambda s: s.query(rows.Badge).filter_by(issue=2).count()) == 1
    desk.scan(LE)
    assert desk.screen.view.card.face.word == "Old badge"


def test_where_nothing_can_show_a_badge_its_place_is_told(desk: Desk) -> None:
    desk.can_open = False
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4)
    desk.wait(lambda: bool(desk.messages))
    assert str(desk.opened[0]) in desk.messages[0].text
    assert desk.run(lambda s: s.query(rows.Printing).count()) == 0


def test_who_cancelled_gets_no_badge(desk: Desk) -> None:
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], at=desk.at))
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4)
    desk.wait(lambda: bool(desk.messages))
    assert "cancelled" in desk.messages[0].text


def test_another_checkpoint_is_kept_for_the_day(desk: Desk) -> None:
    desk.scan(LE)
    place = desk.screen.view.place
    assert place.offered() == [
        "Registration, day 1", "Dinner of the speakers", "Hall A",
    ]  # fmt: skip
    place.action_of("Dinner of the speakers").trigger()
    desk.wait(lambda: desk.screen.title == "Dinner of the speakers")
    assert desk.screen.view._idle.isVisible()
    desk.scan(GANBOLD)
    assert ("Diet", "vegetarian") in desk.screen.view.card.face.fields
    desk.screen.shown()
    desk.settle()
    assert desk.screen.title == "Dinner of the speakers"
    desk.pass_time(days=1)
    desk.screen.shown()
    desk.wait(lambda: desk.screen.title == "Registration, day 1")


def test_the_desk_of_another_day_is_pointed_out(desk: Desk) -> None:
    side = desk.screen.view.side.arrivals
    desk.settle()
    assert side.wrong_day.isHidden()
    desk.run(lambda s: add_checkpoint(s, "Registration, day 2", day=date(2014, 11, 6)))
    desk.wait(lambda: len(desk.screen.view.place.offered()) == 4)
    desk.pass_time(days=1)
    desk.screen.view.side.refresh()
    desk.wait(lambda: not side.wrong_day.isHidden())
    assert side.note.text() == "This desk is for Wed 5 Nov"
    desk.screen.shown()
    desk.wait(lambda: desk.screen.title == "Registration, day 2")
    assert desk.screen._setting is not None
    side.today.click()
    desk.settle()
    assert desk.screen.title == "Registration, day 2"


def test_a_workshop_without_a_desk_says_so(desk: Desk) -> None:
    def close(session: object) -> None:
        for row in session.query(rows.Checkpoint):  # type: ignore[attr-defined]  # a Session
            row.removed_at = desk.at

    desk.run(close)
    desk.wait(lambda: desk.screen.view.card.face.word == "No desk yet")
    desk.scan(LE)
    assert desk.screen.view.card.face.word == "No desk yet"
    desk.screen._go_to_today()


def test_what_others_change_is_seen(desk: Desk) -> None:
    desk.run(lambda s: add_person(s, "New Comer"))
    side = desk.screen.view.side.arrivals
    desk.wait(lambda: side.of.text() == "of 5 expected")


def test_sounds_are_turned_off_for_good(desk: Desk) -> None:
    button, said = desk.screen.view.sound, []
    for _ in range(2):
        button.click()
        said.append((button.toolTip(), Sounds().is_on))
    assert said == [("Sounds are off", False), ("Sounds are on", True)]


def test_a_verdict_is_heard_when_there_is_sound(desk: Desk) -> None:
    played: list[str] = []

    class Effect:
        def __init__(self, name: str) -> None:
            self.name = name

        def play(self) -> None:
            played.append(self.name)

    sounds = desk.screen.sounds
    names = ("welcome", "attention", "refused", "goodbye")
    sounds._effects = {name: Effect(name) for name in names}  # type: ignore[misc]  # plays nothing
    desk.scan(LE)
    desk.scan(LE)
    desk.scan("hotel-key-4711")
    assert played == ["welcome", "attention", "refused"]
    sounds.turn(on=False)
    desk.scan(GANBOLD)
    assert len(played) == 3


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_desk_fits_its_window(desk: Desk, width: int) -> None:
    desk.window.resize(width, 640)
    desk.scan(GANBOLD)
    view = desk.screen.view
    desk.wait(lambda: view.card.laid_out().fits)
    assert view.hints.geometry().bottom() <= view.height()
    assert view.card.width() >= 360


def test_the_desk_tells_its_keys(desk: Desk) -> None:
    assert {keys for keys, _ in desk.screen.keys} >= {"F2", "F3", "F4", "F6", "F8"}
