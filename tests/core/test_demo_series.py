from dataclasses import replace
from datetime import date

from nexus_desktop.core import demo, demo_series
from nexus_desktop.core.actions import State

PLAN = demo.Plan(date(2014, 11, 7))


def test_the_workshops_before_the_demo_say_that_they_are_generated() -> None:
    earlier = demo_series.earlier(PLAN)
    assert [one.number for one in earlier.figures] == [1, 2, 3]
    assert all("(generated)" in one.title for one in earlier.figures)
    assert earlier.workshop.draft.last_day < demo.workshop(PLAN).first_day
    assert all(one.present <= one.expected for one in earlier.figures)
    assert earlier == demo_series.earlier(PLAN)
    assert earlier != demo_series.earlier(replace(PLAN, seed=2))


def test_some_actions_have_a_longer_past_and_most_are_reviewed() -> None:
    found = demo_series.earlier(PLAN).open_actions
    assert len(found) == 9
    assert {len(one.past) for one in found} == {0, 1}
    carried = [
        replace(one, id=f"n{n}", continues=one.id) for n, one in enumerate(found)
    ]
    reviewed = demo_series.reviews(carried)
    assert len(reviewed) == 7
    assert {state for _, state, _ in reviewed} == {
        State.DONE, State.GOING_ON, State.DROPPED,
    }  # fmt: skip
    assert all(remark for _, _, remark in reviewed)
