from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolTip
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.programme import SessionDraft, SessionInfo
from nexus_desktop.intake import programme_file
from nexus_desktop.services import programme, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.programme.screen import ProgrammeScreen
from tests.conftest import NINE
from tests.ui.conftest import snapshot

CASES = Path(__file__).parents[2] / "data" / "cases"
MINUTE = timedelta(minutes=1)
NOT_OURS = (
    "It is on 2014-11-20, which is not a day of the workshop. "
    "The workshop has no objective 7."
)
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton

Say = Callable[[Message], None]


class Stage:
    """The screen with the programme of the sample list, and what it said."""

    def __init__(self, qtbot: QtBot, runner: Runner, jobs: Jobs) -> None:
        self.qtbot, self.runner = qtbot, runner
        self.screen = ProgrammeScreen(runner, jobs, lambda: NINE + 130 * MINUTE)
        self.messages: list[Message] = []
        self.screen.messaged.connect(self.messages.append)
        self.screen.resize(1170, 660)
        self.screen.show()
        self.screen.shown()
        qtbot.waitExposed(self.screen)

    def sessions(self) -> dict[str, SessionInfo]:
        """Return what the screen has read from the file."""
        return {b.session.title: b.session for b in self.screen.board.blocks}

    @property
    def chosen(self) -> str:
        """Return the title of the session that is selected."""
        block = self.screen.board.chosen
        return block.session.title if block else ""

    def choose(self, title: str) -> None:
        self.screen.board.choose(self.sessions()[title].id)

    def middle(self, title: str, dy: float = 0.0) -> QPoint:
        block = next(b for b in self.screen.board.blocks if b.session.title == title)
        return (self.screen.board.place_of(block).center() + QPointF(0, dy)).toPoint()

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds)

    def start_of(self, title: str) -> str:
        local = self.sessions()[title].starts_at + timedelta(hours=8)
        return f"{local:%d %H:%M}"


def fill(database: Database) -> None:
    info, _ = database.run(workshop.info, at=NINE)
    listed = programme_file.read(CASES / "programme.csv", info)
    database.run(lambda s: programme.import_programme(s, listed, at=NINE), at=NINE)


@pytest.fixture
def empty(qtbot: QtBot, runner: Runner, jobs: Jobs) -> Iterator[Stage]:
    stage = Stage(qtbot, runner, jobs)
    qtbot.waitUntil(lambda: stage.screen.stack.currentWidget() is stage.screen.empty)
    yield stage
    delete(stage.screen)


@pytest.fixture
def stage(
    qtbot: QtBot, database: Database, runner: Runner, jobs: Jobs
) -> Iterator[Stage]:
    fill(database)
    stage = Stage(qtbot, runner, jobs)
    qtbot.waitUntil(lambda: len(stage.screen.board.blocks) == 14)
    yield stage
    delete(stage.screen)


def test_the_whole_programme_is_shown_without_scrolling_sideways(
    stage: Stage, qapp: QApplication
) -> None:
    sheet = stage.screen.page.sheet
    assert sheet.horizontalScrollBar().maximum() == 0
    assert stage.screen.board.days == (
        date(2014, 11, 5),
        date(2014, 11, 6),
        date(2014, 11, 7),
    )
    for dark in (False, True):
        theme.apply(qapp, dark=dark)
        snapshot(stage.screen, f"programme_{dark}")
        assert not stage.screen.grab().isNull()
    theme.apply(qapp, dark=False)


def test_arrows_select_and_the_side_shows_it(stage: Stage) -> None:
    board = stage.screen.board
    stage.qtbot.keyClick(board, Qt.Key.Key_Down)
    title = "Progress of the initiatives in the participating cities"
    assert stage.chosen == title
    assert stage.screen.details.title.text() == title
    assert title in board.accessibleDescription()
    stage.qtbot.keyClick(board, Qt.Key.Key_Right)
    assert stage.chosen == "Breakout: elements of a policy framework"
    stage.qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert stage.chosen == ""
    assert stage.screen.page.side.currentWidget() is stage.screen.page.summary
    assert "Sessions: 14" in board.accessibleDescription()


def test_a_click_selects_and_a_click_beside_lets_go(stage: Stage) -> None:
    board = stage.screen.board
    stage.qtbot.mouseClick(board, LEFT, pos=stage.middle("Lunch"))
    assert stage.screen.details.title.text() == "Lunch"
    stage.qtbot.mouseClick(board, LEFT, pos=QPoint(10, 10))
    assert stage.chosen == ""


def test_alt_arrows_move_and_undo_moves_back(stage: Stage) -> None:
    stage.choose("Global agendas")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Down, ALT)
    stage.until(lambda: len(stage.messages) == 1)
    stage.until(lambda: stage.start_of("Global agendas") == "07 14:05")
    assert stage.messages[0].text == (
        "“Global agendas” is now on Fri 7 Nov, 14:05–15:35."
    )
    assert stage.messages[0].action is not None
    stage.messages[0].action[1]()
    stage.until(lambda: stage.start_of("Global agendas") == "07 14:00")


