"""The overview on the whole of a screen, for the room to see."""

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QVBoxLayout

from nexus_desktop.core import days
from nexus_desktop.core.overview import Overview
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.whole_screen import WholeScreen
from nexus_desktop.ui.kit.widgets import label, row
from nexus_desktop.ui.overview.view import OverviewView

_HEIGHT = 640  # pixels that the view needs at its own size
_MOST, _LEAST = 3.0, 1.1
_SIZES = {
    "figure": 46, "title": 21, "head": 13, "small": 13, "soft": 15, "strong": 15,
    "chip": 13, "chip_good": 13, "chip_warn": 13, "clock": 26,
}  # fmt: skip


class Projector(WholeScreen):
    """It shows numbers and the programme, and nothing of single people."""

    def __init__(self, screen: QScreen) -> None:
        super().__init__(screen, self.tr("Overview"))
        scale = min(max(screen.geometry().height() / _HEIGHT, _LEAST), _MOST)
        self.view = OverviewView(scale, is_public=True)
        self.name = ElidedLabel("title")
        self.clock = label("", "clock")
        self.hint = label(self.tr("Esc leaves"), "small")
        self.setStyleSheet(
            " ".join(
                f'QLabel[role="{role}"] {{ font-size: {round(size * scale)}px; }}'
                for role, size in _SIZES.items()
            )
        )
        margin = round(20 * scale)
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin // 2, margin, margin)
        box.setSpacing(round(8 * scale))
        box.addWidget(row(self.name, None, self.hint, self.clock, gap=margin))
        box.addWidget(self.view, 1)

    def show_overview(self, seen: Overview) -> None:
        """Show everything."""
        self.view.show_overview(seen)
        self.show_time(seen)

    def show_time(self, seen: Overview) -> None:
        """Show what depends on the time of day alone."""
        local = seen.workshop.local(seen.at)
        self.name.setText(seen.workshop.title)
        self.clock.setText(f"{days.short(local.date())}  {local:%H:%M}")
        self.view.show_time(seen)
