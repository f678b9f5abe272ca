"""Sheets that were used in part are gone on with where they end."""

import pypdfium2
import pytest
from zxingcpp import read_barcodes

from nexus_desktop.core.badge_sheet import BadgeFace, sheet
from nexus_desktop.documents import badges_pdf


def rows_used(pdf: bytes, page: int) -> list[int]:
    """Return how far down the codes are on a page, in eighths of its height."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=2).to_pil()
    found = read_barcodes(image)
    return sorted(round(8 * c.position.top_left.y / image.height) for c in found)


@pytest.mark.parametrize(("first", "on_pages"), [(1, [3]), (7, [2, 1]), (8, [1, 2])])
def test_the_first_badge_takes_the_place_that_is_free(
    first: int, on_pages: list[int]
) -> None:
    faces = [BadgeFace(code="NX1" + letter * 42, name=letter) for letter in "ABC"]
    pdf = badges_pdf.render(faces, sheet("a4-8"), first=first)
    used = [rows_used(pdf, page) for page in range(len(on_pages))]
    assert [len(rows) for rows in used] == on_pages
    if first > 6:
        assert set(used[0]) == {max(used[0])}, "in the last row"
        assert used[0][0] > used[1][0]
