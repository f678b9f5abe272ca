"""The camera on a screen: its picture, which one, mirrored or not; or what is wrong."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.scanning.camera import Camera
from nexus_desktop.ui.scanning.camera_picture import CameraPicture


class CameraPanel(QFrame):
    """Shown while the camera is wanted."""

    def __init__(self, camera: Camera, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        theme.set_role(self, "panel")
        self.picture = CameraPicture(aim=camera.aim)
        self.trouble = label("", wrap=True)
        self.again = button(self.tr("Try again"), clicked=self._try_again)
        self.which = button("", "choice")
        self.which.setMenu(QMenu(self.which))
        self.mirror = button("", "quiet")
        self.mirror.setIcon(icon("flip-vertical-2"))
        self.mirror.setCheckable(True)
        self.mirror.setToolTip(self.tr("Show the picture as in a mirror"))
        self.mirror.setAccessibleName(self.mirror.toolTip())
        for tool in (self.which, self.mirror, self.again):
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._head = row(
            label(self.tr("Camera"), "head"), None, self.which, self.mirror
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 10, 10)
        box.setSpacing(6)
        for part in (self._head, self.picture, self.trouble, row(self.again, None)):
            box.addWidget(part)
        self._again_row = self.again.parentWidget()
        self.mirror.toggled.connect(lambda on: camera.mirror(on=on))
        camera.sighted.connect(self.picture.show_sighting)
        camera.changed.connect(self._show_state)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        camera = self._camera
        if not camera.is_on or camera.trouble:
            self.picture.show_sighting(None)
        self.picture.is_mirrored = camera.is_mirrored
        self.mirror.setChecked(camera.is_mirrored)
        self.picture.setVisible(not camera.trouble)
        self.mirror.setVisible(not camera.trouble)
        self.trouble.setText(camera.trouble)
        for part in (self.trouble, self._again_row):
            if part is not None:
                part.setVisible(bool(camera.trouble))
        self._list_cameras()
        self.setVisible(camera.is_on)

    def _list_cameras(self) -> None:
        menu, devices = self.which.menu(), self._camera.devices
        menu.clear()
        group = QActionGroup(menu)
        for device in devices:
            action = menu.addAction(device.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(device.id == self._camera.device_id)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, chosen=device.id: self._camera.choose(chosen)
            )
        names = {device.id: device.name for device in devices}
        name = names.get(self._camera.device_id, "")
        self.which.setText(self.tr("Change"))
        self.which.setToolTip(self.tr("Camera: {0}").format(name))
        self.which.setAccessibleName(self.which.toolTip())
        self.which.setVisible(len(devices) > 1)

    def _try_again(self) -> None:
        self._camera.turn(on=False)
        self._camera.turn(on=True)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self._camera.picture_width = max(160, round(self.picture.width() * ratio))
