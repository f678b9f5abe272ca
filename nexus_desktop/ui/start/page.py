"""The start page: what to begin with, and the workshops that were open here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.start import centred
from nexus_desktop.ui.start.recent import RecentWorkshop
from nexus_desktop.ui.start.tiles import ActionTile, WorkshopTile

_WIDTH = 1080
_TILE = 320


class StartPage(QWidget):
    """Shows `recents`; says what the user wants.

    Signals:
        new_wanted, open_wanted, join_wanted, demo_wanted: one of the large buttons.
        restore_wanted: a backup is to be put back.
        opened: the path of a recent workshop.
        removed: the path of one that should go off the list.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    join_wanted = Signal()
    demo_wanted = Signal()
    restore_wanted = Signal()
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, recents: Sequence[RecentWorkshop]) -> None:
        super().__init__()
        self.tiles: list[WorkshopTile] = []
        self.new = ActionTile(
            "file-plus",
            self.tr("New workshop"),
            self.tr("Title, place, days and objectives, on one page."),
        )
        self.open = ActionTile(
            "folder-open",
            self.tr("Open a workshop"),
            self.tr("A .nexus file on this laptop or a USB stick."),
        )
        self.join = ActionTile(
            "monitor-smartphone",
            self.tr("Join a workshop"),
            self.tr("With an invitation of the coordinator's laptop."),
        )
        self.demo = ActionTile(
            "play",
            self.tr("Try the demo workshop"),
            self.tr("Three days, 130 generated people, everything filled in."),
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._columns = 3
        self._lay_out()
        self._bind()
        self.show_recents(recents)

    def show_recents(self, recents: Sequence[RecentWorkshop]) -> None:
        """Show these workshops instead."""
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._tile(recent) for recent in recents]
        self.empty.setVisible(not self.tiles)
        self._arrange()

    def _tile(self, recent: RecentWorkshop) -> WorkshopTile:
        tile = WorkshopTile(recent)
        tile.setFixedHeight(152)
        tile.clicked.connect(lambda: self.opened.emit(recent.path))
        tile.forgotten.connect(lambda: self.removed.emit(recent.path))
        return tile

    def _lay_out(self) -> None:
        self.restore = button(
            self.tr("Restore a backup…"), "link", clicked=self.restore_wanted.emit
        )
        begin = QHBoxLayout()
        begin.setSpacing(16)
        for tile in (self.new, self.open, self.join, self.demo):
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            begin.addWidget(tile, 1)
        self.empty = label(
            self.tr("The workshops that you open will be listed here."), "soft"
        )
        box = centred.fill(self, _WIDTH)
        box.setContentsMargins(24, 48, 24, 32)
        box.addWidget(label(self.tr("Nexus Desktop"), "big"))
        box.addSpacing(4)
        box.addWidget(label(self._promise(), "soft"))
        box.addSpacing(32)
        box.addLayout(begin)
        box.addSpacing(32)
        box.addWidget(
            row(label(self.tr("Recent workshops"), "head"), None, self.restore)
        )
        box.addSpacing(12)
        box.addWidget(self.empty)
        box.addLayout(self._grid)
        box.addStretch(1)

    def _promise(self) -> str:
        return self.tr(
            "Check-in, groups, notes and minutes of a workshop, in one file on this "
            "laptop."
        )

    def _bind(self) -> None:
        for tile, wanted, keys in (
            (self.new, self.new_wanted, "Ctrl+N"),
            (self.open, self.open_wanted, "Ctrl+O"),
            (self.join, self.join_wanted, "Ctrl+J"),
            (self.demo, self.demo_wanted, "Ctrl+D"),
        ):
            tile.clicked.connect(wanted)
            tile.setToolTip(keys)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(wanted)

    def _arrange(self) -> None:
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // self._columns, place % self._columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
            wide = _TILE if column < self._columns and self.tiles else 0
            self._grid.setColumnMinimumWidth(column, wide)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 3 if self.width() >= 3 * _TILE + 100 else 2
        if columns != self._columns:
            self._columns = columns
            self._arrange()
