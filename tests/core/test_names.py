import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import names


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ma. Luisa\t Santos-Reyes ", "Ma. Luisa Santos-Reyes"),
        ("Line\nbreak", "Line break"),
        ("Zero\x00Byte", "ZeroByte"),
        ("\u202eevil\u202c", "evil"),
        ("Le\u0302", "Lê"),
        ("\ufeffName", "Name"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("McDONALD van der Berg", "McDONALD van der Berg"),
    ],
)
def test_a_name_is_cleaned_but_never_recased(text: str, cleaned: str) -> None:
    assert names.clean(text) == cleaned


@pytest.mark.parametrize("text", ["Zero\x00Byte", "\u202eevil", "A\u2066B"])
def test_hidden_signs_are_noticed(text: str) -> None:
    assert names.hides_signs(text)


@pytest.mark.parametrize("text", ["Line\nbreak", "Tab\tbed", "José", "ශ්\u200dරී"])
def test_spaces_and_joiners_are_no_hidden_signs(text: str) -> None:
    assert not names.hides_signs(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Дорж, Batbayar", ("Batbayar", "Дорж")),
        ("dela Cruz, José", ("José", "dela Cruz")),
        ("Müller,Jürgen", ("Jürgen", "Müller")),
        ("Dewi", None),
        ("Dewi,", None),
        (", Dewi", None),
        ("", None),
        ("Maria Santos, PhD", None),
        ("Juan Cruz, Jr.", None),
        ("Santos, Maria, PhD", None),
    ],
)
def test_surname_comma_given_is_taken_apart(
    text: str, parts: tuple[str, str] | None
) -> None:
    assert names.split(text) == parts


@pytest.mark.parametrize(
    ("given_name", "family_name", "country", "printed"),
    [
        ("Jürgen", "von Weizäcker", "DE", "Jürgen von Weizäcker"),
        ("Quốc Khánh", "Lê", "VN", "Lê Quốc Khánh"),
        ("小明", "欧阳", "", "欧阳小明"),
        ("민수", "김", "KR", "김민수"),
        ("花子", "渡邉", "JP", "渡邉花子"),
        ("Hyun", "Kim", "KR", "Kim Hyun"),
        ("Sarantuya", "Ganbold", "MN", "Sarantuya Ganbold"),
        ("Сарантуяа", "Ганболдын", "MN", "Ганболдын Сарантуяа"),
        ("Batbayar", "Дорж", "MN", "Batbayar Дорж"),
        ("Иван", "Иванов", "RU", "Иван Иванов"),
        ("Ratna", "", "ID", "Ratna"),
        ("", "Suharto", "ID", "Suharto"),
        ("", "", "", ""),
    ],
)
def test_a_printed_name_is_put_together_by_custom(
    given_name: str, family_name: str, country: str, printed: str
) -> None:
    assert names.together(given_name, family_name, country=country) == printed


def test_a_list_that_writes_family_names_first_is_followed() -> None:
    assert names.together("Thảo", "Lê", family_first=True) == "Lê Thảo"


def test_words_do_not_depend_on_order_case_accents_or_hyphens() -> None:
    assert names.words("Nguyễn Văn Đức") == names.words("VAN DUC, NGUYEN")
    assert names.words("Min-su Li") == names.words("li min su")
    assert names.words("राम") != names.words("रीम")


@pytest.mark.parametrize(
    ("text", "latin"),
    [("Lê Văn Đức", True), ("O'Neil 3rd", True), ("Дорж", False), ("Li 李", False)],
)
def test_latin_names_are_told_from_others(text: str, latin: bool) -> None:
    assert names.is_latin(text) is latin


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_cleaning_is_final_and_composed(text: str) -> None:
    cleaned = names.clean(text)
    assert names.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not names.hides_signs(cleaned)


_PART = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@settings(max_examples=100)
@given(_PART, _PART, st.sampled_from(["", "VN", "DE", "MN", "CN"]))
def test_nothing_is_lost_or_recased_in_a_printed_name(
    given_name: str, family_name: str, country: str
) -> None:
    printed = names.together(given_name, family_name, country=country)
    assert sorted(printed.split()) == sorted([given_name, family_name])
