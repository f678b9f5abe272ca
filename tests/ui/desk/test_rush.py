"""Ten minutes at the desk: 130 people in a queue, and everything that goes wrong there.

What the desk wrote down is compared with a diary that the queue keeps of itself.
"""

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from anyascii import anyascii
from PySide6.QtCore import Qt
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import demo
from nexus_desktop.core.countries import code_of
from nexus_desktop.services import attendance, badges
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from tests.conftest import NINE
from tests.services.desk_world import add_person
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

PEOPLE, SECONDS = 130, 600
ENTER = Qt.Key.Key_Return


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue; those who are not on the list have no code."""

    name: str
    given: str
    family: str
    code: str = ""


@dataclass
class Diary:
    """What must have happened, and the keys that it took."""

    arrived: set[str] = field(default_factory=set)
    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    keys: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


class Queue:
    """People who come to the desk one after another."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.diary, self.dice = desk, Diary(), random.Random(seed)  # noqa: S311 - a test

    def come(self, person: Waiting) -> None:
        """Let somebody in, in whatever way they come, with what goes wrong."""
        self.desk.pass_time(seconds=SECONDS / PEOPLE)
        way = self._by_scan if person.code else self._as_walk_in
        if person.code and self.dice.random() < 0.22:
            way = self._by_name
        if person.code and self.dice.random() < 0.06:
            self._show_wrong_code(person)
        way(person)
        if person.code and self.dice.random() < 0.12:
            self._scan_again_at_once(person)
        elif person.code and self.dice.random() < 0.08:
            self._come_back(person)
        elif self.dice.random() < 0.08:
            self._undo_by_mistake(person, way)

    def _by_scan(self, person: Waiting) -> None:
        self.desk.hands.scan(person.code)
        self._count("scan", person, keys=0)

    def _by_name(self, person: Waiting) -> None:
        last = anyascii(person.family).lower().split()[-1]
        letters = "".join(c for c in last if c.isalpha())
        typed = letters[:4]
        self.desk.hands.type(typed)
        screen = self.desk.screen
        self.desk.wait(lambda: screen.finder.answered == typed)
        names = [match.guest.name for match in screen.view.matches.rows.people]
        line = names.index(person.name)
        for _ in range(line):
            press(screen.view.field, Qt.Key.Key_Down)
        press(screen.view.field, ENTER)
        self._count("search", person, keys=len(typed) + line + 1)

    def _as_walk_in(self, person: Waiting) -> None:
        form = self.desk.screen.view.walk_in
        press(self.desk.screen.view.field, Qt.Key.Key_F2)
        texts = (person.given, person.family, "City of Naga", "ph")
        for text in texts:
            self.desk.hands.type(text)
            self.desk.hands.at += 300
            self.desk.hands.key(ENTER, 36)
        self.desk.settle()
        self.desk.wait(lambda: not form.isVisible())
        self._count("walk-in", person, keys=1 + sum(len(text) + 1 for text in texts))

    def _count(self, way: str, person: Waiting, keys: int) -> None:
        self.desk.settle()
        assert self._on_card() == person.name
        assert self.desk.tone == "good"
        self.diary.arrived.add(person.name)
        self.diary.facts[way, "ADMITTED"] += 1
        self.diary.keys[way].append(keys)

    def _on_card(self) -> str:
        shown = self.desk.screen.person.result
        assert shown is not None
        assert shown.participant is not None
        return shown.participant.name

    def _scan_again_at_once(self, person: Waiting) -> None:
        """The scanner beeps twice; a scan by name before leaves a fact of its own."""
        before = self.desk.screen.person.result
        assert before is not None
        self.desk.pass_time(seconds=1)
        self.desk.hands.scan(person.code)
        self.desk.settle()
        assert self._on_card() == person.name
        if before.way == "search":
            self.diary.facts["scan", "ALREADY_IN"] += 1

    def _come_back(self, person: Waiting) -> None:
        self.desk.pass_time(seconds=4)
        self.desk.hands.scan(person.code)
        self.desk.settle()
        assert self.desk.tone == "warn"
        self.diary.facts["scan", "ALREADY_IN"] += 1

    def _show_wrong_code(self, person: Waiting) -> None:
        wrong = self.dice.choice(
            ["NX1THISISNOBADGE", "HTTPS://EXAMPLE.ORG/42", "forged"]
        )
        verdict = "MALFORMED"
        if wrong == "forged":
            last = "A" if person.code[20] != "A" else "B"
            wrong, verdict = person.code[:20] + last + person.code[21:], "FORGED"
        self.desk.hands.scan(wrong)
        self.desk.settle()
        assert self.desk.tone == "bad"
        self.diary.facts["scan", verdict] += 1

    def _undo_by_mistake(
        self, person: Waiting, again: Callable[[Waiting], None]
    ) -> None:
        if not person.code:
            return
        self.desk.pass_time(seconds=5)
        press(
            self.desk.screen.view.field,
            Qt.Key.Key_Z,
            Qt.KeyboardModifier.ControlModifier,
        )
        self.desk.settle()
        self.diary.facts["undo", ""] += 1
        self.desk.pass_time(seconds=5)
        again(person)


