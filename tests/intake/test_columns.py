import pytest

from nexus_desktop.core.people_import import Mapping, SourceRow, Table
from nexus_desktop.intake import columns, headings
from nexus_desktop.intake.columns import BadMapping


def table(
    headers: tuple[str, ...], *rows: tuple[str, ...], heading: bool = True
) -> Table:
    return Table(
        "list.csv",
        headers,
        tuple(SourceRow(number, cells) for number, cells in enumerate(rows, 2)),
        has_heading=heading,
    )


def fields(*headers: str, values: tuple[str, ...] = ()) -> tuple[str | None, ...]:
    rows = (values,) if values else ()
    return columns.propose(table(headers, *rows)).fields


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("FIRST NAME", "last_name"), ("given_name", "family_name")),
        (("Name", "Surname"), ("given_name", "family_name")),
        (("Name", "Vorname"), ("family_name", "given_name")),
        (("Name", "First name", "Last name"),
         ("printed_name", "given_name", "family_name")),
        (("Нэр", "Утас"), ("printed_name", "phone")),
        (("Tên", "Họ"), ("given_name", "family_name")),
        (("Họ và tên (Full name)", "Quốc gia"), ("printed_name", "country")),
        (("姓名 Name", "单位 Organization"), ("printed_name", "organisation")),
        (("Organisation / Company", "Country (home)"), ("organisation", "country")),
        (("Email", "Attendee email"), (None, "email")),
        (("Company", "Company (2)"), ("organisation", None)),
        (("First choice", "2nd choice", "Wish 3"), (None, "wishes", "wishes")),
        (("Full name", "Name"), ("printed_name", None)),
        (("Invoice address name", "Hotel", "Emergency contact phone"), (None,) * 3),
    ],
)  # fmt: skip
def test_headings_are_understood(
    headers: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    assert fields(*headers) == expected


@pytest.mark.parametrize(
    ("value", "field"), [("H.E.", "honorific"), ("Deputy Mayor", "position")]
)
def test_title_is_told_by_its_values(value: str, field: str) -> None:
    assert fields("Name", "Title", values=("Dewi", value))[1] == field


def test_a_title_beside_a_position_that_is_none_stays_unmapped() -> None:
    assert fields("Title", "Position", values=("Deputy Mayor", "x")) == (
        None,
        "position",
    )


def test_lists_with_headings_in_family_first_languages_are_followed() -> None:
    assert columns.propose(table(("Họ", "Tên"))).family_first
    assert columns.propose(table(("姓", "名"))).family_first
    assert not columns.propose(table(("First name", "Surname"))).family_first


def test_columns_that_count_the_rows_are_known() -> None:
    found = columns.propose(table(("No.", "STT", "#", "Name", "Reg. no.")))
    assert found.running == {0, 1, 2}
    assert found.fields[4] == "external_id"


def test_hi_events_numbers_people_by_their_public_id() -> None:
    found = columns.propose(
        table(("ID", "First Name", "Last Name", "Email", "Public ID", "Product Name"))
    )
    assert found.source == "hi.events"
    assert found.fields == (
        None, "given_name", "family_name", "email", "external_id", "role",
    )  # fmt: skip


def test_a_list_without_headings_is_mapped_as_far_as_it_tells() -> None:
    found = columns.propose(
        table(("Column 1", "Column 2"), ("Dewi", "d@example.org"), heading=False)
    )
    assert found.fields == (None, "email")


def test_columns_can_be_sent_elsewhere() -> None:
    source = table(("No.", "Navn", "City", "Attendees"))
    proposed = columns.propose(source)
    wanted = columns.parse_overrides(
        ["navn=printed_name", "City=", "No.=external_id", "Attendees=quantity"]
    )
    found = columns.override(source, proposed, wanted)
    assert found == Mapping(("external_id", "printed_name", None, "quantity"))


def test_what_cannot_be_mapped_is_told() -> None:
    source = table(("Navn",))
    proposed = columns.propose(source)
    with pytest.raises(BadMapping, match=r"no column “Name”. It has: Navn."):
        columns.override(source, proposed, {"Name": "email"})
    with pytest.raises(BadMapping, match="There is no field “nom”"):
        columns.override(source, proposed, {"Navn": "nom"})
    with pytest.raises(BadMapping, match="not of the form COLUMN=FIELD"):
        columns.parse_overrides(["Navn"])
    with pytest.raises(BadMapping, match=r"No column of list.csv seems to hold names"):
        columns.require_names(source, proposed)


def test_no_heading_stands_for_two_fields() -> None:
    seen: dict[str, str] = {}
    for field, known in headings.FIELDS.items():
        for heading in known:
            assert seen.setdefault(headings.fold(heading), field) == field, heading
