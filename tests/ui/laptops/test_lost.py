"""A laptop that was lost, ended in the coordinator's window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nexus_desktop.services import exchanging, sharing
from nexus_desktop.store.database import Database
from tests.exchange.proxy import Wire
from tests.ui.conftest import snapshot
from tests.ui.laptops.conftest import Side
from tests.ui.laptops.test_screen import through_hub

_everything = partial(exchanging.packets_since, known={}, limit=10**9)


def give(one: Side, other: Side) -> None:
    packets = one.runner.wait(_everything)
    other.runner.wait(partial(sharing.receive, packets=packets))


@pytest.fixture
def met(root: Side, desk: Side, qtbot: QtBot) -> Side:
    """The coordinator's laptop, which knows the desk's; the desk's row is chosen."""
    give(root, desk)
    give(desk, root)
    company = root.screen.company
    root.screen.resize(1180, 640)
    qtbot.waitUntil(lambda: company.laptops.rowCount() == 2)
    choose(root, "desk")
    return root


def choose(side: Side, name: str) -> None:
    company = side.screen.company
    company.table.selectRow(company.laptops.position(lambda one: one.name == name))


def told(side: Side) -> str:
    panel = side.screen.company.lost
    return " ".join(one.text() for one in panel.findChildren(QLabel))


def look(side: Side, qtbot: QtBot) -> None:
    qtbot.mouseClick(side.screen.company.losing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(side.screen.company.lost.isVisible)


def end(side: Side, qtbot: QtBot) -> None:
    qtbot.mouseClick(side.screen.company.lost.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "desk is lost" in side.screen.company.lost.title.text())


def test_what_would_be_done_is_said_before_and_escape_leaves_all_as_it_is(
    met: Side, qtbot: QtBot
) -> None:
    met.screen.activateWindow()
    qtbot.waitUntil(met.screen.isActiveWindow)
    QTest.keyClick(met.screen, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    lost = met.screen.company.lost
    qtbot.waitUntil(lost.isVisible)
    assert lost.title.text().startswith("Is desk lost?")
    assert lost.go.text() == "End desk"
    assert "takes no effect on any laptop" in told(met)
    assert "new keys, which it does not get" in told(met)
    snapshot(met.screen, "lost_before")
    qtbot.keyClick(lost.go, Qt.Key.Key_Escape)
    assert lost.isHidden()
    assert not met.keeper.company.laptops[1].is_ended


def test_a_lost_laptop_is_ended_and_stays_in_the_list_as_such(
    met: Side, qtbot: QtBot
) -> None:
    company = met.screen.company
    look(met, qtbot)
    end(met, qtbot)
    assert company.lost.go.isHidden()
    assert company.lost.leave.text() == "Close"
    qtbot.waitUntil(lambda: company.laptops.position(lambda one: one.is_ended) >= 0)
    names = [company.laptops.index(line, 0).data() for line in range(2)]
    assert "desk (ended)" in names
    qtbot.keyClick(company.lost.leave, Qt.Key.Key_Escape)
    assert company.losing.text() == "How far it is…"


def test_what_it_wrote_after_that_is_listed_and_counts_nowhere(
    met: Side, desk: Side, qtbot: QtBot
) -> None:
    desk.add("Ada")
    qtbot.waitUntil(lambda: bool(desk.names()))
    look(met, qtbot)
    end(met, qtbot)
    assert met.screen.company.losing.isHidden()
    give(desk, met)
    qtbot.mouseClick(met.screen.company.lost.leave, Qt.MouseButton.LeftButton)
    look(met, qtbot)
    qtbot.waitUntil(lambda: "What it wrote after that" in told(met))
    assert not any("Ada" in one for one in met.names())
    assert met.keeper.company.refused == ()
    snapshot(met.screen, "lost_after")


def test_with_the_hub_out_of_reach_the_login_stays_open_and_is_said(
    root: Side,
    sit: Callable[[Database], Side],
    hub_url: str,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    wire = Wire(int(str(conninfo_to_dict(hub_url)["port"])))
    try:
        near = make_conninfo(hub_url, port=wire.port)
        through_hub(root, sit, near, tmp_path, qtbot)
        qtbot.waitUntil(lambda: len(root.keeper.company.laptops) == 2)
        wire.left = 0
        wire.cut()
        choose(root, "desk")
        look(root, qtbot)
        end(root, qtbot)
        lost = root.screen.company.lost
        assert "Its login at the hub is still open" in told(root)
        assert lost.go.text() == "Do what is open"
        wire.left = None
        qtbot.mouseClick(lost.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Its login at the hub is closed." in told(root))
        assert lost.go.isHidden()
    finally:
        wire.close()


def test_only_the_first_laptop_offers_it_and_never_for_itself(
    met: Side, desk: Side, qtbot: QtBot
) -> None:
    choose(met, "root")
    assert not met.screen.company.losing.isEnabled()
    qtbot.waitUntil(lambda: len(desk.keeper.company.laptops) == 2)
    assert desk.screen.company.losing.isHidden()