def test_alt_arrows_move_to_another_day_and_change_the_end(stage: Stage) -> None:
    stage.choose("Global agendas")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Left, ALT)
    stage.until(lambda: stage.start_of("Global agendas") == "06 14:00")
    assert stage.chosen == "Global agendas"
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Up, ALT | SHIFT)
    stage.until(
        lambda: (
            stage.sessions()["Global agendas"].ends_at
            - stage.sessions()["Global agendas"].starts_at
            == 85 * MINUTE
        )
    )


def test_a_move_over_the_edge_is_none(stage: Stage) -> None:
    stage.choose("Global agendas")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Right, ALT)
    stage.choose("Lunch")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Down, ALT)
    stage.until(lambda: len(stage.messages) == 1)
    assert "Lunch" in stage.messages[0].text


def test_dragging_moves_in_steps_of_five_minutes(stage: Stage) -> None:
    board = stage.screen.board
    begin = stage.middle("Global agendas")
    scale = board.scale()
    target = begin + QPoint(-int(scale.column_width), int(scale.per_minute * 32))
    stage.qtbot.mousePress(board, LEFT, pos=begin)
    stage.qtbot.mouseMove(board, begin + QPoint(0, 30))
    stage.qtbot.mouseMove(board, target)
    assert not board.grab().isNull()
    stage.qtbot.mouseRelease(board, LEFT, pos=target)
    stage.until(lambda: stage.start_of("Global agendas") == "06 14:30")
    assert len(stage.messages) == 1


def test_dragging_the_lower_edge_changes_the_end(stage: Stage) -> None:
    board = stage.screen.board
    block = next(b for b in board.blocks if b.session.title == "Global agendas")
    box = board.place_of(block)
    edge = QPoint(int(box.center().x()), int(box.bottom()) - 2)
    stage.qtbot.mouseMove(board, edge)
    assert board.cursor().shape() == Qt.CursorShape.SizeVerCursor
    target = edge + QPoint(0, round(board.scale().per_minute * 30))
    stage.qtbot.mousePress(board, LEFT, pos=edge)
    stage.qtbot.mouseMove(board, target)
    stage.qtbot.mouseRelease(board, LEFT, pos=target)
    ends = NINE + timedelta(days=2, hours=7)
    stage.until(lambda: stage.sessions()["Global agendas"].ends_at == ends)


def test_escape_ends_a_drag_without_a_move(stage: Stage) -> None:
    board = stage.screen.board
    begin = stage.middle("Global agendas")
    stage.qtbot.mousePress(board, LEFT, pos=begin)
    stage.qtbot.mouseMove(board, begin + QPoint(0, 80))
    stage.qtbot.keyClick(board, Qt.Key.Key_Escape)
    stage.qtbot.mouseRelease(board, LEFT, pos=begin + QPoint(0, 80))
    assert stage.start_of("Global agendas") == "07 14:00"
    assert stage.messages == []


def test_the_pointer_says_what_can_be_done(stage: Stage) -> None:
    board = stage.screen.board
    stage.qtbot.mouseMove(board, stage.middle("Lunch"))
    assert board.cursor().shape() == Qt.CursorShape.PointingHandCursor
    stage.qtbot.mouseMove(board, QPoint(board.width() - 5, 5))
    assert board.cursor().shape() == Qt.CursorShape.ArrowCursor
    place = stage.middle("Lunch")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, board.mapToGlobal(place))
    QApplication.sendEvent(board, event)
    assert "Restaurant" in QToolTip.text()


def test_enter_edits_in_place(stage: Stage) -> None:
    details = stage.screen.details
    stage.choose("Global agendas")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Return)
    stage.until(details.title.hasFocus)
    stage.qtbot.keyClicks(details.title, "A voice in global agendas")
    stage.qtbot.keyClick(details.title, Qt.Key.Key_Return)
    stage.until(lambda: "A voice in global agendas" in stage.sessions())
    details.texts["room"].setFocus()
    details.texts["room"].selectAll()
    stage.qtbot.keyClicks(details.texts["room"], "Hall B")
    stage.qtbot.keyClick(details.texts["room"], Qt.Key.Key_Return)
    stage.until(lambda: stage.sessions()["A voice in global agendas"].room == "Hall B")
    stage.qtbot.mouseClick(details.objectives.chips[2], LEFT)
    stage.until(
        lambda: stage.sessions()["A voice in global agendas"].objectives == (2, 5)
    )


