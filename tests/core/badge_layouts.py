"""Badge layouts made at random, all of them sound."""

from dataclasses import replace

from hypothesis import strategies as st

from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side, clamped
from nexus_desktop.core.badge_sheet import Fold, Sheet
from nexus_desktop.core.ready_layouts import ready_layouts

COLOURS = st.sampled_from(["", "#0F6CBD", "role", "category", "on role", "on category"])
TEXTS = st.sampled_from(
    ["{name}", "{city}, {country}", "Table {table 2}", "Words", "", "{group} · {room}"]
)
LENGTHS = st.floats(-40, 240, allow_nan=False).map(lambda length: round(length, 2))
TYPES = st.integers(4, 60)


@st.composite
def elements(draw: st.DrawFn, number: int) -> Element:
    """Return an element that may lie beside the badge."""
    smallest = draw(TYPES)
    return Element(
        f"e{number}",
        draw(st.sampled_from(list(Kind))).value,
        draw(LENGTHS),
        draw(LENGTHS),
        draw(LENGTHS),
        draw(LENGTHS),
        text=draw(TEXTS),
        smallest=smallest,
        largest=smallest + draw(st.integers(0, 30)),
        lines=draw(st.integers(1, 5)),
        bold=draw(st.booleans()),
        align=draw(st.sampled_from([0.0, 0.5, 1.0])),
        rise=draw(st.sampled_from([0.0, 0.5, 1.0])),
        colour=draw(COLOURS),
        ground=draw(COLOURS),
        after=draw(st.sampled_from(["", "e0", "e1", "e2"])),
    )


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Return a side with up to five elements."""
    count = draw(st.integers(0, 5))
    return Side(tuple(draw(elements(number)) for number in range(count)))


@st.composite
def layouts(draw: st.DrawFn) -> BadgeLayout:
    """Return a layout with every element on its badge."""
    width, height = draw(st.integers(20, 210)), draw(st.integers(20, 297))
    fold = draw(st.sampled_from(list(Fold)))
    sheet = Sheet("", "", width, height, width, height, fold=fold)
    sheet = replace(sheet, width=sheet.cell_width, height=sheet.cell_height)
    made = BadgeLayout("A layout", sheet, draw(sides()))
    back = draw(st.none() | sides())

    def on_badge(side: Side) -> Side:
        found = tuple(clamped(element, made) for element in side.elements)
        return replace(side, elements=found)

    return replace(
        made,
        front=on_badge(made.front),
        back=None if back is None else on_badge(back),
        colours=draw(st.sampled_from([{}, {"speaker": "#112233"}])),
    )


READY = list(ready_layouts().values())
