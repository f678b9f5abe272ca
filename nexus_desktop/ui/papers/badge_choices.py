"""Which badges, how they are put away and on what: the choices beside the preview."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import Fold
from nexus_desktop.core.filing import (
    FILTERS,
    Compartment,
    Filable,
    Filing,
    Order,
    Selection,
    Standing,
    Way,
    compartments,
)
from nexus_desktop.core.names import folded
from nexus_desktop.services.badge_batch import Wanted
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.printing.printer import Choice
from nexus_desktop.ui.kit.widgets import label, number_box, panel, row

_SPIN = 118  # pixels
_SHOWN = 6  # boxes that are told one by one


class BadgeChoices(QWidget):
    """Asks everything a batch needs; a choice counts at once.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all = QRadioButton()
        self.due = QRadioButton()
        self.which = QButtonGroup(self)
        self.filters = {name: self._combo(name) for name in FILTERS}
        self.way = self._combo("way")
        self.per_box = number_box()
        self.cards = QCheckBox()
        self.layouts = self._combo("layout")
        self.first = number_box()
        self.boxes = label("", "small", wrap=True)
        self.sides = label("", "small", wrap=True)
        self._set_up()
        self._lay_out()

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        texts = {name: str(box.currentData()) for name, box in self.filters.items()}
        return Wanted(
            Selection(**texts, is_only_due=self.due.isChecked()),
            Filing(
                Way(self.way.currentData()),
                self.per_box.value(),
                has_cards=self.cards.isChecked() and not self.cards.isHidden(),
            ),
            str(self.layouts.currentData() or ""),
        )

    def show_layouts(self, found: Sequence[Choice], usual: str) -> None:
        """Offer `found`, and first the one called `usual`, which is the workshop's."""
        kept = self.layouts.currentData()
        self.layouts.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.layouts.clear()
        self.layouts.addItem(self.tr("As the workshop: {0}").format(usual), "")
        for one in found:
            self.layouts.addItem(one.words, one.key)
        self.layouts.setCurrentIndex(max(self.layouts.findData(kept), 0))
        self.layouts.blockSignals(False)  # noqa: FBT003 - Qt's way

    def show_layout(self, layout: BadgeLayout) -> None:
        """Ask what `layout` needs to be told."""
        count = layout.sheet.count
        self.first.setMaximum(count)
        self.first.setSuffix(self.tr(" of {0}").format(count))
        self._first_row.setVisible(count > 1)
        is_double = layout.back is not None and layout.sheet.fold is Fold.NONE
        self.sides.setVisible(is_double)

    def show_people(self, people: Sequence[Filable]) -> None:
        """Offer the roles, countries and so on that there are."""
        for name, box in self.filters.items():
            kept = box.currentData()
            values = sorted({getattr(one, name) for one in people} - {""}, key=folded)
            box.blockSignals(True)  # noqa: FBT003 - Qt's way
            box.clear()
            box.addItem(self._everybody(name), "")
            for value in values:
                box.addItem(value, value)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.blockSignals(False)  # noqa: FBT003 - Qt's way
            box.setEnabled(bool(values))
        due = sum(one.standing is not Standing.PRINTED for one in people)
        self.all.setText(self.tr("All ({0})").format(f"{len(people):,}"))
        self.due.setText(self.tr("New or changed ({0})").format(f"{due:,}"))

    def show_order(self, order: Order) -> None:
        """Say which box holds what."""
        found = compartments(order.badges)
        is_filed = self.wanted.filing.way in (Way.BOX, Way.LETTER)
        self.boxes.setVisible(bool(found) and is_filed)
        shown = [self._box(one) for one in found[:_SHOWN]]
        if len(found) > _SHOWN:
            shown.append(self.tr("and {0} more").format(len(found) - _SHOWN))
        self.boxes.setText(" · ".join(shown))

    def _box(self, one: Compartment) -> str:
        if one.first == one.last or self.wanted.filing.way is Way.LETTER:
            return f"{one.place} ({one.count})"
        return f"{one.place} {one.first}–{one.last} ({one.count})"

    def _everybody(self, name: str) -> str:
        return {
            "role": self.tr("All roles"),
            "category": self.tr("All categories"),
            "country": self.tr("All countries"),
            "party": self.tr("All parties"),
        }[name]

    def _combo(self, name: str) -> ElidedBox:
        made = ElidedBox(8)
        made.setObjectName(f"badges_{name}")
        made.currentIndexChanged.connect(self._tell)
        return made

    def _set_up(self) -> None:
        self.due.setChecked(True)
        for choice in (self.all, self.due):
            self.which.addButton(choice)
        self.which.buttonToggled.connect(lambda _, on: self._tell() if on else None)
        for way, words in (
            (Way.NAME, self.tr("By family name")),
            (Way.LETTER, self.tr("By family name, a letter each")),
            (Way.BOX, self.tr("By family name, in boxes")),
            (Way.ORGANISATION, self.tr("By organisation")),
            (Way.COUNTRY, self.tr("By country")),
        ):
            self.way.addItem(words, str(way))
        self.way.setAccessibleName(self.tr("Order"))
        self.layouts.setAccessibleName(self.tr("Layout"))
        for box, name in ((self.per_box, "per_box"), (self.first, "first_place")):
            box.setObjectName(name)
            box.setMinimum(1)
            box.valueChanged.connect(self._tell)
        self.cards.setText(self.tr("Print a card before each"))
        self.cards.setToolTip(
            self.tr("As large as a badge; it says what comes next, to cut the pile at.")
        )
        self.cards.toggled.connect(self._tell)
        self.per_box.setMaximum(1_000)
        self.per_box.setValue(50)
        self.per_box.setSuffix(self.tr(" a box"))
        self.per_box.setAccessibleName(self.tr("Badges in a box"))
        self.first.setAccessibleName(self.tr("First place on the sheet"))
        self.show_people(())

    def _lay_out(self) -> None:
        filters = QWidget()
        grid = QGridLayout(filters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, (name, combo) in enumerate(self.filters.items()):
            combo.setAccessibleName(self._everybody(name))
            grid.addWidget(combo, place // 2, place % 2)
        self._first_row = row(
            label(self.tr("Begin at label"), "soft"), self.first, None
        )
        self.sides.setText(
            self.tr("Front and back: print on both sides, turned over like a page.")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(
            panel(
                label(self.tr("Badges"), "head"),
                row(self.due, self.all, None, gap=12),
                filters,
                gap=6,
            )
        )
        box.addWidget(
            panel(
                label(self.tr("Sorted as they are filed"), "head"),
                self._filing_row(),
                self.boxes,
                self.cards,
                gap=6,
            )
        )
        box.addWidget(
            panel(
                label(self.tr("Layout"), "head"),
                self.layouts,
                self._first_row,
                self.sides,
                gap=6,
            )
        )

    def _filing_row(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.way, 1)
        line.addWidget(self.per_box)
        self.per_box.setFixedWidth(_SPIN)
        return made

    def _tell(self) -> None:
        self.per_box.setVisible(self.way.currentData() == Way.BOX)
        self.cards.setHidden(self.way.currentData() == Way.NAME)
        self.changed.emit()
