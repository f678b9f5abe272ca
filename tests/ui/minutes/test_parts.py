from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from nexus_desktop.core.minutes.gaps import Gap, Lack
from nexus_desktop.core.minutes.material import Attribution, Choices, Paper, Section
from nexus_desktop.ui.kit.pages_view import PagesView
from nexus_desktop.ui.minutes.choices_panel import ChoicesPanel
from nexus_desktop.ui.minutes.gap_list import GapList


def test_gaps_are_told_in_words_and_go_when_mended(qtbot: QtBot) -> None:
    gaps = GapList()
    qtbot.addWidget(gaps)
    gaps.show_gaps(
        [Gap(lack, ("one thing", "another"), "notes", "s1") for lack in Lack]
        + [Gap(Lack.ACTIONS_WITHOUT_DATE, tuple("abcdefghij"), "notes")]
        + [Gap(Lack.ACTIONS_WITHOUT_OWNER, ("x" * 200,), "notes")]
    )
    texts = [link.text() for link in gaps.links]
    assert "Nobody is marked present" in texts
    assert "2 sessions have no notes" in texts
    assert "One action has no owner" in texts
    assert "one thing" in gaps.links[0].toolTip()
    assert gaps.links[-2].toolTip().endswith("…")
    assert len(gaps.links[-1].toolTip()) < 90
    gaps.show_gaps(())
    assert gaps.links == []
    assert gaps.isHidden()


def test_a_view_without_pages_turns_none(qtbot: QtBot) -> None:
    pages = PagesView("Pages")
    qtbot.addWidget(pages)
    pages.turn(1)
    assert pages.where.text() == ""


def test_choices_that_cannot_be_read_are_the_usual_ones(qtbot: QtBot) -> None:
    panel = ChoicesPanel()
    qtbot.addWidget(panel)
    assert panel.choices.parts == Choices().parts
    panel.attribution.setCurrentIndex(2)
    panel.paper.setCurrentIndex(1)
    assert panel.choices.attribution is Attribution.NONE
    assert panel.choices.paper is Paper.LETTER
    kept = ChoicesPanel()
    assert kept.choices == panel.choices
    QSettings().setValue("minutes/choices", '{"sections": ["poems"]}')
    assert ChoicesPanel().choices.parts == Choices().parts


def test_sections_can_be_moved(qtbot: QtBot) -> None:
    panel = ChoicesPanel()
    qtbot.addWidget(panel)
    model = panel.sections.model()
    with qtbot.waitSignal(panel.changed):
        root = panel.sections.rootIndex()
        assert model.moveRow(root, 0, root, 3)
    assert panel.choices.parts[:3] == (
        Section.CONTENTS, Section.SUMMARY, Section.COVER
    )  # fmt: skip
    assert ChoicesPanel().choices.parts == panel.choices.parts
