"""Welcoming somebody in their own language, as far as name and country tell it.

The script of the name as its owner writes it counts first; where a script serves many
languages, or there is no such name, the country. None of the greetings depends on
gender or number.
"""

import unicodedata
from collections.abc import Mapping

# Script, as Unicode calls it -> country (ISO 3166 code) -> greeting; "" is for all
# other countries.
_BY_SCRIPT: Mapping[str, Mapping[str, str]] = {
    "ARABIC": {"": "أهلاً وسهلاً", "AF": "خوش آمدید", "IR": "خوش آمدید",
               "PK": "خوش آمدید"},
    "ARMENIAN": {"": "Բարի գալուստ"},
    "BENGALI": {"": "স্বাগতম"},
    "CJK": {"": "欢迎", "TW": "歡迎", "HK": "歡迎", "MO": "歡迎", "JP": "ようこそ",
            "KR": "환영합니다"},
    "CYRILLIC": {"": "Добро пожаловать", "MN": "Тавтай морилно уу",
                 "KZ": "Қош келдіңіз", "KG": "Кош келиңиз", "TJ": "Хуш омадед",
                 "UA": "Ласкаво просимо", "BG": "Добре дошли", "RS": "Добро дошли"},
    "DEVANAGARI": {"": "स्वागत है", "NP": "स्वागतम्"},
    "GEORGIAN": {"": "კეთილი იყოს თქვენი მობრძანება"},
    "GREEK": {"": "Καλώς ήρθατε"},
    "GUJARATI": {"": "સ્વાગત છે"},
    "GURMUKHI": {"": "ਜੀ ਆਇਆਂ ਨੂੰ"},
    "HANGUL": {"": "환영합니다"},
    "HEBREW": {"": "ברוכים הבאים"},
    "HIRAGANA": {"": "ようこそ"},
    "KANNADA": {"": "ಸ್ವಾಗತ"},
    "KATAKANA": {"": "ようこそ"},
    "KHMER": {"": "សូមស្វាគមន៍"},
    "LAO": {"": "ຍິນດີຕ້ອນຮັບ"},
    "MALAYALAM": {"": "സ്വാഗതം"},
    "MYANMAR": {"": "ကြိုဆိုပါတယ်"},
    "SINHALA": {"": "සාදරයෙන් පිළිගනිමු"},
    "TAMIL": {"": "நல்வரவு"},
    "TELUGU": {"": "స్వాగతం"},
    "THAI": {"": "ยินดีต้อนรับ"},
}  # fmt: skip

_BY_COUNTRY: Mapping[str, str] = {
    "AM": "Բարի գալուստ", "AT": "Willkommen", "AZ": "Xoş gəlmisiniz", "BD": "স্বাগতম",
    "BN": "Selamat datang", "BR": "Boas-vindas", "CN": "欢迎", "CZ": "Vítejte",
    "DE": "Willkommen", "DK": "Velkommen", "EE": "Tere tulemast",
    "ES": "Le damos la bienvenida", "FI": "Tervetuloa", "FR": "Bienvenue",
    "GE": "კეთილი იყოს თქვენი მობრძანება", "GR": "Καλώς ήρθατε", "HK": "歡迎",
    "HU": "Üdvözöljük", "ID": "Selamat datang", "IR": "خوش آمدید",
    "IT": "Le diamo il benvenuto", "JP": "ようこそ", "KG": "Кош келиңиз",
    "KH": "សូមស្វាគមន៍", "KR": "환영합니다", "KZ": "Қош келдіңіз",
    "LA": "ຍິນດີຕ້ອນຮັບ", "LV": "Laipni lūdzam", "MM": "ကြိုဆိုပါတယ်",
    "MN": "Тавтай морилно уу", "MO": "歡迎", "MX": "Le damos la bienvenida",
    "MY": "Selamat datang", "NL": "Welkom", "NO": "Velkommen", "NP": "स्वागतम्",
    "PH": "Mabuhay", "PL": "Witamy", "PT": "Boas-vindas", "RO": "Bun venit",
    "RU": "Добро пожаловать", "SE": "Välkommen", "TH": "ยินดีต้อนรับ",
    "TJ": "Хуш омадед", "TR": "Hoş geldiniz", "TW": "歡迎",
    "UA": "Ласкаво просимо", "UZ": "Xush kelibsiz", "VN": "Chào mừng",
}  # fmt: skip


def greeting(native_name: str, country: str) -> str:
    """Return a greeting, "" when only English is known to be right.

    Args:
        native_name: the name in its owner's script, "" if it is not known.
        country: ISO 3166 code, "" if it is not known.
    """
    for letter in native_name:
        by_country = _BY_SCRIPT.get(_script(letter))
        if by_country is not None:
            return by_country.get(country, by_country[""])
    return _BY_COUNTRY.get(country, "")


def _script(letter: str) -> str:
    """Return the first word of the letter's Unicode name, which is its script."""
    return unicodedata.name(letter, "").partition(" ")[0]