def test_escape_takes_a_typed_title_back(stage: Stage) -> None:
    details = stage.screen.details
    stage.choose("Lunch")
    details.edit()
    stage.qtbot.keyClicks(details.title, "Dinner")
    stage.qtbot.keyClick(details.title, Qt.Key.Key_Escape)
    assert details.title.text() == "Lunch"
    assert "Dinner" not in stage.sessions()


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [("930", "07 09:30", "11:00"), ("1 pm", "07 13:00", "14:30")],
)
def test_a_new_start_keeps_the_length(
    stage: Stage, typed: str, start: str, end: str
) -> None:
    when = stage.screen.details.when
    stage.choose("Global agendas")
    when.begin.setFocus()
    when.begin.selectAll()
    stage.qtbot.keyClicks(when.begin, typed)
    stage.qtbot.keyClick(when.begin, Qt.Key.Key_Return)
    stage.until(lambda: stage.start_of("Global agendas") == start)
    stage.until(lambda: when.end.text() == end)


def test_what_is_no_time_leaves_the_time_as_it_was(stage: Stage) -> None:
    when = stage.screen.details.when
    stage.choose("Global agendas")
    when.begin.setFocus()
    when.begin.selectAll()
    stage.qtbot.keyClicks(when.begin, "soon")
    stage.qtbot.keyClick(when.begin, Qt.Key.Key_Return)
    assert when.begin.text() == "14:00"


def test_an_end_before_the_start_is_explained_in_place(stage: Stage) -> None:
    details = stage.screen.details
    stage.choose("Global agendas")
    details.when.end.setFocus()
    details.when.end.selectAll()
    stage.qtbot.keyClicks(details.when.end, "13:00")
    stage.qtbot.keyClick(details.when.end, Qt.Key.Key_Return)
    stage.until(details.wrong.isVisible)
    assert "end before it starts" in details.wrong.text()


def test_another_day_can_be_chosen(stage: Stage) -> None:
    when = stage.screen.details.when
    stage.choose("Global agendas")
    when.day.setFocus()
    stage.qtbot.keyClick(when.day, Qt.Key.Key_Up)
    stage.until(lambda: stage.start_of("Global agendas") == "06 14:00")


def test_a_session_is_removed_and_brought_back(stage: Stage) -> None:
    stage.choose("Lunch")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_Delete)
    stage.until(lambda: len(stage.messages) == 1)
    stage.until(lambda: "Lunch" not in stage.sessions())
    assert stage.messages[0].action is not None
    stage.messages[0].action[1]()
    stage.until(lambda: "Lunch" in stage.sessions())


def test_a_session_with_notes_stays_and_says_why(stage: Stage) -> None:
    lunch = stage.sessions()["Lunch"]
    note = rows.Note(
        id=new_id(NINE), session_id=lunch.id, order="a", line="Said", at=NINE
    )
    stage.runner.submit(stage.screen, lambda s: s.add(note))
    stage.choose("Lunch")
    stage.qtbot.mouseClick(stage.screen.details.take_away, LEFT)
    stage.until(lambda: len(stage.messages) == 1)
    assert "one note" in stage.messages[0].text
    assert stage.messages[0].tone == "bad"


def test_a_session_is_added_after_the_one_selected(stage: Stage) -> None:
    stage.choose("Global agendas")
    stage.qtbot.keyClick(stage.screen.board, Qt.Key.Key_N, CTRL)
    stage.until(lambda: "New session" in stage.sessions())
    assert stage.start_of("New session") == "07 15:30"
    stage.until(stage.screen.details.title.hasFocus)
    stage.qtbot.keyClicks(stage.screen.details.title, "Side event")
    stage.screen.flush()
    stage.until(lambda: "Side event" in stage.sessions())


def test_a_double_click_opens_or_adds(stage: Stage) -> None:
    board = stage.screen.board
    stage.qtbot.mouseDClick(board, LEFT, pos=stage.middle("Lunch"))
    stage.until(stage.screen.details.title.hasFocus)
    assert stage.screen.details.title.text() == "Lunch"
    scale = board.scale()
    free = QPoint(int(scale.x(date(2014, 11, 6))) + 30, int(scale.y(13 * 60 + 10)))
    stage.qtbot.mouseDClick(board, LEFT, pos=free)
    stage.until(lambda: "New session" in stage.sessions())
    assert stage.start_of("New session") == "06 13:00"


def test_the_notes_of_a_session_are_asked_for(stage: Stage) -> None:
    stage.choose("Lunch")
    with stage.qtbot.waitSignal(stage.screen.asked) as asked:
        stage.qtbot.mouseClick(stage.screen.details.notes, LEFT)
    assert asked.args == ["notes", stage.sessions()["Lunch"].id]


def test_one_can_go_to_a_session(stage: Stage) -> None:
    stage.screen.go_to(stage.sessions()["Lunch"].id)
    stage.until(lambda: stage.screen.details.title.text() == "Lunch")
    stage.qtbot.mouseClick(stage.screen.details.close_it, LEFT)
    assert stage.chosen == ""


