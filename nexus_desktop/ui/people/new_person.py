"""Adding one person by hand."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from nexus_desktop.core.participant import PersonFields
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.people.fields import Suggesting
from nexus_desktop.ui.people.person_panel import WIDTH


class NewPerson(QFrame):
    """Asks for the few things that a badge shows; the rest is edited afterwards.

    Signals:
        filled: `PersonFields` to add.
        closed: nobody is to be added.
    """

    filled = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.editors: dict[str, Suggesting] = {}
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self.add = button(self.tr("Add this person"), "main", clicked=self._hand_over)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(4)
        box.addWidget(label(self.tr("Add a person"), "title"))
        for name, text in self._fields():
            box.addSpacing(8)
            caption = label(text, "head")
            self.editors[name] = self._editor(text)
            caption.setBuddy(self.editors[name])
            box.addWidget(caption)
            box.addWidget(self.editors[name])
        box.addWidget(self.wrong)
        box.addSpacing(12)
        box.addWidget(
            row(self.add, button(self.tr("Cancel"), clicked=self.closed.emit), None)
        )
        box.addStretch(1)

    def suggest(self, known: Mapping[str, Collection[str]]) -> None:
        """Complete what is typed from the values known: field -> texts."""
        for name in known.keys() & self.editors.keys():
            self.editors[name].suggest(known[name])

    def _fields(self) -> tuple[tuple[str, str], ...]:
        return (
            ("printed_name", self.tr("Name, as it is to be printed")),
            ("native_name", self.tr("Name in own script")),
            ("organisation", self.tr("Organisation")),
            ("position", self.tr("Position")),
            ("country", self.tr("Country")),
            ("category", self.tr("Category")),
            ("role", self.tr("Role")),
            ("email", self.tr("E-mail")),
        )

    def _editor(self, name: str) -> Suggesting:
        editor = Suggesting()
        editor.setAccessibleName(name)
        editor.returnPressed.connect(self._hand_over)
        return editor

    def begin(self) -> None:
        """Empty the fields and take the focus."""
        for editor in self.editors.values():
            editor.clear()
        self.say_wrong("")
        self.editors["printed_name"].setFocus()

    def say_wrong(self, reason: str) -> None:
        """Show why the person can't be added; "" for nothing."""
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _hand_over(self) -> None:
        values: dict[str, Any] = {
            name: editor.text() for name, editor in self.editors.items()
        }
        self.filled.emit(PersonFields(**values))
