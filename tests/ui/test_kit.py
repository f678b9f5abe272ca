import dataclasses
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services.slices import Take
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from tests.store.test_database import person


def unexpected(answer: object) -> None:
    pytest.fail(f"unexpected answer: {answer!r}")


def test_an_answer_comes_before_the_news_and_on_the_windows_thread(
    qtbot: QtBot, runner: Runner
) -> None:
    seen: list[object] = []
    runner.changed.connect(seen.append)
    runner.submit(
        runner,
        lambda s: s.add(person("Ada")),
        done=lambda _: seen.append(threading.current_thread()),
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [threading.main_thread(), frozenset({Kind.PARTICIPANT})]


def test_a_refusal_is_explained_and_a_bug_is_raised(
    qtbot: QtBot, runner: Runner
) -> None:
    said: list[str] = []

    def refuse(_: object) -> None:
        raise NexusError("not today")

    runner.submit(runner, refuse, failed=lambda e: said.append(str(e)))
    runner.failed.connect(lambda e: said.append(f"bar: {e}"))
    runner.submit(runner, refuse)
    qtbot.waitUntil(lambda: said == ["not today", "bar: not today"])
    with qtbot.captureExceptions() as seen:
        runner.submit(runner, lambda _: 1 / 0)
        qtbot.waitUntil(lambda: len(seen) > 0)
    assert seen[0][0] is ZeroDivisionError


def test_nobody_calls_a_closed_screen(qtbot: QtBot, runner: Runner) -> None:
    owner, after = QObject(), []
    gate = threading.Event()
    runner.submit(owner, lambda _: gate.wait(5), done=unexpected)
    delete(owner)
    gate.set()
    runner.submit(runner, lambda _: None, done=lambda _: after.append(1))
    qtbot.waitUntil(lambda: after == [1])


def test_user_actions_run_while_the_database_is_lent(
    qtbot: QtBot, runner: Runner
) -> None:
    order: list[str] = []

    def long_work(_database: object, breathe: Callable[[], None]) -> str:
        runner.submit(runner, lambda _: order.append("action"))
        while not order:
            breathe()
        order.append("work")
        return "finished"

    runner.lend(runner, long_work, done=order.append, failed=unexpected)
    qtbot.waitUntil(lambda: order == ["action", "work", "finished"])


def test_user_actions_run_between_the_pieces_of_long_work(
    qtbot: QtBot, runner: Runner
) -> None:
    order: list[object] = []
    runner.changed.connect(order.append)

    def long_work(take: Take) -> str:
        take(lambda s: s.add(person("Ada")))
        runner.submit(runner, lambda _: order.append("scan"), failed=unexpected)
        take(lambda _: order.append("piece"))
        take(lambda s: s.add(person("Bob")))
        return "done"

    runner.in_slices(runner, long_work, done=order.append, failed=unexpected)
    qtbot.waitUntil(lambda: len(order) == 4)
    told = frozenset({Kind.PARTICIPANT})
    assert order == ["piece", "scan", "done", told], "and others hear of it once"


def test_a_job_reports_and_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    shown: list[tuple[float, str]] = []
    ended: list[str] = []

    def work(report: Report, cancelled: Cancelled) -> str:
        report(0.5, "half")
        while not cancelled():
            pass
        return "best so far"

    job = jobs.start(
        jobs, work, done=ended.append, failed=unexpected,
        progressed=lambda f, t: shown.append((f, t)),
    )  # fmt: skip
    qtbot.waitUntil(lambda: shown == [(0.5, "half")])
    job.cancel()
    qtbot.waitUntil(lambda: ended == ["best so far"])


def test_work_asked_for_after_the_end_is_never_begun(qapp: QApplication) -> None:
    begun: list[str] = []
    jobs = Jobs()
    jobs.close()
    job = jobs.start(
        jobs, lambda _r, _c: begun.append("begun"), done=unexpected, failed=unexpected
    )
    assert job.is_cancelled()
    assert begun == []


def test_a_table_sorts_and_copies_what_is_seen(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    columns: tuple[Column[tuple[str, int]], ...] = (
        Column("Name", lambda r: r[0]),
        Column("Age", lambda r: str(r[1]), order=lambda r: r[1]),
    )
    rows = Rows(columns)
    rows.replace([("Bo", 9), ("Ada", 36), ("Cy", 100)])
    qtmodeltester.check(rows)
    table = Table(rows, "test")
    qtbot.addWidget(table)
    table.selectRow(0)
    assert table.selected_text() == "Ada\t36"
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.selected_text() == "Ada\t36", "the selection follows its row"
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Cy\t100\nAda\t36\nBo\t9"


TONES = ("accent", "good", "warn", "bad")
PAIRS = [
    *((text, ground) for text in ("text", "soft", "faint", *TONES)
      for ground in ("surface", "ground", "raised", "rail")),
    *((tone, f"{tone}_soft") for tone in TONES),
    *(("on_fill", f"{tone}_fill") for tone in TONES),
    ("text", "accent_soft"), ("on_attention", "attention"),
]  # fmt: skip


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_its_ground(
    palette: theme.Colours, text: str, ground: str
) -> None:
    one, other = luminance(palette[text]), luminance(palette[ground])
    ratio = (max(one, other) + 0.05) / (min(one, other) + 0.05)
    assert ratio >= 4.5, f"{ratio:.2f}"


def test_the_style_sheet_uses_every_token_it_names(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True)
    assert "$" not in qapp.styleSheet()
    assert theme.colours() is theme.DARK
    theme.apply(qapp, dark=False)
    assert len(dataclasses.fields(theme.LIGHT)) > 20


def test_an_icon_takes_the_colour_of_the_palette(qapp: QApplication) -> None:
    def colour() -> set[str]:
        image = icon("check", "text").pixmap(24, 24).toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() == 255
        }

    assert theme.LIGHT.text.lower() in colour()
    theme.apply(qapp, dark=True)
    assert theme.DARK.text.lower() in colour()
    theme.apply(qapp, dark=False)


def test_a_closed_screen_ends_on_the_windows_thread(
    qtbot: QtBot, runner: Runner, jobs: Jobs
) -> None:
    ended: list[threading.Thread] = []

    class Short(QObject):
        def __del__(self) -> None:
            ended.append(threading.current_thread())

    for _ in range(200):
        owner = Short()
        runner.submit(owner, lambda _: None, done=unexpected)
        jobs.start(owner, lambda *_: None, done=unexpected, failed=unexpected)
        delete(owner)
        del owner
    qtbot.waitUntil(lambda: len(ended) == 200)
    assert set(ended) == {threading.main_thread()}
