import csv
import io
from datetime import date, timedelta

from nexus_desktop.core import demo
from nexus_desktop.core.notation import NotationContext, NoteKind, parse

PLAN = demo.Plan(date(2014, 11, 7))


def people(plan: demo.Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(demo.people_csv(plan))))


def test_the_demo_has_people_in_ten_scripts_all_marked_as_generated() -> None:
    listed = people(PLAN)
    assert len(listed) == 130
    assert {p["Remark"] for p in listed} == {"generated for the demo"}
    assert all(p["Email"].endswith("@example.org") for p in listed)
    natives = "".join(
        p["Name in own language"] for p in people(demo.Plan(PLAN.last_day, 600))
    )
    starts = "Аก小김अকខລස"
    blocks = {ord(letter) >> 7 for letter in natives}
    assert len(blocks & {ord(letter) >> 7 for letter in starts}) >= 8


def test_the_same_seed_gives_the_same_demo_and_another_one_another() -> None:
    assert demo.people_csv(PLAN) == demo.people_csv(PLAN)
    assert demo.people_csv(PLAN) != demo.people_csv(demo.Plan(PLAN.last_day, seed=2))


def test_the_programme_fills_three_days() -> None:
    sessions = demo.sessions(PLAN)
    assert len({s.starts_at.date() for s in sessions}) == 3
    assert sum(s.form == "breakout" for s in sessions) == 3
    assert len(demo.programme_csv(PLAN).splitlines()) == len(sessions) + 1
    assert demo.workshop(PLAN).first_day == date(2014, 11, 5)


def test_some_400_notes_of_every_kind_stand_in_the_time_of_their_session() -> None:
    kinds = set()
    count = 0

    for number, session in enumerate(demo.sessions(PLAN)):
        lines = demo.notes(PLAN, session, ["Ana Peña"], number)
        context = NotationContext(frozenset(range(1, 6)), session.starts_at.date())
        count += len(lines)
        for line in lines:
            assert session.starts_at <= line.at <= session.ends_at
            kinds.add(parse(line.text, context).fields.kind)
    assert kinds == set(NoteKind)
    assert 380 <= count <= 420


def test_most_people_arrive_every_morning_in_order() -> None:
    ids = [str(n) for n in range(130)]
    arrivals = list(demo.arrivals(PLAN, ids))
    days = {at.date() for at, _ in arrivals}
    assert len(days) == 3
    assert 330 <= len(arrivals) <= 385
    assert arrivals == sorted(arrivals, key=lambda a: a[0])


def test_who_is_there_is_scanned_at_the_doors_in_the_time_of_the_session() -> None:
    came = list(demo.arrivals(PLAN, [str(n) for n in range(130)]))
    doors = [session for session in demo.sessions(PLAN) if session.door]
    assert {session.door for session in doors} == {"once a day", "once", "in and out"}
    for session in doors:
        scans = demo.passages(PLAN, session, came)
        assert scans == sorted(scans)
        people = {person for _, person in scans}
        assert 90 <= len(people) <= 125
        assert len(scans) > len(people), "some go out, or try twice"
        for at, person in scans:
            arrived = [when for when, one in came if one == person]
            assert any(when.date() == at.date() and when < at for when in arrived)
            assert at < session.ends_at + timedelta(hours=1)
