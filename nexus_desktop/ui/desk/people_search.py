"""Asks whom a text and filters leave, one question at a time.

While an answer is awaited, only the latest question is kept, so that neither the keys
nor a scan ever wait for a search. Names that are spelt nearly alike are compared by a
worker thread, and not at all once typing goes on.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.desk import Matches
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.finding import Wanted
from nexus_desktop.services import desk_finding
from nexus_desktop.services.desk_crowd import Crowd, Keys
from nexus_desktop.services.desk_picture import Picture
from nexus_desktop.services.near_misses import NearMisses, comparable
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner

_PAUSE = 90  # milliseconds without a key before names nearly alike are looked for
_MOST_NEAR = 20


class PeopleSearch(QObject):
    """Answers for the latest question only.

    Signals:
        found: `Wanted` and its `Matches`; once more with those nearly alike.
        offered: `Choices` to narrow by.
        failed: NexusError.

    Attributes:
        picture: the checkpoint as it stands, None before it is known.
        is_looking_nearby: names nearly alike may still be found.
    """

    found = Signal(object, object)
    offered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._crowd = Crowd()
        self._wanted: Wanted | None = None
        self._is_asking = False
        self._job: Job | None = None
        self._near: tuple[tuple[int, int], NearMisses] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._gather)
        self.picture: Picture | None = None
        self.is_looking_nearby = False

    def show_place(self, checkpoint_id: str) -> None:
        """Look up who is in at this checkpoint from now on."""
        if not checkpoint_id:
            self.picture = None
        elif self.picture is None or self.picture.checkpoint_id != checkpoint_id:
            self.picture = Picture(checkpoint_id, self._crowd)

    def ask(self, wanted: Wanted) -> None:
        """Answer for `wanted`, and for nothing that was asked before."""
        self.stop()
        self._wanted = wanted
        self._ask()

    def stop(self) -> None:
        """Answer nothing more."""
        self._wanted, self.is_looking_nearby = None, False
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def offer(self) -> None:
        """Read what people can be told apart by."""
        picture, at = self.picture, self._now()
        if picture is None:
            return

        def read(session: Session) -> object:
            picture.complete(session, at=at)
            return picture.choices(session)

        self._runner.submit(self, read, done=self.offered.emit, failed=self.failed.emit)

    def _ask(self) -> None:
        wanted, picture, at = self._wanted, self.picture, self._now()
        if self._is_asking or wanted is None or picture is None:
            return
        self._is_asking = True
        self._runner.submit(
            self,
            lambda session: desk_finding.fitting(session, picture, wanted, at=at),
            done=partial(self._answer, wanted),
            failed=self._fail,
        )

    def _answer(self, wanted: Wanted, found: Matches) -> None:
        self._is_asking = False
        if wanted is not self._wanted:
            self._ask()
            return
        is_lost = not (found.people or wanted.is_filtered)
        self.is_looking_nearby = is_lost and bool(comparable(wanted.text))
        self.found.emit(wanted, found)
        if self.is_looking_nearby:
            self._pause.start()

    def _fail(self, error: NexusError) -> None:
        self._is_asking = False
        self.failed.emit(error)

    # Names nearly alike

    def _gather(self) -> None:
        """Read on who there is, a slice at a time, until everybody is known."""
        wanted, picture, at = self._wanted, self.picture, self._now()
        if wanted is None or picture is None:
            return

        def read(session: Session) -> Keys | None:
            return picture.crowd.keys() if picture.advance(session, at=at) else None

        self._runner.submit(
            self, read, done=partial(self._compare, wanted), failed=self._fail
        )

    def _compare(self, wanted: Wanted, keys: Keys | None) -> None:
        if wanted is not self._wanted:
            return
        if keys is None:
            self._gather()
            return
        kept = self._near if self._near and self._near[0] == keys.version else None

        def compare(_report: Report, cancelled: Cancelled) -> list[str]:
            near = kept[1] if kept else NearMisses(keys)
            self._near = keys.version, near
            return near.find(wanted.text, cancelled)[:_MOST_NEAR]

        self._job = self._jobs.start(
            self, compare, done=partial(self._name, wanted), failed=self._fail
        )

    def _name(self, wanted: Wanted, ids: list[str]) -> None:
        """Tell who those nearly alike are."""
        picture, at = self.picture, self._now()
        if wanted is not self._wanted or picture is None:
            return
        self._job = None
        self._runner.submit(
            self,
            lambda session: desk_finding.alike(
                session, picture, wanted.text, ids, at=at
            ),
            done=partial(self._tell_near, wanted),
            failed=self._fail,
        )

    def _tell_near(self, wanted: Wanted, found: Matches) -> None:
        if wanted is self._wanted:
            self.is_looking_nearby = False
            self.found.emit(wanted, found)
