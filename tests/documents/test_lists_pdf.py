"""Lists on paper: everybody is there, on numbered pages with heads."""

import numpy as np
import pytest

from nexus_desktop.core.group_list import GroupLists, ListedGroup
from nexus_desktop.core.papers import Heading, ListedPerson
from nexus_desktop.documents import lists_pdf
from nexus_desktop.documents.list_pages import PORTRAIT, Part, paginate, space
from tests.documents.badges import LONG_NAME, LONG_WORK, WORKSHOP
from tests.documents.reading import images_of, needs_poppler, pages_of, text_of
from tests.documents.scripts import LEFT_TO_RIGHT

WHEN = "Thursday, 6 November 2014, 14:00–15:30"
TOPICS = ("Water", "Energy", "Food", "Governance", "")


def person(number: int) -> ListedPerson:
    native = list(LEFT_TO_RIGHT.values())[number % len(LEFT_TO_RIGHT)]
    return ListedPerson(
        name=f"Person{number:03d} Generated",
        native_name=native if number % 2 else "",
        position="Engineer" if number % 3 else "",
        organisation=LONG_WORK if number % 9 == 0 else f"City of Example {number}",
        city=f"Town{number % 10}",
        country=("Mongolia", "Viet Nam", "", "Thailand")[number % 4],
    )


def groups(people: int, count: int = 5) -> GroupLists:
    everybody = [person(number) for number in range(people)]
    return GroupLists(
        Heading(WORKSHOP, "Breakout groups, round 1", WHEN),
        tuple(
            ListedGroup(
                "ABCDEFGHIJ"[number],
                TOPICS[number % 5],
                f"Room {number + 1}",
                f"Table {number + 1}" if number % 2 else "",
                f"Facilitator{number}",
                f"Rapporteur{number}" if number % 3 else "",
                tuple(everybody[number::count]),
            )
            for number in range(count)
        ),
    )


@needs_poppler
def test_group_lists_name_everybody_twice_with_all_that_helps_to_find_the_way() -> None:
    lists = groups(65)
    text = text_of(lists_pdf.render_group_lists(lists))
    for group in lists.groups:
        assert f"Facilitator: {group.facilitator}" in text
        assert group.room in text
        assert f"Group {group.name}" in text
        for member in group.members:
            assert text.count(member.name.split()[0]) == 2
            assert all(word in text for word in member.native_name.split())


@needs_poppler
def test_each_page_says_what_it_is_and_which_of_how_many() -> None:
    pages = pages_of(lists_pdf.render_group_lists(groups(130)))
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "the Urban Nexus" in page
        assert "Breakout groups, round 1" in page
        assert WHEN in page


@needs_poppler
def test_lists_by_name_begin_a_page_and_are_in_order() -> None:
    pages = pages_of(lists_pdf.render_group_lists(groups(40)))
    (first,) = [page for page in pages if "Where do I go?" in page]
    by_letter = "".join(pages[pages.index(first) :])
    found = [word for word in by_letter.split() if word.startswith("Person")]
    assert found == sorted(found)
    assert len(found) == 40
    assert "Facilitator" not in by_letter


@needs_poppler
def test_empty_lists_say_that_they_are() -> None:
    heading = Heading("W", "T")
    empty = GroupLists(heading, (ListedGroup("A"),))
    text = text_of(lists_pdf.render_group_lists(empty))
    assert "Nobody is in this group yet." in text
    assert "Where do I go?" in text


@needs_poppler
def test_one_person_is_not_people() -> None:
    text = text_of(lists_pdf.render_group_lists(groups(1, 1)))
    assert "1 person" in text
    assert "1 people" not in text


@needs_poppler
def test_a_group_larger_than_a_page_goes_on_under_its_name() -> None:
    text = text_of(lists_pdf.render_group_lists(groups(90, 1)))
    assert "Group A (continued)" in text


@needs_poppler
def test_nothing_is_printed_in_the_margins() -> None:
    lists = groups(30)
    crowded = ListedPerson(
        LONG_NAME, "ကြည်" * 40, LONG_WORK, LONG_WORK, "W" * 60, "X" * 70
    )
    heading = Heading(WORKSHOP * 3, "Breakout groups " * 9, WHEN * 4)
    group = ListedGroup("Z" * 90, LONG_WORK, "R" * 80, "T", LONG_NAME, LONG_NAME)
    filled = ListedGroup("B", members=(crowded,) * 9)
    pdf = lists_pdf.render_group_lists(
        GroupLists(heading, (*lists.groups, group, filled))
    )
    side = int(PORTRAIT.side / 72 * 75) - 1
    for image in images_of(pdf, dpi=75):
        dark = np.asarray(image) < 128
        assert not dark[:, :side].any()
        assert not dark[:, -side:].any()
        assert not dark[:15].any()
        assert not dark[-15:].any()


@pytest.mark.parametrize("count", [0, 1, 40])
def test_same_lists_give_the_same_bytes(count: int) -> None:
    def made() -> bytes:
        return lists_pdf.render_group_lists(groups(count))

    assert made() == made()


# Pages


def offsets(parts: list[Part]) -> list[list[float]]:
    return [[offset for _, offset in page] for page in paginate(parts, 100)]


def test_a_part_stays_whole_if_a_page_can_hold_it() -> None:
    part = Part([space(30)] * 3, whole=True)
    assert offsets([Part([space(30)]), part]) == [[0], [0, 30, 60]]
    assert offsets([Part([space(30)]), Part([space(30)] * 3)]) == [[0, 30, 60], [0]]


def test_a_title_is_not_left_alone_at_the_foot_of_a_page() -> None:
    part = Part([space(30)] * 3, opening=[space(20)])
    assert offsets([Part([space(40)]), part]) == [[0], [0, 20, 50], [0]]


def test_the_gap_above_a_part_is_left_out_at_the_top_of_a_page() -> None:
    part = Part([space(45)] * 2, gap=10, whole=True)
    assert offsets([part, part]) == [[0, 45], [0, 45]]
    small = Part([space(20)], gap=10)
    assert offsets([small, small]) == [[0, 30]]


def test_heads_are_repeated_and_a_strip_higher_than_a_page_does_no_harm() -> None:
    part = Part([space(60), space(150), space(20)], head=[space(10)], again=[space(5)])
    assert offsets([part]) == [[0, 10], [0, 5, 15], [0, 5, 15]]


@needs_poppler
def test_several_rounds_go_into_one_paper_numbered_through() -> None:
    first, second = groups(20, 2), groups(33, 3)
    pages = pages_of(lists_pdf.render_group_lists(first, second))
    apart = [pages_of(lists_pdf.render_group_lists(one)) for one in (first, second)]
    assert len(pages) == sum(map(len, apart))
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


@needs_poppler
def test_each_room_has_pages_of_its_own_for_the_door() -> None:
    lists = groups(40, 4)
    found = pages_of(lists_pdf.render_room_lists(lists))
    assert len(found) == 4
    for page, group in zip(found, lists.groups, strict=True):
        assert group.room in page
        assert "10 people" in page
        assert all(member.name.split()[0] in page for member in group.members)
    nowhere = GroupLists(lists.heading, (ListedGroup("A"),))
    assert "Room to be named" in text_of(lists_pdf.render_room_lists(nowhere))
