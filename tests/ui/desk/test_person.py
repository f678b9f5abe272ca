"""The person on the card: edited, cancelled, replaced, given a new badge."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from nexus_desktop.core.participant import Person
from nexus_desktop.services import badges, people
from nexus_desktop.store import rows
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE, BAT = "Sarantuya Ganbold", "Lê Văn Đức", "Bat Dorj"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def person(desk: Desk, name: str) -> Person:
    return desk.run(lambda s: people.person(s, desk.world.people[name]))


def do(desk: Desk, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key of the desk and wait for what it asks."""
    press(desk.screen.view.field, key, *modifiers)
    desk.settle()


def find(desk: Desk, typed: str) -> None:
    """Type part of a name and wait for the list."""
    desk.hands.type(typed)
    desk.wait(lambda: desk.screen.view.chosen_match is not None)


# Editing


def test_a_name_is_put_right_in_place(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    assert form.heading.text() == f"Edit {LE}"
    assert form.by_name["printed_name"].hasFocus()
    assert form.by_name["country"].text() == "Viet Nam"
    form.by_name["printed_name"].setText("Lê Văn Đức Anh")
    form.by_name["country"].setText("laos")
    assert form.land.text().startswith("Lao")
    press(form.by_name["country"], ENTER)
    desk.wait(lambda: desk.name == "Lê Văn Đức Anh")
    assert desk.screen.view.form is None
    assert desk.screen.view.field.hasFocus()
    assert desk.tone == "good"
    assert "name as printed, country changed" in desk.messages[-1].text
    desk.wait(lambda: desk.screen.view.side.recent.rows[0].name.text() == desk.name)
    assert person(desk, LE).fields.country == "LA"


def test_an_edit_is_taken_back_by_the_last_undo(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    form.by_name["attention"].setText("Give the car key")
    press(form.by_name["attention"], ENTER)
    desk.wait(lambda: desk.screen.view.card.face.attention == "Give the car key")
    do(desk, Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: desk.screen.view.card.face.attention == "")
    assert desk.messages[-1].text == "Taken back."
    assert desk.tone == "good", "the scan stands"
    do(desk, Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: desk.screen.view.card.face.word == "Undone")


def test_a_scan_leaves_the_half_filled_form_alone(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    form.by_name["organisation"].setText("City of Da")
    form.by_name["organisation"].setFocus()
    desk.scan(GANBOLD)
    assert form.by_name["organisation"].text() == "City of Da"
    assert form.by_name["organisation"].hasFocus()
    assert desk.name == "Ганболдын Сарантуяа"
    press(form.by_name["organisation"], ENTER)
    desk.wait(lambda: person(desk, LE).fields.organisation == "City of Da")
    assert person(desk, GANBOLD).fields.organisation != "City of Da"
    assert desk.name == "Ганболдын Сарантуяа"


def test_what_was_typed_is_there_when_the_form_comes_back(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    form.by_name["role"].setText("Speak")
    press(form.by_name["role"], ESCAPE)
    assert desk.screen.view.field.hasFocus()
    do(desk, Qt.Key.Key_F5)
    assert form.by_name["role"].text() == "Speak"
    do(desk, Qt.Key.Key_F5)
    assert desk.screen.view.form is None
    desk.scan(GANBOLD)
    do(desk, Qt.Key.Key_F5)
    assert form.by_name["role"].text() == "Speaker"
    press(form.by_name["role"], ENTER)
    assert desk.screen.view.form is None, "nothing was changed"


def test_a_bad_value_is_told_at_the_form(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    form.by_name["email"].setText("no at sign")
    press(form.by_name["email"], ENTER)
    desk.wait(lambda: "no @" in form.error.text())
    assert desk.screen.view.form is form
    form.by_name["email"].setText("duc@example.org")
    assert form.error.isHidden()
    press(form.by_name["email"], Qt.Key.Key_Down)
    assert form.by_name["attention"].hasFocus()
    press(form.by_name["attention"], Qt.Key.Key_Down)
    assert form.by_name["printed_name"].hasFocus()
    press(form.by_name["printed_name"], Qt.Key.Key_Up)
    press(form.by_name["attention"], ENTER)
    desk.wait(lambda: person(desk, LE).fields.email == "duc@example.org")


def test_a_printed_badge_that_shows_the_old_name_is_pointed_out(desk: Desk) -> None:
    def print_it(session: object) -> None:
        (one,) = badges.to_print(session, [desk.world.people[LE]])  # type: ignore[arg-type]  # a Session
        badges.record_printing(session, [one.badge_id], "box C", at=desk.at)  # type: ignore[arg-type]  # a Session

    desk.run(print_it)
    desk.scan(LE)
    assert ("Badge", "box C") in desk.screen.view.card.face.fields
    assert desk.screen.view.card.face.note.startswith("Badge printed Wed 5 Nov")
    do(desk, Qt.Key.Key_F5)
    form = desk.screen.view.edit
    form.by_name["printed_name"].setText("Duc Le")
    press(form.by_name["printed_name"], ENTER)
    desk.wait(lambda: desk.name == "Duc Le")
    assert "F4 prints the badge anew" in desk.messages[-1].text


# Cancelling


def test_a_registration_is_cancelled_with_a_reason_and_brought_back(
    desk: Desk,
) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F7)
    bar = desk.screen.view.reason
    assert bar.text.text() == f"Cancel the registration of {LE}?"
    desk.hands.type("missed the flight")
    press(bar.reason, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Cancelled")
    assert "missed the flight" in desk.screen.view.card.face.message
    assert person(desk, LE).cancel_reason == "missed the flight"
    assert desk.screen.person.is_cancelled
    do(desk, Qt.Key.Key_F7)
    desk.wait(lambda: not person(desk, LE).is_cancelled)
    assert desk.screen.view.card.face.word.startswith("In since")
    press(desk.screen.view.field, Qt.Key.Key_F7)
    press(bar.reason, ENTER)
    desk.wait(lambda: person(desk, LE).is_cancelled)
    desk.scan(LE)
    assert (desk.screen.view.card.face.word, desk.tone) == ("Cancelled", "bad")


def test_a_cancelling_is_undone_by_key_and_by_the_message(desk: Desk) -> None:
    def undo_by_message() -> None:
        action = desk.messages[-1].action
        assert action is not None
        action[1]()

    def undo_by_key() -> None:
        press(desk.screen.view.field, Qt.Key.Key_Z, CTRL)

    for take_back in (undo_by_key, undo_by_message):
        desk.scan(LE)
        press(desk.screen.view.field, Qt.Key.Key_F7)
        press(desk.screen.view.reason.reason, ENTER)
        desk.wait(lambda: person(desk, LE).is_cancelled)
        desk.settle()
        take_back()
        desk.wait(lambda: not person(desk, LE).is_cancelled)
        desk.settle()


def test_the_refusal_of_who_cancelled_tells_why(desk: Desk) -> None:
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], "is ill", at=desk.at))
    desk.scan(LE)
    face = desk.screen.view.card.face
    assert face.message == "The registration was cancelled: is ill"
    assert "F8" in face.advice


# Somebody for another


def test_somebody_comes_in_place_of_another(desk: Desk) -> None:
    find(desk, "duc")
    do(desk, Qt.Key.Key_F2, SHIFT)
    form = desk.screen.view.stand_in
    assert form.heading.text() == f"In place of {LE}"
    assert form.organisation.text() == "Municipality of Da Nang"
    assert form.country.text() == "Viet Nam"
    assert form.given.hasFocus()
    desk.hands.type("Ha")
    press(form.given, ENTER)
    desk.hands.type("Tran")
    for field in (form.family, form.organisation, form.country):
        press(field, ENTER)
    desk.wait(lambda: desk.tone == "good")
    assert desk.name == "Tran Ha", "as names are written there"
    assert person(desk, LE).is_cancelled
    assert f"Tran Ha comes in place of {LE}" in desk.messages[-1].text
    assert desk.screen.view.form is None
    do(desk, Qt.Key.Key_Z, CTRL)
    desk.wait(lambda: not person(desk, LE).is_cancelled)
    assert (desk.name, desk.screen.view.card.face.word) == (LE, "Not in yet")
    assert desk.run(lambda s: [p.printed_name for p in people.people(s)]).count(LE) == 1


def test_nobody_comes_for_who_is_here(desk: Desk) -> None:
    desk.scan(LE)
    do(desk, Qt.Key.Key_F2, SHIFT)
    form = desk.screen.view.stand_in
    form.given.setText("Ha")
    form.submit()
    desk.wait(lambda: "nobody can come" in form.error.text())
    do(desk, Qt.Key.Key_F2, SHIFT)
    assert desk.screen.view.form is None


def test_who_may_be_on_the_list_is_shown_before_they_replace(desk: Desk) -> None:
    find(desk, "duc")
    do(desk, Qt.Key.Key_F2, SHIFT)
    form = desk.screen.view.stand_in
    form.given.setText("Bat")
    form.family.setText("Dorj")
    form.country.setText("Mongolia")
    form.submit()
    desk.wait(lambda: form.known.count() == 2)
    assert form.register.text() == "No, go on"
    item = form.known.itemAt(1)
    assert item is not None
    candidate = item.widget()
    assert isinstance(candidate, QPushButton)
    candidate.click()
    desk.wait(lambda: desk.name == BAT)
    assert not person(desk, LE).is_cancelled


# Badges


def test_a_lost_badge_is_switched_off_without_a_new_one(desk: Desk) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4, SHIFT)
    bar = desk.screen.view.reason
    press(bar.reason, Qt.Key.Key_Up)
    assert bar.reason.text() == "Name changed"
    press(bar.reason, Qt.Key.Key_Down)
    press(bar.reason, Qt.Key.Key_Down)
    assert bar.reason.text() == "Damaged"
    bar.answers[1].click()
    desk.wait(lambda: bool(desk.messages))
    assert "switched off" in desk.messages[-1].text
    desk.scan(LE)
    assert desk.screen.view.card.face.word == "Badge is off"
    press(desk.screen.view.field, Qt.Key.Key_F4, SHIFT)
    bar.answers[1].click()
    desk.wait(lambda: "no badge to switch off" in desk.messages[-1].text)
    assert desk.run(lambda s: s.query(rows.Badge).filter_by(reason="Damaged").count())


def test_a_usual_reason_is_taken_by_a_click(desk: Desk) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F4, SHIFT)
    bar = desk.screen.view.reason
    item = bar._ready.itemAt(0)
    assert item is not None
    chip = item.widget()
    assert isinstance(chip, QPushButton)
    chip.click()
    assert bar.reason.text() == "Lost"
    assert bar.reason.hasFocus()
    press(bar.reason, ESCAPE)
    assert bar.isHidden()


