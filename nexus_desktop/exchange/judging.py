"""Whether an entry may be believed, and whether it takes effect.

Both are a matter of the entry and of who belongs (`exchange.belonging`), never of the
order in which entries arrive.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import (
    KEYS_OF_BADGES,
    OF_JOINING,
    OF_ROOT,
    Role,
    forbidden,
)
from nexus_desktop.exchange import membership
from nexus_desktop.exchange.belonging import Bound, Circle, inviter_of
from nexus_desktop.exchange.membership import Share
from nexus_desktop.store import refitting
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.fitting import unfit
from nexus_desktop.store.journal import DamagedEntry, Fields, read_changes, stamp
from nexus_desktop.store.refitting import Verdict
from nexus_desktop.store.rows import Entry

_BOUNDS = "bounds"  # device -> the bound that the tables were last fitted to
_ON_JOINING = OF_JOINING | {"name"}
_OF_ROOT_ITSELF = frozenset({"sealing_key"})
_BESIDE_OF_ROOT = (Kind.DEVICE, Kind.WORKSHOP)  # what such an entry may speak of

_Changes: TypeAlias = list[tuple[tuple[Kind, str], Fields]]


def circle_of(session: Session, share: Share) -> Circle:
    """Return the laptops that joined, as far as this file knows."""
    return Circle.of(session, share.root_device, share.history)


def bounds_of(session: Session) -> dict[str, Bound]:
    """Return device -> how far it counts in the tables, of those that have a bound."""
    return {
        one: Bound(**said) for one, said in (stored(session, _BOUNDS) or {}).items()
    }


def fit(session: Session, share: Share) -> list[str]:
    """Let the tables hold what counts, now that other laptops may.

    Call it when the journal is complete and nothing is left to flush. Returns a
    sentence for each laptop that has another bound than before.
    """
    was, now = bounds_of(session), circle_of(session, share).bounds()
    if was == now:
        return []
    store(session, _BOUNDS, {device: asdict(bound) for device, bound in now.items()})
    again = Judge(session, share, now).again
    touched = refitting.refit(session, _moved(was, now), again)
    session.info.setdefault("received", set()).update(touched)
    return [bound.told for device, bound in now.items() if was.get(device) != bound]


def forget(session: Session) -> None:
    """Take what the tables hold as what counts: sharing begins."""
    store(session, _BOUNDS, {})


def _moved(was: Mapping[str, Bound], now: Mapping[str, Bound]) -> dict[str, int]:
    """Return device -> the last entry about which both say the same."""
    return {
        device: min(bounds[device].last for bounds in (was, now) if device in bounds)
        for device in {*was, *now}
        if _last(was, device) != _last(now, device)
    }


def _last(bounds: Mapping[str, Bound], device: str) -> int | None:
    return bounds[device].last if device in bounds else None


class Judge:
    """Says of each entry whether it is believed and whether it takes effect.

    Who came in with the entries themselves is bound by nothing yet: `fit` follows.
    """

    def __init__(
        self,
        session: Session,
        share: Share,
        bounds: Mapping[str, Bound] | None = None,
    ) -> None:
        circle = circle_of(session, share)
        self._share = share
        self._bounds = bounds_of(session) if bounds is None else bounds
        self._roots = {one for one in circle.members if circle.is_root(one)}
        self._roots.add(share.root_device)
        self._known = {d: (one.public, one.role) for d, one in circle.members.items()}
        root = bytes.fromhex(share.root)
        self._known[share.root_device] = root, Role.COORDINATOR

    def lacks(self, entry: Entry) -> str:
        """Return the entry without which a newcomer can't be judged, "" if none."""
        if entry.device in self._known or entry.seq <= self._history(entry):
            return ""
        said = _joining(entry, _changes(entry)) or {}
        inviter = inviter_of(said.get("voucher", {}), self._share.root_device)
        return "" if inviter in self._known else f"{inviter}:1"

    def _history(self, entry: Entry) -> int:
        return self._share.history.get(entry.device, 0)

    def __call__(self, entry: Entry) -> Verdict:
        """Return the verdict; entries before this one of its laptop are applied."""
        if not entry.signature:
            return _left_out(f"Entry {stamp(entry)} is not signed.")
        if entry.seq <= self._history(entry):
            return self._of_history(entry)
        changes = _changes(entry)
        known = self._known.get(entry.device) or self._newcomer(entry, changes)
        if known is None:
            return _left_out(
                f"Entry {stamp(entry)} is of a laptop that nobody invited."
            )
        if not membership.is_of(known[0], entry):
            return _wrongly_signed(entry)
        if entry.device not in self._known:
            self._welcome(entry, changes, known)
        return self._effect(entry, changes)

    def again(self, entry: Entry) -> Verdict:
        """Return the verdict on an entry of the journal."""
        if entry.seq <= self._history(entry):
            return self._of_history(entry)
        return self._effect(entry, _changes(entry))

    def _of_history(self, entry: Entry) -> Verdict:
        """Judge what the root vouches for: it was written before sharing began."""
        root = bytes.fromhex(self._share.root)
        if membership.is_of(root, entry):
            return Verdict()
        if membership.is_of(root, entry, counts=False):
            return Verdict(keep="it took no effect before sharing began")
        return _wrongly_signed(entry)

    def _newcomer(self, entry: Entry, changes: _Changes) -> tuple[bytes, Role] | None:
        """Return key and role of a laptop that says who lets it in, if that is true."""
        said = _joining(entry, changes)
        if said is None or unfit(entry):
            return None
        try:
            public = bytes.fromhex(said["public_key"])
            voucher, role = said["voucher"], Role(said.get("role", ""))
            key = self._key_behind(voucher, role)
            fits = key is not None and membership.speaks_for(
                key, voucher, entry.device, public
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            return None
        return (public, role) if fits else None

    def _key_behind(self, voucher: Mapping[str, Any], role: Role) -> bytes | None:
        """Return the key that may speak for a newcomer of this role."""
        known = self._known.get(inviter_of(voucher, self._share.root_device))
        if known is None:
            return None
        if "device" in voucher:
            return known[0] if known[1] is role else None
        if known[1] is not Role.COORDINATOR:
            return None
        return membership.invitation_key(self._share, known[0], voucher, role)

    def _welcome(
        self, entry: Entry, changes: _Changes, known: tuple[bytes, Role]
    ) -> None:
        self._known[entry.device] = known
        voucher = (_joining(entry, changes) or {})["voucher"]
        root = self._share.root_device
        if "device" in voucher and inviter_of(voucher, root) in self._roots:
            self._roots.add(entry.device)

    def _effect(self, entry: Entry, changes: _Changes) -> Verdict:
        """Return whether an entry that is believed takes effect."""
        why = "" if entry.seq == 1 else self._forbidden(entry, changes)
        bound = self._bounds.get(entry.device)
        if why or bound is None or entry.seq <= bound.last:
            return Verdict(keep=why, stands=_is_of_root(changes))
        return Verdict(keep=bound.why, told=bound.told)

    def _forbidden(self, entry: Entry, changes: _Changes) -> str:
        """Return why an entry may not take effect whoever counts, "" when it may."""
        role = self._known[entry.device][1]
        for (kind, row_id), fields in changes:
            if kind is Kind.DEVICE:
                why = self._forbidden_of_laptop(entry, row_id, fields)
                if why:
                    return why
            is_root = entry.device in self._roots
            if kind is Kind.WORKSHOP and KEYS_OF_BADGES & set(fields) and not is_root:
                return "only the laptop on which sharing began changes the badges' keys"
            name = forbidden(role, kind, fields)
            if name and not (kind is Kind.DEVICE and name in OF_ROOT | _OF_ROOT_ITSELF):
                return f"a {role.value} may not write “{name}” of a {kind.value}"
        kinds = {kind for (kind, _), _ in changes}
        if _is_of_root(changes) and not kinds <= set(_BESIDE_OF_ROOT):
            return "it says who counts and something else as well"
        return ""

    def _forbidden_of_laptop(self, entry: Entry, row_id: str, fields: Fields) -> str:
        names = set(fields)
        is_root = entry.device in self._roots
        if not any("replaces" in cell for cell in fields.values()):
            return "it would make the record of a laptop anew"
        if names & OF_ROOT and not is_root:
            return "only the laptop on which sharing began may write that"
        its_own = is_root and row_id == entry.device
        if names & OF_JOINING - (_OF_ROOT_ITSELF if its_own else frozenset()):
            return "it would change what a laptop may do"
        return ""


def _is_of_root(changes: _Changes) -> bool:
    """Tell whether an entry says what only the root may say.

    Who counts must not depend on what counts: such an entry takes effect whatever
    becomes of what it builds on.
    """
    return any(kind is Kind.DEVICE and f.keys() & OF_ROOT for (kind, _), f in changes)


def _left_out(why: str) -> Verdict:
    return Verdict(leave_out=f"{why} It was left out.")


def _wrongly_signed(entry: Entry) -> Verdict:
    return _left_out(f"The signature of entry {stamp(entry)} is wrong.")


def _changes(entry: Entry) -> _Changes:
    try:
        return list(read_changes(entry))
    except DamagedEntry:
        return []  # of a kind not known here: it takes no effect for that


def _joining(entry: Entry, changes: _Changes) -> dict[str, Any] | None:
    """Return what a newcomer says of itself, None if the entry is not for that."""
    if entry.seq != 1 or [key for key, _ in changes] != [(Kind.DEVICE, entry.device)]:
        return None
    fields = changes[0][1]
    is_replacing = any("replaces" in cell for cell in fields.values())
    if is_replacing or not set(fields) <= _ON_JOINING:
        return None
    said = {name: cell.get("value") for name, cell in fields.items()}
    voucher = said.get("voucher")
    has_form = isinstance(voucher, dict) and isinstance(
        voucher.get("certificate", {}), dict
    )
    return said if has_form else None
