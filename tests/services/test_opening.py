"""Workshop files as the window opens them."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.core.series import Wanted
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import (
    demo,
    earlier_figures,
    joining,
    meeting,
    opening,
    series,
    sharing,
)
from nexus_desktop.services.joining import Arrived
from nexus_desktop.store.database import Database
from tests.conftest import NINE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workshop's file, closed, that was shared."""
    draft = NewWorkshop(
        title="Urban Nexus", first_day=NINE.date(), last_day=NINE.date()
    )
    path = tmp_path / "new folder" / "root.nexus"
    begun = (None, Wanted())
    database, info = opening.made(path, draft, begun, at=NINE, actor="root")
    database.close()
    assert info is not None
    assert info.title == "Urban Nexus"
    return path


def test_a_workshop_is_begun_from_an_earlier_one(root: Path, tmp_path: Path) -> None:
    earlier = series.read_file(root, at=NINE)
    draft = NewWorkshop(title="The next", first_day=NINE.date(), last_day=NINE.date())
    path, begun = tmp_path / "next.nexus", (earlier, Wanted())
    database, info = opening.made(path, draft, begun, at=NINE, actor="root")
    with closing(database):
        assert info is not None
        assert info.title == "The next"
        assert len(database.run(earlier_figures.kept, at=NINE)[0]) == 1


def invitation(root: Path) -> Invitation:
    with closing(sharing.open_file(root, at=NINE)) as database:
        return sharing.invite(database, sharing.Offer(Role.DESK), at=NINE)


def test_a_laptop_that_joined_waits_until_the_workshop_comes(
    root: Path, tmp_path: Path
) -> None:
    path, stick = tmp_path / "d" / "desk.nexus", tmp_path / "s.nexus-bundle"
    made = invitation(root)
    database, info = opening.joined(path, made, name="Desk 2", at=NINE)
    database.close()
    database, again = opening.opened(path, at=NINE, actor="Ada")
    with closing(database):
        assert (info, again) == (None, None)
        assert arrived(database) == Arrived(is_known=False, entries=0)
        with closing(sharing.open_file(root, at=NINE)) as other:
            give = meeting.give_bundle(lambda work: other.run(work, at=NINE)[0], stick)
        meeting.take_bundle(lambda work: database.run(work, at=NINE)[0], stick)
        assert arrived(database) == Arrived(is_known=True, entries=give)
    database, known = opening.opened(path, at=NINE, actor="Ada")
    database.close()
    assert known is not None
    assert known.title == "Urban Nexus"


def arrived(database: Database) -> Arrived:
    return database.run(joining.arrived, at=NINE)[0]


def test_an_invitation_that_was_used_here_names_the_file_that_it_made(
    root: Path, tmp_path: Path
) -> None:
    made, path = invitation(root), tmp_path / "desk.nexus"
    with pytest.raises(NexusError, match="exists already"):
        opening.joined(root, made, name="Desk 2", at=NINE)
    sharing.look_at(made, at=NINE)
    opening.joined(path, made, name="Desk 2", at=NINE)[0].close()
    with pytest.raises(NexusError, match=r"used on this laptop already.*desk\.nexus"):
        opening.joined(tmp_path / "2.nexus", made, name="Desk 2", at=NINE)
    sharing.look_at(made, at=NINE, profile=Profile(tmp_path / "somebody else"))
    assert not (tmp_path / "2.nexus").exists()
    joining.discard(path)
    assert list(tmp_path.glob("desk.nexus*")) == []
    with pytest.raises(NexusError, match=r"used on this laptop already\. Ask for"):
        sharing.look_at(made, at=NINE)
    with pytest.raises(NexusError, match="expired"):
        sharing.look_at(made, at=NINE + timedelta(days=8))


def test_a_file_that_holds_nothing_and_waits_for_nobody_is_refused_and_released(
    tmp_path: Path,
) -> None:
    path = tmp_path / "empty.nexus"
    Database.create(path, lambda _: None, at=NINE)[0].close()
    for _ in range(2):
        with pytest.raises(NexusError, match="holds no workshop"):
            opening.opened(path, at=NINE, actor="")


def test_a_backup_that_is_put_back_is_open(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.nexus"
    copy.write_bytes(root.read_bytes())
    database, info = opening.restored(root, copy, at=NINE, actor="root")
    database.close()
    assert info is not None
    assert len(list(root.parent.glob("*.nexus"))) == 2  # what it replaced stays


def test_the_demo_is_made_the_first_time_only(tmp_path: Path) -> None:
    told: list[str] = []
    plan = demo.Plan(people=12, last_day=NINE.date())
    for _ in range(2):
        database, info = opening.shown(
            tmp_path, plan, at=NINE, report=lambda _, name: told.append(name)
        )
        database.close()
        assert info is not None
    assert told
    assert len(told) == len(set(told))
