"""The panel beside the list of checkpoints: set up, inside now, not here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.checkpoints import Board, CheckpointLine, GuestLists
from nexus_desktop.ui.checkpoints.editor import Editor
from nexus_desktop.ui.checkpoints.guest_lists import GuestList
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, row

WIDTH = 388
_PAGES = SET_UP, INSIDE, CAME, MISSING = range(4)


class Side(QFrame):
    """Shows the checkpoint that is selected.

    Signals:
        page_chosen: another page came to the front.
        left: the user is done (Escape, or the cross).
    """

    page_chosen = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.pages = QStackedWidget(self)
        self.editor = Editor(self.pages)
        self.people = GuestList(self.pages)
        self._lists: GuestLists | None = None
        self._board: Board | None = None
        self.name = ElidedLabel("strong")
        self.tabs: list[QPushButton] = []
        self._group = QButtonGroup(self)
        for number in range(len(_PAGES)):
            self._add_tab(number)
        self.pages.addWidget(self.editor)
        self.pages.addWidget(self.people)
        self._close = button("", "quiet", clicked=self.left.emit, picture="x")
        self._close.setAccessibleName(self.tr("Close the checkpoint"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 12, 12)
        box.setSpacing(8)
        box.addWidget(row(self.name, None, self._close))
        box.addWidget(row(*self.tabs, None, gap=4))
        box.addWidget(self.pages, 1)
        self.tabs[0].setChecked(True)

    @property
    def wants_guests(self) -> bool:
        """Whether a list of people is in front."""
        return self.pages.currentWidget() is not self.editor

    def show_line(self, line: CheckpointLine, board: Board) -> None:
        """Show a checkpoint."""
        self.name.setText(line.name)
        is_another = line.id != self.editor.checkpoint_id
        self.editor.show_line(line, board)
        if is_another:
            self._fill()
        for tab, text in zip(
            self.tabs,
            (
                self.tr("Set up"),
                self._inside(line),
                self.tr("Came {0}").format(f"{line.came:,}"),
                self.tr("Not here {0}").format(f"{line.missing:,}"),
            ),
            strict=True,
        ):
            tab.setText(text)

    def show_guests(self, lists: GuestLists, board: Board) -> None:
        """Show who is there and who is not."""
        if lists.checkpoint_id == self.editor.checkpoint_id:
            self._lists, self._board = lists, board
            self._fill()

    def go_to_page(self, number: int) -> None:
        """Bring a page to the front: SET_UP, INSIDE, CAME or MISSING."""
        self.tabs[number].setChecked(True)
        self.pages.setCurrentWidget(self.editor if number == SET_UP else self.people)
        self._fill()
        self.page_chosen.emit()

    def _fill(self) -> None:
        lists, board = self._lists, self._board
        if lists is None or board is None:
            return
        shown, nobody = {
            INSIDE: (lists.inside, self.tr("Nobody is inside now.")),
            CAME: (lists.came, self.tr("Nobody has come yet.")),
            MISSING: (lists.missing, self.tr("Everybody who is expected is here.")),
        }.get(self._page(), ((), ""))
        if lists.checkpoint_id != self.editor.checkpoint_id:
            shown, nobody = (), ""
        self.people.show_guests(shown, nobody, board.at, board.workshop)

    def _page(self) -> int:
        return next(n for n, tab in enumerate(self.tabs) if tab.isChecked())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _inside(self, line: CheckpointLine) -> str:
        told = self.tr("At the end {0}") if line.is_over else self.tr("Inside {0}")
        return told.format(f"{line.inside:,}")

    def _add_tab(self, number: int) -> None:
        tab = button("", "chip", clicked=lambda: self.go_to_page(number))
        tab.setCheckable(True)
        self._group.addButton(tab)
        self.tabs.append(tab)
