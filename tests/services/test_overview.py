from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.overview import Actions, Coverage, Overview, Share
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import overview, programme
from nexus_desktop.store import rows
from tests.conftest import NINE, Run

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Room:
    """Writes people, scans and notes into the test's workshop."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def person(
        self, country: str = "MN", category: str = "city", status: str = "expected"
    ) -> str:
        ident = new_id(NINE)
        person = rows.Participant(
            id=ident,
            printed_name=ident,
            country=country,
            category=category,
            status=status,
        )
        self._run(lambda s: s.add(person))
        return ident

    def scan(
        self, person: str, at: datetime, verdict: str = "ADMITTED", way: str = "in"
    ) -> str:
        ident = new_id(NINE)
        scan = rows.Scan(
            id=ident,
            checkpoint_id="desk",
            participant_id=person,
            at=at,
            device_id="laptop",
            verdict=verdict,
            direction=way,
        )
        self._run(lambda s: s.add(scan))
        return ident

    def undo(self, scan: str) -> None:
        fact = rows.Scan(
            id=new_id(NINE),
            checkpoint_id="desk",
            at=NINE,
            device_id="laptop",
            way="undo",
            undoes_id=scan,
        )
        self._run(lambda s: s.add(fact))

    def note(self, kind: str = "point", **values: object) -> None:
        note = rows.Note(
            id=new_id(NINE),
            session_id="s",
            order="a",
            line="said",
            at=NINE,
            note_kind=kind,
            **values,  # type: ignore[arg-type]  # columns of a note
        )
        self._run(lambda s: s.add(note))

    def look(self, at: datetime = NINE, day: date | None = None) -> Overview:
        return self._run(lambda s: overview.overview(s, at=at, day=day))


@pytest.fixture
def room(run: Run) -> Room:
    return Room(run)


def test_an_empty_workshop_has_nothing_to_count(room: Room) -> None:
    seen = room.look()
    assert (seen.expected, seen.arrived, seen.here, seen.missing) == (0, 0, 0, 0)
    assert seen.bins == ()
    assert seen.countries == ()
    assert seen.actions == Actions()
    assert not seen.has_programme
    assert [(o.number, o.notes) for o in seen.objectives] == [
        (number, 0) for number in range(1, 6)
    ]


def test_people_are_counted_once_however_often_they_are_scanned(room: Room) -> None:
    here, left, late = room.person(), room.person("VN"), room.person("VN", "nation")
    cancelled = room.person("VN", status="cancelled")
    room.scan(here, NINE)
    room.scan(here, NINE + MINUTE, "ALREADY_IN")
    room.scan(left, NINE + 7 * MINUTE)
    room.scan(left, NINE + 60 * MINUTE, "CHECKED_OUT", "out")
    room.undo(room.scan(late, NINE))
    room.scan(late, NINE, "REVOKED")
    seen = room.look(NINE + 90 * MINUTE)
    assert (seen.expected, seen.arrived, seen.missing) == (3, 2, 1)
    assert (seen.here, seen.came, seen.unexpected) == (1, 2, 0)
    assert [(b.begins.strftime("%H:%M"), b.count) for b in seen.bins] == [
        ("09:00", 1),
        ("09:05", 1),
    ]
    assert seen.countries == (Share("Viet Nam", 2, 1), Share("Mongolia", 1, 1))
    assert seen.categories == (Share("city", 2, 2), Share("nation", 1, 0))
    room.scan(cancelled, NINE + 9 * MINUTE)
    seen = room.look(NINE + 90 * MINUTE)
    assert (seen.expected, seen.arrived, seen.unexpected) == (3, 2, 1)


def test_a_badge_says_whose_scan_it_is(room: Room, run: Run) -> None:
    person = room.person()

    def wear(session: Session) -> None:
        number = "00000000000000aa"
        session.add(
            rows.Badge(
                id=new_id(NINE), participant_id=person, number=number, issued_at=NINE
            )
        )
        session.add(
            rows.Scan(
                id=new_id(NINE),
                checkpoint_id="desk",
                badge_number=number,
                at=NINE,
                device_id="laptop",
                verdict="ADMITTED",
            )
        )

    run(wear)
    assert room.look().arrived == 1


def test_a_day_shows_its_own_arrivals_and_who_came_until_then(room: Room) -> None:
    early, both = room.person(), room.person()
    room.scan(early, NINE)
    room.scan(both, NINE)
    room.scan(both, NINE + DAY)
    seen = room.look(NINE + DAY + 60 * MINUTE)
    assert seen.day == date(2014, 11, 6)
    assert seen.is_today
    assert (seen.arrived, seen.came, seen.here) == (2, 1, 1)
    before = room.look(NINE + DAY, day=date(2014, 11, 5))
    assert (before.came, before.is_today) == (2, False)
    later = room.person()
    room.scan(later, NINE + DAY)
    assert room.look(NINE + DAY, day=date(2014, 11, 5)).arrived == 2


def test_actions_say_what_is_open_and_what_is_amiss(room: Room) -> None:
    room.note("action", state="open", owner="City of Naga", due=date(2014, 11, 4))
    room.note("action", state="going on", due=date(2014, 11, 5))
    room.note("action", state="done", due=date(2014, 10, 1))
    room.note("action", state="dropped")
    room.note("decision")
    seen = room.look()
    assert seen.actions == Actions(total=4, open=2, without_owner=1, overdue=1)
    assert seen.notes == 5


def test_objectives_are_covered_by_notes_and_sessions(room: Room, run: Run) -> None:
    room.note(objectives=[1, 2])
    room.note(objectives=[2, 2, 9])
    room.note()
    panel = SessionDraft(
        title="Panel", starts_at=NINE, ends_at=NINE + 60 * MINUTE, objectives=(2, 3)
    )
    run(lambda s: programme.add(s, panel, at=NINE))
    seen = room.look()
    assert seen.objectives[:3] == (
        Coverage(1, "Objective 1", 1, 0),
        Coverage(2, "Objective 2", 2, 1),
        Coverage(3, "Objective 3", 0, 1),
    )
    assert [item.title for item in seen.programme.now] == ["Panel"]
    assert seen.has_programme
