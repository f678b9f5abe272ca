"""The form of a new round: its steps, by mouse and by keys, and what it says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from nexus_desktop.core.breakout import (
    Card,
    GroupDraft,
    RoundChoices,
    RoundDraft,
    RuleInfo,
    SessionChoice,
    Weights,
)
from nexus_desktop.core.breakout_draft import RuleDraft
from nexus_desktop.services.breakout_drafts import RoundMaterial
from nexus_desktop.services.breakout_reading import Person
from nexus_desktop.ui.breakouts.new_round import NewRoundPanel
from tests.ui.breakouts.world import NINE
from tests.ui.conftest import snapshot

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NAMES = ("Ana Cruz", "Bat Dorj", "Chen Wei", "Dewi Santoso", "Éva Zorig")
PEOPLE = {
    f"p{n}": Person(
        Card(f"p{n}", NAMES[n % 5] if n < 5 else f"Person {n}"),
        (("Water", "Noise"), ("Energy",), ())[n % 3],
    )
    for n in range(26)
}
CHOICES = RoundChoices(
    (SessionChoice("s1", "Challenges", NINE, 0),), 26, ("country", "language"),
    wishes=True,
)  # fmt: skip
MATERIAL = RoundMaterial(
    PEOPLE,
    (RuleInfo("r1", "apart", ("p0", "p1"), None, "Ana and Bat never share a group"),),
    ("Hall A", "Room 1"),
    (GroupDraft("A", "Water", "Room 7", "3"),),
    2,
)


@pytest.fixture
def panel(qtbot: QtBot) -> NewRoundPanel:
    made = NewRoundPanel(CHOICES)
    qtbot.addWidget(made)
    made.show_material(MATERIAL)
    made.resize(1170, 654)
    made.show()
    return made


@pytest.fixture
def made(panel: NewRoundPanel) -> list[tuple[RoundDraft, tuple[RuleDraft, ...]]]:
    seen: list[tuple[RoundDraft, tuple[RuleDraft, ...]]] = []
    panel.made.connect(lambda _key, draft, rules: seen.append((draft, rules)))
    return seen


def shown(panel: NewRoundPanel) -> int:
    return panel.stack.currentIndex()


def test_steps_are_walked_by_buttons_and_keys_and_none_must_be(
    qtbot: QtBot, panel: NewRoundPanel
) -> None:
    assert not panel.back.isEnabled()
    panel.next.click()
    panel.next.click()
    assert shown(panel) == 2
    panel.back.click()
    assert shown(panel) == 1
    panel.steps[3].click()
    assert shown(panel) == 3
    assert not panel.next.isEnabled()
    assert [step.isChecked() for step in panel.steps] == [False, False, False, True]
    with qtbot.waitSignal(panel.made):
        panel.make.click()


def test_what_comes_out_is_said_while_it_is_asked_for(
    qtbot: QtBot, panel: NewRoundPanel
) -> None:
    panel.groups.setValue(4)
    panel.table.write(0, "topic", "Water")
    panel.table.write(1, "facilitator", "chen wei")
    panel.levels.pickers["language"].choose("Matters most")
    panel.levels.gather["language"].click()
    qtbot.waitUntil(lambda: "Brought together: language" in panel.outcome.text)
    said = panel.outcome.text
    assert said.startswith("4 groups: 2 of 7, 2 of 6 people")
    assert "Topics: 1 of 4. Rooms: 1 of 4." in said
    assert "Fixed seats of people in charge: 1." in said
    assert "Spread evenly: country." in said
    assert "Of 18 people with wishes, 9 wish for one of these topics." in said
    assert "No group has the topic: Energy (9), Noise (9)." in said
    assert "Rules: 1" in said


def test_a_trait_that_is_off_is_not_gathered(
    panel: NewRoundPanel, made: list[tuple[RoundDraft, tuple[RuleDraft, ...]]]
) -> None:
    gather = panel.levels.gather["language"]
    assert not gather.isEnabled()
    panel.levels.pickers["language"].choose("Matters")
    gather.click()
    panel.make.click()
    panel.levels.pickers["language"].choose("Off")
    panel.make.click()
    assert [draft.weights.gathered for draft, _ in made] == [("language",), ()]


def test_what_was_gathered_last_time_is_proposed_again(qtbot: QtBot) -> None:
    earlier = Weights({"language": 1.0}, gathered=("language",))
    panel = NewRoundPanel(replace(CHOICES, wishes=False), earlier)
    qtbot.addWidget(panel)
    assert panel.levels.weights == earlier


def test_groups_get_what_is_typed_pasted_and_known(
    qtbot: QtBot,
    panel: NewRoundPanel,
    made: list[tuple[RoundDraft, tuple[RuleDraft, ...]]],
) -> None:
    panel.groups.setValue(3)
    panel.go_to(1)
    table = panel.table
    table.setCurrentCell(0, 1)
    QGuiApplication.clipboard().setText("Water\tHall A\nEnergy\nFood\nToo many\n")
    qtbot.keyClick(table, KEY.Key_V, CTRL)
    table.clearSelection()  # the test's Ctrl is still held, as far as Qt knows
    table.setCurrentCell(2, 1)
    qtbot.keyClick(table, KEY.Key_Delete)
    table.setCurrentCell(1, 4)
    qtbot.keyClick(table, KEY.Key_Return)
    (editor,) = table.viewport().findChildren(QLineEdit)
    qtbot.keyClicks(editor, "Dewi Santoso")
    qtbot.keyClick(editor, KEY.Key_Tab)
    table.write(2, "people", "6–8")
    panel.make.click()
    groups = made[-1][0].groups
    assert [(group.topic, group.room, group.table) for group in groups] == [
        ("Water", "Hall A", "3"),
        ("Energy", "", ""),
        ("", "", ""),
    ]
    assert groups[1].facilitator == "Dewi Santoso"
    assert (groups[2].seats_min, groups[2].seats_max) == (6, 8)
    panel.groups.setValue(2)
    panel.groups.setValue(3)
    assert [group.topic for group in table.drafts] == ["Water", "Energy", ""]


def test_a_topic_that_is_still_being_typed_is_not_lost(
    qtbot: QtBot,
    panel: NewRoundPanel,
    made: list[tuple[RoundDraft, tuple[RuleDraft, ...]]],
) -> None:
    panel.go_to(1)
    panel.table.setCurrentCell(0, 1)
    qtbot.keyClick(panel.table, KEY.Key_Return)
    (editor,) = panel.table.viewport().findChildren(QLineEdit)
    qtbot.keyClicks(editor, "Sanitation")
    panel.make.clicked.emit()  # as by Ctrl+Enter: the focus stays in the field
    assert made[0][0].groups[0].topic == "Sanitation"


def test_a_size_that_is_none_is_explained_and_nothing_is_made(
    panel: NewRoundPanel, made: list[tuple[RoundDraft, tuple[RuleDraft, ...]]]
) -> None:
    panel.table.write(0, "people", "many")
    panel.make.click()
    assert made == []
    assert "Group A: write its people as 12 or 12–14" in panel.problem.text()
    panel.table.write(0, "people", "12")
    panel.make.click()
    assert panel.problem.isHidden()
    assert made[0][0].groups[0].seats_max == 12


def test_rules_are_put_together_from_lists_and_taken_away_again(
    qtbot: QtBot,
    panel: NewRoundPanel,
    made: list[tuple[RoundDraft, tuple[RuleDraft, ...]]],
) -> None:
    panel.groups.setValue(2)
    panel.table.write(1, "topic", "Energy")
    panel.go_to(3)
    form = panel.rules.asking
    form.make.click()
    assert "from the list" in panel.problem.text()
    form.first.setEditText("Ana Cruz")
    form.second.setEditText("Chen Wei")
    form.make.click()
    form.make.click()  # the same again is no rule more
    form.form.setCurrentIndex(2)
    form.group.setCurrentIndex(1)
    assert form.group.currentText() == "B · Energy"
    form.make.click()
    texts = [one.text() for one in panel.rules.listed.findChildren(QLabel)]
    assert "Ana and Bat never share a group" in texts
    assert "Ana Cruz and Chen Wei sit together" in texts
    assert "Ana Cruz must be in group B" in texts
    panel.make.click()
    assert made[0][1] == (
        RuleDraft("together", ("p0", "p2")),
        RuleDraft("must", ("p0",), 1),
    )
    for one in panel.rules.listed.findChildren(QPushButton):
        if one.accessibleName().endswith("sit together"):
            one.click()
    panel.make.click()
    assert made[1][1] == (RuleDraft("must", ("p0",), 1),)


def test_a_clash_is_shown_and_goes_away(panel: NewRoundPanel) -> None:
    panel.show_clash("Round 2: these rules can't all be kept")
    assert not panel.outcome.problem.isHidden()
    snapshot(panel, "new_round_clash")
    panel.show_clash("")
    assert panel.outcome.problem.isHidden()
