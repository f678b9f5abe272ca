from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.checkin import Verdict
from nexus_desktop.services import attendance, badges, people
from nexus_desktop.store import rows
from nexus_desktop.ui.scanning.keys import ScannerKeys
from tests.conftest import NINE
from tests.services.desk_world import KEY, seat
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"


def test_before_the_first_scan_the_desk_says_how_to_begin(desk: Desk) -> None:
    assert desk.screen.view._idle.isVisible()
    assert not desk.screen.view.card.isVisible()
    assert desk.screen.title == "Registration, day 1"
    assert desk.screen.view.place.text() == "Registration, day 1"


def test_a_scan_turns_the_card_green_when_it_is_saved(desk: Desk) -> None:
    desk.scan(GANBOLD)
    face = desk.screen.view.card.face
    assert (face.tone, face.name) == ("good", "Ганболдын Сарантуяа")
    assert face.second == GANBOLD
    assert face.line == "Municipality of Ulaanbaatar  ·  Mongolia  ·  Speaker"
    assert face.attention == "Give her the speaker's folder"
    assert (face.time, face.word) == ("09:01", "Welcome")
    assert len(desk.run(attendance.presences)) == 1
    assert desk.screen.view.card.isVisible()
    assert "Give her the speaker's folder" in desk.screen.view.card.accessibleName()


def test_a_second_scan_tells_when_they_came(desk: Desk) -> None:
    desk.scan(LE)
    desk.scan(LE)
    face = desk.screen.view.card.face
    assert (face.tone, face.message) == ("warn", "Came in at 09:01, Desk 1.")


def test_the_same_badge_at_once_keeps_the_card(desk: Desk) -> None:
    desk.scan(LE)
    face = desk.screen.view.card.face
    desk.hands.scan(desk.code(LE))
    desk.settle()
    assert desk.screen.view.card.face == face


@pytest.mark.parametrize("layout", ["й", "ก", "&"])
def test_no_keyboard_layout_spoils_a_scan(desk: Desk, layout: str) -> None:
    desk.scan(LE, layout=layout)
    assert (desk.tone, desk.name) == ("good", LE)
    assert desk.screen.view.field.text() == ""


def test_a_scanner_may_end_with_tab(desk: Desk) -> None:
    desk.hands.scan(desk.code(LE), end=Qt.Key.Key_Tab)
    desk.settle()
    assert desk.name == LE
    assert desk.screen.view.field.hasFocus()


def test_a_scan_is_taken_from_a_form_and_leaves_it_as_it_was(desk: Desk) -> None:
    press(desk.screen.view.field, Qt.Key.Key_F2)
    form = desk.screen.view.walk_in
    assert form.given.hasFocus()
    desk.hands.type("Ana")
    desk.scan(LE)
    assert (desk.tone, desk.name) == ("good", LE)
    assert [field.text() for field in form.fields] == ["Ana", "", "", ""]
    assert form.isVisible()
    assert form.given.hasFocus()
    desk.hands.type("b")
    assert form.given.text() == "Anab"


def test_a_scan_is_taken_while_a_name_is_typed(desk: Desk) -> None:
    desk.hands.type("gan")
    desk.scan(LE)
    assert desk.name == LE
    assert desk.screen.view.card.isVisible()
    assert desk.screen.view.field.text() == ""


def test_a_code_typed_by_hand_is_a_scan_too(desk: Desk) -> None:
    desk.screen.view.field.setText(desk.code(LE).lower())
    press(desk.screen.view.field, Qt.Key.Key_Return)
    desk.settle()
    assert (desk.tone, desk.name) == ("good", LE)


def test_a_burst_of_letters_by_a_person_is_not_lost(desk: Desk) -> None:
    desk.hands.type("ganbolds", gap=10)
    desk.wait(lambda: desk.screen.view.field.text() == "ganbolds")


def test_a_badge_is_let_in_from_another_screen_and_nothing_is_typed_there(
    desk: Desk,
) -> None:
    other = QLineEdit("half a line", desk.window)
    other.show()
    desk.screen.hide()
    other.setFocus()
    desk.pass_time(minutes=1)
    desk.hands.scan(desk.code(LE))
    desk.wait(lambda: bool(desk.messages))
    assert desk.messages[0].text == f"{LE}: Welcome. This person may come in."
    assert desk.messages[0].tone == "good"
    assert other.text() == "half a line"
    assert other.hasFocus()
    assert len(desk.run(attendance.presences)) == 1
    desk.hands.scan("9783161484100")  # no badge: text, here
    assert other.text() == "half a line9783161484100"


def test_a_message_from_afar_leads_to_the_card(desk: Desk) -> None:
    desk.scan(LE)
    desk.screen.hide()
    desk.pass_time(minutes=1)
    desk.hands.scan("]Q1" + desk.code(LE))
    desk.wait(lambda: bool(desk.messages))
    assert "Came in at 09:01" in desk.messages[0].text
    action = desk.messages[0].action
    assert action is not None
    desk.screen.show()
    action[1]()
    desk.wait(desk.screen.view.field.hasFocus)
    assert (desk.tone, desk.name) == ("warn", LE)
    desk.scan(GANBOLD)
    assert len(desk.messages) == 1