def test_a_change_from_elsewhere_is_shown(
    stage: Stage, runner: Runner, qtbot: QtBot
) -> None:
    stage.choose("Lunch")
    lunch = stage.sessions()["Lunch"]
    draft = SessionDraft(
        title="Late lunch", starts_at=lunch.starts_at, ends_at=lunch.ends_at
    )
    runner.submit(stage.screen, lambda s: programme.edit(s, lunch.id, draft, at=NINE))
    qtbot.waitUntil(lambda: stage.screen.details.title.text() == "Late lunch")
    runner.submit(stage.screen, lambda s: programme.remove(s, lunch.id, at=NINE))
    qtbot.waitUntil(lambda: stage.chosen == "")


def test_an_empty_programme_says_what_to_do(empty: Stage) -> None:
    texts = {found.text() for found in empty.screen.empty.findChildren(QPushButton)}
    assert texts == {"Import…", "Add session"}
    add = next(
        found
        for found in empty.screen.empty.findChildren(QPushButton)
        if found.text() == "Add session"
    )
    empty.qtbot.mouseClick(add, LEFT)
    empty.until(lambda: "New session" in empty.sessions())
    assert empty.start_of("New session") == "05 09:00"
    empty.until(lambda: empty.screen.stack.currentWidget() is empty.screen.page)


def test_a_list_is_previewed_then_imported(
    empty: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(CASES / "programme.ics")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    empty.qtbot.keyClick(empty.screen, Qt.Key.Key_I, CTRL)
    preview = empty.screen.preview
    empty.until(lambda: empty.screen.stack.currentWidget() is preview)
    assert empty.sessions() == {}
    assert preview.accept.text() == "Import (14)"
    assert preview.rows.rowCount() == 14
    assert preview.rows.index(5, 2).data() == "Wed 5 Nov, 14:00–15:30"
    empty.qtbot.keyClick(preview.accept, Qt.Key.Key_Return)
    empty.until(lambda: len(empty.messages) == 1)
    assert empty.messages[0].text == "Imported programme.ics: 14 new, 0 changed."
    empty.until(lambda: len(empty.sessions()) == 14)
    empty.screen.read(CASES / "programme.ics")
    empty.until(lambda: empty.screen.stack.currentWidget() is preview)
    assert preview.accept.text() == "Nothing to import"
    assert not preview.accept.isEnabled()


def test_a_preview_says_what_changes_and_what_is_wrong(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text(
        "Date,Start,End,Title,Room,Objectives\n"
        "2014-11-05,12:30,14:15,Lunch,Terrace,\n"
        "2014-11-07,14:00,15:30,Global agendas,,4;5\n"
        "2014-11-05,10:00,09:00,Odd,,\n"
        "2014-11-20,10:00,11:00,Late,,7\n"
    )
    stage.screen.read(path)
    preview = stage.screen.preview
    stage.until(lambda: stage.screen.stack.currentWidget() is preview)
    assert [preview.rows.index(row, 6).data() for row in range(4)] == [
        "end: 14:00 → 14:15; room: Restaurant → Terrace",
        "objectives: 5 → 4, 5",
        "It ends (09:00) before it starts (10:00).",
        NOT_OURS,
    ]
    stage.qtbot.mouseClick(preview.accept, LEFT)
    stage.until(lambda: len(stage.messages) == 1)
    assert stage.messages[0] == Message(
        "Imported new.csv: 1 new, 2 changed, 1 not taken.", "warn"
    )


def test_a_preview_can_be_left(stage: Stage) -> None:
    before = stage.sessions()
    stage.screen.read(CASES / "programme.ics")
    preview = stage.screen.preview
    stage.until(lambda: stage.screen.stack.currentWidget() is preview)
    stage.qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert stage.screen.stack.currentWidget() is stage.screen.page
    assert stage.sessions() == before


def test_a_broken_file_is_told_in_one_sentence(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "p.ics"
    path.write_bytes(b"<html>")
    stage.screen.read(path)
    stage.until(lambda: len(stage.messages) == 1)
    assert stage.messages[0].text == "p.ics is not a calendar file (iCalendar, .ics)."


def test_a_list_can_be_dropped(empty: Stage) -> None:
    def drag(path: Path) -> tuple[QMimeData, bool]:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        event.setAccepted(False)
        empty.screen.dragEnterEvent(event)
        return data, event.isAccepted()

    assert drag(Path("photo.png"))[1] is False
    data, accepted = drag(CASES / "programme.csv")
    assert accepted
    drop = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    empty.screen.dropEvent(drop)
    screen = empty.screen
    empty.until(lambda: screen.stack.currentWidget() is screen.preview)
