from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.overview import Actions, Coverage, Overview, Share
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import checkpoint_making, overview, programme
from nexus_desktop.store import rows, search
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_round

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Room:
    """Writes people, scans and notes into the test's workshop."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def person(self, country: str = "MN", category: str = "city", **more: str) -> str:
        ident = new_id(NINE)
        values: dict[str, Any] = {"printed_name": ident, **more}
        person = rows.Participant(
            id=ident, country=country, category=category, **values
        )
        person.search_key = search.key_of(person)
        self._run(lambda s: s.add(person))
        return ident

    def scan(
        self,
        person: str,
        at: datetime,
        verdict: str = "ADMITTED",
        way: str = "in",
        place: str = "desk",
    ) -> str:
        ident = new_id(NINE)
        scan = rows.Scan(
            id=ident,
            checkpoint_id=place,
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


def meet(run: Run, minutes: int = 30, **more: Any) -> str:  # noqa: ANN401 - fields of a draft
    begins = NINE + minutes * MINUTE
    draft = SessionDraft(
        title="Panel", starts_at=begins, ends_at=begins + 60 * MINUTE, **more
    )
    return run(lambda s: programme.add(s, draft, at=NINE)).id


def test_women_and_men_are_counted(room: Room) -> None:
    woman = room.person(gender="F")
    room.person(gender="M")
    room.person()
    room.scan(woman, NINE)
    assert room.look().genders == (
        Share("F", 1, 1), Share("M", 1, 0), Share("", 1, 0),
    )  # fmt: skip


def test_who_has_a_part_and_is_not_here_is_named(room: Room, run: Run) -> None:
    chair = room.person(printed_name="Ana Silva", phone="+351 1")
    room.person(printed_name="Bat Dorj")
    room.person(printed_name="Ганболдын Сарантуяа", native_name="Сарантуяа")
    room.person(printed_name="Gone Away", status="cancelled")
    here = room.person(printed_name="Here Already")
    room.scan(here, NINE)
    for _ in range(2):
        room.person(printed_name="Two Namesakes")
    meet(
        run,
        chair="ana silva (Lisbon)",
        speakers="Dorj Bat; Two Namesakes; Gone Away; Here Already; Сарантуяа; ; Li",
    )
    meet(run, 24 * 60, chair="Ana Silva")
    seen = room.look(NINE)
    assert [(part.what, part.name, part.phone) for part in seen.absent] == [
        ("chair", "Ana Silva", "+351 1"),
        ("speaker", "Bat Dorj", ""),
        ("speaker", "Ганболдын Сарантуяа", ""),
    ]
    assert seen.missed[0].person_id == chair
    room.scan(chair, NINE)
    assert len(room.look(NINE).absent) == 2


def test_who_leads_a_group_is_named_with_it(room: Room, run: Run) -> None:
    leader, other = room.person(printed_name="Ana"), room.person(printed_name="Bat")

    def lead(session: Session) -> None:
        add_round(session, 0, 2)
        groups = session.query(rows.Group).order_by(rows.Group.position).all()
        groups[0].facilitator_id = leader
        groups[1].rapporteur_id = other

    run(lead)
    found = room.look(NINE).absent
    assert [(part.what, part.group, part.name) for part in found] == [
        ("facilitator", "A", "Ana"),
        ("rapporteur", "B", "Bat"),
    ]


def test_who_is_inside_is_told_by_session(room: Room, run: Run) -> None:
    first, second = meet(run, 0), meet(run, 90)
    made = run(lambda s: checkpoint_making.make(s, {first, second}, at=NINE))
    doors = {kept.draft.session_id: kept.id for kept in made.added}
    ana, bat = room.person(), room.person()
    room.scan(ana, NINE, place=doors[first])
    room.scan(bat, NINE, place=doors[first])
    room.scan(bat, NINE + 91 * MINUTE, place=doors[second])
    seen = room.look(NINE + 95 * MINUTE)
    assert seen.inside == {first: 1, second: 1}
    assert seen.here == 2


def test_expected_are_those_whom_a_desk_of_the_day_lets_in(
    room: Room, run: Run
) -> None:
    room.person("MN")
    guest = room.person("VN")
    room.scan(guest, NINE)

    def desk(session: Session, day: int, **entitled: list[str]) -> None:
        session.add(
            rows.Checkpoint(
                id=new_id(NINE),
                name=f"Day {day}",
                day=date(2014, 11, day),
                entitled=entitled,
            )
        )

    run(lambda s: desk(s, 5, country=["MN"]))
    run(lambda s: desk(s, 6))
    seen = room.look()
    assert (seen.expected, seen.arrived, seen.unexpected) == (1, 0, 1)
    assert room.look(NINE + DAY).expected == 2
    run(lambda s: desk(s, 5, country=["VN"]))
    assert room.look().expected == 2


def test_arrivals_in_between_are_counted_as_none(room: Room) -> None:
    for minute in (0, 4, 12):
        room.scan(room.person(), NINE + minute * MINUTE)
    assert [(f"{b.begins:%H:%M}", b.count) for b in room.look().bins] == [
        ("09:00", 2), ("09:05", 0), ("09:10", 1),
    ]  # fmt: skip
