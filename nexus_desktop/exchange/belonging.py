"""Which laptops belong to the workshop, and how far what each wrote counts.

It follows from their records alone. What matters in these is written on joining, or by
the root, and always takes effect; so laptops that know the same entries, in whatever
order they heard of them, say the same.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.roles import Role

_KNOWN = """
SELECT d.id, d.name, d.role, d.public_key, d.voucher, d.ended, d.confirmed, j.hlc
FROM device d JOIN journal j ON j.device = d.id AND j.seq = 1
WHERE d.public_key <> ''
"""
_JOINING = 1  # the number of the entry with which a laptop joins: it always counts


@dataclass(frozen=True, slots=True)
class Bound:
    """How far the entries of a laptop count, when not all do.

    Attributes:
        last: the last one that counts.
        why: why one after it does not, as in "it takes no effect: …".
        told: a sentence about the laptop.
    """

    last: int
    why: str
    told: str


@dataclass(frozen=True, slots=True)
class Known:
    """A laptop that joined, as its record tells.

    Attributes:
        joined: the clock of the entry with which it joined.
    """

    device: str
    name: str
    role: Role
    public: bytes
    voucher: Mapping[str, Any]
    ended: int | None
    confirmed: bool
    joined: int

    @property
    def called(self) -> str:
        """Return its name, not longer than a sentence can hold."""
        return self.name[:60]

    @property
    def serial(self) -> str:
        """Return the number of the invitation that it used, "" for none."""
        return str(self.voucher.get("certificate", {}).get("serial", ""))


def inviter_of(voucher: Mapping[str, Any], root: str) -> str:
    """Return the id of the laptop that speaks for a newcomer."""
    certificate = voucher.get("certificate", {})
    return str(voucher.get("device") or certificate.get("issuer") or root)


class Circle:
    """The laptops that joined.

    Attributes:
        members: id -> the laptop; the one on which sharing began is not among them.
    """

    def __init__(self, root: str, members: Iterable[Known]) -> None:
        self.members = {one.device: one for one in members}
        self._root = root
        self._bounds: dict[str, Bound | None] = {}
        self._rivals: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in self.members.values():
            if one.serial:
                self._rivals[self.inviter(one), one.serial].append(one)

    @classmethod
    def of(cls, session: Session, root: str, history: Mapping[str, int]) -> "Circle":
        """Return those that this file knows, without those of before sharing began."""
        rows = session.connection().exec_driver_sql(_KNOWN)
        return cls(
            root,
            (
                Known(
                    one.id, one.name, Role(one.role), bytes.fromhex(one.public_key),
                    json.loads(one.voucher), one.ended, bool(one.confirmed), one.hlc,
                )
                for one in rows
                if one.id not in history
            ),
        )  # fmt: skip

    def is_root(self, device: str) -> bool:
        """Tell whether it is the laptop on which sharing began, under whatever id."""
        while device != self._root:
            one = self.members.get(device)
            if one is None or "device" not in one.voucher:
                return False
            device = one.voucher["device"]
        return True

    def identities(self, device: str) -> list[str]:
        """Return the ids under which a laptop wrote: this, earlier and later ones."""
        first = device
        while before := self._before(first):
            first = before
        found = [first]
        for one in found:
            found += [
                other for other in self.members if self._before(other) == one
            ]  # fmt: skip
        return found

    def _before(self, device: str) -> str:
        one = self.members.get(device)
        return "" if one is None else str(one.voucher.get("device", ""))

    def bounds(self) -> dict[str, Bound]:
        """Return id -> how far it counts, of those that do not count altogether."""
        found = {device: self.bound(device) for device in self.members}
        return {device: bound for device, bound in found.items() if bound is not None}

    def present(self) -> set[str]:
        """Return the ids under which those write now that count altogether."""
        count = {one for one in self.members if self.bound(one) is None}
        return (count | {self._root}) - {self._before(one) for one in count}

    def unconfirmed(self) -> list[str]:
        """Return the ids of those that count and that the root has not let in yet."""
        return [
            device
            for device, one in self.members.items()
            if not one.confirmed
            and not self.is_root(device)
            and self.bound(device) is None
        ]

    def bound(self, device: str) -> Bound | None:
        """Return how far the entries of a laptop count; None when all do."""
        line = [device]
        while line[-1] not in self._bounds and line[-1] in self.members:
            line.append(self.inviter(self.members[line[-1]]))
        for one in reversed(line[:-1]):
            self._bounds[one] = self._bounded(self.members[one])
        return self._bounds.get(device)

    def inviter(self, one: Known) -> str:
        """Return the id of the laptop that spoke for one when it came."""
        return inviter_of(one.voucher, self._root)

    def _bounded(self, one: Known) -> Bound | None:
        """Return the bound of a laptop; that of its inviter is known."""
        if self.is_root(one.device):
            return None
        if not one.confirmed:
            inviter = self.inviter(one)
            if self._bounds.get(inviter) is not None:
                return _without_word(one, self.members[inviter])
            first = self._user(one)
            if first is not one:
                return _second(one, first)
        return None if one.ended is None else _ended(one, one.ended)

    def _user(self, one: Known) -> Known:
        """Return who counts as the user of a newcomer's invitation."""
        rivals = self._rivals.get((self.inviter(one), one.serial), [one])
        return min(rivals, key=lambda r: (not r.confirmed, r.joined, r.device))


def _without_word(one: Known, inviter: Known) -> Bound:
    return Bound(
        _JOINING,
        f"{one.called} came in by the word of {inviter.called}, which counts no more",
        f"{one.called} came in by the word of {inviter.called}, which counts no more. "
        "What it wrote takes no effect until the laptop on which sharing began lets it "
        "in.",
    )


def _second(one: Known, first: Known) -> Bound:
    return Bound(
        _JOINING,
        f"{one.called} used the invitation of {first.called} again",
        f"{one.called} used the invitation of {first.called} again. What it wrote "
        "takes no effect: invite it anew.",
    )


def _ended(one: Known, last: int) -> Bound:
    return Bound(
        max(last, _JOINING),
        f"it was written after {one.called} was ended",
        f"{one.called} was ended. What it wrote after that takes no effect.",
    )
