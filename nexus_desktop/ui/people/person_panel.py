"""One person, beside the table: fields edited in place, badge, scans, groups."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.participant import BY_NAME, Happening, Person
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.in_place import FieldLine
from nexus_desktop.ui.kit.widgets import button, clear, label
from nexus_desktop.ui.people.columns import Manner
from nexus_desktop.ui.people.person_actions import PersonActions
from nexus_desktop.ui.people.photo_box import PhotoBox
from nexus_desktop.ui.people.telling import Relation, Telling

WIDTH = 376
_LABELS_WIDTH = 104
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the panel shows of a person."""

    person: Person
    history: Sequence[Happening]
    photo: bytes | None = None


class PersonPanel(QFrame):
    """Shows a person and takes in what is typed into the fields.

    Signals:
        edited: (participant id, field, new value).
        cancel_asked: (participant id, reason).
        restore_asked, certificate_asked, substitute_asked: participant id.
        person_asked: id of somebody whom this person's record names.
        separate_asked: id of somebody who was merged into this person.
        photo_chosen, photo_pasted: (participant id, Path or QImage).
        photo_removed: participant id.
        closed: the panel was closed.
    """

    edited = Signal(str, str, object)
    cancel_asked = Signal(str, str)
    restore_asked = Signal(str)
    certificate_asked = Signal(str)
    substitute_asked = Signal(str)
    person_asked = Signal(str)
    separate_asked = Signal(str)
    photo_chosen = Signal(str, object)
    photo_pasted = Signal(str, object)
    photo_removed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.person: Person | None = None
        self.lines: dict[str, FieldLine] = {}
        self.name = label("", "title", wrap=True)
        self.native = label("", "soft", wrap=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(4)
        self._relations = QVBoxLayout()
        self._relations.setSpacing(2)
        self.photo = PhotoBox()
        self.actions_below = PersonActions()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.photo.file_chosen.connect(partial(self._tell, self.photo_chosen))
        self.photo.image_pasted.connect(partial(self._tell, self.photo_pasted))
        self.photo.removed.connect(partial(self._tell, self.photo_removed))
        acts = self.actions_below
        acts.cancelled.connect(partial(self._tell, self.cancel_asked))
        acts.restored.connect(partial(self._tell, self.restore_asked))
        acts.substituted.connect(partial(self._tell, self.substitute_asked))
        acts.certified.connect(partial(self._tell, self.certificate_asked))

    def _tell(self, signal: SignalInstance, *more: object) -> None:
        if self.person is not None:
            signal.emit(self.person.id, *more)

    def _lay_out(self) -> None:
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(12)
        for title, fields in self._sections():
            body.addWidget(self._section(title, fields))
        body.addLayout(self._facts)
        body.addWidget(self.actions_below)
        body.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 8, 12)
        box.setSpacing(8)
        box.addLayout(self._head())
        box.addLayout(self._chips)
        box.addLayout(self._relations)
        box.addSpacing(4)
        box.addWidget(scroll, 1)

    def _head(self) -> QHBoxLayout:
        close = button("", "quiet", clicked=self.closed.emit, picture="x")
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Escape)"))
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.native)
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _sections(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        tr = self.tr
        return (
            (
                tr("Name"),
                (
                    ("printed_name", tr("As printed")),
                    ("honorific", tr("Title")),
                    ("given_name", tr("Given")),
                    ("family_name", tr("Family")),
                    ("native_name", tr("Own script")),
                    ("reading", tr("Reading")),
                ),
            ),
            (
                tr("Work"),
                (
                    ("organisation", tr("Organisation")),
                    ("position", tr("Position")),
                    ("city", tr("City")),
                    ("country", tr("Country")),
                    ("category", tr("Category")),
                ),
            ),
            (
                tr("At the workshop"),
                (
                    ("role", tr("Role")),
                    ("attention", tr("Tell the desk")),
                    ("wishes", tr("Topic wishes")),
                    ("party", tr("Comes with")),
                    ("dietary", tr("Food")),
                ),
            ),
            (
                tr("Contact"),
                (
                    ("email", tr("E-mail")),
                    ("phone", tr("Phone")),
                    ("languages", tr("Languages")),
                    ("gender", tr("Gender")),
                ),
            ),
        )

    def _section(self, title: str, fields: Iterable[tuple[str, str]]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _LABELS_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(title, "head"), 0, 0, 1, 2)
        for number, (name, text) in enumerate(fields, 1):
            line = FieldLine(text)
            line.editor.edited.connect(partial(self._hand_on, name))
            caption = label(text, "soft")
            caption.setBuddy(line.editor)
            caption.setFixedHeight(30)
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, number, 1)
            self.lines[name] = line
        return made

    # Showing

    def show_person(self, dossier: Dossier, manner: Manner) -> None:
        """Show a person, or the same one anew."""
        person = dossier.person
        is_another = self.person is None or self.person.id != person.id
        self.person = person
        self.name.setText(person.name)
        self.native.setText(person.fields.native_name)
        self.native.setVisible(bool(person.fields.native_name))
        for name, line in self.lines.items():
            line.editor.settle(_text(name, getattr(person.fields, name), manner))
            if is_another:
                line.say_wrong("")
        if is_another:
            self._scroll.verticalScrollBar().setValue(0)
        telling = Telling(self.tr, manner)
        clear(self._chips)
        for text, role in telling.chips(person):
            self._chips.addWidget(label(text, role))
        self._chips.addStretch(1)
        self.photo.show_photo(dossier.photo)
        self._show_relations(telling.relations(person))
        self._show_facts(telling.sections(person, dossier.history))
        self.actions_below.show_person(person)

    def suggest(self, known: Mapping[str, Collection[str]]) -> None:
        """Complete what is typed from the values known: field -> texts."""
        for name, texts in known.items():
            self.lines[name].editor.suggest(texts)

    def say_wrong(self, field: str, reason: str) -> None:
        """Show why a text can't be kept."""
        self.lines[field].say_wrong(reason)

    def flush(self) -> None:
        """Hand over what was typed and not yet told."""
        for line in self.lines.values():
            line.editor.hand_over()

    def _show_facts(self, sections: Iterable[tuple[str, Sequence[str]]]) -> None:
        clear(self._facts)
        for title, lines in sections:
            if lines:
                self._facts.addWidget(label(title, "head"))
                for text in lines:
                    self._facts.addWidget(label(text, "", wrap=True))
                self._facts.addSpacing(8)

    def _show_relations(self, relations: Iterable[Relation]) -> None:
        """Show who else the record names, each a way to them or apart from them."""
        clear(self._relations)
        for relation in relations:
            signal = self.separate_asked if relation.is_merged else self.person_asked
            link = button(
                relation.text, "link", clicked=partial(signal.emit, relation.id)
            )
            link.setToolTip(relation.hint)
            self._relations.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _hand_on(self, field: str, text: str) -> None:
        if self.person is None:
            return
        self.lines[field].say_wrong("")
        value: object = text
        if BY_NAME[field].many:
            parts = (part.strip() for part in text.split(_SEPARATOR.strip()))
            value = tuple(part for part in parts if part)
        self.edited.emit(self.person.id, field, value)


def _text(name: str, value: Any, manner: Manner) -> str:  # noqa: ANN401 - as kept
    if name == "country":
        return manner.country(value)
    return _SEPARATOR.join(value) if BY_NAME[name].many else str(value)
