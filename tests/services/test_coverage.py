from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.coverage import places_by_kind
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import coverage, people, series
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.core.minutes.samples import demo
from tests.services.minutes_world import write
from tests.services.series_world import third_file

WORLD = demo(24, 60)


def test_what_was_said_comes_in_the_order_of_the_programme(run: Run) -> None:
    run(lambda session: write(session, WORLD, NINE))
    found = run(coverage.heard)
    assert {one.note_id for one in found.said} == {one.id for one in WORLD.remarks}
    order = [item.id for item in WORLD.items]
    places = [order.index(one.session_id) for one in found.said]
    assert places == sorted(places)
    assert {home.name for home in found.homes if home.is_awaited} == {
        person.city for person in WORLD.people
    }
    grid = places_by_kind(found.said, found.homes)
    assert sum(line.total for line in grid.lines) > 30
    assert {line.detail for line in grid.lines} >= {"Viet Nam", "India"}


def test_what_the_plenary_took_from_a_group_counts_once(run: Run) -> None:
    def fill(session: Session) -> None:
        common: dict[str, Any] = {
            "session_id": "s", "note_kind": "progress", "at": NINE, "places": ["Naga"],
        }  # fmt: skip
        session.add(rows.Note(id="g", group_id="A", order="a", line="x", **common))
        session.add(rows.Note(id="p", order="b", line="x", sources=["g"], **common))

    run(fill)
    assert [one.note_id for one in run(coverage.heard).said] == ["p"]


def test_what_was_carried_over_was_not_said_here(run: Run, tmp_path: Path) -> None:
    earlier = series.read_file(third_file(tmp_path), at=NINE)
    run(
        lambda s: series.carry(s, earlier, {one.id for one in earlier.actions}, at=NINE)
    )
    assert run(coverage.heard).said == ()


def test_places_come_once_and_countries_without_cities_too(run: Run) -> None:
    def fill(session: Session) -> None:
        for name, city, country in (
            ("A", "City of Naga", "PH"), ("B", "Naga", "PH"), ("C", "", "MN"),
            ("D", "Singapore", "SG"), ("E", "Utopia", ""),
        ):  # fmt: skip
            fields = PersonFields(printed_name=name, city=city, country=country)
            people.add(session, fields, at=NINE)
        session.add(rows.Note(id="n1", session_id="gone", order="a", line="x",
                              note_kind="later kind", at=NINE))  # fmt: skip

    run(fill)
    found = run(coverage.heard)
    assert [(home.name, home.country, home.is_awaited) for home in found.homes] == [
        ("City of Naga", "Philippines", True), ("Singapore", "Singapore", True),
        ("Utopia", "", True), ("Mongolia", "", False), ("Philippines", "", False),
    ]  # fmt: skip
    assert [(one.kind, one.source) for one in found.said] == [(NoteKind.POINT, "")]
