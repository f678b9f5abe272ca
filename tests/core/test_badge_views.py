from dataclasses import replace

from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side
from nexus_desktop.core.badge_sheet import BadgeFace, Fold
from nexus_desktop.core.badge_views import alone, fields_on, texts_on
from nexus_desktop.core.ready_layouts import ready_layouts


def test_one_badge_alone_is_as_large_as_it_is_unfolded() -> None:
    layout = alone(ready_layouts()["ready:a4-8"])
    assert (layout.sheet.width, layout.sheet.height) == (90, 60)
    assert (layout.sheet.count, layout.sheet.marks) == (1, False)
    folded = alone(ready_layouts()["ready:a4-2-folded"]).sheet
    assert (folded.width, folded.height) == (105, 296)
    assert folded.fold is Fold.ABOVE


def test_what_stands_on_a_layout_is_known_field_by_field() -> None:
    plain = ready_layouts()["ready:a4-8"]
    assert {"name", "native_name", "organisation", "role"} <= fields_on(plain)
    assert "category" not in fields_on(plain)
    made = BadgeLayout(
        "Mine",
        plain.sheet,
        Side((
            Element("t", Kind.TEXT, 0, 0, 9, 9, text="Group { group 2}: {table}"),
            Element("p", Kind.PHOTO, 0, 0, 9, 9),
        )),
        Side((Element("b", Kind.BAND, 0, 0, 9, 9, ground="category"),)),
    )  # fmt: skip
    assert fields_on(made) == {"group", "table", "photo", "category"}
    assert fields_on(replace(made, back=None)) == {"group", "table", "photo"}


def test_what_the_texts_of_a_layout_say_is_known_before_they_are_printed() -> None:
    plain = ready_layouts()["ready:a4-8"]
    made = replace(
        plain,
        front=Side(
            (
                Element("n", Kind.TEXT, 0, 0, 9, 9, text="{name}"),
                Element("b", Kind.BAND, 0, 0, 9, 9, ground="#112233"),
            )
        ),
        back=Side((Element("f", Kind.TEXT, 0, 0, 9, 9, text="in {filed}"),)),
    )
    face = BadgeFace("NX1", "Li Wei", filed="Box C")
    assert list(texts_on(made, face)) == ["Li Wei", "in Box C"]
