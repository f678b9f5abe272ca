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
from nexus_desktop.ui.overview.cards import WrappedTitle
from nexus_desktop.ui.overview.screen import OverviewScreen
from tests.conftest import NINE
from tests.services.breakout_world import add_round
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
    qtbot.waitUntil(lambda: screen.view.expected.number.text() == "20")
    return screen


def words(screen: OverviewScreen) -> list[str]:
    return [found.text() for found in screen.view.programme.findChildren(QLabel)]


def test_four_numbers_can_be_read(screen: OverviewScreen, qapp: QApplication) -> None:
    cards = (
        screen.view.expected,
        screen.view.arrived,
        screen.view.here,
        screen.view.missing,
    )
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
        for found in screen.view.programme.findChildren(QPushButton)
        if found.accessibleName() == "Show Opening"
    )
    with qtbot.waitSignal(screen.asked) as asked:
        qtbot.mouseClick(show, LEFT)
    assert asked.args is not None
    assert asked.args[0] == "programme"


def test_objectives_and_actions_are_counted(
    qtbot: QtBot, screen: OverviewScreen
) -> None:
    shown = [found.text() for found in screen.view.objectives.findChildren(QLabel)]
    assert shown[:5] == [
        "Objectives spoken to",
        "1  Objective 1",
        "2",
        "2  Objective 2",
        "1",
    ]
    assert shown.count("none yet") == 3
    actions = screen.view.objectives.open_actions
    assert actions.text() == "Open actions: 3 · without owner: 3 · overdue: 3"
    with qtbot.waitSignal(screen.asked) as asked:
        qtbot.mouseClick(actions, LEFT)
    assert asked.args == ["notes", ""]


def test_an_arrival_is_shown_by_itself(
    qtbot: QtBot, screen: OverviewScreen, runner: Runner
) -> None:
    runner.submit(screen, lambda s: person(s, "Late", NINE + 49 * MINUTE))
    qtbot.waitUntil(lambda: screen.view.arrived.number.text() == "16")
    assert screen.view.expected.number.text() == "21"


def test_other_changes_are_left_alone(
    qtbot: QtBot,
    screen: OverviewScreen,
    runner: Runner,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(screen.refresher, "read", lambda: asked.append(1))

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
    qtbot.mouseClick(screen.view.days.chips[second], LEFT)
    qtbot.waitUntil(lambda: screen.view.here.heading.text() == "Came that day")
    assert screen.view.here.number.text() == "0"
    assert screen.view.chart_stack.currentWidget() is screen.view.nobody
    assert screen.view.nobody_words.text() == "Nobody came in on Thu 6 Nov."
    assert screen.view.days.chips[second].isChecked()
    screen.show_day(None)
    qtbot.waitUntil(lambda: screen.view.here.heading.text() == "Here now")
    assert screen.view.chart_stack.currentWidget() is screen.view.chart


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
    qtbot.waitUntil(lambda: screen.view.expected.number.text() == "1")
    assert screen.view.nobody_words.text() == "Nobody has come in today."
    assert "There is no programme yet." in words(screen)
    assert screen.view.objectives.open_actions.text() == "No notes yet"


def test_a_programme_without_people_says_how_to_begin(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> None:
    draft = SessionDraft(title="A", starts_at=NINE, ends_at=NINE + 60 * MINUTE)
    database.run(lambda s: programme.add(s, draft, at=NINE), at=NINE)
    screen = make()
    qtbot.waitUntil(lambda: "Import people" in screen.view.nobody_words.text())
    assert screen.stack.currentWidget() is screen.view


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
            in [found.text() for found in screen.view.objectives.findChildren(QLabel)]
        )
    )


def test_more_days_get_more_chips(
    qtbot: QtBot, screen: OverviewScreen, runner: Runner
) -> None:
    def longer(session: Session) -> None:
        draft = workshop.info(session).draft
        workshop.edit(session, replace(draft, last_day=date(2014, 11, 8)), at=NINE)

    runner.submit(screen, longer)
    qtbot.waitUntil(lambda: len(screen.view.days.chips) == 4)
    assert screen.view.days.chips[date(2014, 11, 5)].isChecked()


# The time of day, and those who are missed


def miss(session: Session) -> None:
    for number in range(6):
        session.add(
            rows.Participant(
                id=f"p{number}",
                printed_name=f"Speaker {number}",
                phone="+976 99" if number == 0 else "",
            )
        )
    round_id = add_round(session)
    group = session.query(rows.Group).filter_by(round_id=round_id).first()
    assert group is not None
    group.facilitator_id = "p5"
    draft = SessionDraft(
        title="Clinic & more",
        starts_at=NINE + 80 * MINUTE,
        ends_at=NINE + 140 * MINUTE,
        room="Hall",
        speakers="; ".join(f"Speaker {number}" for number in range(5)),
    )
    programme.add(session, draft, at=NINE)


