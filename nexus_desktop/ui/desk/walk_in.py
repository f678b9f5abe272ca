"""The form for somebody who is not on the list: four fields, Enter after Enter."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import countries
from nexus_desktop.core.desk import Match, WalkIn
from nexus_desktop.ui.desk.face import line_of, names
from nexus_desktop.ui.desk.parts_button import PartsButton
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, clear, label, row


class WalkInPanel(QFrame):
    """Asks for given name, family name, organisation and country.

    What is typed stays until it was registered or `start_over`, whatever is scanned
    meanwhile and even when the panel is closed.

    Signals:
        submitted: `WalkIn`, and whether likely duplicates were seen.
        closed: Escape or the button was pressed.
        meant: id of somebody on the list who it was after all.
    """

    submitted = Signal(object, bool)
    closed = Signal()
    meant = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("walk_in_panel")
        theme.set_role(self, "panel")
        self.given = self._field("walk_in_given", self.tr("Given name"))
        self.family = self._field("walk_in_family", self.tr("Family name"))
        self.organisation = self._field("walk_in_organisation", self.tr("Organisation"))
        self.country = self._field("walk_in_country", self.tr("Country"))
        self.fields = (self.given, self.family, self.organisation, self.country)
        self.land = label("", "small")
        self.error = label("", "error", wrap=True)
        self.known = QVBoxLayout()
        self.known.setSpacing(4)
        self.register = button(self.tr("Register"), "main", clicked=self.submit)
        self.anew = button(self.tr("Start over"), "link", clicked=self.start_over)
        self._close = button(self.tr("Close"), clicked=self.closed.emit)
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._is_asking = False
        self._lay_out()
        self.country.textChanged.connect(self._tell_country)
        for field in self.fields:
            field.textChanged.connect(self._ask_anew)
        self._ask_anew()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(field.text().strip() for field in self.fields)

    def begin(self, typed: str = "") -> None:
        """Take the focus; `typed` is a name that was looked for in vain."""
        if self.is_empty and typed.strip():
            given, _, family = typed.strip().rpartition(" ")
            self.given.setText(given or family)
            self.family.setText(family if given else "")
        self.anew.setVisible(not self.is_empty)
        field = next((one for one in self.fields if not one.text()), self.given)
        field.setFocus()
        field.selectAll()

    def start_over(self) -> None:
        """Clear the form."""
        for field in self.fields:
            field.clear()
        self._ask_anew()
        self.anew.hide()
        self.given.setFocus()

    def submit(self) -> None:
        """Register what is typed; the second time even if somebody is alike."""
        if self.is_empty:
            self.show_error(self.tr("Type at least one name."))
            return
        values = (field.text().strip() for field in self.fields)
        self.submitted.emit(WalkIn(*values), self._is_asking)

    def show_error(self, text: str) -> None:
        """Say what can't be, above the buttons."""
        self.error.setText(text)
        self.error.show()

    def show_duplicates(self, people: Sequence[Match], zone: ZoneInfo) -> None:
        """Ask whether it is one of these."""
        self._ask_anew()
        self._is_asking = True
        self.known.addWidget(label(self.tr("Is it one of these?"), "strong"))
        for match in people:
            self.known.addWidget(self._candidate(match, zone))
        self.register.setText(self.tr("No, register"))

    def _candidate(self, match: Match, zone: ZoneInfo) -> QWidget:
        state = self.tr("not in yet")
        if match.arrived_at is not None:
            local = match.arrived_at.astimezone(zone)
            state = self.tr("in since {0}").format(f"{local:%H:%M}")
        guest = match.guest
        lines = ("  ".join(filter(None, names(guest))), line_of(guest), state)
        parts = []
        for role, line in zip(("strong", "", ""), lines, strict=True):
            part = ElidedLabel(role)
            part.setText(line)
            parts += [part] if line else []
        box = QVBoxLayout()
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(2)
        name = ", ".join(filter(None, lines))
        made = PartsButton(box, parts, name, lambda: self.meant.emit(guest.id))
        theme.set_role(made, "candidate")
        return made

    def _field(self, name: str, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setMaxLength(200)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(4)
        box.addWidget(row(label(self.tr("Walk-in"), "title"), None, self.anew))
        for field in self.fields:
            box.addSpacing(8)
            box.addWidget(label(field.accessibleName(), "head"))
            box.addWidget(field)
        box.addWidget(self.land)
        box.addSpacing(8)
        box.addLayout(self.known)
        box.addWidget(self.error)
        box.addSpacing(8)
        box.addWidget(row(self.register, self._close, None))
        box.addStretch(1)
        hint = self.tr("Enter goes on to the next field, and registers after the last.")
        box.addWidget(label(hint, "small", wrap=True))

    def _tell_country(self, typed: str) -> None:
        code = countries.code_of(typed)
        name = countries.name(code) if code else ""
        self.land.setText("" if name.casefold() == typed.strip().casefold() else name)

    def _ask_anew(self) -> None:
        self._is_asking = False
        self.error.hide()
        clear(self.known)
        self.register.setText(self.tr("Register"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched in self.fields and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self._go_on(watched)
            return True
        return False

    def _go_on(self, field: QObject) -> None:
        place = self.fields.index(field)
        if place + 1 == len(self.fields) or self._is_asking:
            self.submit()
        else:
            self.fields[place + 1].setFocus()
            self.fields[place + 1].selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
