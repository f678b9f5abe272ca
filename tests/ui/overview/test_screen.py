from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import programme, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.overview.screen import OverviewScreen
from tests.conftest import NINE
from tests.ui.conftest import snapshot

MINUTE = timedelta(minutes=1)
LEFT = Qt.MouseButton.LeftButton


def person(session: Session, name: str, at: datetime | None) -> None:
    ident = new_id(NINE)
    session.add(
        rows.Participant(id=ident, printed_name=name, country="MN", category="city")
    )
    if at is not None:
        session.add(
            rows.Scan(
                id=new_id(NINE),
                checkpoint_id="desk",
                participant_id=ident,
                at=at,
                device_id="laptop",
                verdict="ADMITTED",
            )
        )


def fill(session: Session) -> None:
    for number in range(20):
        late = number >= 15
        person(session, f"P{number}", None if late else NINE + number * 3 * MINUTE)
    for title, start in (("Opening", 0), ("Panel", 90), ("Clinic", 90)):
        draft = SessionDraft(
            title=title,
            starts_at=NINE + start * MINUTE,
            ends_at=NINE + (start + 60) * MINUTE,
            room=f"Room of {title}",
            objectives=(1,),
        )
        programme.add(session, draft, at=NINE)
    for objectives in ([1], [1, 2], []):
        session.add(
            rows.Note(
                id=new_id(NINE),
                session_id="s",
                order="a",
                line="Said",
                at=NINE,
                note_kind="action",
                state="open",
                objectives=objectives,
                due=date(2014, 11, 1),
            )
        )


class Clock:
    """What the screen takes for the time."""

    def __init__(self) -> None:
        self.at = NINE + 50 * MINUTE

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(
    qtbot: QtBot, runner: Runner, jobs: Jobs, clock: Clock
) -> Iterator[Callable[[], OverviewScreen]]:
    made: list[OverviewScreen] = []

    def make() -> OverviewScreen:
        screen = OverviewScreen(runner, jobs, clock)
        screen.resize(1170, 660)
        screen.show()
        screen.shown()
        qtbot.waitExposed(screen)
        made.append(screen)
        return screen

    yield make
    for screen in made:
        delete(screen)


