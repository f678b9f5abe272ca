import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.people_import import (
    Candidate,
    Mapping,
    RowNote,
    SourceRow,
    Table,
)
from nexus_desktop.core.people_rows import candidates

Taken = tuple[tuple[Candidate, ...], tuple[RowNote, ...]]


def read(columns: dict[str, str | None], *rows: tuple[str, ...]) -> Taken:
    """Read rows under headings that are mapped as `columns` says."""
    return candidates(table_of(columns, *rows), Mapping(fields=tuple(columns.values())))


def table_of(columns: dict[str, str | None], *rows: tuple[str, ...]) -> Table:
    return Table(
        name="list.csv",
        headers=tuple(columns),
        rows=tuple(SourceRow(number, cells) for number, cells in enumerate(rows, 2)),
    )


def one(columns: dict[str, str | None], *cells: str) -> Candidate:
    taken, refused = read(columns, cells)
    assert refused == ()
    return taken[0]


def reason(columns: dict[str, str | None], *cells: str) -> str:
    taken, refused = read(columns, cells)
    assert taken == ()
    return refused[0].reason


PARTS: dict[str, str | None] = {"First": "given_name", "Last": "family_name"}
WHOLE: dict[str, str | None] = {"Name": "printed_name"}


def test_parts_make_the_printed_name() -> None:
    person = one(PARTS, " Văn Đức ", "Lê")
    assert person.name == "Văn Đức Lê"
    assert person.is_composed
    assert person.values["family_name"] == "Lê"


def test_the_country_of_the_row_decides_on_the_order() -> None:
    assert one({**PARTS, "Land": "country"}, "Văn Đức", "Lê", "Vietnam").name == (
        "Lê Văn Đức"
    )


def test_the_list_decides_on_the_order_when_it_says_so() -> None:
    table = table_of(PARTS, ("Батбаяр", "Дорж"))
    mapping = Mapping(fields=tuple(PARTS.values()), family_first=True)
    ((person,), _) = candidates(table, mapping)
    assert person.name == "Дорж Батбаяр"


def test_a_whole_name_is_kept_as_it_stands() -> None:
    person = one({**WHOLE, **PARTS}, "Minh Tuấn Đặng", "Minh Tuấn", "Đặng")
    assert person.name == "Minh Tuấn Đặng"
    assert not person.is_composed


def test_surname_comma_given_is_understood() -> None:
    person = one(WHOLE, "Müller, Jürgen")
    assert person.name == "Jürgen Müller"
    assert person.values["given_name"] == "Jürgen"
    assert person.is_composed


def test_surname_comma_given_is_understood_beside_its_parts() -> None:
    person = one({**WHOLE, **PARTS}, "Müller, Jürgen", "Jürgen", "Müller")
    assert person.name == "Jürgen Müller"


def test_another_comma_stays_beside_the_parts() -> None:
    person = one({**WHOLE, **PARTS}, "Müller, J.", "Jürgen", "Müller")
    assert person.name == "Müller, J."


def test_a_native_name_is_kept_beside_a_latin_one() -> None:
    person = one({**WHOLE, **PARTS}, "Wang Xiaoming", "小明", "王")
    assert (person.name, person.values["native_name"]) == ("Wang Xiaoming", "王小明")


def test_a_native_name_alone_is_the_printed_one() -> None:
    person = one({"Native": "native_name"}, "王小明")
    assert person.name == "王小明"
    assert "native_name" not in one(PARTS, "小明", "王").values
    assert "native_name" not in one(PARTS, "Batbayar", "Дорж").values


def test_empty_cells_say_nothing() -> None:
    person = one({**WHOLE, "E-mail": "email", "Notes": None}, "Dewi", " ", "")
    assert person.values == {"printed_name": "Dewi"}
    assert person.extra == {}


