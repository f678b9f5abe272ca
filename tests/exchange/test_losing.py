"""A laptop is lost: all steps at once, and what is left when the hub is away."""

from collections.abc import Callable
from functools import partial

import pytest

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.lost_laptop import Login, LostLaptop
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.services import history, losing, people
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, packets, pieces, receive, workshop
from tests.services.test_keys import change, copy, heard, join, put_back, ring

__all__ = ["workshop"]

AWAY = "postgresql://owner@127.0.0.1:1/postgres"


def lose(root: Database, lost: Database) -> LostLaptop:
    return losing.lose(pieces(root), lost.device, at=NINE)


def state(root: Database, device: str) -> LostLaptop:
    return root.run(partial(losing.lost, device=device), at=NINE)[0]


def invited(workshop: Workshop, url: str) -> tuple[Database, str]:
    """Return a laptop that joined, and its login at the hub."""
    made = workshop.invite(hub=url)
    joined = join(workshop, "Lost", made)
    workshop.carry(workshop.root, joined)
    workshop.carry(joined, workshop.root)
    return joined, made.hub


def test_a_lost_laptop_is_ended_left_without_keys_and_shut_out(
    workshop: Workshop, hub_url: str
) -> None:
    lost, login = invited(workshop, hub_url)
    before = state(workshop.root, lost.device)
    assert [step.is_done for step in before.steps] == [False, False, False]
    done = lose(workshop.root, lost)
    assert done.is_done
    assert (done.last, done.login, done.problem) == (1, Login.CLOSED, "")
    assert [step.is_done for step in done.steps] == [True, True, True]
    assert state(workshop.root, lost.device) == done
    assert ring(workshop.root).epoch == 2
    with pytest.raises(HubProblem, match="was closed"):
        Hub.connect(login, "w")


def test_when_the_hub_is_away_the_login_stays_open_and_is_closed_later(
    workshop: Workshop, hub_url: str
) -> None:
    lost, login = invited(workshop, hub_url)
    profile = workshop.profile("root")
    profile.keep_hub(workshop.root.device, AWAY)
    done = lose(workshop.root, lost)
    assert not done.is_done
    assert done.login is Login.OPEN
    assert "out of reach" in done.problem
    assert "do this again" in done.steps[2].line
    assert "out of reach" in done.steps[2].line
    assert [step.is_done for step in done.steps] == [True, True, False]
    Hub.connect(login, "w").close()
    profile.keep_hub(workshop.root.device, hub_url)
    again = lose(workshop.root, lost)
    assert again.is_done
    assert again.last == done.last
    assert ring(workshop.root).epoch == 2  # changed once
    with pytest.raises(HubProblem, match="was closed"):
        Hub.connect(login, "w")
    assert lose(workshop.root, lost) == again


def test_a_laptop_that_was_given_no_login_has_none_to_close(
    workshop: Workshop, hub_url: str
) -> None:
    lost = heard(workshop, "Lost")
    without = lose(workshop.root, lost)
    assert without.is_done
    assert without.login is Login.NONE
    assert "no login" in without.steps[2].line
    workshop.profile("root").keep_hub(workshop.root.device, hub_url)
    assert lose(workshop.root, lost).login is Login.NONE


def test_a_keyring_that_does_not_give_the_hub_s_address_is_told(
    workshop: Workshop, hub_url: str
) -> None:
    lost, _ = invited(workshop, hub_url)
    profile = workshop.profile("root")
    folder = next(workshop.folder.glob("user of root/laptops"))
    (folder / f"{workshop.root.device}.hub").write_text("keyring")  # it lost it since
    assert profile.hub(workshop.root.device).problem
    assert "keyring" in lose(workshop.root, lost).problem


def test_an_identity_from_after_a_restore_is_lost_with_its_login(
    workshop: Workshop, hub_url: str
) -> None:
    lost, login = invited(workshop, hub_url)
    kept = copy(lost)
    lost.run(lambda s: s.add(rows.Participant(id="p", printed_name="Ada")), at=NINE)
    again = put_back(workshop, lost, kept)
    assert again.device != lost.device
    assert workshop.profile("Lost").hub(again.device).url == login
    workshop.carry(again, workshop.root)
    assert lose(workshop.root, again).is_done
    assert state(workshop.root, lost.device).last == 1
    with pytest.raises(HubProblem, match="was closed"):
        Hub.connect(login, "w")


def test_the_root_closes_logins_after_its_file_was_put_back(
    workshop: Workshop, hub_url: str
) -> None:
    lost, _ = invited(workshop, hub_url)
    kept = copy(workshop.root)
    change(workshop.root)
    workshop.root = put_back(workshop, workshop.root, kept)
    assert lose(workshop.root, lost).login is Login.CLOSED


@pytest.mark.parametrize(
    ("who", "whom", "sentence"),
    [
        (1, lambda laptops: laptops[2].device, "on which sharing began"),
        (0, lambda laptops: laptops[0].device, "can't be ended"),
        (0, lambda _: "nobody", "no such laptop"),
    ],
    ids=["not the root", "itself", "nobody"],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    workshop: Workshop,
    who: int,
    whom: Callable[[list[Database]], str],
    sentence: str,
) -> None:
    for name in ("Desk", "Hall"):
        heard(workshop, name)
    workshop.carry(workshop.root, workshop.laptops[1])
    laptop = workshop.laptops[who]
    with pytest.raises(NexusError, match=sentence):
        losing.lose(pieces(laptop), whom(workshop.laptops), at=NINE)
    assert ring(workshop.root).epoch == 1


def test_ended_alone_it_still_gets_the_keys_changed(workshop: Workshop) -> None:
    lost = heard(workshop, "Lost")
    workshop.root.run(
        lambda s: setattr(s.get_one(rows.Device, lost.device), "ended", 1), at=NINE
    )
    assert not state(workshop.root, lost.device).has_old_keys
    assert lose(workshop.root, lost).has_old_keys


def test_a_lost_laptop_that_hears_of_it_has_nothing_to_take_back(
    workshop: Workshop,
) -> None:
    lost = heard(workshop, "Lost")
    lose(workshop.root, lost)
    ada = PersonFields(given_name="Ada")
    lost.run(lambda s: people.add(s, ada, at=NINE), at=NINE)
    receive(lost, packets(workshop.root))
    with pytest.raises(NothingToUndo):
        lost.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    assert check(lost).problems == ()


def test_another_laptop_is_lost_later(workshop: Workshop) -> None:
    first, second = heard(workshop, "First"), heard(workshop, "Second")
    assert lose(workshop.root, first).is_done
    assert lose(workshop.root, second).is_done
    assert ring(workshop.root).epoch == 3
    assert state(workshop.root, first.device).is_done