@pytest.fixture
def screen(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> OverviewScreen:
    database.run(fill, at=NINE)
    screen = make()
    qtbot.waitUntil(lambda: screen.expected.number.text() == "20")
    return screen


def words(screen: OverviewScreen) -> list[str]:
    return [found.text() for found in screen.programme.findChildren(QLabel)]


def test_four_numbers_can_be_read(screen: OverviewScreen, qapp: QApplication) -> None:
    cards = (screen.expected, screen.arrived, screen.here, screen.missing)
    assert [card.accessibleName() for card in cards] == [
        "Expected: 20. on the list, not cancelled",
        "Arrived: 15. 75%",
        "Here now: 15. came in and did not go out",
        "Not yet in: 5. of those expected",
    ]
    for dark in (False, True):
        theme.apply(qapp, dark=dark)
        snapshot(screen, f"overview_{dark}")
        assert not screen.grab().isNull()
    theme.apply(qapp, dark=False)


def test_what_is_on_and_what_is_next_stand_with_their_rooms(
    screen: OverviewScreen,
) -> None:
    shown = words(screen)
    assert shown[:5] == [
        "Now and next",
        "now",
        "09:00–10:00",
        "Opening",
        "Room of Opening",
    ]
    assert shown[5:7] == ["next", "10:30–11:30"]
    assert {"Clinic", "Panel", "Room of Panel"} <= set(shown[7:])


def test_a_session_is_shown_in_the_programme(
    qtbot: QtBot, screen: OverviewScreen
) -> None:
    show = next(
        found
        for found in screen.programme.findChildren(QPushButton)
        if found.accessibleName() == "Show Opening"
    )
    with qtbot.waitSignal(screen.asked) as asked:
        qtbot.mouseClick(show, LEFT)
    assert asked.args is not None
    assert asked.args[0] == "programme"


def test_objectives_and_actions_are_counted(
    qtbot: QtBot, screen: OverviewScreen
) -> None:
    shown = [found.text() for found in screen.objectives.findChildren(QLabel)]
    assert shown[:5] == [
        "Objectives spoken to",
        "1  Objective 1",
        "2",
        "2  Objective 2",
        "1",
    ]
    assert shown.count("none yet") == 3
    actions = screen.objectives.open_actions
    assert actions.text() == "Open actions: 3 · without owner: 3 · overdue: 3"
    with qtbot.waitSignal(screen.asked) as asked:
        qtbot.mouseClick(actions, LEFT)
    assert asked.args == ["notes", ""]


def test_an_arrival_is_shown_by_itself(
    qtbot: QtBot, screen: OverviewScreen, runner: Runner
) -> None:
    runner.submit(screen, lambda s: person(s, "Late", NINE + 49 * MINUTE))
    qtbot.waitUntil(lambda: screen.arrived.number.text() == "16")
    assert screen.expected.number.text() == "21"


def test_other_changes_are_left_alone(
    qtbot: QtBot,
    screen: OverviewScreen,
    runner: Runner,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(screen, "_refresh", lambda: asked.append(1))

    def prints(session: Session) -> None:
        session.add(rows.Printing(id=new_id(NINE), badge_id="b", at=NINE))

    with qtbot.waitSignal(runner.changed):
        runner.submit(screen, prints)
    assert not screen.is_waiting()
    screen.hide()
    with qtbot.waitSignal(runner.changed):
        runner.submit(screen, lambda s: person(s, "Unseen", None))
    assert not screen.is_waiting()
    assert asked == []


def test_another_day_can_be_looked_at(qtbot: QtBot, screen: OverviewScreen) -> None:
    second = date(2014, 11, 6)
    qtbot.mouseClick(screen.days.chips[second], LEFT)
    qtbot.waitUntil(lambda: screen.here.heading.text() == "Came that day")
    assert screen.here.number.text() == "0"
    assert screen.chart_stack.currentWidget() is screen.nobody
    assert screen.nobody_words.text() == "Nobody came in on Thu 6 Nov."
    assert screen.days.chips[second].isChecked()
    screen.show_day(None)
    qtbot.waitUntil(lambda: screen.here.heading.text() == "Here now")
    assert screen.chart_stack.currentWidget() is screen.chart


def test_after_the_workshop_the_programme_is_over(
    qtbot: QtBot, screen: OverviewScreen, clock: Clock
) -> None:
    clock.at = NINE + timedelta(days=9)
    screen.shown()
    qtbot.waitUntil(lambda: "The programme is over." in words(screen))


def test_tomorrow_is_named(qtbot: QtBot, screen: OverviewScreen, clock: Clock) -> None:
    clock.at = NINE - timedelta(days=1)
    screen.shown()
    qtbot.waitUntil(lambda: "Wed 5 Nov, 09:00–10:00" in words(screen))


def test_an_empty_workshop_leads_to_people_and_programme(
    qtbot: QtBot, make: Callable[[], OverviewScreen]
) -> None:
    screen = make()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    for found in screen.empty.findChildren(QPushButton):
        with qtbot.waitSignal(screen.asked) as asked:
            qtbot.mouseClick(found, LEFT)
        assert asked.args == [found.text().lower(), ""]


def test_people_without_programme_or_arrivals_are_no_failure(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> None:
    database.run(lambda s: person(s, "Only", None), at=NINE)
    screen = make()
    qtbot.waitUntil(lambda: screen.expected.number.text() == "1")
    assert screen.nobody_words.text() == "Nobody has come in today."
    assert "There is no programme yet." in words(screen)
    assert screen.objectives.open_actions.text() == "No notes yet"


def test_a_programme_without_people_says_how_to_begin(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> None:
    draft = SessionDraft(title="A", starts_at=NINE, ends_at=NINE + 60 * MINUTE)
    database.run(lambda s: programme.add(s, draft, at=NINE), at=NINE)
    screen = make()
    qtbot.waitUntil(lambda: "Import people" in screen.nobody_words.text())
    assert screen.stack.currentWidget() is screen.whole


def test_many_parallel_sessions_are_summed_up(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> None:
    def parallel(session: Session) -> None:
        for number in range(5):
            draft = SessionDraft(
                title=f"Clinic {number}", starts_at=NINE, ends_at=NINE + 60 * MINUTE
            )
            programme.add(session, draft, at=NINE)

    database.run(parallel, at=NINE)
    screen = make()
    qtbot.waitUntil(lambda: "and 2 more" in words(screen))
    assert "Clinic 2" in words(screen)
    assert "Clinic 3" not in words(screen)


def test_a_workshop_without_objectives_says_so(
    qtbot: QtBot, screen: OverviewScreen, runner: Runner
) -> None:
    runner.submit(screen, lambda s: workshop.set_objectives(s, (), at=NINE))
    words_there = "This workshop has no stated objectives."
    qtbot.waitUntil(
        lambda: (
            words_there
            in [found.text() for found in screen.objectives.findChildren(QLabel)]
        )
    )


def test_more_days_get_more_chips(
    qtbot: QtBot, screen: OverviewScreen, runner: Runner
) -> None:
    def longer(session: Session) -> None:
        draft = workshop.info(session).draft
        workshop.edit(session, replace(draft, last_day=date(2014, 11, 8)), at=NINE)

    runner.submit(screen, longer)
    qtbot.waitUntil(lambda: len(screen.days.chips) == 4)
    assert screen.days.chips[date(2014, 11, 5)].isChecked()
