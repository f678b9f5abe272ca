"""The layouts of this workshop, and the ready ones to start from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services.badge_layouts import SavedLayout
from nexus_desktop.ui.kit.icons import icon

_ID = int(Qt.ItemDataRole.UserRole)


class LayoutList(QListWidget):
    """Lists layouts under two headings; one of them is worked on.

    Signals:
        picked: the id of a layout.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Badge layouts"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(16, 16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda now, _: self._tell(now))

    @property
    def ids(self) -> list[str]:
        """Return the ids in their order."""
        items = (self.item(number) for number in range(self.count()))
        return [item.data(_ID) for item in items if item.data(_ID)]

    def show_layouts(
        self, kept: Sequence[SavedLayout], chosen: str, current: str
    ) -> None:
        """Show the layouts of the workshop; `chosen` is the one badges are made in."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.clear()
        self._add_heading(self.tr("In this workshop"))
        for one in kept:
            self._add(one.id, one.layout.name, is_chosen=one.id == chosen)
        if not kept:
            self._add_hint(
                self.tr("None yet. Change a ready one, and it is kept here.")
            )
        self._add_heading(self.tr("Ready to start from"))
        for layout_id, layout in ready_layouts().items():
            self._add(layout_id, layout.name, is_chosen=layout_id == chosen)
        self.mark(current)
        self.blockSignals(False)  # noqa: FBT003 - Qt's way

    def mark(self, layout_id: str) -> None:
        """Mark a layout as the one that is worked on, without telling anybody."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's way
        for number in range(self.count()):
            if self.item(number).data(_ID) == layout_id:
                self.setCurrentRow(number)
        self.blockSignals(was_blocked)

    def rename(self, layout_id: str, name: str) -> None:
        """Show another name of a layout."""
        for number in range(self.count()):
            item = self.item(number)
            if item.data(_ID) == layout_id:
                item.setText(name)
                item.setToolTip(name)

    def _add(self, layout_id: str, name: str, *, is_chosen: bool) -> None:
        item = QListWidgetItem(name)
        item.setData(_ID, layout_id)
        item.setToolTip(name)
        if is_chosen:
            item.setIcon(icon("badge-check", "good"))
            item.setToolTip(self.tr("{0} – badges are printed in it").format(name))
        self.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setBold(True)
        item.setFont(font)
        self.addItem(item)

    def _add_hint(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.picked.emit(item.data(_ID))
