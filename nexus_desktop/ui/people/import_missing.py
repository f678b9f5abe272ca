"""Who an updated export holds no more: told, and cancelled if wanted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nexus_desktop.core.people_import import Missing
from nexus_desktop.ui.kit.widgets import label
from nexus_desktop.ui.people import words

_NAMED = 12


class MissingPeople(QWidget):
    """A line with their names and a box to tick."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.names = label("", "soft", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.box)
        whole.addWidget(self.names)
        self.hide()

    @property
    def is_cancelling(self) -> bool:
        """Tell whether they are to be cancelled."""
        return self.box.isChecked() and not self.isHidden()

    def show_people(self, missing: Sequence[Missing]) -> None:
        """Show who is missing; without anybody there is nothing to see."""
        self.setVisible(bool(missing))
        if not missing:
            return
        who = words.people(self.tr, len(missing))
        self.box.setText(
            self.tr("Cancel {0} who are not in this list any more").format(who)
            if len(missing) > 1
            else self.tr("Cancel the one who is not in this list any more")
        )
        named = [
            f"{one.name} ({one.organisation})" if one.organisation else one.name
            for one in missing[:_NAMED]
        ]
        more = len(missing) - _NAMED
        rest = [self.tr("{0} more").format(more)] if more > 0 else []
        self.names.setText(", ".join(named + rest))
