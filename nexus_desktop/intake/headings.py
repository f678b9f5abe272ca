"""Under which headings lists of people keep what: data, nothing else.

A heading is compared folded (`fold`): case, accents, punctuation and what stands in
brackets do not matter. Of several headings for one field the one named first here wins.
"""

import re

from nexus_desktop.core import names

_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
_SIGN = re.compile(r"[\W_]+")
_TITLED = re.compile(r"[/|\n;:]|(?<=[\u3400-\u9fff])\s+(?=[A-Za-z])")

FIELDS: dict[str, tuple[str, ...]] = {
    "printed_name": (
        "name on badge", "badge name", "name as printed", "full name", "attendee name",
        "participant name", "name of participant", "participant", "delegate",
        "full names", "name and surname", "name surname", "first and last name",
        "họ và tên", "họ tên", "tên đầy đủ", "姓名", "全名", "овог нэр", "бүтэн нэр",
        "фио", "полное имя", "nom complet", "nombre completo",
    ),
    "given_name": (
        "attendee name: given name", "given name", "given names", "first name",
        "first names", "forename", "forenames", "christian name", "fname",
        "tên đệm và tên", "名字", "өөрийн нэр", "имя", "vorname", "prénom", "nombre",
    ),
    "family_name": (
        "attendee name: family name", "family name", "last name", "surname", "lname",
        "father's name", "họ", "họ đệm", "姓", "姓氏", "овог", "эцгийн нэр",
        "эцэг эхийн нэр", "фамилия", "nachname", "familienname", "nom de famille",
        "apellido", "apellidos",
    ),
    "native_name": (
        "name in own language", "name in native language", "name in native script",
        "native name", "name in own script", "name in local language", "local name",
        "name in local script", "name in original script", "original name",
        "tên bản ngữ", "本国文字姓名", "中文姓名", "эх хэл дээрх нэр",
    ),
    "reading": (
        "reading", "pronunciation", "phonetic", "phonetic name", "furigana", "phiên âm",
        "拼音", "读音", "ふりがな", "フリガナ", "дуудлага",
    ),
    "honorific": (
        "honorific", "salutation", "prefix", "title prefix", "courtesy title",
        "danh xưng", "称谓", "尊称", "хүндэтгэл", "anrede", "обращение",
    ),
    "gender": (
        "gender", "sex", "giới tính", "性别", "хүйс", "пол", "geschlecht", "sexe",
    ),
    "organisation": (
        "organisation", "organization", "affiliation", "institution", "institute",
        "company", "agency", "employer", "ministry", "office", "entity", "org",
        "organisation name", "organization name", "name of organisation",
        "name of organization", "cơ quan", "đơn vị", "tổ chức", "cơ quan công tác",
        "công ty", "单位", "机构", "组织", "工作单位", "公司", "所属", "байгууллага",
        "ажлын газар", "организация", "firma", "organisme",
    ),
    "position": (
        "position", "job title", "designation", "function", "post", "occupation",
        "job", "position title", "chức vụ", "chức danh", "vị trí", "职务", "职位",
        "职称", "役職", "албан тушаал", "должность", "fonction", "cargo",
    ),
    "country": (
        "country", "country of residence", "country represented", "nationality",
        "country name", "quốc gia", "nước", "国家", "国籍", "国", "улс", "улс орон",
        "страна", "land", "pays", "país",
    ),
    "city": (
        "city", "town", "municipality", "city of residence", "thành phố", "城市", "市",
        "хот", "город", "stadt", "ort", "wohnort", "ville", "ciudad",
    ),
    "category": (
        "category", "stakeholder category", "stakeholder", "stakeholder group",
        "participant category", "sector", "type of organisation",
        "type of organization", "type of participant", "nhóm", "loại", "类别",
        "ангилал", "категория", "kategorie",
    ),
    "role": (
        "role", "role in the workshop", "participant type", "registration type",
        "badge type", "attendee type", "product", "product name", "produkt",
        "vai trò", "角色", "үүрэг", "роль", "rolle",
    ),
    "email": (
        "attendee email", "email", "email address", "e mail address", "mail",
        "email id", "contact email", "thư điện tử", "địa chỉ email", "邮箱",
        "电子邮件", "电子邮箱", "メール", "имэйл", "и мэйл", "цахим шуудан",
        "электронная почта", "почта", "correo", "courriel",
    ),
    "phone": (
        "mobile", "mobile phone", "cell phone", "cell", "phone", "phone number",
        "telephone", "tel", "mobile number", "contact number", "điện thoại",
        "số điện thoại", "电话", "手机", "手机号", "утас", "утасны дугаар", "телефон",
        "telefon", "telefonnummer", "téléphone",
    ),
    "languages": (
        "languages", "language", "spoken languages", "working language", "ngôn ngữ",
        "语言", "хэл", "язык", "языки",
    ),
    "party": (
        "party", "delegation", "travel party", "coming with", "đoàn", "代表团",
        "төлөөлөгчид",
    ),
    "wishes": (
        "topics", "topic wishes", "wishes", "topic", "preferences", "interests",
        "chủ đề", "主题", "сэдэв",
    ),
    "attention": (
        "attention", "note for the desk", "desk note", "requires special attention",
    ),
    "dietary": (
        "dietary", "diet", "dietary requirements", "dietary need", "dietary needs",
        "dietary restrictions", "dietary requirement", "dietary preference", "food",
        "meal", "meal preference", "ăn kiêng", "chế độ ăn", "饮食", "饮食要求",
        "хоолны дэглэм", "питание",
    ),
    "status": (
        "registration state", "attendee status", "registration status", "status",
        "trạng thái", "状态", "төлөв", "статус",
    ),
    "external_id": (
        "registration id", "registration number", "registration no", "reg no",
        "participant id", "attendee no", "attendee #", "attendee id", "public id", "id",
        "mã số", "mã đăng ký", "编号", "бүртгэлийн дугаар",
    ),
    "quantity": ("quantity", "number of people", "số lượng", "人数"),
}  # fmt: skip

# A heading that means the whole name, or one part of it when the other has a column.
NAME_OR_PART = ("name", "tên", "名", "нэр", "nom", "nome")
# "Mr." or "Mayor": the values tell.
TITLE = ("title",)
NUMBERED_WISH = re.compile(r"(topic|wish|choice|preference|chude|сэдэв|主题)\d")
ORDINAL_WISH = re.compile(r"\d(st|nd|rd|th)(choice|wish|preference|topic)")
COUNTS_ROWS = (
    "no", "nr", "number", "sl no", "s no", "sn", "s/n", "sr no", "serial", "row",
    "stt", "tt", "số tt", "序号", "дд", "д/д", "№", "#", "п п",
)  # fmt: skip
FAMILY_FIRST_LANGUAGES = (
    "họ", "họ đệm", "họ và tên", "họ tên", "姓", "姓氏", "姓名", "овог", "овог нэр",
    "эцгийн нэр",
)  # fmt: skip


def fold(heading: str) -> str:
    """Return a heading for comparing: letters and digits alone."""
    return _SIGN.sub("", names.folded(heading)) or heading.strip()


def readings(heading: str) -> tuple[str, ...]:
    """Return the folded ways to read a heading, such as the halves of "姓名 Name"."""
    bare = _BRACKETS.sub(" ", heading)
    inside = " ".join(found[1:-1] for found in _BRACKETS.findall(heading))
    parts = (heading, bare, *_TITLED.split(bare), inside)
    return tuple(dict.fromkeys(fold(part) for part in parts if part.strip()))
