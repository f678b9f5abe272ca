"""Which earlier workshop of the series a new one begins from, and with what of it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from nexus_desktop.core.history import counted
from nexus_desktop.core.series import Earlier, Wanted
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label


@dataclass(frozen=True, slots=True)
class Beginning:
    """An earlier workshop, and what a new one takes over from it."""

    earlier: Earlier
    wanted: Wanted


class EarlierRow(QWidget):
    """Asks for the file; then shows what is in it, all of it chosen.

    Signals:
        wanted: path of the earlier workshop's file, to be read.
        cleared: the new workshop begins without one.
    """

    wanted = Signal(str)
    cleared = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._earlier: Earlier | None = None
        self.choose = button(
            self.tr("Start from an earlier workshop…"),
            picture="history",
            clicked=self._ask,
        )
        self.choose.setToolTip(
            self.tr("Its people, programme and open actions (Ctrl+I)")
        )
        self.title = ElidedLabel("strong")
        self.people, self.programme = QCheckBox(), QCheckBox()
        self.owed = QCheckBox()
        self.clear = button(self.tr("Without it"), "link", clicked=self.forget)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self._from = label(self.tr("From"), "head")
        self._shown = (self._from, self.title, self.people, self.programme,
                       self.owed, self.clear)  # fmt: skip
        box.addWidget(self.choose)
        for part in self._shown:
            box.addWidget(part)
        box.addStretch(1)
        self._show()

    @property
    def beginning(self) -> Beginning | None:
        """Return what is chosen, None for nothing."""
        if self._earlier is None:
            return None
        wanted = Wanted(
            self.people.isChecked(),
            self.programme.isChecked(),
            self.owed.isChecked(),
        )
        return Beginning(self._earlier, wanted)

    def ask(self) -> QFileDialog:
        """Ask for the file of the earlier workshop."""
        dialog = QFileDialog(self, self.tr("Choose the earlier workshop"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(self._folder))
        dialog.setNameFilter(self.tr("Workshops (*.nexus)"))
        dialog.fileSelected.connect(self._read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _ask(self) -> None:
        self.ask()

    def show_earlier(self, earlier: Earlier) -> None:
        """Show what an earlier workshop hands on."""
        self._earlier = earlier
        self.title.setText(earlier.workshop.title)
        for box, count, noun in (
            (self.people, len(earlier.people), "participant"),
            (self.programme, len(earlier.items), "session"),
            (self.owed, len(earlier.open_actions), "open action"),
        ):
            box.setText(counted(count, noun))
            box.setEnabled(count > 0)
            box.setChecked(count > 0)
        self.people.setToolTip(self.tr("Without badges, check-ins and seats"))
        self.programme.setToolTip(
            self.tr("On the same days and times, without last time's speakers")
        )
        told = counted(len(earlier.figures), "workshop")
        self.owed.setToolTip(
            self.tr("To be reviewed; the figures of {0} come in any case").format(told)
        )
        self._show()

    def forget(self) -> None:
        """Begin without an earlier workshop."""
        self._earlier = None
        self._show()
        self.cleared.emit()

    def _read(self, path: str) -> None:
        self.choose.setText(self.tr("Reading {0}…").format(Path(path).name))
        self.choose.setEnabled(False)
        self.wanted.emit(path)

    def stop_waiting(self) -> None:
        """Offer to choose a file again."""
        self._show()

    def _show(self) -> None:
        has_one = self._earlier is not None
        self.choose.setText(self.tr("Start from an earlier workshop…"))
        self.choose.setEnabled(True)
        self.choose.setVisible(not has_one)
        for part in self._shown:
            part.setVisible(has_one)
