"""A laptop that was lost: what is done about it, step by step, and how far it is."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.laptops import Unheeded
from nexus_desktop.core.lost_laptop import LostLaptop, Step
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, clear, hold, label, panel, row

_MOST = 3  # actions named
_ICON = QSize(16, 16)


class LostPanel(QFrame):
    """Says what ending a laptop does before it is done, and what is still open after.

    Signals:
        lost: str, the id of the laptop that is to be ended, or ended further.
        left: the panel was closed.
    """

    lost = Signal(str)
    left = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone, self._device = zone, ""
        self.title = label("", "strong", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(6)
        self._written = QVBoxLayout()
        self._written.setSpacing(2)
        self.problem = label("", "note_warn", wrap=True)
        self.go = button("", "danger", clicked=self._ask)
        self.leave = button(self.tr("Cancel"), clicked=self._leave)
        self.leave.setToolTip(self.tr("Escape"))
        lines = QWidget()
        box = QVBoxLayout(lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._steps)
        box.addLayout(self._written)
        framed = panel(self.title, lines, self.problem, row(self.go, self.leave, None))
        hold(self, framed)
        self.hide()

    def show_state(self, state: LostLaptop, written: Sequence[Unheeded]) -> None:
        """Show how far it is with a laptop, and what it did that takes no effect."""
        self._device = state.device
        begun = state.last is not None
        self.title.setText(
            self.tr("{0} is lost").format(state.name)
            if begun
            else self.tr("Is {0} lost? This would be done, all at once:").format(
                state.name
            )
        )
        clear(self._steps)
        for step in state.steps if begun else state.steps[:2]:
            self._steps.addWidget(self._line(step, begun=begun))
        self._tell_written(written)
        self._offer(state, begun=begun)
        self.tell(self._of_brought(state))
        self.show()
        (self.leave if self.go.isHidden() else self.go).setFocus()

    def wait(self) -> None:
        """Say that it is being done; it may wait for the hub."""
        self.go.setEnabled(False)
        self.go.setText(self.tr("Working…"))

    def tell(self, problem: str) -> None:
        """Say in place what is to be known; "" takes it away."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.go.setEnabled(True)

    def fail(self, error: NexusError) -> None:
        """Say in place why it could not be done; it may be tried again."""
        self.tell(str(error))
        self.go.setText(self.tr("Try again"))

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _ask(self) -> None:
        self.lost.emit(self._device)

    def _offer(self, state: LostLaptop, *, begun: bool) -> None:
        words = self.tr("Do what is open") if begun else self.tr("End {0}")
        self.go.setText(words.format(state.name))
        self.go.setVisible(not begun or not state.is_done)
        self.leave.setText(self.tr("Close") if begun else self.tr("Cancel"))

    def _of_brought(self, state: LostLaptop) -> str:
        if not state.brought:
            return ""
        return self.tr(
            "It had invited {0}, which counts still. End that as well if nobody knows "
            "it."
        ).format(", ".join(state.brought))

    def _line(self, step: Step, *, begun: bool) -> QWidget:
        mark, colour = "circle-check", "good"
        if not step.is_done:
            mark, colour = ("circle-alert", "warn") if begun else ("minus", "faint")
        sign = QLabel()
        sign.setPixmap(icon(mark, colour).pixmap(_ICON))
        sign.setAccessibleName(self.tr("done") if step.is_done else self.tr("open"))
        made = QWidget()
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(step.line, wrap=True), 1)
        return made

    def _tell_written(self, written: Sequence[Unheeded]) -> None:
        clear(self._written)
        if written:
            head = self.tr("What it wrote after that, without effect")
            self._written.addWidget(label(head, "head"))
        for one in written[:_MOST]:
            local = one.at.astimezone(self._zone)
            text = f"{local.day} {local:%b %H:%M} · {one.words}"
            self._written.addWidget(label(text, "soft", wrap=True))
        if len(written) > _MOST:
            more = self.tr("and {0} more").format(len(written) - _MOST)
            self._written.addWidget(label(more, "small"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
