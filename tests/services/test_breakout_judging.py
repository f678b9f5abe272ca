import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import Board, BreakoutError, RoundDraft, Weights
from nexus_desktop.core.breakout_words import Standing
from nexus_desktop.services import (
    breakout_judging,
    breakout_plans,
    breakout_rules,
    breakout_seats,
    breakouts,
)
from nexus_desktop.services.breakout_judging import Found
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.solver.cost import evaluate
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import (
    add_people,
    add_round,
    add_session,
    water_and_energy,
)


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 20))


def position(run: Run) -> Position:
    return run(breakout_plans.position)


def solved(run: Run, *, steps: int = 2000) -> Found:
    return breakout_judging.solve(position(run), steps=steps)


def adopt(run: Run, found: Found) -> int:
    return run(lambda s: breakout_plans.adopt(s, found.plan, at=NINE)).moves


def move(run: Run, round_id: str, person: str, group: str) -> None:
    run(lambda s: breakout_seats.move(s, round_id, person, group, at=NINE))


def groups_of(run: Run, round_id: str) -> list[str]:
    return [group.id for group in board_of(run, round_id).groups]


def board_of(run: Run, round_id: str) -> Board:
    return run(lambda s: breakouts.board(s, round_id))


def make_rounds(run: Run, count: int, groups: int = 2) -> list[str]:
    def work(session: Session) -> list[str]:
        return [add_round(session, day, groups) for day in range(count)]

    return run(work)


def unpin(run: Run, round_id: str, person: str) -> None:
    run(lambda s: breakout_seats.unpin(s, round_id, person, at=NINE))


def add_rule(run: Run, form: str, people: list[str]) -> None:
    run(lambda s: breakout_rules.add_rule(s, form, tuple(people), at=NINE))


def test_several_rounds_are_solved_jointly(run: Run, people: list[str]) -> None:
    rounds = make_rounds(run, 3, groups=4)
    found = solved(run)
    assert found.moves == 0
    assert adopt(run, found) == 60
    for round_id in rounds:
        board = board_of(run, round_id)
        assert [len(group.cards) for group in board.groups] == [5, 5, 5, 5]
        assert board.unassigned == ()
    standing = breakout_judging.standing(position(run), rounds[0])
    assert standing.missing == 0
    assert standing.cost == pytest.approx(found.plan.cost.total)
    assert standing.bound == pytest.approx(found.plan.bound.total)
    assert standing.gap == pytest.approx(found.gap)
    assert standing.repeats >= standing.repeats_bound


def test_solving_again_keeps_pins_and_published_rounds(
    run: Run, people: list[str]
) -> None:
    first, second = (
        run(lambda s: add_round(s, groups=4)),
        run(lambda s: add_round(s, day=1, groups=4)),
    )
    adopt(run, solved(run))
    run(lambda s: breakouts.publish(s, first, at=NINE))
    before = dict(position(run).seats[first])
    groups = groups_of(run, second)
    move(run, second, people[0], groups[3])
    move(run, second, people[1], groups[3])
    found = solved(run)
    adopt(run, found)
    after = position(run).seats
    assert after[first] == before
    assert after[second][people[0]] == after[second][people[1]] == groups[3]
    assert set(after[second]) == set(people)


