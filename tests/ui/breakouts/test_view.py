from dataclasses import replace
from typing import TypeAlias

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from nexus_desktop.core.breakout import Card
from nexus_desktop.ui.breakouts import paint
from nexus_desktop.ui.breakouts.carrying import Carry
from nexus_desktop.ui.breakouts.layout import LOOSE
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit import theme
from tests.ui.breakouts.world import made_board
from tests.ui.conftest import snapshot

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Moves: TypeAlias = list[tuple[tuple[str, ...], str | None]]


@pytest.fixture
def view(qtbot: QtBot) -> BoardView:
    view = BoardView()
    qtbot.addWidget(view)
    view.resize(1170, 538)
    view.show_board(made_board(65, 5))
    view.show()
    view.setFocus()
    return view


@pytest.fixture
def moves(view: BoardView) -> Moves:
    seen: Moves = []
    view.moved.connect(lambda person, group: seen.append((person, group)))
    return seen


def carried(view: BoardView) -> Carry | None:
    return view.carry


def middle(view: BoardView, participant: str) -> QPoint:
    return view.card_box(participant).center()


def mouse(view: BoardView, kind: QEvent.Type, point: QPoint) -> None:
    """Send a mouse event as the window system would (QTest can't hold a button)."""
    released = kind is QEvent.Type.MouseButtonRelease
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(
        kind,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        button,
        Qt.MouseButton.NoButton if released else LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def click(
    view: BoardView,
    participant: str,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mouseClick(view.viewport(), LEFT, keys, middle(view, participant))


def drag(view: BoardView, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, (start + end) / 2)
    mouse(view, QEvent.Type.MouseMove, end)
    if drop:
        mouse(view, QEvent.Type.MouseButtonRelease, end)


def press_with_ctrl(view: BoardView, key: Qt.Key) -> None:
    """Press a key while Ctrl is held (QTest would let go of Ctrl each time)."""
    ctrl = Qt.KeyboardModifier.ControlModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(view, QKeyEvent(kind, key, ctrl))


def test_a_card_is_dragged_to_another_column(view: BoardView, moves: Moves) -> None:
    lifted: list[tuple[str, ...]] = []
    view.carried.connect(lifted.append)
    drag(view, middle(view, "p0"), view.layout_now.columns[2].center())
    assert moves == [(("p0",), "g2")]
    assert lifted == [("p0",), ()]
    assert view.carry is None


def test_every_other_column_shows_what_the_move_would_cost(view: BoardView) -> None:
    drag(view, middle(view, "p0"), view.layout_now.columns[1].center(), drop=False)
    assert view.carry is not None
    assert view.carry.target == 1
    before = view.grab().toImage()
    view.show_costs(("p0",), {"g1": 3.1, "g2": -0.4, "g3": 0.0, "g4": 1.0})
    after = view.grab().toImage()
    for column in (1, 2, 3, 4):
        head = view.head_box(column)
        assert before.copy(head) != after.copy(head)
    assert before.copy(view.head_box(0)) == after.copy(view.head_box(0))


def test_costs_of_a_card_put_down_meanwhile_are_not_shown(view: BoardView) -> None:
    view.choose("p0")
    view.lift()
    view.show_costs(("p1",), {"g1": 3.1})
    assert view.carry is not None
    assert view.carry.costs == {}
    view.put_down(drop=False)
    view.show_costs(("p0",), {"g1": 3.1})
    assert view.carry is None


def test_a_card_dropped_on_its_own_column_or_nowhere_stays(
    view: BoardView, moves: Moves
) -> None:
    start = middle(view, "p0")
    drag(view, start, view.layout_now.columns[0].center())
    drag(view, start, QPoint(view.layout_now.columns[0].right() + 6, 200))
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseButtonRelease, start)
    assert moves == []
    assert view.current == "p0"


def test_columns_out_of_sight_are_reached_on_tiles(
    view: BoardView, moves: Moves
) -> None:
    view.show_board(made_board(130, 10))
    drag(view, middle(view, "p0"), QPoint(500, 300), drop=False)
    boxes = view.tile_boxes()
    assert set(boxes) == {5, 6, 7, 8, 9, LOOSE}
    assert all(view.viewport().rect().contains(box) for box in boxes.values())
    view.show_costs(("p0",), {f"g{n}": n - 4.5 for n in range(10)})
    snapshot(view, "breakouts_drag_tiles")
    mouse(view, QEvent.Type.MouseMove, boxes[7].center())
    mouse(view, QEvent.Type.MouseButtonRelease, boxes[7].center())
    assert moves == [(("p0",), "g7")]


def test_many_groups_out_of_sight_leave_most_of_the_board_uncovered(
    view: BoardView,
) -> None:
    view.show_board(made_board(1000, 77))
    drag(view, middle(view, "p0"), QPoint(500, 200), drop=False)
    boxes = view.tile_boxes()
    assert len(boxes) == 73
    assert min(box.top() for box in boxes.values()) > view.height() * 0.45
    assert all(view.viewport().rect().contains(box) for box in boxes.values())
    view.show_costs(("p0",), {f"g{n}": n - 40.5 for n in range(77)})
    snapshot(view, "breakouts_many_tiles")
    view.put_down(drop=False)


def test_the_board_scrolls_while_a_card_is_held_at_its_edge(
    qtbot: QtBot, view: BoardView
) -> None:
    drag(view, middle(view, "p0"), QPoint(500, 530), drop=False)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 60)
    mouse(view, QEvent.Type.MouseMove, QPoint(500, 5))
    qtbot.waitUntil(lambda: bar.value() == 0)
    view.put_down(drop=False)


