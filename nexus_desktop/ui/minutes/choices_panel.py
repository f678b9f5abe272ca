"""What is chosen for the papers: which one, what is in it, what it says of itself."""

from dataclasses import replace

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.minutes.arrangement import Arrangement
from nexus_desktop.core.minutes.material import (
    Attribution,
    Choices,
    Material,
    Section,
    Template,
)
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, column, label, row
from nexus_desktop.ui.minutes import section_names
from nexus_desktop.ui.minutes.document_page import DocumentPage
from nexus_desktop.ui.minutes.section_list import SectionList

_WIDTH = 288
_TEMPLATE = "minutes/template"


class ChoicesPanel(QFrame):
    """Shows how the papers are arranged and takes in changes.

    How they are arranged is kept with the workshop; only which of them is looked at is
    kept on this laptop.

    Signals:
        changed: after any change by hand; `choices` and `arrangement` have it.
        turned: another paper is wanted.
        picture_asked, picture_removed: "logo" or "cover".
    """

    changed = Signal()
    turned = Signal()
    picture_asked = Signal(str)
    picture_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(_WIDTH)
        self._arrangement = Arrangement()
        self._wanted = ""  # the session to choose once it is offered
        self.template, self.session = QComboBox(), QComboBox()
        self.purpose = label("", "small", wrap=True)
        self.sections = SectionList()
        self.attribution = QComboBox()
        self.document = DocumentPage()
        self.pages = QStackedWidget()
        self.tabs: tuple[QPushButton, ...] = ()
        self._fill()
        self._lay_out()
        self.show_arrangement(Arrangement())
        self._connect()

    @property
    def arrangement(self) -> Arrangement:
        """Return how the papers are arranged now."""
        return self._arrangement

    @property
    def choices(self) -> Choices:
        """Return what is chosen for the paper that is looked at."""
        session = str(self.session.currentData() or "")
        is_form = self._chosen is Template.SESSION
        return self._arrangement.chosen(self._chosen, session if is_form else "")

    @property
    def _chosen(self) -> Template:
        return Template(self.template.currentData())

    def show_arrangement(self, arrangement: Arrangement, author: str = "") -> None:
        """Show how the papers are arranged; nothing is told as a change."""
        self._arrangement = arrangement
        with QSignalBlocker(self.attribution):
            value = arrangement.choices.attribution.value
            self.attribution.setCurrentIndex(self.attribution.findData(value))
        self.document.show_choices(arrangement.choices, author)
        self._show_sections()

    def show_material(self, material: Material) -> None:
        """Offer the sessions there are."""
        offered = [
            (item.title, item.id) for item in material.items if not item.is_pause
        ]
        wanted, self._wanted = self._wanted or self.session.currentData(), ""
        with QSignalBlocker(self.session):
            self.session.clear()
            self.session.addItem(self.tr("All sessions with notes"), "")
            for title, key in offered:
                self.session.addItem(title, key)
            self.session.setCurrentIndex(max(self.session.findData(wanted), 0))

    def choose_template(self, template: Template, session_id: str = "") -> None:
        """Turn to another paper, as by hand; a session may be offered later."""
        self._wanted = session_id
        self.session.setCurrentIndex(max(self.session.findData(session_id), 0))
        self.template.setCurrentIndex(self.template.findData(template.value))

    def check(self, section: Section, *, on: bool) -> None:
        """Put a section in or leave it out, as by hand."""
        self.sections.check(section, on=on)

    def _fill(self) -> None:
        for template, (name, _) in section_names.templates(self.tr).items():
            self.template.addItem(name, template.value)
        kept = str(QSettings().value(_TEMPLATE, ""))
        self.template.setCurrentIndex(max(self.template.findData(kept), 0))
        for attribution, name in section_names.attributions(self.tr).items():
            self.attribution.addItem(name, attribution.value)
        self.session.addItem(self.tr("All sessions with notes"), "")
        self.session.setMinimumContentsLength(12)
        self.session.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )

    def _lay_out(self) -> None:
        self.template.setAccessibleName(self.tr("Which paper"))
        self.session.setAccessibleName(self.tr("Which session"))
        self.attribution.setAccessibleName(self.tr("Who is named as speaker"))
        self.tabs = (
            self._tab(self.tr("Sections"), 0),
            self._tab(self.tr("Document"), 1),
        )
        group = QButtonGroup(self)
        for tab in self.tabs:
            group.addButton(tab)
        self.tabs[0].setChecked(True)
        said = column(label(self.tr("Who said it"), "head"), self.attribution, gap=4)
        contents = QWidget()
        inside = QVBoxLayout(contents)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.sections, 1)
        inside.addWidget(said)
        for page in (contents, self.document):
            self.pages.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        for part in (self.template, self.purpose, self.session, row(*self.tabs)):
            box.addWidget(part)
        box.addWidget(self.pages, 1)

    def _tab(self, words: str, page: int) -> QPushButton:
        made = button(words, "filter", clicked=lambda: self.pages.setCurrentIndex(page))
        made.setCheckable(True)
        return made

    def _connect(self) -> None:
        self.template.currentIndexChanged.connect(self._turn)
        self.session.currentIndexChanged.connect(self.turned)
        self.sections.changed.connect(self._take)
        self.attribution.currentIndexChanged.connect(self._take)
        self.document.changed.connect(self._take)
        self.document.picture_asked.connect(self.picture_asked)
        self.document.picture_removed.connect(self.picture_removed)

    def _turn(self) -> None:
        QSettings().setValue(_TEMPLATE, self._chosen.value)
        self._show_sections()
        self.turned.emit()

    def _show_sections(self) -> None:
        self.purpose.setText(section_names.templates(self.tr)[self._chosen][1])
        self.session.setVisible(self._chosen is Template.SESSION)
        self.sections.show_order(self._arrangement.order(self._chosen))

    def _take(self) -> None:
        attribution = Attribution(self.attribution.currentData())
        choices = self.document.applied(
            replace(self._arrangement.choices, attribution=attribution)
        )
        self._arrangement = replace(self._arrangement, choices=choices)
        order = self.sections.order
        if order != self._arrangement.order(self._chosen):
            self._arrangement = self._arrangement.ordered(self._chosen, order)
        self.changed.emit()
