"""What certificates are like: who gets one, who signs, what they say, the logo."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.certificates import (
    MOST_SIGNATORIES,
    CertificateChoices,
    CertificateError,
    Signatory,
    checked,
    entitled,
    sentences,
)
from nexus_desktop.core.lists.material import Material
from nexus_desktop.services.certificates import CertificateDesign
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, column, label, number_box, row
from nexus_desktop.ui.papers.choosers import Chooser, PaperChooser
from nexus_desktop.ui.papers.list_options import WIDTH
from nexus_desktop.ui.papers.people_picker import PeoplePicker

_ALL, _SOME = "all", "some"
_MOST_SESSIONS = 200


class CertificateOptions(QFrame):
    """Shows the choices of certificates and takes in others.

    Signals:
        changed: after any change that can stand; `choices` and `chosen` have all.
        logo_asked: somebody wants to choose a logo.
        logo_removed: the logo is to go.
    """

    changed = Signal()
    logo_asked = Signal()
    logo_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self._choices = CertificateChoices()
        self._material: Material | None = None
        self.whom = Chooser(self.tr("For whom"))
        self.days, self.sessions = number_box(), number_box()
        self.enough = label("", "small", wrap=True)
        self.people = PeoplePicker()
        self.signatories = [(QLineEdit(), QLineEdit()) for _ in range(MOST_SIGNATORIES)]
        self.numbered = QCheckBox(self.tr("Number them"))
        self.list_sessions = QCheckBox(self.tr("List the sessions attended"))
        self.logo = QCheckBox(self.tr("Logo"))
        self.choose_logo = button("", "link", clicked=self.logo_asked.emit)
        self.remove_logo = button(
            self.tr("Remove"), "link", clicked=self.logo_removed.emit
        )
        self.texts = {key: QLineEdit() for key in sentences()}
        self.error = label("", "error", wrap=True)
        self.paper = PaperChooser()
        self._lay_out()
        self._connect()

    @property
    def choices(self) -> CertificateChoices:
        """Return what is chosen now."""
        return self._choices

    @property
    def chosen(self) -> frozenset[str] | None:
        """Return the ids of the people chosen, None for all who attended enough."""
        return self.people.chosen if self.whom.value == _SOME else None

    def show_choices(self, material: Material, design: CertificateDesign) -> None:
        """Show what the file keeps; a text that is being typed stays as it is."""
        self._material, self._choices = material, design.choices
        choices = design.choices
        self.days.setMaximum(len(material.workshop.days))
        for spin, number in (
            (self.days, choices.least_days),
            (self.sessions, choices.least_sessions),
        ):
            with QSignalBlocker(spin):
                spin.setValue(number)
        people = (*choices.signatories, *[Signatory()] * MOST_SIGNATORIES)
        for (name, office), one in zip(self.signatories, people, strict=False):
            _write(name, one.name)
            _write(office, one.office)
        for key, edit in self.texts.items():
            _write(edit, choices.texts.get(key, ""))
            edit.setPlaceholderText(sentences(material.workshop.draft.language)[key])
        for box, on in (
            (self.numbered, choices.numbered),
            (self.list_sessions, choices.sessions),
            (self.logo, choices.logo and design.logo is not None),
        ):
            box.setChecked(on)
        self._show_logo(is_there=design.logo is not None)
        read = {door.session_id for door in material.doors if door.session_id}
        for part in (self.sessions, self._sessions_label, self.list_sessions):
            part.setVisible(bool(read))
        self.paper.show_choice(choices.paper, across=choices.across)
        self.people.offer(material.people, self.people.chosen)
        self._count()

    def choose_only(self, participant_id: str) -> None:
        """Choose one person, as somebody would by hand."""
        if self._material is not None:
            self.people.offer(self._material.people, [participant_id])
            self.whom.choose(_SOME)

    def _show_logo(self, *, is_there: bool) -> None:
        self.logo.setEnabled(is_there)
        self.remove_logo.setVisible(is_there)
        self.choose_logo.setText(
            self.tr("Another…") if is_there else self.tr("Choose a picture…")
        )

    def _count(self) -> None:
        is_some = self.whom.value == _SOME
        self.people.setVisible(is_some)
        if self._material is None:
            return
        if is_some:
            text = self.tr("{0} chosen").format(len(self.people.chosen))
        else:
            count = len(entitled(self._material, self._choices))
            text = self.tr("{0} of {1} people attended enough")
            text = text.format(f"{count:,}", f"{len(self._material.people):,}")
        self.enough.setText(text)

    def _take(self) -> None:
        texts = {key: edit.text().strip() for key, edit in self.texts.items()}
        wanted = replace(
            self._choices,
            least_days=self.days.value(),
            least_sessions=self.sessions.value(),
            signatories=tuple(
                Signatory(name.text(), office.text())
                for name, office in self.signatories
            ),
            numbered=self.numbered.isChecked(),
            sessions=self.list_sessions.isChecked(),
            logo=self.logo.isChecked() or not self.logo.isEnabled(),
            paper=self.paper.paper.value,
            across=self.paper.across,
            texts={key: text for key, text in texts.items() if text},
        )
        try:
            self._choices = checked(wanted)
        except CertificateError as error:
            self.error.setText(str(error))
            return
        finally:
            self.error.setVisible(bool(self.error.text()))
        self.error.clear()
        self.error.hide()
        self._count()
        self.changed.emit()

    def _connect(self) -> None:
        self.whom.offer(
            (
                (_ALL, self.tr("All who attended enough")),
                (_SOME, self.tr("Chosen people")),
            ),
            _ALL,
        )
        edits = [*self.texts.values(), *(e for pair in self.signatories for e in pair)]
        for edit in edits:
            edit.textEdited.connect(self._take)
        for spin in (self.days, self.sessions):
            spin.valueChanged.connect(self._take)
        for box in (self.numbered, self.list_sessions, self.logo):
            box.clicked.connect(self._take)
        for part in (self.whom.chosen, self.people.edited, self.paper.chosen):
            part.connect(self._take)

    def _lay_out(self) -> None:
        self._sessions_label = label(self.tr("Least sessions"), "soft")
        self.sessions.setMaximum(_MOST_SESSIONS)
        self.people.setMinimumHeight(200)
        self.error.hide()
        inside = column(
            label(self.tr("For whom"), "head"),
            self.whom,
            self.people,
            self.enough,
            self._grid(),
            label(self.tr("Who signs"), "head"),
            *self._signing(),
            label(self.tr("What stands on it"), "head"),
            row(self.logo, self.choose_logo, self.remove_logo, None, gap=4),
            self.list_sessions,
            self.numbered,
            label(self.tr("Other words"), "head"),
            *self.texts.values(),
            self.error,
            None,
            gap=6,
        )
        inside.setContentsMargins(0, 0, 8, 0)
        for key, edit in self.texts.items():
            edit.setAccessibleName(sentences()[key])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 8, 12)
        box.addWidget(scroll)

    def _grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (caption, part) in enumerate(
            (
                (label(self.tr("Least days"), "soft"), self.days),
                (self._sessions_label, self.sessions),
            )
        ):
            caption.setBuddy(part)
            grid.addWidget(caption, place, 0)
            grid.addWidget(part, place, 1)
        grid.addWidget(self.paper, grid.rowCount(), 0, 1, 2)
        return made

    def _signing(self) -> list[QWidget]:
        """Return a pair of fields for each who signs."""
        made = []
        for number, (name, office) in enumerate(self.signatories, 1):
            name.setPlaceholderText(self.tr("Name"))
            office.setPlaceholderText(self.tr("Office"))
            name.setAccessibleName(self.tr("Name of signatory {0}").format(number))
            office.setAccessibleName(self.tr("Office of signatory {0}").format(number))
            made.append(column(name, office, gap=2))
        return made


def _write(edit: QLineEdit, text: str) -> None:
    """Write `text` unless it stands there already, give or take spaces."""
    if " ".join(edit.text().split()) != text:
        edit.setText(text)
