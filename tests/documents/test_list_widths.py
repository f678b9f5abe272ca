"""Columns share the width of the paper so that words stay whole."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.documents.list_widths import SIZES, Wish, shared, widths
from nexus_desktop.documents.people_list_pdf import frame_of
from tests.core.lists.samples import crowd

NEAR = 0.01
wishes = st.lists(
    st.builds(
        lambda least, more, grows: Wish(least, least + more, grows),
        st.floats(1, 90), st.floats(0, 200), st.booleans(),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@given(wishes=wishes, room=st.floats(1, 1500))
def test_the_room_is_shared_out_and_never_more(wishes: list[Wish], room: float) -> None:
    found = shared(wishes, room)
    assert len(found) == len(wishes)
    assert sum(found) <= room + NEAR
    if sum(wish.best for wish in wishes) >= room or any(w.grows for w in wishes):
        assert sum(found) >= room - NEAR


@given(wishes=wishes, room=st.floats(1, 1500))
def test_nobody_gets_less_than_the_least_while_there_is_room(
    wishes: list[Wish], room: float
) -> None:
    if sum(wish.least for wish in wishes) <= room:
        found = zip(shared(wishes, room), wishes, strict=True)
        assert all(width >= wish.least - NEAR for width, wish in found)


def test_nothing_is_shared_among_columns_that_want_nothing() -> None:
    assert shared([Wish(0, 0, grows=False)], 0) == (0.0,)


def chosen(*columns: str, across: bool = False) -> tuple[float, bool]:
    table = compile_list(crowd(60), ListChoices("participants", columns=columns))
    found = widths(table, frame_of("A4", across=across).measure)
    assert len(found.columns) == len(table.columns)
    assert (
        found.places[-1][0] + found.columns[-1] <= frame_of("A4", across=across).measure
    )
    return found.size, found.crowded


def test_few_columns_have_the_largest_type_and_many_a_smaller_one() -> None:
    assert chosen("number", "printed_name") == (SIZES[0], False)
    many = (
        "number", "printed_name", "native_name", "work", "city", "country", "category",
        "email", "phone", "days",
    )  # fmt: skip
    size, crowded = chosen(*many)
    assert size < SIZES[0]
    assert not crowded
    assert chosen(*many, across=True)[0] >= size


def test_too_many_columns_are_told() -> None:
    every = (
        "number", "printed_name", "native_name", "organisation", "position", "city",
        "country", "category", "email", "phone", "days", "signature", "morning",
        "afternoon", "remarks", "groups", "work",
    )  # fmt: skip
    assert chosen(*every) == (SIZES[-1], True)
