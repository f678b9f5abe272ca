"""One line that says what can be done in this line of the notes; it can be closed."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from nexus_desktop.core.notation import (
    NotationContext,
    NoteFields,
    NoteKind,
    join,
    parse,
)
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.notes.lines import Record

_OPEN = "notes/hint"
_LONGEST = 2_000  # letters of a line that is read at each key


class HintLine(QFrame):
    """Tells the next step in words; stays where it is and only changes them.

    Signals:
        closed: the writer knows it all.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "hint")
        self.words = ElidedLabel("")
        theme.set_role(self.words, "small")
        wide, low = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        self.words.setSizePolicy(wide, low)
        close = button("", "quiet", clicked=self.close_it, picture="x")
        close.setToolTip(self.tr("Close these hints (the menu on the right mouse "
                                 "button shows them again)"))  # fmt: skip
        close.setAccessibleName(self.tr("Close these hints"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words, 1)
        box.addWidget(close)
        self.setVisible(bool(QSettings().value(_OPEN, defaultValue=True, type=bool)))

    def close_it(self) -> None:
        """Go, and stay away on this laptop."""
        self.turn(on=False)
        self.closed.emit()

    def turn(self, *, on: bool) -> None:
        """Show or hide it, from now on."""
        QSettings().setValue(_OPEN, on)
        self.setVisible(on)

    def show_for(self, record: Record, context: NotationContext) -> None:
        """Say what can be done in the line `record`."""
        if self.isHidden():
            return
        fields = NoteFields(record.kind)
        if len(record.body) <= _LONGEST:
            fields = parse(join(record.kind, record.body), context).fields
        self.words.setText(self._hint(fields))

    def _hint(self, fields: NoteFields) -> str:
        if fields.kind is NoteKind.POINT:
            return self.tr(
                "Each line is a note, Enter begins the next. F3 makes it a decision, "
                "F5 an action. F8 says who is speaking. F1 shows every key."
            )
        if fields.kind.can_be_owed:
            return self._owed(fields)
        about = fields.kind.about
        return self.tr(
            "{0}: {1}. Backspace at the start of the line makes it a point again."
        ).format(about.label.capitalize(), about.purpose)

    def _owed(self, fields: NoteFields) -> str:
        label = fields.kind.about.label.capitalize()
        due = ""
        if fields.due:
            due = self.tr("due {0}").format(f"{fields.due.day} {fields.due:%B %Y}")
        owner = fields.owner and self.tr("{0} does it").format(fields.owner)
        missing = [
            *([] if owner else [self.tr("Who does it: F11, or type >> and a name.")]),
            *([] if due else [self.tr("By when: Shift+F11, or type by 12 Dec.")]),
        ]
        known = ", ".join(part for part in (owner, due) if part)
        start = f"{label}: {known}." if known else f"{label}."
        end = missing or [self.tr("Enter begins the next note.")]
        return " ".join([start, *end])
