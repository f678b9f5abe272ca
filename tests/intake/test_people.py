"""Every sample list is read as a person would read it."""

from pathlib import Path

import pytest

from nexus_desktop.core.people_import import Candidate, Mapping, RowNote, Table
from nexus_desktop.core.people_rows import candidates
from nexus_desktop.intake import columns, people
from nexus_desktop.intake.problems import BadFile

CASES = Path(__file__).parent.parent / "data" / "cases"


def read(name: str) -> tuple[Table, Mapping]:
    table = people.read(CASES / name)
    return table, columns.propose(table)


def taken(name: str) -> tuple[list[Candidate], list[RowNote]]:
    found, refused = candidates(*read(name))
    return list(found), list(refused)


@pytest.mark.parametrize(
    ("name", "encoding", "count", "first"),
    [
        ("china_gb18030.csv", "gb18030", 30, "王伟"),
        ("mongolia_cp1251.csv", "cp1251", 40, "Ганболдын Батбаяр"),
        ("vietnam_utf16.csv", "utf-16", 30, "Lê Quốc Khánh"),
        ("eventbrite_uk.csv", "utf-8", 42, "Batbayar Дорж"),
        ("indico_import_no_header.csv", "utf-8", 30, "Batbayar Дорж"),
        ("indico_registrations.csv", "utf-8-sig", 50, "Batbayar Дорж"),
        ("pretix_positions.csv", "utf-8", 60, "Batbayar Дорж"),
        ("people_5000.csv", "utf-8", 5000, "Arvind Patel"),
        ("organisers_list.xlsx", "xlsx", 131, "Batbayar Дорж"),
    ],
)
def test_every_sample_list_is_read(
    name: str, encoding: str, count: int, first: str
) -> None:
    table, _ = read(name)
    found, refused = taken(name)
    assert table.encoding == encoding
    assert (len(found), len(refused)) == (count, 0)
    assert found[0].name == first


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "empty.csv is empty: there is no list in it."),
        ("only_header.csv", "only_header.csv has headings, but nobody is listed"),
        ("random.csv", "random.csv is not a list: it holds no text that can be read."),
        ("not_a_workbook.xlsx", "not_a_workbook.xlsx is not an Excel workbook"),
        ("missing.csv", "missing.csv can't be read: No such file or directory."),
    ],
)
def test_a_broken_file_is_explained_in_a_sentence(name: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        people.read(CASES / name)
    assert sentence in str(caught.value)


def test_files_of_other_programs_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(BadFile, match=r"neither CSV nor an Excel workbook"):
        people.read(path)


def test_a_huge_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Name\n" + b"x" * 100)
    monkeypatch.setattr(people, "_SIZE_LIMIT", 50)
    with pytest.raises(BadFile, match=r"larger than"):
        people.read(path)


def test_headings_in_four_languages_are_mapped() -> None:
    assert read("vietnam_utf16.csv")[1] == Mapping(
        ("family_name", "given_name", "organisation", "position", "city", "email"),
        family_first=True,
    )
    assert read("china_gb18030.csv")[1].fields[:2] == ("family_name", "given_name")
    assert read("mongolia_cp1251.csv")[1].fields == (
        "family_name", "given_name", "organisation", "position", "email",
    )  # fmt: skip


def test_the_organisers_workbook_is_read_below_its_title() -> None:
    table, mapping = read("organisers_list.xlsx")
    assert table.sheet == "Registration"
    assert table.headers[:3] == ("No.", "Title", "First Name")
    assert dict(zip(table.headers, mapping.fields, strict=True)) == {
        "No.": None, "Title": "honorific", "First Name": "given_name",
        "Family name": "family_name", "Name in own language": "native_name",
        "Sex (F/M)": "gender", "Country": "country", "City": "city",
        "Category": "category", "Organization": "organisation",
        "Position": "position", "E-mail": "email", "Mobile": "phone",
        "Dietary": "dietary", "Topic 1": "wishes", "Topic 2": "wishes",
        "Topic 3": "wishes", "Room sharing": None,
    }  # fmt: skip
    assert mapping.running == {0}
    first = taken("organisers_list.xlsx")[0][0]
    assert first.row == 4
    assert first.values["wishes"] == ("Governance", "Energy", "Water")
    last = taken("organisers_list.xlsx")[0][-1]
    assert last.row == 135
    assert last.values["organisation"] == '=HYPERLINK("http://example.org")'


def test_repeated_headings_of_pretix_are_the_invoice_s() -> None:
    table, mapping = read("pretix_positions.csv")
    fields = dict(zip(table.headers, mapping.fields, strict=True))
    assert mapping.source == "pretix"
    assert (fields["Company"], fields["City"], fields["Country"]) == (
        "organisation", "city", "country",
    )  # fmt: skip
    assert all(fields[f"{name} (2)"] is None for name in ("Company", "City", "Country"))
    assert (fields["Attendee email"], fields["Email"]) == ("email", None)
    found, _ = taken("pretix_positions.csv")
    assert found[0].values["external_id"] == "A0001-1"
    assert found[0].extra["Company (2)"] == "Invoice Ltd"
    assert sum(row.values["status"] == "cancelled" for row in found) == 8


def test_indico_registrations_are_understood() -> None:
    _, mapping = read("indico_registrations.csv")
    found, _ = taken("indico_registrations.csv")
    assert mapping.source == "indico"
    assert found[0].values["family_name"] == "Дорж"
    assert found[0].values["status"] == "cancelled"
    assert {row.name for row in found} >= {"Dewi", "Anan Chaiyaporn"}


def test_six_columns_without_headings_are_indico_s() -> None:
    table, mapping = read("indico_import_no_header.csv")
    assert not table.has_heading
    assert mapping == Mapping(
        ("given_name", "family_name", "organisation", "position", "phone", "email"),
        source="indico",
        recognised="Indico: list to import",
    )


def test_eventbrite_rows_may_stand_for_several_people() -> None:
    found, _ = taken("eventbrite_uk.csv")
    several = [row for row in found if row.notes]
    assert [(row.row, row.name, row.values["external_id"]) for row in several] == [
        (8, "Siti Santoso", "5007"),
        (8, "Guest 2 of Siti Santoso", "5007/2"),
        (8, "Guest 3 of Siti Santoso", "5007/3"),
    ]
    assert {row.values["party"] for row in several} == {"Siti Santoso"}
    assert sum(row.values["status"] == "cancelled" for row in found) > 5


def test_hostile_text_is_plain_text() -> None:
    found, refused = taken("injection.csv")
    assert [row.name for row in found] == [
        "=cmd|' /C calc'!A0 <b>Bold</b> & Co",
        "Robert'); DROP TABLE participant;-- evil",
        "Ok Person",
        "ZeroByte Tab bed",
    ]
    assert refused == [RowNote(4, "Nothing stands in this row.")]
    assert found[2].extra == {"Email": "not-an-email"}
    assert "not an e-mail address" in found[2].notes[0]
    assert found[3].values["organisation"] == "Line break"


@pytest.mark.parametrize(
    ("name", "recognised", "came", "cancelled"),
    [
        ("pretix_checkin_list.csv", "pretix: check-in list", 2, 0),
        ("pretix_checkin_list_german.csv", "pretix: check-in list", 2, 0),
        ("pretix_positions_german.csv", "pretix: order positions", 0, 1),
        ("pretix_positions.csv", "pretix: order positions", 0, 8),
        ("eventbrite_us.csv", "Eventbrite: attendees (US)", 2, 6),
        ("hi_events.csv", "Hi.Events: attendees", 2, 1),
    ],
)
def test_an_export_is_recognised_with_its_statuses(
    name: str, recognised: str, came: int, cancelled: int
) -> None:
    assert read(name)[1].recognised == recognised
    found, refused = taken(name)
    assert refused == []
    notes = [note for row in found for note in row.notes]
    assert sum("Checked in there already" in note for note in notes) == came
    statuses = [row.values.get("status") for row in found]
    assert statuses.count("cancelled") == cancelled


def test_both_languages_of_pretix_say_the_same() -> None:
    english, _ = taken("pretix_checkin_list.csv")
    german, _ = taken("pretix_checkin_list_german.csv")
    fields = ("printed_name", "family_name", "email", "organisation", "attention")
    for one, other in zip(english, german, strict=True):
        assert [one.values.get(f) for f in fields] == [
            other.values.get(f) for f in fields
        ]
        assert one.values["role"] != other.values["role"]
    asking = [row.name for row in english if "attention" in row.values]
    assert asking == ["Bolormaa Дорж"]
    positions, _ = taken("pretix_positions_german.csv")
    assert positions[1].values["external_id"] == "B0000-2"
    assert positions[1].extra["Firma (2)"] == "Rechnung GmbH"


def test_a_job_called_position_is_no_number_of_a_ticket(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    head = "Order code,Attendee name,Product,Position\n"
    path.write_text(head + "A1,Dewi,Speaker,Mayor\n", "utf-8")
    table = people.read(path)
    mapping = columns.propose(table)
    assert mapping.recognised == "pretix: check-in list"
    assert mapping.fields == (None, "printed_name", "role", "position")


def test_what_opens_the_door_of_another_tool_is_not_kept() -> None:
    for name in ("pretix_checkin_list.csv", "eventbrite_us.csv"):
        found, _ = taken(name)
        kept = [text for row in found for text in row.extra.values()]
        assert not [text for text in kept if text.startswith(("s3cr3t", "99000"))]
