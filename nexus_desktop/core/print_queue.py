"""Badges on their way to a printer, one by one: what may happen to each.

waiting → sending → at printer → (gone: its printing is a fact), or failed, from where
it is tried again. A badge is never sent twice by itself: whatever was being sent when
the program stopped has failed, and a person says whether it is tried again.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

UNSURE = (
    "The program was closed while this badge was being printed. Look whether it came "
    "out; Retry prints it again."
)
STALE = "This badge has been waiting since {}. Retry prints it now."

_FRESH = timedelta(hours=8)  # after which nobody waits for a badge any more


class JobState(StrEnum):
    """How far a badge is."""

    WAITING = "waiting"
    SENDING = "sending"
    AT_PRINTER = "at printer"
    FAILED = "failed"


class Mode(StrEnum):
    """Whether a badge is printed as somebody is checked in."""

    OFF = "off"
    ONCE = "once"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One badge in the queue.

    Attributes:
        asked_at: when it was put into the queue.
        printer: where it was sent, "" before.
        ticket: what the printer's system calls it, "" when it is not there.
        note: why it failed, or what it waits for.
    """

    id: str
    participant_id: str
    badge_id: str
    name: str
    asked_at: datetime
    state: JobState = JobState.WAITING
    printer: str = ""
    ticket: str = ""
    note: str = ""

    @property
    def is_failed(self) -> bool:
        """Whether somebody has to look after it."""
        return self.state is JobState.FAILED

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it; `from_json` reads it."""
        return {**asdict(self), "asked_at": self.asked_at.isoformat()}


def from_json(kept: dict[str, Any]) -> PrintJob:
    """Return the job that `as_json` wrote."""
    return PrintJob(
        **{
            **kept,
            "asked_at": datetime.fromisoformat(kept["asked_at"]),
            "state": JobState(kept["state"]),
        }
    )


def sending(job: PrintJob, badge_id: str) -> PrintJob:
    """Return a job that is sent now, with the badge that is."""
    return replace(job, state=JobState.SENDING, badge_id=badge_id, note="")


def taken(job: PrintJob, printer: str, ticket: str) -> PrintJob:
    """Return a job that the printer's system took, as `ticket`."""
    return replace(job, state=JobState.AT_PRINTER, printer=printer, ticket=ticket)


def held(job: PrintJob, note: str) -> PrintJob:
    """Return a job that the printer keeps for the reason in `note`, "" for none."""
    return replace(job, note=note)


def failed(job: PrintJob, reason: str) -> PrintJob:
    """Return a job that did not succeed."""
    return replace(job, state=JobState.FAILED, ticket="", note=reason)


def again(job: PrintJob, at: datetime) -> PrintJob:
    """Return a job that waits once more, from `at`."""
    return replace(
        job, state=JobState.WAITING, printer="", ticket="", note="", asked_at=at
    )


def resumed(
    jobs: Sequence[PrintJob], *, at: datetime, told: Callable[[datetime], str]
) -> tuple[PrintJob, ...]:
    """Return the queue as it goes on after the program was started again.

    Args:
        jobs: as they were when it stopped.
        at: now.
        told: how a time is shown.
    """
    return tuple(_resumed(job, at, told) for job in jobs)


def _resumed(job: PrintJob, at: datetime, told: Callable[[datetime], str]) -> PrintJob:
    if job.state is JobState.SENDING:
        return failed(job, UNSURE)
    if job.state is JobState.WAITING and at - job.asked_at > _FRESH:
        return failed(job, STALE.format(told(job.asked_at)))
    return job


def is_wanted(mode: Mode, *, is_printed: bool, is_queued: bool) -> bool:
    """Tell whether checking somebody in prints their badge.

    Args:
        mode: as chosen on this laptop.
        is_printed: the badge they have was printed before.
        is_queued: it is in the queue.
    """
    if mode is Mode.OFF or is_queued:
        return False
    return mode is Mode.ALWAYS or not is_printed


@dataclass(frozen=True, slots=True)
class Tally:
    """How many badges are on their way, held up, and failed."""

    under_way: int = 0
    held_up: int = 0
    failed: int = 0


def tally(jobs: Sequence[PrintJob]) -> Tally:
    """Count `jobs`."""
    failures = sum(job.is_failed for job in jobs)
    held_up = sum(bool(job.note) and not job.is_failed for job in jobs)
    return Tally(len(jobs) - failures - held_up, held_up, failures)
