"""What is told of a laptop that was lost."""

from nexus_desktop.core.lost_laptop import Login, LostLaptop


def test_each_step_says_whether_it_is_done_and_why_not() -> None:
    lost = LostLaptop("d", "Desk 2", login=Login.OPEN)
    assert [step.is_done for step in lost.steps] == [False, False, False]
    away = LostLaptop(
        "d", "Desk 2", 31, has_old_keys=True, login=Login.OPEN, problem="It is away."
    )
    assert [step.is_done for step in away.steps] == [True, True, False]
    assert "Desk 2" in away.steps[0].line
    assert away.steps[2].line.endswith("It is away.")
    assert not away.is_done


def test_nothing_is_open_when_the_login_is_closed_or_there_is_none() -> None:
    for login in (Login.CLOSED, Login.NONE):
        assert LostLaptop("d", "D", 1, has_old_keys=True, login=login).is_done
