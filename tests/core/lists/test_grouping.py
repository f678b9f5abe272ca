"""Orders and titles of lists."""

import pytest

from nexus_desktop.core.lists.grouping import (
    NOT_STATED,
    grouped,
    grouping_named,
    order_named,
    ordered,
)
from nexus_desktop.core.lists.material import Listed
from nexus_desktop.core.lists.view import views
from tests.core.lists.samples import (
    ANA,
    BAT,
    CHI,
    DAO,
    EVERYBODY,
    MATERIAL,
    person,
)  # fmt: skip

(VIEW,) = views(MATERIAL, "")


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("", ["Ana Berg", "Bat Dorj", "Chí Đức"]),
        ("family", ["Ana Berg", "Chí Đức", "Dao"]),
        ("organisation", ["Ana Berg", "Bat Dorj", "Chí Đức"]),
        ("country", ["Ana Berg", "Bat Dorj", "Dao"]),
        ("city", ["Ana Berg", "Bat Dorj", "Chí Đức"]),
        ("role", ["Bat Dorj", "Chí Đức", "Ana Berg"]),
        ("arrival", ["Ana Berg", "Chí Đức", "Ela"]),
        ("number", ["Bat Dorj", "Ana Berg", "Chí Đức"]),
    ],
)
def test_people_are_put_in_order_with_the_unknown_last(
    order: str, first: list[str]
) -> None:
    found = ordered(EVERYBODY, order_named(order), VIEW)
    assert [one.name for one in found][:3] == first


def numbered(*numbers: str) -> list[Listed]:
    return [person(f"P{number}", external_id=number) for number in numbers]


def test_numbers_are_ordered_as_people_count() -> None:
    people = numbered("A10", "", "A2", "B", "7", "٣")
    found = ordered(people, order_named("number"), VIEW)
    assert [one.fields.external_id for one in found] == ["٣", "7", "A2", "A10", "B", ""]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("none", [""]),
        ("letter", ["A", "B", "C", "D"]),
        ("country", ["Mongolia", "Thailand", "Viet Nam"]),
        ("role", ["Participant", "Speaker", NOT_STATED]),
        ("party", ["Da Nang", NOT_STATED]),
        ("arrival", ["Not here yet", "Here"]),
        ("gender", [NOT_STATED]),
    ],
)
def test_people_stand_under_titles(by: str, titles: list[str]) -> None:
    found = grouped((ANA, BAT, CHI, DAO), grouping_named(by), VIEW)
    assert [title for title, _ in found] == titles
    assert sum(len(people) for _, people in found) == 4


def test_titles_are_spelt_as_most_spell_them() -> None:
    people = [person(f"P{n}", role=role) for n, role in enumerate(
        ("speaker", "Speaker", " Speaker ", "SPEAKER"))]  # fmt: skip
    found = grouped(people, grouping_named("role"), VIEW)
    assert [(title, len(those)) for title, those in found] == [("Speaker", 4)]
