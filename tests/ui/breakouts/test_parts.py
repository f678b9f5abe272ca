"""The parts around the board, each by itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nexus_desktop.core.breakout import (
    GroupDraft,
    RoundChoices,
    RoundDraft,
    SessionChoice,
    Weights,
)
from nexus_desktop.core.breakout_words import Standing
from nexus_desktop.ui.breakouts.dock import Dock, State
from nexus_desktop.ui.breakouts.empty import empty_state
from nexus_desktop.ui.breakouts.group_panel import GroupPanel
from nexus_desktop.ui.breakouts.new_round import NewRoundPanel
from nexus_desktop.ui.breakouts.rounds import RoundButtons
from nexus_desktop.ui.breakouts.summary import SummaryLine
from tests.ui.breakouts.world import NINE, made_board

SESSIONS = (
    SessionChoice("s1", "Challenges", NINE, 1),
    SessionChoice("s2", "Way forward", NINE, 0),
)
CHOICES = RoundChoices(SESSIONS, 130, ("country", "city", "gender"), wishes=True)
KEY = Qt.Key


def shown(*buttons: QPushButton) -> list[bool]:
    return [not button.isHidden() for button in buttons]


def test_a_round_is_asked_for_in_plain_words(qtbot: QtBot) -> None:
    panel = NewRoundPanel(CHOICES)
    qtbot.addWidget(panel)
    made: list[tuple[str, RoundDraft]] = []
    panel.made.connect(lambda key, draft, _rules: made.append((key, draft)))
    assert panel.session.currentText() == "05 Nov 09:00 · Way forward"
    assert (panel.groups.value(), panel.each.value()) == (10, 13)
    panel.groups.setValue(5)
    assert panel.each.value() == 26
    panel.each.setValue(40)
    assert panel.groups.value() == 3
    panel.levels.pickers["city"].choose("Matters most")
    panel.levels.pickers["gender"].choose("Off")
    panel.table.write(0, "topic", "Water")
    panel.table.write(1, "topic", " Energy ")
    panel.table.write(0, "room", "Room 1")
    panel.make.click()
    session_id, draft = made[0]
    assert session_id == "s2"
    assert draft.weights == Weights({"country": 1.0, "city": 3.0}, 1.0, 1.0)
    assert draft.groups == (
        GroupDraft("A", "Water", "Room 1"),
        GroupDraft("B", "Energy"),
        GroupDraft("C"),
    )


def test_what_mattered_last_time_is_proposed_again(qtbot: QtBot) -> None:
    earlier = Weights({"gender": 2.9}, repeat=0.0, wish=0.0)
    panel = NewRoundPanel(replace(CHOICES, wishes=False), earlier)
    qtbot.addWidget(panel)
    assert panel.levels.weights == Weights({"gender": 3.0}, 0.0, 0.0)
    assert set(panel.levels.pickers) == {"country", "city", "gender", "repeat"}


def test_escape_closes_a_panel(qtbot: QtBot) -> None:
    panel = NewRoundPanel(CHOICES)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, KEY.Key_Escape)


def test_a_panel_explains_what_is_wrong(qtbot: QtBot) -> None:
    panel = NewRoundPanel(CHOICES)
    qtbot.addWidget(panel)
    panel.explain("Two groups can't share a name.")
    assert not panel.problem.isHidden()
    panel.explain("")
    assert panel.problem.isHidden()


def test_a_group_is_edited_with_an_even_share_or_a_size_of_its_own(
    qtbot: QtBot,
) -> None:
    board = made_board(13, 2)
    panel = GroupPanel(board.groups[0], board)
    qtbot.addWidget(panel)
    saved: list[tuple[str, GroupDraft]] = []
    panel.saved.connect(lambda key, draft: saved.append((key, draft)))
    panel.fields["facilitator"].setText("Somebody")
    qtbot.keyClick(panel.fields["facilitator"], KEY.Key_Return)
    panel.even.setChecked(False)
    panel.most.setValue(9)
    panel.save.click()
    assert saved == [
        ("g0", GroupDraft("A", "Water", "Room 1", facilitator="Somebody")),
        (
            "g0",
            GroupDraft(
                "A", "Water", "Room 1", "", "Somebody", "", seats_min=6, seats_max=9
            ),
        ),
    ]


def test_the_dock_offers_what_makes_sense_now(qtbot: QtBot) -> None:
    dock = Dock()
    qtbot.addWidget(dock)
    dock.resize(1170, 52)
    empty = made_board(10, 2, loose=10)
    dock.show_board(empty)
    assert dock.solve.text() == "Solve"
    assert not dock.publish.isEnabled()
    dock.show_board(made_board(10, 2))
    assert dock.solve.text() == "Solve again"
    assert dock.publish.text() == "Publish round 1"
    assert shown(dock.publish, dock.unpublish, dock.adopt) == [True, False, False]
    dock.show_board(made_board(10, 2, published=True))
    assert shown(dock.publish, dock.unpublish, dock.solve) == [False, True, False]
    dock.show_board(made_board(0, 2))
    assert not dock.solve.isEnabled()


def test_the_dock_shows_progress_then_the_offer(qtbot: QtBot) -> None:
    dock = Dock()
    qtbot.addWidget(dock)
    dock.show_board(made_board(10, 2))
    dock.show_state(State.SOLVING)
    dock.show_progress(0.25, "Within 9.0% of the best possible")
    assert dock.progress.value() == 250
    assert dock.words.text() == "Within 9.0% of the best possible"
    assert shown(dock.cancel, dock.stop, dock.publish) == [True, True, False]
    dock.show_state(State.OFFERING, "9 people would move")
    assert shown(dock.adopt, dock.discard, dock.cancel) == [True, True, False]
    for button, signal in (
        (dock.adopt, dock.adopt_asked),
        (dock.discard, dock.discard_asked),
    ):
        with qtbot.waitSignal(signal):
            button.click()


def test_a_search_begins_when_typing_pauses(qtbot: QtBot) -> None:
    dock = Dock()
    qtbot.addWidget(dock)
    seen: list[str] = []
    dock.searched.connect(seen.append)
    qtbot.keyClicks(dock.search, " gan ")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["gan"]
    dock.show_found(3)
    assert dock.found.text() == "3 found"
    dock.show_found(None)
    assert dock.found.text() == ""


def test_the_summary_says_how_good_the_plan_is(qtbot: QtBot) -> None:
    line = SummaryLine()
    qtbot.addWidget(line)
    line.show_standing(Standing(884, 874.4, 182, 180))
    assert line.quality.text() == "Within 1.1% of the best possible"
    assert line.quality.property("role") == "chip_good"
    assert line.rest[0].text() == "182 repeat meetings, 180 cannot be avoided"
    assert line.rest[0].toolTip() == line.rest[0].text()
    assert line.rest[1].isHidden()
    line.show_round(made_board(2, 1, published=True).round)
    assert line.published.text() == "Published 05 Nov 09:00"
    line.show_round(None)
    line.show_standing(None)
    assert line.published.isHidden()
    assert line.quality.isHidden()


def test_long_phrases_give_way_in_a_narrow_window(qtbot: QtBot) -> None:
    line = SummaryLine()
    qtbot.addWidget(line)
    line.show_standing(Standing(884, 874.4, 182, 180, 9, 9))
    line.resize(700, 40)
    line.show()
    assert line.width() == 700
    assert line.rest[0].width() < line.rest[0].sizeHint().width()
    line.grab()


def test_colours_and_folding_are_chosen_in_the_summary(qtbot: QtBot) -> None:
    line = SummaryLine()
    qtbot.addWidget(line)
    with qtbot.waitSignal(line.coloured) as coloured:
        line.colours.setCurrentIndex(3)
    with qtbot.waitSignal(line.folded) as folded:
        line.fold.click()
    assert (coloured.args, folded.args) == (["gender"], [True])


@pytest.mark.parametrize(("count", "as_list"), [(3, False), (6, True)])
def test_rounds_are_buttons_or_a_list_when_many(
    qtbot: QtBot, count: int, as_list: bool
) -> None:
    bar = RoundButtons()
    qtbot.addWidget(bar)
    one = made_board(4, 2).round
    rounds = [replace(one, id=f"r{n}", number=n) for n in range(1, count + 1)]
    rounds[0] = replace(rounds[0], published_at=NINE)
    bar.show_rounds(rounds, "r2")
    assert bar.buttons["r2"].isChecked()
    assert bar.buttons["r2"].isHidden() == as_list
    assert bar.list.isHidden() != as_list
    assert bar.buttons["r1"].icon().isNull() is False
    with qtbot.waitSignal(bar.chosen) as chosen:
        if as_list:
            bar.list.setCurrentIndex(2)
            bar.list.activated.emit(2)
        else:
            bar.buttons["r3"].click()
    assert chosen.args == ["r3"]
    bar.show_rounds(rounds[:1], "r1")
    assert list(bar.buttons) == ["r1"]


@pytest.mark.parametrize(
    ("choices", "place"),
    [
        (RoundChoices(), "people"),
        (RoundChoices(people=3), "programme"),
        (RoundChoices(SESSIONS, 3), "new"),
    ],
)
def test_an_empty_screen_says_what_to_do_next(
    qtbot: QtBot, choices: RoundChoices, place: str
) -> None:
    asked: list[str] = []
    page = empty_state(choices, str, asked.append)
    qtbot.addWidget(page)
    page.findChildren(QPushButton)[0].click()
    assert asked == [place]


def test_buttons_with_a_picture_lose_their_word_where_there_is_no_room(
    qtbot: QtBot,
) -> None:
    dock = Dock()
    qtbot.addWidget(dock)
    dock.show_board(made_board(10, 2))
    dock.resize(500, 52)
    dock.show()
    assert dock.solve.text() == ""
    assert dock.solve.accessibleName() == "Solve again"
    assert dock.publish.text() == "Publish round 1"
    dock.resize(1170, 52)
    assert dock.solve.text() == "Solve again"
