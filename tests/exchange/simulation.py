"""Laptops that work apart and meet now and then, as a seed decides.

`python -m tests.exchange.simulation FIRST COUNT` runs many seeds.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import traceback
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.desk import WalkIn
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import OWN, LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import (
    breakout_seats,
    checkin,
    conflicts,
    history,
    keys,
    losing,
    meeting,
    notes,
    people,
    people_merging,
    sharing,
)
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill
from tests.exchange import belonging_steps
from tests.exchange.haste import hastened, loaded, memory
from tests.exchange.world import MOST_LAPTOPS, Laptop, Step, World, entries_of

NAMES = ("Ada", "Bo", "Chi", "Dorj", "Enkh", "Nguyễn", "陈伟", "สมชาย")
_EVERY = 100  # seeds after which it is told how far it is
CITIES = ("Da Nang", "Hue", "Naga", "Santa Rosa", "")


def fill_more(session: Session) -> None:
    """Write a workshop with people, a desk, a session and a round."""
    fill(session)
    session.add(
        rows.Session(id="s", title="Governance", starts_at=NINE, ends_at=NINE)
    )  # fmt: skip
    session.add(rows.Checkpoint(id="desk", name="Desk", rule="once"))
    session.add(rows.Round(id="r", session_id="s", number=1))
    for name in "AB":
        session.add(rows.Group(id=f"g{name}", round_id="r", name=name, seats_max=2))
    for number, name in enumerate(NAMES[:4]):
        session.add(
            rows.Participant(id=f"p{number}", printed_name=name, given_name=name)
        )


def someone(world: World, laptop: Laptop) -> str:
    query = "SELECT id FROM participant ORDER BY id"
    found = laptop.database.raw.execute(query).fetchall()
    if not found:
        raise NexusError("Nobody is known here yet.")
    return str(world.random.choice(found)[0])


def add(world: World, laptop: Laptop) -> None:
    fields = PersonFields(given_name=world.random.choice(NAMES), country="MN")
    laptop.do(lambda s, at: people.add(s, fields, at=at), world.at)


def edit(world: World, laptop: Laptop) -> None:
    who = someone(world, laptop)
    what = world.random.choice(
        (
            {"city": world.random.choice(CITIES)},
            {"given_name": world.random.choice(NAMES)},
            {"languages": world.random.sample(["en", "mn", "vi"], 2)},
        )
    )
    laptop.do(lambda s, at: people.edit(s, who, what, at=at), world.at)


def cancel(world: World, laptop: Laptop) -> None:
    who = someone(world, laptop)
    work = world.random.choice((people.cancel, people.restore))
    laptop.do(lambda s, at: work(s, who, at=at), world.at)


def merge(world: World, laptop: Laptop) -> None:
    one, two = someone(world, laptop), someone(world, laptop)
    laptop.do(lambda s, at: people_merging.merge(s, one, two, at=at), world.at)


def admit(world: World, laptop: Laptop) -> None:
    who = someone(world, laptop)
    laptop.do(lambda s, at: checkin.check_in_person(s, who, "desk", at=at), world.at)


def walk_in(world: World, laptop: Laptop) -> None:
    fields = WalkIn(given_name=world.random.choice(NAMES), family_name="Bat")
    laptop.do(
        lambda s, at: checkin.walk_in(s, fields, "desk", at=at, confirmed=True),
        world.at,
    )


def undo_scan(world: World, laptop: Laptop) -> None:
    laptop.do(lambda s, at: checkin.undo_latest(s, "desk", at=at), world.at)


def undo(world: World, laptop: Laptop) -> None:
    laptop.do(lambda s, at: history.undo_last(s, at=at), world.at)


def write_note(world: World, laptop: Laptop) -> None:
    place = NotesPlace("s")
    known = laptop.database.raw.execute("SELECT id, order_key FROM note").fetchall()
    text = f"{world.random.choice('!=>')} line {world.random.random():.4f}"
    row_id, order = new_id(world.at), world.random.choice("abcdef")
    if known and world.random.random() < 0.5:
        row_id, order = world.random.choice(known)
    own = random.Random(text)  # noqa: S311 - so that seeds go on as they did
    line = WrittenLine(row_id, order, text, world.at, own.choice(seen(laptop, row_id)))
    changes = LineChanges(written=(line,))
    if known and world.random.random() < 0.2:
        changes = LineChanges(removed=(row_id,))
    laptop.do(lambda s, at: notes.save_lines(s, place, changes, at=at), world.at)
    if own.random() < 0.3:
        laptop.do(partial(decide, own), world.at)


def seen(laptop: Laptop, row_id: str) -> list[str]:
    """Return what may have been on the screen of a line that is written again."""
    query = (
        "SELECT device || ':' || seq FROM journal WHERE changes LIKE ? "
        "AND (device, seq) NOT IN (SELECT device, seq FROM refusal) "
        "ORDER BY hlc, device"
    )
    found = laptop.database.raw.execute(query, (f'%"id":"{row_id}"%',)).fetchall()
    return ["", OWN, *(one for (one,) in found[-4:])]


def decide(own: random.Random, session: Session, at: datetime) -> None:
    """Say of something that was written twice which is right, or keep both lines."""
    found = conflicts.conflicts(session)
    if not found:
        return
    one = own.choice(found)
    if one.field == "line" and own.random() < 0.4:
        conflicts.put_below(session, one, at=at)
    else:
        conflicts.settle(session, one, swap=own.random() < 0.5, at=at)


def seat(world: World, laptop: Laptop) -> None:
    who, where = someone(world, laptop), world.random.choice(("gA", "gB", None))
    laptop.do(lambda s, at: breakout_seats.move(s, "r", who, where, at=at), world.at)


def meet(world: World, laptop: Laptop) -> None:
    world.meet(laptop, world.random.choice(world.laptops))


def give_some(world: World, laptop: Laptop) -> None:
    """Hand over a part, in disorder, some of it twice."""
    other = world.random.choice(world.laptops)
    asked = {
        one: world.random.randint(0, last) for one, last in laptop.vector().items()
    }
    found = world.packets(laptop, asked, world.random.randint(1, 30))
    world.random.shuffle(found)
    found += world.random.choices(found, k=min(len(found), 3)) if found else []
    world.give(other, found)


def write_stick(world: World, laptop: Laptop) -> None:
    """Fill a stick with what was written since the last one, and a little before."""
    known = {one: max(0, last - 5) for one, last in laptop.stick.items()}
    world.sticks.append(world.packets(laptop, known))
    laptop.stick = laptop.vector()


def read_stick(world: World, laptop: Laptop) -> None:
    """Read a stick; it is lost, or read again later."""
    if world.sticks:
        number = world.random.randrange(len(world.sticks))
        world.give(laptop, world.sticks[number])
        if world.random.random() < 0.3:
            world.sticks.pop(number)


def write_bundle(world: World, laptop: Laptop) -> None:
    """Write what some laptop is not known to have, or all, closed with a key."""
    path = world.folder / f"{len(world.bundles)}.nexus-bundle"
    everything = world.random.random() < 0.3
    meeting.give_bundle(laptop.pieces(world.at), path, everything=everything)
    world.bundles.append(path)


def read_bundle(world: World, laptop: Laptop) -> None:
    """Read a bundle, if this laptop was given its key."""
    if world.bundles:
        path = world.random.choice(world.bundles)
        meeting.take_bundle(laptop.pieces(world.at), path)


def change_keys(world: World, laptop: Laptop) -> None:
    """Change the keys, which only the first laptop and copies of it can."""
    laptop = world.random.choice((laptop, world.laptops[0]))
    laptop.do(lambda s, _at: keys.change(s, sharing.shared(s)), world.at)


def lose(world: World, laptop: Laptop) -> None:
    """End a laptop, as far as it was heard of, on the first one."""
    root = world.laptops[0]
    losing.lose(root.pieces(world.at), laptop.database.device, at=world.at)
    world.lost.add(laptop.database.device)


def save_copy(world: World, laptop: Laptop) -> None:
    """Put a copy of the file aside."""
    laptop.kept = laptop.path.with_suffix(".kept")
    with closing(sqlite3.connect(laptop.kept)) as target:
        laptop.database.raw.backup(target)


def put_back(world: World, laptop: Laptop) -> None:
    """Put an earlier copy in the place of the file; what was written since is gone."""
    if laptop.kept is not None:
        laptop.database.close()
        shutil.copy(laptop.kept, laptop.path)
        world.reopen(laptop)
        world.forget_lost()
        world.lost.clear()  # nobody may have heard of it


def open_again(world: World, laptop: Laptop) -> None:
    laptop.database.close()
    world.reopen(laptop)


def clone(world: World, laptop: Laptop) -> None:
    """Copy a file to another laptop, which was not invited; it reads what comes."""
    if len(world.laptops) < MOST_LAPTOPS and laptop is not world.laptops[0]:
        world.made += 1
        path = world.folder / f"{world.made}.nexus"
        with closing(sqlite3.connect(path)) as target:
            laptop.database.raw.backup(target)
        profile = Profile(world.folder / f"user{world.made}")
        database = sharing.open_file(path, at=world.at, profile=profile)
        world.laptops.append(Laptop(path, profile, database, schema=laptop.schema))


def twin(world: World, laptop: Laptop) -> None:
    """Copy a file for the same user, and work in both."""
    if len(world.laptops) < MOST_LAPTOPS:
        world.made += 1
        path = world.folder / f"{world.made}.nexus"
        with closing(sqlite3.connect(path)) as target:
            laptop.database.raw.backup(target)
        database = sharing.open_file(path, at=world.at, profile=laptop.profile)
        world.laptops.append(
            Laptop(path, laptop.profile, database, schema=laptop.schema)
        )


def update(_world: World, laptop: Laptop) -> None:
    """Give a laptop a newer program; the others don't understand what it writes."""
    laptop.schema += 1


