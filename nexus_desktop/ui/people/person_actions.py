"""What can be done with a person: cancel, send somebody else, certify."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.participant import Person
from nexus_desktop.ui.kit.widgets import button, row


class PersonActions(QWidget):
    """The buttons below the fields; the reason for not coming is asked in place.

    Signals:
        cancelled: str, the reason or "".
        restored, substituted, certified: asked for.
    """

    cancelled = Signal(str)
    restored = Signal()
    substituted = Signal()
    certified = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_cancelled = False
        self.cancel = button(self.tr("Does not come"), clicked=self.ask, picture="ban")
        self.cancel.setToolTip(self.tr("Ctrl+D"))
        self.substitute = button(
            self.tr("Somebody else comes"),
            clicked=self.substituted.emit,
            picture="user-plus",
        )
        self.substitute.setToolTip(
            self.tr("Who comes takes over seats, role and delegation (Ctrl+T)")
        )
        self.certificate = button(
            self.tr("Certificate"), clicked=self.certified.emit, picture="star"
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why? It may stay empty"))
        self.reason.setAccessibleName(self.tr("Why they do not come"))
        self.reason.returnPressed.connect(self._cancel)
        self.sure = button(
            self.tr("Cancel them"), "danger", clicked=self._cancel, picture="ban"
        )
        self._asking = row(self.reason, self.sure)
        self._asking.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._asking)
        box.addWidget(row(self.cancel, self.certificate, None))
        box.addWidget(row(self.substitute, None))

    def show_person(self, person: Person) -> None:
        """Offer what can be done with a person."""
        self._is_cancelled = person.is_cancelled
        self.cancel.setText(
            self.tr("Comes after all")
            if person.is_cancelled
            else self.tr("Does not come")
        )
        can_be_replaced = person.arrived_at is None and person.replaced_by is None
        self.substitute.setVisible(can_be_replaced)
        self._leave()

    def ask(self) -> None:
        """Ask why a person does not come; or note that they come after all."""
        if self._is_cancelled:
            self.restored.emit()
            return
        self.reason.clear()
        self._asking.show()
        self.cancel.hide()
        self.reason.setFocus()

    def _cancel(self) -> None:
        reason = self.reason.text().strip()
        self._leave()
        self.cancelled.emit(reason)

    def _leave(self) -> None:
        self._asking.hide()
        self.cancel.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._asking.isHidden():
            self._leave()
            self.cancel.setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)
