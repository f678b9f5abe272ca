import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester

from nexus_desktop.services import attendance, people
from tests.services.desk_world import add_person
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def look_for(desk: Desk, text: str) -> None:
    desk.hands.type(text)
    desk.wait(lambda: desk.screen.finder.answered == text)


def names(desk: Desk) -> list[str]:
    return [match.guest.name for match in desk.screen.view.matches.rows.people]


def test_a_typed_name_shows_who_is_meant(
    desk: Desk, qtmodeltester: ModelTester
) -> None:
    desk.scan(GANBOLD)
    look_for(desk, "mun")
    assert desk.screen.view.are_matches_shown
    assert set(names(desk)) == {GANBOLD, LE}
    rows = desk.screen.view.matches.rows
    shown = [rows.index(line, 0).data() for line in range(2)]
    assert any("Ганболдын Сарантуяа" in text and "in 09:01" in text for text in shown)
    assert any("Da Nang" in text and "not yet" in text for text in shown)
    qtmodeltester.check(rows)


def test_enter_lets_in_the_chosen_one(desk: Desk) -> None:
    look_for(desk, "mun")
    view = desk.screen.view.matches.view
    second = names(desk)[1]
    press(desk.screen.view.field, Qt.Key.Key_Down)
    press(desk.screen.view.field, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() == 1
    press(desk.screen.view.field, ENTER)
    desk.settle()
    shown = desk.screen.person.result
    assert shown is not None
    assert shown.participant is not None
    assert (shown.participant.name, shown.way) == (second, "search")
    assert desk.screen.view.field.text() == ""
    assert len(desk.run(attendance.presences)) == 1


def test_a_click_lets_in_too(desk: Desk) -> None:
    look_for(desk, "duc")
    view = desk.screen.view.matches.view
    box = view.visualRect(view.model().index(0, 0))
    desk.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=box.center() + QPoint(4, 4)
    )
    desk.settle()
    assert desk.name == LE


def test_enter_before_the_list_is_there_waits_for_one_alone(desk: Desk) -> None:
    desk.hands.type("duc")
    press(desk.screen.view.field, ENTER)
    desk.wait(lambda: desk.name == LE)
    desk.hands.type("mun")
    press(desk.screen.view.field, ENTER)
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    assert len(names(desk)) == 2


def test_escape_goes_back_to_scanning(desk: Desk) -> None:
    desk.scan(LE)
    look_for(desk, "gan")
    press(desk.screen.view.field, ESCAPE)
    assert desk.screen.view.card.isVisible()
    assert desk.screen.view.field.text() == ""
    assert desk.name == LE


def test_clearing_the_field_goes_back_too(desk: Desk) -> None:
    look_for(desk, "g")
    press(desk.screen.view.field, Qt.Key.Key_Backspace)
    assert not desk.screen.view.are_matches_shown


def test_a_misspelt_name_shows_near_ones(desk: Desk) -> None:
    matches = desk.screen.view.matches
    look_for(desk, "ganbolt")
    assert "Nobody is called" in matches.heading.text()
    desk.wait(lambda: "Did you mean" in matches.heading.text())
    assert names(desk) == [GANBOLD]
    press(desk.screen.view.field, ENTER)  # nobody is let in for another by mistake
    desk.settle()
    assert desk.screen.view.field.text() == "ganbolt"
    press(desk.screen.view.field, Qt.Key.Key_Down)
    press(desk.screen.view.field, ENTER)
    desk.settle()
    assert desk.screen.view.card.face.second == GANBOLD


def test_typing_on_ends_the_search_for_names_nearly_alike(desk: Desk) -> None:
    search = desk.screen.finder.search
    look_for(desk, "ganbolt")
    desk.wait(lambda: search._job is not None or not search.is_looking_nearby)
    desk.hands.type("x")
    desk.hands.type("qvwkxqvwkj")
    desk.wait(lambda: desk.screen.finder.answered == "ganboltxqvwkxqvwkj")
    desk.wait(lambda: not search.is_looking_nearby)
    assert "walk-in" in desk.screen.view.matches.nobody.text()
    press(desk.screen.view.field, ESCAPE)
    assert not search.is_looking_nearby
    desk.qtbot.wait(200)
    assert not desk.screen.view.are_matches_shown


