"""Hard rules: a seating that keeps them all is found, or those that clash are named."""

from random import Random

import pytest
from hypothesis import given, settings

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver import clashes
from nexus_desktop.solver.clashes import Impossible, check, first_seats
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.rules import broken, present, puzzle
from nexus_desktop.solver.seating import find
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain

RANDOM = Random(1)  # noqa: S311 no secret


def seats_of(problem: Problem) -> oracle.Seats:
    """The first seating, by ids."""
    seats: oracle.Seats = {}
    found = first_seats(problem, RANDOM)
    for part, (seating, groups) in zip(problem.rounds, found, strict=True):
        people = present(problem, part)
        seats[part.id] = {
            people[i]: part.groups[g].id
            for unit, g in zip(seating.units, groups, strict=True)
            for i in unit
        }
    return seats


@given(documents(most_people=6, most_rounds=1, most_groups=3))
@settings(max_examples=250, deadline=None)
def test_a_problem_is_refused_exactly_when_no_plan_keeps_its_rules(
    document: Document,
) -> None:
    problem = Problem.from_json(document)
    possible = next(oracle.plans(document), None) is not None
    if possible:
        seats = seats_of(problem)
        assert oracle.faults(document, seats) == []
        assert broken(problem, seats) == ()
    else:
        with pytest.raises(Impossible) as refusal:
            check(problem)
        assert_smallest(problem, refusal.value)


def assert_smallest(problem: Problem, refusal: Impossible) -> None:
    """The rules named clash, and without any one of them the others do not."""
    clash = refusal.clash
    if not clash.rules or "are tied to it" in str(refusal):
        return
    people = present(problem, clash.round)
    for left_out in range(len(clash.rules)):
        some = clash.rules[:left_out] + clash.rules[left_out + 1 :]
        found = find(puzzle(clash.round, people, some), RANDOM, 4000)
        assert found.groups is not None
    found = find(puzzle(clash.round, people, clash.rules), RANDOM, 4000)
    assert found.proven


def refusal(document: Document) -> str:
    with pytest.raises(Impossible) as refused:
        check(Problem.from_json(document))
    return str(refused.value)


def test_the_samples_that_are_impossible_are_refused_by_name() -> None:
    with pytest.raises(Impossible) as pair:
        check(case("breakout_impossible_pair"))
    assert str(pair.value) == (
        "Round r1: these rules can't all be kept: p0 and p1 sit together; "
        "p0 and p1 never share a group."
    )
    with pytest.raises(Impossible) as seats:
        check(case("breakout_impossible_seats"))
    assert str(seats.value) == (
        "Round r1: 12 people to seat, but its 3 groups have only 9 seats."
    )


def test_too_few_people_for_the_groups() -> None:
    assert refusal(plain(1, ((2, 3),))) == (
        "Round r1: its 1 group needs at least 2 people, but only 1 person is there."
    )
    assert refusal(plain(2, ())) == (
        "Round r1: 2 people to seat, but its 0 groups have only 0 seats."
    )


def test_everybody_fixed_to_a_full_group_is_named() -> None:
    fixed = [{"person": f"p{i}", "round": "r1", "group": "A"} for i in range(4)]
    assert refusal(plain(6, ((2, 3), (2, 3)), fixed=fixed)) == (
        "Round r1: group A has 3 seats; 4 people are tied to it: p0, p1, p2, p3."
    )


def test_a_long_list_of_names_is_cut() -> None:
    fixed = [{"person": f"p{i}", "round": "r1", "group": "A"} for i in range(20)]
    sentence = refusal(plain(30, ((10, 15), (10, 15)), fixed=fixed))
    assert sentence.startswith("Round r1: group A has 15 seats; 20 people are tied")
    assert sentence.endswith("p10, p11, and 8 more.")


def test_fixed_and_forbidden_at_once() -> None:
    place = {"person": "p1", "round": "r1", "group": "A"}
    assert refusal(plain(4, ((2, 2), (2, 2)), fixed=[place], forbidden=[place])) == (
        "Round r1: these rules can't all be kept: p1 is fixed to group A; "
        "p1 must not be in group A."
    )


def test_fixed_to_two_groups() -> None:
    places = [{"person": "p1", "round": "r1", "group": group} for group in "AB"]
    assert "p1 is fixed to group A; p1 is fixed to group B." in refusal(
        plain(4, ((2, 2), (2, 2)), fixed=places)
    )


def test_a_frozen_seat_against_a_fixed_one() -> None:
    document = plain(4, ((2, 2), (2, 2)), frozen=["r1"], previous={"r1": {"p1": "A"}})
    document["fixed"] = [{"person": "p1", "round": "r1", "group": "B"}]
    assert refusal(document) == (
        "Round r1: these rules can't all be kept: p1 is fixed to group B; "
        "p1 stays in group A, as the round is frozen."
    )


def test_people_who_must_sit_together_and_do_not_fit() -> None:
    crowd = [f"p{i}" for i in range(3)]
    assert refusal(plain(6, ((2, 2), (2, 2), (2, 2)), together=[crowd])) == (
        "Round r1: these rules can't all be kept: p0 and p1 sit together; "
        "p1 and p2 sit together (3 groups take 2 people each)."
    )


