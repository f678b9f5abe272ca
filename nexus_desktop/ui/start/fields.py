"""What the form of a new workshop is made of: labelled fields, lists to choose from."""

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core import countries
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label

_HIDDEN = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/",
           "Chile/", "Mexico/")  # fmt: skip


class Field(QWidget):
    """An editor under its name, with room for what is wrong with it."""

    def __init__(self, name: str, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self.name = QLabel(name)
        theme.set_role(self.name, "head")
        self.name.setBuddy(editor)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self._line = QHBoxLayout()
        self._line.addWidget(editor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.name)
        box.addLayout(self._line)
        box.addWidget(self.wrong)
        editor.setAccessibleName(name.replace("&", ""))

    def put_beside(self, widget: QWidget) -> None:
        """Put `widget` to the right of the editor."""
        self._line.addWidget(widget)

    def say_wrong(self, reason: str) -> None:
        """Show what is wrong; "" for nothing."""
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        if self.editor.property("wrong") != bool(reason):
            self.editor.setProperty("wrong", bool(reason))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class Choice(QComboBox):
    """A list that can be typed into: any part of a word finds its entries.

    Signals:
        typed: the user changed the text.
    """

    typed = Signal()

    def __init__(self, entries: list[tuple[str, str]], empty: str = "") -> None:
        """Offer `entries`: (text, value); `empty` is shown while nothing is chosen."""
        super().__init__()
        line = QLineEdit()
        self.setLineEdit(line)
        shrink = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(shrink)
        self.setMinimumContentsLength(12)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem("", "")
        for text, value in entries:
            self.addItem(text, value)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line.setPlaceholderText(empty)
        line.textEdited.connect(self.typed)

    def value(self) -> str:
        """Return the value of the entry that is chosen, else the text as typed."""
        text = self.currentText().strip()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else text

    def choose(self, value: str) -> None:
        """Choose the entry with `value`."""
        self.setCurrentIndex(max(self.findData(value), 0))


def country_choice(empty: str) -> Choice:
    """Return a list of all countries by name."""
    names = sorted(countries.names().items(), key=lambda entry: entry[1])
    return Choice([(name, code) for code, name in names], empty)


def zone_choice(empty: str) -> Choice:
    """Return a list of the world's time zones."""
    zones = sorted(
        zone
        for zone in available_timezones()
        if zone == "UTC" or ("/" in zone and not zone.startswith(_HIDDEN))
    )
    return Choice([(zone, zone) for zone in zones], empty)
