"""The details of one session, edited in place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.programme import FORMS, SessionDraft, SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.programme.editors import ObjectiveChips, WhenEditor, WrappedLine
from nexus_desktop.ui.programme.geometry import MIDNIGHT, blocks, days_of

_TEXTS = ("room", "chair", "speakers", "rapporteur")


class Details(QFrame):
    """Shows a session and lets it be changed; says what the user changed.

    Signals:
        changed: (id, `SessionDraft`) to be written.
        removed: id of a session to be taken away.
        notes_asked: id of the session whose notes are wanted.
        left: the user is done (Escape).
    """

    changed = Signal(str, object)
    removed = Signal(str)
    notes_asked = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self._session: SessionInfo | None = None
        self._workshop: WorkshopInfo | None = None
        self.title, self.when = WrappedLine(), WhenEditor()
        self.form, self.objectives = QComboBox(), ObjectiveChips()
        self.texts = {name: QLineEdit() for name in _TEXTS}
        self.wrong = label("", "error", wrap=True)
        self._known = {name: QStringListModel(self) for name in ("room", "people")}
        for form in FORMS:
            self.form.addItem(form.label, form.name)
        self._lay_out()
        self._bind()

    @property
    def session_id(self) -> str:
        """Return the id of the session shown, "" if none."""
        return self._session.id if self._session else ""

    def show_session(self, session: SessionInfo, workshop: WorkshopInfo) -> None:
        """Show a session; a field that is being typed in is left alone."""
        is_new = session.id != self.session_id
        self._session, self._workshop = session, workshop
        self.wrong.hide()
        if is_new or not self.title.hasFocus():
            self.title.show_text(session.title)
        day, begin = workshop.clock(session.starts_at)
        offered = days_of(blocks([session], workshop), workshop)
        self.when.show_times(offered, day, begin, workshop.clock(session.ends_at)[1])
        self.form.setCurrentIndex(self.form.findData(session.form))
        for name, editor in self.texts.items():
            if is_new or not editor.hasFocus():
                editor.setText(getattr(session, name))
        self.objectives.show_objectives(workshop.objectives, session.objectives)

    def show_none(self) -> None:
        """Let go of the session."""
        self._session = None

    def learn(self, sessions: Sequence[SessionInfo]) -> None:
        """Offer the rooms and people of the programme while one types."""
        rooms = {session.room for session in sessions if session.room}
        people = {
            name.strip()
            for session in sessions
            for field in (session.chair, session.speakers, session.rapporteur)
            for name in field.split(";")
            if name.strip()
        }
        self._known["room"].setStringList(sorted(rooms))
        self._known["people"].setStringList(sorted(people))

    def edit(self) -> None:
        """Put the cursor into the title."""
        self.title.setFocus()
        self.title.selectAll()

    def say_wrong(self, reason: str) -> None:
        """Show why the last change was not taken; what was typed stays."""
        self.wrong.setText(reason)
        self.wrong.show()

    def flush(self) -> None:
        """Hand over what was typed but not finished."""
        self._commit()

    def _bind(self) -> None:
        self.title.finished.connect(self._commit)
        self.when.finished.connect(self._commit)
        self.form.activated.connect(self._commit)
        self.objectives.finished.connect(self._commit)
        for name, editor in self.texts.items():
            editor.editingFinished.connect(self._commit)
            completer = QCompleter(self._known["room" if name == "room" else "people"])
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)

    def _commit(self) -> None:
        session, workshop = self._session, self._workshop
        if session is None or workshop is None:
            return
        draft = self._draft(session, workshop)
        if draft != session:
            self.changed.emit(session.id, draft)

    def _draft(self, session: SessionInfo, workshop: WorkshopInfo) -> SessionDraft:
        draft = replace(
            session,
            title=self.title.text(),
            form=self.form.currentData(),
            objectives=self.objectives.chosen(),
            room=self.texts["room"].text().strip(),
            chair=self.texts["chair"].text().strip(),
            speakers=self.texts["speakers"].text().strip(),
            rapporteur=self.texts["rapporteur"].text().strip(),
        )
        day, begin, end = self.when.times()
        old_day, old_begin = workshop.clock(session.starts_at)
        old_end = workshop.clock(session.ends_at)[1] or MIDNIGHT
        if (day, begin, end) == (old_day, old_begin, old_end):
            return draft
        if begin != old_begin and end == old_end:  # it keeps its length
            end = min(end + begin - old_begin, MIDNIGHT)
        return replace(
            draft,
            starts_at=workshop.moment(day, begin),
            ends_at=workshop.moment(day, end),
        )

    def _lay_out(self) -> None:
        self.notes = button(
            self.tr("Notes"), clicked=self._ask_notes, picture="notebook-pen"
        )
        self.take_away = button(
            self.tr("Remove"), "danger", clicked=self._remove, picture="trash-2"
        )
        self.close_it = button("", "quiet", clicked=self.left.emit, picture="x")
        self.close_it.setAccessibleName(self.tr("Close the details"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._form())
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 12, 12)
        box.setSpacing(8)
        box.addWidget(row(label(self.tr("Session"), "strong"), None, self.close_it))
        box.addWidget(scroll, 1)
        box.addWidget(row(self.notes, None, self.take_away))

    def _form(self) -> QWidget:
        form = QWidget()
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(4)
        for words, editor in (
            (self.tr("Title"), self.title),
            (self.tr("Day, start and end"), self.when),
            (self.tr("Kind"), self.form),
            (self.tr("Room"), self.texts["room"]),
            (self.tr("Chair"), self.texts["chair"]),
            (self.tr("Speakers"), self.texts["speakers"]),
            (self.tr("Rapporteur"), self.texts["rapporteur"]),
            (self.tr("Objectives"), self.objectives),
        ):
            box.addWidget(label(words, "head"))
            box.addWidget(editor)
            box.addSpacing(6)
            editor.setAccessibleName(words)
            if editor is self.when:
                box.addWidget(self.wrong)
        box.addStretch(1)
        self.wrong.hide()
        return form

    def _ask_notes(self) -> None:
        self.notes_asked.emit(self.session_id)

    def _remove(self) -> None:
        self.removed.emit(self.session_id)
