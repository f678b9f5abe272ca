"""Mutated and random codes, judged by the program and by a second opinion.

usage: python -m tests.faults.codes [COUNT] [SEED]

The second opinion is written without the program's own reading of codes. Prints what
the verdicts were, and how many were wrong or let somebody in: both must be none.
"""

import hashlib
import random
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.checkin import Verdict
from nexus_desktop.services import desk_deciding as deciding
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill
from tests.services.desk_world import KEY, World, build

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OTHER_KEY = bytes([9]) * 32
_SIGNS = string.printable + "ıİſK０１ＮＸ１АВСЕНХ\u200b\ufeff\u202e\x00éй中"
_SPACES = " \t\r\n\x0b\x0c"
_PREFIXES = ("]Q1", "]q1", "]d2", "\\000026", "]Q1\\000003", "]C0")


@dataclass(frozen=True)
class Opinion:
    """Judges a text without the program's reader: letters, bits, bytes, a hash."""

    genuine: frozenset[str]

    def __call__(self, text: str) -> Verdict:
        """Return the verdict that `text` deserves at the desk of `World`."""
        raw = _bits(_bare(text))
        if raw is None or raw[0] != 1:
            return Verdict.MALFORMED
        if raw[2:6].hex() != "0badcafe":
            return Verdict.WRONG_WORKSHOP
        if raw[1] != 1:
            return Verdict.UNKNOWN_KEY
        if _signed(raw[:15]) != raw[15:]:
            return Verdict.FORGED
        if _bare(text) in self.genuine:
            return Verdict.ADMITTED
        return Verdict.ADMITTED_UNSYNCED


def _bare(text: str) -> str:
    """Return the code in `text` without what scanners put around it."""
    text = text.strip()
    if any(ord(letter) > 127 for letter in text):
        return text
    text = text.upper()
    if text[:1] == "]" and text[1:2].isalpha() and text[2:3].isalnum():
        text = text[3:]
    if text[:1] == "\\" and len(text) > 6 and text[1:7].isdigit():
        text = text[7:]
    return text


def _bits(code: str) -> bytes | None:
    """Return the 26 bytes of a code of 45 letters, None if it is none."""
    if len(code) != 45 or not code.startswith("NX1"):
        return None
    number = 0
    for letter in code[3:]:
        if letter not in ALPHABET:
            return None
        number = number * 32 + ALPHABET.index(letter)
    if number % 4:  # 210 bits hold 208; the last two are none of ours
        return None
    return (number >> 2).to_bytes(26, "big")


def _signed(body: bytes) -> bytes:
    """Return the first 11 bytes of HMAC-SHA-256, as RFC 2104 writes it."""
    key = KEY.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + b"nexus-badge-v1" + body)
    outer = bytes(b ^ 0x5C for b in key) + inner.digest()
    return hashlib.sha256(outer).digest()[:11]


def codes(genuine: list[str], dice: random.Random) -> Iterator[str]:
    """Yield mutated and random codes without end."""
    makers = (
        _one_letter, _one_letter, _swapped, _shortened, _lengthened, _two_halves,
        _one_bit, _one_bit, _respelt, _of_others, _made_up, _noise,
    )  # fmt: skip
    while True:
        yield dice.choice(makers)(genuine, dice)


def _one_letter(genuine: list[str], dice: random.Random) -> str:
    code = dice.choice(genuine)
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(len(code))
        sign = dice.choice(ALPHABET) if dice.random() < 0.7 else dice.choice(_SIGNS)
        code = code[:at] + sign + code[at + 1 :]
    return code


def _swapped(genuine: list[str], dice: random.Random) -> str:
    letters = list(dice.choice(genuine))
    one, other = dice.sample(range(len(letters)), 2)
    letters[one], letters[other] = letters[other], letters[one]
    return "".join(letters)


def _shortened(genuine: list[str], dice: random.Random) -> str:
    code = dice.choice(genuine)
    begin, end = sorted(dice.sample(range(len(code) + 1), 2))
    return code[begin:end] if dice.random() < 0.5 else code[:begin] + code[end:]


