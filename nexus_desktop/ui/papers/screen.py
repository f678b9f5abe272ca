"""The Papers screen: badges, their layouts, and lists, a tab each."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen

_LAST = "papers/last_tab"


class PapersScreen(Screen):
    """Shows one page at a time, each a `Screen` made when its tab is first chosen."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Papers"), parent)
        self._needed = (runner, jobs, now)
        self._pages: dict[str, Screen] = {}
        self._names: list[str] = []
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._tools = QHBoxLayout()
        self._lay_out()
        self._add_tabs()
        last = str(QSettings().value(_LAST, ""))
        self.tabs.setCurrentIndex(self._names.index(last) if last in self._names else 0)
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self._turn()

    @property
    def page(self) -> Screen:
        """Return the page in front."""
        return self._pages[self._names[self.tabs.currentIndex()]]

    @override
    def shown(self) -> None:
        """Let the page in front look up what is new."""
        self.page.shown()

    @override
    def go_to(self, row_id: str) -> None:
        """Turn to a tab by its name ("badges", "layouts", "lists"), or to its record.

        "badges/ID" and the like show the record ID on that page.
        """
        name, _, record = row_id.partition("/")
        if name in self._names:
            self.tabs.setCurrentIndex(self._names.index(name))
            if record:
                self.page.go_to(record)
        else:
            self.page.go_to(row_id)

    @override
    def undo(self) -> bool:
        """Take back what was done last on the page in front."""
        return self.page.undo()

    @override
    def flush(self) -> None:
        """Let every page made so far hand over unsaved work."""
        for page in self._pages.values():
            page.flush()

    def _add_tabs(self) -> None:
        for name, words in (
            ("badges", self.tr("Badges")),
            ("layouts", self.tr("Layouts")),
            ("lists", self.tr("Lists")),
        ):
            self._names.append(name)
            self.tabs.addTab(words)

    def _turn(self) -> None:
        name = self._names[self.tabs.currentIndex()]
        if name not in self._pages:
            module = import_module(f"nexus_desktop.ui.papers.{name}_page")
            page: Screen = getattr(module, f"{name.capitalize()}Page")(*self._needed)
            self._pages[name] = page
            self.stack.addWidget(page)
            page.messaged.connect(self.messaged)
            page.asked.connect(self.asked)
        page = self._pages[name]
        self.stack.setCurrentWidget(page)
        self._show_tools(page)
        self.keys = (
            ("Ctrl+Tab, Ctrl+Shift+Tab", self.tr("Next tab, tab before")), *page.keys
        )  # fmt: skip
        QSettings().setValue(_LAST, name)
        if self.isVisible():
            page.shown()

    def _show_tools(self, page: Screen) -> None:
        while (item := self._tools.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
        for widget in page.tools:
            self._tools.addWidget(widget)
            widget.show()

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Papers"))
        self._tools.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addLayout(self._tools)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(head)
        box.addWidget(self.stack, 1)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._step(step))

    def _step(self, step: int) -> None:
        count = self.tabs.count()
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % count)
