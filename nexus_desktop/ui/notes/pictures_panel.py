"""The pictures of the session in the side: small, with their captions."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout

from nexus_desktop.services.note_pictures import NotePicture
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, clear, label, row

THUMB = QSize(232, 140)


class PictureCard(QFrame):
    """One picture.

    Signals:
        went: its line is asked for.
        described: str, its new caption.
        removed: it is to go.
    """

    went = Signal()
    described = Signal(str)
    removed = Signal()

    def __init__(self, picture: NotePicture) -> None:
        super().__init__()
        self.picture = picture
        self.thumb = QPushButton()
        theme.set_role(self.thumb, "quiet")
        self.thumb.setFixedSize(THUMB)
        self.thumb.setIconSize(THUMB - QSize(8, 8))
        self.thumb.setToolTip(self.tr("Go to its line"))
        self.thumb.setAccessibleName(picture.caption or self.tr("Picture"))
        self.thumb.clicked.connect(self.went)
        self.caption = QLineEdit(picture.caption)
        self.caption.setPlaceholderText(self.tr("Caption"))
        self.caption.setAccessibleName(self.tr("Caption of the picture"))
        self.caption.editingFinished.connect(self._describe)
        remove = button("", "quiet", clicked=self.removed.emit, picture="trash-2")
        remove.setToolTip(self.tr("Remove this picture"))
        remove.setAccessibleName(self.tr("Remove this picture"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 4)
        self.setFixedWidth(THUMB.width())
        box.setSpacing(4)
        box.addWidget(self.thumb)
        box.addWidget(row(self.caption, remove, gap=4))

    def show_image(self, image: QImage) -> None:
        """Show the picture itself."""
        self.thumb.setIcon(QIcon(QPixmap.fromImage(image)))

    def _describe(self) -> None:
        if self.caption.text().strip() != self.picture.caption:
            self.described.emit(self.caption.text())


class PicturesPanel(QFrame):
    """Cards in the order of the lines; hidden while there are none.

    Signals:
        wanted: str, the id of a picture whose image is to be shown.
        went: str, the id of a note.
        described: (id, caption); removed: id.
    """

    wanted = Signal(str)
    went = Signal(str)
    described = Signal(str, str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.cards: list[PictureCard] = []
        self._images: dict[str, QImage] = {}
        self._cards_box = QVBoxLayout()
        self._cards_box.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 18, 14)
        box.setSpacing(8)
        box.addWidget(label(self.tr("Pictures"), "head"))
        box.addLayout(self._cards_box)
        self.hide()

    def show_pictures(self, pictures: Sequence[NotePicture]) -> None:
        """Show these; cards that stay the same stay who they are."""
        if [card.picture for card in self.cards] != list(pictures):
            clear(self._cards_box)
            self.cards = [self._card(picture) for picture in pictures]
            for card in self.cards:
                self._cards_box.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(pictures))

    def show_image(self, picture_id: str, image: QImage) -> None:
        """Show the image of a picture, now and when it is shown again."""
        self._images[picture_id] = image
        for card in self.cards:
            if card.picture.id == picture_id:
                card.show_image(image)

    def _card(self, picture: NotePicture) -> PictureCard:
        card, key = PictureCard(picture), picture.id
        card.went.connect(lambda: self.went.emit(picture.note_id))
        card.described.connect(lambda text: self.described.emit(key, text))
        card.removed.connect(lambda: self.removed.emit(key))
        if key in self._images:
            card.show_image(self._images[key])
        else:
            self.wanted.emit(key)
        return card
