from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from nexus_desktop.ui.programme import geometry
from nexus_desktop.ui.programme.geometry import Scale

FIRST = date(2014, 11, 5)
INFO = WorkshopInfo(
    "w",
    NewWorkshop(
        title="T",
        first_day=FIRST,
        last_day=date(2014, 11, 7),
        time_zone="Asia/Ulaanbaatar",
    ),
    (),
    {},
)
MIDNIGHT = datetime(2014, 11, 4, 16, tzinfo=UTC)


def an_item(name: str, start: int, end: int, day: int = 0) -> SessionInfo:
    return SessionInfo(
        id=name,
        title=name,
        starts_at=MIDNIGHT + timedelta(days=day, minutes=start),
        ends_at=MIDNIGHT + timedelta(days=day, minutes=end),
    )


def test_a_session_outside_the_workshop_gets_a_column() -> None:
    blocks = geometry.blocks([an_item("a", 540, 600), an_item("b", 540, 600, 9)], INFO)
    assert geometry.days_of(blocks, INFO) == (*INFO.days, date(2014, 11, 14))


def test_a_session_past_midnight_ends_at_the_foot_of_its_day() -> None:
    (block,) = geometry.blocks([an_item("party", 1380, 1500)], INFO)
    assert (block.start, block.end) == (1380, 1440)


def test_the_sheet_shows_the_whole_day_in_the_height_there_is() -> None:
    blocks = geometry.blocks([an_item("a", 510, 1050)], INFO)
    scale = Scale.fitted(INFO.days, blocks, 900, 600)
    assert (scale.first, scale.last) == (8, 18)
    assert (scale.width, scale.height) == (900, 600)
    assert scale.shows(480)
    assert not scale.shows(1081)
    small = Scale.fitted(INFO.days, blocks, 100, 100)
    assert small.column_width == geometry.LEAST_COLUMN
    assert small.height == 10 * geometry.LEAST_HOUR
    assert Scale.fitted(INFO.days, (), 900, 600).first == 8


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 270), st.integers(1, 30)),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_blocks_overlap_and_each_is_found_where_it_stands(
    drawn: list[tuple[int, int, int]],
) -> None:
    items = [
        an_item(f"s{n}", start * 5, min(start * 5 + length * 5, 1440), day)
        for n, (day, start, length) in enumerate(drawn)
    ]
    blocks = geometry.blocks(items, INFO)
    assert len(blocks) == len(items)
    scale = Scale.fitted(INFO.days, blocks, 900, 1500)
    for one, other in combinations(blocks, 2):
        assert not scale.rect(one).intersects(scale.rect(other))
    for block in blocks:
        box = scale.rect(block)
        assert box.width() > 0
        spot = scale.spot(box.center())
        assert spot.day == block.day
        assert block.start <= spot.minutes < block.end


def test_points_outside_belong_to_the_nearest_day() -> None:
    scale = Scale.fitted(INFO.days, (), 900, 600)
    assert scale.spot(QPointF(5, 60)).day == FIRST
    assert scale.spot(QPointF(5000, 60)).day == INFO.days[-1]


@pytest.mark.parametrize(
    ("start", "shown"), [(602, 600), (603, 605), (-40, 0), (5000, 1435)]
)
def test_a_moved_session_snaps_and_keeps_its_length(start: int, shown: int) -> None:
    (block,) = geometry.blocks([an_item("a", 540, 630)], INFO)
    begins, ends = geometry.moved(block, INFO.days[1], start, INFO)
    assert INFO.clock(begins) == (INFO.days[1], shown)
    assert ends - begins == timedelta(minutes=90)


@pytest.mark.parametrize(("end", "minutes"), [(652, 110), (100, 5), (5000, 900)])
def test_a_stretched_session_keeps_its_start(end: int, minutes: int) -> None:
    (block,) = geometry.blocks([an_item("a", 540, 630)], INFO)
    begins, ends = geometry.stretched(block, end, INFO)
    assert begins == block.session.starts_at
    assert ends - begins == timedelta(minutes=minutes)


def test_arrows_lead_through_days_and_parallel_sessions() -> None:
    blocks = geometry.blocks(
        [
            an_item("opening", 540, 600),
            an_item("left", 600, 660),
            an_item("right", 600, 660),
            an_item("tomorrow", 590, 650, 1),
            an_item("evening", 1100, 1200, 1),
        ],
        INFO,
    )
    by_name = {block.session.id: block for block in blocks}

    def step(name: str, way: str) -> str:
        return geometry.neighbour(blocks, by_name[name], way).session.id

    assert step("opening", "down") == "left"
    assert step("opening", "up") == "opening"
    assert step("left", "right") == "right"
    assert step("right", "left") == "left"
    assert step("right", "right") == "tomorrow"
    assert step("evening", "down") == "evening"
    assert step("evening", "left") == "left"
    assert step("evening", "right") == "evening"
    assert step("left", "left") == "left"
