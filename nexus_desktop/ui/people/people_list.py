"""The table of people with its search field and chips."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.services import people
from nexus_desktop.services.people_listing import Reading
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.rows import Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.columns import NAMES, Manner, columns
from nexus_desktop.ui.people.filters import Filters, properties
from nexus_desktop.ui.people.fitting import MAY_BE_EMPTY, Fitting
from nexus_desktop.ui.people.people_rows import PeopleRows
from nexus_desktop.ui.people.reading import FEW, Digest, Reader, arranged, digest

T = TypeVar("T")

_MOST_FOUND = 5_000
_SUGGESTED = ("organisation", "city", "category", "role")


class PeopleList(QWidget):
    """Shows everybody, or those searched for; tells who is chosen.

    Signals:
        chosen: id of the person to show.
        several_chosen: ids, in the order of the table, when they are more than one.
        loaded: int, how many people there are at all.
    """

    chosen = Signal(str)
    several_chosen = Signal(object)
    loaded = Signal(int)

    def __init__(self, runner: Runner, jobs: Jobs) -> None:
        super().__init__()
        self._runner, self._jobs = runner, jobs
        self._everybody: list[PersonRow] = []
        self._found: frozenset[str] | None = None
        self._only: frozenset[str] | None = None
        self._known: Mapping[str, Collection[str]] = {}
        self._current = ""
        self._asked: dict[str, int] = {}
        self.manner = Manner(ZoneInfo("UTC"), {})
        self.filters = Filters(properties(self.tr, self.manner.country))
        self.rows = PeopleRows(columns(self.tr, self.manner), self)
        self.table = Table(self.rows, "people")
        self.table.setAccessibleName(self.tr("People"))
        self.fitting = Fitting(self.table, self.rows.columns, self)
        self.reader = Reader(runner, self)
        self._settle = QTimer(self, interval=0, singleShot=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.filters)
        box.addWidget(self.table, 1)
        self._connect()

    def _connect(self) -> None:
        self.reader.advanced.connect(self._show_some)
        self.reader.done.connect(self._take)
        self.filters.searched.connect(self._search)
        self.filters.narrowed.connect(self._show)
        self.filters.search.returnPressed.connect(self._choose_first)
        self.rows.order_asked.connect(self._show)
        for choice in (
            self.table.selectionModel().selectionChanged,
            self.table.clicked,
            self.table.activated,
        ):
            choice.connect(lambda *_: self._settle.start())
        self._settle.timeout.connect(self._tell_choice)

    # Reading

    def refresh(self) -> None:
        """Read everybody anew, and search anew for what is typed."""
        self.reader.begin()

    def refresh_one(self, participant_id: str) -> None:
        """Read one person anew, who was changed from here."""
        self._runner.submit(
            self,
            lambda session: people.people(session, [participant_id]),
            done=self._take_one,
        )

    def known(self) -> dict[str, Collection[str]]:
        """Return the values that fields have so far: field -> texts."""
        return dict(self._known)

    def by_id(self) -> dict[str, PersonRow]:
        """Return everybody who was read, by id."""
        return {row.id: row for row in self._everybody}

    def select(self, *participant_ids: str) -> None:
        """Mark people, in case they are shown, without telling of it."""
        self._current = participant_ids[0] if len(participant_ids) == 1 else ""
        places = self.rows.places(set(participant_ids) - {""})
        selection = self.table.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 - Qt has no keyword for it
        self.table.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for place in places:
            at = self.rows.index(place, 0)
            selection.setCurrentIndex(at, flags.Select | flags.Rows)
            self.table.scrollTo(at)
        selection.blockSignals(False)  # noqa: FBT003 - Qt has no keyword for it
        self.table.viewport().update()

    def narrow_to(self, ids: Collection[str] | None) -> None:
        """Show only some people whatever the chips say, or everybody again (None)."""
        self._only = None if ids is None else frozenset(ids)
        self._show()

    def selected(self) -> list[str]:
        """Return the ids of the rows that are marked, in the order of the table."""
        marked = self.table.selectionModel().selectedRows()
        return [self.rows.row(row).id for row in sorted(at.row() for at in marked)]

    def _show_some(self, reading: Reading) -> None:
        """Show the first slice when nothing is shown yet; tell how far it is."""
        self._use(reading)
        if not self._everybody and reading.people:
            self._everybody = list(reading.people)
            self._show()
            self.loaded.emit(len(self._everybody))
        self.filters.tell_reading(len(reading.people))

    def _use(self, reading: Reading) -> None:
        info = reading.info
        self.manner.zone, self.manner.country_names = info.zone, info.country_names

    def _take(self, reading: Reading) -> None:
        self._use(reading)
        self._everybody = reading.people
        self._beside(self._digest(reading.people), self._take_digest)

    def _take_digest(self, found: Digest) -> None:
        self.filters.offer(found.counts)
        self._known = found.known
        self.fitting.hide_empty(set(MAY_BE_EMPTY) - found.filled)
        self._search(self.filters.search.text())
        self.loaded.emit(len(self._everybody))

    def _digest(self, rows: Sequence[PersonRow]) -> Callable[[], Digest]:
        values = {what.name: what.value for what in self.filters.properties}
        texts = {name: self.rows.columns[NAMES.index(name)].text
                 for name in MAY_BE_EMPTY}  # fmt: skip
        return lambda: digest(rows, values, _SUGGESTED, texts)

    def _take_one(self, found: list[PersonRow]) -> None:
        """Exchange one row; who is new, or gone, or no longer let through: read all."""
        lets_through = self.filters.condition()
        if not found or not lets_through(found[0]) or not self.rows.exchange(found[0]):
            self.refresh()
            return
        (new,) = found
        self._everybody = [new if row.id == new.id else row for row in self._everybody]
        self._beside(self._digest(self._everybody), self._take_news)

    def _take_news(self, found: Digest) -> None:
        self.filters.offer(found.counts)
        self._known = found.known
        self.fitting.hide_empty(set(MAY_BE_EMPTY) - found.filled)
        self.loaded.emit(len(self._everybody))

    # Narrowing

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
        order, is_reversed = self.rows.order
        work = partial(
            arranged,
            self._everybody,
            self._condition(),
            order,
            is_reversed=is_reversed,
        )
        self._beside(work, self._show_arranged)

    def _condition(self) -> Callable[[PersonRow], bool]:
        found, only, chips = self._found, self._only, self.filters.condition()

        def lets_through(row: PersonRow) -> bool:
            return (
                (found is None or row.id in found)
                and (only is None or row.id in only)
                and chips(row)
            )

        return lets_through

    def _show_arranged(self, rows: list[PersonRow]) -> None:
        marked = self.selected() or [self._current]
        self.rows.show_sorted(rows)
        self.filters.tell(len(rows), len(self._everybody))
        self.select(*marked)

    def _beside(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do `work` at once for few people, in a worker for many; the last one counts.

        Of two pieces of work for one `done`, the earlier is forgotten.
        """
        name = done.__name__
        self._asked[name] = asked = self._asked.get(name, 0) + 1
        if len(self._everybody) <= FEW:
            done(work())
            return

        def take(result: T) -> None:
            if asked == self._asked[name]:
                done(result)

        self._jobs.start(
            self,
            lambda _report, _cancelled: work(),
            done=take,
            failed=lambda _error: None,
        )

    # Choosing

    def _tell_choice(self) -> None:
        marked = self.selected()
        if len(marked) == 1:
            self._current = marked[0]
            self.chosen.emit(self._current)
        elif marked:
            self._current = ""
            self.several_chosen.emit(marked)

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
        self.fitting.fit()
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        marked = self.table.selectionModel().selectedRows()
        if marked:
            self.table.scrollTo(marked[0])
