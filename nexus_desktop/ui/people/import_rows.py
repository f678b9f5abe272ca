"""What an import would do with each row, as a table coloured by outcome."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QIcon, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.people_import import Change, ImportPlan, Outcome, PlannedRow
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.rows import Column, Index, Rows
from nexus_desktop.ui.people.import_columns import field_label

# outcome -> icon, colour of icon and text, ground
_SIGNS = {
    Outcome.ADDED: ("plus", "good", "good_soft"),
    Outcome.UPDATED: ("pencil", "accent", "accent_soft"),
    Outcome.UNCHANGED: ("check", "faint", "surface"),
    Outcome.SKIPPED: ("triangle-alert", "warn", "warn_soft"),
}
_FIRST_TO_LOOK_AT = (
    Outcome.SKIPPED,
    Outcome.UPDATED,
    Outcome.ADDED,
    Outcome.UNCHANGED,
)
_DISPLAY = Qt.ItemDataRole.DisplayRole


class PlannedRows(Rows[PlannedRow]):
    """The rows of a plan, each on the ground of its outcome."""

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == Qt.ItemDataRole.BackgroundRole and index.isValid():
            ground = _SIGNS[self.row(index.row()).outcome][2]
            return QBrush(theme.colours()[ground])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            colour = _SIGNS[self.row(index.row()).outcome][1]
            return QBrush(theme.colours()[colour])
        return super().data(index, role)


class Tinted(QStyledItemDelegate):
    """Fills the ground of a row, which the style sheet would leave out."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.fillRect(option.rect.adjusted(0, 0, 0, -1), ground)
        super().paint(painter, option, index)


def plan_columns(tr: Callable[[str], str]) -> tuple[Column[PlannedRow], ...]:
    """Return the columns of the table of planned rows."""
    words = outcome_words(tr)
    return (
        Column(
            tr("Row"),
            lambda row: str(row.row),
            order=lambda row: row.row,
            width=64,
            is_number=True,
        ),
        Column(
            tr("What happens"),
            lambda row: words[row.outcome],
            order=lambda row: _FIRST_TO_LOOK_AT.index(row.outcome),
            width=130,
            picture=lambda row: outcome_icon(row.outcome),
        ),
        Column(tr("Name"), lambda row: row.name, width=220, tip=lambda row: row.name),
        Column(tr("Organisation"), _organisation, width=240, tip=_organisation),
        Column(tr("Why, and what changes"), details, width=420, tip=details),
    )


def outcome_words(tr: Callable[[str], str]) -> dict[Outcome, str]:
    """Return outcome -> word."""
    return {
        Outcome.ADDED: tr("added"),
        Outcome.UPDATED: tr("updated"),
        Outcome.UNCHANGED: tr("unchanged"),
        Outcome.SKIPPED: tr("skipped"),
    }


def outcome_icon(outcome: Outcome) -> QIcon:
    """Return the sign of an outcome."""
    picture, colour, _ground = _SIGNS[outcome]
    return icon(picture, colour)


def details(row: PlannedRow) -> str:
    """Return why a row is skipped, what it changes, and what is left out."""
    changes = "; ".join(_told(change) for change in row.changes)
    return " ".join(filter(None, (row.reason, changes, *row.notes)))


def _told(change: Change) -> str:
    old, new = (
        ", ".join(value) if isinstance(value, tuple) else str(value)
        for value in (change.old, change.new)
    )
    heading = field_label(change.field)
    heading = heading[0].upper() + heading[1:]
    return f"{heading}: {old} → {new}" if old else f"{heading}: {new}"


def _organisation(row: PlannedRow) -> str:
    return str(row.candidate.values.get("organisation", "")) if row.candidate else ""


class OutcomeChips(QWidget):
    """The totals; a click shows the rows of one outcome alone.

    Signals:
        chosen: another outcome was chosen, or none.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Outcome, QPushButton] = {}
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for outcome in Outcome:
            chip = QPushButton()
            chip.setIcon(outcome_icon(outcome))
            chip.setIconSize(QSize(20, 16))  # with a gap before the words
            chip.setCheckable(True)
            theme.set_role(chip, "filter")
            chip.clicked.connect(self._uncheck_others)
            box.addWidget(chip)
            self.buttons[outcome] = chip
        box.addStretch(1)

    @property
    def outcome(self) -> Outcome | None:
        """Return the outcome whose rows are to be shown, None for all."""
        checked = (o for o, chip in self.buttons.items() if chip.isChecked())
        return next(checked, None)

    def show_totals(self, plan: ImportPlan) -> None:
        """Show how many rows there are of each outcome."""
        totals, words = plan.totals, outcome_words(self.tr)
        for outcome, chip in self.buttons.items():
            chip.setText(f"{totals[outcome]:,} {words[outcome]}")
            chip.setEnabled(totals[outcome] > 0)
            if not totals[outcome]:
                chip.setChecked(False)

    def _uncheck_others(self) -> None:
        for chip in self.buttons.values():
            if chip is not self.sender():
                chip.setChecked(False)
        self.chosen.emit()
