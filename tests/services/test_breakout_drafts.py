"""A round that is being thought of: its material, its clashes, its making."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    GroupDraft,
    RoundDraft,
    RoundInfo,
    Weights,
    lettered,
)
from nexus_desktop.core.breakout_draft import RuleDraft
from nexus_desktop.services import (
    breakout_drafts,
    breakout_plans,
    breakout_rules,
    breakouts,
)
from nexus_desktop.services.breakout_drafts import RoundMaterial
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_session


@pytest.fixture
def people(run: Run) -> list[str]:
    def work(session: Session) -> list[str]:
        ids = add_people(session, 12)
        for person, wishes in zip(ids, (["Water"], ["Energy", "Water"]), strict=False):
            session.get_one(rows.Participant, person).wishes = wishes
        return ids

    return run(work)


def make(run: Run, draft: RoundDraft, *drafts: RuleDraft) -> RoundInfo:
    def work(session: Session) -> RoundInfo:
        item = add_session(session, "Breakout")
        return breakout_drafts.make(session, item, draft, drafts, at=NINE)

    return run(work)


def material(run: Run) -> RoundMaterial:
    return run(breakout_drafts.material)


def test_the_material_is_all_that_can_be_chosen_from(
    run: Run, people: list[str]
) -> None:
    assert material(run).number == 1
    groups = lettered(3, ["Water"], ["Hall"])
    make(run, RoundDraft(groups), RuleDraft("apart", tuple(people[:2])))
    found = material(run)
    assert found.number == 2
    assert found.rooms == ("Rooms 1-5",)
    assert found.topics == ("Water", "Energy")
    assert found.earlier == groups
    assert [rule.form for rule in found.rules] == ["apart"]
    assert found.names[people[0]] == "Person 0000"
    assert found.wishes[:2] == [("Water",), ("Energy", "Water")]


def test_hosts_named_as_participants_are_sit_in_their_group(
    run: Run, people: list[str]
) -> None:
    groups = (
        GroupDraft(facilitator="person 0003", rapporteur="Somebody else"),
        GroupDraft(facilitator="Person 0005", rapporteur="Person 0005"),
    )
    assert material(run).hosts(groups) == 2
    info = make(run, RoundDraft(groups))
    problem = run(breakout_plans.problem)
    board = run(lambda s: breakouts.board(s, info.id))
    assert {(place.person, place.group) for place in problem.fixed} == {
        (people[3], board.groups[0].id),
        (people[5], board.groups[1].id),
    }
    other = replace(board.groups[0].draft, facilitator="Somebody else")
    run(lambda s: breakouts.edit_group(s, board.groups[0].id, other, at=NINE))
    assert {place.person for place in run(breakout_plans.problem).fixed} == {people[5]}


def test_of_two_with_one_name_nobody_is_given_a_seat(
    run: Run, people: list[str]
) -> None:
    def rename(session: Session) -> None:
        session.info["action"] = "test.rename"
        session.get_one(rows.Participant, people[1]).printed_name = "Person 0000"

    run(rename)
    assert material(run).hosts([GroupDraft(facilitator="Person 0000")]) == 0


def test_rules_come_into_being_with_the_round(run: Run, people: list[str]) -> None:
    info = make(
        run,
        RoundDraft(lettered(2)),
        RuleDraft("together", tuple(people[:2])),
        RuleDraft("must", (people[2],), 1),
        RuleDraft("must", (people[3],), 7),  # of a group that was there before
    )
    sentences = {rule.sentence for rule in run(breakout_rules.rules)}
    assert sentences == {
        "Person 0000 and Person 0001 sit together",
        "Person 0002 must be in group B",
    }
    assert info.groups == 2


def test_what_is_gathered_is_kept_with_the_round(run: Run, people: list[str]) -> None:
    weights = Weights({"language": 1.0, "country": 1.0}, gathered=("language", "city"))
    info = make(run, RoundDraft(lettered(2), weights))
    assert info.weights.gathered == ("language",)
    assert run(breakout_plans.problem).gather == {"language"}


def test_rules_that_cannot_be_kept_are_named_before_anything_is_made(
    run: Run, people: list[str]
) -> None:
    found = material(run)
    draft = RoundDraft(lettered(2))
    assert breakout_drafts.clash(found, draft, ()) == ""
    drafts = (
        RuleDraft("together", tuple(people[:2])),
        RuleDraft("must", (people[0],), 0),
        RuleDraft("must not", (people[1],), 0),
        RuleDraft("must", (people[5],), 9),
    )
    said = breakout_drafts.clash(found, draft, drafts)
    assert said.startswith("Round 1: these rules can't all be kept:")
    assert "Person 0000" in said
    assert "group A" in said
    both = (
        GroupDraft("A", facilitator="Person 0001"),
        GroupDraft("B", rapporteur="Person 0001"),
    )
    assert "Person 0001" in breakout_drafts.clash(found, RoundDraft(both), ())
    few = (GroupDraft("A", seats_min=1, seats_max=3), GroupDraft("B", seats_max=4))
    assert breakout_drafts.clash(found, RoundDraft(few), ())
    assert breakout_drafts.clash(RoundMaterial({}), draft, ()) == ""