def test_pairs_that_do_not_fit_beside_each_other() -> None:
    """Seven pairs need seven groups of three: six groups take one pair each."""
    pairs = [[f"p{2 * i}", f"p{2 * i + 1}"] for i in range(7)]
    sentence = refusal(plain(18, ((3, 3),) * 6, together=pairs))
    assert sentence.count("sit together") == 7
    assert sentence.endswith("(6 groups take 3 people each).")


def test_more_people_apart_than_groups() -> None:
    sentence = refusal(
        plain(8, ((2, 6), (2, 6)), apart=[["p1", "p2", "p5"], ["p3", "p4"]])
    )
    assert sentence == (
        "Round r1: these rules can't all be kept: p1 and p2 never share a group; "
        "p1 and p5 never share a group; p2 and p5 never share a group."
    )


def test_a_group_that_nobody_may_join() -> None:
    forbidden = [{"person": f"p{i}", "round": "r1", "group": "B"} for i in range(3)]
    assert refusal(plain(4, ((2, 3), (2, 2)), forbidden=forbidden)).endswith(
        "(group B takes 2 people)."
    )


def test_too_few_may_join_a_group_though_everybody_has_a_choice() -> None:
    forbidden = [{"person": f"p{i}", "round": "r1", "group": "C"} for i in range(3)]
    sentence = refusal(plain(4, ((0, 2), (0, 2), (2, 2)), forbidden=forbidden))
    assert sentence.count("must not be in group C") == 3
    assert sentence.endswith("(group C takes 2 people).")


def test_every_fault_of_a_seating_is_named() -> None:
    document = plain(4, ((2, 2), (1, 2)), together=[["p0", "p1"]], apart=[["p0", "p2"]])
    document["rounds"][0]["absent"] = ["p3"]
    document["fixed"] = [{"person": "p1", "round": "r1", "group": "A"}]
    document["forbidden"] = [{"person": "p0", "round": "r1", "group": "B"}]
    problem = Problem.from_json(document)
    assert broken(problem, {"r1": {"p0": "B", "p2": "B", "p3": "B"}}) == (
        "Round r1: p1 has no seat",
        "Round r1: p3 has a seat and is not there",
        "Round r1: group A has 0 people, not 2 to 2",
        "Round r1: group B has 3 people, not 1 to 2",
        "Round r1: broken: p0 must not be in group B",
        "Round r1: broken: p0 and p2 never share a group",
    )
    assert broken(problem, {"r1": {"p0": "A", "p1": "B", "p2": "B"}})[-2:] == (
        "Round r1: broken: p1 is fixed to group A",
        "Round r1: broken: p0 and p1 sit together",
    )
    assert broken(problem, {"r1": {"p0": "A", "p1": "A", "p2": "B"}}) == ()


def test_rules_of_the_absent_do_not_matter() -> None:
    document = plain(4, ((1, 2), (1, 2)), together=[["p0", "p1"]], apart=[["p0", "p1"]])
    document["rounds"][0]["absent"] = ["p1"]
    document["fixed"] = [{"person": "p1", "round": "r1", "group": g} for g in "AB"]
    assert set(seats_of(Problem.from_json(document))["r1"]) == {"p0", "p2", "p3"}


def test_together_by_way_of_an_absent_person_does_not_bind() -> None:
    pairs = [["p0", "p1"], ["p1", "p2"]]
    document = plain(3, ((1, 1), (1, 1)), together=pairs)
    document["rounds"][0]["absent"] = ["p1"]
    check(Problem.from_json(document))


def test_a_clash_can_be_told_with_names() -> None:
    with pytest.raises(Impossible) as refused:
        check(case("breakout_impossible_pair"))
    names = {"r1": "1", "p0": "Ali", "p1": "Bo"}
    assert refused.value.clash.told(names.__getitem__) == (
        "Round 1: these rules can't all be kept: Ali and Bo sit together; "
        "Ali and Bo never share a group."
    )


def test_many_rules_are_kept_at_once() -> None:
    problem = case("breakout_130x10x4_rules")
    assert oracle.faults(problem.to_json(), seats_of(problem)) == []


def test_delegations_that_fill_every_seat_are_seated() -> None:
    """Parties of 2 to 5 in groups of 10 without a seat to spare, rivals apart."""
    sizes = [5, 5, 4, 4, 3, 3, 2, 2, 2, 5, 5, 4, 3, 3]
    names = iter(f"p{i}" for i in range(sum(sizes)))
    parties = [[next(names) for _ in range(size)] for size in sizes]
    rivals = [[parties[0][0], parties[2][0], parties[5][0], parties[9][0]]]
    document = plain(50, ((10, 10),) * 5, together=parties, apart=rivals)
    problem = Problem.from_json(document)
    assert oracle.faults(document, seats_of(problem)) == []


def test_giving_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clashes, "TRIES", 5)
    pairs = [[f"p{2 * i}", f"p{2 * i + 1}"] for i in range(7)]
    problem = Problem.from_json(plain(18, ((3, 3),) * 6, together=pairs))
    with pytest.raises(NexusError, match="no plan was found that keeps all 7 rules"):
        check(problem)