def test_unmapped_columns_are_kept() -> None:
    columns: dict[str, str | None] = {**WHOLE, "Room sharing": None, "No.": None}
    mapping = Mapping(fields=tuple(columns.values()), running=frozenset({2}))
    ((person,), _) = candidates(table_of(columns, ("Dewi", "yes", "7")), mapping)
    assert person.extra == {"Room sharing": "yes", "No.": "7"}
    assert person.running == {"No."}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("country", "South Korea", "KR"),
        ("email", "Dewi <dewi@example.org>", "dewi@example.org"),
        ("email", "a@example.org; b@example.org", "a@example.org"),
        ("gender", "Female", "F"),
        ("gender", "Nữ", "F"),
        ("gender", "эрэгтэй", "M"),
        ("gender", "男", "M"),
        ("gender", "non-binary", "non-binary"),
        ("status", "Withdrawn", "cancelled"),
        ("status", "Not Attending", "cancelled"),
        ("status", "checked_in", "expected"),
        ("languages", "English, Монгол / 中文", ("English", "Монгол", "中文")),
        ("wishes", "Water; Energy; Water", ("Water", "Energy")),
        ("phone", "+976 7338", "+976 7338"),
    ],
)
def test_a_cell_is_read_as_its_field(field: str, cell: str, value: object) -> None:
    assert one({**WHOLE, "Column": field}, "Dewi", cell).values[field] == value


@pytest.mark.parametrize(
    ("field", "cell", "note"),
    [
        ("country", "Asia", "“Asia” names no country. It is kept under “Column”."),
        ("email", "not-an-email", "“not-an-email” is not an e-mail address."),
        ("email", f"{'x' * 300}@example.org", "is not an e-mail address."),
        ("status", "perhaps", "does not say whether the person comes."),
        ("quantity", "many", "“many” is no number of people."),
    ],
)
def test_what_a_field_cannot_hold_costs_no_row(
    field: str, cell: str, note: str
) -> None:
    person = one({**WHOLE, "Column": field}, "Dewi", cell)
    assert field not in person.values
    assert person.extra == {"Column": cell}
    assert note in person.notes[0]


def test_several_columns_go_to_one_field() -> None:
    columns: dict[str, str | None] = {
        **WHOLE, "Order": "external_id", "Place": "external_id", "Topic 1": "wishes",
        "Topic 2": "wishes", "Job": "position", "Rank": "position", "Sex": "gender",
        "Land": "country", "Nation": "country",
    }  # fmt: skip
    cells = ("Dewi", "A1", "2", "Water", "Water; Food", "Head", "Head", "F", "ID", "MN")
    values = one(columns, *cells).values
    assert values["external_id"] == "A1-2"
    assert values["wishes"] == ("Water", "Food")
    assert values["position"] == "Head"
    assert values["country"] == "ID"


def test_a_row_for_several_people_gives_as_many() -> None:
    columns: dict[str, str | None] = {
        **WHOLE, "Quantity": "quantity", "Org": "organisation", "No": "external_id",
        "E-mail": "email", "Hotel": None,
    }  # fmt: skip
    cells = ("Siti", "3", "City of Naga", "7", "s@example.org", "Plaza")
    (siti, second, third), refused = read(columns, cells)
    assert refused == ()
    assert siti.notes == ("The row stands for 3 people: 2 guests without a name yet.",)
    assert not siti.is_guest
    assert (second.name, third.name) == ("Guest 2 of Siti", "Guest 3 of Siti")
    assert second.is_guest
    assert second.values == {
        "printed_name": "Guest 2 of Siti", "organisation": "City of Naga",
        "party": "Siti", "external_id": "7/2",
        "attention": "Came with the registration of Siti: ask for the name",
    }  # fmt: skip
    assert second.extra == {}


@pytest.mark.parametrize(
    ("count", "guests"), [("0", 0), ("1", 0), ("2", 1), ("51", 50)]
)
def test_as_many_guests_come_as_the_row_says(count: str, guests: int) -> None:
    found, _ = read({**WHOLE, "Quantity": "quantity"}, ("Siti", count))
    assert sum(person.is_guest for person in found) == guests


