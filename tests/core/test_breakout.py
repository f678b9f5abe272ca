from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.breakout import (
    Asked,
    Board,
    BreakoutError,
    Card,
    Group,
    GroupDraft,
    RoundInfo,
    Weights,
    fair_sizes,
    group_count,
    joined,
    letter,
    lettered,
    names_of,
    rule_sentence,
    shares,
    wish_rank,
    wished_groups,
    with_move,
)

NINE = datetime(2014, 11, 5, 1, 0, tzinfo=UTC)
ROUND = RoundInfo(
    "r", "s", 1, "Breakout", "", NINE, NINE, 2, 3, 2, Weights(), published_at=None
)


def board() -> Board:
    ana, bat, cy = Card("a", "Ana"), Card("b", "Bat", pinned=True), Card("c", "Cy")
    return Board(
        ROUND,
        (
            Group("A", GroupDraft("A", "Water"), 1, 2, (bat,)),
            Group("B", GroupDraft("B"), 1, 2, (cy,)),
        ),
        (ana,),
    )


def names(cards: tuple[Card, ...]) -> list[str]:
    return [card.name for card in cards]


def test_groups_are_named_like_the_columns_of_a_spreadsheet() -> None:
    assert [letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_topics_and_rooms_go_to_the_groups_in_order() -> None:
    water, rest = lettered(2, ["Water"], ["Room 1", "Room 2"])
    assert (water.name, water.topic, water.room) == ("A", "Water", "Room 1")
    assert (rest.name, rest.topic, rest.room) == ("B", "", "Room 2")


def test_a_round_without_groups_is_refused() -> None:
    with pytest.raises(BreakoutError, match="at least one group"):
        lettered(0)


def test_a_size_asked_for_becomes_a_number_of_groups() -> None:
    assert group_count(130, 13) == 10
    assert group_count(5, 40) == 1
    assert group_count(3, 0) == 3


def test_an_even_share_differs_by_at_most_one() -> None:
    assert fair_sizes(97, [Asked()] * 9) == ((10, 11),) * 9


def test_a_group_of_its_own_size_leaves_the_rest_to_the_others() -> None:
    assert fair_sizes(20, [Asked(4, 5), Asked(), Asked()]) == ((4, 5), (7, 8), (7, 8))


def test_pinned_people_always_have_a_seat() -> None:
    sizes = fair_sizes(10, [Asked(pinned=6), Asked(), Asked()])
    assert sizes == ((6, 6), (2, 2), (2, 2))
    assert fair_sizes(6, [Asked(2, 3, pinned=4), Asked()]) == ((2, 4), (2, 4))


def test_sizes_that_are_all_asked_for_stay_as_they_are() -> None:
    assert fair_sizes(99, [Asked(1, 2), Asked(3, 4)]) == ((1, 2), (3, 4))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 300),
    st.lists(st.integers(0, 40), min_size=1, max_size=12),
    st.integers(0, 30),
)
def test_even_groups_can_always_seat_everybody(
    people: int, pins: list[int], fixed: int
) -> None:
    asked = [Asked(pinned=pin) for pin in pins]
    if fixed:
        asked.append(Asked(fixed, fixed))
    sizes = fair_sizes(people, asked)
    assert all(0 <= least <= most for least, most in sizes)
    assert all(a.pinned <= most for a, (_, most) in zip(asked, sizes, strict=True))
    if sum(pins) + fixed <= people:
        assert sum(least for least, _ in sizes) <= people
        assert people <= sum(most for _, most in sizes)


def test_wishes_name_groups_by_topic_or_by_letter() -> None:
    groups = {
        "1": GroupDraft("A", "Water"), "2": GroupDraft("B", "Energy"),
        "3": GroupDraft("", "Food"),
    }  # fmt: skip
    assert wished_groups([" energy", "a", "Mars", "B"], names_of(groups)) == ("2", "1")
    assert wish_rank(("2", "1"), "1") == 2
    assert wish_rank(("2", "1"), "3") == 0
    assert wish_rank((), "3") is None


def test_a_person_is_moved_between_groups_and_pinned() -> None:
    after = with_move(board(), "c", "A")
    assert [names(group.cards) for group in after.groups] == [["Bat", "Cy"], []]
    assert after.where("c") == (after.groups[0], Card("c", "Cy", pinned=True))
    assert after.unassigned == board().unassigned


def test_a_person_is_taken_out_of_the_groups_and_no_longer_pinned() -> None:
    after = with_move(board(), "b", None)
    assert names(after.unassigned) == ["Ana", "Bat"]
    assert not any(card.pinned for card in after.cards())


def test_moving_somebody_who_is_not_here_changes_nothing() -> None:
    assert with_move(board(), "nobody", "A") == board()


def test_shares_count_the_most_frequent_value_first() -> None:
    cards = [
        Card(str(i), "", country=c) for i, c in enumerate(["VN", "MN", "VN", "CN"])
    ]
    assert shares(cards, "country") == (("VN", 2), ("CN", 1), ("MN", 1))


def test_texts() -> None:
    assert joined("A", "", "Water") == "A · Water"
    assert board().groups[0].title == "A · Water"
    assert not board().round.published
    trio = ("Ana", "Bat", "Cy")
    assert rule_sentence("together", trio) == "Ana, Bat and Cy sit together"
    assert rule_sentence("apart", trio[:2]) == "Ana and Bat never share a group"
    assert rule_sentence("must", trio[:1], "B") == "Ana must be in group B"
    assert rule_sentence("must not", trio[:1], "B") == "Ana must not be in group B"
