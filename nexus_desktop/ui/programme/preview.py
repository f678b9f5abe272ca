"""What an import would do, row by row, before anything is done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nexus_desktop.core import days
from nexus_desktop.core.people_import import Change, Outcome
from nexus_desktop.core.programme import form_named
from nexus_desktop.core.programme_import import PlannedSession, ProgrammeReport
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import button, clear, label, row

_PICTURES = {
    Outcome.ADDED: ("plus", "good"),
    Outcome.UPDATED: ("pencil", "accent"),
    Outcome.UNCHANGED: ("check", "faint"),
    Outcome.SKIPPED: ("ban", "warn"),
}
_CHIPS = {
    Outcome.ADDED: "chip_good",
    Outcome.UPDATED: "chip",
    Outcome.SKIPPED: "chip_warn",
}


class Preview(QWidget):
    """Shows a `ProgrammeReport` and asks whether to carry it out.

    Signals:
        accepted: take it in.
        left: leave the programme as it is.
    """

    accepted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.totals: dict[Outcome, int] = {}
        self._workshop: WorkshopInfo | None = None
        self.rows: Rows[PlannedSession] = Rows(self._columns(), self)
        self.table = Table(self.rows, "programme import")
        self.name = label("", "strong")
        self._chips = QVBoxLayout()
        self.accept = button("", "main", clicked=self.accepted.emit)
        self.cancel = button(self.tr("Cancel"), clicked=self.left.emit)
        self._chip_line = row()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        head = QWidget()
        head.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        box.addWidget(head)
        box.addWidget(self.table, 1)
        box.addWidget(row(None, self.cancel, self.accept, gap=12))
        self.accept.setToolTip(self.tr("Ctrl+Enter"))
        for keys, act in (
            ("Esc", self.cancel.click),
            ("Ctrl+Return", self.accept.click),
            ("Ctrl+Enter", self.accept.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_report(self, report: ProgrammeReport, workshop: WorkshopInfo) -> None:
        """Show what would be done."""
        self._workshop = workshop
        self.rows.replace(report.rows)
        self.totals = dict(report.totals)
        self._show_totals(report)
        takes = self.totals.get(Outcome.ADDED, 0) + self.totals.get(Outcome.UPDATED, 0)
        self.accept.setText(
            self.tr("Import ({0})").format(takes)
            if takes
            else self.tr("Nothing to import")
        )
        self.accept.setEnabled(takes > 0)
        (self.accept if takes else self.cancel).setFocus()

    def _show_totals(self, report: ProgrammeReport) -> None:
        clear(self._chips)
        words = {
            Outcome.ADDED: self.tr("{0} new"),
            Outcome.UPDATED: self.tr("{0} changed"),
            Outcome.UNCHANGED: self.tr("{0} as they are"),
            Outcome.SKIPPED: self.tr("{0} can't be taken"),
        }
        chips = [
            label(
                words[outcome].format(self.totals[outcome]), _CHIPS.get(outcome, "key")
            )
            for outcome in Outcome
            if self.totals.get(outcome)
        ]
        doubts = sum(len(planned.notes) for planned in report.rows)
        if doubts:
            chips.append(label(self.tr("{0} to look at").format(doubts), "chip_warn"))
        self._chips.addWidget(row(label(report.name, "strong"), *chips, None))

    def _columns(self) -> tuple[Column[PlannedSession], ...]:
        return (
            Column(
                self.tr("Row"),
                lambda planned: str(planned.row),
                lambda planned: planned.row,
                width=56,
                is_number=True,
            ),
            Column(
                self.tr("What happens"),
                lambda planned: self._outcome(planned.outcome),
                lambda planned: list(Outcome).index(planned.outcome),
                width=120,
                picture=lambda planned: icon(*_PICTURES[planned.outcome]),
            ),
            Column(self.tr("When"), self._when, self._start, width=185),
            Column(self.tr("Title"), _of_draft("title"), width=290),
            Column(self.tr("Room"), _of_draft("room"), width=105),
            Column(
                self.tr("Kind"),
                lambda p: form_named(p.listed.draft.form).label if p.listed else "",
                width=96,
            ),
            Column(self.tr("Why"), self._why, width=240, tip=self._why),
        )

    def _outcome(self, outcome: Outcome) -> str:
        return {
            Outcome.ADDED: self.tr("new"),
            Outcome.UPDATED: self.tr("changed"),
            Outcome.UNCHANGED: self.tr("as it is"),
            Outcome.SKIPPED: self.tr("not taken"),
        }[outcome]

    def _start(self, planned: PlannedSession) -> float:
        return planned.listed.draft.starts_at.timestamp() if planned.listed else 0.0

    def _when(self, planned: PlannedSession) -> str:
        if planned.listed is None or self._workshop is None:
            return ""
        draft = planned.listed.draft
        begins, ends = map(self._workshop.local, (draft.starts_at, draft.ends_at))
        return f"{days.short(begins.date())}, {begins:%H:%M}–{ends:%H:%M}"

    def _why(self, planned: PlannedSession) -> str:
        told = planned.changes if planned.outcome is Outcome.UPDATED else ()
        changes = "; ".join(map(self._change, told))
        return " ".join(
            part for part in (planned.reason, changes, *planned.notes) if part
        )

    def _change(self, change: Change) -> str:
        names = {
            "title": self.tr("title"), "starts_at": self.tr("start"),
            "ends_at": self.tr("end"), "form": self.tr("kind"), "room": self.tr("room"),
            "chair": self.tr("chair"), "speakers": self.tr("speakers"),
            "rapporteur": self.tr("rapporteur"), "objectives": self.tr("objectives"),
            "external_id": self.tr("number in the calendar"),
        }  # fmt: skip
        return self.tr("{0}: {1} → {2}").format(
            names[change.field], self._value(change.old), self._value(change.new)
        )

    def _value(self, value: Any) -> str:  # noqa: ANN401 - of whatever field
        if isinstance(value, tuple):
            return ", ".join(map(str, value)) or "–"
        if hasattr(value, "astimezone") and self._workshop is not None:
            return f"{self._workshop.local(value):%H:%M}"
        return str(value) or "–"


def _of_draft(field: str) -> Callable[[PlannedSession], str]:
    return lambda planned: (
        getattr(planned.listed.draft, field) if planned.listed else ""
    )
