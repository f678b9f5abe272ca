"""How far the notes are: what is missing, the next step, who changed it when."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.minutes.gaps import Gap
from nexus_desktop.core.note import NotesStatus
from nexus_desktop.core.notes_status import NotesState, StatusChange
from nexus_desktop.ui.kit import gap_words, theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row
from nexus_desktop.ui.notes.aside_panel import AsidePanel

CHIPS = {
    NotesStatus.OPEN: "chip",
    NotesStatus.REVIEW: "chip_warn",
    NotesStatus.FINAL: "chip_good",
}
_NAMED = 3
_LONGEST = 90


class StatusPanel(AsidePanel):
    """Shows a `NotesState` and offers what can follow.

    Signals:
        wanted: (NotesStatus, reason) that the notes shall have.
        asked: (screen, row id) where something missing is mended.
    """

    wanted = Signal(object, str)
    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Status of the notes"))
        self._shown: NotesState | None = None
        self._chip = label("", "chip")
        self._words = label("", "soft", wrap=True)
        self._missing_head = label("", "head")
        self._missing, self._changes = QVBoxLayout(), QVBoxLayout()
        for box, gap in ((self._missing, 4), (self._changes, 8)):
            box.setSpacing(gap)
        self._changes_head = label(self.tr("What happened"), "head")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why they are opened again"))
        self.reason.setAccessibleName(self.tr("Why they are opened again"))
        self.reason.returnPressed.connect(self._reopen)
        self.reason.textChanged.connect(self._allow)
        self._make_buttons()
        self._lay_out()

    @override
    def take_focus(self) -> None:
        shown = (self.reason, self.to_final)
        next((one for one in shown if one.isVisibleTo(self)), self.reason).setFocus()

    def show_state(self, state: NotesState, zone: ZoneInfo) -> None:
        """Show `state`, with times in `zone`."""
        if state == self._shown:
            return
        if self._shown is None or state.place != self._shown.place:
            self.reason.clear()
        self._shown = state
        self._show_status(state)
        self._show_missing(state)
        clear(self._changes)
        for change in state.changes:
            self._changes.addWidget(self._change(change, zone))
        self._changes_head.setVisible(bool(state.changes))
        self._allow()

    def _make_buttons(self) -> None:
        self.to_open = self._step(NotesStatus.OPEN, self.tr("Back to open"))
        self.to_review = self._step(NotesStatus.REVIEW, self.tr("Put up for review"))
        self.to_final = self._step(NotesStatus.FINAL, "", "main")
        self.reopen = button(self.tr("Open again"), "main", clicked=self._reopen)

    def _step(
        self, status: NotesStatus, words: str, role: str = "plain"
    ) -> QPushButton:
        return button(words, role, clicked=lambda: self.wanted.emit(status, ""))

    def _lay_out(self) -> None:
        self._steps = (self.to_review, self.to_open, self.to_final)
        self._locked = column(
            label(self.tr("To write in them again, say why:"), "soft", wrap=True),
            self.reason,
            self.reopen,
        )
        self.body.addWidget(row(self._chip, None))
        self.body.addWidget(self._words)
        self.body.addSpacing(4)
        self.body.addWidget(self._missing_head)
        self.body.addLayout(self._missing)
        self.body.addSpacing(4)
        self.body.addWidget(column(*self._steps))
        self.body.addWidget(self._locked)
        self.body.addSpacing(8)
        self.body.addWidget(self._changes_head)
        self.body.addLayout(self._changes)
        self.body.addStretch(1)
        self._changes_head.hide()
        for part in (self._chip, self._locked, *self._steps):
            part.hide()

    def _show_status(self, state: NotesState) -> None:
        status = state.status
        theme.set_role(self._chip, CHIPS[status])
        self._chip.setText(status.value)
        self._chip.show()
        words = {
            NotesStatus.OPEN: self.tr("Anybody at this laptop can write in them."),
            NotesStatus.REVIEW: self.tr(
                "Complete, and to be read by others. They can still be changed."
            ),
            NotesStatus.FINAL: self.tr("Locked: nothing is written into them."),
        }
        self._words.setText(words[status])
        final = status is NotesStatus.FINAL
        self.to_open.setVisible(status is NotesStatus.REVIEW)
        self.to_review.setVisible(status is NotesStatus.OPEN)
        self.to_final.setVisible(not final)
        self.to_final.setText(
            self.tr("Make final anyway") if state.missing else self.tr("Make final")
        )
        self._locked.setVisible(final)

    def _show_missing(self, state: NotesState) -> None:
        clear(self._missing)
        for gap in state.missing:
            self._missing.addWidget(self._gap(gap))
        self._missing_head.setText(
            self.tr("Still missing") if state.missing else self.tr("Nothing is missing")
        )

    def _gap(self, gap: Gap) -> QWidget:
        link = button(
            gap_words.sentence(gap, self.tr),
            "flush",
            clicked=lambda: self.asked.emit(gap.screen, gap.row_id),
        )
        link.setIcon(icon("triangle-alert", "warn"))
        names = [_cut(name) for name in gap.names]
        link.setToolTip("\n".join(names))
        more = self.tr("and {0} more").format(len(names) - _NAMED)
        listed = names[:_NAMED] + ([more] if len(names) > _NAMED else [])
        told = label("\n".join(listed), "small", wrap=True)
        told.setContentsMargins(21, 0, 0, 4)
        return column(link, told, gap=0)

    def _change(self, change: StatusChange, zone: ZoneInfo) -> QWidget:
        at = change.at.astimezone(zone)
        who = change.actor or change.laptop
        words = self.tr("{0}, undone") if change.is_undo else "{0}"
        when = label(f"{at.day} {at:%b %H:%M} · {who}", "small")
        said = f" – “{change.reason}”" if change.reason else ""
        told = words.format(change.status.value)
        return column(label(f"{told}{said}", wrap=True), when, gap=0)

    def _reopen(self) -> None:
        if self.reopen.isEnabled():
            self.wanted.emit(NotesStatus.OPEN, self.reason.text())

    @Slot()
    def _allow(self) -> None:
        self.reopen.setEnabled(bool(self.reason.text().strip()))


def _cut(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
