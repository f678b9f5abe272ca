"""How this desk sounds and what its card shows: remembered on this laptop."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.desk.sounds import NAMES, Sounds
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label, row

_DIET = "desk/show_dietary"


def shows_diet() -> bool:
    """Tell whether the card shows dietary needs away from meals too."""
    return bool(QSettings().value(_DIET, defaultValue=False, type=bool))


class OptionsPanel(QFrame):
    """Sounds with their volume, one's own files for them, and the dietary need.

    Signals:
        closed: Escape or the button was pressed.
        sound_chosen: name of a sound and the path of a WAV file.
        diet_turned: bool, whether dietary needs are to be shown.
        sound_turned: bool, whether sounds are to be heard.
    """

    closed = Signal()
    sound_chosen = Signal(str, object)
    diet_turned = Signal(bool)
    sound_turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk_options")
        theme.set_role(self, "panel")
        self._sounds: Sounds | None = None
        self.heard = QCheckBox(self.tr("Sounds are heard"))
        self.heard.toggled.connect(self.sound_turned)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.percent = label("", "small")
        self.silence = label("", "error", wrap=True)
        self.error = label("", "error", wrap=True)
        self.files: dict[str, QLabel] = {}
        self.usual: dict[str, QPushButton] = {}
        self.diet = QCheckBox(self.tr("Always show dietary needs"))
        self.diet.setChecked(shows_diet())
        self.diet.toggled.connect(self._turn_diet)
        close = button(self.tr("Close"), clicked=self.closed.emit)
        close.setToolTip(self.tr("Close (Esc)"))
        self._lay_out(close)

    def follow(self, sounds: Sounds) -> None:
        """Show and set these sounds."""
        self._sounds = sounds
        self.volume.setValue(sounds.volume)
        self.volume.valueChanged.connect(sounds.set_volume)
        self.volume.valueChanged.connect(lambda _value: self._tell())
        self.volume.sliderReleased.connect(lambda: sounds.try_out(NAMES[0]))
        sounds.taken.connect(self._tell)
        sounds.failed.connect(lambda error: self._complain(str(error)))
        self._tell()

    def begin(self) -> None:
        """Take the focus."""
        self._tell()
        self.heard.setFocus()

    def show_sound(self, *, on: bool) -> None:
        """Show whether sounds are heard."""
        self.heard.setChecked(on)

    def choose(self, name: str) -> None:
        """Ask for a file of one's own."""
        music = QStandardPaths.StandardLocation.MusicLocation
        dialog = QFileDialog(self, self.tr("A sound of your own"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Sounds (*.wav)"))
        dialog.setDirectory(QStandardPaths.writableLocation(music))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self.take, name))
        dialog.open()

    def take(self, name: str, path: str) -> None:
        """Ask for the file at `path` to be played as `name`."""
        self.error.hide()
        self.sound_chosen.emit(name, Path(path))

    def _complain(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()

    def _tell(self) -> None:
        sounds = self._sounds
        if sounds is None:
            return
        self.percent.setText(f"{sounds.volume} %")
        self.silence.setText(sounds.silence)
        self.silence.setVisible(bool(sounds.silence))
        for name in NAMES:
            own = sounds.own_name(name)
            self.files[name].setText(own or self.tr("the usual one"))
            self.usual[name].setVisible(bool(own))

    def _turn_diet(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        QSettings().setValue(_DIET, on)
        self.diet_turned.emit(on)

    def _lay_out(self, close: QPushButton) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        box.addWidget(label(self.tr("This desk"), "title"))
        box.addWidget(label(self.tr("Sounds"), "head"))
        box.addWidget(self.heard)
        box.addWidget(row(label(self.tr("Volume")), self.volume, self.percent))
        box.addWidget(self.silence)
        for name, words in zip(
            NAMES,
            (
                self.tr("Welcome"),
                self.tr("Already in"),
                self.tr("Refused"),
                self.tr("Goodbye"),
            ),
            strict=True,
        ):
            box.addWidget(self._line(name, words))
        box.addWidget(self.error)
        self.error.hide()
        hint = self.tr("A sound of your own is a WAV file of at most 5 seconds.")
        box.addWidget(label(hint, "small", wrap=True))
        box.addSpacing(8)
        box.addWidget(label(self.tr("The card"), "head"))
        box.addWidget(self.diet)
        hint = self.tr("At meals they are always shown.")
        box.addWidget(label(hint, "small", wrap=True))
        box.addSpacing(8)
        box.addWidget(row(close, None))
        box.addStretch(1)

    def _line(self, name: str, words: str) -> QWidget:
        file = ElidedLabel("small")
        play = button("", "quiet", clicked=partial(self._play, name), picture="play")
        play.setToolTip(self.tr("Hear it"))
        play.setAccessibleName(self.tr("Hear the sound of: {0}").format(words))
        choose = button(self.tr("Choose…"), "link", clicked=partial(self.choose, name))
        choose.setAccessibleName(self.tr("Choose the sound of: {0}").format(words))
        usual = button(
            "", "quiet", clicked=partial(self._take_usual, name), picture="x"
        )
        usual.setToolTip(self.tr("Take the usual one again"))
        usual.setAccessibleName(usual.toolTip())
        self.files[name], self.usual[name] = file, usual
        head = label(words)
        head.setFixedWidth(76)
        return row(play, head, file, None, usual, choose, gap=6)

    def _play(self, name: str) -> None:
        if self._sounds is not None:
            self._sounds.try_out(name)

    def _take_usual(self, name: str) -> None:
        if self._sounds is not None:
            self._sounds.take_usual(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
