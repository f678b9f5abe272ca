from io import BytesIO

import pikepdf
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nexus_desktop.core.minutes.gaps import Gap, Lack
from nexus_desktop.core.minutes.material import (
    Attribution,
    Choices,
    Paper,
    Section,
    Template,
)
from nexus_desktop.ui.kit.pages_view import PagesView
from nexus_desktop.ui.kit.picture_files import encoded
from nexus_desktop.ui.minutes.choices_panel import ChoicesPanel
from nexus_desktop.ui.minutes.gap_list import GapList
from tests.core.minutes.samples import demo


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
    assert gaps.warning.isHidden()
    gaps.show_gaps([Gap(Lack.ACTIONS_WITHOUT_OWNER, ("x",), "notes")], is_final=True)
    assert not gaps.warning.isHidden()
    gaps.show_gaps(())
    assert gaps.links == []
    assert gaps.isHidden()


def test_a_view_without_pages_turns_none(qtbot: QtBot) -> None:
    pages = PagesView("Pages")
    qtbot.addWidget(pages)
    pages.turn(1)
    assert pages.where.text() == ""


@pytest.fixture
def panel(qtbot: QtBot) -> ChoicesPanel:
    panel = ChoicesPanel()
    qtbot.addWidget(panel)
    panel.resize(272, 640)
    panel.show()
    return panel


def test_which_paper_is_looked_at_is_remembered_on_this_laptop(
    qtbot: QtBot, panel: ChoicesPanel
) -> None:
    assert panel.choices.parts == Choices().parts
    with qtbot.waitSignal(panel.turned):
        panel.choose_template(Template.ACTIONS)
    assert panel.choices.template is Template.ACTIONS
    assert Section.LIST_DATES not in panel.choices.parts
    again = ChoicesPanel()
    qtbot.addWidget(again)
    assert again.choices.template is Template.ACTIONS
    QSettings().setValue("minutes/template", "poems")
    usual = ChoicesPanel()
    qtbot.addWidget(usual)
    assert usual.choices.template is Template.FULL


def test_sections_can_be_moved_by_mouse_and_by_keys(
    qtbot: QtBot, panel: ChoicesPanel
) -> None:
    sections = panel.sections
    with qtbot.waitSignal(panel.changed):
        root = sections.rootIndex()
        assert sections.model().moveRow(root, 0, root, 3)
    first = (Section.CONTENTS, Section.SUMMARY, Section.COVER)
    assert panel.choices.parts[:3] == first
    sections.setFocus()
    sections.setCurrentRow(2)
    with qtbot.waitSignal(panel.changed):
        qtbot.keyClick(sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert panel.choices.parts[:2] == (Section.CONTENTS, Section.COVER)
    assert sections.currentRow() == 1
    for _ in range(3):
        qtbot.keyClick(sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert panel.choices.parts[0] is Section.COVER
    with qtbot.waitSignal(panel.changed):
        qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert Section.COVER not in panel.choices.parts
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert sections.currentRow() == 1


def test_each_template_keeps_sections_of_its_own(panel: ChoicesPanel) -> None:
    panel.check(Section.GROUPS, on=False)
    panel.choose_template(Template.BRIEF)
    panel.check(Section.BRIEF_QUESTIONS, on=False)
    assert Section.BRIEF_QUESTIONS not in panel.choices.parts
    panel.choose_template(Template.FULL)
    assert Section.GROUPS not in panel.choices.parts
    assert Section.PARTICIPANTS in panel.choices.parts


def test_sessions_are_offered_for_the_form_of_a_session(panel: ChoicesPanel) -> None:
    panel.show_material(demo(8, 4))
    assert panel.session.isHidden()
    panel.choose_template(Template.SESSION, "s3")
    assert not panel.session.isHidden()
    assert panel.session.currentText() == "Progress of the initiatives"
    assert panel.choices.session_id == "s3"
    panel.show_material(demo(8, 4))
    assert panel.choices.session_id == "s3"
    assert panel.session.findText("Lunch") == -1
    panel.choose_template(Template.FULL)
    assert panel.choices.session_id == ""


def test_what_a_paper_says_of_itself_is_typed_in_plain_fields(
    qtbot: QtBot, panel: ChoicesPanel
) -> None:
    qtbot.mouseClick(panel.tabs[1], Qt.MouseButton.LeftButton)
    assert panel.document.isVisible()
    fields = panel.document.texts
    with qtbot.waitSignal(panel.changed):
        qtbot.keyClicks(fields["reference"], "UNX/4 ")
    qtbot.keyClicks(fields["keywords"], "water, energy")
    panel.document.paper.setCurrentIndex(1)
    panel.attribution.setCurrentIndex(2)
    choices = panel.choices
    assert (choices.reference, choices.keywords) == ("UNX/4", "water, energy")
    assert choices.paper is Paper.LETTER
    assert choices.attribution is Attribution.NONE
    panel.show_arrangement(panel.arrangement, "Secretariat")
    assert fields["reference"].text() == "UNX/4 "
    assert fields["prepared_by"].placeholderText() == "Secretariat"
    assert panel.choices == choices


def test_pictures_are_shown_and_can_be_taken_away(
    qtbot: QtBot, panel: ChoicesPanel
) -> None:
    panel.pages.setCurrentIndex(1)
    page = panel.document
    names = {it.accessibleName(): it for it in page.findChildren(QPushButton)}
    assert names["Logo: Remove"].isHidden()
    page.show_pictures({"logo": png(30, 10), "cover": b"damaged"})
    assert not names["Logo: Remove"].isHidden()
    assert not names["Picture on the cover: Remove"].isHidden()
    thumbs = [it for it in page.findChildren(QLabel) if not it.pixmap().isNull()]
    assert [thumb.accessibleName() for thumb in thumbs] == ["Logo"]
    for name, signal in (
        ("Logo: Remove", panel.picture_removed),
        ("Picture on the cover: Choose…", panel.picture_asked),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(names[name], Qt.MouseButton.LeftButton)
        assert asked.args == ["logo" if name.startswith("Logo") else "cover"]


def png(width: int, height: int) -> bytes:
    """Return a picture file."""
    return encoded(QImage(width, height, QImage.Format.Format_RGB32), 99)


def test_many_pages_come_a_few_at_a_time_and_the_newest_wins(qtbot: QtBot) -> None:
    pages = PagesView("Pages")
    qtbot.addWidget(pages)
    pages.show()
    ready: list[int] = []
    pages.ready.connect(lambda: ready.append(pages.document.pageCount()))
    pages.show_pdf(blank_pages(3000))
    assert ready == []
    pages.show_pdf(blank_pages(2))
    qtbot.waitUntil(lambda: bool(ready))
    qtbot.wait(50)
    assert ready == [2]
    with qtbot.waitSignal(pages.ready):
        pages.show_pdf(blank_pages(3000))
    assert pages.where.text() == "Page 1 of 3000"


def blank_pages(count: int) -> bytes:
    """Return a file of empty pages."""
    with pikepdf.new() as made:
        for _ in range(count):
            made.add_blank_page()
        out = BytesIO()
        made.save(out)
    return out.getvalue()
