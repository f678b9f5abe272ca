"""Writing entries to a file for other laptops, and taking in what they wrote."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.services import meeting
from nexus_desktop.ui.bundle_reader import BundleReader
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
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
        self._reader = BundleReader(runner, jobs, self)
        self._reader.said.connect(self._say)
        self._reader.ended.connect(self._end)
        self.watch = keeper.watch
        self.watch.said.connect(self._say_folder)
        self.sharing = button("", clicked=self._toggle_folder)
        self.folder = label("", "small", wrap=True)
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
                row(self.write, self.read, self.sharing, None),
                self.folder,
                self.doing,
            ),
        )
        keeper.changed.connect(self._show)
        self._show()
        self._say_folder("")

    def _show(self) -> None:
        is_free = self._keeper.company.is_shared and self.doing.isHidden()
        self.write.setEnabled(is_free)
        self.read.setEnabled(is_free)
        self.sharing.setEnabled(self._keeper.company.is_shared)

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

    def _toggle_folder(self) -> None:
        """Ask for a shared folder, or leave the one that is watched."""
        if self.watch.folder:
            self.watch.choose("")
            return
        dialog = QFileDialog(self, self.tr("Shared folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog, lambda path: self.watch.choose(str(path)))

    def _say_folder(self, text: str) -> None:
        is_watched = bool(self.watch.folder)
        self.sharing.setText(
            self.tr("Leave the folder") if is_watched else self.tr("Shared folder…")
        )
        self.sharing.setToolTip(
            self.tr("Read and write bundles by themselves in a folder that others see")
        )
        self.folder.setText(text)
        self.folder.setVisible(bool(text))

    def _open(self, dialog: QFileDialog, act: Callable[[Path], None]) -> None:
        dialog.fileSelected.connect(lambda path: act(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, path: Path) -> None:
        """Write a bundle to `path`."""
        self._say(self.tr("Writing {0}…").format(path.name))
        self._jobs.start(
            self,
            lambda _report, _cancelled: meeting.give_bundle(self._runner.wait, path),
            done=lambda count: self._written(count, path),
            failed=self._refuse,
        )

    def _written(self, count: int, path: Path) -> None:
        text = self.tr("Wrote {0} to {1}. It is safe to take the stick out.")
        self._end(Message(text.format(counted(count, "entry"), path.name)))

    def read_from(self, path: Path) -> None:
        """Take in the bundle at `path`, which is good as a whole or refused."""
        self._reader.read(path)

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
