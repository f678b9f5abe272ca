"""Bundles changed in every way, given to a laptop that must not be harmed.

`python -m tests.exchange.mutations FIRST COUNT` tries many. Some are changed as they
lie on the stick, some by who has the workshop's key and closes them again.
"""

import json
import random
import sys
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import bundle, membership
from nexus_desktop.exchange.bundle import BadBundle
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import packed, unpacked
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import meeting, sharing
from nexus_desktop.services.slices import at_once
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.journal import digest_of
from tests.conftest import NINE, fill
from tests.exchange.haste import hastened, memory
from tests.exchange.world import entries_of
from tests.store.test_database import person

_EVERY = 1000  # mutations after which the file is looked through
_ODD = (b"", b"0", b"-1", b"null", b"[]", b"{}", b'""', b"1e999", b"NaN", b"9" * 20,
        b"9" * 5000, b"[" * 3000, b"\\ud800", b"\xed\xa0\x80", b"\x00", b'"\\u0000"',
        b"true", b'{"":0}')  # fmt: skip


_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 2**63, 10**400, "", "x", "\u0000", "=1+1", "x" * 9999, [],
    [[]], {}, {"value": 1}, ["a:1"], "2014-11-05", "a:1",
)  # fmt: skip


class _Back(Exception):  # noqa: N818 - no error: what was tried is taken back
    pass


