"""A sentence about names that can't be printed as they are written."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from nexus_desktop.ui.kit import theme

_NAMED, _TOLD = 3, 20


class MissingLettersNote(QLabel):
    """Says whose names have letters that no font here has; hidden when there are none.

    Paper shows a replacement mark for each such letter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        theme.set_role(self, "note_warn")
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        """Tell about the people called `names`."""
        self.setVisible(bool(names))
        if not names:
            return
        more = "" if len(names) <= _NAMED else "; …"
        told = "; ".join(names[:_NAMED]) + more
        if len(names) == 1:
            text = self.tr("One name has letters that can't be printed: {0}")
        else:
            text = self.tr("{1} names have letters that can't be printed: {0}")
        self.setText(text.format(told, f"{len(names):,}"))
        rest = self.tr("… and {0} more").format(len(names) - _TOLD)
        listed = [*names[:_TOLD], *([rest] if len(names) > _TOLD else [])]
        self.setToolTip("\n".join(listed))
