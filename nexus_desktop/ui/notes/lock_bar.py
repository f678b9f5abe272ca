"""The quiet sentence above notes that are final."""

from PySide6.QtCore import QCoreApplication

from nexus_desktop.ui.notes.quiet_bar import QuietBar


class LockBar(QuietBar):
    """Says that the notes are locked, and how they are opened again.

    Signals:
        asked: they are to be opened again.
    """

    def __init__(self) -> None:
        super().__init__(
            "lock",
            "good",
            _tr("Open again…"),
            _tr("Open them again, with a reason (Ctrl+Shift+S)"),
        )
        self.say(_tr("These notes are final, so they are locked."))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LockBar", text)
