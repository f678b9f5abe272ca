from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy.orm import Session

from nexus_desktop.core.checkpoints import CheckpointDraft
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import checkin, checkpoints, history, people, programme
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.checkpoints.screen import CheckpointsScreen
from nexus_desktop.ui.checkpoints.side import CAME, INSIDE, MISSING, SET_UP
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.services.breakout_world import add_round
from tests.services.desk_world import World, build
from tests.ui.conftest import snapshot

LEFT = Qt.MouseButton.LeftButton
MINUTE = timedelta(minutes=1)
LE, PENA = "Lê Văn Đức", "Juan Miguel Peña"
DESK, MEAL, DOOR = "Registration, day 1", "Dinner of the speakers", "Hall A"


class Stage:
    """The screen and what a test does with it."""

    messages: list[Message]

    def __init__(
        self, screen: CheckpointsScreen, runner: Runner, qtbot: QtBot, world: World
    ) -> None:
        self.screen, self._runner, self._qtbot = screen, runner, qtbot
        self.world = world
        self.messages = []
        screen.messaged.connect(self.messages.append)

    @property
    def table(self) -> list[list[str]]:
        model = self.screen.page.model
        return [
            [
                str(model.index(row, column).data())
                for column in range(model.columnCount())
            ]
            for row in range(model.rowCount())
        ]

    def names(self) -> list[str]:
        return [line[1] for line in self.table]

    def do(self, work: Callable[[Session], object]) -> object:
        answers: list[object] = []
        self._runner.submit(self._runner, work, done=answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.screen.refresher.is_waiting)

    def choose(self, name: str) -> None:
        model = self.screen.page.model
        row = model.position(lambda shown: shown.line.name == name)
        self.screen.page.table.setCurrentIndex(model.index(row, 1))

    def kept(self, name: str) -> CheckpointDraft:
        """Return the checkpoint called `name` as the file holds it."""
        self.settle()

        def find(session: Session) -> CheckpointDraft:
            found = [row for row in checkpoints.live(session) if row.name == name]
            return checkpoints.draft_of(found[0])

        draft = self.do(find)
        assert isinstance(draft, CheckpointDraft)
        return draft

    def chip(self, key: str, value: str) -> QPushButton:
        return self.screen.page.side.editor.for_whom.keys[key].chips[value]


def scan(session: Session, world: World, name: str, place: str, minute: int) -> None:
    checkin.scan(session, world.codes[name], place, at=NINE + minute * MINUTE)


def meet(session: Session, title: str, hours: int, form: str = "plenary") -> None:
    begins = NINE + timedelta(hours=hours)
    draft = SessionDraft(
        title=title, form=form, room="Hall", starts_at=begins,
        ends_at=begins + 60 * MINUTE,
    )  # fmt: skip
    programme.add(session, draft, at=NINE)


@pytest.fixture
def make(
    qtbot: QtBot, runner: Runner, jobs: Jobs
) -> Iterator[Callable[[World], Stage]]:
    made: list[CheckpointsScreen] = []

    def make(world: World) -> Stage:
        screen = CheckpointsScreen(runner, jobs, lambda: NINE + 30 * MINUTE)
        made.append(screen)
        screen.resize(1170, 660)
        screen.show()
        screen.activateWindow()
        screen.shown()
        qtbot.waitExposed(screen)
        return Stage(screen, runner, qtbot, world)

    yield make
    for screen in made:
        delete(screen)


@pytest.fixture
def stage(qtbot: QtBot, database: Database, make: Callable[[World], Stage]) -> Stage:
    world = database.run(build, at=NINE)[0]

    def fill(session: Session) -> None:
        scan(session, world, LE, world.desk, 0)
        scan(session, world, LE, world.door, 5)
        scan(session, world, PENA, world.door, 6)
        meet(session, "Opening", 0)
        meet(session, "Lunch", 3, "break")
        meet(session, "Tea", 4, "break")

    database.run(fill, at=NINE)
    stage = make(world)
    qtbot.waitUntil(lambda: len(stage.table) == 3)
    return stage


# Looking


