"""The table of people with its search field and chips."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import people, workshop
from nexus_desktop.ui.kit.rows import Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.columns import NAMES, NARROW_HIDES, SHARES, Manner, columns
from nexus_desktop.ui.people.filters import Filters, properties

_NARROW = 960
_FRAME = 20  # the table's border and its scroll bar
_MOST_FOUND = 5_000
_BY_HAND = "people/widths by hand"
_MAY_BE_EMPTY = ("native", "category", "role", "groups")
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
        self._empty: set[str] = set()
        self._is_set_by_hand = QSettings().value(
            _BY_HAND, defaultValue=False, type=bool
        )
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
        self.table.horizontalHeader().sectionResized.connect(self._keep_by_hand)

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
        self._empty = {name for name in _MAY_BE_EMPTY if not self._has(name)}
        self._fit()
        self._search(self.filters.search.text())
        self.loaded.emit(len(self._everybody))

    def _has(self, column: str) -> bool:
        text = self.rows.columns[NAMES.index(column)].text
        return any(map(text, self._everybody))

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
        self._fit()

    def _fit(self) -> None:
        """Hide what has no room or nothing in it; let the widest columns fill up."""
        is_narrow = self.width() < _NARROW
        for number, name in enumerate(NAMES):
            has_room = not (is_narrow and name in NARROW_HIDES)
            is_shown = has_room and name not in self._empty
            self.table.setColumnHidden(number, not is_shown)
        if self._is_set_by_hand:
            return
        shown = [n for n in range(len(NAMES)) if not self.table.isColumnHidden(n)]
        needed = sum(self.rows.columns[number].width for number in shown)
        free = max(self.width() - _FRAME - needed, 0)
        shares = {number: SHARES.get(NAMES[number], 0) for number in shown}
        for number in shown[:-1]:
            more = free * shares[number] // (sum(shares.values()) or 1)
            self.table.setColumnWidth(number, self.rows.columns[number].width + more)

    def _keep_by_hand(self) -> None:
        """Leave the widths to the person from now on who has dragged one."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._is_set_by_hand = True
            QSettings().setValue(_BY_HAND, True)  # noqa: FBT003 - Qt has no keyword


def _listing(session: Session) -> tuple[WorkshopInfo, list[PersonRow]]:
    return workshop.info(session), people.people(session)
