"""A new workshop that begins from an earlier one of its series."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.core.series import Earlier, Wanted
from nexus_desktop.services import series
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.start.earlier_row import Beginning
from nexus_desktop.ui.start.new_form import NewForm
from nexus_desktop.ui.start.recent import RecentFiles
from nexus_desktop.ui.start.window import StartWindow
from tests.conftest import NINE
from tests.services.series_world import third_file
from tests.ui.conftest import snapshot

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def earlier(tmp_path: Path) -> Earlier:
    return series.read_file(third_file(tmp_path), at=NINE)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> StartWindow:
    settings = QSettings(str(tmp_path / "r.ini"), QSettings.Format.IniFormat)
    window = StartWindow(RecentFiles(settings))
    qtbot.addWidget(window)
    window.show()
    window.show_form()
    return window


@pytest.fixture
def form(window: StartWindow) -> NewForm:
    form = window.stack.currentWidget()
    assert isinstance(form, NewForm)
    return form


def test_the_form_is_filled_with_what_both_workshops_have_in_common(
    qtbot: QtBot, window: StartWindow, form: NewForm, earlier: Earlier
) -> None:
    with qtbot.waitSignal(window.earlier_asked) as asked:
        qtbot.keyClick(form, Qt.Key.Key_I, CTRL)
        (dialog,) = form.earlier.findChildren(QFileDialog)
        dialog.fileSelected.emit("/x/third.nexus")
        dialog.reject()
    assert asked.args == ["/x/third.nexus"]
    assert form.earlier.choose.text() == "Reading third.nexus…"
    window.show_earlier(earlier)
    assert (form.series.text(), form.number.value()) == ("Nexus", 4)
    assert form.organisers.text() == "Secretariat"
    assert form.objectives.lines() == ("Progress", "Policies")
    row = form.earlier
    assert row.people.text() == "1 participant"
    assert (row.programme.text(), row.owed.text()) == ("2 sessions", "2 open actions")
    snapshot(window, "new_from_earlier")


def test_what_is_wanted_of_it_is_asked_for(
    qtbot: QtBot, window: StartWindow, form: NewForm, earlier: Earlier
) -> None:
    window.show_earlier(earlier)
    form.title.setText("Fourth")
    form.country.setCurrentText("Mongolia")
    form.earlier.programme.click()
    with qtbot.waitSignal(window.new_asked) as asked:
        form.submit()
    draft, _path, beginning = asked.args
    assert draft.number == 4
    assert beginning == Beginning(earlier, Wanted(programme=False))


def test_one_may_do_without_it_after_all(
    window: StartWindow, form: NewForm, earlier: Earlier
) -> None:
    window.show_earlier(earlier)
    assert not form.earlier.choose.isVisible()
    form.earlier.clear.click()
    assert form.earlier.choose.isVisible()
    assert form.earlier.beginning is None


def test_a_file_that_cannot_be_read_can_be_chosen_anew(
    window: StartWindow, form: NewForm, earlier: Earlier
) -> None:
    form.earlier._read("/x/torn.nexus")
    assert not form.earlier.choose.isEnabled()
    window.tell(Message("torn.nexus is damaged.", "bad"))
    assert form.earlier.choose.isEnabled()
    assert window.bar.isVisible()
    form.left.emit()
    window.show_earlier(earlier)  # it came too late: nobody asks any more
    assert window.stack.currentWidget() is window.page
