"""Names in the scripts that papers must print; generated, of nobody."""

LEFT_TO_RIGHT = {
    "Latin": "Åsa Öberg-Müller, Łukasz Żółć",
    "Vietnamese": "Nguyễn Thị Hồng Nhung",
    "Cyrillic": "Ганболдын Сарантуяа",
    "Greek": "Ελένη Παπαδοπούλου",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ",
    "Thai": "นางสาวกรุงเทพฯ น้ำใจดี",
    "Lao": "ທ່ານ ບຸນຍັງ ວໍລະຈິດ",
    "Khmer": "ព្រះរាជាណាចក្រកម្ពុជា",
    "Myanmar": "ဒေါ်အောင်ဆန်းစုကြည်",
    "Devanagari": "श्रीमती लक्ष्मी क्षत्रिय",
    "Bengali": "শ্রী রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "ஸ்ரீ கௌரி சுப்பிரமணியன்",
    "Sinhala": "ශ්‍රී ලංකා ප්‍රජාතාන්ත්‍රික",
    "Gujarati": "શ્રી ગુજરાત ક્ષમા",
    "Gurmukhi": "ਸ੍ਰੀ ਪੰਜਾਬ ਸਿੰਘ",
    "Telugu": "శ్రీ తెలుగు క్షేత్రం",
    "Kannada": "ಶ್ರೀ ಕನ್ನಡ ಕ್ಷೇತ್ರ",
    "Malayalam": "ശ്രീ മലയാളം ക്ഷേത്രം",
    "Armenian": "Հայկ Երևանյան",
    "Georgian": "ნინო თბილელი",
    "Chinese": "欧阳晓明 廣東",
    "Japanese": "山田ひろし・タナカ",
    "Korean": "김정은 서울특별시",
}
RIGHT_TO_LEFT = {
    "Arabic": "محمد بن عبد الله السلام",
    "Arabic with marks": "محمد العَرَبِيّ",
    "Persian": "آذربایجان شرقی",
    "Urdu": "پاکستان کے لوگ",
    "Hebrew": "שלום בן עולם",
}
ALL = {**LEFT_TO_RIGHT, **RIGHT_TO_LEFT}
