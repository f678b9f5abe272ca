from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.services import people
from nexus_desktop.ui.desk.parts_button import PartsButton
from nexus_desktop.ui.desk.walk_in import WalkInPanel
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def open_form(desk: Desk) -> WalkInPanel:
    press(desk.screen.view.field, Qt.Key.Key_F2)
    return desk.screen.view.walk_in


def fill(desk: Desk, *texts: str) -> None:
    """Type each text and Enter."""
    for text in texts:
        desk.hands.type(text)
        desk.hands.at += 300
        desk.hands.key(ENTER, 36)


def everybody(desk: Desk) -> list[PersonRow]:
    return desk.run(people.people)


def test_enter_after_enter_registers(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Ana", "Reyes", "City of Naga")
    assert form.country.hasFocus()
    desk.hands.type("ph")
    assert form.land.text() == "Philippines"
    fill(desk, "")
    desk.wait(lambda: not form.isVisible())
    face = desk.screen.view.card.face
    assert (face.tone, face.name) == ("good", "Ana Reyes")
    assert "F4" in face.message
    assert form.is_empty
    assert desk.screen.view.field.hasFocus()
    assert len(everybody(desk)) == 5


def test_a_walk_in_takes_few_keys(desk: Desk, qapp: QApplication) -> None:
    class Count(QObject):
        keys = 0

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            is_key = event.type() == QEvent.Type.KeyPress
            self.keys += is_key and watched is QApplication.focusWidget()
            return False

    count = Count()
    qapp.installEventFilter(count)
    form = open_form(desk)
    fill(desk, "Ana", "Reyes", "City of Naga", "ph")
    desk.wait(lambda: not form.isVisible())
    qapp.removeEventFilter(count)
    assert desk.name == "Ana Reyes"
    letters = len("Ana") + len("Reyes") + len("City of Naga") + len("ph")
    assert count.keys == letters + 4, "Enter after each field; F2 is a shortcut"


def test_the_beginning_of_a_country_is_enough(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Ana", "Reyes", "")
    desk.hands.type("nige")
    assert form.land.text() == "Niger, Nigeria"
    fill(desk, "")
    assert form.error.text() == "“nige” names no country."
    assert form.isVisible()
    assert form.country.hasFocus()
    fill(desk, "jap")
    desk.wait(lambda: not form.isVisible())
    assert {
        row.country for row in everybody(desk) if row.printed_name == "Ana Reyes"
    } == {"JP"}


def test_a_country_written_out_asks_no_second_time(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Sarantuya", "Ganbold", "", "mong")
    desk.wait(lambda: form.register.text() == "No, register")
    assert form.country.text() == "Mongolia"
    fill(desk, "")
    desk.wait(lambda: not form.isVisible())
    assert len(everybody(desk)) == 5


def test_the_form_closes_and_keeps_what_was_typed(desk: Desk) -> None:
    form = open_form(desk)
    desk.hands.type("Ana")
    press(form.given, ESCAPE)
    assert not form.isVisible()
    assert desk.screen.view.field.hasFocus()
    open_form(desk)
    assert form.given.text() == "Ana"
    assert form.family.hasFocus()
    assert form.anew.isVisible()
    form.anew.click()
    assert form.is_empty
    assert form.given.hasFocus()
    press(form.given, Qt.Key.Key_F2)
    assert not form.isVisible()


def test_an_empty_form_or_no_country_is_explained_in_place(desk: Desk) -> None:
    form = open_form(desk)
    form.submit()
    assert "name" in form.error.text()
    assert form.error.isVisible()
    fill(desk, "Ana", "Reyes", "", "Atlantis")
    desk.wait(lambda: "Atlantis" in form.error.text())
    assert desk.messages == []
    desk.hands.type("x")
    assert form.error.isHidden()


def test_somebody_alike_is_asked_about(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Sarantuya", "Ganbold", "", "MN")
    desk.wait(lambda: form.register.text() == "No, register")
    assert form.known.count() == 2
    assert len(everybody(desk)) == 4
    fill(desk, "")
    desk.wait(lambda: not form.isVisible())
    assert len(everybody(desk)) == 5


def test_who_is_called_so_is_told_while_the_rest_is_typed(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Sarantuya", "Ganbold")
    desk.wait(lambda: form.known.count() == 2 and only_candidate(form).isVisible())
    assert form.register.text() == "Register"
    desk.hands.type("City of Naga")
    assert form.known.count() == 2
    press(form.organisation, Qt.Key.Key_Tab)
    press(form.country, Qt.Key.Key_Tab)
    candidate = only_candidate(form)
    assert candidate.hasFocus()
    press(candidate, Qt.Key.Key_Space)
    desk.wait(lambda: desk.tone == "good")
    assert desk.name == "Ганболдын Сарантуяа"
    assert len(everybody(desk)) == 4
    form = open_form(desk)
    fill(desk, "Sarantuya", "Ganbold")
    desk.wait(lambda: form.known.count() == 2)
    form.given.setText("Nomin")
    assert form.known.count() == 0


def only_candidate(form: WalkInPanel) -> PartsButton:
    """Return the one who may be meant, under the heading."""
    assert form.known.count() == 2
    item = form.known.itemAt(1)
    candidate = item.widget() if item is not None else None
    assert isinstance(candidate, PartsButton)
    return candidate


def test_the_one_who_is_meant_is_let_in_instead(desk: Desk) -> None:
    desk.scan("Lê Văn Đức")
    form = open_form(desk)
    fill(desk, "Duc", "Le Van", "", "")
    desk.wait(lambda: form.register.text() == "No, register")
    desk.wait(lambda: only_candidate(form).isVisible())
    candidate = only_candidate(form)
    assert "in since 09:01" in candidate.accessibleName()
    desk.pass_time(minutes=1)
    desk.qtbot.mouseClick(candidate, Qt.MouseButton.LeftButton)
    desk.settle()
    assert (desk.tone, desk.name) == ("warn", "Lê Văn Đức")
    assert len(everybody(desk)) == 4
    assert form.is_empty


def test_typing_on_asks_anew(desk: Desk) -> None:
    form = open_form(desk)
    fill(desk, "Sarantuya", "Ganbold", "", "")
    desk.wait(lambda: form.register.text() == "No, register")
    desk.hands.type("x")
    assert form.known.count() == 0
    assert form.register.text() == "Register"


def test_one_word_is_a_given_name(desk: Desk) -> None:
    form = desk.screen.view.walk_in
    form.begin("Madonna")
    assert (form.given.text(), form.family.text()) == ("Madonna", "")
