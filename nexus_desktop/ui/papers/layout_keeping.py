"""Layouts between the editor and the file: read, kept by itself, chosen, removed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.ready_layouts import is_ready
from nexus_desktop.services import badge_layouts, badge_samples
from nexus_desktop.services.badge_layouts import SavedLayout
from nexus_desktop.services.badge_samples import Sample
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner

_REST = 700  # milliseconds without a change after which a layout is kept


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to work with.

    Attributes:
        kept: layouts of the file.
        chosen: the id of the one that badges are printed in.
    """

    kept: tuple[SavedLayout, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Company:
    """Whom badges are for: people to try a layout on, their roles and categories."""

    samples: tuple[Sample, ...] = ()
    roles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class LayoutKeeping(QObject):
    """Asks the services and tells what came of it.

    Signals:
        read: `Shelf`, at first and after every change of it.
        met: `Company`, when it was asked for.
        opened: `SavedLayout` to be worked on from now on.
        adopted: (ready id, `SavedLayout`) a ready layout became one of the file.
        found: `Sample` somebody asked for, or None.
        messaged: `Message`.
    """

    read = Signal(object)
    met = Signal(object)
    opened = Signal(object)
    adopted = Signal(str, object)
    found = Signal(object)
    messaged = Signal(object)

    def __init__(
        self, runner: Runner, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now
        self._waiting: tuple[str, BadgeLayout] | None = None
        self._adopting = ""
        self._has_met = False
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self.flush)
        runner.changed.connect(self._hear)

    def reread(self) -> None:
        """Read the layouts."""
        self._runner.submit(self, _shelf, done=self.read.emit, failed=self._explain)

    def meet(self) -> None:
        """Read the people to try layouts on, if others came since."""
        if not self._has_met:
            self._has_met = True
            self._runner.submit(
                self, _company, done=self.met.emit, failed=self._explain
            )

    def keep_soon(self, layout_id: str, layout: BadgeLayout) -> None:
        """Keep a layout once nobody changes it for a moment.

        A ready one is kept under a new id, which `adopted` tells.
        """
        if self._waiting is not None and self._waiting[0] != layout_id:
            self.flush()
        self._waiting = (layout_id, layout)
        self._timer.start()

    def flush(self) -> None:
        """Keep what waits to be kept, now."""
        self._timer.stop()
        if self._waiting is None or self._adopting:
            return
        layout_id, layout = self._waiting
        self._waiting = None
        if is_ready(layout_id):
            self._adopt(layout_id, layout)
            return
        at = self._now()
        self._runner.submit(
            self,
            lambda session: badge_layouts.edit(session, layout_id, layout, at=at),
            failed=self._explain,
        )

    def _adopt(self, layout_id: str, layout: BadgeLayout) -> None:
        self._adopting = layout_id
        at = self._now()

        def adopt(session: Session) -> SavedLayout:
            is_used = badge_layouts.chosen_id(session) == layout_id
            kept = badge_layouts.add(session, layout, at=at)
            if is_used:
                badge_layouts.choose(session, kept.id, at=at)
                session.info["action"] = "layout.add"
            return kept

        self._runner.submit(
            self, adopt, done=self._tell_adopted, failed=self._give_up_adopting
        )

    def _tell_adopted(self, kept: SavedLayout) -> None:
        ready, self._adopting = self._adopting, ""
        if self._waiting is not None and self._waiting[0] == ready:
            self._waiting = (kept.id, self._waiting[1])
            self._timer.start()
        self.adopted.emit(ready, kept)

    def _give_up_adopting(self, error: NexusError) -> None:
        self._adopting = ""
        self._explain(error)

    def add(self, layout: BadgeLayout, told: str) -> None:
        """Keep a new layout and open it; `told` is said then, with its name."""
        self.flush()
        at = self._now()

        def tell(kept: SavedLayout) -> None:
            self.opened.emit(kept)
            self.messaged.emit(Message(told.format(kept.layout.name)))

        self._runner.submit(
            self,
            lambda session: badge_layouts.add(session, layout, at=at),
            done=tell,
            failed=self._explain,
        )

    def choose(self, layout_id: str) -> None:
        """Print badges in a layout from now on."""
        self.flush()
        at = self._now()
        self._runner.submit(
            self,
            lambda session: badge_layouts.choose(session, layout_id, at=at),
            done=lambda chosen: self.messaged.emit(
                Message(self.tr('Badges are printed in "{0}".').format(chosen.name))
            ),
            failed=self._explain,
        )

    def remove(self, layout_id: str) -> None:
        """Take a layout away; to bring it back is offered."""
        self._waiting = None
        self._timer.stop()
        at = self._now()

        def tell(name: str) -> None:
            text = self.tr('"{0}" removed.').format(name)
            back = (self.tr("Undo"), lambda: self.restore(layout_id))
            self.messaged.emit(Message(text, action=back))

        self._runner.submit(
            self,
            lambda session: badge_layouts.remove(session, layout_id, at=at),
            done=tell,
            failed=self._explain,
        )

    def restore(self, layout_id: str) -> None:
        """Bring a layout back that was removed, and open it."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: badge_layouts.restore(session, layout_id, at=at),
            done=self.opened.emit,
            failed=self._explain,
        )

    @property
    def is_waiting(self) -> bool:
        """Say whether something is still to be kept."""
        return self._waiting is not None or bool(self._adopting)

    def find(self, text: str) -> None:
        """Look for a person to try the layout on."""
        self._runner.submit(
            self,
            lambda session: badge_samples.find(session, text),
            done=self.found.emit,
            failed=self._explain,
        )

    def _hear(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.LAYOUT, Kind.WORKSHOP, Kind.PICTURE}:
            self.reread()
        if Kind.PARTICIPANT in kinds:
            self._has_met = False

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _shelf(session: Session) -> Shelf:
    kept = tuple(badge_layouts.layouts(session))
    return Shelf(kept, badge_layouts.chosen_id(session))


def _company(session: Session) -> Company:
    samples = tuple(badge_samples.samples(session))
    return Company(samples, *badge_samples.words(session))