def shift_clock(world: World, laptop: Laptop) -> None:
    days = world.random.choice((-365, -1, 0, 0, 1, 365))
    laptop.drift = timedelta(days=days, seconds=world.random.randint(-9, 9))


_STEPS: tuple[tuple[Step, float], ...] = (
    (add, 3), (edit, 8), (cancel, 2), (merge, 1), (admit, 6), (walk_in, 2),
    (undo_scan, 2), (undo, 2), (write_note, 6), (seat, 5), (meet, 3), (give_some, 5),
    (write_stick, 2), (read_stick, 3), (shift_clock, 1), (save_copy, 1), (put_back, 1),
    (open_again, 1), (clone, 0.5), (twin, 0.5), (update, 0.6), (write_bundle, 2),
    (read_bundle, 3), (change_keys, 0.5), (lose, 0.7), *belonging_steps.STEPS,
)  # fmt: skip


def make_template(folder: Path) -> Path:
    """Make the file that each run begins with; copying is faster than making."""
    path = folder / "template.nexus"
    with loaded("template"):
        Database.create(path, fill_more, at=NINE, actor="Desk 0")[0].close()
    return path


def simulate(seed: int, template: Path, steps: int = 60) -> int:
    """Run one seed; return the number of entries that all laptops end with."""
    with (
        tempfile.TemporaryDirectory(dir=memory(), ignore_cleanup_errors=True) as folder,
        loaded(seed),
        closing(World(seed, Path(folder), template)) as world,
    ):
        world.run(_STEPS, steps)
        world.settle()
        world.verify()
        return len(entries_of(world.laptops[0].database))


def main(first: int, count: int) -> int:
    failed: list[int] = []
    with tempfile.TemporaryDirectory() as folder, hastened():
        template = make_template(Path(folder))
        for seed in range(first, first + count):
            if seed % _EVERY == 0:
                print(f"from {seed}, {len(failed)} failed", flush=True)
            try:
                simulate(seed, template)
            except Exception as error:  # noqa: BLE001 - reported with its seed
                failed.append(seed)
                where = traceback.extract_tb(error.__traceback__)[-1]
                said = f"{type(error).__name__} {str(error)[:300]} {where}"
                print(f"seed {seed}: {said}", flush=True)
    print(f"{count} runs, {len(failed)} failed {failed[:20]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
