"""What a paper says of itself: status, reference, marks, logo, picture, paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from nexus_desktop.core.minutes.material import Choices, DocumentStatus, Paper
from nexus_desktop.core.minutes.words import languages
from nexus_desktop.services.workshop_pictures import COVER, LOGO
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.minutes import section_names

_THUMB_WIDTH, _THUMB_HEIGHT = 96, 40


@dataclass(frozen=True, slots=True)
class _PictureRow:
    """Where one picture is shown, chosen and taken away."""

    thumb: QLabel
    choose: QWidget
    remove: QWidget


class DocumentPage(QWidget):
    """Choices on the document itself.

    Signals:
        changed: after any change by hand; `applied` has them.
        picture_asked, picture_removed: "logo" or "cover".
    """

    changed = Signal()
    picture_asked = Signal(str)
    picture_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status, self.paper, self.language = QComboBox(), QComboBox(), QComboBox()
        self.texts = {
            name: QLineEdit()
            for name in ("reference", "prepared_by", "watermark", "keywords")
        }
        self._pictures: dict[str, _PictureRow] = {}
        self._fill()
        self._lay_out()
        for combo in (self.status, self.paper, self.language):
            combo.currentIndexChanged.connect(self.changed)
        for edit in self.texts.values():
            edit.textEdited.connect(self.changed)

    def applied(self, choices: Choices) -> Choices:
        """Return `choices` with what is chosen here."""
        return replace(
            choices,
            status=DocumentStatus(self.status.currentData()),
            paper=Paper(self.paper.currentData()),
            language=str(self.language.currentData()),
            reference=self._typed("reference"),
            prepared_by=self._typed("prepared_by"),
            watermark=self._typed("watermark"),
            keywords=self._typed("keywords"),
        )

    def _typed(self, name: str) -> str:
        return self.texts[name].text().strip()

    def show_choices(self, choices: Choices, author: str) -> None:
        """Show what is kept; a text that is being typed stays as it is."""
        for combo, value in (
            (self.status, choices.status.value),
            (self.paper, choices.paper.value),
            (self.language, choices.language),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(combo.findData(value), 0))
        for name, edit in self.texts.items():
            text = str(getattr(choices, name))
            if edit.text().strip() != text:
                edit.setText(text)
        self.texts["prepared_by"].setPlaceholderText(author)
        is_draft = choices.status is DocumentStatus.DRAFT
        mark = self.tr("Draft") if is_draft else self.tr("None")
        self.texts["watermark"].setPlaceholderText(mark)

    def show_pictures(self, pictures: Mapping[str, bytes | None]) -> None:
        """Show the pictures that the workshop has: purpose -> file."""
        for purpose, parts in self._pictures.items():
            data = pictures.get(purpose)
            picture = QPixmap()
            is_there = data is not None and picture.loadFromData(data)
            parts.thumb.setVisible(is_there)
            parts.remove.setVisible(data is not None)
            if is_there:
                parts.thumb.setPixmap(_thumb(picture))

    def _fill(self) -> None:
        for status, name in section_names.statuses(self.tr).items():
            self.status.addItem(name, status.value)
        for paper in Paper:
            self.paper.addItem(paper.value, paper.value)
        self.language.addItem(self.tr("As the workshop"), "")
        for tag, name in languages():
            self.language.addItem(name, tag)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for words, field in (
            (self.tr("Status"), self.status),
            (self.tr("Reference"), self.texts["reference"]),
            (self.tr("Prepared by"), self.texts["prepared_by"]),
            (self.tr("Watermark"), self.texts["watermark"]),
            (self.tr("Keywords"), self.texts["keywords"]),
        ):
            self._add(box, words, field)
        self.texts["reference"].setPlaceholderText(self.tr("Symbol it is filed under"))
        self.texts["keywords"].setPlaceholderText(self.tr("Parted by commas"))
        for purpose, words in (
            (LOGO, self.tr("Logo")), (COVER, self.tr("Picture on the cover"))
        ):  # fmt: skip
            self._add(box, words, self._picture_row(purpose, words))
        self._add(box, self.tr("Paper"), self.paper)
        if len(languages()) > 1:
            self._add(box, self.tr("Language of the headings"), self.language)
        box.addStretch(1)

    def _add(self, box: QVBoxLayout, words: str, field: QWidget) -> None:
        above = label(words, "head")
        above.setBuddy(field)
        field.setAccessibleName(words)
        box.addWidget(above)
        box.addWidget(field)
        box.addSpacing(6)

    def _picture_row(self, purpose: str, words: str) -> QWidget:
        thumb = QLabel()
        thumb.setAccessibleName(words)
        choose = button(
            self.tr("Choose…"),
            "choice",
            clicked=lambda: self.picture_asked.emit(purpose),
        )
        remove = button(
            self.tr("Remove"),
            "choice",
            clicked=lambda: self.picture_removed.emit(purpose),
        )
        choose.setAccessibleName(f"{words}: {choose.text()}")
        remove.setAccessibleName(f"{words}: {remove.text()}")
        thumb.hide()
        remove.hide()
        self._pictures[purpose] = _PictureRow(thumb, choose, remove)
        return row(thumb, choose, remove, None)


def _thumb(picture: QPixmap) -> QPixmap:
    return picture.scaled(
        _THUMB_WIDTH,
        _THUMB_HEIGHT,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
