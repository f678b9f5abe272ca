"""Signs for doors: one to a page, read from afar."""

import pytest

from nexus_desktop.core.papers import DoorSign
from nexus_desktop.documents import door_signs_pdf
from tests.documents.badges import LONG_NAME, LONG_WORK, WORKSHOP
from tests.documents.reading import needs_poppler, pages_of, reader_of
from tests.documents.scripts import ALL

SIGN = DoorSign(WORKSHOP, "Group A", "Water", "Room 1", "Thursday, 14:00", "Ed Host")
SIGNS = [
    SIGN,
    DoorSign("W", "B"),
    DoorSign(WORKSHOP, LONG_NAME, LONG_WORK, "Room " * 20, "When " * 20, LONG_NAME),
    *(DoorSign("W", name, name, name, name, name) for name in ALL.values()),
]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name[:12])
def test_texts_stay_in_their_places(sign: DoorSign) -> None:
    texts = [text for text in door_signs_pdf.lay_out(sign).values() if text.lines]
    for index, text in enumerate(texts):
        assert text.box.contains(text.ink)
        assert not any(text.ink.meets(other.ink) for other in texts[index + 1 :])


def test_the_group_is_read_from_afar() -> None:
    texts = door_signs_pdf.lay_out(SIGN)
    assert texts["name"].size >= 120
    assert texts["topic"].size >= 40
    assert texts["place"].size >= 30


@needs_poppler
def test_each_sign_has_a_page_that_says_it_all() -> None:
    pages = pages_of(door_signs_pdf.render(SIGNS[:2]))
    assert len(pages) == 2
    for word in ("Group A", "Water", "Room 1", "Thursday, 14:00", "Ed Host"):
        assert word in pages[0]


def test_paper_lies_across_and_no_signs_are_one_empty_page() -> None:
    (page,) = reader_of(door_signs_pdf.render([])).pages
    assert page.mediabox.width > page.mediabox.height


def test_same_signs_give_the_same_bytes() -> None:
    assert door_signs_pdf.render(SIGNS) == door_signs_pdf.render(SIGNS)
