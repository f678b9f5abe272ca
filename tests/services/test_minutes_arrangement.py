import io
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.minutes.arrangement import Arrangement
from nexus_desktop.core.minutes.material import (
    SECTIONS,
    Choices,
    DocumentStatus,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import Cover, Illustration, Masthead
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services import (
    minutes,
    minutes_arrangement,
    note_pictures,
    workshop_pictures,
    workshop_settings,
)
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.core.minutes.samples import demo
from tests.services.minutes_world import write

T = TypeVar("T")


def png(width: int = 30, height: int = 10) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


def run(database: Database, work: Callable[[Session], T]) -> T:
    return database.run(work, at=NINE)[0]


def test_how_papers_are_arranged_is_kept_with_the_workshop(database: Database) -> None:
    assert run(database, minutes_arrangement.arrangement) == Arrangement()
    order = tuple((it, it is Section.COVER) for it in SECTIONS[Template.FULL])
    wanted = Arrangement(Choices(reference="UNX/4")).ordered(Template.FULL, order)
    made, touched = database.run(
        lambda session: minutes_arrangement.arrange(session, wanted, at=NINE), at=NINE
    )
    assert (made, bool(touched)) == (wanted, True)
    assert run(database, minutes_arrangement.arrangement) == wanted
    _, touched = database.run(
        lambda session: minutes_arrangement.arrange(session, wanted, at=NINE), at=NINE
    )
    assert not touched


def test_a_paper_that_becomes_final_notes_the_day_at_the_venue(
    database: Database,
) -> None:
    final = Arrangement(Choices(status=DocumentStatus.FINAL))
    made = run(
        database, lambda session: minutes_arrangement.arrange(session, final, at=NINE)
    )
    info = run(database, lambda session: minutes.papers(session).material.workshop)
    assert made.choices.issued == info.local(NINE).date()
    assert isinstance(made.choices.issued, date)


def test_settings_of_another_shape_are_none(database: Database) -> None:
    def spoil(session: Session) -> None:
        session.info["action"] = "test"
        workshop_settings.row(session).settings = {"minutes": ["?"]}

    run(database, spoil)
    assert run(database, minutes_arrangement.arrangement) == Arrangement()


def test_without_a_workshop_there_is_nothing_to_arrange(database: Database) -> None:
    def remove(session: Session) -> None:
        session.info["action"] = "test"
        workshop_settings.row(session).removed_at = NINE

    run(database, remove)
    with pytest.raises(NotFound, match="no workshop"):
        run(database, minutes_arrangement.arrangement)


def test_logo_cover_and_figures_reach_the_paper(database: Database) -> None:
    def fill(session: Session) -> None:
        write(session, demo(6, 12), NINE)
        for width, caption in ((21, "first"), (20, "second")):
            note_pictures.add(session, "n1", png(width), caption=caption, at=NINE)
        for purpose in (workshop_pictures.LOGO, workshop_pictures.COVER):
            workshop_pictures.put(session, purpose, png(), at=NINE)

    run(database, fill)
    made = run(database, minutes.compile_minutes)
    cover = made.blocks[0]
    assert isinstance(cover, Cover)
    assert cover.logo is not None
    assert cover.picture is not None
    assert (cover.logo.kind, cover.logo.width) == ("PNG", 30)
    figures = [block for block in made.blocks if isinstance(block, Illustration)]
    assert [(it.caption, it.image.width) for it in figures] == [
        ("first", 21), ("second", 20)
    ]  # fmt: skip
    bare = run(database, lambda s: workshop_pictures.put(s, "logo", None, at=NINE))
    assert bare is None
    brief = Choices(template=Template.BRIEF)
    again = run(database, lambda session: minutes.compile_minutes(session, brief))
    head = again.blocks[0]
    assert isinstance(head, Masthead)
    assert head.logo is None


@pytest.mark.parametrize(
    ("data", "words"), [(b"no picture", "neither"), (png() + b"x" * 2_000_000, "MB")]
)
def test_what_is_no_picture_or_too_large_is_refused(
    database: Database, data: bytes, words: str
) -> None:
    with pytest.raises(BadPicture, match=words):
        run(database, lambda s: workshop_pictures.put(s, "cover", data, at=NINE))
    assert run(database, lambda s: workshop_pictures.data(s, "cover")) is None
