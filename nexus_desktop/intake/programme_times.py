"""Reads the days and times of a programme as people write them, in several languages.

Nothing here knows a time zone: a day is a local day, a time what the clocks there show.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = 24 * 60
_NOON = 12 * 60

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
           "dec")  # fmt: skip
_NAMED_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_D = r"(?P<day>\d{1,2})"
_M = r"(?P<month>\d{1,2})"
_Y = r"(?P<year>\d{4}|\d{2})"

# The first that is found in the text counts; `a` and `b` are day and month in an order
# that the whole column tells.
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<year>\d{{4}})\s*[-/.]\s*{_M}\s*[-/.]\s*{_D}(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?:(?P<year>\d{{4}})\s*年\s*)?{_M}\s*月\s*{_D}\s*[日号]",
        rf"(?:(?P<year>\d{{4}})\s*оны?\s*)?{_M}\s*-?\s*р?\s*сарын\s*{_D}",
        rf"{_D}\s*tháng\s*{_M}(?:\s*(?:năm)?\s*(?P<year>\d{{4}}))?",
        rf"(?<!\d){_D}(?:st|nd|rd|th)?[\s-]*(?:of\s+)?{_NAMED_MONTH}(?:[\s,-]*{_Y})?(?![\d:])",
        rf"{_NAMED_MONTH}\s*{_D}(?:st|nd|rd|th)?(?![\d:])(?:[\s,]+(?P<year>\d{{4}}))?",
        rf"(?<!\d)(?P<a>\d{{1,2}})\s*[-/.]\s*(?P<b>\d{{1,2}})\s*[-/.]\s*{_Y}(?!\d)",
        r"(?<![\d:])(?P<a>\d{1,2})[-/](?P<b>\d{1,2})(?![\d:/-])",
    )
)
_NUMBERED_DAY = re.compile(
    r"(?:day|ngày|tag|jour|día|день)\s*(?:no\.?\s*)?(\d{1,2})\b"
    r"|第\s*(\d{1,2})\s*天|(\d{1,2})\s*-?\s*(?:р|дахь|дэх)?\s*өдөр|^(\d{1,2})$"
)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = re.compile(
    r"(?P<early>上午|早上|am\b|sáng)?(?P<late>下午|晚上|pm\b|chiều|tối)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:.h時时点]|giờ|цаг)?\s*(?P<minute>\d{2})?(?::\d{2})?"
    r"\s*(?:分|phút|минут|min|uhr|hrs?|hours?|h)?"
    r"\s*(?P<am>a\.?m\.?|sa|sáng)?(?P<pm>p\.?m\.?|ch|chiều|tối)?\s*"
)
_WORDS = {"noon": _NOON, "midday": _NOON, "midnight": DAY}
_BETWEEN = re.compile(r"\s*(?:[-–—~～〜]|\bto\b|\buntil\b|\btill\b|đến|至|到)\s*")


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the days of one list.

    Attributes:
        first, last: the days of the workshop, for dates without a year and "Day 2".
        month_first: 11/05 is 5 November.
    """

    first: date
    last: date
    month_first: bool = False

    def taught_by(self, texts: Iterable[str]) -> "DayReader":
        """Return a reader with the order of day and month that suits the texts best."""
        found = list(texts)
        scores = []
        for month_first in (False, True):
            reader = DayReader(self.first, self.last, month_first)
            days = [reader.read(text) for text in found]
            inside = sum(self.first <= day <= self.last for day in days if day)
            scores.append((inside, sum(day is not None for day in days)))
        return DayReader(self.first, self.last, month_first=scores[1] > scores[0])

    def read(self, text: str) -> date | None:
        """Return the day that `text` names, None if it names none that exists."""
        plain = _plain(text)
        for pattern in _DATES:
            found = pattern.search(plain)
            if found:
                return self._day(found.groupdict())
        return self._numbered(plain) or self._weekday(plain)

    def _numbered(self, plain: str) -> date | None:
        """Return the day of the workshop that "Day 2" or "2" means."""
        found = _NUMBERED_DAY.search(plain)
        number = int(next(filter(None, found.groups()))) if found else 0
        day = self.first + timedelta(number - 1)
        return day if self.first <= day <= self.last else None

    def _weekday(self, plain: str) -> date | None:
        """Return the one day of the workshop that "Wednesday" means."""
        found = _WEEKDAY.fullmatch(plain)
        if not found or self.last - self.first >= timedelta(7):
            return None
        later = (_WEEK.index(found[1]) - self.first.weekday()) % 7
        day = self.first + timedelta(later)
        return day if day <= self.last else None

    def _day(self, parts: dict[str, str | None]) -> date | None:
        month, day = parts.get("month"), parts.get("day")
        if parts.get("a"):
            pair = parts["a"], parts["b"]
            month, day = pair if self.month_first else pair[::-1]
        name = parts.get("name")
        number = _MONTHS.index(name[:3]) + 1 if name else int(month or 0)
        year = parts.get("year")
        if year:
            return _date(int(year) + (2000 if len(year) == 2 else 0), number, day)
        return self._nearest(number, day)

    def _nearest(self, month: int, day: str | None) -> date | None:
        """Return the day in the year in which it falls closest to the workshop."""
        years = range(self.first.year - 1, self.last.year + 2)
        days = (found for year in years if (found := _date(year, month, day)))
        return min(days, key=lambda found: abs(found - self.first), default=None)


def _date(year: int, month: int, day: str | None) -> date | None:
    try:
        return date(year, month, int(day or 0))
    except ValueError:
        return None


def read_time(text: str) -> int | None:
    """Return the minutes since midnight (0 to 1440) that `text` names, else None."""
    plain = _plain(text)
    if plain in _WORDS:
        return _WORDS[plain]
    if re.fullmatch(r"\d{4}", plain):  # 0930
        plain = f"{plain[:2]}:{plain[2:]}"
    found = _TIME.fullmatch(plain)
    if not found:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if (found["late"] or found["pm"]) and hour < 12:
        hour += 12
    if (found["early"] or found["am"]) and hour == 12:
        hour = 0
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= DAY else None


def read_range(text: str) -> tuple[int, int] | None:
    """Return begin and end of such as "9:00-10:30" or "2 to 3:30 pm", else None.

    "am" and "pm" said once count for both ends, where that makes sense.
    """
    parts = _BETWEEN.split(_plain(text))
    if len(parts) != 2:
        return None
    begin, end = read_time(parts[0]), read_time(parts[1])
    if begin is None or end is None:
        return None
    begin_is_late, end_is_late = map(_is_late, parts)
    if end_is_late and not begin_is_late and begin + _NOON < end:
        begin += _NOON
    if begin_is_late and not end_is_late and end <= begin < end + _NOON:
        end += _NOON
    return begin, end


def _is_late(text: str) -> bool:
    found = _TIME.fullmatch(text)
    return bool(found and (found["late"] or found["pm"]))


def split_day_and_time(text: str) -> tuple[str, str]:
    """Take "2014-11-05 09:00" apart; the day is "" when the text holds only a time."""
    plain = " ".join(text.split())
    if read_time(plain) is not None or read_range(plain):
        return "", plain
    found = re.fullmatch(r"(.*\d.*?)[\sT,]+(\d{1,2}[:.h]\d{2}.*)", plain)
    return (found[1], found[2]) if found else ("", plain)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
