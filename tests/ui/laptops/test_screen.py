"""The laptops as two people at two of them see them."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import exchanging, keys, sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.proxy import Wire
from tests.ui.laptops.conftest import WORDS, Side, invite, join

Sit = Callable[[Database], Side]


def test_alone_the_screen_says_what_sharing_is_and_the_status_line_nothing(
    root: Side, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: root.said != [])
    assert root.said[-1] == ""
    labels = root.screen.company.findChildren(QLabel)
    assert [one.isVisible() for one in labels if "Invite others" in one.text()] == [
        True
    ]
    assert not root.screen.bundles.write.isEnabled()


def test_a_guest_of_one_laptop_is_carried_to_the_other_by_bundle(
    root: Side, desk: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    root.add("Ada")
    stick = tmp_path / "stick.nexus-bundle"
    qtbot.waitUntil(root.screen.bundles.write.isEnabled)
    root.screen.bundles.write_to(stick)
    qtbot.waitUntil(stick.exists)
    with (
        qtbot.waitSignal(desk.runner.changed, check_params_cb=_people),
        qtbot.waitSignal(desk.screen.messaged) as told,
    ):
        desk.screen.bundles.read_from(stick)
    assert told.args[0].tone == "good"
    assert any("Ada" in one for one in desk.names())
    qtbot.waitUntil(lambda: desk.said[-1:] == ["2 laptops"])
    cells = [desk.screen.company.laptops.index(n, 0).data() for n in range(2)]
    assert sorted(cells) == ["desk (this one)", "root"]
    assert desk.screen.company.laptops.rowCount() == 2


def test_a_damaged_bundle_is_refused_in_a_sentence(
    root: Side, desk: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "bad.nexus-bundle"
    stick.write_bytes(b"NXBUNDLE1\n" + bytes(50))
    with qtbot.waitSignal(desk.screen.messaged) as told:
        desk.screen.bundles.read_from(stick)
    assert told.args[0].tone == "bad"
    assert "Nothing was taken" in told.args[0].text
    qtbot.waitUntil(desk.screen.bundles.read.isEnabled)


def test_what_is_done_at_one_laptop_appears_at_the_other_through_the_hub(
    root: Side, sit: Sit, hub_url: str, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = through_hub(root, sit, hub_url, tmp_path, qtbot)
    qtbot.waitUntil(lambda: root.said[-1].startswith("2 laptops · met "))
    with qtbot.waitSignal(root.runner.changed, check_params_cb=_people):
        desk.add("Walk-in")
    assert any("Walk-in" in one for one in root.names())
    assert "***" not in root.screen.hub.state.text()
    assert "met" in root.screen.hub.state.text()


def connect(side: Side, url: str) -> None:
    side.keeper.connect_to(url, lambda: None, lambda error: pytest.fail(str(error)))


def test_laptops_go_on_meeting_at_the_hub_when_the_keys_change(
    root: Side, sit: Sit, hub_url: str, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = through_hub(root, sit, hub_url, tmp_path, qtbot)
    qtbot.waitUntil(lambda: root.said[-1].startswith("2 laptops · met "))
    root.runner.wait(lambda s: keys.change(s, sharing.shared(s)))
    with qtbot.waitSignal(desk.runner.changed, check_params_cb=_people):
        root.add("Walk-in")
    assert any("Walk-in" in one for one in desk.names())
    assert desk.runner.wait(sharing.shared).ring.epoch == 2


def test_a_laptop_that_was_not_given_the_new_key_says_so(
    root: Side, sit: Sit, hub_url: str, tmp_path: Path, qtbot: QtBot
) -> None:
    connect(root, hub_url)
    qtbot.waitUntil(lambda: bool(root.keeper.hub))
    invitation = invitation_file.opened(invite(root, qtbot).text, WORDS)
    desk = sit(
        sharing.join(
            tmp_path / "desk.nexus", invitation, name="desk", at=NINE,
            profile=Profile(tmp_path / "another user"),
        )
    )  # fmt: skip
    root.runner.wait(lambda s: keys.change(s, sharing.shared(s)))
    root.keeper.forget_hub()
    qtbot.waitUntil(lambda: not root.keeper.hub)
    with closing(
        Hub.connect(hub_url, root.runner.wait(sharing.shared).workshop)
    ) as hub:
        meet(hub, HubEntries(root.runner.wait))
    connect(desk, hub_url)
    qtbot.waitUntil(lambda: "waiting for the hub's new key" in str(desk.said[-1:]))
    assert "coordinator's laptop has met the hub" in desk.screen.hub.state.text()
    connect(root, hub_url)
    qtbot.waitUntil(lambda: "· met " in desk.said[-1])


def test_without_the_network_work_goes_on_and_is_sent_when_it_is_back(
    root: Side, sit: Sit, hub_url: str, tmp_path: Path, qtbot: QtBot
) -> None:
    wire = Wire(int(str(conninfo_to_dict(hub_url)["port"])))
    try:
        near = make_conninfo(hub_url, port=wire.port)
        desk = through_hub(root, sit, near, tmp_path, qtbot)
        wire.left = 0
        wire.cut()
        desk.add("Walk-in")
        qtbot.waitUntil(lambda: "hub out of reach, 1 entry" in desk.said[-1])
        assert not any("Walk-in" in one for one in root.names())
        wire.left = None
        qtbot.waitUntil(lambda: any("Walk-in" in one for one in root.names()))
    finally:
        wire.close()


def test_an_address_where_no_hub_answers_is_told_and_not_kept(
    root: Side, qtbot: QtBot
) -> None:
    hub = root.screen.hub
    hub.url.setText("postgresql://a:b@127.0.0.1:1/nexus")
    with qtbot.waitSignal(root.screen.messaged) as told:
        qtbot.keyClick(hub.url, Qt.Key.Key_Return)
    assert "out of reach" in told.args[0].text
    assert root.keeper.hub == ""


def test_in_a_shared_folder_laptops_meet_by_themselves(
    root: Side, desk: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    root.add("Ada")
    root.screen.bundles.watch.choose(str(shared))
    qtbot.waitUntil(lambda: any(shared.glob("*.nexus-bundle")))
    with qtbot.waitSignal(desk.runner.changed, check_params_cb=_people):
        desk.screen.bundles.watch.choose(str(shared))
    assert any("Ada" in one for one in desk.names())
    qtbot.waitUntil(lambda: "taken in" in desk.screen.bundles.folder.text())
    qtbot.mouseClick(desk.screen.bundles.sharing, Qt.MouseButton.LeftButton)
    assert desk.screen.bundles.watch.folder == ""
    assert desk.screen.bundles.folder.isHidden()


def test_a_shared_folder_that_is_gone_is_told_in_a_sentence(
    root: Side, desk: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    root.screen.bundles.watch.choose(str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: "Is the stick in?" in root.screen.bundles.folder.text())


def through_hub(root: Side, sit: Sit, url: str, folder: Path, qtbot: QtBot) -> Side:
    """Connect the root to the hub in its window, and let a desk join that way."""
    root.screen.hub.url.setText(url)
    qtbot.mouseClick(root.screen.hub.connecting, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "met" in root.said[-1])
    desk = join(folder, root, sit, qtbot)
    qtbot.waitUntil(lambda: desk.said != [] and "2 laptops · met" in desk.said[-1])
    return desk


def _people(kinds: frozenset[Kind]) -> bool:
    return Kind.PARTICIPANT in kinds


def test_a_clock_that_is_wrong_is_told_in_a_sentence(
    root: Side, desk: Side, qtbot: QtBot
) -> None:
    late = NINE + timedelta(hours=3)

    def walk_in(session: Session) -> None:
        session.add(rows.Participant(id=new_id(late), printed_name="Ada"))

    desk.runner.close()
    path = desk.runner.path
    database = sharing.open_file(path, at=late, actor="desk")
    database.run(walk_in, at=late)
    give = partial(exchanging.packets_since, known={}, limit=10**9)
    packets = database.run(give, at=late)[0]
    database.close()
    root.runner.wait(partial(sharing.receive, packets=packets))
    qtbot.waitUntil(root.screen.company.problems.isVisible)
    assert root.screen.company.problems.text().startswith(
        "desk's clock is 3 hours ahead"
    )
    assert root.said[-1] == "2 laptops · 1 problem"
