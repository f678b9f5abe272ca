"""The queue of badges for this laptop's printer, kept in the file and not journaled.

Each step is written before the next is taken: what is sent is known to be on its way,
and what the printer took becomes a fact in the same transaction that ends its job.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import days, print_queue
from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.filing import Printed
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.participant import Status
from nexus_desktop.core.print_queue import JobState, Mode, PrintJob
from nexus_desktop.services import badge_filing, badges
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.store import rows
from nexus_desktop.store.database import store, stored

_NAME = "print_queue"

Jobs: TypeAlias = tuple[PrintJob, ...]


class NotPrinted(NexusError):  # noqa: N818
    """Somebody gets no badge; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the wish to print a badge.

    Attributes:
        jobs: the queue now.
        printed: the printing that stands in the way, if one does.
    """

    jobs: Jobs
    printed: Printed | None = None


def jobs(session: Session) -> Jobs:
    """Return the queue, the oldest first."""
    return tuple(print_queue.from_json(kept) for kept in stored(session, _NAME) or ())


def resume(session: Session, *, at: datetime) -> Jobs:
    """Return the queue after the program was started, nothing of it sent twice."""
    zone = ZoneInfo(session.scalars(select(rows.Workshop.time_zone)).one())

    def told(then: datetime) -> str:
        local = then.astimezone(zone)
        return f"{days.short(local.date())} {local:%H:%M}"

    return _keep(session, print_queue.resumed(jobs(session), at=at, told=told))


def ask(
    session: Session, participant_id: str, *, is_again: bool = False, at: datetime
) -> Asked:
    """Put somebody's badge into the queue, issued if need be.

    One that was printed before is only told about, unless `is_again`. One that is in
    the queue already is not put there twice; if it failed, it is tried again.

    Raises:
        NotFound: there is no such person.
        NotPrinted: they cancelled.
    """
    queued = [job for job in jobs(session) if job.participant_id == participant_id]
    if queued:
        failures = tuple(job.id for job in queued if job.is_failed)
        return Asked(retry(session, failures, at=at))
    printed = badge_filing.last_printing(session, participant_id)
    if printed is not None and not is_again:
        return Asked(jobs(session), printed)
    return Asked(_put(session, participant_id, at))


def on_check_in(
    session: Session, participant_ids: tuple[str, ...], mode: Mode, *, at: datetime
) -> Jobs:
    """Queue the badges of people who came in, as far as `mode` wants it.

    Who gets none is passed over.
    """
    for person in participant_ids:
        queued = {job.participant_id for job in jobs(session)}
        printed = badge_filing.last_printing(session, person)
        if print_queue.is_wanted(
            mode, is_printed=printed is not None, is_queued=person in queued
        ):
            try:
                _put(session, person, at)
            except NexusError:
                continue
    return jobs(session)


def begin(session: Session, job_id: str, layout: BadgeLayout) -> BadgeToPrint:
    """Return the badge of a waiting job, which is being sent from now on in `layout`.

    Raises:
        NotPrinted: it is no longer waiting, or the badge no longer good.
    """
    job = _job(session, job_id)
    if job is None or job.state is not JobState.WAITING:
        raise NotPrinted("This badge is no longer waiting to be printed.")
    found = badges.to_print(session, [job.participant_id], layout)
    if not found:
        raise NotPrinted(
            "This badge was switched off, or the registration was cancelled."
        )
    badge_id = found[0].badge_id  # they may have been given a newer one since
    _change(session, job_id, lambda job: print_queue.sending(job, badge_id))
    return found[0]


def take(session: Session, job_id: str, printer: str, ticket: str) -> Jobs:
    """Note that the system of a printer (its key) took a badge, as `ticket`."""
    return _change(session, job_id, lambda job: print_queue.taken(job, printer, ticket))


def hold(session: Session, job_id: str, note: str) -> Jobs:
    """Note why the printer keeps a badge waiting; "" when it does not any more."""
    return _change(session, job_id, lambda job: print_queue.held(job, note))


def fail(session: Session, job_id: str, reason: str) -> Jobs:
    """Note that a badge was not printed."""
    return _change(session, job_id, lambda job: print_queue.failed(job, reason))


def finish(session: Session, job_id: str, *, at: datetime) -> Jobs:
    """Note as a fact that a badge was printed, and end its job. Once is enough."""
    job = _job(session, job_id)
    if job is None:
        return jobs(session)
    badges.record_printing(session, [job.badge_id], at=at)
    return remove(session, job_id)


def retry(session: Session, job_ids: tuple[str, ...], *, at: datetime) -> Jobs:
    """Let jobs that failed, or that the printer keeps, wait once more."""
    tried = (JobState.FAILED, JobState.AT_PRINTER)
    return _keep(
        session,
        tuple(
            print_queue.again(job, at)
            if job.id in job_ids and job.state in tried
            else job
            for job in jobs(session)
        ),
    )


def remove(session: Session, *job_ids: str) -> Jobs:
    """Take jobs out of the queue."""
    return _keep(session, tuple(job for job in jobs(session) if job.id not in job_ids))


def _put(session: Session, participant_id: str, at: datetime) -> Jobs:
    person = session.get(rows.Participant, participant_id)
    if person is not None and person.status == Status.CANCELLED:
        raise NotPrinted("Whose registration was cancelled gets no badge.")
    issued = badges.issue(session, participant_id, at=at)
    name = session.get_one(rows.Participant, participant_id).printed_name
    job = PrintJob(new_id(at), participant_id, issued.id, name, at)
    return _keep(session, (*jobs(session), job))


def _job(session: Session, job_id: str) -> PrintJob | None:
    return next((job for job in jobs(session) if job.id == job_id), None)


def _change(
    session: Session, job_id: str, changed: Callable[[PrintJob], PrintJob]
) -> Jobs:
    return _keep(
        session,
        tuple(changed(job) if job.id == job_id else job for job in jobs(session)),
    )


def _keep(session: Session, kept: Jobs) -> Jobs:
    store(session, _NAME, [job.as_json() for job in kept])
    return kept
