"""A laptop that has joined and holds nothing yet: it meets another one, by any way."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.exchange.hub_address import told
from nexus_desktop.services import joining
from nexus_desktop.services.joining import Arrived
from nexus_desktop.store.database import Database
from nexus_desktop.ui.bundle_reader import BundleReader
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button, label, panel, row
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper
from nexus_desktop.ui.start import centred

_WIDTH = 640


class FirstMeeting(QWidget):
    """Waits until the workshop is here; it goes on by itself where there is a hub.

    Signals:
        arrived: path of the file, which was closed and can be opened now.
        left: the user went back; the file was closed.
        discarded: the laptop does not belong after all; the file was removed.
    """

    arrived = Signal(str)
    left = Signal()
    discarded = Signal()

    def __init__(
        self, database: Database, jobs: Jobs, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._path = database.path
        self._runner = Runner(database, now)
        zone = now().astimezone().tzinfo or UTC
        self.keeper = LaptopsKeeper(self._runner, jobs, zone, now)
        self.reader = BundleReader(self._runner, jobs, self)
        self._state = Arrived(is_known=False, entries=0)
        self._is_reading = self._is_closed = False
        self._lay_out()
        self._bind()
        self.keeper.begin()

    def begin(self) -> None:
        """Put the cursor where one starts."""
        self.read.setFocus()

    def _lay_out(self) -> None:
        self.state = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.hub = panel(label(self.tr("By hub"), "head"), self.state, self.progress)
        self.hub.hide()
        self.read = button(self.tr("Read a bundle…"), "main", clicked=self._ask)
        self.read.setToolTip(self.tr("Ctrl+R; or drop it anywhere on this page"))
        self.folder = button(self.tr("Shared folder…"), clicked=self._ask_folder)
        self.folder.setToolTip(
            self.tr("Read what others leave in a folder that they see too")
        )
        self.doing = label("", wrap=True)
        self.doing.hide()
        self.back = button(
            self.tr("Later"), "link", clicked=self._leave, picture="arrow-left"
        )
        self.back.setToolTip(self.tr("Esc. The file stays; open it to go on."))
        box = centred.fill(self, _WIDTH)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        for part in (
            row(self.back, None),
            centred.title(self.tr("Joined. Now meet another laptop")),
            label(self._why(), "soft", wrap=True),
            self._refused(),
            self.hub,
            self._by_hand(),
        ):
            box.addWidget(part)
        box.addStretch(1)

    def _why(self) -> str:
        return self.tr(
            "{0} is this laptop's own copy of the workshop. It is empty until it has "
            "met another laptop once; then it opens."
        ).format(self._path.name)

    def _by_hand(self) -> QWidget:
        text = self.tr(
            "On the coordinator's laptop choose Laptops, then “Write…”, and bring the "
            "bundle here; or let both use the same folder."
        )
        self.by_hand = panel(
            label(self.tr("By USB stick, mail or shared folder"), "head"),
            label(text, wrap=True),
            row(self.read, self.folder, None),
            self.doing,
            gap=12,
        )
        return self.by_hand

    def _refused(self) -> QWidget:
        self.problem = label("", wrap=True)
        self.other = button(
            self.tr("Use another invitation"), "main", clicked=self._discard
        )
        self.other.setToolTip(self.tr("Removes this file, in which nothing is yet"))
        self.refused = panel(self.problem, row(self.other, None), gap=12)
        theme.set_role(self.refused, "message_bad")
        self.refused.hide()
        return self.refused

    def _bind(self) -> None:
        for keys, act in (("Ctrl+R", self._ask), ("Esc", self._leave)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._runner.changed.connect(self._look)
        self.keeper.changed.connect(self._show_hub)
        self.keeper.watch.said.connect(self._say)
        self.reader.said.connect(self._say)
        self.reader.ended.connect(self._end)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Read a bundle"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Bundles (*.nexus-bundle)"))
        dialog.fileSelected.connect(lambda path: self.read_from(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Shared folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.keeper.watch.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_from(self, path: Path) -> None:
        """Take in a bundle."""
        if not self._is_reading:
            self._is_reading = True
            self.reader.read(path)

    def _end(self, message: Message) -> None:
        self._is_reading = False
        text = message.text
        if message.tone != "bad" and not self._state.is_known:
            text = f"{text} {self._lacking()}"
        self._say(text)
        self._settle()

    def _lacking(self) -> str:
        return self.tr(
            "The workshop itself was not in it: ask for a bundle with everything."
        )

    def _say(self, text: str) -> None:
        self.doing.setText(text)
        self.doing.setVisible(bool(text))

    def _look(self, _kinds: frozenset[Kind]) -> None:
        self._runner.submit(self, joining.arrived, done=self._take_state)

    def _take_state(self, state: Arrived) -> None:
        self._state = state
        text = self.tr("This laptop can't take part yet. {0}").format(state.problem)
        self.problem.setText(text)
        self.refused.setVisible(bool(state.problem))
        self.by_hand.setVisible(not state.problem)
        self._show_hub()

    def _show_hub(self) -> None:
        hub, state = self.keeper.hub, self.keeper.state
        self.hub.setVisible(bool(hub or self.keeper.known.problem))
        problem = self.keeper.known.problem
        if state is not None:
            problem = problem or state.problem or state.lacking
        self.progress.setVisible(not problem)
        self.state.setText(problem or self._going_on(told(hub) if hub else ""))
        self._settle()

    def _going_on(self, place: str) -> str:
        state, count = self.keeper.state, counted(self._state.entries, "entry")
        if state is None:
            return self.tr("Looking for {0}…").format(place)
        if state.is_met and not self._state.is_known:
            return self.tr(
                "{0} is reached, but holds no workshop yet: the coordinator's laptop "
                "has to meet it. This goes on by itself."
            ).format(place)
        return self.tr("Taking in what {0} holds: {1}").format(place, count)

    def _settle(self) -> None:
        """Open the workshop once it is here and nothing is on its way."""
        state = self.keeper.state
        is_met = not self.keeper.hub or (
            state is not None and (state.is_met or bool(state.problem))
        )
        is_whole = self._state.is_known and not self._state.problem
        is_busy = self._is_reading or self._is_closed
        if is_whole and is_met and not is_busy:
            self.close_file()
            self.arrived.emit(str(self._path))

    def _leave(self) -> None:
        self.close_file()
        self.left.emit()

    def _discard(self) -> None:
        self.close_file()
        joining.discard(self._path)
        self.discarded.emit()

    def close_file(self) -> None:
        """Release the file. The second time does nothing."""
        if not self._is_closed:
            self._is_closed = True
            self.keeper.close()
            self._runner.close()
