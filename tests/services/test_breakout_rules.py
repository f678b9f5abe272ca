import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError
from nexus_desktop.core.errors import NotFound
from nexus_desktop.services import breakout_rules, breakouts
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_round


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 4))


def add(run: Run, form: str, who: list[str], group: str | None = None) -> str:
    return run(
        lambda s: breakout_rules.add_rule(s, form, tuple(who), group, at=NINE)
    ).id


def sentences(run: Run) -> list[str]:
    return [rule.sentence for rule in run(breakout_rules.rules)]


def test_rules_are_listed_in_words(run: Run, people: list[str]) -> None:
    assert sentences(run) == []
    add(run, "together", people[:2])
    round_id = run(add_round)
    group = run(lambda s: breakouts.board(s, round_id)).groups[1]
    add(run, "must not", people[:1], group.id)
    assert sorted(sentences(run)) == [
        "Person 0000 and Person 0001 sit together",
        "Person 0000 must not be in group B",
    ]


def test_the_same_rule_twice_is_one(run: Run, people: list[str]) -> None:
    first = add(run, "apart", people[:2])
    assert add(run, "apart", [people[1], people[0], people[1]]) == first
    assert add(run, "together", people[:2]) != first
    assert add(run, "apart", people[:3]) != first


def test_a_rule_taken_away_is_gone(run: Run, people: list[str]) -> None:
    rule = add(run, "apart", people[:2])
    for _ in range(2):
        run(lambda s: breakout_rules.remove_rule(s, rule, at=NINE))
    run(lambda s: breakout_rules.remove_rule(s, "unknown", at=NINE))
    assert sentences(run) == []


def test_rules_outlive_neither_their_people_nor_their_group(
    run: Run, people: list[str]
) -> None:
    round_id = run(add_round)
    group = run(lambda s: breakouts.board(s, round_id)).groups[0]
    add(run, "apart", people[:2])
    add(run, "must", people[2:3], group.id)
    add(run, "together", people[1:4])

    def cancel(session: Session) -> None:
        session.info["action"] = "test.cancel"
        session.get_one(rows.Participant, people[1]).status = "cancelled"

    run(cancel)
    run(lambda s: breakouts.remove_round(s, round_id, at=NINE))
    assert sentences(run) == ["Person 0002 and Person 0003 sit together"]


def test_rules_that_say_nothing_are_refused(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    group = run(lambda s: breakouts.board(s, round_id)).groups[0].id
    for form, who, where, error, reason in (
        ("near", people[:2], None, BreakoutError, "one of: together"),
        ("apart", people[:1] * 2, None, BreakoutError, "at least two"),
        ("must", [], group, BreakoutError, "Choose somebody"),
        ("apart", [people[0], "stranger"], None, NotFound, "not expected"),
        ("must", people[:1], None, BreakoutError, "speak of a group"),
        ("apart", people[:2], group, BreakoutError, "speak of a group"),
        ("must", people[:1], "nowhere", NotFound, "no longer there"),
    ):
        with pytest.raises(error, match=reason):
            add(run, form, who, where)
