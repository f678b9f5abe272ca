import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MN", "MN"),
        ("mn", "MN"),
        ("MNG", "MN"),
        ("mongolia", "MN"),
        ("Монгол Улс", "MN"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("VIỆT NAM", "VN"),
        ("Viê\u0323t Nam", "VN"),
        ("Lao PDR", "LA"),
        ("Lao P.D.R.", "LA"),
        ("South Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("대한민국", "KR"),
        ("中国", "CN"),
        ("Iran (Islamic Republic of)", "IR"),
        ("The Netherlands", "NL"),
        ("Cote d’Ivoire", "CI"),
        ("Trinidad & Tobago", "TT"),
        ("ประเทศไทย", "TH"),
        ("भारत", "IN"),
        (" Philippines ", "PH"),
        ("Germany", "DE"),
    ],
)
def test_a_country_is_understood_however_it_is_written(text: str, code: str) -> None:
    assert countries.code_of(text) == code


@pytest.mark.parametrize("text", ["", " ", "-", "Asia", "Naga", "XX", "12"])
def test_what_names_no_country_has_no_code(text: str) -> None:
    assert countries.code_of(text) == ""


def test_every_country_is_there_once() -> None:
    names = countries.names()
    assert len(names) == 249
    assert len(set(names.values())) == 249
    assert all(len(code) == 2 and code.isupper() for code in names)


def test_no_spelling_means_two_countries() -> None:
    spellings = [
        (countries._folded(spelling), code)
        for code, others in countries._entries()
        for spelling in (code, *others)
    ]
    wrong = [pair for pair in spellings if countries._codes()[pair[0]] != pair[1]]
    assert wrong == []


def test_three_letter_codes_are_three_letters_and_differ() -> None:
    codes = [spellings[0] for _, spellings in countries._entries()]
    assert len(set(codes)) == 249
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_the_name_is_iso_s_unless_the_workshop_prints_its_own() -> None:
    assert countries.name("VN") == "Viet Nam"
    assert countries.name("VN", {"VN": "Vietnam"}) == "Vietnam"
    assert countries.name("VN", {"VN": ""}) == "Viet Nam"
    assert countries.name("", {}) == ""
    assert countries.name("XK") == "XK"


@settings(max_examples=60)
@given(st.sampled_from(sorted(countries.names())))
def test_every_name_leads_back_to_its_code(code: str) -> None:
    assert countries.code_of(countries.name(code)) == code
    assert countries.code_of(countries.name(code).upper()) == code


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_any_text_is_taken(text: str) -> None:
    assert countries.code_of(text) in {"", *countries.names()}


@pytest.mark.parametrize(
    ("text", "names", "code"),
    [
        ("jap", ("Japan",), "JP"),
        ("Mongol", ("Mongolia",), "MN"),
        ("монг", ("Mongolia",), "MN"),
        ("niger", ("Niger", "Nigeria"), "NE"),
        ("nige", ("Niger", "Nigeria"), ""),
        ("ja", (), ""),
        ("zzz", (), ""),
        ("", (), ""),
    ],
)
def test_a_country_is_known_by_its_beginning(
    text: str, names: tuple[str, ...], code: str
) -> None:
    assert countries.beginning(text) == names
    assert countries.completed(text) == code
