"""A rapporteur's line on another laptop appears in the coordinator's pages."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nexus_desktop.core.minutes.material import Template
from nexus_desktop.core.note import NotesPlace, WrittenLine
from nexus_desktop.core.roles import Role
from nexus_desktop.services import exchanging, notes, sharing
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.minutes.screen import MinutesScreen
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop

PLACE = NotesPlace("s")


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A coordinator's laptop, and a rapporteur's that holds the same."""
    made = Workshop(tmp_path)
    item = rows.Session(id="s", title="Water", starts_at=NINE, ends_at=NINE)
    made.root.run(lambda session: session.add(item), at=NINE)
    desk = made.join("Room 3", Role.RAPPORTEUR)
    made.carry(desk, made.root)
    yield made
    for one in made.laptops:
        one.close()


def read(screen: MinutesScreen) -> str:
    pages = screen.newest
    if pages is None:
        return ""
    return " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(pages.pdf)).pages
    )


def test_a_rapporteurs_line_appears_in_the_coordinators_pages_as_it_arrives(
    workshop: Workshop, jobs: Jobs, qtbot: QtBot
) -> None:
    root, room = workshop.laptops
    runner = Runner(root, now=lambda: NINE)
    screen = MinutesScreen(runner, jobs, now=lambda: NINE)
    screen.show()
    screen.go_to("s")
    screen.panel.choose_template(Template.SESSION, "s")
    with qtbot.waitSignal(screen.pages.ready):
        screen.shown()
    assert "Tariffs are reviewed" not in read(screen)
    for number in range(2):  # written, then put better
        line = WrittenLine("n", "m", f"= Tariffs are reviewed {number} times", NINE)
        room.run(partial(notes.commit_line, place=PLACE, line=line, at=NINE), at=NINE)
        give = partial(exchanging.packets_since, known={}, limit=10**9)
        packets = room.run(give, at=NINE)[0]
        runner.wait(partial(sharing.receive, packets=packets))
        qtbot.waitUntil(
            lambda said=f"Tariffs are reviewed {number} times": said in read(screen)  # type: ignore[misc]  # bound here
        )
    delete(screen)
    runner.close()
