import uuid
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.ids import id_of, new_id

PARTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")), max_size=3
)
LATE = datetime(2999, 12, 31, tzinfo=UTC)


@given(PARTS)
def test_the_same_thing_has_the_same_key_and_it_is_a_uuid(parts: list[str]) -> None:
    made = id_of(*parts)
    assert made == id_of(*parts) == str(uuid.UUID(made))
    assert (uuid.UUID(made).version, uuid.UUID(made).variant) == (8, uuid.RFC_4122)


@given(PARTS, PARTS)
def test_two_things_have_two_keys(one: list[str], other: list[str]) -> None:
    assert (id_of(*one) == id_of(*other)) == (one == other)


@given(PARTS)
def test_a_key_made_of_its_thing_sorts_after_every_key_made_by_time(
    parts: list[str],
) -> None:
    assert id_of(*parts) > new_id(LATE)
