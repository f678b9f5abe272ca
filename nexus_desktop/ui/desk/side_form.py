"""What the forms beside the card share: fields below each other, Enter, Escape."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import countries
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GUESSES = 3  # countries that are told
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SideForm(QFrame):
    """Keeps what is typed, whatever is scanned meanwhile and even when it is closed.

    Signals:
        closed: Escape or the button was pressed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.fields: tuple[QLineEdit, ...] = ()
        self.error = label("", "error", wrap=True)
        self.error.hide()

    def show_error(self, text: str) -> None:
        """Say what can't be, above the buttons."""
        self.error.setText(text)
        self.error.show()

    def has_country(self, field: QLineEdit) -> bool:
        """Tell whether `field` names a country or nothing; write its name out.

        If it does not, that is said and the field takes the focus.
        """
        typed = field.text().strip()
        code = countries.completed(typed)
        if typed and not code:
            self.show_error(self.tr("“{0}” names no country.").format(typed))
            field.setFocus()
            field.selectAll()
            return False
        if not countries.code_of(typed):
            field.setText(countries.name(code))
        return True

    def enter(self, field: QLineEdit) -> None:
        """Do what Enter means in a field."""
        raise NotImplementedError

    def make_field(self, name: str, words: str) -> QLineEdit:
        """Return a field that is called `name`, with `words` as its heading."""
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setMaxLength(300)
        field.installEventFilter(self)
        return field

    def add_fields(
        self, box: QVBoxLayout, fields: Sequence[QLineEdit], gap: int
    ) -> None:
        """Put fields below each other, each under its heading."""
        for field in fields:
            box.addSpacing(gap)
            box.addWidget(label(field.accessibleName(), "head"))
            box.addWidget(field)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        field = next((one for one in self.fields if one is watched), None)
        if field is None:
            return False
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.enter(field)
        elif key in _STEPS:
            self._step(self.fields.index(field) + _STEPS[key])
        else:
            return False
        return True

    def _step(self, place: int) -> None:
        field = self.fields[place % len(self.fields)]
        field.setFocus()
        field.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def tell_country(land: QLabel, typed: str) -> None:
    """Show in `land` which country is understood, if that is not what is typed."""
    code = countries.completed(typed)
    name = countries.name(code) if code else ""
    if not name:
        found = countries.beginning(typed)
        name = ", ".join(found[:_GUESSES]) + (", …" if len(found) > _GUESSES else "")
    land.setText("" if name.casefold() == typed.strip().casefold() else name)
