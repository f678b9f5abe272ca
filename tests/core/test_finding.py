import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.finding import Wanted, meanings, rank
from nexus_desktop.core.nicknames import LONG

KEY = "sarantuya ganbold gan-bold municipality ulaanbaatar li example"
WORDS = st.sampled_from(["li", "lina", "kim", "robert", "gan", "ganbold", "o"])


@pytest.mark.parametrize("typed", [["sar"], ["ganb", "sara"], ["ulaan", "gan"], []])
def test_every_word_typed_begins_a_word_in_any_order(typed: list[str]) -> None:
    assert rank(KEY, typed) is not None


def test_who_lacks_a_word_does_not_fit() -> None:
    assert rank(KEY, ["sar", "bat"]) is None
    assert rank(KEY, ["ranbold"]) is None


def test_a_whole_short_name_stands_before_one_that_only_begins_so() -> None:
    keys = ["lina bat", "chen li", "li chen", "bat dorj limited"]
    ranked = sorted(keys, key=lambda key: rank(key, ["li"]) or 0)
    assert ranked == ["li chen", "chen li", "lina bat", "bat dorj limited"]


def test_a_name_stands_before_an_organisation() -> None:
    name, organisation = rank("dana bat", ["dana"]), rank("bat dorj x dana", ["dana"])
    assert name is not None
    assert organisation is not None
    assert name < organisation


def test_short_forms_stand_for_names_after_those_typed() -> None:
    assert meanings("bob") == ("bob", "robert")
    assert meanings("ganbold") == ("ganbold",)
    ranked = sorted(["robert ha", "bobi li"], key=lambda key: rank(key, ["bob"]) or 0)
    assert ranked == ["bobi li", "robert ha"]
    assert all(short not in long for short, long in LONG.items())


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, max_size=3))
def test_who_fits_does_not_depend_on_the_order(
    key: list[str], typed: list[str]
) -> None:
    fits = rank(" ".join(key), typed) is not None
    plain = all(any(w.startswith(m) for m in meanings(t) for w in key) for t in typed)
    assert fits == plain
    assert (rank(" ".join(key), typed[::-1]) is not None) == fits


def test_a_wanted_text_alone_is_no_filter() -> None:
    assert not Wanted("gan").is_filtered
    assert Wanted(country="MN").is_filtered
    assert Wanted(category="Expert").is_filtered
    assert Wanted(is_awaited=True).is_filtered
