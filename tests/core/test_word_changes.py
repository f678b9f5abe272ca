from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.word_changes import Fate, word_changes


def shown(before: str, after: str) -> str:
    signs = {Fate.KEPT: "{}", Fate.ADDED: "[+{}]", Fate.REMOVED: "[-{}]"}
    return "".join(
        signs[piece.fate].format(piece.text) for piece in word_changes(before, after)
    )


def test_words_that_changed_are_told_apart_from_those_that_stayed() -> None:
    assert shown("The plant is planned", "The plant was built") == (
        "The plant [-is planned][+was built]"
    )
    assert shown("Naga reports", "Naga reports on water") == "Naga reports[+ on water]"
    assert shown("same", "same") == "same"
    assert shown("", "new") == "[+new]"


def test_a_space_alone_is_a_change_too() -> None:
    assert shown("septage  plant", "septage plant") == "septage[-  ][+ ]plant"


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    assert shown("水务局报告", "水利局报告") == "水[-务][+利]局报告"
    assert shown("น้ำดี", "น้ำเสีย") == "น้ำ[-ดี][+เสีย]"
    assert shown("Сесс өндөрлөв", "Сесс эхлэв") == "Сесс [-өндөрлөв][+эхлэв]"


TEXTS = st.text(st.sampled_from("ab  .é水น้ำ𠮷ө"), max_size=30)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    old = "".join(one.text for one in pieces if one.fate is not Fate.ADDED)
    new = "".join(one.text for one in pieces if one.fate is not Fate.REMOVED)
    assert (old, new) == (before, after)
    assert all(one.text for one in pieces)
