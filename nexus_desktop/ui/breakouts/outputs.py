"""What leaves the screen: lists, door signs, tables, and the round on the wall."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nexus_desktop.core.breakout import RoundInfo
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.group_list import GroupLists
from nexus_desktop.services import breakout_papers
from nexus_desktop.ui.breakouts.projector import GroupsProjector
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import PaperSaver, file_name
from nexus_desktop.ui.kit.whole_screen import wall_of
from nexus_desktop.ui.kit.widgets import button

PROJECTOR = "projector"


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be made of a round.

    Attributes:
        name: as `documents.group_papers` calls it.
        what: added to the name of the file.
    """

    name: str
    label: str
    suffix: str
    what: str = ""


OUTPUTS = (
    Output("lists", "Lists by group and by name (PDF)…", "pdf"),
    Output("rooms", "Lists by room (PDF)…", "pdf", "by room"),
    Output("signs", "Door signs (PDF)…", "pdf", "door signs"),
    Output("xlsx", "Excel…", "xlsx"),
    Output("csv", "CSV…", "csv"),
)


def _paper(lists: GroupLists, name: str) -> bytes:
    # imported when first wanted: the screen shows without it
    from nexus_desktop.documents import group_papers  # noqa: PLC0415

    return group_papers.render(lists, name)


def lists_button(chosen: Callable[[str], None]) -> QPushButton:
    """Return the button that offers all outputs; `chosen` gets the name of one."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Outputs", text)

    made = button(tr("Lists"), picture="printer")
    made.setToolTip(tr("Lists, door signs, tables, and the groups on the wall"))
    menu = QMenu(made)
    for output in OUTPUTS:
        action = menu.addAction(tr(output.label))
        action.triggered.connect(partial(_choose, chosen, output.name))
    menu.addSeparator()
    action = menu.addAction(tr("Show on the wall") + "\tF11")
    action.triggered.connect(partial(_choose, chosen, PROJECTOR))
    made.setMenu(menu)
    return made


def _choose(chosen: Callable[[str], None], name: str, _checked: object = None) -> None:
    chosen(name)


class Outputs(QObject):
    """Reads a round and saves or shows it.

    Signals:
        messaged: `Message` for the bar above the screen.
    """

    messaged = Signal(object)

    def __init__(self, runner: Runner, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._runner, self._owner = runner, owner
        self.saver = PaperSaver(jobs, owner)
        self.saver.messaged.connect(self.messaged)
        self.projector: GroupsProjector | None = None
        self._round, self._published = "", False

    @Slot(str)
    def give(self, name: str) -> None:
        """Save the output called `name`, or show the round on the wall."""
        if name == PROJECTOR:
            self.project()
            return
        output = next(output for output in OUTPUTS if output.name == name)
        self._read(lambda lists: self._ask_where(output, lists))

    @Slot()
    def project(self) -> None:
        """Show the round on the whole of the screen."""
        self._read(self._open)

    def show_round(self, about: RoundInfo) -> None:
        """Work on this round; on the wall it is shown as it is now."""
        self._round, self._published = about.id, about.published
        if self.projector is not None:
            self._read(self._show)

    def _read(self, done: Callable[[GroupLists], None]) -> None:
        round_id = self._round
        self._runner.submit(
            self,
            lambda session: breakout_papers.group_lists(session, round_id),
            done=done,
            failed=self._explain,
        )

    def _ask_where(self, output: Output, lists: GroupLists) -> None:
        title = f"{lists.heading.title} {output.what}".strip()
        self.saver.ask(
            file_name(title, output.suffix), lambda: _paper(lists, output.name)
        )

    def _open(self, lists: GroupLists) -> None:
        if self.projector is None:
            self.projector = GroupsProjector(wall_of(self._owner.screen()))
            self.projector.left.connect(self._leave)
        self._show(lists)
        self.projector.showFullScreen()
        self.projector.activateWindow()

    def _show(self, lists: GroupLists) -> None:
        if self.projector is not None:  # it may have been left meanwhile
            self.projector.show_lists(lists, published=self._published)

    def close(self) -> None:
        """Leave the wall."""
        if self.projector is not None:
            self.projector.close()

    @Slot()
    def _leave(self) -> None:
        projector, self.projector = self.projector, None
        if projector is not None:
            projector.deleteLater()

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))
