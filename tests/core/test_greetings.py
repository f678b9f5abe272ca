import pytest

from nexus_desktop.core import greetings
from nexus_desktop.core.countries import names
from nexus_desktop.core.greetings import greeting
from nexus_desktop.documents import fonts


@pytest.mark.parametrize(
    ("native_name", "country", "said"),
    [
        ("Ганболдын Сарантуяа", "MN", "Тавтай морилно уу"),
        ("Сергей Иванов", "RU", "Добро пожаловать"),
        ("Сергей Иванов", "", "Добро пожаловать"),
        ("สมชาย ศรีสุวรรณ", "TH", "ยินดีต้อนรับ"),
        ("สมชาย ศรีสุวรรณ", "US", "ยินดีต้อนรับ"),
        ("王小明", "CN", "欢迎"),
        ("王小明", "SG", "欢迎"),
        ("王小明", "TW", "歡迎"),
        ("山田太郎", "JP", "ようこそ"),
        ("やまだ", "", "ようこそ"),
        ("श्रीकृष्ण", "IN", "स्वागत है"),
        ("श्रीकृष्ण", "NP", "स्वागतम्"),
        ("محمد", "EG", "أهلاً وسهلاً"),
        ("محمد", "IR", "خوش آمدید"),
        ("«สมชาย»", "", "ยินดีต้อนรับ"),
        ("", "VN", "Chào mừng"),
        ("Lê Văn Đức", "VN", "Chào mừng"),
        ("", "TH", "ยินดีต้อนรับ"),
        ("", "IN", ""),
        ("", "US", ""),
        ("", "", ""),
        ("ᐃᓄᒃᑎᑐᑦ", "CA", ""),
    ],
)
def test_a_guest_is_greeted_by_script_and_country(
    native_name: str, country: str, said: str
) -> None:
    assert greeting(native_name, country) == said


def test_every_country_of_the_tables_is_one() -> None:
    countries = {
        *greetings._BY_COUNTRY,
        *(code for each in greetings._BY_SCRIPT.values() for code in each if code),
    }
    assert countries <= set(names())


def test_every_script_has_a_greeting_for_any_country() -> None:
    assert all(each[""] for each in greetings._BY_SCRIPT.values())


def test_every_greeting_can_be_shown() -> None:
    said = [
        *greetings._BY_COUNTRY.values(),
        *(text for each in greetings._BY_SCRIPT.values() for text in each.values()),
    ]
    assert fonts.unprintable(said) == frozenset()
