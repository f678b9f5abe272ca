"""The Papers screen: badges, their layouts, and lists, a tab each."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.tabbed import TabbedScreen


class PapersScreen(TabbedScreen):
    """Everything that is printed."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        tabs = (
            ("badges", _tr("Badges")), ("layouts", _tr("Layouts")),
            ("lists", _tr("Lists")),
        )  # fmt: skip
        super().__init__(_tr("Papers"), "papers", tabs, (runner, jobs, now), parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PapersScreen", text)
