"""The layout being worked on: steps back and forth, elements added and taken away."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from nexus_desktop.core.badge_layout import MOST_ELEMENTS, Element, Kind, Side
from nexus_desktop.core.badge_sheet import SHEETS, sheet
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.ui.papers.layout_draft import LayoutDraft

USUAL = on_sheet(SHEETS[0])
WORDS = Element("words", Kind.TEXT, 5, 5, 20, 8, text="Words")


@pytest.fixture
def draft(qtbot: QtBot) -> LayoutDraft:
    return LayoutDraft(USUAL)


def ids(draft: LayoutDraft) -> list[str]:
    return [element.id for element in draft.side.elements]


def push(draft: LayoutDraft, by: float, step: str = "") -> None:
    draft.edit(lambda e: replace(e, x=e.x + by), step)


def test_steps_are_taken_back_and_again(draft: LayoutDraft) -> None:
    assert not draft.undo()
    assert not draft.redo()
    draft.choose("code")
    push(draft, -3)
    push(draft, -4)
    made = draft.layout
    assert draft.undo()
    assert draft.undo()
    assert draft.layout == USUAL
    assert draft.redo()
    assert draft.redo()
    assert draft.layout == made
    draft.undo()
    push(draft, -1)
    assert not draft.can_redo, "another way was taken"


def test_changes_of_one_kind_in_a_row_are_one_step(draft: LayoutDraft) -> None:
    draft.choose("code")
    for _ in range(5):
        push(draft, -1, "drag")
    draft.settle()
    push(draft, -1, "drag")
    assert draft.undo()
    assert draft.chosen is not None
    before = USUAL.front.element("code")
    assert before is not None
    assert draft.chosen.x == pytest.approx(before.x - 5)
    assert draft.undo()
    assert draft.layout == USUAL


def test_a_change_that_is_none_is_no_step(draft: LayoutDraft) -> None:
    draft.choose("code")
    push(draft, 0)
    draft.put(USUAL)
    assert not draft.can_undo


def test_nothing_chosen_is_changed_copied_or_removed(draft: LayoutDraft) -> None:
    push(draft, 3)
    draft.remove()
    draft.raise_by(1)
    assert not draft.duplicate()
    assert draft.layout == USUAL


def test_elements_stay_on_the_badge(draft: LayoutDraft) -> None:
    draft.choose("code")
    push(draft, 900)
    assert draft.chosen is not None
    assert draft.chosen.right == pytest.approx(90)


def test_elements_are_added_copied_and_taken_away(draft: LayoutDraft) -> None:
    assert draft.add(WORDS)
    assert draft.duplicate()
    assert ids(draft)[-2:] == ["words", "words 2"]
    assert draft.chosen is not None
    assert (draft.chosen.x, draft.chosen.y) == (8, 8)
    draft.remove()
    assert ids(draft)[-1] == "words"
    assert draft.chosen is None


def test_what_followed_a_text_that_goes_stands_by_itself(draft: LayoutDraft) -> None:
    draft.choose("name")
    draft.remove()
    native = draft.side.element("native_name")
    assert native is not None
    assert native.after == ""


def test_a_side_holds_only_so_many(draft: LayoutDraft) -> None:
    while len(draft.side.elements) < MOST_ELEMENTS:
        assert draft.add(WORDS)
    assert not draft.add(WORDS)


def test_elements_are_brought_forward_and_sent_back(draft: LayoutDraft) -> None:
    before = ids(draft)
    draft.choose(before[0])
    draft.raise_by(-1)
    assert ids(draft) == before
    draft.raise_by(2)
    assert ids(draft)[2] == before[0]


def test_the_choice_goes_through_the_elements_and_out(draft: LayoutDraft) -> None:
    seen = []
    while draft.step_on(1):
        assert draft.chosen is not None
        seen.append(draft.chosen.id)
    assert seen == ids(draft)
    while draft.step_on(-1):
        pass
    assert draft.chosen is not None
    assert draft.chosen.id == seen[0]
    draft.choose("")
    assert draft.step_on(-1)
    assert draft.chosen.id == seen[-1]


def test_the_back_is_worked_on_by_itself(draft: LayoutDraft) -> None:
    draft.turn(1)
    assert draft.side_number == 0, "there is none yet"
    draft.put(replace(USUAL, back=Side()))
    draft.turn(1)
    draft.add(WORDS)
    assert draft.layout.front == USUAL.front
    assert ids(draft) == ["words"]
    draft.undo()
    assert draft.side_number == 1
    draft.undo()
    assert draft.side_number == 0


def test_an_element_that_an_undo_takes_away_is_chosen_no_more(
    draft: LayoutDraft, qtbot: QtBot
) -> None:
    draft.add(WORDS)
    with qtbot.waitSignal(draft.turned):
        draft.undo()
    assert draft.chosen is None


def test_another_layout_has_no_past(draft: LayoutDraft) -> None:
    draft.add(WORDS)
    draft.show(on_sheet(sheet("102x152")))
    assert not draft.can_undo
    assert draft.chosen is None
