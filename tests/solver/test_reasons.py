"""What another group would mean for a person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.reasons import alternatives
from nexus_desktop.solver.solve import solve
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain


@given(documents(most_people=8), st.data())
@settings(max_examples=60, deadline=None)
def test_each_alternative_costs_and_breaks_what_it_says(
    document: Document, data: st.DataObject
) -> None:
    problem = Problem.from_json(document)
    try:
        plan = solve(problem, steps=50)
    except NexusError:
        return
    part = data.draw(st.sampled_from([part.id for part in problem.rounds]))
    if not plan.rounds[part]:
        return
    person = data.draw(st.sampled_from(sorted(plan.rounds[part])))
    found = alternatives(problem, plan.rounds, part, person)
    (groups,) = (len(r.groups) for r in problem.rounds if r.id == part)
    assert len(found) == groups - 1
    for way in found:
        seats = {name: dict(placed) for name, placed in plan.rounds.items()}
        if way.partner:
            seats[part][way.partner] = seats[part][person]
        seats[part][person] = way.group
        assert way.after.total == pytest.approx(oracle.total(document, seats))
        assert way.change == pytest.approx(way.after.total - plan.cost.total)
        assert way.allowed == (not oracle.faults(document, seats))
    allowed = [way.change for way in found if way.allowed]
    assert allowed == sorted(allowed)
    assert [way.allowed for way in found] == sorted(
        (way.allowed for way in found), reverse=True
    )


def test_a_rule_that_keeps_somebody_here_is_named() -> None:
    document = plain(4, ((2, 2), (2, 2)), together=[["p0", "p1"]])
    problem = Problem.from_json(document)
    seats = {"r1": {"p0": "A", "p1": "A", "p2": "B", "p3": "B"}}
    (way,) = alternatives(problem, seats, "r1", "p0")
    assert way.partner in {"p2", "p3"}
    assert [rule.told() for rule in way.breaks] == ["p0 and p1 sit together"]


def test_somebody_may_go_alone_to_a_group_with_room() -> None:
    document = plain(3, ((1, 3), (0, 3)))
    seats = {"r1": {"p0": "A", "p1": "A", "p2": "A"}}
    (way,) = alternatives(Problem.from_json(document), seats, "r1", "p0")
    assert (way.group, way.partner, way.allowed) == ("B", "", True)


def test_a_workshop_is_explained_in_all_its_groups() -> None:
    problem = case("breakout_130x10x4")
    plan = solve(problem, steps=3_000)
    found = alternatives(problem, plan.rounds, "r1", problem.people[0].id)
    assert len(found) == 9
    assert found[0].change > -30


def test_who_has_no_seat_has_no_alternatives() -> None:
    problem = Problem.from_json(plain(2, ((1, 1), (1, 1))))
    with pytest.raises(NexusError, match="p0 has no seat in round r1"):
        alternatives(problem, {}, "r1", "p0")