def test_a_message_from_afar_tells_the_group_or_that_it_is_nobodys(
    desk: Desk,
) -> None:
    later = NINE + timedelta(hours=2)
    desk.run(lambda s: seat(s, desk.world.people[LE], starts_at=later))
    desk.screen.hide()
    desk.pass_time(minutes=1)
    desk.hands.scan(desk.code(LE))
    desk.wait(lambda: bool(desk.messages))
    assert desk.messages[0].text.endswith("C · Water · Room 3 · 7")
    desk.hands.scan(badge.encode(BadgeCode(1, "0badf00d", "00" * 8, 1), KEY))
    desk.wait(lambda: len(desk.messages) == 2)
    assert desk.messages[1].text.startswith("Another workshop. ")
    assert desk.messages[1].tone == "bad"


def test_who_listens_last_hears(desk: Desk) -> None:
    heard: list[str] = []
    other = ScannerKeys(desk.screen)
    other.scanned.connect(heard.append)
    other.listen(on=True)
    other.listen(on=True)
    was_listening = other.is_listening
    desk.hands.scan(desk.code(LE))
    assert heard == [desk.code(LE)]
    other.listen(on=False)
    assert (was_listening, other.is_listening) == (True, False)
    desk.hands.scan(desk.code(LE))
    desk.settle()
    assert (len(heard), desk.name) == (1, LE)


@pytest.mark.parametrize(
    ("code", "verdict", "tone"),
    [
        ("9783161484100", Verdict.MALFORMED, "bad"),
        (BadgeCode(1, "0badf00d", "00" * 8, 1), Verdict.WRONG_WORKSHOP, "bad"),
        (BadgeCode(9, "0badcafe", "00" * 8, 1), Verdict.UNKNOWN_KEY, "bad"),
        (BadgeCode(1, "0badcafe", "00" * 8, 1), Verdict.ADMITTED_UNSYNCED, "good"),
    ],
)
def test_codes_that_name_nobody_are_told(
    desk: Desk, code: str | BadgeCode, verdict: Verdict, tone: str
) -> None:
    desk.scan(code if isinstance(code, str) else badge.encode(code, KEY))
    assert desk.screen.person.result is not None
    assert desk.screen.person.result.verdict is verdict
    assert (desk.tone, desk.screen.person.print_hint.isEnabled()) == (tone, False)
    assert desk.screen.person.admit_hint.isEnabled() == (tone == "bad")


def test_a_forged_badge_can_not_be_admitted(desk: Desk) -> None:
    code = desk.code(LE)
    desk.scan(code[:-3] + ("B" if code[-3] == "A" else "A") + code[-2:])
    assert (desk.tone, desk.name) == ("bad", "Forged")
    assert not desk.screen.person.admit_hint.isEnabled()
    press(desk.screen.view.field, Qt.Key.Key_F8)
    assert desk.screen.view.reason.isHidden()


def test_badges_that_are_off_old_or_cancelled_are_red_with_the_name(desk: Desk) -> None:
    world = desk.world
    desk.run(lambda s: badges.reissue(s, world.people[LE], "lost", at=desk.at))
    desk.run(lambda s: badges.revoke(s, world.people["Bat Dorj"], at=desk.at))
    desk.run(lambda s: people.cancel(s, world.people[GANBOLD], at=desk.at))
    for name, word in ((LE, "Old badge"), ("Bat Dorj", "Badge is off")):
        desk.scan(name)
        assert (desk.tone, desk.name) == ("bad", name)
        assert desk.screen.view.card.face.word == word
    desk.scan(GANBOLD)
    assert desk.screen.view.card.face.word == "Cancelled"


def test_a_slow_answer_is_announced_and_then_shown(desk: Desk) -> None:
    go_on = Event()
    desk.screen._runner.submit(desk.screen, lambda _: go_on.wait(20))
    desk.hands.scan(desk.code(LE))
    desk.wait(lambda: desk.screen.view.card.face.word == "One moment…")
    assert desk.tone == "idle"
    go_on.set()
    desk.wait(lambda: desk.name == LE)
    assert desk.tone == "good"


def test_a_scan_that_is_not_saved_is_never_green(desk: Desk) -> None:
    def close(session: object) -> None:
        row = session.get_one(rows.Checkpoint, desk.world.desk)  # type: ignore[attr-defined]  # a Session
        row.removed_at = desk.at

    desk.screen._runner.changed.disconnect(desk.screen._look_if_touched)
    desk.run(close)
    desk.scan(LE)
    assert (desk.tone, desk.screen.view.card.face.word) == ("bad", "Not saved")
    assert "checkpoint" in desk.screen.view.card.face.message


def test_escape_takes_the_note_away_and_then_the_person(desk: Desk) -> None:
    desk.scan(GANBOLD)
    press(desk.screen.view.field, Qt.Key.Key_Escape)
    assert (desk.screen.view.card.face.attention, desk.tone) == ("", "good")
    press(desk.screen.view.field, Qt.Key.Key_Escape)
    assert desk.screen.view._idle.isVisible()
    assert not desk.screen.person.print_hint.isEnabled()
