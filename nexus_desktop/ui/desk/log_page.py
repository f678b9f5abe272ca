"""All scans, searched and filtered, in the card's place."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.scan_log import BadTime, LogQuery, Outcome, span
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import button, label, row

_PAUSE = 150  # milliseconds after a key before the scans are asked for
_NEAR_END = 4  # lines that may be left below before older ones are asked for


class LogPage(QFrame):
    """Filters above a table; Enter shows a scan's card, Del takes it back.

    Signals:
        asked: the filters changed, so the scans wanted are others.
        more_asked: the end of what was read is in sight.
        card_asked, undo_asked: `ScanLine`.
        copy_asked: everything that is wanted, as text.
        closed: Escape or the button was pressed.
    """

    asked = Signal()
    more_asked = Signal()
    card_asked = Signal(object)
    undo_asked = Signal(object)
    copy_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scan_log")
        theme.set_role(self, "panel")
        self.zone = ZoneInfo("UTC")
        self._place = ""
        self._total = 0
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._ask)
        self._make_filters()
        self._make_table()
        self.count = label("", "soft")
        self.error = label("", "error")
        self.error.hide()
        self.copy = button(self.tr("Copy all"), clicked=self.copy_asked.emit)
        self.undo = button(self.tr("Undo…"), clicked=self._ask_undo)
        self.undo.setToolTip(self.tr("Take the chosen scan back (Del)"))
        self.close_button = button(self.tr("Close"), clicked=self.closed.emit)
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self._lay_out()
        self._allow()

    def show_workshop(self, first: date, last: date, zone: ZoneInfo) -> None:
        """Offer the days of the workshop."""
        self.zone = zone
        chosen = self.day.currentData()
        self.day.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.day.clear()
        self.day.addItem(self.tr("Any day"), None)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            self.day.addItem(days.short(day), day)
        self.day.setCurrentIndex(max(self.day.findData(chosen), 0))
        self.day.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_place(self, checkpoint_id: str) -> None:
        """Show the scans of this checkpoint, if not those of all."""
        self._place = checkpoint_id

    def begin(self) -> None:
        """Take the focus and ask for the scans."""
        self.text.setFocus()
        self._ask()

    def wanted(self) -> LogQuery:
        """Return what the filters say.

        Raises:
            BadTime: a time was typed that is none.
        """
        since, until = span(
            self.day.currentData(), self.begins.text(), self.ends.text(), self.zone
        )
        return LogQuery(
            checkpoint_id=self._place if self.where.currentData() else "",
            device_id=self.desk.currentData() or "",
            text=self.text.text(),
            outcome=self.outcome.currentData(),
            since=since,
            until=until,
        )

    @property
    def length(self) -> int:
        """How many scans are in the table."""
        return self.lines.rowCount()

    def show_desks(self, desks: Sequence[tuple[str, str]]) -> None:
        """Offer the laptops that scanned."""
        known = [
            (self.desk.itemData(n), self.desk.itemText(n))
            for n in range(1, self.desk.count())
        ]
        if known == list(desks):
            return
        chosen = self.desk.currentData()
        self.desk.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.desk.clear()
        self.desk.addItem(self.tr("Every desk"), "")
        for device, name in desks:
            self.desk.addItem(name, device)
        self.desk.setCurrentIndex(max(self.desk.findData(chosen), 0))
        self.desk.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_lines(self, lines: Sequence[ScanLine], total: int) -> None:
        """Show the scans read so far, of `total`; the chosen one stays chosen."""
        chosen, bar = self.chosen, self.table.verticalScrollBar()
        place = bar.value()
        self._total = total
        self.lines.replace(lines)
        if chosen is not None:
            line = self.lines.position(lambda one: one.scan_id == chosen.scan_id)
            self.table.selectRow(line)
        bar.setValue(place)
        words = self.tr("No scans like that")
        if lines:
            words = self.tr("{0} of {1} scans").format(f"{len(lines):,}", f"{total:,}")
        self.count.setText(words)
        self.copy.setEnabled(bool(lines))
        self._allow()

    @property
    def chosen(self) -> ScanLine | None:
        """The scan chosen in the table, None when there is none."""
        index = self.table.currentIndex()
        return self.lines.row(index.row()) if index.isValid() else None

    def _make_filters(self) -> None:
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Name, reason or code"))
        self.text.setClearButtonEnabled(True)
        self.begins, self.ends = QLineEdit(), QLineEdit()
        self.outcome, self.desk = QComboBox(), QComboBox()
        self.where, self.day = QComboBox(), QComboBox()
        for outcome, words in zip(
            Outcome,
            (
                self.tr("Every verdict"), self.tr("Let in"), self.tr("Went out"),
                self.tr("Already in"), self.tr("Refused"), self.tr("Admitted anyway"),
                self.tr("Walk-ins"), self.tr("Taken back"),
            ),
            strict=True,
        ):  # fmt: skip
            self.outcome.addItem(words, outcome)
        self.desk.addItem(self.tr("Every desk"), "")
        self.day.addItem(self.tr("Any day"), None)
        self.where.addItem(self.tr("This checkpoint"), True)  # noqa: FBT003 - data
        self.where.addItem(self.tr("All checkpoints"), False)  # noqa: FBT003 - data
        for field, words in (
            (self.begins, self.tr("from")),
            (self.ends, self.tr("to")),
        ):
            field.setPlaceholderText(words)
            field.setFixedWidth(64)
            field.setEnabled(False)
            field.setAccessibleName(self.tr("Time {0}").format(words))
        for field in (self.text, self.begins, self.ends):
            field.textChanged.connect(lambda _text: self._soon.start())
            field.installEventFilter(self)
        for box, words in (
            (self.outcome, self.tr("Verdict")), (self.desk, self.tr("Desk")),
            (self.where, self.tr("Checkpoint")), (self.day, self.tr("Day")),
        ):  # fmt: skip
            box.setAccessibleName(words)
            box.currentIndexChanged.connect(lambda _place: self._ask())
            box.installEventFilter(self)

    def _make_table(self) -> None:
        columns: tuple[Column[ScanLine], ...] = (
            Column(self.tr("Time"), self._time, order=lambda one: one.at, width=156),
            Column(self.tr("Verdict"), self._verdict, width=124, picture=self._picture),
            Column(self.tr("Name"), self._name, width=200, tip=self._name),
            Column(self.tr("Desk"), lambda one: one.desk, width=76),
            Column(self.tr("Reason"), self._reason, width=140, tip=self._reason),
            Column(self.tr("Checkpoint"), lambda one: one.place, width=140),
        )
        self.lines = Rows(columns, self)
        self.table = Table(self.lines, "scans")
        self.table.setObjectName("scan_table")
        self.table.setIconSize(QSize(14, 14))
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self._ask_card())
        self.table.selectionModel().currentChanged.connect(
            lambda _now, _before: self._allow()
        )
        self.table.verticalScrollBar().valueChanged.connect(self._look_for_end)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(
            row(
                label(self.tr("All scans"), "title"),
                self.count,
                None,
                self.undo,
                self.copy,
                self.close_button,
            )
        )
        box.addWidget(row(self.text, self.outcome, self.desk))
        times = label("–", "soft")
        box.addWidget(
            row(self.where, self.day, self.begins, times, self.ends, self.error, None)
        )
        box.addWidget(self.table, 1)
        hint = self.tr("Enter shows the card  ·  Del takes back  ·  Ctrl+C copies")
        box.addWidget(label(hint, "small"))

    def _ask(self) -> None:
        self._soon.stop()
        for field in (self.begins, self.ends):
            field.setEnabled(self.day.currentData() is not None)
        self.table.setColumnHidden(5, bool(self.where.currentData()))
        try:
            self.wanted()
        except BadTime as error:
            self.error.setText(str(error))
            self.error.show()
            return
        self.error.hide()
        self.asked.emit()

    def _look_for_end(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if self.length < self._total and value >= bar.maximum() - _NEAR_END:
            self.more_asked.emit()

    def _allow(self) -> None:
        chosen = self.chosen
        self.undo.setEnabled(chosen is not None and chosen.can_undo)

    def _ask_undo(self) -> None:
        if self.chosen is not None:
            self.undo_asked.emit(self.chosen)

    def _ask_card(self) -> None:
        if self.chosen is not None:
            self.card_asked.emit(self.chosen)

    def _time(self, line: ScanLine) -> str:
        local = line.at.astimezone(self.zone)
        return f"{days.short(local.date())} {local:%H:%M:%S}"

    def _verdict(self, line: ScanLine) -> str:
        if line.is_undone:
            return self.tr("taken back")
        if line.verdict.counts and line.way in ("walk-in", "admitted anyway"):
            return line.way
        return self.tr(line.telling.chip)

    def _picture(self, line: ScanLine) -> QIcon:
        if line.is_undone:
            return icon("undo-2")
        return icon(line.telling.icon, line.telling.tone)

    def _name(self, line: ScanLine) -> str:
        if line.verdict.counts and not line.name:
            return self.tr("Name to follow, other desk’s badge")
        return line.name or self.tr(line.telling.word)

    def _reason(self, line: ScanLine) -> str:
        back = self.tr("taken back: {0}").format(line.undo_reason)
        parts = (line.reason, back if line.undo_reason else "")
        return "; ".join(part for part in parts if part)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._take_key(watched, Qt.Key(event.key()))

    def _take_key(self, watched: QObject, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif watched is self.text and key == Qt.Key.Key_Down:
            self.table.setFocus()
            self.table.selectRow(max(self.table.currentIndex().row(), 0))
        elif watched is self.table and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_card()
        elif watched is self.table and key == Qt.Key.Key_Delete:
            self._ask_undo()
        else:
            return False
        return True
