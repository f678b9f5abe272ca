"""The chosen element's values, each in its own editor."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QMenu,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.badge_advice import title
from nexus_desktop.core.badge_fields import FIELDS, unknown_fields
from nexus_desktop.core.badge_layout import Element, Kind
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.widgets import button, label, number_box, row
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_fields import (
    Choice,
    ColourButton,
    Form,
    Length,
)

_PLACES = ("x", "y", "width", "height")
_MOST = 1300.0


class ElementPanel(QWidget):
    """Shows the draft's chosen element and takes in what is changed.

    Signals:
        picture_asked: another picture is wanted.
    """

    picture_asked = Signal()

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self._draft = draft
        self.name = label("", "strong")
        self.wrong = label("", "error", wrap=True)
        self.lengths: dict[str, Length] = {}
        self._place, self._text, self._look = self._place_form(), Form(""), Form("")
        self._make_text()
        self._make_look()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in (self.name, self._text, self._place, self._look, self._order()):
            box.addWidget(part)
        box.addStretch(1)
        draft.changed.connect(self._show)
        draft.turned.connect(self._show)

    def write_text(self) -> None:
        """Put the cursor into the element's text, if it has one."""
        if self._text.isVisible():
            self.text.setFocus()
            self.text.selectAll()

    # Making

    def _place_form(self) -> Form:
        form = Form("")
        words = {"x": self.tr("From the left"), "y": self.tr("From the top"),
                 "width": self.tr("Width"), "height": self.tr("Height")}  # fmt: skip
        for name in _PLACES:
            made = Length(words[name], (0.0, _MOST))
            made.edited.connect(partial(self._set, name))
            self.lengths[name] = made
        form.add(self.tr("Left, top"), self.lengths["x"], self.lengths["y"])
        form.add(self.tr("Size"), self.lengths["width"], self.lengths["height"])
        return form

    def _make_text(self) -> None:
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(self.tr("Words and {fields}"))
        self.text.textEdited.connect(self._write)
        self.fields = button("", "quiet", picture="plus")
        self.fields.setToolTip(self.tr("Insert a field of the person"))
        self.fields.setAccessibleName(self.tr("Insert a field"))
        menu = QMenu(self.fields)
        for name, words in FIELDS:
            menu.addAction(words, partial(self._insert, name))
        self.fields.setMenu(menu)
        for name, words in (("largest", self.tr("Type at most")),
                            ("smallest", self.tr("Type at least"))):  # fmt: skip
            made = Length(words, (2.0, 400.0), unit="pt", step=0.5)
            made.edited.connect(partial(self._set, name))
            self.lengths[name] = made
        self.lines = number_box()
        self.lines.setRange(1, 20)
        self.lines.setAccessibleName(self.tr("Lines at most"))
        self.lines.setToolTip(self.tr("Lines at most"))
        self.lines.valueChanged.connect(partial(self._set, "lines"))
        self.bold = QCheckBox(self.tr("Bold"))
        self.bold.clicked.connect(lambda is_on: self._set("bold", is_on))
        self._text.add(self.tr("Text"), self.text, self.fields)
        self._wrong_line = self._text.add("", self.wrong)
        self._text.show_line(self._wrong_line, shown=False)
        self._text.add(
            self.tr("Type size"), self.lengths["smallest"], self.lengths["largest"]
        )
        self._text.add(self.tr("Lines"), self.lines, self.bold)

    def _make_look(self) -> None:
        self.align = Choice(
            self.tr("Across"),
            (
                ("text-align-start", self.tr("Left"), 0.0),
                ("text-align-center", self.tr("Centred"), 0.5),
                ("text-align-end", self.tr("Right"), 1.0),
            ),
        )
        self.rise = Choice(
            self.tr("Up and down"),
            (
                ("arrow-up-to-line", self.tr("Top"), 1.0),
                ("align-vertical-justify-center", self.tr("Middle"), 0.5),
                ("arrow-down-to-line", self.tr("Bottom"), 0.0),
            ),
        )
        self.after = ElidedBox()
        self.after.setAccessibleName(self.tr("Follows"))
        self.after.setToolTip(
            self.tr("Moves up to the end of the text above when that is short")
        )
        self.after.activated.connect(lambda _: self._follow())
        self.colour = ColourButton(self.tr("Colour"), may_be_none=False)
        self.ground = ColourButton(self.tr("Ground"), may_be_none=True)
        self.picture = button(
            self.tr("Choose a picture…"), clicked=self.picture_asked.emit
        )
        for name in ("align", "rise", "colour", "ground"):
            getattr(self, name).edited.connect(partial(self._set, name))
        self._held = {
            "align": self._look.add(self.tr("Place"), self.align),
            "rise": self._look.add("", self.rise),
            "after": self._look.add(self.tr("Follows"), self.after),
            "colour": self._look.add(self.tr("Colour"), self.colour),
            "ground": self._look.add(self.tr("Ground"), self.ground),
            "picture": self._look.add(self.tr("Picture"), self.picture),
        }

    def _order(self) -> QWidget:
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("copy", self.tr("Duplicate (Ctrl+D)"), self._draft.duplicate),
            ("bring-to-front", self.tr("Bring forward (Page Up)"),
             lambda: self._draft.raise_by(1)),
            ("send-to-back", self.tr("Send back (Page Down)"),
             lambda: self._draft.raise_by(-1)),
            ("trash-2", self.tr("Remove (Delete)"), self._draft.remove),
        )  # fmt: skip
        made = []
        for picture, words, act in acts:
            one = button("", "quiet", picture=picture, clicked=partial(_do, act))
            one.setToolTip(words)
            one.setAccessibleName(words)
            made.append(one)
        return row(*made, None, gap=4)

    # Showing

    def _show(self) -> None:
        element = self._draft.chosen
        if element is None:
            return
        self.name.setText(title(element))
        for name, editor in self.lengths.items():
            editor.settle(getattr(element, name))
        if self.text.text() != element.text and not self._is_being_written():
            self.text.setText(element.text)
            self._say_wrong("")
        _settle(self.lines, element.lines)
        self.bold.setChecked(element.bold)
        for name in ("align", "rise", "colour", "ground"):
            getattr(self, name).settle(getattr(element, name))
        self._show_follows(element)
        self._show_parts(element)

    def _is_being_written(self) -> bool:
        """Say whether the text in the field is not sound, and so not the element's."""
        return bool(self.wrong.text()) and self.text.hasFocus()

    def _show_parts(self, element: Element) -> None:
        is_text = element.kind == Kind.TEXT
        is_flat = element.kind in (Kind.BAND, Kind.LINE)
        self._text.setVisible(is_text)
        shown = {
            "align": is_text or element.kind == Kind.PICTURE,
            "rise": is_text,
            "after": is_text,
            "colour": is_text or element.kind == Kind.LINE,
            "ground": is_text or (is_flat and element.kind == Kind.BAND),
            "picture": element.kind == Kind.PICTURE,
        }
        for name, held in self._held.items():
            self._look.show_line(held, shown=shown[name])

    def _show_follows(self, element: Element) -> None:
        self.after.clear()
        self.after.addItem(self.tr("Nothing"), "")
        for other in self._draft.side.elements:
            if other.kind == Kind.TEXT and other.bottom <= element.y + 0.1:
                self.after.addItem(title(other), other.id)
        place = self.after.findData(element.after)
        self.after.setCurrentIndex(max(place, 0))

    # Changing

    def _set(self, name: str, value: Any) -> None:  # noqa: ANN401 - as the editor has it
        if name in ("width", "height") and self._draft.chosen is not None:
            size = {n: getattr(self._draft.chosen, n) for n in ("width", "height")}
            self._draft.stretch(**size | {name: value}, step=f"set {name}")
            return

        def change(element: Element) -> Element:
            made = replace(element, **{name: value})
            if made.smallest > made.largest:
                other = "smallest" if name == "largest" else "largest"
                made = replace(made, **{other: value})
            return made

        self._draft.edit(change, f"set {name}")

    def _follow(self) -> None:
        self._set("after", str(self.after.currentData()))

    def _insert(self, field: str) -> None:
        self.text.insert(f"{{{field}}}")
        self._write(self.text.text())
        self.text.setFocus()

    def _write(self, text: str) -> None:
        unknown = unknown_fields(text)
        if unknown:
            known = self.tr("There is no field {0}; the button + has them all.")
            self._say_wrong(known.format(", ".join(unknown)))
            return
        self._say_wrong("")
        self._set("text", text)

    def _say_wrong(self, reason: str) -> None:
        self.wrong.setText(reason)
        self._text.show_line(self._wrong_line, shown=bool(reason))


def _do(act: Callable[[], object]) -> None:
    act()


def _settle(box: QSpinBox, value: int) -> None:
    box.blockSignals(True)  # noqa: FBT003 - Qt's way
    box.setValue(value)
    box.blockSignals(False)  # noqa: FBT003 - Qt's way
