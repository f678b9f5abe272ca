"""People registered at another desk: what this one shows before it hears of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import WalkIn
from nexus_desktop.services import badges, checkin, exchanging
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.services.desk_world import seat
from tests.ui.desk.conftest import Desk

ZOYA = "Zoya Kim"
FIELDS = WalkIn("Zoya", "Kim", "City of Almaty", "KZ", "Speaker", "City government")


@dataclass
class Elsewhere:
    """Another desk with a file of its own."""

    desk: Desk
    database: Database

    def tell(self) -> None:
        """Let this desk hear what the other one did."""
        packets = self.database.run(
            lambda s: exchanging.packets_since(s, {}, 10**6), at=NINE
        )[0]
        runner = self.desk.screen._runner
        runner.submit(runner, lambda s: exchanging.receive(s, packets))

    def register(self) -> str:
        """Register a walk-in there; return the id."""
        at = NINE - timedelta(hours=1)
        place = self.desk.world.desk
        answer = self.database.run(
            lambda s: checkin.walk_in(s, FIELDS, place, at=at, confirmed=True), at=at
        )[0]
        assert answer.result is not None
        assert answer.result.participant is not None
        return answer.result.participant.id

    def code(self, name: str = ZOYA) -> str:
        codes = self.database.run(badges.codes, at=NINE)[0]
        return next(code for _, printed, code in codes if printed == name)


@pytest.fixture
def elsewhere(desk: Desk, tmp_path: Path) -> Iterator[Elsewhere]:
    path = tmp_path / "elsewhere.nexus"
    database = Database.create(path, lambda _: None, at=NINE, actor="Desk 2")[0]
    packets = desk.run(lambda s: exchanging.packets_since(s, {}, 10**6))
    database.run(lambda s: exchanging.receive(s, packets), at=NINE)
    yield Elsewhere(desk, database)
    database.close()


def line(desk: Desk, number: int = 0) -> tuple[str, str]:
    """Return name and hint of a line of the last scans, the newest first."""
    rows = desk.screen.view.side.recent.rows
    if number >= len(rows):
        return "", ""
    return rows[number].name.text(), rows[number].toolTip()


def when(desk: Desk, shown: Callable[[], bool]) -> None:
    desk.wait(shown)
    desk.settle()


def test_a_badge_of_another_desk_is_green_and_says_that_its_data_is_to_come(
    desk: Desk, elsewhere: Elsewhere
) -> None:
    elsewhere.register()
    desk.scan(elsewhere.code())
    face = desk.screen.view.card.face
    assert (face.tone, face.word, face.name) == ("good", "Welcome", "Name to follow")
    assert face.message == (
        "A genuine badge, registered at another desk. Its data has not come yet."
    )
    when(desk, lambda: "other desk" in line(desk)[0])
    assert "registered at another desk" in line(desk)[1]


def test_the_card_the_list_and_the_counts_are_filled_in_when_the_data_comes(
    desk: Desk, elsewhere: Elsewhere
) -> None:
    zoya = elsewhere.register()
    starts = NINE + timedelta(hours=2)
    elsewhere.database.run(lambda s: seat(s, zoya, starts_at=starts), at=NINE)
    desk.scan(elsewhere.code())
    arrivals = desk.screen.view.side.arrivals
    elsewhere.tell()
    when(desk, lambda: desk.name == ZOYA)
    face = desk.screen.view.card.face
    assert (face.tone, face.message, face.advice) == ("good", "", "")
    assert face.line == "City of Almaty  ·  Kazakhstan  ·  Speaker"
    assert ("Group", "C · Water") in face.fields
    assert desk.screen.person.print_hint.isEnabled()
    when(desk, lambda: line(desk)[0] == ZOYA)
    assert "another desk" not in line(desk)[1]
    when(desk, lambda: arrivals.number.text() == "1")


def test_who_turns_out_to_have_a_badge_that_is_off_is_pointed_out(
    desk: Desk, elsewhere: Elsewhere
) -> None:
    zoya = elsewhere.register()
    code = elsewhere.code()
    elsewhere.database.run(lambda s: badges.revoke(s, zoya, at=NINE), at=NINE)
    desk.scan(code)
    assert desk.tone == "good"
    elsewhere.tell()
    when(desk, lambda: desk.tone == "warn")
    face = desk.screen.view.card.face
    assert (face.name, face.word) == (ZOYA, "Let in")
    assert face.message == (
        "Let in before this laptop knew: This badge was switched off."
    )
    assert "undo" in face.advice


def test_another_person_on_the_card_stays_when_the_data_comes(
    desk: Desk, elsewhere: Elsewhere
) -> None:
    elsewhere.register()
    desk.scan(elsewhere.code())
    desk.scan("Bat Dorj")
    elsewhere.tell()
    when(desk, lambda: line(desk, 1)[0] == ZOYA)
    assert desk.name == "Bat Dorj"
    result = desk.screen.person.result
    assert result is not None
    assert result.verdict is Verdict.ADMITTED
