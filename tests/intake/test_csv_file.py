from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.intake import csv_file
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import to_table


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in csv_file.read(data, "list.csv").rows]


LIST = "Name;Cơ quan;Chức vụ\r\nLê Đức;Sở Xây dựng;Giám đốc\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read(encoding: str) -> None:
    assert cells(LIST.encode(encoding))[0] == ("Name", "Cơ quan", "Chức vụ")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_are_read_without_a_mark(encoding: str) -> None:
    assert cells("Name;Org\nDewi;Bộ\n".encode(encoding))[1] == ("Dewi", "Bộ")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "姓名,单位,职务\n王小明,市人民政府,主任\n"),
        ("cp1251", "Овог,Нэр,Байгууллага\nДорж,Батбаяр,Нийслэл\n"),
        ("cp1252", "Nachname,Vorname,Firma\nMüller,Jürgen,Weizäcker GmbH\n"),
        ("utf-8", "ชื่อ,Email\nสมชาย ศรีสุวรรณ,a@example.org\n"),
    ],
)
def test_old_encodings_are_told_by_the_headings(encoding: str, text: str) -> None:
    found = csv_file.read(text.encode(encoding), "list.csv")
    assert ",".join(found.rows[1].cells) == text.splitlines()[1]
    assert found.encoding[:5] == encoding[:5]  # cp1250 and cp1252 agree on "ü"


def test_one_damaged_letter_does_not_spoil_the_others() -> None:
    people = "".join(f"Đặng Quốc Khánh {n};Sở Xây dựng;Giám đốc\r\n" for n in range(9))
    data = (LIST + people).encode().replace("Lê".encode(), b"L\xea")
    found = csv_file.read(data, "list.csv")
    assert found.encoding == "utf-8"
    assert found.rows[1].cells[0] == "L\ufffd Đức"
    assert found.rows[2].cells[0] == "Đặng Quốc Khánh 0"


def test_letters_are_composed() -> None:
    assert cells("Name,Org\nLe\u0302 Du\u031b\u0301c,X\n".encode())[1][0] == "Lê Dức"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [("Name", "E-mail"), ("Cruz, José; Jr", "a@example.org"), ("B", "b@e.org")]
    text = "".join(f'"{a}"{delimiter}{b}\n' for a, b in rows)
    assert cells(text.encode()) == rows


def test_a_line_that_names_the_delimiter_is_followed() -> None:
    found = csv_file.read(b"sep=;\r\nName;Org, Ltd\r\nDewi;X\r\n", "list.csv")
    assert [(row.number, row.cells) for row in found.rows][1:] == [
        (2, ("Name", "Org, Ltd")),
        (3, ("Dewi", "X")),
    ]


def test_a_single_column_is_a_list() -> None:
    assert cells(b"Name\nDewi\n\nBudi\n") == [("Name",), ("Dewi",), (), ("Budi",)]


def test_lines_may_break_inside_quotes() -> None:
    assert cells(b'Name,Org\nDewi,"Line\nbreak"\n')[1] == ("Dewi", "Line\nbreak")


def test_a_quotation_mark_inside_a_cell_is_text() -> None:
    assert cells(b'Name,Org\n"Dewi "Wi" S",X\n')[1] == ('Dewi Wi" S"', "X")


def test_a_quotation_mark_never_closed_is_named_with_its_row() -> None:
    with pytest.raises(BadFile, match=r"from row 3 on: a quotation mark"):
        csv_file.read(b'Name,Org\nA,B\n"Dewi,X\nBudi,Y\n', "list.csv")


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 100, b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n" + bytes(200)],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile, match=r"holds no text that can be read"):
        csv_file.read(data, "list.csv")


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BadFile):
        table = to_table(csv_file.read(data, "list.csv"))
        assert all(len(row.cells) == len(table.headers) for row in table.rows)
