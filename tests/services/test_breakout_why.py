"""Why somebody sits in a group, on a real file."""

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, RoundDraft, Weights
from nexus_desktop.core.breakout_why import Why
from nexus_desktop.services import (
    breakout_plans,
    breakout_rules,
    breakout_seats,
    breakouts,
)
from nexus_desktop.services.breakout_judging import costs
from nexus_desktop.services.breakout_why import why
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_session, water_and_energy


def asked(run: Run, round_id: str, person: str) -> Why:
    position = run(lambda s: breakout_plans.one_open(s, round_id))
    return why(position, round_id, person)


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 8))


@pytest.fixture
def round_id(run: Run, people: list[str]) -> str:
    """Two groups, Water and Energy, of four in turn; the first wishes for Water."""

    def work(session: Session) -> str:
        draft = RoundDraft(
            water_and_energy(), Weights({"country": 1.0, "gender": 1.0}, wish=1.0)
        )
        made = breakouts.new_round(session, add_session(session, "X"), draft, at=NINE)
        groups = [g.id for g in breakouts.board(session, made.id).groups]
        seats: dict[str, str | None] = {
            person: groups[n % 2] for n, person in enumerate(people)
        }
        breakout_seats.place(session, made.id, seats, pin=False, at=NINE)
        session.get_one(rows.Participant, people[0]).wishes = ["Water"]
        return made.id

    return run(work)


def test_the_best_alternative_is_named_with_what_it_changes(
    run: Run, people: list[str], round_id: str
) -> None:
    found = asked(run, round_id, people[0])
    assert (found.name, found.group, found.wish) == ("Person 0000", "A", 1)
    (other,) = found.others
    assert other.group == "B"
    assert other.partner.startswith("Person")
    assert "wishes met worse" in other.parts.lost
    assert "gender spread" in other.told
    run(lambda s: breakouts.publish(s, round_id, at=NINE))
    assert asked(run, round_id, people[0]) == found


def test_what_somebody_is_held_by_is_said(
    run: Run, people: list[str], round_id: str
) -> None:
    groups = [g.id for g in run(lambda s: breakouts.board(s, round_id)).groups]
    run(lambda s: breakout_seats.pin(s, round_id, people[0], at=NINE))
    rule = ("together", tuple(people[:3:2]), None)
    run(lambda s: breakout_rules.add_rule(s, *rule, at=NINE))
    found = asked(run, round_id, people[0])
    assert found.held == (
        "Person 0000 is fixed to group A",
        "Person 0000 and Person 0002 sit together",
    )
    assert found.others[0].breaks == found.held
    assert not found.others[0].allowed
    assert groups[1] not in found.told


def test_without_a_partner_a_full_and_a_small_group_are_told_apart(
    run: Run, people: list[str], round_id: str
) -> None:
    position = run(lambda s: breakout_plans.one_open(s, round_id))
    group_b = run(lambda s: breakouts.board(s, round_id)).groups[1].id
    alone = {people[0]: position.seats[round_id][people[0]]}
    lonely = type(position)(position.problem, {round_id: alone}, position.names)
    found = why(lonely, round_id, people[0])
    assert found.others[0].size == "small"
    crowd = {**alone, **dict.fromkeys(people[1:5], group_b)}
    crowded = type(position)(position.problem, {round_id: crowd}, position.names)
    found = why(crowded, round_id, people[0])
    assert {other.size for other in found.others} <= {"", "large"}
    assert costs(crowded, round_id, people[:1]).keys() == {group_b}


def test_who_has_no_group_gets_a_sentence(
    run: Run, people: list[str], round_id: str
) -> None:
    late = run(lambda s: add_people(s, 1))[0]
    with pytest.raises(BreakoutError, match="no group in this round yet"):
        asked(run, round_id, late)
