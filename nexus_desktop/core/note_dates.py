"""Due dates as people type them: `12 Dec`, `Dec 12, 2014`, `2014-12-12`."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
           "dec")  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+[12][0-9]{3})?"

DATE = (
    r"(?:[12][0-9]{3}-[01][0-9]-[0-3][0-9]"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}|{_MONTH}\s+{_DAY}{_YEAR})(?!\w)"
)
_LEAP_GAP = 8


def read_date(text: str, session_day: date) -> date | None:
    """Return the day that `text` (a match of `DATE`) names, None for 31 February.

    A date without a year is the first such day from `session_day` on. The day of the
    session itself counts: work promised for today is not due in a year.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return _day(*(int(part) for part in text.split("-")))
    month = next(
        number
        for number, name in enumerate(_MONTHS, start=1)
        if re.search(rf"\b{name}", text, re.IGNORECASE)
    )
    day, *year = (int(number) for number in re.findall("[0-9]+", text))
    if year:
        return _day(year[0], month, day)
    coming = (
        _day(session_day.year + later, month, day) for later in range(_LEAP_GAP + 1)
    )
    return next((found for found in coming if found and found >= session_day), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