def test_the_same_people_are_compared_again_without_reading_them(desk: Desk) -> None:
    search, kept = desk.screen.finder.search, []
    for text in ("ganbolt", "dorjj"):
        look_for(desk, text)
        desk.wait(lambda: "Did you mean" in desk.screen.view.matches.heading.text())
        kept.append(search._near)
        press(desk.screen.view.field, ESCAPE)
    first, second = kept
    assert first is not None
    assert second is not None
    assert second[1] is first[1]


def test_a_name_that_nobody_has_offers_a_walk_in(desk: Desk) -> None:
    look_for(desk, "xavier quux")
    assert "Nobody is called" in desk.screen.view.matches.heading.text()
    assert desk.screen.view.matches.nobody.isVisible()
    press(desk.screen.view.field, ENTER)
    press(desk.screen.view.field, Qt.Key.Key_Down)
    press(desk.screen.view.field, Qt.Key.Key_F2)
    form = desk.screen.view.walk_in
    assert [field.text() for field in form.fields] == ["xavier", "quux", "", ""]


def test_who_cancelled_is_marked(desk: Desk) -> None:
    desk.run(lambda s: people.cancel(s, desk.world.people[LE], at=desk.at))
    look_for(desk, "duc")
    rows = desk.screen.view.matches.rows
    assert "cancelled" in rows.index(0, 0).data()
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.FontRole) is None
    assert rows.data(rows.index(9, 0)) is None


@pytest.mark.parametrize("name", ["nx1", "N X 1", "12345678 90"])
def test_what_looks_like_a_code_is_still_a_name(desk: Desk, name: str) -> None:
    look_for(desk, name)
    press(desk.screen.view.field, ENTER)
    desk.settle()
    assert desk.screen.view.are_matches_shown
    assert desk.screen.view.field.text() == name


def test_who_is_not_in_yet_is_listed(desk: Desk) -> None:
    desk.scan(LE)
    press(desk.screen.view.field, Qt.Key.Key_F3)
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    assert desk.screen.view.matches.heading.text() == "3 not in yet"
    assert LE not in names(desk)
    press(desk.screen.view.field, ENTER)
    desk.settle()
    assert desk.name == "Bat Dorj"
    for name in (GANBOLD, "Juan Miguel Peña"):
        desk.scan(name)
    press(desk.screen.view.field, Qt.Key.Key_F3)
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    assert "Everybody" in desk.screen.view.matches.nobody.text()


def test_who_is_not_in_yet_is_narrowed_by_typing(desk: Desk) -> None:
    desk.scan(LE)
    matches = desk.screen.view.matches
    press(desk.screen.view.field, Qt.Key.Key_F3)
    desk.wait(lambda: len(names(desk)) == 3)
    desk.hands.type("ba")
    desk.wait(lambda: names(desk) == ["Bat Dorj"])
    assert matches.heading.text() == "1 not in yet"
    assert matches.filters.awaited.isChecked()
    desk.hands.type("xx")
    desk.wait(lambda: not names(desk))
    assert "Take a filter away" in matches.nobody.text()
    press(desk.screen.view.field, ESCAPE)
    assert not matches.filters.awaited.isChecked()
    assert not desk.screen.view.are_matches_shown
    press(desk.screen.view.field, Qt.Key.Key_F3)
    desk.wait(lambda: len(names(desk)) == 3)
    press(desk.screen.view.field, Qt.Key.Key_F3)
    assert not desk.screen.view.are_matches_shown


