"""The notes of one breakout group, as a column beside those of the others."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nexus_desktop.core.parallel_notes import GroupNotes, Point
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import label
from nexus_desktop.ui.notes.note_list import ListedNote, NoteList
from nexus_desktop.ui.notes.status_panel import CHIPS

WIDTH = 250  # pixels that a column needs at least


class GroupColumn(QWidget):
    """Shows a group: its name, how far its notes are, its points as they arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: GroupNotes | None = None
        self._name, self._who = ElidedLabel("strong"), ElidedLabel("small")
        self._status = label("", "chip")
        self._status.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.list = NoteList(self.tr("Nothing is noted yet."), is_many=True)
        self.list.setToolTip(
            self.tr("Enter takes what is chosen, Ctrl+Enter goes to the line")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._status)
        box.addLayout(head)
        box.addWidget(self._who)
        box.addWidget(self.list, 1)

    def show_group(self, group: GroupNotes, zone: ZoneInfo) -> None:
        """Show `group`, with times in `zone`."""
        self.shown = group
        self._name.setText(f"{group.name}  {group.topic}".strip())
        count = len(group.points)
        lines = self.tr("{0} line") if count == 1 else self.tr("{0} lines")
        parts = [lines.format(count), group.rapporteur]
        self._who.setText(" · ".join(part for part in parts if part))
        theme.set_role(self._status, CHIPS[group.status])
        self._status.setText(group.status.value)
        self.list.setAccessibleName(self.tr("Notes of group {0}").format(group.name))
        self.list.show_notes(listed(group.points, zone))


def listed(points: Sequence[Point], zone: ZoneInfo) -> list[ListedNote]:
    """Return points as rows of a list."""
    return [
        ListedNote(
            point.note_id,
            point.kind,
            point.text,
            " · ".join(
                part
                for part in (f"{point.at.astimezone(zone):%H:%M}", point.speaker)
                if part
            ),
            point.is_taken,
        )
        for point in points
    ]
