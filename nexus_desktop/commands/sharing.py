"""Sharing a workshop with other laptops: invitations, bundles, the hub."""

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import ACTOR, Answer, Now
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.history import counted
from nexus_desktop.core.roles import Role
from nexus_desktop.core.saving import save
from nexus_desktop.exchange import hub, invitation_file
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import (
    conflicts,
    laptop_problems,
    logins,
    meeting,
    sharing,
)
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.services.sharing import Offer
from nexus_desktop.services.slices import Take
from nexus_desktop.store.database import Database

T = TypeVar("T")
_LOOK = 2.0  # seconds between two meetings with the hub


def invite(args: Namespace, now: Now) -> Answer:
    """Write an invitation for one laptop."""
    at, words = now(), _passphrase()
    with closing(sharing.open_file(args.file, at=at, actor=ACTOR)) as database:
        offer = Offer(Role(args.role), args.days, args.hub)
        made = sharing.invite(database, offer, at=at)
        notes = _notes(database.device) if args.hub else ()
    save(args.out, f"{invitation_file.closed(made, words)}\n".encode())
    expires = made.certificate["expires"]
    return Answer(
        (f"Wrote {args.out}, for one {args.role}, until {expires[:16]}.", *notes),
        {"file": str(args.out), "role": args.role, "expires": expires},
    )


def join(args: Namespace, now: Now) -> Answer:
    """Make this laptop's own copy of the workshop."""
    text = invitation_file.read_file(args.invitation)
    invitation = invitation_file.opened(text, _passphrase())
    database = sharing.join(args.file, invitation, name=args.name, at=now())
    device = database.device
    database.close()
    role = invitation.certificate["role"]
    return Answer(
        (
            f"Joined as {args.name} ({role}). Read a bundle, or meet the hub, next.",
            *_notes(device),
        ),
        {"file": str(args.file), "device": device, "role": role},
    )


def write_bundle(args: Namespace, now: Now) -> Answer:
    """Write entries for other laptops."""
    with pieces(args.file, now) as take:
        count = meeting.give_bundle(take, args.out, everything=args.all)
    size = args.out.stat().st_size
    return Answer(
        (f"Wrote {counted(count, 'entry')} to {args.out}.",),
        {"file": str(args.out), "entries": count, "bytes": size},
    )


def read_bundle(args: Namespace, now: Now) -> Answer:
    """Take in the entries of a bundle."""
    with pieces(args.file, now) as take:
        received = meeting.take_bundle(take, args.bundle)
        return _answer(received, take(_pending))


def meet_in_folder(args: Namespace, now: Now) -> Answer:
    """Read what others left in a folder, and leave what they lack."""
    with pieces(args.file, now) as take:
        met = meeting.meet_in_folder(take, args.folder)
        told = _answer(met.received, take(_pending))
    left = "Nothing new to leave." if met.left is None else (
        f"Left {counted(met.left, 'entry')} for others."
    )  # fmt: skip
    return Answer((*told.lines, *met.problems, left), asdict(met))


def make_hub(args: Namespace, _now: Now) -> Answer:
    """Make the hub's tables in a database."""
    hub.make(args.url)
    return Answer(("The hub is ready. Invite laptops with --hub.",))


def give_login(args: Namespace, now: Now) -> Answer:
    """Give a laptop its login at the hub anew, as after the server was put back."""
    with closing(sharing.open_file(args.file, at=now(), actor=ACTOR)) as database:
        serial = _run(database, now, partial(logins.serial_of, name=args.laptop))
        url = args.hub or _hub_of(database.device)
    address = hub.add_login(url, serial)
    return Answer(
        (f"Enter this address on {args.laptop}, under Laptops, By hub:", address),
        {"laptop": args.laptop, "address": address},
    )


def meet_hub(args: Namespace, now: Now) -> Answer:
    """Meet the hub, once or until interrupted."""
    with closing(sharing.open_file(args.file, at=now(), actor=ACTOR)) as database:
        share = database.run(sharing.shared, at=now())[0]
        url = args.hub or _hub_of(database.device)
        entries = HubEntries(partial(_run, database, now))
        with closing(Hub.connect(url, share.workshop)) as found:
            meet(found, entries)
        while not args.once:
            time.sleep(_LOOK)
            _meet_on(url, share.workshop, entries)
        notes = (entries.lacking, Profile().note(database.device))
        pending = database.run(_pending, at=now())[0]
    told = _answer(entries.last or Received(), pending)
    return replace(told, lines=(*told.lines, *filter(None, notes)))


def _meet_on(url: str, workshop: str, entries: HubEntries) -> None:
    """Meet the hub again and again; return when it went away, and say so."""
    try:
        with closing(Hub.connect(url, workshop)) as found:
            while True:
                meet(found, entries)
                time.sleep(_LOOK)
    except HubProblem as problem:
        print(problem, file=sys.stderr, flush=True)


def _hub_of(device: str) -> str:
    known = Profile().hub(device)
    if not known.url:
        raise NexusError(
            known.problem or "This laptop was given no hub. Name it with --hub URL."
        )
    return known.url


def _notes(device: str) -> tuple[str, ...]:
    note = Profile().note(device)
    return (note,) if note else ()


@contextmanager
def pieces(path: Path, now: Now) -> Iterator[Take]:
    """Open a workshop file; give what runs each piece in a transaction of its own."""
    with closing(sharing.open_file(path, at=now(), actor=ACTOR)) as database:
        yield partial(_run, database, now)


def _run(database: Database, now: Now, work: Callable[[Session], T]) -> T:
    return database.run(work, at=now())[0]


def _answer(received: Received, pending: Sequence[str]) -> Answer:
    applied = counted(received.applied, "new entry")
    lines = (f"{applied}, {received.known} known.", *received.refused, *pending)
    return Answer(lines, asdict(received))


def _pending(session: Session) -> tuple[str, ...]:
    """Return what is left to do, in sentences."""
    count = len(conflicts.conflicts(session))
    pending = laptop_problems.pending(session)
    if not count:
        return pending
    fields = f"{counted(count, 'field')} {'was' if count == 1 else 'were'}"
    told = f"{fields} written on two laptops at once: decide in the window (Laptops)."
    return (*pending, told)


def _passphrase() -> str:
    return os.environ.get("NEXUS_PASSPHRASE") or getpass("Passphrase: ")