class Target:
    """A laptop that has heard of nothing yet, and a desk whose bundle comes to it."""

    def __init__(self, folder: Path) -> None:
        users = [Profile(folder / f"user{number}") for number in range(2)]
        self.folder, self.user = folder, users[0]
        self.laptop, _ = Database.create(
            folder / "root.nexus", fill, at=NINE, actor="Root"
        )
        invitation = sharing.invite(
            self.laptop, sharing.Offer(Role.DESK), at=NINE, profile=users[0]
        )
        desk = sharing.join(
            folder / "desk.nexus", invitation, name="Desk 2", at=NINE, profile=users[1]
        )
        ada = person("Ada")
        desk.run(lambda s: s.add(ada), at=NINE)
        desk.run(lambda s: setattr(s.get(type(ada), ada.id), "city", "Hue"), at=NINE)
        desk.run(lambda s: s.add(person("Bo")), at=NINE)
        self.path = folder / "desk.nexus-bundle"
        self._run(desk, lambda s: meeting.give_bundle(at_once(s), self.path))
        self.data = self.path.read_bytes()
        self.ring = self._run(desk, sharing.shared).ring
        self.workshop = self._run(desk, sharing.shared).workshop
        self.head, self.packets = bundle.read(
            self.path, self.workshop, lambda _: self.ring
        )
        self.secret = users[1].secret(desk.device) or b""
        self.known = {*entries_of(desk), *entries_of(self.laptop)}
        desk.close()
        self._mine = self._held(self.laptop)

    def close(self) -> None:
        self.laptop.close()

    def try_one(self, data: bytes) -> Received | BadBundle:
        """Let the laptop read a bundle, and take back what came of it."""
        self.path.write_bytes(data)
        came: list[Received] = []

        def work(session: Session) -> None:
            came.append(meeting.take_bundle(at_once(session), self.path))
            assert set(entries_of(self.laptop)) <= self.known
            raise _Back

        try:
            self.laptop.run(work, at=NINE)
        except BadBundle as problem:
            assert not came
            return problem
        except _Back:
            return came[0]
        finally:
            assert self._held(self.laptop) == self._mine
        raise AssertionError("neither taken back nor refused")

    def take(self, data: bytes) -> Received | BadBundle:
        """Let a copy of the laptop read a bundle, and hold it against its journal."""
        self.path.write_bytes(data)
        copy = self.folder / "copy.nexus"
        copy.unlink(missing_ok=True)
        self.laptop.raw.execute("VACUUM INTO ?", (str(copy),))
        laptop = sharing.open_file(copy, at=NINE, profile=self.user)
        try:
            return meeting.take_bundle(lambda work: self._run(laptop, work), self.path)
        except BadBundle as problem:
            return problem
        finally:
            problems = check(laptop).problems
            assert problems == (), problems
            laptop.close()

    def look_through(self) -> None:
        """See that the file is as it was, and that a good bundle is still taken."""
        assert check(self.laptop).problems == ()
        received = self.try_one(self.data)
        assert isinstance(received, Received)
        assert (received.applied, received.refused) == (len(self.packets), ())

    @staticmethod
    def _held(database: Database) -> list[tuple[str, int, bytes]]:
        parked = "SELECT device, seq, hash FROM parked"
        return entries_of(database) + database.raw.execute(parked).fetchall()

    @staticmethod
    def _run(database: Database, work: Callable[[Session], Any]) -> Any:  # noqa: ANN401
        return database.run(work, at=NINE)[0]

    def closed(self, plain: bytes, said: bytes, *, packs: bool = True) -> bytes:
        """Return a bundle with these entries and this head, closed with the key."""
        packed = zlib.compress(plain) if packs else plain
        sealed = self.ring.seal("bundle").close(packed, said)
        return b"".join((b"NXBUNDLE1\n", len(said).to_bytes(4), said, sealed))

    def head_for(self, plain: bytes, entries: int) -> bytes:
        head = replace(self.head, size=len(plain), entries=entries)
        return dumps(asdict(head)).encode()


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return `data` with bytes changed, taken out, put in, doubled or moved."""
    start, end = sorted(dice.sample(range(len(data) + 1), 2))
    end = min(end, start + dice.choice((1, 8, 200)))
    some, noise = data[start:end], dice.randbytes(end - start)
    odd = dice.choice(_ODD)
    kept = dice.choice((noise, b"", some + noise, some + some, some[::-1], odd))
    return data[:start] + kept + data[end:]


def on_the_stick(target: Target, dice: random.Random) -> bytes:
    """Change a bundle without the key."""
    return mutated(target.data, dice)


def in_the_frames(target: Target, dice: random.Random) -> bytes:
    """Change the entries as they stand one after the other, and close them again."""
    plain = mutated(_plain(target.packets), dice)
    return target.closed(plain, target.head_for(plain, len(target.packets)))


def in_an_entry(target: Target, dice: random.Random) -> bytes:
    """Change one part of one entry, or their order, and close them again."""
    packets = list(target.packets)
    number = dice.randrange(len(packets))
    one = packets[number]
    match dice.randrange(6):
        case 0:
            one = replace(one, signature=mutated(one.signature, dice))
        case 1:
            one = replace(one, hash=dice.randbytes(32))
        case 2:
            one = replace(one, seq=dice.choice((0, 1, one.seq + 1, 1 << 63, 2**64 - 1)))
        case 3:
            one = replace(one, device=dice.choice(("", ":", "x" * 36, "x" * 99, "é")))
        case 4:
            dice.shuffle(packets)
            one = packets[number]
        case _:
            one = replace(one, body=mutated(one.body, dice))
    packets[number] = one
    plain = _plain(packets)
    return target.closed(plain, target.head_for(plain, len(packets)))


def by_the_desk(target: Target, dice: random.Random) -> bytes:
    """Change what an entry says, and sign it as its laptop would."""
    packets = list(target.packets)
    number = dice.randrange(len(packets))
    entry = unpacked(packets[number])
    entry.changes = _altered(entry.changes, dice)
    if dice.random() < 0.2:
        name = dice.choice(("hlc", "schema", "seq"))
        setattr(entry, name, dice.choice((0, 1, entry.seq + 1, 2**62 - 1, 2**63 - 1)))
    try:
        entry.hash = digest_of(entry)
        body = packed(entry).body
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return target.data  # it can't even be written
    proof = membership.signature(target.secret, entry.device, entry.seq, entry.hash)
    packets[number] = Packet(entry.device, entry.seq, entry.hash, body, proof)
    plain = _plain(packets)
    return target.closed(plain, target.head_for(plain, len(packets)))


def _altered(changes: str, dice: random.Random) -> str:
    """Return changes in which something is another."""
    said = json.loads(changes)
    place: Any = said
    while True:
        keys = list(place if isinstance(place, dict) else range(len(place)))
        if not keys:
            return changes
        key = dice.choice(keys)
        if not isinstance(place[key], dict | list) or dice.random() < 0.2:
            break
        place = place[key]
    if isinstance(place, dict) and dice.random() < 0.3:
        place[dice.choice(("", "versions", "id", "digest", "kind", "\u0000"))] = (
            place.pop(key)
        )
    else:
        place[key] = dice.choice(_VALUES)
    return dumps(said)


def in_the_head(target: Target, dice: random.Random) -> bytes:
    """Change the head, and close the bundle again."""
    plain = _plain(target.packets)
    said = mutated(target.head_for(plain, len(target.packets)), dice)
    return target.closed(plain, said)


def in_the_packing(target: Target, dice: random.Random) -> bytes:
    """Change the entries as they are packed, and close them again."""
    plain = _plain(target.packets)
    packed = mutated(zlib.compress(plain), dice)
    return target.closed(
        packed, target.head_for(plain, len(target.packets)), packs=False
    )


def _plain(packets: Sequence[Packet]) -> bytes:
    return b"".join(map(bundle._framed, packets))


_WAYS = (on_the_stick, on_the_stick, in_the_frames, in_an_entry, in_an_entry,
         in_the_head, in_the_packing, by_the_desk)  # fmt: skip


def mutate(target: Target, number: int) -> str:
    """Try the mutation of this number; return what was said of it."""
    dice = random.Random(number)  # noqa: S311
    way = dice.choice(_WAYS)
    data = way(target, dice)
    said = target.take(data) if way is by_the_desk else target.try_one(data)
    if isinstance(said, BadBundle):
        assert "othing was taken" in str(said) or "is not a bundle" in str(said)
        return str(said)
    assert way is not on_the_stick or data == target.data
    is_whole = said.applied == len(target.packets)
    assert is_whole or said.refused or said.waiting or said.known
    return "".join(said.refused)


def main(first: int, count: int) -> int:
    failed: list[int] = []
    with hastened(), tempfile.TemporaryDirectory(dir=memory()) as folder:
        target = Target(Path(folder))
        for number in range(first, first + count):
            try:
                mutate(target, number)
                if number % _EVERY == 0:
                    target.look_through()
                    print(f"from {number}, {len(failed)} failed", flush=True)
            except Exception as error:  # noqa: BLE001 - reported with its number
                failed.append(number)
                print(f"mutation {number}: {type(error).__name__} {str(error)[:300]}")
        target.look_through()
        target.close()
    print(f"{count} mutations, {len(failed)} failed {failed[:20]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
