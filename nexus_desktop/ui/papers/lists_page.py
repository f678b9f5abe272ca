"""Lists of people on paper and as tables."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen


class ListsPage(Screen):
    """Lists of people."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Lists"), parent)
        self._runner, self._jobs, self._now = runner, jobs, now