def on_the_list(session: Session) -> list[Waiting]:
    """Register the demo's people and give them badges."""
    found = []
    text = demo.people_csv(demo.Plan(last_day=NINE.date(), people=2 * PEOPLE))
    lines = {line["Name on badge"]: line for line in csv.DictReader(io.StringIO(text))}
    for name, line in list(lines.items())[: PEOPLE - PEOPLE // 10]:
        person = add_person(
            session,
            name,
            given_name=line["Given name"],
            family_name=line["Family name"],
            native_name=line["Name in own language"],
            organisation=line["Organisation"],
            country=code_of(line["Country"]),
        )
        found.append((person, name, line["Given name"], line["Family name"]))
    badges.issue_all(session, at=NINE)
    session.flush()
    codes = {person: code for person, _, code in badges.codes(session)}
    return [Waiting(name, given, family, codes[p]) for p, name, given, family in found]


def not_on_the_list() -> list[Waiting]:
    """People nobody expected, with names that are not alike."""
    given = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima"
    family = (
        "Zulu Yankee Xray Whisky Victor Uniform Tango Sierra Romeo Quebec Papa Oscar"
    )
    names = zip(f"{given} Mike".split(), f"{family} November".split(), strict=True)
    return [Waiting(f"{one} {other}", one, other) for one, other in names]


def facts(session: Session) -> Counter[tuple[str, str]]:
    scan = rows.Scan
    found = session.execute(select(scan.way, scan.verdict))
    return Counter((way, verdict) for way, verdict in found)


def problems_of(desk: Desk) -> tuple[str, ...]:
    """Check the file on the database thread: the screen may still be reading."""
    found: list[tuple[str, ...]] = []
    desk.screen._runner.lend(
        desk.screen,
        lambda database, _breathe: check(database).problems,
        done=found.append,
        failed=lambda error: pytest.fail(str(error)),
    )
    desk.wait(lambda: bool(found))
    return found[0]


def test_a_rush_ends_with_exactly_the_right_facts(desk: Desk) -> None:
    everybody = [*desk.run(on_the_list), *not_on_the_list()]
    queue = Queue(desk, seed=20141105)
    queue.dice.shuffle(everybody)
    for person in everybody:
        queue.come(person)
    diary = queue.diary
    assert desk.run(facts) == diary.facts
    arrived = desk.run(attendance.presences)
    names = {
        name
        for (name,) in desk.run(
            lambda s: s.execute(
                select(rows.Participant.printed_name).where(
                    rows.Participant.id.in_([p.participant_id for p in arrived])
                )
            ).all()
        )
    }
    assert names == diary.arrived == {person.name for person in everybody}
    assert len(arrived) == len(everybody) == PEOPLE
    assert problems_of(desk) == ()
    for way, keys in diary.keys.items():
        print(f"{way}: {len(keys)} times, keys {min(keys)} to {max(keys)}, "
              f"mean {sum(keys) / len(keys):.1f}")  # fmt: skip
    assert set(diary.keys["scan"]) == {0}
