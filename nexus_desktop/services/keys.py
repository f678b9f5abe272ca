"""The workshop's keys on this laptop: how they come to it, and how they are changed.

The root makes them and closes them for each laptop in a box (`exchange.boxes`), which
travels in the laptop's record, in the open head of every bundle, and at the hub.
Whoever opened something knows its key, so what is written after a change never leaves a
laptop closed with an older one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.badge import MOST_EPOCHS
from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange import boxes as sealed
from nexus_desktop.exchange.boxes import Box, Issuer, NoKey, Receiver
from nexus_desktop.exchange.judging import bounds_of, circle_of
from nexus_desktop.exchange.membership import Share, keep_share
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.sealing import KeyRing, derived, new_key
from nexus_desktop.services.identity import can_write
from nexus_desktop.store.rows import Device, Workshop


class KeyProblem(NexusError):  # noqa: N818
    """The workshop's keys can't be changed here."""


def boxes(session: Session) -> tuple[Box, ...]:
    """Return the boxes that are known here, for whatever laptop."""
    return tuple(_boxes(session))


def _boxes(session: Session) -> Iterator[Box]:
    query = select(Device.id, Device.keys).order_by(Device.id)
    for device, kept in session.execute(query):
        if kept:
            yield Box(device, **kept)


def taken(session: Session, share: Share, found: Iterable[Box]) -> Share:
    """Keep the keys that were closed for this laptop; return what is shared then.

    Also those for an identity that it had before its file was put back.
    """
    ring, profile = share.ring, profile_of(session)
    news = [box for box in found if box.epoch not in ring.keys]
    if profile is None or not news:
        return share
    receiver = Receiver(share.workshop, bytes.fromhex(share.root))
    for box in news:
        secret = profile.secret(box.device)
        if secret is not None and receiver.is_genuine(box):
            ring = ring.joined(receiver.opened(box, secret) or ring)
    return _kept(session, share, ring)


def attend(session: Session, share: Share) -> None:
    """Do what follows from entries that came: take keys; as the root, hand them on.

    Laptops that joined with an invitation from before the last change, or took a new
    identity since, have no box yet. They get one when the entry of that change is here:
    it says who was ended. Where copies of the root's file did not know of each other,
    an ended laptop may have the newest key after all; then there is a newer one.
    """
    share = taken(session, share, boxes(session))
    newest = share.ring.epoch
    issuer = None if newest == 1 else _issuer(session, share)
    if issuer is None or not can_write(session):
        return
    remaining, others = _parted(session, share)
    lacking = [one for one in remaining if _epoch(one) < newest]
    if any(_epoch(one) >= newest for one in others):
        change(session, share)
    elif lacking and len(lacking) < len(remaining):
        session.info.setdefault("action", "device.keys")
        _wrap(lacking, issuer, share.ring)


def change(session: Session, share: Share) -> int:
    """Make a new key for bundles and hub, and one for badges; return their epoch.

    The badges' key follows from the other, so that copies of the root's file that made
    keys apart know all of them when they know each other's.

    Raises:
        KeyProblem: this is not the root, or it was done too often.
    """
    issuer, profile = _issuer(session, share), profile_of(session)
    if issuer is None or profile is None:
        raise KeyProblem(
            "Only the laptop on which sharing began can change the keys. Do it there."
        )
    session.info.setdefault("action", "device.keys")
    workshop = session.scalars(select(Workshop)).one()
    known = share.ring.joined(profile.ring(share.root_device))
    epoch = 1 + max(known.epoch, *map(int, workshop.badge_keys))
    if epoch > MOST_EPOCHS:
        raise KeyProblem("The keys were changed too often. Begin to share anew.")
    ring = KeyRing({**known.keys, epoch: new_key()})
    profile.keep_ring(share.root_device, ring)
    share = _kept(session, share, ring)
    made = {str(one): derived(key, "badge").hex() for one, key in ring.keys.items()}
    workshop.badge_keys = {**made, **workshop.badge_keys}
    workshop.badge_epoch = epoch
    _wrap(_parted(session, share)[0], issuer, ring)
    return epoch


def _wrap(laptops: Iterable[Device], issuer: Issuer, ring: KeyRing) -> None:
    for one in laptops:
        try:
            box = issuer.box(one.id, one.sealing_key, ring)
        except NoKey:
            continue  # what it says its key is, is none: it can't be given any
        one.keys = sealed.as_kept(box)


def _parted(session: Session, share: Share) -> tuple[list[Device], list[Device]]:
    """Return the identities of the laptops that remain, and all others."""
    circle, bounds = circle_of(session, share), bounds_of(session)
    members = {share.root_device, *circle.members} - bounds.keys()
    rows = session.scalars(
        select(Device).execution_options(populate_existing=True)
    ).all()
    families = families_of(rows)
    ended = {families[one.id] for one in rows if one.ended is not None}
    ended.discard(families.get(share.root_device, ""))
    remaining: list[Device] = []
    others: list[Device] = []
    for one in rows:
        belongs = one.id in members and families[one.id] not in ended
        (remaining if belongs else others).append(one)
    return [one for one in remaining if one.sealing_key], others


def families_of(rows: Iterable[Device]) -> dict[str, str]:
    """Return laptop -> the first identity that it had: one user holds the keys of all.

    An identity says in its voucher which one spoke for it.
    """
    before = {one.id: str(one.voucher.get("device", "")) for one in rows}

    def first(device: str) -> str:
        seen = {device}
        while (earlier := before[device]) in before and earlier not in seen:
            seen.add(earlier)
            device = earlier
        return device

    return {device: first(device) for device in before}


def _kept(session: Session, share: Share, ring: KeyRing) -> Share:
    """Keep `ring` in the file if it holds more than what was shared before."""
    if ring.keys.keys() == share.ring.keys.keys():
        return share
    keys = {str(epoch): key.hex() for epoch, key in sorted(ring.keys.items())}
    fuller = replace(share, keys=keys)
    keep_share(session, fuller)
    return fuller


def _issuer(session: Session, share: Share) -> Issuer | None:
    profile = profile_of(session)
    secret = None if profile is None else profile.secret(share.root_device)
    return None if secret is None else Issuer(share.workshop, secret)


def profile_of(session: Session) -> Profile | None:
    """Return where this laptop keeps its secrets; None for one that was not invited."""
    return getattr(session.info.get("identity"), "profile", None)


def _epoch(laptop: Device) -> int:
    return int(laptop.keys.get("epoch", 0))
