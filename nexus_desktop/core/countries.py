"""Countries by their ISO 3166 codes, and the many ways in which lists write them.

Names are the short English ones of ISO 3166 in reading order. They are sensitive, so a
workshop may print its own: pass its overrides to `name`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

# alpha-2, alpha-3, the name, then other spellings met in lists. A name may be written
# with "the", with accents or without, in any case: `code_of` folds those away.
_TABLE = """
AD|AND|Andorra
AE|ARE|United Arab Emirates|UAE|Emirates|الإمارات العربية المتحدة
AF|AFG|Afghanistan|افغانستان
AG|ATG|Antigua and Barbuda
AI|AIA|Anguilla
AL|ALB|Albania|Shqipëria
AM|ARM|Armenia|Հայաստան
AO|AGO|Angola
AQ|ATA|Antarctica
AR|ARG|Argentina
AS|ASM|American Samoa
AT|AUT|Austria|Österreich
AU|AUS|Australia|澳大利亚|Австрали
AW|ABW|Aruba
AX|ALA|Åland Islands|Åland
AZ|AZE|Azerbaijan|Azərbaycan
BA|BIH|Bosnia and Herzegovina|Bosnia
BB|BRB|Barbados
BD|BGD|Bangladesh|বাংলাদেশ|People's Republic of Bangladesh
BE|BEL|Belgium|Belgique|België
BF|BFA|Burkina Faso
BG|BGR|Bulgaria|България
BH|BHR|Bahrain|البحرين
BI|BDI|Burundi
BJ|BEN|Benin
BL|BLM|Saint Barthélemy
BM|BMU|Bermuda
BN|BRN|Brunei Darussalam|Brunei
BO|BOL|Bolivia|Plurinational State of Bolivia|Bolivia (Plurinational State of)
BQ|BES|Bonaire, Sint Eustatius and Saba|Caribbean Netherlands
BR|BRA|Brazil|Brasil
BS|BHS|Bahamas
BT|BTN|Bhutan|འབྲུག
BV|BVT|Bouvet Island
BW|BWA|Botswana
BY|BLR|Belarus|Беларусь
BZ|BLZ|Belize
CA|CAN|Canada|加拿大
CC|CCK|Cocos (Keeling) Islands|Cocos Islands
CD|COD|Democratic Republic of the Congo|DR Congo|DRC|Congo, Democratic Republic of the
CF|CAF|Central African Republic
CG|COG|Congo|Republic of the Congo
CH|CHE|Switzerland|Schweiz|Suisse|Svizzera
CI|CIV|Côte d'Ivoire|Ivory Coast
CK|COK|Cook Islands
CL|CHL|Chile
CM|CMR|Cameroon|Cameroun
CN|CHN|China|PRC|PR China|People's Republic of China|中国|中國|中华人民共和国|Trung Quốc|Хятад|БНХАУ
CO|COL|Colombia
CR|CRI|Costa Rica
CU|CUB|Cuba
CV|CPV|Cabo Verde|Cape Verde
CW|CUW|Curaçao
CX|CXR|Christmas Island
CY|CYP|Cyprus
CZ|CZE|Czechia|Czech Republic|Česko
DE|DEU|Germany|Deutschland|Federal Republic of Germany|FRG|德国|Đức|Герман|ХБНГУ
DJ|DJI|Djibouti
DK|DNK|Denmark|Danmark
DM|DMA|Dominica
DO|DOM|Dominican Republic
DZ|DZA|Algeria|Algérie
EC|ECU|Ecuador
EE|EST|Estonia|Eesti
EG|EGY|Egypt|مصر
EH|ESH|Western Sahara
ER|ERI|Eritrea
ES|ESP|Spain|España
ET|ETH|Ethiopia
FI|FIN|Finland|Suomi
FJ|FJI|Fiji
FK|FLK|Falkland Islands
FM|FSM|Micronesia (Federated States of)|Micronesia|Federated States of Micronesia
FO|FRO|Faroe Islands
FR|FRA|France|法国|Pháp|Франц
GA|GAB|Gabon
GB|GBR|United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|英国|Anh|Их Британи
GD|GRD|Grenada
GE|GEO|Georgia|საქართველო
GF|GUF|French Guiana
GG|GGY|Guernsey
GH|GHA|Ghana
GI|GIB|Gibraltar
GL|GRL|Greenland
GM|GMB|Gambia
GN|GIN|Guinea
GP|GLP|Guadeloupe
GQ|GNQ|Equatorial Guinea
GR|GRC|Greece|Ελλάδα
GS|SGS|South Georgia and the South Sandwich Islands
GT|GTM|Guatemala
GU|GUM|Guam
GW|GNB|Guinea-Bissau
GY|GUY|Guyana
HK|HKG|Hong Kong|Hong Kong, China|Hong Kong SAR|香港
HM|HMD|Heard Island and McDonald Islands
HN|HND|Honduras
HR|HRV|Croatia|Hrvatska
HT|HTI|Haiti
HU|HUN|Hungary|Magyarország
ID|IDN|Indonesia|Republic of Indonesia|RI|印度尼西亚|Индонез
IE|IRL|Ireland|Éire
IL|ISR|Israel|ישראל
IM|IMN|Isle of Man
IN|IND|India|Republic of India|Bharat|भारत|இந்தியா|ভারত|印度|Ấn Độ|Энэтхэг
IO|IOT|British Indian Ocean Territory
IQ|IRQ|Iraq|العراق
IR|IRN|Iran|Islamic Republic of Iran|Iran (Islamic Republic of)|ایران|إيران|伊朗|Иран
IS|ISL|Iceland|Ísland
IT|ITA|Italy|Italia
JE|JEY|Jersey
JM|JAM|Jamaica
JO|JOR|Jordan|الأردن
JP|JPN|Japan|日本|日本国|Nhật Bản|Япон
KE|KEN|Kenya
KG|KGZ|Kyrgyzstan|Kyrgyz Republic|Кыргызстан|Киргизия|Киргиз
KH|KHM|Cambodia|Kingdom of Cambodia|Kampuchea|កម្ពុជា|柬埔寨|Campuchia
KI|KIR|Kiribati
KM|COM|Comoros
KN|KNA|Saint Kitts and Nevis
KP|PRK|Democratic People's Republic of Korea|DPRK|DPR Korea|North Korea|조선민주주의인민공화국|북한
KR|KOR|Republic of Korea|Korea|South Korea|ROK|Korea, Republic of|Korea (South)|대한민국|한국|韩国|韓国|Hàn Quốc|БНСУ|Өмнөд Солонгос
KW|KWT|Kuwait|الكويت
KY|CYM|Cayman Islands
KZ|KAZ|Kazakhstan|Қазақстан|Казахстан
LA|LAO|Lao People's Democratic Republic|Lao PDR|Laos|Lao|ລາວ|ສປປ ລາວ|老挝|Lào
LB|LBN|Lebanon|لبنان
LC|LCA|Saint Lucia
LI|LIE|Liechtenstein
LK|LKA|Sri Lanka|ශ්‍රී ලංකාව|இலங்கை|斯里兰卡
LR|LBR|Liberia
LS|LSO|Lesotho
LT|LTU|Lithuania|Lietuva
LU|LUX|Luxembourg
LV|LVA|Latvia|Latvija
LY|LBY|Libya|ليبيا
MA|MAR|Morocco|Maroc|المغرب
MC|MCO|Monaco
MD|MDA|Moldova|Republic of Moldova|Moldova, Republic of
ME|MNE|Montenegro|Crna Gora
MF|MAF|Saint Martin (French part)|Saint Martin
MG|MDG|Madagascar
MH|MHL|Marshall Islands
MK|MKD|North Macedonia|Macedonia|Северна Македонија
ML|MLI|Mali
MM|MMR|Myanmar|Burma|Republic of the Union of Myanmar|မြန်မာ|缅甸
MN|MNG|Mongolia|Монгол|Монгол Улс|ᠮᠣᠩᠭᠣᠯ|蒙古|蒙古国|Mông Cổ|Монголия
MO|MAC|Macao|Macau|Macao, China|澳门|澳門
MP|MNP|Northern Mariana Islands
MQ|MTQ|Martinique
MR|MRT|Mauritania
MS|MSR|Montserrat
MT|MLT|Malta
MU|MUS|Mauritius
MV|MDV|Maldives|ދިވެހިރާއްޖެ
MW|MWI|Malawi
MX|MEX|Mexico|México
MY|MYS|Malaysia|马来西亚|馬來西亞|மலேசியா|Малайз
MZ|MOZ|Mozambique|Moçambique
NA|NAM|Namibia
NC|NCL|New Caledonia
NE|NER|Niger
NF|NFK|Norfolk Island
NG|NGA|Nigeria
NI|NIC|Nicaragua
NL|NLD|Netherlands|Holland|Nederland|Netherlands, Kingdom of the|荷兰|Hà Lan
NO|NOR|Norway|Norge
NP|NPL|Nepal|नेपाल|尼泊尔
NR|NRU|Nauru
NU|NIU|Niue
NZ|NZL|New Zealand|Aotearoa
OM|OMN|Oman|عمان
PA|PAN|Panama
PE|PER|Peru|Perú
PF|PYF|French Polynesia
PG|PNG|Papua New Guinea
PH|PHL|Philippines|Republic of the Philippines|Pilipinas|Filipinas|菲律宾|Филиппин
PK|PAK|Pakistan|پاکستان
PL|POL|Poland|Polska
PM|SPM|Saint Pierre and Miquelon
PN|PCN|Pitcairn
PR|PRI|Puerto Rico
PS|PSE|State of Palestine|Palestine|Palestine, State of|فلسطين
PT|PRT|Portugal
PW|PLW|Palau
PY|PRY|Paraguay
QA|QAT|Qatar|قطر
RE|REU|Réunion
RO|ROU|Romania|România
RS|SRB|Serbia|Србија|Srbija
RU|RUS|Russian Federation|Russia|Россия|Российская Федерация|俄罗斯|Орос|ОХУ
RW|RWA|Rwanda
SA|SAU|Saudi Arabia|KSA|السعودية|المملكة العربية السعودية
SB|SLB|Solomon Islands
SC|SYC|Seychelles
SD|SDN|Sudan|السودان
SE|SWE|Sweden|Sverige
SG|SGP|Singapore|Singapura|新加坡|சிங்கப்பூர்|Сингапур
SH|SHN|Saint Helena, Ascension and Tristan da Cunha|Saint Helena
SI|SVN|Slovenia|Slovenija
SJ|SJM|Svalbard and Jan Mayen
SK|SVK|Slovakia|Slovak Republic|Slovensko
SL|SLE|Sierra Leone
SM|SMR|San Marino
SN|SEN|Senegal|Sénégal
SO|SOM|Somalia
SR|SUR|Suriname
SS|SSD|South Sudan
ST|STP|Sao Tome and Principe
SV|SLV|El Salvador
SX|SXM|Sint Maarten (Dutch part)|Sint Maarten
SY|SYR|Syrian Arab Republic|Syria|سوريا
SZ|SWZ|Eswatini|Swaziland
TC|TCA|Turks and Caicos Islands
TD|TCD|Chad|Tchad
TF|ATF|French Southern Territories
TG|TGO|Togo
TH|THA|Thailand|Kingdom of Thailand|ไทย|ประเทศไทย|泰国|Thái Lan|Тайланд
TJ|TJK|Tajikistan|Тоҷикистон|Таджикистан
TK|TKL|Tokelau
TL|TLS|Timor-Leste|East Timor
TM|TKM|Turkmenistan|Türkmenistan|Туркменистан
TN|TUN|Tunisia|تونس
TO|TON|Tonga
TR|TUR|Türkiye|Turkey|土耳其|Турк
TT|TTO|Trinidad and Tobago
TV|TUV|Tuvalu
TW|TWN|Taiwan, Province of China|Taiwan|Chinese Taipei|台湾|台灣|臺灣
TZ|TZA|Tanzania|United Republic of Tanzania|Tanzania, United Republic of
UA|UKR|Ukraine|Україна|Украина
UG|UGA|Uganda
UM|UMI|United States Minor Outlying Islands
US|USA|United States of America|United States|U.S.|U.S.A.|America|美国|Hoa Kỳ|АНУ|США
UY|URY|Uruguay
UZ|UZB|Uzbekistan|Oʻzbekiston|Ўзбекистон|Узбекистан
VA|VAT|Holy See|Vatican|Vatican City
VC|VCT|Saint Vincent and the Grenadines
VE|VEN|Venezuela|Bolivarian Republic of Venezuela|Venezuela (Bolivarian Republic of)
VG|VGB|British Virgin Islands|Virgin Islands (British)
VI|VIR|United States Virgin Islands|US Virgin Islands|Virgin Islands (U.S.)
VN|VNM|Viet Nam|Vietnam|Việt Nam|Socialist Republic of Viet Nam|SRV|越南|Вьетнам
VU|VUT|Vanuatu
WF|WLF|Wallis and Futuna
WS|WSM|Samoa
YE|YEM|Yemen|اليمن
YT|MYT|Mayotte
ZA|ZAF|South Africa|RSA
ZM|ZMB|Zambia
ZW|ZWE|Zimbabwe
"""  # noqa: E501  (one country, one line)
_FEW = 3  # letters that say enough to guess a country
_NOT_A_LETTER = "CMPSZ"


def name(code: str, overrides: Mapping[str, str] | None = None) -> str:
    """Return the English name of an alpha-2 `code`, or what the workshop prints.

    A code that is not in ISO 3166 comes back as it is, so that nothing gets lost.
    """
    return (overrides or {}).get(code) or names().get(code, code)


@cache
def names() -> dict[str, str]:
    """Return alpha-2 code -> English name, for every country."""
    return {code: spellings[1] for code, spellings in _entries()}


def code_of(text: str) -> str:
    """Return the alpha-2 code that `text` means, or "" when it names no country.

    Takes codes of two and three letters, English names and common other ones, whatever
    the case, the accents and the punctuation.
    """
    return _codes().get(_folded(text), "")


def beginning(text: str) -> tuple[str, ...]:
    """Return the names of the countries of which a spelling begins with `text`.

    There are none for less than three letters.
    """
    start = _folded(text)
    if len(start) < _FEW:
        return ()
    return tuple(
        name
        for name, spellings in _spellings()
        if any(spelling.startswith(start) for spelling in spellings)
    )


def completed(text: str) -> str:
    """Return the code that `text` means, or that of the only country beginning so."""
    found = beginning(text)
    return code_of(text) or (code_of(found[0]) if len(found) == 1 else "")


@cache
def _codes() -> dict[str, str]:
    return {
        _folded(spelling): code
        for code, spellings in _entries()
        for spelling in (code, *spellings)
    }


@cache
def _spellings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (name, spellings as they are compared) of every country."""
    return tuple(
        (spellings[1], tuple(map(_folded, spellings[1:])))
        for _, spellings in _entries()
    )


def _entries() -> Iterator[tuple[str, list[str]]]:
    for line in _TABLE.split("\n")[1:-1]:
        code, *spellings = line.split("|")
        yield code, spellings


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    words = decomposed.replace("&", " and ").removeprefix("the ")
    return "".join(
        letter
        for letter in words
        if unicodedata.category(letter)[0] not in _NOT_A_LETTER
    )
