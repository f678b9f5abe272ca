"""The bar above a screen: what happened, and one thing to do about it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.widgets import button, label

_SECONDS = 8


class MessageBar(QFrame):
    """Shows one message at a time; a failure stays, the others leave by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.text = label("", wrap=True)
        self.text.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        )
        self.act = button("", "link", clicked=self._act)
        self._close = button("", "quiet", clicked=self.hide, picture="x")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 4, 4, 4)
        box.addWidget(self.text, 1)
        box.addWidget(self.act)
        box.addWidget(self._close)
        self._message = Message("")
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show `message` in place of the one before."""
        self._message = message
        theme.set_role(self, f"message_{message.tone}")
        self.text.setText(message.text)
        self.setAccessibleName(message.text)
        self.act.setVisible(message.action is not None)
        if message.action is not None:
            self.act.setText(message.action[0])
        self.show()
        if message.tone == "bad":
            self._timer.stop()
        else:
            self._timer.start()

    def leave(self) -> None:
        """Go with the screen that the message was about; a failure stays."""
        if self._message.tone != "bad":
            self.hide()

    def _act(self) -> None:
        self.hide()
        if self._message.action is not None:
            self._message.action[1]()
