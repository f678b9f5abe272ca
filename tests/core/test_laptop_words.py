from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import laptop_words
from nexus_desktop.core.exchanging import Waiting, Why

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("one", "lacked", "sentence"),
    [
        (Waiting("d", 12, Why.CAUSE), "Desk 2",
         ("12 entries of Desk 3 wait for one of Desk 2 that has not come yet. Meet "
         "Desk 2.")),
        (Waiting("d", 1, Why.GAP), "Desk 3",
         ("1 entry of Desk 3 waits for an earlier one that has not come yet. Meet "
         "Desk 3.")),
        (Waiting("d", 1, Why.CAUSE), "",
         ("1 entry of Desk 3 waits for one of another laptop that has not come yet. "
          "Meet the coordinator's laptop.")),
        (Waiting("d", 2, Why.NEWER), "Desk 3",
         ("2 entries of Desk 3 were written by a newer version of this program. Update "
         "this one: they take effect then.")),
        (Waiting("d", 1, Why.NEWER), "Desk 3",
         ("1 entry of Desk 3 was written by a newer version of this program. Update "
         "this one: they take effect then.")),
        (Waiting("d", 3, Why.FORK), "Desk 3",
         ("Desk 3 was copied: a copy of its file wrote the same numbers, so 3 entries "
         "of Desk 3 can't take effect. Close the copy, and let it join anew.")),
    ],
)  # fmt: skip
def test_what_waits_says_for_what_and_whom_to_meet(
    one: Waiting, lacked: str, sentence: str
) -> None:
    assert laptop_words.waiting("Desk 3", one, lacked) == sentence


def test_what_takes_no_effect_says_why() -> None:
    told = laptop_words.refused
    assert told("Desk 3", 1, "so") == "1 entry of Desk 3 takes no effect: so."
    assert told("Desk 3", 2, "so") == "2 entries of Desk 3 take no effect: so."


@pytest.mark.parametrize(
    ("offsets", "sentences"),
    [
        ({}, ()),
        ({"Desk 2": timedelta(minutes=4), "Desk 3": timedelta()}, ()),
        ({"Desk 2": 3 * HOUR, "Desk 3": timedelta()},
         ("Desk 2's clock is 3 hours ahead. Set it right there.",)),
        ({"Desk 2": -HOUR / 6, "Desk 3": 48 * HOUR, "Desk 4": timedelta()},
         ("Desk 2's clock is 10 minutes behind. Set it right there.",
          "Desk 3's clock is 2 days ahead. Set it right there.")),
        ({"Desk 2": 3 * HOUR, "Desk 3": 3 * HOUR, "Desk 4": timedelta()},
         ("This laptop's clock seems to be 3 hours behind. Set it right.",)),
        ({"Desk 2": -3 * HOUR, "Desk 3": -3 * HOUR},
         ("This laptop's clock seems to be 3 hours ahead. Set it right.",)),
        ({"Desk 2": 3 * HOUR, "Desk 3": -3 * HOUR},
         ("Desk 2's clock is 3 hours ahead. Set it right there.",
          "Desk 3's clock is 3 hours behind. Set it right there.")),
        ({"Desk 2": 3 * HOUR},
         (("Desk 2's clock is 3 hours ahead of this laptop's. See which of the two is "
          "right."),)),
        ({"Desk 2": -3 * HOUR},
         (("Desk 2's clock is 3 hours behind this laptop's. See which of the two is "
          "right."),)),
    ],
)  # fmt: skip
def test_a_wrong_clock_is_named_by_what_most_laptops_say(
    offsets: dict[str, timedelta], sentences: tuple[str, ...]
) -> None:
    assert laptop_words.clocks(offsets) == sentences


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.timedeltas(min_value=-9 * HOUR, max_value=9 * HOUR),
    )
)
def test_each_wrong_clock_is_named_once_or_this_one_is(
    offsets: dict[str, timedelta],
) -> None:
    wrong = [one for one in offsets.values() if abs(one) >= laptop_words.SLIGHT]
    told = laptop_words.clocks(offsets)
    assert len(told) in {len(wrong), 1}
    assert bool(told) == bool(wrong)
