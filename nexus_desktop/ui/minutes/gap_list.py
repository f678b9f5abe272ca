"""What the minutes still lack, each with a way to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from nexus_desktop.core.minutes.gaps import Gap
from nexus_desktop.ui.kit import gap_words, theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label

_ACROSS = 3
_NAMED = 8  # names in a tooltip


class GapList(QFrame):
    """Links above the pages; hidden when nothing is missing.

    Signals:
        asked: (screen, row id) of a gap that was clicked.
    """

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.links: list[QPushButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self.warning = label(
            self.tr("This paper is marked as final, and still lacks something:"),
            "warning",
        )
        self._grid.addWidget(self.warning, 0, 0, 1, _ACROSS + 1)
        self.hide()

    def show_gaps(self, gaps: Sequence[Gap], *, is_final: bool = False) -> None:
        """Show `gaps` instead of those before; a final paper is warned of."""
        for link in self.links:
            self._grid.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [self._link(gap) for gap in gaps]
        for place, link in enumerate(self.links):
            self._grid.addWidget(link, 1 + place // _ACROSS, place % _ACROSS)
        self._grid.setColumnStretch(_ACROSS, 1)
        self.warning.setVisible(is_final)
        self.setVisible(bool(gaps))

    def _link(self, gap: Gap) -> QPushButton:
        made = button(
            gap_words.sentence(gap, self.tr),
            "link",
            clicked=lambda: self.asked.emit(gap.screen, gap.row_id),
        )
        made.setIcon(icon("triangle-alert", "warn"))
        names = [f"• {_cut(name)}" for name in gap.names[:_NAMED]]
        more = ["…"] if gap.count > _NAMED else []
        made.setToolTip("\n".join([*names, *more]))
        return made


def _cut(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
