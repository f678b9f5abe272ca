"""The badge's size and how badges lie on the paper, each value in its own editor."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.badge_layout import BadgeLayout, BadgeLayoutError, Side, resized
from nexus_desktop.core.badge_layout_file import check_sheet
from nexus_desktop.core.badge_sheet import SHEETS, Fold, Sheet
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.widgets import label, number_box
from nexus_desktop.ui.papers.layout_colours import RoleColours
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_fields import ColourButton, Form, Length

_PAPER = (20.0, 1300.0)
_BADGE = (15.0, 1300.0)
_MARGIN = (0.0, 1300.0)
_MOST_ALONG = 60


class SheetPanel(QWidget):
    """Shows the draft's sheet and takes in what is changed."""

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self._draft = draft
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(self.tr("Name of the layout"))
        self.name.textEdited.connect(self._rename)
        self.lengths: dict[str, Length] = {}
        self.counts: dict[str, QSpinBox] = {}
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self.colours = RoleColours(draft)
        for part in (
            self._badge_form(), self._paper_form(), self.wrong, self.colours
        ):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)
        draft.changed.connect(self._show)
        self._show()

    # Making

    def _badge_form(self) -> Form:
        form = Form(self.tr("Badge"))
        self.sheets = ElidedBox()
        self.sheets.setAccessibleName(self.tr("Sheet or label"))
        for sheet in SHEETS:
            self.sheets.addItem(sheet.label, sheet)
        self.sheets.addItem(self.tr("Own measures"), None)
        self.sheets.activated.connect(self._take_sheet)
        self.fold = ElidedBox()
        self.fold.setAccessibleName(self.tr("Back"))
        for words, fold in (
            (self.tr("No back"), None),
            (self.tr("On the other side"), Fold.NONE),
            (self.tr("Folded, above"), Fold.ABOVE),
            (self.tr("Folded, below"), Fold.BELOW),
            (self.tr("Folded, beside"), Fold.BESIDE),
        ):
            self.fold.addItem(words, fold)
        self.fold.activated.connect(self._take_fold)
        self.ground = ColourButton(self.tr("Ground"), may_be_none=True)
        self.ground.edited.connect(self._paint_ground)
        self._draft.turned.connect(self._show)
        form.add(self.tr("Name"), self.name)
        form.add(self.tr("Sheet"), self.sheets)
        form.add(
            self.tr("Size"),
            self._length("badge_width", self.tr("Width of a badge"), _BADGE),
            self._length("badge_height", self.tr("Height of a badge"), _BADGE),
        )
        form.add(self.tr("Back"), self.fold)
        form.add(self.tr("Ground"), self.ground)
        return form

    def _paper_form(self) -> Form:
        tr, form = self.tr, Form(self.tr("Paper"))
        form.add(
            tr("Size"),
            self._length("width", tr("Width of the paper"), _PAPER),
            self._length("height", tr("Height of the paper"), _PAPER),
        )
        form.add(
            tr("Badges"),
            self._count("columns", tr("Badges side by side")),
            self._count("rows", tr("Badges one below the other")),
        )
        form.add(
            tr("Gaps"),
            self._length("gap", tr("Between columns"), _MARGIN),
            self._length("gap_down", tr("Between rows"), _MARGIN),
        )
        form.add(
            tr("Margins"),
            self._length("left", tr("Left of the first badge"), _MARGIN),
            self._length("top", tr("Above the first badge"), _MARGIN),
        )
        self.marks = QCheckBox(tr("Cutting marks"))
        self.marks.clicked.connect(lambda is_on: self._set("marks", is_on))
        form.add("", self.marks)
        return form

    def _length(self, name: str, words: str, within: tuple[float, float]) -> Length:
        made = Length(words, within)
        made.edited.connect(partial(self._set, name))
        self.lengths[name] = made
        return made

    def _count(self, name: str, words: str) -> QSpinBox:
        made = number_box()
        made.setRange(1, _MOST_ALONG)
        made.setKeyboardTracking(False)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.valueChanged.connect(partial(self._set, name))
        self.counts[name] = made
        return made

    # Showing

    def _show(self) -> None:
        layout = self._draft.layout
        sheet = layout.sheet
        is_being_emptied = self.name.hasFocus() and not self.name.text().strip()
        if " ".join(self.name.text().split()) != layout.name and not is_being_emptied:
            self.name.setText(layout.name)
            self.name.setCursorPosition(0)
        left, top, _, _ = sheet.margins
        shown = {"gap_down": sheet.row_gap, "left": left, "top": top}
        for name, editor in self.lengths.items():
            editor.settle(shown.get(name, getattr(sheet, name)))
        for name, box in self.counts.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt's way
            box.setValue(getattr(sheet, name))
            box.blockSignals(False)  # noqa: FBT003 - Qt's way
        self.marks.setChecked(sheet.marks)
        self.fold.setCurrentIndex(_place_of(layout))
        same = [known == sheet for known in SHEETS]
        self.sheets.setCurrentIndex(same.index(True) if any(same) else len(SHEETS))
        self.ground.settle(self._draft.side.ground)
        self._say_wrong("")

    # Changing

    def _rename(self, text: str) -> None:
        name = " ".join(text.split())
        self._say_wrong("" if name else self.tr("A badge layout needs a name."))
        if name:
            self._draft.put(replace(self._draft.layout, name=name), "rename")

    def _take_sheet(self, place: int) -> None:
        sheet = self.sheets.itemData(place)
        if isinstance(sheet, Sheet):
            layout = self._draft.layout
            made = resized(layout, sheet)
            if sheet.fold is not Fold.NONE and made.back is None:
                made = replace(made, back=made.front)
            self._draft.put(made)

    def _take_fold(self, place: int) -> None:
        name, layout = self.fold.itemData(place), self._draft.layout
        if name is None:
            sheet = _unfolded(layout.sheet, Fold.NONE)
            self._draft.put(replace(layout, sheet=sheet, back=None))
            return
        back = layout.back or Side()
        sheet = _unfolded(layout.sheet, Fold(name))  # Qt knows no enumerations
        self._put(replace(layout, sheet=sheet, back=back))

    def _paint_ground(self, colour: str) -> None:
        layout = self._draft.layout
        if self._draft.side_number and layout.back is not None:
            self._draft.put(replace(layout, back=replace(layout.back, ground=colour)))
        else:
            self._draft.put(replace(layout, front=replace(layout.front, ground=colour)))

    def _set(self, name: str, value: Any) -> None:  # noqa: ANN401 - as the editor has it
        layout = self._draft.layout
        sheet = replace(layout.sheet, name="", label="", **{name: value})
        if name in ("badge_width", "badge_height"):
            sheet = _fitting(sheet)
            self._put(resized(layout, sheet), name)
        else:
            self._put(replace(layout, sheet=sheet), name)

    def _put(self, layout: BadgeLayout, step: str = "") -> None:
        try:
            check_sheet(layout.sheet)
        except BadgeLayoutError as error:
            self._say_wrong(str(error))
        else:
            self._draft.put(layout, f"sheet {step}" if step else "")

    def _say_wrong(self, reason: str) -> None:
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))


def _place_of(layout: BadgeLayout) -> int:
    if layout.back is None:
        return 0
    return 1 + tuple(Fold).index(layout.sheet.fold)


def _fitting(sheet: Sheet) -> Sheet:
    """Return it with paper as large as its one badge, if there is but one."""
    if sheet.count > 1:
        return sheet
    return replace(
        sheet, width=sheet.cell_width, height=sheet.cell_height, left=None, top=None
    )


def _unfolded(sheet: Sheet, fold: Fold) -> Sheet:
    """Return a sheet folded another way; one badge a page takes its paper along."""
    if fold is sheet.fold:
        return sheet
    made = replace(sheet, name="", label="", fold=fold, left=None, top=None)
    if sheet.count == 1:
        return _fitting(made)
    rows = int((made.height + made.row_gap) // (made.cell_height + made.row_gap))
    columns = int((made.width + made.gap) // (made.cell_width + made.gap))
    return replace(made, rows=max(rows, 1), columns=max(columns, 1))
