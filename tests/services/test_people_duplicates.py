from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.people_duplicates import Likeness, Pair
from nexus_desktop.services import history, people, people_import, people_merging
from nexus_desktop.services.people_duplicates import find, read, tell_apart
from nexus_desktop.store import rows
from tests.conftest import NINE, Run

CASES = Path(__file__).parents[1] / "data" / "cases"


def listed(run: Run, *fields: dict[str, str]) -> list[str]:
    return [
        run(lambda s, f=one: people.add(s, PersonFields(**f), at=NINE)).id  # type: ignore[misc]  # bound early
        for one in fields
    ]


def pairs(run: Run) -> list[Pair]:
    return list(find(run(read)))


def one_pair(run: Run, *fields: dict[str, str]) -> tuple[Likeness, str] | None:
    listed(run, *fields)
    found = pairs(run)
    return (found[0].likeness, found[0].why) if found else None


DEWI = {"printed_name": "Dewi Sartika", "country": "ID", "organisation": "City of Naga"}


@pytest.mark.parametrize(
    ("other", "likeness", "why"),
    [
        ({"email": "d@example.org", "printed_name": "Sartika DEWI"}, Likeness.SURE,
         "the same name and e-mail address"),
        ({"organisation": "city of naga"}, Likeness.SURE,
         "the same name and organisation"),
        ({"email": "d@example.org", "printed_name": "Dewy Sartica"}, Likeness.LIKELY,
         "nearly the same name and e-mail address"),
        ({"printed_name": "Dewi Sartica", "organisation": "City of Naga"},
         Likeness.LIKELY, "nearly the same name and organisation"),
        ({"organisation": "City of Naga", "email": "x@example.org"}, Likeness.LIKELY,
         "the same name and organisation"),
        ({"organisation": "City of Hue"}, Likeness.LIKELY, "the same name"),
        ({"organisation": "City of Hue", "email": "x@example.org"}, Likeness.PERHAPS,
         "the same name"),
        ({"printed_name": "Dewi A. Sartica"}, Likeness.PERHAPS, "nearly the same name"),
        ({"country": "PH"}, Likeness.PERHAPS, "the same name, but two countries"),
        ({"printed_name": "Деви Сартика"}, Likeness.PERHAPS, "nearly the same name"),
        ({"printed_name": "Деви", "native_name": "Sartika Dewi"}, Likeness.LIKELY,
         "the same name"),
    ],
)  # fmt: skip
def test_two_who_may_be_one_are_found_with_the_reason(
    run: Run, other: dict[str, str], likeness: Likeness, why: str
) -> None:
    mine = {**DEWI, "email": "D@example.org"}
    assert one_pair(run, mine, {"printed_name": "Dewi Sartika", **other}) == (
        likeness, why,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"printed_name": "Budi Santoso", "email": "d@example.org"},
        {"printed_name": "Dewi Sartica", "country": "PH"},
        {"printed_name": "Dewi", "email": "d@example.org"},
        {"printed_name": "Dewi Santoso", "organisation": "City of Naga"},
        {"printed_name": "Dew Sartika", "organisation": "City of Naga"},
    ],
)
def test_two_who_are_two_are_not_taken_for_one(run: Run, other: dict[str, str]) -> None:
    assert one_pair(run, {**DEWI, "email": "d@example.org"}, other) is None


def test_a_pair_told_apart_is_not_shown_again(run: Run) -> None:
    one, other = listed(run, DEWI, DEWI)
    assert [(p.one, p.other) for p in pairs(run)] == [tuple(sorted((one, other)))]
    run(lambda s: tell_apart(s, other, one, at=NINE))
    run(lambda s: tell_apart(s, one, other, at=NINE))
    assert pairs(run) == []
    assert run(lambda s: history.undo_last(s, at=NINE)).words == "Told apart"
    assert len(pairs(run)) == 1


def test_a_name_that_many_bear_says_little(run: Run) -> None:
    listed(run, *({**DEWI, "organisation": f"City {n}"} for n in range(6)))
    assert pairs(run) == []
    listed(run, {**DEWI, "organisation": "City 3"})
    assert [pair.why for pair in pairs(run)] == ["the same name and organisation"]


def test_a_merged_pair_is_gone(run: Run) -> None:
    one, other = listed(run, DEWI, DEWI)
    run(lambda s: people_merging.merge(s, one, other, at=NINE))
    assert pairs(run) == []


def test_the_organisers_list_has_few_doubts(run: Run) -> None:
    path = CASES / "organisers_list.xlsx"
    run(lambda s: people_import.import_file(s, path, at=NINE))
    found = pairs(run)
    assert [p.likeness for p in found] == sorted(p.likeness for p in found)
    assert len([p for p in found if p.likeness is Likeness.SURE]) < 4


def test_a_search_that_is_not_wanted_any_more_stops(run: Run) -> None:
    listed(run, DEWI, DEWI)
    for patience in (0, 3):
        left = iter(range(patience))
        assert find(run(read), lambda left=left: next(left, None) is None) == ()  # type: ignore[misc]  # bound early


def test_a_file_without_a_workshop_says_so(run: Run) -> None:
    def empty(session: Session) -> None:
        session.info["action"] = "test"
        for row in session.query(rows.Workshop):
            row.removed_at = NINE

    run(empty)
    with pytest.raises(NotFound, match="no workshop"):
        run(read)
