import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nexus_desktop.core.history import HistoryEntry, counted

NEXUS = Path(__file__).parents[2] / "nexus_desktop"


def words(action: str) -> str:
    at = datetime(2014, 11, 5, tzinfo=UTC)
    return HistoryEntry("d:1", at, "Desk 1", "Laptop", action, "1 badge").words


def test_every_action_of_the_program_has_words_for_people() -> None:
    sources = [path.read_text("utf-8") for path in NEXUS.rglob("*.py")]
    actions = {
        name
        for source in sources
        for name in re.findall(r'info\["action"\] = "([a-z._]+)"', source)
    }
    assert len(actions) > 30
    assert [name for name in sorted(actions) if words(name) == name] == []
    assert (words("people.import"), words("")) == ("People imported", "Changed")


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "badge", "1 badge"), (2, "badge", "2 badges"), (3, "day", "3 days"),
        (0, "journal entry", "0 journal entries"), (5000, "record", "5,000 records"),
    ],
)  # fmt: skip
def test_things_are_counted_in_good_english(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said
