"""Reminders: each owner at the left, the letter to them at the right, to be sent."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.action_list import reminder_text, subject
from nexus_desktop.core.actions import Reminder
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.widgets import button, label, row

_LIST = 300


class RemindersPanel(QFrame):
    """Shows what each owner still owes.

    Signals:
        messaged: `Message` for the bar above the screen.
        left: back to the register.
    """

    messaged = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self._reminders: Sequence[Reminder] = ()
        self._workshop: WorkshopInfo | None = None
        self._today = date.min
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST)
        self.list.setAccessibleName(self.tr("Owners"))
        self.to = label("", "soft", wrap=True)
        self.to.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setAccessibleName(self.tr("Letter"))
        self.copy = button(
            self.tr("Copy the letter"), picture="copy", clicked=self.copy_letter
        )
        self.copy.setToolTip(self.tr("Ctrl+C in the list of owners"))
        self.mail = button(self.tr("Write mail"), "main", clicked=self._write_mail)
        self.back = button(
            self.tr("Back"), "link", picture="arrow-left", clicked=self.left.emit
        )
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)

    def show_reminders(
        self, reminders: Sequence[Reminder], workshop: WorkshopInfo, today: date
    ) -> None:
        """Show the owners; the one in front stays so."""
        before = self.reminder.owner if self.reminder else None
        self._reminders, self._workshop, self._today = reminders, workshop, today
        self.list.clear()
        for reminder in reminders:
            name = reminder.owner or self.tr("Nobody yet")
            self.list.addItem(f"{name}  {len(reminder.actions)}")
        owners = [reminder.owner for reminder in reminders]
        self.list.setCurrentRow(owners.index(before) if before in owners else 0)
        if not reminders:
            self._show(-1)

    @property
    def reminder(self) -> Reminder | None:
        """Return the one in front."""
        number = self.list.currentRow()
        return self._reminders[number] if 0 <= number < len(self._reminders) else None

    def copy_letter(self) -> None:
        """Put the letter on the clipboard."""
        QGuiApplication.clipboard().setText(self.letter.toPlainText())
        self.messaged.emit(Message(self.tr("The letter is copied.")))

    def mail_link(self) -> str:
        """Return the address that begins a mail with the letter in it."""
        if self.reminder is None or self._workshop is None:
            return ""
        to = ",".join(quote(one, safe="@") for one in self.reminder.addresses)
        about, words = quote(subject(self._workshop)), quote(self.letter.toPlainText())
        return f"mailto:{to}?subject={about}&body={words}"

    def _show(self, number: int) -> None:
        is_there = 0 <= number < len(self._reminders) and self._workshop is not None
        for part in (self.copy, self.mail):
            part.setEnabled(is_there)
        if not is_there or self._workshop is None:
            self.to.setText(self.tr("Nobody owes anything."))
            self.letter.clear()
            return
        reminder = self._reminders[number]
        addresses = ", ".join(reminder.addresses)
        self.to.setText(
            self.tr("To {0}").format(addresses)
            if addresses
            else self.tr("No e-mail address of theirs is on the list of participants.")
        )
        self.letter.setPlainText(reminder_text(reminder, self._workshop, self._today))

    def _write_mail(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.mail_link())):
            text = self.tr(
                "This system has no program for mail. Copy the letter instead."
            )
            self.messaged.emit(Message(text, "warn"))

    def _lay_out(self) -> None:
        right = QWidget()
        letter = QVBoxLayout(right)
        letter.setContentsMargins(0, 0, 0, 0)
        letter.setSpacing(8)
        letter.addWidget(self.to)
        letter.addWidget(self.letter, 1)
        letter.addWidget(row(None, self.copy, self.mail))
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.list)
        both.addWidget(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(row(self.back, None))
        box.addWidget(label(self.tr("Reminders by owner"), "title"))
        box.addLayout(both, 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_letter()
        else:
            super().keyPressEvent(event)
