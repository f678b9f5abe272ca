from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from nexus_desktop.core.desk import Bin
from nexus_desktop.core.overview import Share
from nexus_desktop.ui.kit.theme import colours
from nexus_desktop.ui.overview.bars import ShareBars
from nexus_desktop.ui.overview.chart import ArrivalsChart

START = datetime(2014, 11, 5, 8, 40, tzinfo=UTC)


def bins(*counts: int) -> tuple[Bin, ...]:
    step = timedelta(minutes=5)
    return tuple(Bin(START + n * step, count) for n, count in enumerate(counts))


@pytest.fixture
def chart(qtbot: QtBot) -> ArrivalsChart:
    chart = ArrivalsChart()
    qtbot.addWidget(chart)
    chart.resize(700, 260)
    chart.show()
    qtbot.waitExposed(chart)
    return chart


def test_the_chart_says_in_words_what_it_shows(chart: ArrivalsChart) -> None:
    chart.show_arrivals(bins(2, 0, 7, 1), 12)
    assert chart.accessibleDescription() == (
        "10 of 12 came in, the first at 08:40, the last by 09:00. "
        "Most came between 08:50 and 08:55: 7."
    )
    chart.show_arrivals((), 12)
    assert chart.accessibleDescription() == "Nobody has come in yet."
    assert not chart.grab().isNull()


def test_pointing_tells_the_numbers(qtbot: QtBot, chart: ArrivalsChart) -> None:
    chart.show_arrivals(bins(2, 0, 7, 1), 12)
    axis = chart.axis()
    place = QPointF(axis.x(START + timedelta(minutes=12)), 100).toPoint()
    qtbot.mouseMove(chart, place)
    assert chart.pointed_words() == "08:50–08:55: 7 came in, 9 so far"
    assert not chart.grab().isNull()
    qtbot.mouseMove(chart, QPoint(2, 100))
    assert chart.pointed_words() == ""
    qtbot.mouseMove(chart, place)
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.pointed_words() == ""


def test_arrow_keys_walk_through_the_numbers(
    qtbot: QtBot, chart: ArrivalsChart
) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.pointed_words() == ""
    chart.show_arrivals(bins(2, 0, 7), 12)
    words = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(chart, key)
        words.append(chart.accessibleDescription()[:11])
    assert words == ["08:40–08:45", "08:45–08:50", "08:40–08:45", "08:40–08:45"]


def test_more_than_expected_still_fits(chart: ArrivalsChart) -> None:
    chart.show_arrivals(bins(5, 5), 3)
    axis = chart.axis()
    assert axis.top == 10
    assert axis.y(10) == pytest.approx(axis.box.top())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=150),
    st.integers(0, 100_000),
)
def test_any_day_can_be_painted(
    qapp: QApplication, counts: Sequence[int], expected: int
) -> None:
    chart = ArrivalsChart()
    chart.resize(500, 200)
    chart.show_arrivals(bins(*counts[:-1], counts[-1] + 1), expected)
    chart.point_at(len(counts) - 1)
    assert not chart.grab().isNull()
    axis = chart.axis()
    assert axis.y(axis.top) >= axis.box.top() - 0.001
    assert axis.x(START) >= axis.box.left()
    chart.deleteLater()


def test_bars_show_as_many_as_there_is_room_for(qtbot: QtBot) -> None:
    bars = ShareBars("By country", "not known")
    qtbot.addWidget(bars)
    bars.resize(300, 3 * 26)
    bars.show_shares(
        (
            Share("Mongolia", 30, 28),
            Share("Viet Nam", 18, 18),
            Share("India", 2, 0),
            Share("", 1, 1),
        )
    )
    bars.show()
    qtbot.waitExposed(bars)
    bars.resize(300, 3 * 26)
    assert [share.name for share in bars.shown()] == [
        "Mongolia",
        "Viet Nam",
        "2 others",
    ]
    assert not bars.grab().isNull()
    assert bars.accessibleDescription().endswith("India: 0 of 2; not known: 1 of 1")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 30), QPoint(5, 30))
    QApplication.sendEvent(bars, event)
    assert QToolTip.text() == "Viet Nam: 18 of 18"
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 999), QPoint(5, 999))
    QApplication.sendEvent(bars, event)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_where_there_is_no_room_for_bars_the_numbers_are_read(qtbot: QtBot) -> None:
    bars = ShareBars("By gender", "not known")
    qtbot.addWidget(bars)
    bars.show_shares((Share("Women", 66, 66),))

    def accents(width: int) -> int:
        bars.resize(width, 3 * 26)
        picture = bars.grab().toImage()
        accent = colours()["accent"].rgb()
        spots = product(range(picture.width()), range(picture.height()))
        return sum(picture.pixel(x, y) == accent for x, y in spots)

    assert accents(300) > 0
    assert accents(90) == 0
