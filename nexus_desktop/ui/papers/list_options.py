"""What can be chosen of a list: for what, who, which columns, in which order."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from nexus_desktop.core.lists.choices import ListChoices, ListKind, Who, kind_named
from nexus_desktop.core.lists.columns import kinds
from nexus_desktop.core.lists.compiling import settled, usual_columns
from nexus_desktop.core.lists.grouping import GROUPINGS, SORTS
from nexus_desktop.core.lists.material import Material
from nexus_desktop.core.lists.view import scopes
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.papers.choosers import Chooser, PaperChooser
from nexus_desktop.ui.papers.column_picker import ColumnPicker

WIDTH = 268
_ONLY = ("role", "category", "country")
_BETWEEN = "\x1f"


class ListOptions(QFrame):
    """Shows the choices of one list and takes in others.

    Signals:
        changed: after any choice; `choices` has all of them.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self._choices = ListChoices()
        self._material: Material | None = None
        self.scope = Chooser(self.tr("What it is for"))
        self.who = Chooser(self.tr("Who is on it"))
        self.only = Chooser(self.tr("Only some people"))
        self.grouping = Chooser(self.tr("Under which titles"))
        self.sort = Chooser(self.tr("In which order"))
        self.columns = ColumnPicker()
        self.paper = PaperChooser()
        self.usual = button(self.tr("As usual"), "link", clicked=self._reset_columns)
        self._lay_out()
        for chooser in (self.scope, self.who, self.only, self.grouping, self.sort):
            chooser.chosen.connect(self._take)
        self.paper.chosen.connect(self._take)
        self.columns.edited.connect(self._take_columns)

    @property
    def choices(self) -> ListChoices:
        """Return what is chosen now."""
        return self._choices

    def show_choices(self, material: Material, choices: ListChoices) -> None:
        """Show what is chosen, of what `material` offers."""
        self._material, self._choices = material, choices
        kind, now = kind_named(choices.kind), settled(material, choices)
        known = [one for family in kind.scopes for one in scopes(material, family)]
        self.scope.offer(known, now.scope)
        self.scope.setVisible(len(known) > 1)
        self.who.offer(self._whos(kind), (now.who or kind.who).value)
        self.only.offer(self._onlys(material), _BETWEEN.join(choices.only or ()))
        self.grouping.offer(((one.name, one.label) for one in GROUPINGS), now.grouping)
        self.sort.offer(((one.name, one.label) for one in SORTS), choices.sort)
        self.paper.show_choice(choices.paper, across=choices.across)
        self._show_columns(material, now.columns)

    def _show_columns(self, material: Material, chosen: tuple[str, ...]) -> None:
        self.columns.offer(((one.name, one.title) for one in kinds(material)), chosen)
        self.usual.setVisible(bool(self._choices.columns))

    def _whos(self, kind: ListKind) -> tuple[tuple[str, str], ...]:
        words = {
            Who.EXPECTED: self.tr("Expected or came"),
            Who.ARRIVED: self.tr("Came"),
            Who.MISSING: self.tr("Not here yet"),
            Who.EVERYBODY: self.tr("All, cancelled too"),
        }
        order = (kind.who, *(who for who in Who if who is not kind.who))
        return tuple((who.value, words[who]) for who in order)

    def _onlys(self, material: Material) -> list[tuple[str, str]]:
        found = [("", self.tr("Everybody"))]
        for field in _ONLY:
            counts = Counter(getattr(p.fields, field) for p in material.people)
            names = {p.fields.country: p.country for p in material.people}
            shown = {
                value: names.get(value, value) if field == "country" else value
                for value in counts
                if value
            }
            for value, text in sorted(shown.items(), key=lambda one: one[1]):
                told = f"{text} ({counts[value]:,})"
                found.append((f"{field}{_BETWEEN}{value}", told))
        return found

    def _take(self) -> None:
        if self._material is None:
            return
        field, _, value = self.only.value.partition(_BETWEEN)
        before = self._choices
        self._choices = replace(
            before,
            scope=self.scope.value,
            who=Who(self.who.value),
            only=(field, value) if field else None,
            grouping=self.grouping.value,
            sort=self.sort.value,
            paper=self.paper.paper.value,
            across=self.paper.across,
        )
        if not before.columns:  # the usual ones go by the titles
            kind = kind_named(before.kind)
            usual = usual_columns(self._material, kind, self._choices.grouping)
            self._show_columns(self._material, usual)
        self.changed.emit()

    def _take_columns(self) -> None:
        if not self.columns.columns:  # a list of nothing is no list
            self.columns.check("printed_name", on=True)
            return
        self._choices = replace(self._choices, columns=self.columns.columns)
        self.usual.show()
        self.changed.emit()

    def _reset_columns(self) -> None:
        self._choices = replace(self._choices, columns=())
        if self._material is not None:
            self.show_choices(self._material, self._choices)
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.scope, 0, 0, 1, 2)
        for place, (caption, chooser) in enumerate(
            (
                (label(self.tr("Who"), "soft"), self.who),
                (label(self.tr("Only"), "soft"), self.only),
                (label(self.tr("Group by"), "soft"), self.grouping),
                (label(self.tr("Sort by"), "soft"), self.sort),
            ),
            1,
        ):
            caption.setBuddy(chooser)
            grid.addWidget(caption, place, 0)
            grid.addWidget(chooser, place, 1)
        grid.addWidget(self.paper, grid.rowCount(), 0, 1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addLayout(grid)
        box.addSpacing(4)
        box.addWidget(row(label(self.tr("Columns"), "head"), None, self.usual))
        box.addWidget(self.columns, 1)
