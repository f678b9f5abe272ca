"""The form that changes the person on the card: what is wrong on a badge, mostly."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import countries
from nexus_desktop.core.participant import Person
from nexus_desktop.ui.desk.side_form import SideForm, tell_country
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label, row


class EditForm(SideForm):
    """Shows seven fields of one person; Enter saves what was changed.

    It stays with its person while others are scanned.

    Signals:
        saved: id of the participant, and field -> new value of those changed.
    """

    saved = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("edit_form")
        self.person: Person | None = None
        self._shown: dict[str, str] = {}
        self.by_name: dict[str, QLineEdit] = {
            name: self.make_field(f"edit_{name}", words)
            for name, words in (
                ("printed_name", self.tr("Name as printed")),
                ("native_name", self.tr("Name in own script")),
                ("organisation", self.tr("Organisation")),
                ("role", self.tr("Role")),
                ("country", self.tr("Country")),
                ("email", self.tr("E-mail")),
                ("attention", self.tr("Note for the desk")),
            )
        }
        self.fields = tuple(self.by_name.values())
        for field in self.fields:
            field.textChanged.connect(self.error.hide)
        self.heading = ElidedLabel("title")
        self.land = label("", "small")
        self.by_name["country"].textChanged.connect(
            lambda typed: tell_country(self.land, typed)
        )
        self.save = button(self.tr("Save"), "main", clicked=self._hand_over)
        self._close = button(self.tr("Close"), clicked=self.closed.emit)
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._lay_out()

    def begin(self, person: Person) -> None:
        """Take a person and the focus; what was typed for the same one stays."""
        if self.person is None or self.person.id != person.id or not self.changes():
            self._show(person)
        self.by_name["printed_name"].setFocus()
        self.by_name["printed_name"].selectAll()

    def changes(self) -> dict[str, Any]:
        """Return field -> new value of those that were changed."""
        return {
            name: field.text().strip()
            for name, field in self.by_name.items()
            if field.text().strip() != self._shown.get(name, "")
        }

    def settle(self, person: Person) -> None:
        """Show what was kept."""
        if self.person is not None and self.person.id == person.id:
            self._show(person)

    @override
    def enter(self, field: QLineEdit) -> None:
        self._hand_over()

    def _show(self, person: Person) -> None:
        self.person = person
        self.heading.setText(self.tr("Edit {0}").format(person.name))
        values = person.fields.as_dict()
        country = values["country"]
        values["country"] = countries.name(country) if country else ""
        self._shown = {name: str(values[name]) for name in self.by_name}
        for name, field in self.by_name.items():
            field.setText(self._shown[name])
            field.setCursorPosition(0)
        self.error.hide()

    def _hand_over(self) -> None:
        country = self.by_name["country"]
        if self.person is None:
            return
        if "country" in self.changes() and not self.has_country(country):
            return
        changed = self.changes()
        if changed:
            self.saved.emit(self.person.id, changed)
        else:
            self.closed.emit()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(3)
        box.addWidget(self.heading)
        self.add_fields(box, self.fields[:5], 5)
        box.addWidget(self.land)
        self.add_fields(box, self.fields[5:], 2)
        box.addWidget(self.error)
        box.addSpacing(8)
        box.addWidget(row(self.save, self._close, None))
        box.addStretch(1)
        hint = self.tr("Enter saves, arrows change the field, Esc goes back.")
        box.addWidget(label(hint, "small", wrap=True))