def test_a_published_board_keeps_its_cards(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.show_board(made_board(20, 2, published=True))
    drag(view, middle(view, "p0"), view.layout_now.columns[1].center())
    for key in (KEY.Key_M, KEY.Key_P, KEY.Key_Delete, KEY.Key_Return):
        qtbot.keyClick(view, key)
    assert view.current == "p0"
    assert view.carry is None
    assert moves == []


def test_arrows_walk_from_card_to_card(qtbot: QtBot, view: BoardView) -> None:
    qtbot.keyClick(view, KEY.Key_Down)
    assert view.current == "p0"
    qtbot.keyClick(view, KEY.Key_Down)
    assert view.current == "p5"
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.current == "p6"
    for _ in range(20):
        qtbot.keyClick(view, KEY.Key_Down)
    assert view.current == "p61"
    box = view.card_box("p61")
    assert view.viewport().rect().contains(box)
    assert box.top() >= view.head_box(1).bottom()
    for _ in range(20):
        qtbot.keyClick(view, KEY.Key_Up)
    assert view.verticalScrollBar().value() == 0


def test_m_arrows_and_enter_move_a_card(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.choose("p0")
    qtbot.keyClick(view, KEY.Key_M)
    qtbot.keyClick(view, KEY.Key_Right)
    qtbot.keyClick(view, KEY.Key_Right)
    view.show_costs(("p0",), {"g2": -0.4})
    assert view.accessibleDescription() == "C · Water · −0.4"
    qtbot.keyClick(view, KEY.Key_Return)
    assert moves == [(("p0",), "g2")]


def test_a_letter_names_the_group_to_go_to_and_escape_gives_up(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.choose("p0")
    qtbot.keyClick(view, KEY.Key_M)
    qtbot.keyClick(view, KEY.Key_Z)
    qtbot.keyClick(view, KEY.Key_E)
    assert view.carry is not None
    assert view.carry.target == 4
    qtbot.keyClick(view, KEY.Key_Escape)
    assert carried(view) is None
    assert moves == []


def test_ctrl_and_arrows_move_when_ctrl_is_let_go(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.choose("p1")
    qtbot.keyPress(view, KEY.Key_Control)
    for _ in range(2):
        press_with_ctrl(view, KEY.Key_Right)
    assert moves == []
    qtbot.keyRelease(view, KEY.Key_Control)
    assert moves == [(("p1",), "g3")]
    qtbot.keyRelease(view, KEY.Key_Control)
    assert len(moves) == 1


def test_a_card_is_carried_out_of_the_groups_and_in_again(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.show_board(made_board(20, 2, loose=3))
    view.choose("p0")
    qtbot.keyClick(view, KEY.Key_Delete)
    view.choose("p19")
    qtbot.keyClick(view, KEY.Key_Delete)
    qtbot.keyClick(view, KEY.Key_M)
    assert view.carry is not None
    assert view.carry.target == LOOSE
    qtbot.keyClick(view, KEY.Key_Up)
    qtbot.keyClick(view, KEY.Key_Enter)
    assert moves == [(("p0",), None), (("p19",), "g0")]


def test_leaving_the_board_puts_the_card_back(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.choose("p0")
    qtbot.keyClick(view, KEY.Key_M)
    qtbot.keyClick(view, KEY.Key_Right)
    view.clearFocus()
    assert view.carry is None
    assert moves == []


def test_p_asks_for_a_pin_and_a_click_on_a_head_for_its_group(
    qtbot: QtBot, view: BoardView
) -> None:
    pins: list[tuple[str, ...]] = []
    heads: list[str] = []
    view.pin_asked.connect(pins.append)
    view.group_asked.connect(heads.append)
    qtbot.keyClick(view, KEY.Key_P)
    view.choose("p3")
    qtbot.keyClick(view, KEY.Key_P)
    mouse(view, QEvent.Type.MouseButtonPress, view.head_box(1).center())
    mouse(view, QEvent.Type.MouseButtonRelease, view.head_box(1).center())
    assert (pins, heads) == ([("p3",)], ["g1"])


def test_heads_stay_in_sight_while_their_column_does(view: BoardView) -> None:
    view.verticalScrollBar().setValue(120)
    assert view.head_box(0).top() == 0
    view.show_board(made_board(130, 10))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.head_box(0).bottom() < 0
    assert view.head_box(5).top() == 0


def test_tips_tell_what_a_card_and_a_head_have_no_room_for(view: BoardView) -> None:
    def tip(point: QPoint) -> str:
        event = QHelpEvent(
            QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point)
        )
        QApplication.sendEvent(view.viewport(), event)
        return QToolTip.text()

    assert "Ганболдын Сарантуяа" in tip(middle(view, "p0"))
    assert tip(view.head_box(0).center()).startswith("A · Water\nCountry: MN 7, TH 6")


def test_folding_and_colours_change_the_picture_only(view: BoardView) -> None:
    by_country = view.grab().toImage()
    view.colour_by("gender")
    by_gender = view.grab().toImage()
    assert by_country != by_gender
    view.fold(True)
    assert view.layout_now.places() == []
    assert view.card_box("p0").isEmpty()
    view.bring_into_view("p0")
    view.choose("p0")


def test_a_board_without_anybody_is_painted(view: BoardView) -> None:
    view.show_board(made_board(0, 3))
    view.grab()
    view.show_board(None)
    view.grab()
    assert view.locked


def test_the_current_card_stays_current_after_a_change(view: BoardView) -> None:
    view.choose("p0")
    board = made_board(65, 5)
    view.show_board(board)
    assert view.current == "p0"
    view.show_board(replace(board, groups=board.groups[1:]))
    assert view.current == ""


@pytest.mark.parametrize("size", [(1170, 538), (1724, 850)])
def test_boards_in_ten_scripts_light_and_dark(
    qtbot: QtBot, view: BoardView, qapp: QApplication, size: tuple[int, int]
) -> None:
    view.resize(*size)
    view.show_board(made_board(130, 10, loose=6))
    view.mark_found(frozenset({"p1"}))
    light = view.grab().toImage()
    theme.apply(qapp, dark=True)
    dark = view.grab().toImage()
    theme.apply(qapp, dark=False)
    assert light.pixelColor(20, 20) != dark.pixelColor(20, 20)


def test_a_thousand_cards_paint_only_what_is_in_sight(
    view: BoardView, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    real = paint.paint_card

    def count(
        brush: paint.Brush, box: QRect, card: Card, state: paint.CardState
    ) -> None:
        painted.append(card.id)
        real(brush, box, card, state)

    monkeypatch.setattr(paint, "paint_card", count)
    view.show_board(made_board(1000, 50))
    view.viewport().repaint()
    assert 0 < len(painted) < 120


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_ctrl_and_shift_clicks_choose_several_which_are_dragged_together(
    view: BoardView, moves: Moves
) -> None:
    click(view, "p0")
    click(view, "p10", SHIFT)  # p0, p5, p10 lie below each other
    click(view, "p6", CTRL)
    click(view, "p7", CTRL)
    click(view, "p7", CTRL)  # taken back
    assert view.selection.people == {"p0", "p5", "p10", "p6"}
    drag(view, middle(view, "p5"), view.layout_now.columns[3].center(), drop=False)
    snapshot(view, "breakouts_drag_several")
    mouse(view, QEvent.Type.MouseButtonRelease, view.layout_now.columns[3].center())
    assert moves == [(("p5", "p0", "p10", "p6"), "g3")]
    assert view.selection.people == {"p0", "p5", "p10", "p6"}


def test_cards_from_two_columns_can_be_dropped_on_either(
    view: BoardView, moves: Moves
) -> None:
    click(view, "p0")
    click(view, "p1", CTRL)
    drag(view, middle(view, "p1"), view.layout_now.columns[1].center())
    assert moves == [(("p1", "p0"), "g1")]


def test_a_click_on_one_of_several_chooses_it_alone(view: BoardView) -> None:
    click(view, "p0")
    click(view, "p6", SHIFT)  # a block over two columns
    assert view.selection.people == {"p0", "p1", "p5", "p6"}
    click(view, "p5")
    assert view.selection.people == {"p5"}
    view.selection.only("")
    click(view, "p6", SHIFT)
    assert view.selection.people == {"p6"}
    click(view, "p6", CTRL)
    assert (view.selection.people, view.current) == (frozenset(), "")


def test_shift_and_arrows_stretch_and_escape_lets_go(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.choose("p1")
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right):
        qtbot.keyClick(view, key, SHIFT)
    assert view.selection.people == {"p1", "p6", "p11", "p2", "p7", "p12"}
    assert view.accessibleDescription().endswith("6 chosen")
    qtbot.keyClick(view, KEY.Key_Escape)
    assert view.selection.people == {"p12"}
    qtbot.keyClick(view, KEY.Key_A, CTRL)
    assert view.selection.people == {f"p{n}" for n in range(2, 65, 5)}
    qtbot.keyClick(view, KEY.Key_M)
    qtbot.keyClick(view, KEY.Key_A)
    qtbot.keyClick(view, KEY.Key_Return)
    assert len(moves) == 1
    assert (len(moves[0][0]), moves[0][1]) == (13, "g0")


def test_several_are_pinned_and_taken_out_together(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    pins: list[tuple[str, ...]] = []
    view.pin_asked.connect(pins.append)
    view.show_board(made_board(20, 2, loose=3))
    view.choose("p0")
    qtbot.keyClick(view, KEY.Key_Down, SHIFT)
    qtbot.keyClick(view, KEY.Key_P)
    qtbot.keyClick(view, KEY.Key_Delete)
    assert pins == [("p2", "p0")]
    assert moves == [(("p2", "p0"), None)]


def test_a_card_is_dropped_on_not_assigned_though_nobody_is_there(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    drag(view, middle(view, "p0"), QPoint(500, 300), drop=False)
    tile = view.tile_boxes()[LOOSE].center()
    mouse(view, QEvent.Type.MouseMove, tile)
    view.grab()
    mouse(view, QEvent.Type.MouseButtonRelease, tile)
    view.choose("p1")
    qtbot.keyClick(view, KEY.Key_M)
    assert view.tile_boxes() == {}
    qtbot.keyClick(view, KEY.Key_Delete)
    assert set(view.tile_boxes()) == {LOOSE}
    assert view.accessibleDescription() == "Not assigned"
    qtbot.keyClick(view, KEY.Key_Return)
    assert moves == [(("p0",), None), (("p1",), None)]


def test_a_folded_board_still_takes_cards(
    qtbot: QtBot, view: BoardView, moves: Moves
) -> None:
    view.show_board(made_board(20, 4, loose=4))
    view.fold(True)
    drag(view, middle(view, "p19"), view.head_box(2).center())
    view.choose("p0")
    for key in (KEY.Key_M, KEY.Key_B, KEY.Key_Return):
        qtbot.keyClick(view, key)
    assert moves == [(("p19",), "g2"), (("p0",), "g1")]


def test_the_card_under_the_mouse_is_told_else_the_current_one(
    qtbot: QtBot, view: BoardView
) -> None:
    seen: list[str] = []
    view.regarded.connect(seen.append)
    view.choose("p0")
    hover(view, middle(view, "p6"))
    hover(view, view.head_box(0).center())
    hover(view, middle(view, "p6"))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert seen == ["p0", "p6", "p0", "p6", "p0"]


def hover(view: BoardView, point: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_those_met_in_other_rounds_are_marked(view: BoardView) -> None:
    before = view.grab().toImage()
    view.mark_met({"p5": "2, 3"})
    after = view.grab().toImage()
    for person, changed in (("p5", True), ("p0", False)):
        box = view.card_box(person)
        assert (before.copy(box) != after.copy(box)) is changed