def _lengthened(genuine: list[str], dice: random.Random) -> str:
    code = dice.choice(genuine)
    at = dice.randrange(len(code) + 1)
    more = "".join(dice.choices(_SIGNS, k=dice.choice((1, 2, 45, 3000))))
    return code[:at] + more + code[at:]


def _two_halves(genuine: list[str], dice: random.Random) -> str:
    one, other = dice.sample(genuine, 2)
    at = dice.randrange(1, len(one))
    return one[:at] + other[at:]


def _one_bit(genuine: list[str], dice: random.Random) -> str:
    raw = _bits(dice.choice(genuine))
    assert raw is not None
    number = int.from_bytes(raw, "big") ^ (1 << dice.randrange(208))
    return _letters(number.to_bytes(26, "big"))


def _respelt(genuine: list[str], dice: random.Random) -> str:
    """Write a genuine code as a scanner may, which does no harm, or nearly so."""
    code = dice.choice(genuine)
    code = code.lower() if dice.random() < 0.3 else code
    code = dice.choice(("", *_PREFIXES)) + code
    spaces = "".join(dice.choices(_SPACES, k=2))
    return dice.choice((spaces + code, code + spaces, code.replace("A", "A ", 1)))


def _of_others(genuine: list[str], dice: random.Random) -> str:
    """Sign a code with a key that is not the workshop's, or for another one."""
    workshop = dice.choice(("0badcafe", "0badcafe", f"{dice.randrange(2**32):08x}"))
    number = f"{dice.randrange(2**64):016x}"
    made = BadgeCode(dice.randrange(256), workshop, number, dice.randrange(1, 256))
    return badge.encode(made, _OTHER_KEY)


def _made_up(genuine: list[str], dice: random.Random) -> str:
    return "NX1" + "".join(dice.choices(ALPHABET, k=42))


def _noise(genuine: list[str], dice: random.Random) -> str:
    return "".join(dice.choices(_SIGNS, k=dice.randrange(90)))


def _letters(raw: bytes) -> str:
    number = int.from_bytes(raw, "big") << 2
    places = range(41, -1, -1)
    return "NX1" + "".join(ALPHABET[number >> 5 * place & 31] for place in places)


@dataclass
class Count:
    """What came of the codes so far."""

    verdicts: Counter[Verdict]
    wrong: list[str]
    let_in: list[str]
    respelt: int = 0


def judge_all(session: Session, world: World, count: int, seed: int) -> Count:
    """Judge so many codes at the desk, and compare; nothing is recorded."""
    genuine = sorted(world.codes.values())
    opinion, found = Opinion(frozenset(genuine)), Count(Counter(), [], [])
    here = reading.place(session, world.desk)
    made = codes(genuine, random.Random(seed))
    for _ in range(count):
        text = next(made)
        typed = badge.tidied(text)[:200]
        caller = deciding.read_caller(session, here, badge.read(text), typed)
        verdict, _past = deciding.decide(session, here, caller, NINE)
        found.verdicts[verdict] += 1
        if verdict is not opinion(text):
            found.wrong.append(text)
        if verdict.lets_in and _bare(text) in opinion.genuine:
            found.respelt += 1
        elif verdict.lets_in:
            found.let_in.append(text)
    return found


def _filled(session: Session) -> World:
    fill(session)
    return build(session)


def main() -> None:
    """Judge, count and print."""
    count, seed = (*map(int, sys.argv[1:]), *(1_000_000, 1)[len(sys.argv) - 1 :])
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        database, world = Database.create(
            Path(folder) / "codes.nexus", _filled, at=NINE
        )
        found, _ = database.run(lambda s: judge_all(s, world, count, seed), at=NINE)
        database.close()
    for verdict, times in found.verdicts.most_common():
        print(f"{times:9,} {verdict}")
    print(f"{found.respelt:9,} of them a genuine code in another spelling, let in")
    print(f"{len(found.let_in):9,} other codes let in")
    print(f"{len(found.wrong):9,} verdicts wrong")
    print(f"{count:9,} codes in {time.perf_counter() - begin:.0f} s, none crashed")
    sys.exit(bool(found.let_in or found.wrong))


if __name__ == "__main__":
    main()
