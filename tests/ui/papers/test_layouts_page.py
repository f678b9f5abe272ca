"""The layout editor, used by mouse and keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout, Element
from nexus_desktop.core.badge_layout_file import read, write
from nexus_desktop.core.badge_sheet import Fold, sheet
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.services import badge_layouts, history, people
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.papers.layouts_page import LayoutsPage
from tests.conftest import NINE
from tests.ui.conftest import snapshot

T = TypeVar("T")
USUAL = "ready:a4-8"
_NONE, _CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_LEFT = Qt.MouseButton.LeftButton


class Hands:
    """The page with what somebody does to it, and what it says."""

    def __init__(self, page: LayoutsPage, runner: Runner, qtbot: QtBot) -> None:
        self.page, self._runner, self._qtbot = page, runner, qtbot
        self.said: list[str] = []
        page.messaged.connect(self._hear)

    def _hear(self, message: Message) -> None:
        self.message = message
        self.said.append(message.text)

    def ask(self, work: Callable[[Session], T]) -> T:
        answers: list[T] = []
        self._runner.submit(self.page, work, done=answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def kept(self) -> list[BadgeLayout]:
        self.page.flush()
        return [one.layout for one in self.ask(badge_layouts.layouts)]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        self._qtbot.keyClick(self.page.canvas, key, held or _NONE)

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        held: Qt.KeyboardModifier = _NONE,
    ) -> None:
        canvas = self.page.canvas
        first, last = canvas.place_of(*start), canvas.place_of(*end)
        self.hold(first)
        for share in (0.5, 1.0):
            self.move(first + (last - first) * share, held)
        self.let_go(last)

    def hold(self, at: QPoint) -> None:
        self._qtbot.mousePress(self.page.canvas, _LEFT, _NONE, at)

    def let_go(self, at: QPoint) -> None:
        self._qtbot.mouseRelease(self.page.canvas, _LEFT, _NONE, at)

    def move(self, to: QPoint, held: Qt.KeyboardModifier = _NONE) -> None:
        canvas = self.page.canvas
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(to), QPointF(canvas.mapToGlobal(to)),
            Qt.MouseButton.NoButton, _LEFT, held,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)

    @property
    def chosen(self) -> Element:
        chosen = self.page.draft.chosen
        assert chosen is not None
        return chosen


@pytest.fixture
def hands(qtbot: QtBot, runner: Runner, jobs: Jobs) -> Hands:
    fields = PersonFields(printed_name="Maria Example-Villaseñor", role="Speaker")
    runner.submit(runner, lambda s: people.add(s, fields, at=NINE))
    page = LayoutsPage(runner, jobs, lambda: NINE)
    qtbot.addWidget(page)
    page.resize(1180, 620)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: page.canvas.is_ready)
    return Hands(page, runner, qtbot)


def test_ready_layouts_are_offered_and_the_longest_name_is_shown(hands: Hands) -> None:
    page = hands.page
    assert page.current == USUAL
    assert page.list.ids[0] == USUAL
    assert "Maria Example-Villaseñor" in page.bar.people.currentText()
    assert not page.use.isEnabled(), "it is in use"
    snapshot(page, "layouts")


def test_changing_a_ready_layout_keeps_a_copy_in_the_workshop(
    hands: Hands, qtbot: QtBot
) -> None:
    page = hands.page
    page.draft.choose("code")
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Left)
    page.flush()
    qtbot.waitUntil(lambda: page.current != USUAL)
    (kept,) = hands.kept()
    assert kept == page.draft.layout
    assert page.list.ids[0] == page.current
    assert hands.ask(badge_layouts.chosen_id) == page.current, "it was in use"
    assert "kept in this workshop" in hands.said[-1]
    hands.press(Qt.Key.Key_Up)
    (kept,) = hands.kept()
    assert kept == page.draft.layout


def test_changes_are_kept_by_themselves(hands: Hands, qtbot: QtBot) -> None:
    hands.page.draft.choose("code")
    hands.press(Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: hands.page.current != USUAL, timeout=3000)


def test_an_element_is_dragged_onto_the_grid(hands: Hands) -> None:
    hands.drag((74, 38), (54, 37.8))
    assert hands.chosen.id == "code"
    assert hands.chosen.x == 41
    assert hands.page.draft.undo()
    assert not hands.page.draft.can_undo, "one drag is one step"


def test_with_alt_an_element_moves_freely(hands: Hands) -> None:
    before = next(e for e in hands.page.draft.side.elements if e.id == "code")
    hands.drag((74, 38), (72.6, 38), _ALT)
    assert hands.chosen.x == pytest.approx(before.x - 1.4, abs=0.15)
    assert hands.chosen.x != round(hands.chosen.x)


def test_a_corner_is_dragged(hands: Hands) -> None:
    hands.page.draft.choose("name")
    right, bottom = hands.chosen.right, hands.chosen.bottom
    hands.drag((right, bottom), (right - 20.2, bottom), _ALT)
    assert hands.chosen.right == pytest.approx(right - 20.2, abs=0.2)
    assert hands.chosen.bottom == pytest.approx(bottom, abs=0.11)


def test_a_click_beside_everything_chooses_nothing(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    page.draft.choose("name")
    assert page.values.currentIndex() == 1
    qtbot.mouseClick(page.canvas, _LEFT, pos=page.canvas.place_of(88, 15))
    assert page.draft.chosen is None
    assert page.values.currentIndex() == 0


def test_keys_move_stretch_copy_and_remove(hands: Hands) -> None:
    draft = hands.page.draft
    hands.page.canvas.setFocus()
    draft.choose("code")
    x, y, side = hands.chosen.x, hands.chosen.y, hands.chosen.width
    for key, held, moved in (
        (Qt.Key.Key_Left, None, (-1, 0)),
        (Qt.Key.Key_Up, _SHIFT, (0, -5)),
        (Qt.Key.Key_Left, _ALT, (-0.1, 0)),
        (Qt.Key.Key_Down, None, (0, 1)),
    ):
        x, y = x + moved[0], y + moved[1]
        hands.press(key, held)
        assert (hands.chosen.x, hands.chosen.y) == pytest.approx((x, y))
    hands.press(Qt.Key.Key_Left, _CONTROL)
    assert hands.chosen.width == hands.chosen.height == pytest.approx(side - 1)
    draft.choose("country")
    width = hands.chosen.width
    hands.press(Qt.Key.Key_Left, _CONTROL | _SHIFT)
    assert hands.chosen.width == pytest.approx(width - 5)


def test_keys_copy_and_remove(hands: Hands) -> None:
    draft = hands.page.draft
    hands.page.canvas.setFocus()
    draft.choose("country")
    count = len(draft.side.elements)
    hands.press(Qt.Key.Key_D, _CONTROL)
    hands.press(Qt.Key.Key_X, _CONTROL)
    hands.press(Qt.Key.Key_V, _CONTROL)
    hands.press(Qt.Key.Key_V, _CONTROL)
    assert len(draft.side.elements) == count + 2
    hands.press(Qt.Key.Key_PageDown)
    assert draft.side.elements[-2].id == hands.chosen.id
    hands.press(Qt.Key.Key_PageUp)
    hands.press(Qt.Key.Key_Delete)
    assert len(draft.side.elements) == count + 1
    draft.choose("code")
    hands.press(Qt.Key.Key_Escape)
    assert draft.chosen is None


def test_tab_goes_through_the_elements_and_on(hands: Hands) -> None:
    page = hands.page
    page.canvas.setFocus()
    first = page.draft.side.elements[0].id
    hands.press(Qt.Key.Key_Tab)
    assert hands.chosen.id == first
    assert "mm" in page.canvas.accessibleDescription()
    for _ in page.draft.side.elements[1:]:
        hands.press(Qt.Key.Key_Tab)
    assert page.canvas.hasFocus()
    hands.press(Qt.Key.Key_Tab)
    assert not page.canvas.hasFocus(), "past the last it goes on"


def test_enter_writes_the_text_of_an_element(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    page.canvas.setFocus()
    page.draft.choose("country")
    hands.press(Qt.Key.Key_Return)
    assert page.element.text.hasFocus()
    qtbot.keyClicks(page.element.text, "{city}, {country}")
    assert hands.chosen.text == "{city}, {country}"
    assert not page.element.wrong.text()
    page.draft.undo()
    assert page.element.text.text() == "{country}", "the words are one step"


def test_a_field_that_is_none_is_said_and_not_kept(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    page.draft.choose("country")
    page.element.text.setFocus()
    page.element.text.selectAll()
    qtbot.keyClicks(page.element.text, "{blood}")
    assert "{blood}" in page.element.wrong.text()
    assert hands.chosen.text == "{blood", "all that was sound"


def test_values_are_set_in_millimetres(hands: Hands) -> None:
    element = hands.page.element
    hands.page.draft.choose("name")
    element.lengths["x"].setValue(12)
    element.lengths["width"].setValue(500)
    assert (hands.chosen.x, hands.chosen.width) == (12, 78), (
        "no wider than there is room"
    )
    element.lengths["largest"].setValue(6)
    assert hands.chosen.smallest == 6, "the least is never more than the most"
    element.lines.setValue(5)
    element.bold.click()
    element.align.buttons[1.0].click()
    element.rise.buttons[0.0].click()
    made = hands.chosen
    assert (made.lines, made.bold, made.align, made.rise) == (5, False, 1.0, 0.0)


def pick(box: object, data: object) -> None:
    place = box.findData(data)  # type: ignore[attr-defined]  # a QComboBox
    box.setCurrentIndex(place)  # type: ignore[attr-defined]
    box.activated.emit(place)  # type: ignore[attr-defined]


def test_colours_and_what_a_text_follows_are_picked(hands: Hands) -> None:
    element = hands.page.element
    hands.page.draft.choose("organisation")
    pick(element.colour, "category")
    pick(element.ground, "#FFFFFF")
    pick(element.after, "")
    made = hands.chosen
    assert (made.colour, made.ground, made.after) == ("category", "#FFFFFF", "")


def test_a_layouts_own_colour_of_a_role(hands: Hands) -> None:
    colours = hands.page.sheet.colours
    pick(colours.buttons["Speaker"], "#A8285E")
    assert hands.page.draft.layout.colours == {"speaker": "#A8285E"}
    pick(colours.buttons["Speaker"], "")
    assert hands.page.draft.layout.colours == {}


def test_the_badge_goes_on_another_sheet(hands: Hands) -> None:
    panel, draft = hands.page.sheet, hands.page.draft
    pick(panel.sheets, sheet("a4-2-folded"))
    assert draft.layout.sheet.name == "a4-2-folded"
    assert draft.layout.back == draft.layout.front
    pick(panel.fold, None)
    assert len(draft.layout.sides) == 1
    pick(panel.fold, Fold.BESIDE)
    assert draft.layout.sheet.columns == 1
    assert draft.layout.sheet.rows == 2
    pick(panel.fold, Fold.NONE)
    hands.page.bar.sides.buttons[1].click()
    assert draft.side_number == 1
    pick(panel.ground, "#0F6CBD")
    assert draft.side.ground == "#0F6CBD"
    hands.page.bar.sides.buttons[0].click()
    pick(panel.ground, "role")
    assert draft.layout.front.ground == "role"


def test_measures_that_do_not_fit_the_paper_are_said(hands: Hands) -> None:
    panel, draft = hands.page.sheet, hands.page.draft
    panel.counts["rows"].setValue(9)
    assert "too high for paper of 210 × 297 mm" in panel.wrong.text()
    assert draft.layout.sheet.rows == 4
    panel.counts["rows"].setValue(2)
    assert draft.layout.sheet.rows == 2
    assert not panel.wrong.text()
    panel.marks.click()
    assert not draft.layout.sheet.marks


def test_one_badge_a_page_takes_its_paper_along(hands: Hands, qtbot: QtBot) -> None:
    hands.page.go_to("ready:cr80")
    hands.page.sheet.lengths["badge_width"].setValue(90)
    made = hands.page.draft.layout.sheet
    assert (made.width, made.badge_width) == (90, 90)
    pick(hands.page.sheet.fold, Fold.BELOW)
    assert hands.page.draft.layout.sheet.height == 108


def test_a_layout_is_renamed_but_not_to_nothing(hands: Hands, qtbot: QtBot) -> None:
    panel = hands.page.sheet
    panel.name.setFocus()
    panel.name.selectAll()
    qtbot.keyClick(panel.name, Qt.Key.Key_Backspace)
    assert "needs a name" in panel.wrong.text()
    qtbot.keyClicks(panel.name, "Ours")
    assert not panel.wrong.text()
    assert [one.name for one in hands.kept()] == ["Ours"]
    qtbot.waitUntil(lambda: hands.page.list.item(1).text() == "Ours")


def test_elements_are_added_from_the_menu(hands: Hands) -> None:
    menu = hands.page.bar.add.menu()
    fields, *others = menu.actions()
    held = fields.menu()
    held.actions()[0].trigger()  # type: ignore[attr-defined]  # a QMenu
    assert hands.chosen.text == "{name}"
    kinds = []
    for action in others[:-1]:
        action.trigger()
        kinds.append(hands.chosen.kind)
    assert kinds == ["text", "code", "photo", "band", "line"]
    assert "lie over one another" in hands.page.advice.text()
    hands.page.draft.choose("")
    hands.page.advice.click()
    assert hands.page.draft.chosen is not None


def test_what_shows_nothing_is_named(hands: Hands) -> None:
    page = hands.page
    page.bar.add.menu().actions()[3].trigger()
    assert hands.chosen.kind == "photo"
    page.canvas.grab()
    assert {"photo", "native_name"} <= page.canvas.empty
    assert "code" not in page.canvas.empty


def test_guides_are_shown_where_an_element_came_to_lie(hands: Hands) -> None:
    canvas = hands.page.canvas
    hands.page.draft.choose("name")
    start = canvas.place_of(40, 15)
    hands.hold(start)
    hands.move(canvas.place_of(46, 15))
    assert [guide.at for guide in canvas.guides if guide.is_upright] == [90]
    hands.move(start - QPoint(2000, 0))
    assert [guide.at for guide in canvas.guides if guide.is_upright] == []
    assert hands.chosen.x == 0, "the badge ends there"
    hands.let_go(start)
    assert canvas.guides == ()


def test_a_logo_is_added_and_replaced(
    hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    page = hands.page
    for name, size in (("one.png", (3000, 1000)), ("two.png", (40, 40))):
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(0x336699)
        image.save(str(tmp_path / name))
    page.bar.add.menu().actions()[-1].trigger()
    dialog = shown_dialog(page, qtbot)
    with qtbot.waitSignal(page.files.pictured):
        dialog.fileSelected.emit(str(tmp_path / "one.png"))
    dialog.reject()
    assert hands.chosen.width == pytest.approx(3 * hands.chosen.height, rel=0.02)
    first = page.draft.layout.pictures[hands.chosen.picture]
    assert QImage.fromData(first).width() == 1200
    page.element.picture.click()
    with qtbot.waitSignal(page.files.pictured):
        page.files.read_picture(tmp_path / "two.png")
    assert page.draft.layout.pictures[hands.chosen.picture] != first
    shown_dialog(page, qtbot).reject()
    (kept,) = hands.kept()
    assert kept.front == page.draft.layout.front


def shown_dialog(page: LayoutsPage, qtbot: QtBot) -> QFileDialog:
    def shown() -> list[QFileDialog]:
        return [d for d in page.findChildren(QFileDialog) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n torn"])
def test_what_is_no_picture_is_refused(
    hands: Hands, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    hands.page.files.read_picture(path)
    qtbot.waitUntil(lambda: bool(hands.said))
    assert "logo.png is not a picture that can be read" in hands.said[-1]
    assert not hands.page.draft.can_undo


def test_a_layout_travels_as_a_file(hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    page, path = hands.page, tmp_path / "ours.nexus-layout"
    page.exports.click()
    dialog = shown_dialog(page, qtbot)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: "Saved as ours.nexus-layout." in hands.said)
    assert read(path.read_bytes()) == page.draft.layout
    page.imports.click()
    dialog = shown_dialog(page, qtbot)
    with qtbot.waitSignal(page.keeping.opened):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert [one.name for one in hands.kept()] == [page.draft.layout.name]
    qtbot.waitUntil(lambda: "imported" in hands.said[-1])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "not a badge layout"),
        (
            write(on_sheet(sheet("cr80"))).replace(b'"x": 6,', b'"x": -6,'),
            "beyond the left edge",
        ),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_half_done(
    hands: Hands, qtbot: QtBot, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.nexus-layout"
    path.write_bytes(content)
    hands.page.files.read(path)
    qtbot.waitUntil(lambda: bool(hands.said))
    assert said in hands.said[-1]
    hands.page.files.read(tmp_path / "nowhere.nexus-layout")
    qtbot.waitUntil(lambda: len(hands.said) > 1)
    assert "nowhere.nexus-layout can't be read" in hands.said[-1]
    assert hands.kept() == []


def test_a_layout_is_chosen_copied_removed_and_brought_back(
    hands: Hands, qtbot: QtBot
) -> None:
    page = hands.page
    page.go_to("ready:102x152")
    page.use.click()
    qtbot.waitUntil(lambda: not page.use.isEnabled())
    assert hands.ask(badge_layouts.chosen_id) == "ready:102x152"
    page.copies.click()
    qtbot.waitUntil(page.removes.isEnabled)
    copy = page.current
    page.removes.click()
    qtbot.waitUntil(lambda: page.current == "ready:102x152")
    assert "removed" in hands.said[-1]
    assert hands.message.action is not None
    hands.message.action[1]()
    qtbot.waitUntil(lambda: page.current == copy)
    assert len(hands.kept()) == 1


def test_what_another_laptop_or_an_undo_changes_is_shown(
    hands: Hands, qtbot: QtBot
) -> None:
    page = hands.page
    page.copies.click()
    qtbot.waitUntil(lambda: page.current != USUAL)
    before = page.draft.layout
    page.draft.choose("code")
    hands.press(Qt.Key.Key_Left)
    hands.kept()
    hands.ask(lambda s: history.undo_last(s, at=NINE))
    qtbot.waitUntil(lambda: page.draft.layout == before)
    assert not page.undo(), "nothing was done here since: the window takes it back"


def test_undo_stops_at_the_layout_as_it_was_opened(hands: Hands) -> None:
    page = hands.page
    page.draft.choose("code")
    hands.press(Qt.Key.Key_Left)
    assert page.undo()
    assert page.undo()
    assert "as it was when you opened it" in hands.said[-1]
    page.bar.again.click()
    assert page.draft.can_undo
    page.bar.back.click()
    assert not page.bar.back.isEnabled()


def test_the_badge_is_shown_for_anybody(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    hands.ask(lambda s: people.add(s, PersonFields(printed_name="Li Wei"), at=NINE))
    box = page.bar.people
    edit = box.lineEdit()
    assert edit is not None
    for typed, said in (("wei", "Li Wei"), ("xyzzyx", "Nobody is called so.")):
        box.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in (*hands.said, box.currentText()))  # type: ignore[misc]  # bound here


def test_the_badge_is_made_larger_and_smaller(hands: Hands) -> None:
    canvas = hands.page.canvas
    fitted = canvas.place_of(10, 0) - canvas.place_of(0, 0)
    canvas.zoom(1)
    larger = canvas.place_of(10, 0) - canvas.place_of(0, 0)
    assert larger.x() > fitted.x()
    canvas.zoom(0)
    assert canvas.place_of(10, 0) - canvas.place_of(0, 0) == fitted


def test_a_test_page_shows_the_hardest_people(
    hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    page, path = hands.page, tmp_path / "test.pdf"
    page.tests.click()
    dialog = shown_dialog(page, qtbot)
    with qtbot.waitSignal(page.saver.saved):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert path.read_bytes().startswith(b"%PDF-")