# Looking somebody up


def test_somebody_is_looked_up_without_being_let_in(desk: Desk) -> None:
    find(desk, "duc")
    do(desk, ENTER, SHIFT)
    desk.wait(lambda: desk.name == LE)
    assert (desk.screen.view.card.face.word, desk.tone) == ("Not in yet", "idle")
    assert desk.run(lambda s: s.query(rows.Scan).count()) == 0
    assert desk.screen.view.field.text() == ""
    do(desk, ENTER)
    desk.wait(lambda: desk.tone == "good")
    desk.pass_time(minutes=1)
    find(desk, "duc")
    do(desk, ENTER, SHIFT)
    desk.wait(lambda: desk.screen.view.card.face.word.startswith("In since"))
    do(desk, ENTER)
    assert desk.run(lambda s: s.query(rows.Scan).count()) == 1


def test_keys_mean_who_is_chosen_in_the_list(desk: Desk) -> None:
    desk.scan(GANBOLD)
    find(desk, "duc")
    assert desk.screen.person.guest is not None
    assert desk.screen.person.guest.name == LE
    assert not desk.screen.person.admit_hint.isEnabled()
    do(desk, Qt.Key.Key_F5)
    desk.wait(lambda: desk.screen.view.edit.heading.text() == f"Edit {LE}")
    assert desk.run(lambda s: s.query(rows.Scan).count()) == 1


