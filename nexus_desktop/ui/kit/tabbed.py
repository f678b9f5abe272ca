"""A screen of several pages, a tab each, of which one is in front."""

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module

from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen

Needed = tuple[Runner, Jobs, Callable[[], datetime]]


class TabbedScreen(Screen):
    """Shows one page at a time, each a `Screen` made when its tab is first chosen.

    Its package `folder` under `ui` has the class `NamePage` in a module `NAME_page`.
    """

    def __init__(
        self,
        title: str,
        folder: str,
        tabs: Sequence[tuple[str, str]],
        needed: Needed,
        parent: QWidget | None = None,
    ) -> None:
        """Offer `tabs`: (name, words); the pages are made of what is `needed`."""
        super().__init__(title, parent)
        self._folder, self._needed = folder, needed
        self._last = f"{folder}/last_tab"
        self._pages: dict[str, Screen] = {}
        self._names: list[str] = []
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._tools = QHBoxLayout()
        self._lay_out()
        for name, words in tabs:
            self._names.append(name)
            self.tabs.addTab(words)
        last = str(QSettings().value(self._last, ""))
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
        """Turn to a tab by its name; "NAME/ID" shows the record ID on that page.

        What is no name is a record of the page in front.
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

    def _turn(self) -> None:
        name = self._names[self.tabs.currentIndex()]
        if name not in self._pages:
            module = import_module(f"nexus_desktop.ui.{self._folder}.{name}_page")
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
        QSettings().setValue(self._last, name)
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
        self.tabs.setAccessibleName(self.title)
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
