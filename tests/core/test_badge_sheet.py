"""Sheets of badges and the colours of roles and categories."""

from dataclasses import replace
from itertools import combinations

import pytest

from nexus_desktop.core.badge_sheet import (
    CATEGORY_COLOURS,
    INK,
    READABLE,
    ROLE_COLOURS,
    SHEETS,
    WHITE,
    BadgeSheetError,
    Fold,
    Sheet,
    category_colours,
    contrast,
    role_colour,
    sheet,
    text_on,
)


@pytest.mark.parametrize("on", SHEETS, ids=lambda on: on.name)
@pytest.mark.parametrize("mirrored", [False, True])
def test_badges_lie_on_the_paper_without_meeting(on: Sheet, mirrored: bool) -> None:
    corners = list(on.corners(mirrored=mirrored))
    assert len(corners) == on.count == len(set(corners))
    near = 1e-9
    for x, y in corners:
        assert -near <= x <= on.width - on.cell_width + near
        assert -near <= y <= on.height - on.cell_height + near
    for (x, y), (other_x, other_y) in combinations(corners, 2):
        beside = abs(x - other_x) >= on.cell_width + on.gap - near
        below = abs(y - other_y) >= on.cell_height + on.row_gap - near
        assert beside or below


def test_badges_come_row_by_row_from_the_top_left_and_are_centred() -> None:
    first, second, third, *_, last = sheet("a4-8").corners()
    assert first == (12.0, 217.5)
    assert second == (108.0, 217.5)
    assert third == (12.0, 151.5)
    assert last == (108.0, 19.5)


def test_a_sheet_of_labels_begins_where_its_maker_cut_it() -> None:
    cut = sheet("a4-10-90x52")
    assert next(iter(cut.corners())) == (15, 297 - 18.5 - 52)
    assert cut.margins == (15, 18.5, 15, 18.5)


def test_backs_lie_behind_their_fronts_when_the_paper_is_turned() -> None:
    on = replace(sheet("a4-8"), left=10.0)
    for (x, y), (behind, same) in zip(
        on.corners(), on.corners(mirrored=True), strict=True
    ):
        assert same == y
        assert behind + on.badge_width == pytest.approx(on.width - x)


def test_a_folded_badge_takes_twice_its_size() -> None:
    flat = sheet("a6")
    assert (flat.cell_width, flat.cell_height) == (105, 148)
    for fold in (Fold.ABOVE, Fold.BELOW):
        assert replace(flat, fold=fold).cell_height == 296
    assert replace(flat, fold=Fold.BESIDE).cell_width == 210


def test_a_sheet_is_found_by_its_name_in_any_case() -> None:
    assert sheet(" A4-8 ") is SHEETS[0]
    assert sheet("102x152").count == 1
    assert len({one.name for one in SHEETS}) == len(SHEETS)


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


def test_a_new_category_changes_no_other_ones_colour() -> None:
    before = category_colours(["City", "Ministry"])
    after = category_colours(["City", "Ministry", "City", "Network"])
    assert before["City"] != before["Ministry"]
    assert {name: after[name] for name in before} == before
    many = category_colours(map(str, range(25)))
    assert many["0"] == many[str(len(CATEGORY_COLOURS))]


def test_every_role_and_category_is_read_well_on_its_colour() -> None:
    roles = [*ROLE_COLOURS, *(f"other {number}" for number in range(40))]
    for ground in [*map(role_colour, roles), *CATEGORY_COLOURS]:
        assert contrast(text_on(ground), ground) >= READABLE


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(WHITE, "#767676") == contrast("#767676", WHITE)
    assert text_on("#FFE9B8") == INK
    assert text_on("#0F6CBD") == WHITE
