"""The place beside the table: one panel at a time, or none."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


class Side(QWidget):
    """Holds panels of different widths and shows one of them."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self._panels = panels
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for panel in panels:
            panel.hide()
            box.addWidget(panel)
        self.hide()

    @property
    def shown(self) -> QWidget | None:
        """Return the panel that is shown, None when there is none."""
        return next((panel for panel in self._panels if not panel.isHidden()), None)

    def present(self, panel: QWidget) -> None:
        """Show `panel` in place of whatever is shown."""
        for other in self._panels:
            if other is not panel:  # never two at once: the window would grow
                other.hide()
        panel.show()
        self.show()

    def leave(self) -> None:
        """Show none."""
        for panel in self._panels:
            panel.hide()
        self.hide()
