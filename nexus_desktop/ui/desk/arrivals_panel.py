"""How far a checkpoint is: who came, the bars, who is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nexus_desktop.core.desk import ArrivalCounts
from nexus_desktop.ui.desk.bars import Bars
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row

_PADDING = 5  # of a link button, so that its text stands in line with the rest


class ArrivalsPanel(QFrame):
    """Shows the counts of one checkpoint.

    Signals:
        missing_asked: to see who is not in yet.
        today_asked: to go to today's desk.
    """

    missing_asked = Signal()
    today_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.number = label("–", "number")
        self.number.setObjectName("arrived_count")
        self.of = label("", "soft")
        self.bars = Bars()
        self.missing = button("", "link", clicked=self.missing_asked.emit)
        self.missing.setObjectName("missing_count")
        self.missing.setToolTip(self.tr("Show who is not in yet (F3)"))
        self.speakers = label("", "soft")
        self.note = label("", "chip_warn")
        self.today = button(
            self.tr("Go to today's"), "link", clicked=self.today_asked.emit
        )
        self.wrong_day = row(self.note, self.today, None, gap=4)
        self._lay_out()

    def _lay_out(self) -> None:
        missing = QHBoxLayout()
        missing.setContentsMargins(-_PADDING, 0, 0, 0)
        missing.setSpacing(4)
        missing.addWidget(self.missing)
        missing.addWidget(self.speakers, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(6)
        box.addWidget(label(self.tr("Arrived"), "head"))
        box.addWidget(row(self.number, self.of, None))
        box.addWidget(self.bars)
        box.addLayout(missing)
        box.addWidget(self.wrong_day)
        self.wrong_day.hide()

    def show_counts(self, counts: ArrivalCounts) -> None:
        """Show `counts`."""
        self.number.setText(f"{counts.arrived:,}")
        expected = self.tr("of {0} expected").format(f"{counts.expected:,}")
        if counts.unexpected:
            more = self.tr("{0} more came").format(counts.unexpected)
            expected = f"{expected}, {more}"
        self.of.setText(expected)
        self.bars.show_bins(counts.bins)
        is_complete = counts.missing == 0
        self.missing.setText(
            self.tr("Everybody is in")
            if is_complete and counts.expected
            else self.tr("{0} not in yet").format(f"{counts.missing:,}")
        )
        self.missing.setEnabled(not is_complete)
        speakers = self._speakers(counts.speakers_missing)
        self.speakers.setText(f"·  {speakers}" if speakers else "")

    def show_wrong_day(self, text: str) -> None:
        """Warn that the checkpoint is another day's; "" when it is today's."""
        self.note.setText(text)
        self.wrong_day.setVisible(bool(text))

    def _speakers(self, missing: int) -> str:
        if missing == 1:
            return self.tr("1 speaker among them")
        return self.tr("{0} speakers among them").format(missing) if missing else ""
