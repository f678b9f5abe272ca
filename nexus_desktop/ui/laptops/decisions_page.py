"""What two people wrote apart, in one list that shrinks as somebody decides."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.conflict import ConflictInWords, Settled
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import apart, conflicts
from nexus_desktop.services.record_names import place_of
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, label, panel
from nexus_desktop.ui.laptops.decision_panel import DecisionPanel
from nexus_desktop.ui.laptops.flag_list import FlagList, Placed
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper

_FLAGGED = frozenset({Kind.SCAN, Kind.PARTICIPANT, Kind.SEAT, Kind.GROUP})


class DecisionTable(Table):
    """A list in which one decides by a letter.

    Signals:
        decided: bool, whether the other value is taken.
        opened: the record is to be shown.
    """

    decided = Signal(bool)
    opened = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_K, Qt.Key.Key_T}:
            self.decided.emit(key == Qt.Key.Key_T)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class DecisionsPage(QWidget):
    """Reads again when something changes while it is seen.

    Signals:
        messaged: `kit.message.Message`.
        asked: (name of a screen, row id) to go to.
    """

    messaged = Signal(object)
    asked = Signal(str, str)

    def __init__(self, runner: Runner, keeper: LaptopsKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._is_filling = False
        columns: tuple[Column[ConflictInWords], ...] = (
            Column(self.tr("About"), lambda one: one.about, width=200, tip=_about),
            Column(self.tr("What"), lambda one: one.field, width=160),
            Column(self.tr("Counts now"), lambda one: one.present.text, width=165),
            Column(self.tr("The other"), lambda one: one.other.text, width=165),
        )
        self.rows = Rows(columns, self)
        self.table = DecisionTable(self.rows, "decisions")
        self.table.setAccessibleName(self.tr("Written on two laptops at once"))
        self.panel = DecisionPanel(keeper.zone)
        self.flags = FlagList()
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.table.decided.connect(self.decide)
        self.table.opened.connect(self.panel.show_record)
        self.panel.decided.connect(self.decide)
        for part in (self.panel, self.flags):
            part.asked.connect(self.asked)
        self.refresher = Refresher(
            self, runner, frozenset(Kind), read=lambda: conflicts.in_words,
            show=self._fill, failed=self._fail,
        )  # fmt: skip
        self.flag_refresher = Refresher(
            self, runner, _FLAGGED, read=lambda: _flags,
            show=self.flags.show_flags, failed=self._fail,
        )  # fmt: skip

    def _lay_out(self) -> None:
        hint = label(
            self.tr(
                "Two people wrote these without knowing of each other. The later value "
                "counts on every laptop until somebody decides."
            ),
            "small",
            wrap=True,
        )
        head = label(self.tr("Written on two laptops at once"), "head")
        work = QWidget()
        side = QHBoxLayout(work)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(panel(head, hint, self.table), 1)
        side.addWidget(self.panel)
        empty = EmptyState(
            "circle-check",
            self.tr("Nothing to decide."),
            self.tr(
                "When two people write the same field without having met, both values "
                "stand here side by side until somebody says which is right."
            ),
        )
        self.stack = QStackedWidget()
        for page in (empty, work):
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.stack, 1)
        box.addWidget(self.flags)

    def begin(self) -> None:
        """Take the focus and look up what is new."""
        self.table.setFocus()
        self.refresher.read()
        self.flag_refresher.read()

    @property
    def chosen(self) -> list[ConflictInWords]:
        """Return what is chosen in the list."""
        lines = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.rows.row(line) for line in sorted(lines)]

    def decide(self, swap: bool) -> None:  # noqa: FBT001 - the signal's argument
        """Say of all that is chosen which value is right."""
        chosen = [one.conflict for one in self.chosen]
        if chosen:
            self._keeper.settle(chosen, swap=swap, done=self._settled, failed=self._say)

    def _settled(self, settled: Settled) -> None:
        self._fill(settled.left)
        self._keeper.reread()
        self.panel.tell("")
        if settled.changed:
            found = [one for one in settled.left if _key(one) in _keys(settled)]
            named = "; ".join(f"{one.about}, {one.field}" for one in found[:3])
            self.panel.tell(
                self.tr("Changed meanwhile, look again: {0}").format(named)
                if found
                else self.tr("It was changed meanwhile, and nothing is to decide now.")
            )

    def _say(self, error: NexusError) -> None:
        self.panel.tell(str(error))

    def _fail(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    def _fill(self, found: Sequence[ConflictInWords]) -> None:
        line = max(self.table.currentIndex().row(), 0)
        kept = {_key(one) for one in self.chosen}
        self._is_filling = True  # what the panel tells is still of this
        self.rows.replace(found)
        self.stack.setCurrentIndex(1 if found else 0)
        lines = [
            number
            for number in range(self.rows.rowCount())
            if _key(self.rows.row(number)) in kept
        ]
        self._select(lines or [min(line, len(found) - 1)])
        self._choose()
        self._is_filling = False

    def _select(self, lines: Sequence[int]) -> None:
        model = self.table.selectionModel()
        flag = model.SelectionFlag
        model.clearSelection()
        for number in lines:
            index = self.rows.index(number, 0)
            model.setCurrentIndex(index, flag.Select | flag.Rows)

    def _choose(self) -> None:
        if not self._is_filling:
            self.panel.tell("")
        self.panel.show_chosen(self.chosen)


def _flags(session: Session) -> list[Placed]:
    return [
        (one, place_of(session, Kind(one.kind), one.row_id))
        for one in apart.flags(session)
    ]


def _about(one: ConflictInWords) -> str:
    return one.about


def _key(one: ConflictInWords) -> tuple[str, str, str, str]:
    conflict = one.conflict
    return conflict.kind, conflict.row_id, conflict.field, conflict.stamp


def _keys(settled: Settled) -> set[tuple[str, str, str, str]]:
    return {(one.kind, one.row_id, one.field, one.stamp) for one in settled.changed}