def test_a_found_plan_says_how_many_people_it_moves(
    run: Run, people: list[str]
) -> None:
    round_id = run(lambda s: add_round(s, groups=2))
    for number, person in enumerate(people):
        move(run, round_id, person, groups_of(run, round_id)[number // 10])
        unpin(run, round_id, person)
    found = solved(run)
    moved = adopt(run, found)
    assert found.moves == moved > 0


def test_what_a_move_costs_is_what_it_then_changes(run: Run, people: list[str]) -> None:
    first, second = make_rounds(run, 2)
    adopt(run, solved(run))
    for round_id in (first, second):
        before = position(run)
        costs = breakout_judging.costs(before, round_id, people[:1])
        other = next(iter(costs))
        assert set(costs) == set(groups_of(run, round_id)) - {
            before.seats[round_id][people[0]]
        }
        move(run, round_id, people[0], other)
        after = position(run)
        change = cost(after) - cost(before)
        assert costs[other] == pytest.approx(change)


def test_people_kept_together_are_weighed_together(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    adopt(run, solved(run))
    one = groups_of(run, round_id)[0]
    for person in people[:2]:
        move(run, round_id, person, one)
    add_rule(run, "together", people[:2])
    before = position(run)
    costs = breakout_judging.costs(before, round_id, people[:1])
    assert set(costs) == set(groups_of(run, round_id)) - {one}
    other = next(iter(costs))
    move(run, round_id, people[0], other)
    assert costs[other] == pytest.approx(cost(position(run)) - cost(before))


def cost(position: Position) -> float:
    return evaluate(position.problem, position.seats).total


def test_unseated_people_come_before_praise(run: Run, people: list[str]) -> None:
    first, second = make_rounds(run, 2)
    groups = groups_of(run, first)
    for number, person in enumerate(people[:15]):
        move(run, first, person, groups[number % 2])
    standing = breakout_judging.standing(position(run), first)
    assert standing == Standing(0, 0, missing=5)
    assert breakout_judging.standing(position(run), second).missing == 20
    assert breakout_judging.standing(position(run), "another").missing == 0
    costs = breakout_judging.costs(position(run), first, people[19:])
    assert set(costs) == set(groups)


def test_a_full_round_is_judged_though_another_is_empty(
    run: Run, people: list[str]
) -> None:
    first = run(add_round)
    adopt(run, solved(run))
    alone = breakout_judging.standing(position(run), first)
    run(lambda s: add_round(s, day=1))
    assert breakout_judging.standing(position(run), first) == alone


def test_groups_filled_past_their_size_are_not_called_perfect(
    run: Run, people: list[str]
) -> None:
    first = run(add_round)
    a, _ = groups_of(run, first)
    for person in people:
        move(run, first, person, a)
    standing = breakout_judging.standing(position(run), first)
    assert standing.cost >= standing.bound
    assert standing.missing == 0


def test_first_wishes_are_counted(run: Run, people: list[str]) -> None:
    draft = RoundDraft(water_and_energy(), Weights({"country": 1.0}, wish=1.0))
    info = run(lambda s: breakouts.new_round(s, add_session(s, "X"), draft, at=NINE))

    def wish(session: Session) -> None:
        session.info["action"] = "test.wish"
        for number, person in enumerate(people[:6]):
            row = session.get_one(rows.Participant, person)
            row.wishes = ["Water"] if number < 4 else ["Energy", "Water"]

    run(wish)
    water, energy = groups_of(run, info.id)
    for person in people[:10]:
        move(run, info.id, person, water)
    for person in people[10:]:
        move(run, info.id, person, energy)
    standing = breakout_judging.standing(position(run), info.id)
    assert (standing.wishing, standing.first_wishes) == (6, 4)


def test_clashing_rules_are_told_by_the_names_of_people(
    run: Run, people: list[str]
) -> None:
    run(add_round)
    for form in ("together", "apart"):
        add_rule(run, form, people[:2])
    with pytest.raises(BreakoutError) as refused:
        solved(run)
    assert str(refused.value) == (
        "Round 1: these rules can't all be kept: Person 0000 and Person 0001 sit "
        "together; Person 0000 and Person 0001 never share a group."
    )


def test_progress_is_told_in_words(run: Run, people: list[str]) -> None:
    make_rounds(run, 3, groups=5)
    told: list[tuple[float, str]] = []
    breakout_judging.solve(
        position(run), report=lambda part, words: told.append((part, words)), steps=3000
    )
    assert told
    assert all(0 <= part <= 1 for part, _ in told)
    assert all("possible" in words for _, words in told)


def test_a_search_that_is_stopped_gives_the_best_so_far(
    run: Run, people: list[str]
) -> None:
    make_rounds(run, 3, groups=5)
    found = breakout_judging.solve(position(run), cancelled=lambda: True)
    assert adopt(run, found) == 60


def test_no_plan_is_better_than_the_one_just_taken_over(
    run: Run, people: list[str]
) -> None:
    run(add_round)
    first = solved(run)
    assert first.is_better
    adopt(run, first)
    assert not solved(run).is_better


def test_a_plan_that_keeps_the_rules_is_better_than_one_that_does_not(
    run: Run, people: list[str]
) -> None:
    round_id = run(add_round)
    adopt(run, solved(run))
    seats = position(run).seats[round_id]
    one = people[0]
    other = next(p for p in people[1:] if seats[p] == seats[one])
    add_rule(run, "apart", [one, other])
    assert solved(run).is_better


def test_a_search_that_can_not_begin_is_told_by_names_too(
    run: Run, people: list[str]
) -> None:
    run(add_round)
    with pytest.raises(BreakoutError, match="below 0"):
        breakout_judging.solve(position(run), seconds=-1)


def test_wishes_that_can_not_be_fulfilled_are_part_of_the_bound(
    run: Run, people: list[str]
) -> None:
    draft = RoundDraft(water_and_energy(), Weights(repeat=0.0, wish=1.0))
    info = run(lambda s: breakouts.new_round(s, add_session(s, "X"), draft, at=NINE))

    def wish(session: Session) -> None:
        session.info["action"] = "test.wish"
        for person in people:
            session.get_one(rows.Participant, person).wishes = ["Water"]

    run(wish)
    found = solved(run)
    assert found.plan.cost.total == 10 * 4
    assert found.gap == 0
    adopt(run, found)
    assert breakout_judging.standing(position(run), info.id).gap == 0
    run(lambda s: breakouts.publish(s, info.id, at=NINE))
    standing = breakout_judging.standing(position(run), info.id)
    assert (standing.cost, standing.bound) == (40, 40)
