"""Asks the services what happens at one checkpoint, and passes on the answers."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.core.desk import ScanLine, WalkIn, WalkInAnswer
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import checkin
from nexus_desktop.ui.kit.runner import Runner

T = TypeVar("T")


class Gate(QObject):
    """One user action each; without a checkpoint nothing is asked.

    Signals:
        asked: a scan is under way.
        told: `ScanResult`, committed.
        party_told: name of the party and its results, committed.
        undone: `Undone`, committed.
        failed: NexusError of a scan that was not saved.
        awaited: tuple of `Match` that are not in yet.
        party: name of a party and its `Match`es.
        alike: `Match`es that a walk-in may be.
        maybe: `WalkIn` of which the names are typed, and `Match`es called so.
        registered: `ScanResult` of a walk-in, committed.
        earlier: `ScanLine` of an earlier scan and its `ScanResult`.
        refreshed: `ScanResult` as it was shown, and as it is now.
        refused: NexusError of anything else.

    Attributes:
        place_id: the checkpoint, "" before it is known.
    """

    asked = Signal()
    told = Signal(object)
    party_told = Signal(str, object)
    undone = Signal(object)
    failed = Signal(object)
    awaited = Signal(object)
    party = Signal(str, object)
    alike = Signal(object)
    maybe = Signal(object, object)
    registered = Signal(object)
    earlier = Signal(object, object)
    refreshed = Signal(object, object)
    refused = Signal(object)

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now
        self.place_id = ""

    def scan(self, code: str) -> None:
        """Judge what a scanner read."""
        self.asked.emit()
        work = partial(checkin.scan, text=code, checkpoint_id=self.place_id)
        self.act(work, self.told.emit, self.failed.emit)

    def check_in(self, participant_id: str) -> None:
        """Judge somebody found by name."""
        self.asked.emit()
        work = partial(
            checkin.check_in_person,
            participant_id=participant_id,
            checkpoint_id=self.place_id,
        )
        self.act(work, self.told.emit, self.failed.emit)

    def check_in_party(self, name: str, participant_id: str) -> None:
        """Let in the party `name`, of which one person is given."""
        work = partial(
            checkin.check_in_party,
            participant_id=participant_id,
            checkpoint_id=self.place_id,
        )
        self.act(work, partial(self.party_told.emit, name), self.failed.emit)

    def admit_anyway(self, scan_id: str, reason: str) -> None:
        """Let somebody in whom a scan refused."""
        work = partial(checkin.admit_anyway, scan_id=scan_id, reason=reason)
        self.act(work, self.told.emit, self.refused.emit)

    def undo(self, scan_id: str = "", reason: str = "") -> None:
        """Take a scan back, the last of this laptop unless one is given."""
        work: Callable[..., object] = partial(
            checkin.undo_scan, scan_id=scan_id, reason=reason
        )
        if not scan_id:
            work = partial(checkin.undo_latest, checkpoint_id=self.place_id)
        self.act(work, self.undone.emit, self.refused.emit)

    def show_again(self, line: ScanLine) -> None:
        """Read the card of an earlier scan, as it would be now."""
        work = partial(_card, scan_id=line.scan_id)
        self.act(work, partial(self.earlier.emit, line), self.refused.emit)

    def refresh(self, shown: ScanResult) -> None:
        """Read the card of a scan anew, silently."""
        work = partial(_card, scan_id=shown.scan_id)
        self.act(work, partial(self.refreshed.emit, shown), lambda _error: None)

    def register(self, fields: WalkIn, *, is_confirmed: bool) -> None:
        """Register somebody on the spot, or ask whether it is one of the list."""
        work = partial(
            checkin.walk_in,
            fields=fields,
            checkpoint_id=self.place_id,
            confirmed=is_confirmed,
        )
        self.act(work, self._answer_walk_in, self.refused.emit)

    def look_for_alike(self, fields: WalkIn) -> None:
        """Look whether somebody on the list is called so; nothing is written."""
        work = partial(
            checkin.likely_duplicates, fields=fields, checkpoint_id=self.place_id
        )
        self.act(work, partial(self.maybe.emit, fields), lambda _error: None)

    def list_awaited(self) -> None:
        """Read who is not in yet."""
        work = partial(checkin.awaited, checkpoint_id=self.place_id)
        self.act(work, self.awaited.emit, self.refused.emit)

    def list_party(self, name: str, participant_id: str) -> None:
        """Read who comes together with somebody."""
        work = partial(
            checkin.party, participant_id=participant_id, checkpoint_id=self.place_id
        )
        self.act(work, partial(self.party.emit, name), self.refused.emit)

    def _answer_walk_in(self, answer: WalkInAnswer) -> None:
        if answer.result is None:
            self.alike.emit(answer.duplicates)
        else:
            self.registered.emit(answer.result)

    def act(
        self,
        work: Callable[..., T],
        done: Callable[[T], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Run `work(session, at=…)` and answer; nothing without a checkpoint."""
        if not self.place_id:
            return
        at = self._now()

        def timed(session: Session) -> T:
            return work(session, at=at)

        self._runner.submit(self, timed, done=done, failed=failed)


def _card(session: Session, scan_id: str, at: datetime) -> ScanResult:
    del at  # what was scanned stays as it was
    return checkin.card(session, scan_id)
