"""Making two people one, from the screen, and finding who may be one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from time import sleep

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.participant import Person
from nexus_desktop.core.people_duplicates import Pair
from nexus_desktop.core.people_merging import Choice
from nexus_desktop.services import people_duplicates, people_merging
from nexus_desktop.services.people_duplicates import Everybody
from nexus_desktop.services.people_merging import Comparison, Merged
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner

_WAIT = 1_500  # ms that the screen has to itself before pairs are looked for
_BREATH, _EVERY = 0.001, 40  # seconds, every so many steps


class Merging(QObject):
    """Hands two people to the services; looks for pairs beside the window.

    Signals:
        compared: `Comparison`.
        found: tuple[Pair], anew after every change.
        merged: `Merged`.
        separated: `Person` who is one of their own again.
        told_apart: the two ids.
        messaged: `Message`.
    """

    compared = Signal(object)
    found = Signal(object)
    merged = Signal(object)
    separated = Signal(object)
    told_apart = Signal(str, str)
    messaged = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._job: Job | None = None
        self._asked = 0
        self._later = QTimer(self, interval=_WAIT, singleShot=True)
        self._later.timeout.connect(self.find)

    def compare(self, one_id: str, other_id: str) -> None:
        """Read two people side by side; who stays is proposed."""

        def work(session: Session) -> Comparison:
            return people_merging.compare(
                session, *people_merging.who_stays(session, one_id, other_id)
            )

        self._submit(work, self.compared.emit)

    def swap(self, keep_id: str, other_id: str) -> None:
        """Read two people side by side; the first one stays."""
        self._submit(
            lambda session: people_merging.compare(session, keep_id, other_id),
            self.compared.emit,
        )

    def merge(self, keep_id: str, other_id: str, choices: Mapping[str, Choice]) -> None:
        """Make two people one."""
        at = self._now()
        self._submit(
            lambda session: people_merging.merge(
                session, keep_id, other_id, choices, at=at
            ),
            partial(self._tell_merged, other_id),
        )

    def separate(self, other_id: str) -> None:
        """Make somebody who was merged a person of their own again."""
        at = self._now()
        self._submit(
            lambda session: people_merging.separate(session, other_id, at=at),
            self._tell_separated,
        )

    def tell_apart(self, one_id: str, other_id: str) -> None:
        """Remember that two people are two."""
        at = self._now()
        self._submit(
            lambda session: people_duplicates.tell_apart(
                session, one_id, other_id, at=at
            ),
            lambda pair: self.told_apart.emit(*pair),
        )

    def find_soon(self) -> None:
        """Look for pairs when nothing has changed for a while."""
        self._later.start()

    def find(self) -> None:
        """Look for pairs now; an earlier search is given up."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        self._submit(people_duplicates.read, partial(self._search, self._asked))

    def _search(self, asked: int, everybody: Everybody) -> None:
        if asked == self._asked:
            self._job = self._jobs.start(
                self,
                lambda _report, cancelled: _find(everybody, cancelled),
                done=partial(self._take, asked),
                failed=self._explain,
            )

    def _take(self, asked: int, found: tuple[Pair, ...]) -> None:
        if asked == self._asked:
            self._job = None
            self.found.emit(found)

    def _submit(
        self, work: Callable[[Session], object], done: Callable[..., object]
    ) -> None:
        self._runner.submit(
            self, work, done=lambda answer: _ignore(done(answer)), failed=self._explain
        )

    def _tell_merged(self, other_id: str, merged: Merged) -> None:
        what = ", ".join(counted(n, noun) for noun, n in merged.followed.items())
        text = self.tr("{0} and {1} are one.").format(merged.person.name, merged.gone)
        if what:
            text = self.tr("{0} {1} moved.").format(text, what)
        back = partial(self.separate, other_id)
        self.messaged.emit(Message(text, action=(self.tr("Undo"), back)))
        self.merged.emit(merged)

    def _tell_separated(self, person: Person) -> None:
        text = self.tr("{0} is a person of their own again.").format(person.name)
        self.messaged.emit(Message(text))
        self.separated.emit(person)

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _find(everybody: Everybody, cancelled: Cancelled) -> tuple[Pair, ...]:
    """Look for pairs with breaths between, in which the window has the lock."""
    steps = 0

    def is_cancelled() -> bool:
        nonlocal steps
        steps += 1
        if steps % _EVERY == 0:
            sleep(_BREATH)
        return cancelled()

    return people_duplicates.find(everybody, is_cancelled)


def _ignore(_answer: object) -> None:
    pass