def test_every_checkpoint_tells_for_whom_it_is_and_how_far(
    stage: Stage, qapp: QApplication
) -> None:
    assert stage.table == [
        ["Wed 5 Nov", DESK, "Everybody", "Once a day", "1", "1", "4"],
        ["Every day", MEAL, "Speaker", "Once", "–", "–", "1"],
        ["Every day", DOOR, "Everybody", "In and out", "2", "2", "4"],
    ]
    assert stage.screen.page.count.text() == "3 checkpoints"
    stage.choose(DOOR)
    for dark in (False, True):
        theme.apply(qapp, dark=dark)
        snapshot(stage.screen, f"checkpoints_{dark}")
        assert not stage.screen.grab().isNull()
    theme.apply(qapp, dark=False)


def test_a_scan_elsewhere_is_seen_at_once(qtbot: QtBot, stage: Stage) -> None:
    stage.do(lambda s: scan(s, stage.world, LE, stage.world.door, 20))
    qtbot.waitUntil(lambda: stage.table[2][4:6] == ["1", "2"])


def test_a_day_shows_its_own_and_those_of_every_day(qtbot: QtBot, stage: Stage) -> None:
    chips = stage.screen.page.chips
    qtbot.mouseClick(chips[date(2014, 11, 6)], LEFT)
    assert stage.names() == [MEAL, DOOR]
    qtbot.mouseClick(chips[None], LEFT)
    assert len(stage.names()) == 3
    qtbot.mouseClick(chips[date(2014, 11, 6)], LEFT)
    stage.screen.go_to(stage.world.desk)
    qtbot.waitUntil(chips[None].isChecked)
    assert stage.screen.page.checkpoint_id == stage.world.desk
    assert len(stage.names()) == 3


def test_lists_say_who_is_inside_who_came_and_who_is_missing(
    qtbot: QtBot, stage: Stage
) -> None:
    side = stage.screen.page.side
    stage.choose(DOOR)
    assert [tab.text() for tab in side.tabs] == [
        "Set up", "Inside 2", "Came 2", "Not here 2",
    ]  # fmt: skip

    def people_shown() -> list[str]:
        model = side.people.model
        return [
            f"{model.index(row, 1).data()} {model.index(row, 0).data()}".strip()
            for row in range(model.rowCount())
        ]

    qtbot.mouseClick(side.tabs[INSIDE], LEFT)
    qtbot.waitUntil(lambda: people_shown() == [f"09:06 {PENA}", f"09:05 {LE}"])
    snapshot(stage.screen, "checkpoints_inside")
    qtbot.mouseClick(side.tabs[MISSING], LEFT)
    qtbot.waitUntil(lambda: people_shown() == ["Bat Dorj", "Sarantuya Ganbold"])
    qtbot.keyClicks(side.people.finder, "ULAAN sara")
    assert people_shown() == ["Sarantuya Ganbold"]
    side.people.finder.clear()
    qtbot.mouseClick(side.tabs[CAME], LEFT)
    qtbot.waitUntil(lambda: len(people_shown()) == 2)
    stage.choose(MEAL)
    qtbot.waitUntil(lambda: side.people.nobody.text() == "Nobody has come yet.")
    assert side.people.stack.currentIndex() == 1
    stage.choose(DESK)
    qtbot.waitUntil(lambda: people_shown() == [f"09:00 {LE}"])
    qtbot.keyClick(side, Qt.Key.Key_Escape)
    assert side.isHidden()
    assert stage.screen.page.checkpoint_id == ""
    assert stage.screen.page.table.hasFocus()


# Changing


def test_a_name_is_changed_in_place(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(DOOR)
    table = stage.screen.page.table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = stage.screen.page.side.editor
    assert editor.name.hasFocus()
    qtbot.keyClicks(editor.name, "Great  hall")
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stage.names()[-1] == "Great hall")
    qtbot.keyClicks(editor.name, " of")
    stage.do(lambda s: scan(s, stage.world, LE, stage.world.door, 20))
    stage.settle()
    assert editor.name.text() == "Great hall of"
    stage.screen.flush()
    qtbot.waitUntil(lambda: stage.names()[-1] == "Great hall of")
    editor.name.setText(DESK)
    editor.name.editingFinished.emit()
    qtbot.waitUntil(editor.wrong.isVisible)
    assert "already" in editor.wrong.text()
    assert stage.names()[-1] == "Great hall of"


