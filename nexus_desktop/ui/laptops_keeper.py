"""Keeps this laptop and the hub equal while the window is open, and says how it stands.

Nobody waits for it: what is written here is sent when the hub can be reached.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid
from sqlalchemy.orm import Session

from nexus_desktop.core.conflict import Settled
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.laptops import Company, Unheeded
from nexus_desktop.core.lost_laptop import LostLaptop
from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub_link import HubLink, LinkState
from nexus_desktop.exchange.membership import Invitation, Share, share_of
from nexus_desktop.exchange.profile import KnownHub, Place, Profile
from nexus_desktop.services import (
    conflicts,
    founding,
    laptops,
    losing,
    revoking,
    sharing,
)
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store.database import Database
from nexus_desktop.ui.folder_watch import FolderWatch
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs
from nexus_desktop.ui.kit.runner import Runner

_LATER = 2_000  # milliseconds in which many changes are one


_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Lost:
    """How far it is with a laptop that was lost, and what of it takes no effect."""

    state: LostLaptop
    written: tuple[Unheeded, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    share: Share | None
    device: str


class LaptopsKeeper(QObject):
    """Holds the link to the hub.

    Attributes:
        company: the laptops as last read.
        state: of the link, None without a hub.
        hub: the hub's address with this laptop's login, "" for none.
        known: that address as the profile keeps it.
        watch: of a shared folder.
        zone: in which times are shown.

    Signals:
        said: str for the status line, "" when nothing is shared.
        changed: company, state or hub are others now.
    """

    said = Signal(str)
    changed = Signal()

    def __init__(
        self, runner: Runner, jobs: Jobs, zone: tzinfo, now: Callable[[], datetime]
    ) -> None:
        super().__init__(runner)
        self._runner, self._jobs, self.zone, self._now = runner, jobs, zone, now
        self.company = Company()
        self.state: LinkState | None = None
        self.hub = ""
        self.known = KnownHub()
        self._met: datetime | None = None
        self._noted: datetime | None = None
        self._link: HubLink | None = None
        self._is_closed = False
        self.watch = FolderWatch(runner, jobs)
        runner.saved.connect(self._wake)
        runner.changed.connect(self._reread_soon)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self.reread)

    def begin(self) -> None:
        """Look whether this laptop knows a hub, and meet it; also after a change."""
        self.reread()
        self.watch.meet()
        self._runner.submit(self, _standing, done=self._look_for_hub)

    def connect_to(
        self, url: str, done: Callable[[], None], failed: Callable[[NexusError], None]
    ) -> None:
        """Meet the hub at `url` from now on; what it needs is made there by its owner.

        The address is kept in this user's profile, and not in the file.
        """

        def reached(_place: Place) -> None:
            self.begin()
            done()

        def shared(device_and_share: tuple[str, Share]) -> None:
            device, share = device_and_share

            def work(_report: object, cancelled: Cancelled) -> Place:
                _reach(url, share, is_owner=is_owner)
                return Profile.patient(cancelled).keep_hub(device, url)

            self._jobs.start(self, work, done=reached, failed=failed)

        is_owner = self.company.is_root
        self._runner.lend(self, self._begin_sharing, done=shared, failed=failed)

    def _begin_sharing(
        self, database: Database, _breathe: Callable[[], None]
    ) -> tuple[str, Share]:
        share = founding.begin(database, at=self._now())
        return database.device, share

    def invite(
        self,
        offer: sharing.Offer,
        done: Callable[[Invitation], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Make an invitation; with the first one sharing begins."""
        self._runner.lend(
            self,
            lambda database, _: sharing.invite(database, offer, at=self._now()),
            done=done,
            failed=failed,
        )

    def settle(
        self,
        chosen: Sequence[Conflict],
        *,
        swap: bool,
        done: Callable[[Settled], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Say of conflicts which value is right: the present one, or the other."""
        self._runner.submit(
            self,
            lambda session: conflicts.settle_several(
                session, chosen, swap=swap, at=self._now()
            ),
            done=done,
            failed=failed,
        )

    def look_at_lost(
        self,
        device: str,
        done: Callable[[Lost], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Read how far it is with a laptop that may be lost."""
        self._runner.submit(
            self, partial(_lost, device=device), done=done, failed=failed
        )

    def lose(
        self,
        device: str,
        done: Callable[[Lost], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """End a laptop with all that follows; the hub is asked aside."""

        def work(_report: object, _cancelled: object) -> Lost:
            state = losing.lose(self._runner.wait, device, at=self._now())
            return replace(
                self._runner.wait(partial(_lost, device=device)), state=state
            )

        self._jobs.start(self, work, done=done, failed=failed)

    def forget_hub(self) -> None:
        """Meet the hub no longer; what is here stays here."""

        def forget(device: str) -> None:
            self._jobs.start(
                self,
                lambda _, cancelled: Profile.patient(cancelled).keep_hub(device, ""),
                done=lambda _: self.begin(),
                failed=_nothing,
            )

        self._runner.submit(self, _device, done=forget)

    def close(self) -> None:
        """End the link for good; the file may be closed after that."""
        self._is_closed = True
        self._later.stop()
        if self._link is not None:
            self._link.close()
            self._link = None

    def _look_for_hub(self, standing: _Standing) -> None:
        """Ask the profile, whose keyring may take its time."""
        share = standing.share
        if share is None:
            self._start(None, KnownHub())
            return
        self._jobs.start(
            self,
            lambda _, cancelled: Profile.patient(cancelled).hub(standing.device),
            done=lambda known: self._start(share, known),
            failed=_nothing,
        )

    def _start(self, share: Share | None, known: KnownHub) -> None:
        if self._link is not None:
            self._link.end()  # not waited for: a hub that went away is long in failing
            self._link = None
        self.known, self.hub, self.state, self._met = known, known.url, None, None
        if share is not None and self.hub and not self._is_closed:
            entries, hear = HubEntries(self._runner.wait), partial(self._hear, self.hub)
            self._link = HubLink(self.hub, share.workshop, entries, hear)
            self._link.start()
        self._say()

    def _hear(self, hub: str, state: LinkState) -> None:
        """Take what the link to `hub` says, in its thread."""
        if isValid(self):  # a link that was long in ending may outlive the window
            self._runner.answer(self, partial(self._take_state, hub, state))

    def _take_state(self, hub: str, state: LinkState) -> None:
        if hub != self.hub:
            return  # of a link that was asked to end
        before, self.state = (self.state, self.of_hub()), state
        if state.is_met:
            self._meet()
        if before != (state, self.of_hub()):
            self._say()

    def _meet(self) -> None:
        """Note that both hold the same; in the file not more often than need be."""
        at = self._met = self._now()
        if self._noted is None or at - self._noted >= _NOTED_EVERY:
            self._noted = at
            self._runner.submit(self, lambda session: laptops.met(session, at=at))

    @Slot()
    def _wake(self) -> None:
        if self._link is not None:
            self._link.wake()

    def _reread_soon(self, kinds: frozenset[Kind]) -> None:
        """Read at once what concerns laptops, and in a while what may be a conflict."""
        if Kind.DEVICE in kinds:
            self.reread()
        elif self.company.is_shared and not self._later.isActive():
            self._later.start()

    def reread(self) -> None:
        """Read the laptops anew."""
        self._runner.submit(self, laptops.company, done=self._take_company)

    def _take_company(self, company: Company) -> None:
        self.company = company
        self._say()

    def _say(self) -> None:
        self.said.emit(self.sentence())
        self.changed.emit()

    def sentence(self) -> str:
        """Return what the status line says."""
        if not self.company.is_shared:
            return ""
        to_decide, problems = self.company.conflicts, self.company.problems
        parts = [
            counted(len(self.company.laptops), "laptop"),
            self.of_hub(),
            self.tr("{0} to decide").format(to_decide) if to_decide else "",
            counted(len(problems), "problem") if problems else "",
        ]
        return " · ".join(part for part in parts if part)

    def of_hub(self) -> str:
        """Return how it stands with the hub, "" without one."""
        state = self.state
        if not self.hub:
            return ""
        if state is None:
            return self.tr("looking for the hub…")
        waits = (
            self.tr(", {0} to be sent").format(counted(state.waiting, "entry"))
            if state.waiting
            else ""
        )
        if state.problem:
            return self.tr("hub out of reach") + waits
        if state.lacking:
            return self.tr("waiting for the hub's new key") + waits
        if self._met is None or not state.is_met:
            return self.tr("sending to the hub") + waits
        met = f"{self._met.astimezone(self.zone):%H:%M}"
        return self.tr("met {0}").format(met)


def _lost(session: Session, device: str) -> Lost:
    state = losing.lost(session, device)
    found = revoking.written_after(session) if state.last is not None else ()
    return Lost(state, tuple(one for one in found if one.laptop == state.name))


def _standing(session: Session) -> _Standing:
    return _Standing(share_of(session), _device(session))


def _device(session: Session) -> str:
    return str(session.info["device"])


def _nothing(_error: NexusError) -> None:
    """Pass over what no job here says."""


def _reach(url: str, share: Share, *, is_owner: bool) -> None:
    if is_owner:
        hub.make(url)
    with closing(hub.Hub.connect(url, share.workshop)) as found:
        found.vector()