def test_who_is_cancelled_from_the_list_is_shown_and_the_field_is_free(
    desk: Desk,
) -> None:
    find(desk, "duc")
    press(desk.screen.view.field, Qt.Key.Key_F7)
    press(desk.screen.view.reason.reason, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.word == "Cancelled")
    assert desk.screen.view.field.text() == ""
    assert not desk.screen.view.are_matches_shown


def test_what_changes_about_somebody_looked_up_is_seen(desk: Desk) -> None:
    find(desk, "duc")
    do(desk, ENTER, SHIFT)
    desk.wait(lambda: desk.name == LE)
    whose = desk.world.people[LE]
    desk.run(lambda s: people.edit(s, whose, {"role": "Speaker"}, at=desk.at))
    desk.wait(lambda: "Speaker" in desk.screen.view.card.face.line)
    desk.run(lambda s: people.cancel(s, whose, at=desk.at))
    desk.wait(lambda: desk.screen.view.card.face.word == "Cancelled")
    desk.wait(lambda: desk.screen.person.is_cancelled)


def test_a_note_that_was_seen_does_not_come_back(desk: Desk) -> None:
    desk.scan(GANBOLD)
    do(desk, ESCAPE)
    assert desk.screen.view.card.face.attention == ""
    whose = desk.world.people[GANBOLD]
    desk.run(lambda s: people.edit(s, whose, {"role": "Chair"}, at=desk.at))
    desk.wait(lambda: "Chair" in desk.screen.view.card.face.line)
    assert desk.screen.view.card.face.attention == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F7])
def test_without_a_person_the_keys_do_nothing(desk: Desk, key: Qt.Key) -> None:
    desk.scan("hotel-key-4711")
    do(desk, key)
    do(desk, Qt.Key.Key_F2, SHIFT)
    assert desk.screen.view.form is None
    assert desk.screen.view.reason.isHidden()
    assert desk.messages == []
