from nexus_desktop.core.coverage import (
    Grid,
    Home,
    Line,
    Said,
    grid_sheets,
    grid_text,
    kinds_by_objective,
    places_by_kind,
    places_by_objective,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.workshop import Objective
from tests.conftest import NINE

HOMES = (
    Home("Naga", "Philippines", is_awaited=True),
    Home("Da Nang", "Viet Nam", is_awaited=True),
    Home("Viet Nam"),
)
OBJECTIVES = (Objective(1, "Review progress"), Objective(2, "Review policies"))


def said(number: int, kind: NoteKind, *places: str, on: tuple[int, ...] = ()) -> Said:
    return Said(f"n{number}", "s1", None, kind, f"text {number}", NINE, places=places,
                objectives=on)  # fmt: skip


LINES = (
    said(1, NoteKind.PROGRESS, "City of Naga", on=(1,)),
    said(2, NoteKind.CHALLENGE, "naga", "Naga"),
    said(3, NoteKind.POINT, "Atlantis", on=(2,)),
    said(4, NoteKind.BENEFIT, "Naga", on=(1, 2)),
    said(5, NoteKind.DECISION, on=(2,)),
)


def line(grid: Grid, name: str) -> Line:
    return next(line for line in grid.lines if line.name == name)


def counts(grid: Grid, name: str) -> list[int]:
    return [len(cell) for cell in line(grid, name).cells]


def test_each_place_shows_what_it_reported_however_it_was_typed() -> None:
    grid = places_by_kind(LINES, HOMES)
    assert [heading.text for heading in grid.headings] == [
        "Progress", "Challenges", "Experiences", "Benefits", "Other",
    ]  # fmt: skip
    assert counts(grid, "Naga") == [1, 1, 0, 1, 0]
    assert line(grid, "Naga").total == 3
    assert counts(grid, "Atlantis") == [0, 0, 0, 0, 1]
    assert [line.name for line in grid.lines] == ["Naga", "Da Nang", "Atlantis"]


def test_what_nobody_has_covered_yet_is_named() -> None:
    grid = places_by_kind(LINES, HOMES)
    assert grid.silent == ("Da Nang",)
    assert grid.untouched == ("Experiences",)
    assert grid.gaps == 5  # four of Da Nang, the experiences of Naga
    assert not line(grid, "Atlantis").is_silent


def test_a_country_is_a_row_once_it_is_spoken_of() -> None:
    grid = places_by_kind((said(1, NoteKind.KEY, "Viet Nam"),), HOMES)
    assert counts(grid, "Viet Nam") == [0, 0, 0, 0, 1]


def test_places_are_narrowed_to_one_objective() -> None:
    assert counts(places_by_kind(LINES, HOMES, 2), "Naga") == [0, 0, 0, 1, 0]


def test_places_are_seen_by_objective() -> None:
    grid = places_by_objective(LINES, HOMES, OBJECTIVES)
    assert [heading.tip for heading in grid.headings][:1] == ["Review progress"]
    assert counts(grid, "Naga") == [2, 1, 1]
    assert line(grid, "Naga").total == 3


def test_each_objective_shows_what_was_noted_on_it() -> None:
    grid = kinds_by_objective(LINES, (*OBJECTIVES, Objective(3, "Governance")))
    assert counts(grid, "Benefits") == [1, 1, 0]
    assert grid.untouched == ("Objective 3",)
    assert "Actions" in grid.silent
    assert "Points" not in grid.silent
    assert line(grid, "Decisions").detail == "What the meeting settled"
    assert kinds_by_objective(LINES, ()).lines == ()


def test_the_grid_becomes_a_table_of_texts_and_one_of_numbers() -> None:
    texts, numbers = grid_sheets(places_by_kind(LINES, HOMES))
    assert texts.headings[:3] == ("Place", "Country", "Progress")
    rows = list(texts.rows)
    assert rows[0][:4] == ("Naga", "Philippines", "text 1", "text 2")
    assert len(rows) == texts.count == 3
    assert next(numbers.rows) == ("Naga", "Philippines", "1", "1", "0", "1", "0", "3")
    about = grid_sheets(kinds_by_objective(LINES, OBJECTIVES))[0]
    assert about.headings == ("Kind", "What it is", "Objective 1", "Objective 2")


def test_the_numbers_are_copied_with_their_headings() -> None:
    copied = grid_text(places_by_objective(LINES, HOMES, OBJECTIVES)).splitlines()
    assert copied[0] == "Place\tCountry\tObjective 1\tObjective 2\tNone\tAll"
    assert copied[1] == "Naga\tPhilippines\t2\t1\t1\t3"