def test_a_country_and_a_category_narrow_the_list(desk: Desk) -> None:
    field, matches = desk.screen.view.field, desk.screen.view.matches
    filters, menu = matches.filters, matches.filters.menu
    press(field, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    desk.wait(menu.isVisible)
    assert desk.screen.view.are_matches_shown
    offered = [action.text() for action in menu.actions()]
    assert offered == [
        "Any country",
        "Mongolia  (2)",
        "Philippines  (1)",
        "Viet Nam  (1)",
    ]
    desk.hands.scan("]Q1\\000026")  # what is no code is nobody's
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    desk.wait(lambda: names(desk) == ["Bat Dorj", GANBOLD])
    assert matches.heading.text() == "2 people"
    assert (filters.country.text(), filters.country.isChecked()) == ("Mongolia", True)
    desk.hands.type("sar")
    desk.wait(lambda: names(desk) == [GANBOLD])
    assert matches.heading.text() == "1 person"


def test_filters_are_taken_away_one_by_one_or_by_letting_somebody_in(
    desk: Desk,
) -> None:
    field, matches = desk.screen.view.field, desk.screen.view.matches
    filters, menu = matches.filters, matches.filters.menu
    desk.hands.type("sar")
    filters.country_chosen.emit("MN")
    press(field, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    desk.wait(menu.isVisible)
    assert menu.actions()[1].text() == "City government  (1)"
    menu.actions()[1].trigger()
    menu.close()
    desk.wait(filters.category.isChecked)
    filters.country.click()
    desk.wait(menu.isVisible)
    menu.actions()[0].trigger()
    menu.close()
    desk.wait(lambda: not filters.country.isChecked())
    desk.wait(lambda: names(desk) == [GANBOLD])
    press(field, ENTER)
    desk.wait(lambda: desk.screen.view.card.face.second == GANBOLD)
    assert not filters.category.isChecked()


def test_escape_before_the_answer_forgets_the_filter_too(desk: Desk) -> None:
    press(desk.screen.view.field, Qt.Key.Key_F3)
    press(desk.screen.view.field, ESCAPE)
    desk.settle()
    assert not desk.screen.finder.is_looking
    look_for(desk, "duc")
    assert desk.screen.view.matches.heading.text() == "Who is it?"


def test_a_menu_without_a_choice_goes_back_to_the_card(desk: Desk) -> None:
    desk.scan(LE)
    menu = desk.screen.view.matches.filters.menu
    press(desk.screen.view.field, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    desk.wait(menu.isVisible)
    press(menu, ESCAPE)
    desk.wait(desk.screen.view.card.isVisible)
    assert desk.name == LE


def test_a_long_list_says_that_there_are_more(desk: Desk) -> None:
    desk.run(lambda s: [add_person(s, f"Person {n:03}") for n in range(320)])
    press(desk.screen.view.field, Qt.Key.Key_F3)
    matches = desk.screen.view.matches
    desk.wait(lambda: matches.heading.text() == "324 not in yet")
    assert "The first 300" in matches.hint.text()


def test_a_whole_party_comes_in(desk: Desk) -> None:
    desk.scan(LE)
    assert not desk.screen.person.party_hint.isEnabled()
    desk.screen.person.ask_party()
    desk.scan(GANBOLD)
    press(desk.screen.view.field, Qt.Key.Key_F6)
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    matches = desk.screen.view.matches
    assert (matches.heading.text(), matches.party.text()) == ("Ulaanbaatar", "Let in 2")
    matches.step(1)
    desk.pass_time(seconds=20)
    press(desk.screen.view.field, ENTER)
    desk.settle()
    face = desk.screen.view.card.face
    assert (face.tone, face.name) == ("good", "Ulaanbaatar")
    assert face.message == "2 people came in."
    assert len(desk.run(attendance.presences)) == 4
    press(desk.screen.view.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.name == "2 people")
    assert len(desk.run(attendance.presences)) == 2


def test_a_party_that_is_in_needs_nothing(desk: Desk) -> None:
    for name in ("Juan Miguel Peña", "Bat Dorj", GANBOLD):
        desk.scan(name)
    press(desk.screen.view.field, Qt.Key.Key_F6)
    desk.wait(lambda: desk.screen.view.are_matches_shown)
    assert desk.screen.view.matches.party.isHidden()
    press(desk.screen.view.field, ENTER)
    desk.settle()
    assert desk.screen.view.are_matches_shown
