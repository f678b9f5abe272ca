"""What goes into the minutes: sections in their order, attribution, paper, draft."""

import json
from contextlib import suppress

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.minutes.material import (
    SECTIONS,
    Attribution,
    Choices,
    DocumentStatus,
    Paper,
    Section,
)
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label

_WIDTH = 272
_KEPT = "minutes/choices"
_SECTION = Qt.ItemDataRole.UserRole


class ChoicesPanel(QFrame):
    """Shows the choices and remembers them on this laptop.

    Signals:
        changed: after any change; `choices` has the new ones.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(_WIDTH)
        self.sections = QListWidget()
        self.attribution = QComboBox()
        self.paper = QComboBox()
        self.draft = QCheckBox(self.tr("Mark as draft"))
        self._fill(_kept())
        self._lay_out()
        self.sections.itemChanged.connect(self._note_change)
        self.sections.model().rowsMoved.connect(self._note_change)
        self.attribution.currentIndexChanged.connect(self._note_change)
        self.paper.currentIndexChanged.connect(self._note_change)
        self.draft.toggled.connect(self._note_change)

    @property
    def choices(self) -> Choices:
        """Return what is chosen now."""
        items = (self.sections.item(row) for row in range(self.sections.count()))
        return Choices(
            sections=tuple(
                Section(item.data(_SECTION))
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            ),
            attribution=Attribution(self.attribution.currentData()),
            status=DocumentStatus.DRAFT
            if self.draft.isChecked()
            else DocumentStatus.UNMARKED,
            paper=Paper(self.paper.currentData()),
        )

    def check(self, section: Section, *, on: bool) -> None:
        """Put a section in or leave it out."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for row in range(self.sections.count()):
            item = self.sections.item(row)
            if item.data(_SECTION) == section:
                item.setCheckState(state)

    def _fill(self, choices: Choices) -> None:
        names = self._section_names()
        known = SECTIONS[choices.template]
        rest = (section for section in known if section not in choices.parts)
        for section in (*choices.parts, *rest):
            item = QListWidgetItem(names[section])
            item.setData(_SECTION, section.value)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            is_in = section in choices.parts
            item.setCheckState(
                Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked
            )
            self.sections.addItem(item)
        for attribution, name in (
            (Attribution.NAMES, self.tr("Speakers by name")),
            (Attribution.ORGANISATIONS, self.tr("Organisations only")),
            (Attribution.NONE, self.tr("Nobody is named")),
        ):
            self.attribution.addItem(name, attribution.value)
        for paper in Paper:
            self.paper.addItem(paper.value, paper.value)
        self.attribution.setCurrentIndex(
            self.attribution.findData(choices.attribution.value)
        )
        self.paper.setCurrentIndex(self.paper.findData(choices.paper.value))
        self.draft.setChecked(choices.status is DocumentStatus.DRAFT)

    def _lay_out(self) -> None:
        self.sections.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.sections.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.sections.setFrameShape(QFrame.Shape.NoFrame)
        self.sections.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        theme.set_role(self.sections, "bare")
        self.sections.setAccessibleName(self.tr("Sections of the minutes"))
        self.sections.setToolTip(
            self.tr("Space puts a section in or leaves it out; drag to move it")
        )
        self.attribution.setAccessibleName(self.tr("Who is named as speaker"))
        self.paper.setAccessibleName(self.tr("Paper"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        box.addWidget(label(self.tr("Sections"), "head"))
        box.addWidget(self.sections, 1)
        box.addWidget(label(self.tr("Who said it"), "head"))
        box.addWidget(self.attribution)
        box.addSpacing(4)
        box.addWidget(label(self.tr("Paper"), "head"))
        box.addWidget(self.paper)
        box.addSpacing(4)
        box.addWidget(self.draft)

    def _note_change(self) -> None:
        _keep(self.choices)
        self.changed.emit()

    def _section_names(self) -> dict[Section, str]:
        return {
            Section.COVER: self.tr("Cover"),
            Section.CONTENTS: self.tr("Contents"),
            Section.SUMMARY: self.tr("Summary"),
            Section.BACKGROUND: self.tr("Background and objectives"),
            Section.ATTENDANCE: self.tr("Attendance"),
            Section.SPEAKING: self.tr("Who took the floor"),
            Section.SERIES: self.tr("Earlier workshops"),
            Section.PROGRAMME: self.tr("Programme"),
            Section.SESSIONS: self.tr("Sessions"),
            Section.BREAKOUTS: self.tr("Breakout groups"),
            Section.OBJECTIVES: self.tr("By objective"),
            Section.PLACES: self.tr("By city and country"),
            Section.RESOLUTIONS: self.tr("Decisions, recommendations"),
            Section.ACTIONS: self.tr("Action register"),
            Section.PARTICIPANTS: self.tr("Annex: participants"),
            Section.GROUPS: self.tr("Annex: who sat where"),
        }


def _keep(choices: Choices) -> None:
    kept = {
        "sections": [section.value for section in choices.parts],
        "attribution": choices.attribution.value,
        "draft": choices.status is DocumentStatus.DRAFT,
        "paper": choices.paper.value,
    }
    QSettings().setValue(_KEPT, json.dumps(kept))


def _kept() -> Choices:
    """Return the choices made last; the usual ones when they can't be read."""
    with suppress(ValueError, KeyError, TypeError):
        kept = json.loads(str(QSettings().value(_KEPT, "")))
        return Choices(
            tuple(dict.fromkeys(map(Section, kept["sections"]))),
            Attribution(kept["attribution"]),
            DocumentStatus.DRAFT if kept["draft"] else DocumentStatus.UNMARKED,
            Paper(kept["paper"]),
        )
    return Choices()
