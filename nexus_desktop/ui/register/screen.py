"""The Register screen: what all sessions agreed and reported, a tab each."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.tabbed import TabbedScreen


class RegisterScreen(TabbedScreen):
    """Actions with their owners, what places reported, earlier workshops."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        tabs = (
            ("actions", _tr("Actions")), ("places", _tr("Places")),
            ("objectives", _tr("Objectives")), ("series", _tr("Series")),
        )  # fmt: skip
        super().__init__(_tr("Register"), "register", tabs, (runner, jobs, now), parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegisterScreen", text)
