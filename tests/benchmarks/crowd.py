"""A workshop of thousands of made-up people, made once and kept in the temp folder."""

import random
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import badges, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database

NINE = datetime(2014, 11, 5, 1, 0, tzinfo=UTC)

_AT_ONCE = 2_000
_SYLLABLES = (
    "an", "ba", "chi", "da", "el", "fa", "ga", "hu", "in", "jo", "ka", "li", "ma",
    "na", "o", "pe", "qui", "ra", "sa", "ta", "u", "va", "wi", "xu", "ya", "zo", "bat",
    "dorj", "gan", "erd", "tse", "bold", "ngu", "yen", "tran", "pha", "san", "lim",
    "kim", "wei", "zhou",
)  # fmt: skip
_COUNTRIES = ("MN", "TH", "VN", "IN", "PH", "CN", "KZ", "LK", "BD", "NP")
_CATEGORIES = ("City government", "National government", "Expert", "Private sector")
_CITIES = ("Ulaanbaatar", "Da Nang", "Naga", "Rajkot", "Nashik", "Weifang", "Khorat")


def crowd(folder: Path, people: int) -> Path:
    """Return a copy, in `folder`, of a workshop of so many people with badges."""
    kept = Path(tempfile.gettempdir()) / f"nexus-crowd-2-{people}.nexus"
    if not kept.exists():
        made = folder / "crowd.nexus"
        _make(made, people)
        shutil.copy(made, kept.with_suffix(".part"))
        kept.with_suffix(".part").rename(kept)
        made.unlink()
    return Path(shutil.copy(kept, folder / "measured.nexus"))


def _make(path: Path, people: int) -> None:
    database, _ = Database.create(path, _begin, at=NINE)
    dice = random.Random(people)
    for start in range(0, people, _AT_ONCE):
        count = min(_AT_ONCE, people - start)
        database.run(lambda s: _add(s, start, count, dice), at=NINE)  # noqa: B023 - run now
    database.close()


def _begin(session: Session) -> None:
    draft = NewWorkshop(
        title="Measured workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        country="MN",
    )
    workshop.create(session, draft, at=NINE)


def _add(session: Session, start: int, count: int, dice: random.Random) -> None:
    session.info["action"] = "people.import"
    for number in range(start, start + count):
        given, family = name(dice), name(dice)
        session.add(
            rows.Participant(
                id=new_id(NINE),
                printed_name=f"{given} {family}",
                given_name=given,
                family_name=family,
                organisation=f"Municipality {number % 900} of {dice.choice(_CITIES)}",
                position="Director of planning",
                country=dice.choice(_COUNTRIES),
                category=dice.choice(_CATEGORIES),
                role="Speaker" if number % 9 == 0 else "Participant",
                email=f"p{number}@example.org",
                external_id=f"R-{number:06}",
            )
        )
    session.flush()
    badges.issue_all(session, at=NINE)


def name(dice: random.Random) -> str:
    """Return a name that is put together at random."""
    return "".join(dice.choices(_SYLLABLES, k=dice.choice((1, 2, 2, 3)))).capitalize()
