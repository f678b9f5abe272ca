"""The hub's password in the system's keyring, as the Laptops screen tells of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nexus_desktop.exchange.profile import Place, Profile
from tests.exchange.keyrings import Chain, in_use
from tests.ui.laptops.conftest import Side, invite

URL = "postgresql://a:secret@127.0.0.1:1/nexus"  # where nobody answers


@pytest.fixture(autouse=True)
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chain]:
    """A user whose system has a keyring."""
    monkeypatch.delenv("NEXUS_PROFILE")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda _: str(tmp_path / "user"))
    made = Chain()
    with in_use(made):
        yield made


@pytest.fixture
def sharing(root: Side, chain: Chain, qtbot: QtBot) -> Side:
    """The coordinator's laptop with a hub in the keyring that does not answer."""
    invite(root, qtbot)
    qtbot.waitUntil(lambda: root.keeper.company.is_shared)
    device = root.runner.wait(lambda session: str(session.info["device"]))
    assert Profile().keep_hub(device, URL) is Place.KEYRING
    return root


def test_a_hub_in_the_keyring_is_met_again(sharing: Side, qtbot: QtBot) -> None:
    sharing.keeper.begin()
    qtbot.waitUntil(lambda: sharing.keeper.hub == URL)
    hub = sharing.screen.hub
    assert "in the system's keyring" in hub.note.text()
    assert "secret" not in hub.state.text()
    assert hub.again.isHidden()


def test_a_locked_keyring_is_told_and_can_be_asked_again(
    sharing: Side, chain: Chain, qtbot: QtBot
) -> None:
    chain.is_locked = True
    sharing.keeper.begin()
    hub = sharing.screen.hub
    qtbot.waitUntil(lambda: "Unlock it and try again" in hub.state.text())
    chain.is_locked = False
    qtbot.mouseClick(hub.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sharing.keeper.hub == URL)
    assert hub.again.isHidden()


def test_while_the_keyring_does_not_answer_the_window_and_the_file_go_on(
    sharing: Side, chain: Chain, qtbot: QtBot
) -> None:
    chain.answers.clear()
    sharing.keeper.begin()
    sharing.add("Ada")
    assert any("Ada" in one for one in sharing.names())
    chain.answers.set()
    qtbot.waitUntil(lambda: sharing.keeper.hub == URL)


def test_a_password_in_a_file_is_said_quietly(
    sharing: Side, chain: Chain, qtbot: QtBot
) -> None:
    chain.is_locked = True
    Profile().keep_hub(sharing.runner.wait(lambda s: str(s.info["device"])), URL)
    sharing.keeper.begin()
    qtbot.waitUntil(lambda: "a file that only" in sharing.screen.hub.note.text())


def test_a_hub_that_is_left_leaves_no_password_behind(
    sharing: Side, chain: Chain, qtbot: QtBot
) -> None:
    sharing.keeper.begin()
    hub = sharing.screen.hub
    qtbot.waitUntil(hub.leaving.isVisible)
    qtbot.mouseClick(hub.leaving, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sharing.keeper.hub == "")
    assert chain.kept == {}


def test_an_invitation_without_the_hub_says_that_it_gives_no_way_to_it(
    sharing: Side, chain: Chain, qtbot: QtBot
) -> None:
    panel = sharing.screen.invite
    sharing.keeper.begin()
    qtbot.waitUntil(lambda: sharing.keeper.hub == URL)
    assert "out of reach" in invite(sharing, qtbot).lacking
    chain.is_locked = True
    sharing.keeper.begin()
    qtbot.waitUntil(lambda: sharing.keeper.known.problem != "")
    panel.begin()
    qtbot.waitUntil(lambda: panel.view is not None)
    assert panel.view is not None
    assert "no way to the hub" in panel.view.lacking.text()
    assert "Unlock it" in panel.view.lacking.text()
    panel.view.leave()
