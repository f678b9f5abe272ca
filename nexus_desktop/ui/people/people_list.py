"""The table of people with its search field and chips."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import people, workshop
from nexus_desktop.ui.kit.rows import Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.columns import NAMES, NARROW_HIDES, Manner, columns
from nexus_desktop.ui.people.filters import Filters, properties

_NARROW = 960
_MOST_FOUND = 5_000
_SUGGESTED = ("organisation", "city", "category", "role")


class PeopleList(QWidget):
    """Shows everybody, or those searched for; tells who is chosen.

    Signals:
        chosen: id of the person to show.
        loaded: int, how many people there are at all.
    """

    chosen = Signal(str)
    loaded = Signal(int)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._everybody: list[PersonRow] = []
        self._found: frozenset[str] | None = None
        self._current = ""
        self.manner = Manner(ZoneInfo("UTC"), {})
        self.filters = Filters(properties(self.tr, self.manner.country))
        self.rows = Rows(columns(self.tr, self.manner), self)
        self.table = Table(self.rows, "people")
        self.table.setAccessibleName(self.tr("People"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.filters)
        box.addWidget(self.table, 1)
        self._connect()

    def _connect(self) -> None:
        self.filters.searched.connect(self._search)
        self.filters.narrowed.connect(self._show)
        self.filters.search.returnPressed.connect(self._choose_first)
        self.table.selectionModel().currentRowChanged.connect(self._choose_row)
        self.table.clicked.connect(self._choose_row)
        self.table.activated.connect(self._choose_row)

    # Reading

    def refresh(self) -> None:
        """Read everybody anew, and search anew for what is typed."""
        self._runner.submit(self, _listing, done=self._take)

    def known(self) -> dict[str, set[str]]:
        """Return the values that fields have so far: field -> texts."""
        return {
            name: {getattr(row, name) for row in self._everybody} - {""}
            for name in _SUGGESTED
        }

    def select(self, participant_id: str) -> None:
        """Mark a person, in case they are shown, without telling of it."""
        self._current = participant_id
        place = self.rows.position(lambda row: row.id == participant_id)
        selection = self.table.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 - Qt has no keyword for it
        if place < 0:
            self.table.clearSelection()
        else:
            self.table.selectRow(place)
            self.table.scrollTo(self.rows.index(place, 0))
        selection.blockSignals(False)  # noqa: FBT003 - Qt has no keyword for it
        self.table.viewport().update()

    def _take(self, found: tuple[WorkshopInfo, list[PersonRow]]) -> None:
        info, self._everybody = found
        self.manner.zone, self.manner.country_names = info.zone, info.country_names
        self.filters.offer(self._everybody)
        self._search(self.filters.search.text())
        self.loaded.emit(len(self._everybody))

    def _search(self, text: str) -> None:
        if not text.strip():
            self._found = None
            self._show()
            return
        self._runner.submit(
            self,
            lambda session: people.find_ids(session, text, _MOST_FOUND),
            done=lambda ids: self._take_found(text, ids),
        )

    def _take_found(self, text: str, ids: list[str]) -> None:
        if text == self.filters.search.text():
            self._found = frozenset(ids)
            self._show()

    def _show(self) -> None:
        rows = self.filters.narrow(self._everybody)
        if self._found is not None:
            rows = [row for row in rows if row.id in self._found]
        self.rows.replace(rows)
        self.filters.tell(len(rows), len(self._everybody))
        self.select(self._current)

    # Choosing

    def _choose_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._current = self.rows.row(index.row()).id
            self.chosen.emit(self._current)

    def _choose_first(self) -> None:
        if self.rows.rowCount():
            self.table.setFocus()
            self.table.setCurrentIndex(self.rows.index(0, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filters.search.hasFocus():
            self._choose_first()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        for column, name in enumerate(NAMES):
            self.table.setColumnHidden(column, is_narrow and name in NARROW_HIDES)


def _listing(session: Session) -> tuple[WorkshopInfo, list[PersonRow]]:
    return workshop.info(session), people.people(session)
