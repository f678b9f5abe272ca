"""Making checkpoints for sessions of the programme, ticked in a list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.checkpoints import Proposal
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.checkpoints import words
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, clear, label, row


class FromProgramme(QFrame):
    """A box for each session; those that have a checkpoint stand ticked and still.

    Signals:
        accepted: (ids of sessions, ids of sessions that get one for each group).
        left: nothing is to be made.
    """

    accepted = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.boxes: dict[str, QCheckBox] = {}
        self.group_boxes: dict[str, QCheckBox] = {}
        self._proposals: Sequence[Proposal] = ()
        self._last = QCheckBox()  # in the order of the Tab key
        self.accept = button("", "main", clicked=self._accept)
        self.leave = button(self.tr("Cancel"), clicked=self.left.emit)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(label(self.tr("Checkpoints for the programme"), "title"))
        hint = self.tr(
            "Each session that is ticked gets a checkpoint of its own: a door at which "
            "badges are scanned. Those that have one stay as they are."
        )
        box.addWidget(label(hint, "soft", wrap=True))
        box.addWidget(self._quick())
        box.addWidget(scroll, 1)
        box.addWidget(row(self.accept, self.leave, None))

    def show_proposals(
        self, proposals: Sequence[Proposal], workshop: WorkshopInfo
    ) -> None:
        """Offer the sessions of the programme; the usual ones are ticked."""
        self._proposals = proposals
        self.boxes, self.group_boxes = {}, {}
        clear(self._lines)
        shown = None
        for proposal in proposals:
            begins = workshop.local(proposal.session.starts_at)
            if begins.date() != shown:
                shown = begins.date()
                self._lines.addSpacing(8)
                self._lines.addWidget(label(days.short(shown), "head"))
            self._add(proposal, f"{begins:%H:%M}")
        self._lines.addStretch(1)
        self._count()
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        (first or self.leave).setFocus()
        for button_after in (self.leave, self.accept):  # the last one comes first
            QWidget.setTabOrder(self._last, button_after)

    def _add(self, proposal: Proposal, clock: str) -> None:
        session = proposal.session
        room = f" · {session.room}" if session.room else ""
        box = QCheckBox(f"{clock}   {session.title}{room}".replace("&", "&&"))
        box.setChecked(proposal.is_usual or proposal.is_there)
        box.setEnabled(not proposal.is_there)
        box.toggled.connect(self._count)
        told = words.purpose(proposal.purpose, self.tr)
        if proposal.is_there:
            told = self.tr("has one")
        self.boxes[session.id] = self._last = box
        self._lines.addWidget(row(box, None, label(told, "small")))
        if proposal.groups:
            words_of = self.tr("and one for each of its {0} groups, for their people")
            groups = QCheckBox(words_of.format(proposal.groups))
            groups.toggled.connect(self._count)
            self.group_boxes[session.id] = self._last = groups
            indented = row(groups, None)
            indented.setContentsMargins(76, 0, 0, 0)
            self._lines.addWidget(indented)

    def _quick(self) -> QWidget:
        def chip(text: str, wanted: Callable[[Proposal], bool]) -> QWidget:
            return button(text, "chip", clicked=lambda: self._tick(wanted))

        return row(
            label(self.tr("Tick"), "small"),
            chip(self.tr("the usual ones"), lambda p: p.is_usual),
            chip(self.tr("sessions"), _is_session),
            chip(self.tr("meals"), lambda p: p.purpose == "meal"),
            chip(self.tr("visits"), lambda p: p.purpose == "visit"),
            chip(self.tr("all"), lambda _: True),
            chip(self.tr("none"), lambda _: False),
            None,
            gap=6,
        )

    def _tick(self, wanted: Callable[[Proposal], bool]) -> None:
        for proposal in self._proposals:
            if not proposal.is_there:
                self.boxes[proposal.session.id].setChecked(wanted(proposal))

    def _chosen(self) -> tuple[set[str], set[str]]:
        ids = {
            ident
            for ident, box in self.boxes.items()
            if box.isEnabled() and box.isChecked()
        }
        return ids, {i for i, box in self.group_boxes.items() if box.isChecked()}

    def _count(self) -> None:
        ids, by_group = self._chosen()
        groups = {p.session.id: p.groups for p in self._proposals}
        number = len(ids) + sum(groups[ident] for ident in by_group)
        self.accept.setText(
            self.tr("Make 1 checkpoint")
            if number == 1
            else self.tr("Make {0} checkpoints").format(number or "")
        )
        self.accept.setEnabled(number > 0)

    def _accept(self) -> None:
        self.accepted.emit(*self._chosen())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_session(proposal: Proposal) -> bool:
    return proposal.purpose == "session" and proposal.is_usual
