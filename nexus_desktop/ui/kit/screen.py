"""What the window expects of a screen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """One place of the window; the frame around it is the window's.

    Attributes:
        title: what the frame shows above it; `titled` tells a new one.
        tools: small widgets that the frame puts beside the title.
        keys: (keys, what they do) for the F1 page.

    Signals:
        titled: str, the new title.
        messaged: `kit.message.Message` for the bar above the screen.
        asked: (name of a screen, row id) to go to.
    """

    titled = Signal(str)
    messaged = Signal(object)
    asked = Signal(str, str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.tools: list[QWidget] = []
        self.keys: tuple[tuple[str, str], ...] = ()

    def bind_keys(self, bindings: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Do something at keys pressed anywhere in this screen."""
        for keys, act in bindings:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def shown(self) -> None:
        """Take the focus and look up what is new; called when it comes to the front."""

    def go_to(self, row_id: str) -> None:
        """Show the record that somebody asked for; "" asks for none."""

    def undo(self) -> bool:
        """Take back what was done here last; False: the window takes the last action.

        Asked for by Ctrl+Z where no text field took it.
        """
        return False

    def flush(self) -> None:
        """Hand unsaved work to the database; called before the file is closed."""
