"""Headings, names of days and the fixed sentences of the minutes, in one language.

They live in resources/headings, one file for each language. What a file lacks comes
from the English one, so that a half-translated language still makes minutes.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

from nexus_desktop.core import resources

_ENGLISH = "en"
_Entry: TypeAlias = str | list[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a language; ask with their key in the English file."""

    language: str
    entries: Mapping[str, _Entry]

    def text(self, key: str, **values: object) -> str:
        """Return the text for `key` with `{names}` filled in."""
        return str(self.entries[key]).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the form of `key` for `number`: one, or several."""
        forms = self.entries[key]
        return forms[0 if number == 1 else -1].format(count=number, **values)

    def has(self, key: str) -> bool:
        """Tell whether there is a text for `key`."""
        return key in self.entries

    def date(self, day: dt.date) -> str:
        """Return "5 November 2014"."""
        return self._date("date", day)

    def long_date(self, day: dt.date) -> str:
        """Return "Wednesday, 5 November 2014"."""
        return self._date("long date", day)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Return "5–7 November 2014", or longer where months or years differ."""
        if first == last:
            return self.date(first)
        if (first.year, first.month) == (last.year, last.month):
            return self.text(
                "days in a month",
                first=first.day,
                last=last.day,
                month=self._month(last),
                year=last.year,
            )
        if first.year == last.year:
            return self.text(
                "days in a year",
                first=self._date("day and month", first),
                last=self._date("day and month", last),
                year=last.year,
            )
        return self.text("days", first=self.date(first), last=self.date(last))

    def times(self, start: dt.datetime, end: dt.datetime) -> str:
        """Return "09:00–10:30" for two local times."""
        return self.text("times", start=f"{start:%H:%M}", end=f"{end:%H:%M}")

    def _month(self, day: dt.date) -> str:
        return self.entries["months"][day.month - 1]

    def _date(self, key: str, day: dt.date) -> str:
        return self.text(
            key,
            weekday=self.entries["weekdays"][day.weekday()],
            day=day.day,
            month=self._month(day),
            year=day.year,
        )


@cache
def words(language: str = _ENGLISH) -> Words:
    """Return the texts for `language` (a BCP 47 tag), English where one is missing."""
    own = _file(language) or _file(language.partition("-")[0])
    chosen = language if own else _ENGLISH
    return Words(chosen, {**_file(_ENGLISH), **own})


def languages() -> tuple[tuple[str, str], ...]:
    """Return (tag, name of the language) of each headings file, in order of tags."""
    tags = sorted(path.stem for path in _folder().glob("*.json"))
    return tuple((tag, str(_file(tag)["language"])) for tag in tags)


def _folder() -> Path:
    return resources.path("headings")


@cache
def _file(language: str) -> dict[str, _Entry]:
    path = _folder() / f"{Path(language).name}.json"
    if not path.is_file():
        return {}
    return cast("dict[str, _Entry]", json.loads(path.read_text(encoding="utf-8")))
