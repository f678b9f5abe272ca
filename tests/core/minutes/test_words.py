import json
import string
from datetime import date, datetime
from pathlib import Path

import pytest

from nexus_desktop.core import resources
from nexus_desktop.core.minutes import words as module
from nexus_desktop.core.minutes.words import languages, words

WEDNESDAY = date(2014, 11, 5)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (date(2014, 11, 5), "5 November 2014"),
        (date(2014, 11, 7), "5–7 November 2014"),
        (date(2014, 12, 1), "5 November – 1 December 2014"),
        (date(2015, 1, 2), "5 November 2014 – 2 January 2015"),
    ],
)
def test_days_name_month_and_year_once_where_they_agree(last: date, text: str) -> None:
    assert words().days(WEDNESDAY, last) == text


def test_dates_and_times_are_written_out() -> None:
    assert words().long_date(WEDNESDAY) == "Wednesday, 5 November 2014"
    start, end = datetime(2014, 11, 5, 9, 0), datetime(2014, 11, 5, 10, 30)  # noqa: DTZ001  (local)
    assert words().times(start, end) == "09:00–10:30"


def test_one_and_several_have_forms_of_their_own() -> None:
    assert words().count("actions count", 1) == "1 action"
    assert words().count("actions count", 0) == "0 actions"
    assert words().count("figure.actions", 2) == "actions agreed"


def test_a_language_without_a_file_gets_english() -> None:
    assert words("tlh").text("template.full") == "Minutes"
    assert words("tlh").language == "en"
    assert words("en-GB").language == "en-GB"
    assert words("../../secrets").language == "en"


def test_what_a_language_lacks_comes_from_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    english = resources.path("headings", "en.json").read_text(encoding="utf-8")
    (tmp_path / "en.json").write_text(english, encoding="utf-8")
    mongolian = {"language": "Монгол", "minutes": "Тэмдэглэл"}
    (tmp_path / "mn.json").write_text(json.dumps(mongolian), encoding="utf-8")
    monkeypatch.setattr(module, "_folder", lambda: tmp_path)
    module._file.cache_clear()
    words.cache_clear()
    assert words("mn").text("minutes") == "Тэмдэглэл"
    assert words("mn").text("programme") == "Programme"
    assert languages() == (("en", "English"), ("mn", "Монгол"))
    module._file.cache_clear()
    words.cache_clear()


def test_the_languages_shipped_are_listed_by_their_own_names() -> None:
    assert ("en", "English") in languages()


@pytest.mark.parametrize("tag", [tag for tag, _ in languages()])
def test_a_headings_file_has_known_keys_and_the_same_places(tag: str) -> None:
    english = words("en").entries
    own = json.loads(resources.path("headings", f"{tag}.json").read_text("utf-8"))
    assert set(own) <= set(english)
    for key, text in own.items():
        if isinstance(text, str):
            assert places(text) == places(str(english[key])), key


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
