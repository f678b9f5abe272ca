"""Adding one person by hand, of their own or in the place of another."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.participant import (
    INHERITED,
    Person,
    PersonFields,
    PersonRow,
)
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.in_place import Suggesting
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.people.columns import Manner
from nexus_desktop.ui.people.person_panel import WIDTH


class NewPerson(QFrame):
    """Asks for the few things that a badge shows; the rest is edited afterwards.

    Signals:
        filled: `PersonFields` to add.
        sent: (`PersonFields`, id of the one in whose place they come, whether likely
            duplicates were seen).
        closed: nobody is to be added.
    """

    filled = Signal(object)
    sent = Signal(object, str, bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.editors: dict[str, Suggesting] = {}
        self._replaces = ""
        self._is_seen = False
        self.title = label("", "title", wrap=True)
        self.hint = label("", "soft", wrap=True)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self.add = button("", "main", clicked=self._hand_over)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 4, 16)
        box.setSpacing(4)
        box.addWidget(self.title)
        box.addWidget(self.hint)
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 12, 0)
        fields.setSpacing(4)
        for name, text in self._fields():
            fields.addSpacing(6)
            caption = label(text, "head")
            self.editors[name] = self._editor(text)
            caption.setBuddy(self.editors[name])
            fields.addWidget(caption)
            fields.addWidget(self.editors[name])
        fields.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box.addWidget(scroll, 1)
        box.addWidget(self.wrong)
        box.addSpacing(8)
        box.addWidget(
            row(self.add, button(self.tr("Cancel"), clicked=self.closed.emit), None)
        )

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
            ("party", self.tr("Comes with")),
        )

    def _editor(self, name: str) -> Suggesting:
        editor = Suggesting()
        editor.setAccessibleName(name)
        editor.returnPressed.connect(self._hand_over)
        return editor

    def begin(self) -> None:
        """Empty the fields and take the focus."""
        self._begin("", self.tr("Add a person"), "", self.tr("Add this person"))

    def begin_for(self, old: Person, manner: Manner) -> None:
        """Ask who comes in the place of `old`; what they share is filled in."""
        self._begin(
            old.id,
            self.tr("Who comes for {0}?").format(old.name),
            self.tr(
                "They take over seats, role and delegation; {0} is cancelled and the "
                "badge switched off."
            ).format(old.name),
            self.tr("Register instead"),
        )
        for name in self.editors.keys() & set(INHERITED):
            self.editors[name].setText(str(getattr(old.fields, name)))
        self.editors["country"].setText(manner.country(old.fields.country))

    def say_likely(self, people: Iterable[PersonRow]) -> None:
        """Show who is on the list already and may be meant; ask once more."""
        named = "; ".join(
            ", ".join(filter(None, (one.printed_name, one.organisation)))
            for one in people
        )
        self.say_wrong(self.tr("On the list already: {0}.").format(named))
        self.add.setText(self.tr("Register all the same"))
        self._is_seen = True

    def _begin(self, replaces: str, title: str, hint: str, words: str) -> None:
        self._replaces, self._is_seen = replaces, False
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.add.setText(words)
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
        fields = PersonFields(**values)
        if self._replaces:
            self.sent.emit(fields, self._replaces, self._is_seen)
        else:
            self.filled.emit(fields)
