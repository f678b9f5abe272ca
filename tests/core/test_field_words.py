from zoneinfo import ZoneInfo

import pytest

from nexus_desktop.core.field_words import FIELD_WORDS, Reader, Shape, field_words
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.encoding import columns
from nexus_desktop.store.rows import REPLICATED


@pytest.fixture
def reader() -> Reader:
    return Reader(
        ZoneInfo("Asia/Ulaanbaatar"),
        {"TW": "Chinese Taipei"},
        lambda kind, row_id: f"{kind.value} {row_id}",
    )


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.DEVICE}))
def test_every_field_of_every_record_has_words_of_its_own(kind: Kind) -> None:
    names = set(columns(REPLICATED[kind])) - {"removed_at"}
    assert names == set(FIELD_WORDS[kind])
    words = [field_words(kind, name).words for name in names]
    assert len(set(words)) == len(words)
    assert not [said for said in words if "_" in said]


@pytest.mark.parametrize(
    ("shape", "value", "text"),
    [
        (Shape.TEXT, "Hue", "Hue"),
        (Shape.TEXT, 12, "12"),
        (Shape.TEXT, "", "–"),
        (Shape.TEXT, None, "–"),
        (Shape.LIST, [], "–"),
        (Shape.COUNTRY, "MN", "Mongolia"),
        (Shape.COUNTRY, "TW", "Chinese Taipei"),
        (Shape.FORM, "visit", "Visit"),
        (Shape.MOMENT, "2014-06-23T01:30:00.000000+00:00", "2014-06-23 09:30"),
        (Shape.DAY, "2014-12-12", "2014-12-12"),
        (Shape.YES, True, "Yes"),
        (Shape.YES, False, "No"),
        (Shape.LIST, [1, 4], "1, 4"),
        (Shape.PAIRS, {"T-shirt": "M", "Hotel": "Blue Sky"},
         "Hotel: Blue Sky; T-shirt: M"),
        (Shape.PERSON, "p1", "participant p1"),
        (Shape.PEOPLE, ["p1", "p2"], "participant p1, participant p2"),
        (Shape.GROUP, "g", "group g"),
        (Shape.SESSION, "s", "session s"),
        (Shape.GONE, None, "It counts"),
        (Shape.GONE, "2014-06-23T01:30:00.000000+00:00", "Taken away"),
        (Shape.WHOLE, {"a": {"b": 1}}, "As Bat left it"),
    ],
)  # fmt: skip
def test_a_value_reads_as_people_write_it(
    reader: Reader, shape: Shape, value: object, text: str
) -> None:
    assert reader.read(shape, value, "Bat") == text


def test_what_nobody_named_was_left_by_somebody(reader: Reader) -> None:
    assert reader.read(Shape.WHOLE, {}, "") == "As somebody left it"


def test_whether_a_record_counts_is_a_field_of_all_kinds() -> None:
    assert field_words(Kind.SEAT, "removed_at").shape is Shape.GONE


def test_a_field_that_people_never_see_is_not_called_by_its_column() -> None:
    assert "voucher" not in field_words(Kind.DEVICE, "voucher").words
