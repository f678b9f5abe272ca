"""The desk's camera: the button in its tools, its key, the panel beside the card."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.scanning.camera import Camera
from nexus_desktop.ui.scanning.camera_panel import CameraPanel

KEY = "F10"


class CameraTool(QObject):
    """Runs the camera while `screen` is in front.

    Signals:
        scanned: str, the code of a badge, once while it is in the picture.

    Attributes:
        button: turns it on and off.
        panel: the picture, at the foot of `side`.
    """

    scanned = Signal(str)

    def __init__(self, screen: QWidget, side: QWidget) -> None:
        super().__init__(screen)
        self.camera = Camera(self)
        self.panel = CameraPanel(self.camera)
        beside = side.layout()
        if beside is not None:
            beside.addWidget(self.panel)
        self.button = button(self.tr("Camera"), picture="camera", clicked=self.toggle)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.hide()
        QShortcut(QKeySequence(KEY), screen).activated.connect(self.toggle)
        self.camera.scanned.connect(self.scanned)
        self.camera.changed.connect(self._show_state)
        screen.installEventFilter(self)
        self._show_state()

    @Slot()
    def toggle(self) -> None:
        """Turn the camera on or off."""
        self.camera.turn(on=not self.camera.is_on)

    @Slot()
    def _show_state(self) -> None:
        is_on = self.camera.is_on
        words = self.tr("Camera off") if is_on else self.tr("Camera on")
        hint = self.tr("Read badges with a camera")
        if is_on:
            hint = self.tr("Read no more badges with the camera")
        self.button.setText(words)
        self.button.setIcon(icon("camera-off" if is_on else "camera"))
        self.button.setToolTip(f"{hint} ({KEY})")
        self.button.setChecked(is_on)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.camera.watch(on=True)
        elif event.type() == QEvent.Type.Hide:
            self.camera.watch(on=False)
        return False
