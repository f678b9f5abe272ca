"""Writing entries to a file for other laptops, and taking in what they wrote."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.history import counted
from nexus_desktop.exchange.membership import Share
from nexus_desktop.services import bundles, sharing
from nexus_desktop.services.bundles import Parcel
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message, Tone
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button, hold, label, panel, row
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper

_SUFFIX = "nexus-bundle"


class BundlePanel(QFrame):
    """Works in pieces: the desk goes on scanning.

    Signals:
        messaged: `kit.message.Message`.
    """

    messaged = Signal(object)

    def __init__(self, runner: Runner, jobs: Jobs, keeper: LaptopsKeeper) -> None:
        super().__init__()
        self._runner, self._jobs, self._keeper = runner, jobs, keeper
        self.write = button(self.tr("Write…"), clicked=self.ask_to_write)
        self.write.setToolTip(self.tr("Write what others may lack (Ctrl+E)"))
        self.read = button(self.tr("Read…"), clicked=self.ask_to_read)
        self.read.setToolTip(self.tr("Read what another laptop wrote (Ctrl+R)"))
        self.doing = label("", "soft")
        self.doing.hide()
        text = self.tr(
            "A file for a USB stick or a mail, with what others may lack. Only laptops "
            "of this workshop can open it."
        )
        hold(
            self,
            panel(
                label(self.tr("By bundle"), "head"),
                label(text, "small", wrap=True),
                row(self.write, self.read, None),
                self.doing,
            ),
        )
        keeper.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        is_free = self._keeper.company.is_shared and self.doing.isHidden()
        self.write.setEnabled(is_free)
        self.read.setEnabled(is_free)

    def ask_to_write(self) -> None:
        """Ask where to write a bundle."""
        if not self.write.isEnabled():
            return
        dialog = QFileDialog(self, self.tr("Write a bundle"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.selectFile(f"{self._runner.path.stem}.{_SUFFIX}")
        self._open(dialog, self.write_to)

    def ask_to_read(self) -> None:
        """Ask which bundle to read."""
        if not self.read.isEnabled():
            return
        dialog = QFileDialog(self, self.tr("Read a bundle"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Bundles (*.{0})").format(_SUFFIX))
        self._open(dialog, self.read_from)

    def _open(self, dialog: QFileDialog, act: Callable[[Path], None]) -> None:
        dialog.fileSelected.connect(lambda path: act(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, path: Path) -> None:
        """Write a bundle to `path`."""
        self._say(self.tr("Gathering entries…"))
        self._runner.in_slices(
            self,
            bundles.gather,
            done=lambda parcel: self._write(parcel, path),
            failed=self._refuse,
        )

    def _write(self, parcel: Parcel, path: Path) -> None:
        self._say(self.tr("Writing {0}…").format(path.name))
        self._jobs.start(
            self,
            lambda _report, _cancelled: parcel.write(path),
            done=lambda count: self._written(count, path),
            failed=self._refuse,
        )

    def _written(self, count: int, path: Path) -> None:
        text = self.tr("Wrote {0} to {1}. It is safe to take the stick out.")
        self._end(Message(text.format(counted(count, "entry"), path.name)))

    def read_from(self, path: Path) -> None:
        """Take in the bundle at `path`, whole or not at all."""
        self._say(self.tr("Checking {0}…").format(path.name))
        self._runner.submit(
            self,
            sharing.shared,
            done=lambda share: self._check(path, share),
            failed=self._refuse,
        )

    def _check(self, path: Path, share: Share) -> None:
        self._jobs.start(
            self,
            lambda _report, _cancelled: Parcel.read(path, share),
            done=self._take_in,
            failed=self._refuse,
        )

    def _take_in(self, parcel: Parcel) -> None:
        self._runner.in_slices(
            self,
            partial(bundles.take_in, parcel=parcel, told=self._progress),
            done=self._taken,
            failed=self._refuse,
        )

    def _progress(self, part: float) -> None:
        """Show how far it is; called on the database thread."""
        text = self.tr("Taking in entries: {0}%").format(round(100 * part))
        self._runner.answer(self, partial(self._say, text))

    def _taken(self, received: Received) -> None:
        parts = [self.tr("{0} taken in").format(counted(received.applied, "new entry"))]
        parts.append(self.tr("{0} known already").format(received.known))
        waiting = sum(one.count for one in received.waiting)
        if waiting:
            parts.append(self.tr("{0} waiting for others").format(waiting))
        if received.refused:
            parts.append(self.tr("{0} refused").format(len(received.refused)))
        tone: Tone = "warn" if received.refused else "good"
        text = f"{', '.join(parts)}. {' '.join(received.refused[:1])}".strip()
        self._end(Message(text, tone))

    def _say(self, text: str) -> None:
        self.doing.setText(text)
        self.doing.show()
        self._show()

    def _end(self, message: Message) -> None:
        self.doing.hide()
        self._show()
        self._keeper.reread()
        self.messaged.emit(message)

    def _refuse(self, error: NexusError) -> None:
        self._end(Message(str(error), "bad"))