def test_what_for_brings_the_usual_rule(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(MEAL)
    editor = stage.screen.page.side.editor
    pick(editor.purpose, "visit")
    qtbot.waitUntil(lambda: editor.rule.currentData() == "once a day")
    assert "Each person once on each day." in editor.rule_told.text()
    pick(editor.rule, "in and out")
    stage.settle()
    pick(editor.purpose, "session")
    stage.settle()
    draft = stage.kept(MEAL)
    assert (draft.purpose, draft.rule) == ("session", "in and out")
    pick(editor.rule, "once")
    qtbot.waitUntil(lambda: "may come back" in editor.rule_told.text())


def test_day_and_session_are_chosen(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(DOOR)
    editor = stage.screen.page.side.editor
    assert editor.session.itemText(1) == "Wed 5 Nov 09:00  Opening"
    editor.day.setCurrentIndex(2)
    editor.day.activated.emit(2)
    stage.settle()
    editor.session.setCurrentIndex(1)
    editor.session.activated.emit(1)
    qtbot.waitUntil(lambda: stage.kept(DOOR).session_id is not None)
    assert stage.kept(DOOR).day == date(2014, 11, 6)
    editor.session.setCurrentIndex(0)
    editor.session.activated.emit(0)
    qtbot.waitUntil(lambda: stage.kept(DOOR).session_id is None)


def test_a_day_outside_and_a_session_that_is_gone_stay(
    qtbot: QtBot, stage: Stage
) -> None:
    draft = CheckpointDraft(name="Early", day=date(2014, 11, 1), session_id="gone")
    stage.do(lambda s: checkpoints.add(s, draft, at=NINE))
    qtbot.waitUntil(lambda: "Early" in stage.names())
    stage.choose("Early")
    editor = stage.screen.page.side.editor
    assert editor.day.currentText() == "Sat 1 Nov"
    editor.name.setText("Earlier")
    stage.screen.flush()
    qtbot.waitUntil(lambda: "Earlier" in stage.names())
    assert stage.kept("Earlier").session_id == "gone"


def pick(box: QWidget, value: str) -> None:
    index = box.findData(value)  # type: ignore[attr-defined]  # a QComboBox
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


# For whom


def test_chips_say_for_whom_with_counts(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(DOOR)
    whom = stage.screen.page.side.editor.for_whom
    assert whom.summary.text() == "4 of 4 people"
    assert stage.chip("role", "Participant").text() == "Participant  2"
    assert whom.keys["group"].isHidden()
    qtbot.mouseClick(stage.chip("role", "Participant"), LEFT)
    qtbot.waitUntil(lambda: whom.summary.text() == "2 of 4 people")
    qtbot.mouseClick(stage.chip("country", "MN"), LEFT)
    qtbot.waitUntil(lambda: whom.summary.text() == "1 of 4 people")
    assert stage.kept(DOOR).entitled == {"role": ("Participant",), "country": ("MN",)}
    qtbot.mouseClick(whom.everybody, LEFT)
    qtbot.waitUntil(lambda: whom.summary.text() == "4 of 4 people")
    assert stage.kept(DOOR).entitled == {}
    assert whom.everybody.isHidden()


def test_a_group_is_a_chip_until_it_is_gone(qtbot: QtBot, stage: Stage) -> None:
    stage.do(lambda s: add_round(s, 0, 2))
    stage.choose(DOOR)
    whom = stage.screen.page.side.editor.for_whom
    qtbot.waitUntil(whom.keys["group"].isVisible)
    chip = next(iter(whom.keys["group"].chips.values()))
    assert chip.text() == "Group A of round 1  0"
    qtbot.mouseClick(chip, LEFT)
    qtbot.waitUntil(lambda: whom.summary.text() == "0 of 4 people")

    def lose(session: Session) -> None:
        session.info["action"] = "test.lose"
        for group in session.query(rows.Group):
            group.removed_at = NINE

    stage.do(lose)
    qtbot.waitUntil(
        lambda: [c.text() for c in whom.keys["group"].chips.values()] == ["(gone)  0"]
    )


def test_many_countries_are_folded(qtbot: QtBot, stage: Stage) -> None:
    codes = ["AF", "BD", "BT", "CN", "FJ", "ID", "IN", "JP", "KH", "KR", "LA", "LK",
             "MM", "MY", "NP"]  # fmt: skip

    def more(session: Session) -> None:
        session.info["action"] = "test.more"
        for code in codes:
            session.add(rows.Participant(id=code, printed_name=code, country=code))

    stage.do(more)
    stage.choose(DOOR)
    country = stage.screen.page.side.editor.for_whom.keys["country"]
    qtbot.waitUntil(lambda: len(country.chips) == 8)
    assert country.more.text() == "all 18"
    qtbot.mouseClick(country.chips["AF"], LEFT)
    qtbot.waitUntil(lambda: stage.kept(DOOR).entitled == {"country": ("AF",)})
    country.more.click()
    assert len(country.chips) == 18
    assert country.chips["AF"].isChecked()
    assert country.chosen() == ("AF",)


def test_people_are_named_by_pasting_a_list(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(MEAL)
    whom = stage.screen.page.side.editor.for_whom
    qtbot.mouseClick(whom.names.opener, LEFT)
    field = whom.names.field
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    field.setPlainText(f"{LE}\nNobody Known")
    qtbot.mouseClick(whom.names.add, LEFT)
    qtbot.waitUntil(lambda: whom.summary.text() == "2 of 4 people")
    assert whom.names.problems.text() == (
        "“Nobody Known” is not on the list of people."
    )
    snapshot(stage.screen, "checkpoints_names")
    field.setPlainText(PENA)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: whom.summary.text() == "3 of 4 people")
    assert whom.names.form.isHidden()
    qtbot.waitUntil(lambda: stage.table[1][2] == "Speaker; and 2 named people")

    def chips() -> list[QPushButton]:
        found = whom.names.findChildren(QPushButton)
        return [one for one in found if one.text() == LE and one.isVisible()]

    qtbot.waitUntil(lambda: len(chips()) == 1)
    chips()[0].click()
    qtbot.waitUntil(lambda: whom.summary.text() == "2 of 4 people")
    whom.names.open()
    qtbot.mouseClick(whom.names.leave, LEFT)
    assert whom.names.form.isHidden()


def test_people_are_named_from_a_file(
    qtbot: QtBot, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "guests.txt"
    path.write_text("\n".join([LE, PENA]), "utf-8")
    chosen = [(str(tmp_path / "none.txt"), ""), (str(path), ""), ("", "")]
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_a, **_k: chosen.pop())
    )
    stage.choose(MEAL)
    names = stage.screen.page.side.editor.for_whom.names
    names.open()
    names.file.click()
    names.file.click()
    qtbot.waitUntil(lambda: len(names.named()) == 2)
    names.open()
    names.file.click()
    qtbot.waitUntil(lambda: "can't be read" in names.problems.text())


def test_a_long_list_of_names_is_folded(qtbot: QtBot, stage: Stage) -> None:
    def invite(session: Session) -> None:
        session.info["action"] = "test.invite"
        ids = [f"p{n:02}" for n in range(20)]
        session.add_all(rows.Participant(id=i, printed_name=i.upper()) for i in ids)
        draft = CheckpointDraft(name="VIP", entitled={"participant": (*ids, "lost")})
        checkpoints.add(session, draft, at=NINE)

    stage.do(invite)
    qtbot.waitUntil(lambda: "VIP" in stage.names())
    stage.choose("VIP")
    names = stage.screen.page.side.editor.for_whom.names

    def chips() -> list[str]:
        return [
            found.text()
            for found in names.flow.findChildren(QPushButton)
            if not found.isHidden()
        ]

    qtbot.waitUntil(lambda: len(chips()) == 13)
    assert chips()[-1] == "and 9 more"
    names.flow.findChildren(QPushButton)[-1].click()
    qtbot.waitUntil(lambda: len(chips()) == 21)
    assert chips()[-1] == "(gone)"


def test_a_list_for_another_checkpoint_is_let_go(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(MEAL)
    editor = stage.screen.page.side.editor
    editor.pasted.emit(stage.world.meal, LE)
    stage.choose(DOOR)
    stage.settle()
    stage.do(lambda _: None)
    assert stage.kept(DOOR).entitled == {}
    assert stage.kept(MEAL).entitled == {"role": ("Speaker",)}


# Adding and taking away


def test_a_checkpoint_is_added_with_ctrl_n(qtbot: QtBot, stage: Stage) -> None:
    for name in ("New checkpoint", "New checkpoint 2"):
        qtbot.keyClick(
            stage.screen.page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda name=name: name in stage.names())  # type: ignore[misc]
        stage.settle()
    editor = stage.screen.page.side.editor
    qtbot.waitUntil(editor.name.hasFocus)
    assert editor.name.selectedText() == "New checkpoint 2"


def test_a_checkpoint_is_taken_away_and_brought_back(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.choose(MEAL)
    qtbot.keyClick(stage.screen.page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: stage.names() == [DESK, DOOR])
    message = stage.messages[-1]
    assert message.text == f"“{MEAL}” is no longer a checkpoint."
    assert message.action is not None
    message.action[1]()
    qtbot.waitUntil(lambda: len(stage.names()) == 3)


def test_where_badges_were_scanned_is_asked_once_more(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.choose(DOOR)
    editor = stage.screen.page.side.editor
    qtbot.mouseClick(editor.take_away, LEFT)
    assert "The scans stay" in editor.sure.text()
    qtbot.mouseClick(editor.keep, LEFT)
    assert editor.sure.isHidden()
    qtbot.mouseClick(editor.take_away, LEFT)
    stage.choose(DESK)
    assert editor.sure.isHidden()
    stage.choose(DOOR)
    qtbot.mouseClick(editor.take_away, LEFT)
    qtbot.mouseClick(editor.take_away, LEFT)
    qtbot.waitUntil(lambda: stage.names() == [DESK, MEAL])
    assert stage.screen.page.side.isHidden()
    editor.show_none()
    editor.flush()
    editor.take_away.click()
    editor.add_named(["x"])


def test_what_was_removed_meanwhile_is_told(qtbot: QtBot, stage: Stage) -> None:
    stage.choose(MEAL)
    editor = stage.screen.page.side.editor
    stage.screen.hide()
    stage.do(lambda s: checkpoints.remove(s, stage.world.meal, at=NINE))
    editor.removed.emit(stage.world.meal)
    qtbot.waitUntil(lambda: bool(stage.messages))
    assert "not there any more" in stage.messages[-1].text


def test_the_last_checkpoint_leaves_a_hint(
    qtbot: QtBot, database: Database, make: Callable[[World], Stage]
) -> None:
    stage = make(World("", "", "", {}, {}))
    screen = stage.screen
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    found = {button.text(): button for button in screen.empty.findChildren(QPushButton)}
    found["From the programme…"].click()
    qtbot.waitUntil(lambda: bool(stage.messages))
    action = stage.messages[-1].action
    assert action is not None
    with qtbot.waitSignal(screen.asked) as asked:
        action[1]()
    assert asked.args == ["programme", ""]
    found["Add checkpoint"].click()
    qtbot.waitUntil(lambda: stage.names() == ["New checkpoint"])
    assert screen.stack.currentWidget() is screen.page


def test_nothing_is_added_before_anything_is_known(
    qtbot: QtBot, runner: Runner, jobs: Jobs
) -> None:
    screen = CheckpointsScreen(runner, jobs, lambda: NINE)
    qtbot.addWidget(screen)
    screen.add()
    screen.page.choose("nothing")
    assert screen.page.model.rowCount() == 0


# Out of the programme


def test_checkpoints_are_made_from_the_programme(qtbot: QtBot, stage: Stage) -> None:
    screen = stage.screen
    stage.do(lambda s: add_round(s, 0, 2))
    qtbot.mouseClick(screen.making, LEFT)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.maker)
    snapshot(screen, "checkpoints_programme")
    maker = screen.maker
    texts = {box.text(): box for box in maker.boxes.values()}
    assert {text: box.isChecked() for text, box in texts.items()} == {
        "09:00   Opening · Hall": True,
        "12:00   Lunch · Hall": True,
        "13:00   Tea · Hall": False,
        "14:00   Breakout of day 1 · Rooms 1-5": True,
    }
    assert maker.accept.text() == "Make 3 checkpoints"
    chips = {found.text(): found for found in maker.findChildren(QPushButton)}
    for words, count in (
        ("none", ""), ("all", "4"), ("meals", "1"), ("visits", ""), ("sessions", "2"),
        ("the usual ones", "3"),
    ):  # fmt: skip
        qtbot.mouseClick(chips[words], LEFT)
        wanted = f"Make {count} checkpoints" if count != "1" else "Make 1 checkpoint"
        assert maker.accept.text() == wanted
    qtbot.keyClick(maker, Qt.Key.Key_A)
    qtbot.keyClick(maker, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.page


def test_each_group_may_have_its_door_and_all_can_be_undone(
    qtbot: QtBot, stage: Stage
) -> None:
    screen, maker = stage.screen, stage.screen.maker
    stage.do(lambda s: add_round(s, 0, 2))
    qtbot.mouseClick(screen.making, LEFT)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is maker)
    (groups,) = maker.group_boxes.values()
    groups.setChecked(True)
    assert maker.accept.text() == "Make 5 checkpoints"
    qtbot.mouseClick(maker.accept, LEFT)
    qtbot.waitUntil(lambda: len(stage.names()) == 8)
    assert "5 checkpoints made" in stage.messages[-1].text
    qtbot.mouseClick(screen.making, LEFT)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is maker)
    assert sum(box.isEnabled() for box in maker.boxes.values()) == 1
    for box in maker.boxes.values():
        box.setChecked(True)
    qtbot.mouseClick(maker.accept, LEFT)
    qtbot.waitUntil(lambda: "1 checkpoint made" in stage.messages[-1].text)
    stage.do(lambda s: history.undo_last(s, at=NINE))
    qtbot.waitUntil(lambda: len(stage.names()) == 8)


# Counting


def test_attendance_needs_a_checkpoint(qtbot: QtBot, stage: Stage) -> None:
    screen = stage.screen
    qtbot.mouseClick(screen.counter, LEFT)
    page = screen.attendance
    qtbot.waitUntil(lambda: "No session has a checkpoint" in page.about.text())
    assert not page.copy.isEnabled()
    qtbot.mouseClick(page.back, LEFT)
    assert screen.stack.currentWidget() is screen.page


def test_attendance_is_counted_and_copied(qtbot: QtBot, stage: Stage) -> None:
    screen, page = stage.screen, stage.screen.attendance

    def give(session: Session) -> None:
        draft = checkpoints.one(session, stage.world.door).draft
        opening = programme.sessions(session)[0]
        wanted = CheckpointDraft(
            name=draft.name, rule=draft.rule, session_id=opening.id
        )
        checkpoints.edit(session, stage.world.door, wanted, at=NINE)
        meet(session, "Closing", 8)
        person = stage.world.people[LE]
        people.edit(session, person, {"category": "City"}, at=NINE)

    stage.do(give)
    qtbot.mouseClick(screen.counter, LEFT)
    qtbot.waitUntil(lambda: page.table is not None and page.copy.isEnabled())
    assert page.about.text() == (
        "2 different people came to 1 session. "
        "Without a checkpoint, and not counted: 1 session."
    )
    qtbot.mouseClick(page.copy, LEFT)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "When\tSession\tRoom\tCame\tOf\tCity\tNot given",
        "Wed 5 Nov 09:00\tOpening\tHall\t2\t4\t1\t1",
        "\tDifferent people\t\t2\t\t1\t1",
    ]
    assert stage.messages[-1].text == "1 line copied."
    qtbot.mouseClick(page.chips["country"], LEFT)
    qtbot.waitUntil(lambda: page.trait == "country")
    stage.settle()
    page.copy_all()
    assert "Viet Nam" in QGuiApplication.clipboard().text()
    snapshot(screen, "checkpoints_attendance")
    qtbot.keyClick(page, Qt.Key.Key_A)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.page


def test_nothing_is_copied_before_it_was_counted(qtbot: QtBot, stage: Stage) -> None:
    page = stage.screen.attendance
    with qtbot.assertNotEmitted(page.copied):
        page.copy_all()


def test_times_of_other_days_are_told_with_their_day(
    qtbot: QtBot, stage: Stage
) -> None:
    at: datetime = NINE - timedelta(days=1)

    def early(session: Session) -> None:
        code = stage.world.codes["Sarantuya Ganbold"]
        checkin.scan(session, code, stage.world.meal, at=at)

    stage.do(early)
    stage.choose(MEAL)
    side = stage.screen.page.side
    side.go_to_page(CAME)
    model = side.people.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.index(0, 1).data() == "Tue 4 Nov 09:00"
    side.go_to_page(SET_UP)
    assert not side.wants_guests
