"""Sheets of badges and the colours of roles."""

from itertools import combinations

import pytest

from nexus_desktop.core.badge_sheet import (
    INK,
    READABLE,
    ROLE_COLOURS,
    SHEETS,
    WHITE,
    BadgeSheetError,
    Sheet,
    contrast,
    role_colour,
    sheet,
    text_on,
)


@pytest.mark.parametrize("on", SHEETS, ids=lambda on: on.name)
def test_badges_lie_on_the_paper_without_meeting(on: Sheet) -> None:
    corners = list(on.corners())
    assert len(corners) == on.count == len(set(corners))
    for x, y in corners:
        assert 0 <= x <= on.width - on.badge_width
        assert 0 <= y <= on.height - on.badge_height
    for (x, y), (other_x, other_y) in combinations(corners, 2):
        beside = abs(x - other_x) >= on.badge_width + on.gap
        below = abs(y - other_y) >= on.badge_height + on.gap
        assert beside or below


def test_badges_come_row_by_row_from_the_top_left_and_are_centred() -> None:
    first, second, third, *_, last = sheet("a4-8").corners()
    assert first == (12.0, 217.5)
    assert second == (108.0, 217.5)
    assert third == (12.0, 151.5)
    assert last == (108.0, 19.5)


def test_a_sheet_is_found_by_its_name_in_any_case() -> None:
    assert sheet(" A4-8 ") is SHEETS[0]
    assert sheet("102x152").count == 1


def test_an_unknown_sheet_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadgeSheetError, match=r'no sheet "a5".*a4-8, .*102x152'):
        sheet("a5")


def test_roles_have_colours_that_stay_the_same() -> None:
    assert role_colour("Speaker") == role_colour(" SPEAKER ")
    assert role_colour("Keynote speaker") == ROLE_COLOURS["speaker"]
    assert role_colour("") == ROLE_COLOURS["participant"]
    assert role_colour("Илтгэгч") == role_colour("илтгэгч")
    assert role_colour("Loudspeaker") != ROLE_COLOURS["speaker"]
    assert role_colour("Loudspeaker").startswith("#")


def test_every_role_is_read_well_on_its_colour() -> None:
    roles = [*ROLE_COLOURS, *(f"other {number}" for number in range(40))]
    for role in roles:
        ground = role_colour(role)
        assert contrast(text_on(ground), ground) >= READABLE


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(WHITE, "#767676") == contrast("#767676", WHITE)
    assert text_on("#FFE9B8") == INK
    assert text_on("#0F6CBD") == WHITE