@pytest.fixture
def missing(
    qtbot: QtBot, database: Database, make: Callable[[], OverviewScreen]
) -> OverviewScreen:
    database.run(miss, at=NINE)
    screen = make()
    qtbot.waitUntil(screen.view.missed.isVisible)
    return screen


def names_missed(screen: OverviewScreen) -> list[str]:
    return [
        found.text()
        for found in screen.view.missed.findChildren(QPushButton)
        if found.text().startswith("Speaker") and found.isVisible()
    ]


def test_who_is_missed_soon_is_named_with_a_phone_number(
    qtbot: QtBot, missing: OverviewScreen
) -> None:
    card = missing.view.missed
    assert card.heading.text() == ("5 people of sessions that start soon have not come")
    assert names_missed(missing) == [f"Speaker {number}" for number in range(4)]
    texts = [found.text() for found in card.findChildren(QLabel)]
    assert "+976 99" in texts
    assert "no phone number" in texts
    assert "10:20  Clinic & more · Hall" in texts
    snapshot(missing, "overview_missed")
    qtbot.mouseClick(card.more, LEFT)
    qtbot.waitUntil(lambda: len(names_missed(missing)) == 5)
    qtbot.mouseClick(card.more, LEFT)
    qtbot.waitUntil(lambda: len(names_missed(missing)) == 4)
    first = card.findChildren(QPushButton)
    with qtbot.waitSignal(missing.asked) as asked:
        next(f for f in first if f.text() == "Speaker 0").click()
    assert asked.args == ["people", "p0"]


def test_a_minute_later_the_clock_alone_tells_what_is_on(
    qtbot: QtBot,
    missing: OverviewScreen,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(missing.refresher, "read", lambda: pytest.fail("it was read"))
    assert 0 < missing._minute.remainingTime() <= 60_000
    clock.at = NINE + 5 * 60 * MINUTE - 30 * MINUTE
    missing._pass_time()
    assert missing.view.missed.heading.text() == (
        "1 person of a session that starts soon has not come"
    )
    texts = [found.text() for found in missing.view.missed.findChildren(QLabel)]
    assert "facilitator of group A" in texts
    clock.at = NINE + 8 * 60 * MINUTE
    missing._pass_time()
    assert missing.view.missed.isHidden()
    assert "The programme is over." in words(missing)
    missing.hide()
    missing._pass_time()


def test_another_day_is_read_anew(
    qtbot: QtBot, screen: OverviewScreen, clock: Clock
) -> None:
    clock.at = NINE + timedelta(days=1)
    screen._pass_time()
    chip = screen.view.days.chips[date(2014, 11, 6)]
    qtbot.waitUntil(chip.isChecked)


# On a projector


def test_a_projector_shows_nothing_of_single_people(
    qtbot: QtBot, missing: OverviewScreen, clock: Clock
) -> None:
    qtbot.mouseClick(missing.large, LEFT)
    projector = missing.projector
    assert projector is not None
    qtbot.waitExposed(projector)
    assert projector.isFullScreen()
    assert projector.name.text() == "Test workshop"
    assert projector.clock.text() == "Wed 5 Nov  09:50"
    assert projector.view.missed.isHidden()
    texts = [found.text() for found in projector.findChildren(QLabel)]
    texts += [found.text() for found in projector.findChildren(QPushButton)]
    assert not any("Speaker" in text or "+976" in text for text in texts)
    clock.at += MINUTE
    missing._pass_time()
    assert projector.clock.text() == "Wed 5 Nov  09:51"
    missing.shown()
    qtbot.waitUntil(lambda: not missing.is_waiting())
    with qtbot.waitSignal(projector.left):
        qtbot.keyClick(projector, Qt.Key.Key_Escape)
    assert missing.projector is None


def test_f11_goes_to_the_projector_and_back(
    qtbot: QtBot, screen: OverviewScreen
) -> None:
    screen.project()
    projector = screen.projector
    assert projector is not None
    qtbot.keyClick(projector, Qt.Key.Key_A)
    assert screen.projector is projector
    with qtbot.waitSignal(projector.left):
        screen.project()
    screen.project()
    screen.flush()
    assert screen.projector is None


def test_a_projector_may_be_there_before_anything_is_known(
    qtbot: QtBot, make: Callable[[], OverviewScreen]
) -> None:
    screen = make()
    screen.project()
    assert screen.projector is not None
    qtbot.waitUntil(lambda: screen._seen is not None)
    qtbot.waitUntil(
        lambda: (
            screen.projector is not None
            and screen.projector.name.text() == "Test workshop"
        )
    )
    screen.flush()


@pytest.mark.parametrize("height", [20, 40, 60, 200])
def test_a_long_title_is_cut_where_there_is_no_room(qtbot: QtBot, height: int) -> None:
    title = WrappedTitle("Breakout: elements of an enabling policy framework " * 2)
    qtbot.addWidget(title)
    title.resize(300, height)
    title.show()
    assert not title.grab().isNull()
    assert title.toolTip() == title.text()