def test_a_row_for_a_crowd_gives_one_and_says_so() -> None:
    person = one({**WHOLE, "Quantity": "quantity"}, "Siti", "200")
    assert person.notes == ("The row stands for 200 people; only one is taken.",)


def test_a_column_can_be_left_out() -> None:
    person = one({**WHOLE, "Secret": "leave out"}, "Siti", "s3cr3t")
    assert (person.values, person.extra) == ({"printed_name": "Siti"}, {})


@pytest.mark.parametrize(
    ("cell", "value"),
    [("No", None), ("Nein", None), ("Ja", "Requires special attention"),
     ("A chair", "A chair")],
)  # fmt: skip
def test_a_mark_for_attention_is_a_sentence(cell: str, value: str | None) -> None:
    person = one({**WHOLE, "Note": "attention"}, "Siti", cell)
    assert person.values.get("attention") == value


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", ()), ("No", ()), ("Attending", ()),
        ("Yes", ("Checked in there already; here still to come.",)),
        ("CHECKED_IN", ("Checked in there already; here still to come.",)),
        ("2014-11-05 08:41",
         ("Checked in there already (2014-11-05 08:41); here still to come.",)),
    ],
)  # fmt: skip
def test_who_was_checked_in_by_another_tool_is_told(
    cell: str, said: tuple[str, ...]
) -> None:
    columns: dict[str, str | None] = {**WHOLE, "Checked in": None}
    mapping = Mapping(fields=tuple(columns.values()), checked_in=frozenset({1}))
    ((person,), _) = candidates(table_of(columns, ("Siti", cell)), mapping)
    assert person.notes == said


def test_long_texts_are_cut_and_the_note_says_so() -> None:
    person = one({**WHOLE, "Org": "organisation", "Notes": None},
                 "Dewi", "x" * 5000, "y" * 5000)  # fmt: skip
    assert person.values["organisation"] == "x" * 299 + "…"
    assert person.notes == ("“Org” has 5,000 letters; 300 are kept.",)
    assert len(person.extra["Notes"]) == 2000


def test_hidden_signs_in_a_name_are_taken_out_and_noted() -> None:
    person = one(PARTS, "Zero\x00Byte", "\u202eevil")
    assert person.name == "ZeroByte evil"
    assert len(person.notes) == 2


def test_damaged_letters_are_noted() -> None:
    person = one(PARTS, "J\ufffdrgen", "Müller")
    assert person.notes == ("A letter under “First” is damaged: J\ufffdrgen.",)


def test_formulas_and_markup_are_plain_text() -> None:
    assert one(PARTS, "=cmd|' /C calc'!A0", "<b>Bold</b>").name == (
        "=cmd|' /C calc'!A0 <b>Bold</b>"
    )


def test_rows_that_name_nobody_are_refused() -> None:
    columns: dict[str, str | None] = {**WHOLE, "E-mail": "email"}
    assert reason(columns, "", "a@example.org") == "No name stands in this row."
    assert reason(columns, "—", "") == "No name stands in this row."
    assert reason(columns, "", " ") == "Nothing stands in this row."


def test_a_name_of_a_hundred_thousand_letters_is_refused() -> None:
    assert reason(WHOLE, "x" * 100_000) == (
        "A name of 100,000 letters stands under “Name”."
    )


def test_faults_of_the_file_stand_among_the_refused() -> None:
    fault = RowNote(9, "It has 2 cells where the headings have 3.")
    table = Table("list.csv", ("Name",), (), faults=(fault,))
    assert candidates(table, Mapping(fields=("printed_name",))) == ((), (fault,))


@settings(max_examples=80)
@given(st.lists(st.text(max_size=20), min_size=3, max_size=3))
def test_any_text_is_taken_or_refused_with_a_reason(cells: list[str]) -> None:
    columns: dict[str, str | None] = {**PARTS, "E-mail": "email"}
    taken, refused = read(columns, tuple(cells))
    assert len(taken) + len(refused) == 1
    for candidate in taken:
        assert candidate.name.strip()
    for note in refused:
        assert note.reason
