"""What goes on beside the work: changing the hub, and closing in the middle of it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.hub_link import HubLink, LinkState
from nexus_desktop.exchange.membership import Share, share_of
from nexus_desktop.exchange.profile import KnownHub, Place
from nexus_desktop.services import meeting
from nexus_desktop.services.sharing import Offer
from nexus_desktop.ui.folder_watch import Stoppable
from tests.ui.laptops.conftest import Side


@pytest.fixture
def silent_server() -> Iterator[int]:
    """The port of a server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield int(door.getsockname()[1])


def test_the_window_does_not_wait_for_a_hub_that_is_left(
    root: Side,
    silent_server: int,
    hub_url: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    root.keeper.connect_to(hub_url, lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: "met" in root.keeper.of_hub())
    silent = f"postgresql://a@127.0.0.1:{silent_server}/w"
    root.keeper._start(root.runner.wait(_share), _known(silent))
    link = root.keeper._link
    assert link is not None
    assert "looking" in root.keeper.of_hub()
    with monkeypatch.context() as patch:
        patch.setattr(HubLink, "join", lambda *_: pytest.fail("the window waits"))
        root.keeper._start(root.runner.wait(_share), _known(hub_url))
    assert link.is_alive()  # the silent one is waited for, elsewhere
    qtbot.waitUntil(lambda: "met" in root.keeper.of_hub())


def test_what_an_earlier_hub_says_is_not_taken_for_this_ones(
    root: Side, hub_url: str, qtbot: QtBot
) -> None:
    root.keeper.connect_to(hub_url, lambda: None, lambda _: None)
    qtbot.waitUntil(lambda: "met" in root.keeper.of_hub())
    away = LinkState(is_met=False, waiting=3, problem="out of reach")
    root.keeper._take_state("postgresql://a@127.0.0.1:1/w", away)
    assert "met" in root.keeper.of_hub()


def test_after_closing_no_link_begins_again(root: Side, hub_url: str) -> None:
    root.keeper.close()
    root.keeper._start(root.runner.wait(_share), _known(hub_url))
    assert root.keeper._link is None


def test_a_meeting_in_a_folder_stops_between_two_pieces(root: Side) -> None:
    is_stopped = [False, True]
    take = Stoppable(root.runner.wait, lambda: is_stopped.pop(0))
    assert take(lambda _: "first") == "first"
    with pytest.raises(NexusError, match="was stopped"):
        take(lambda _: "second")


def test_after_a_failure_the_folder_is_looked_at_again(
    root: Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(*_: object) -> None:
        raise NexusError("as when the stick was pulled")

    with monkeypatch.context() as patch:
        patch.setattr(meeting, "meet_in_folder", fail)
        with qtbot.waitSignal(root.keeper.watch.said, check_params_cb=_is_pulled):
            root.keeper.watch.choose(str(tmp_path))
    root.keeper.invite(Offer(Role.DESK), lambda _: None, lambda _: None)
    with qtbot.waitSignal(root.keeper.watch.said, check_params_cb=_meets):
        root.keeper.watch.meet()


def _is_pulled(said: str) -> bool:
    return "pulled" in said


def _meets(said: str) -> bool:
    return said.startswith("Meets others in")


def _share(session: Session) -> Share | None:
    return share_of(session)


def _known(url: str) -> KnownHub:
    return KnownHub(url, Place.FILE)
