import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, RoundDraft
from nexus_desktop.core.papers import Heading
from nexus_desktop.documents.lists_pdf import render_group_lists
from nexus_desktop.services import breakout_papers, breakout_seats, breakouts
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_session, water_and_energy


@pytest.fixture
def round_id(run: Run) -> str:
    def make(session: Session) -> str:
        draft = RoundDraft(water_and_energy())
        item = add_session(session, "Way forward")
        return breakouts.new_round(session, item, draft, at=NINE).id

    return run(make)


def test_lists_name_everybody_under_their_group(run: Run, round_id: str) -> None:
    people = run(lambda s: add_people(s, 3))
    water, energy = run(lambda s: breakouts.board(s, round_id)).groups

    def fill(session: Session) -> None:
        for person, group in zip(people, (water, energy, water), strict=True):
            breakout_seats.move(session, round_id, person, group.id, at=NINE)
        session.get_one(rows.Participant, people[0]).printed_name = "Éva Zorig"
        session.get_one(rows.Participant, people[0]).position = "Mayor"
        session.get_one(rows.Participant, people[1]).status = "cancelled"

    run(fill)
    lists = run(lambda s: breakout_papers.group_lists(s, round_id))
    assert lists.heading == Heading(
        "Test workshop",
        "Breakout groups, round 1: Way forward",
        "Wednesday 5 November 2014, 14:00–16:00 · Rooms 1-5",
    )
    assert [(group.name, group.topic, group.room) for group in lists.groups] == [
        ("A", "Water", "Room 1"),
        ("B", "Energy", "Room 2"),
    ]
    assert [person.name for person in lists.groups[0].members] == [
        "Éva Zorig",
        "Person 0002",
    ]
    assert lists.groups[0].members[0].position == "Mayor"
    assert lists.groups[0].members[0].country == "Mongolia"
    assert lists.groups[1].members == ()
    assert render_group_lists(lists).startswith(b"%PDF-")


def test_lists_of_empty_groups_are_refused(run: Run, round_id: str) -> None:
    with pytest.raises(BreakoutError, match="Nobody has a group in round 1"):
        run(lambda s: breakout_papers.group_lists(s, round_id))
