"""Several laptops on the command line: invite, join, carry, meet."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.orm import Session

from nexus_desktop.app import now
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import workshop
from nexus_desktop.services.sharing import open_file
from tests.exchange.conftest import hub_url, server  # noqa: F401 - fixtures
from tests.exchange.proxy import Wire
from tests.test_cli import CASES, NEW, Command, command  # noqa: F401 - a fixture

WORDS = "three plain words"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_PASSPHRASE", WORDS)


def as_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.setitem(os.environ, "NEXUS_PROFILE", str(tmp_path / f"user {name}"))


@pytest.fixture
def file(
    command: Command,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    as_user(monkeypatch, tmp_path, "root")
    path = tmp_path / "w.nexus"
    assert command("new", path, *NEW) == 0
    command("people", "import", path, CASES / "indico_registrations.csv")
    return path


def state(command: Command, path: Path) -> Any:  # noqa: ANN401, F811
    report = command.json("check", path)
    assert report["ok"], report
    return report["state"]


def test_two_laptops_meet_by_a_stick(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    stick = tmp_path / "s.nexus-bundle"
    assert command("device", "invite", file, ticket, "--role", "desk") == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("join", desk, ticket, "--name", "Desk 2") == 0
    as_user(monkeypatch, tmp_path, "root")
    answer = command.json("bundle", "write", file, stick, "--all")
    assert answer["bytes"] == stick.stat().st_size
    as_user(monkeypatch, tmp_path, "desk")
    received = command.json("bundle", "read", desk, stick)
    assert received["applied"] == answer["entries"]
    assert received["waiting"] == received["refused"] == []
    assert command.json("people", "list", desk)
    assert command("programme", "import", desk, CASES / "programme.csv") == 1
    assert "registration desk" in command.err
    command("people", "import", desk, CASES / "indico_import_no_header.csv")
    assert command("bundle", "write", desk, stick) == 0
    as_user(monkeypatch, tmp_path, "root")
    assert command("bundle", "read", file, stick) == 0
    assert "new entries" in command.out
    assert command("bundle", "write", file, stick) == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("bundle", "read", desk, stick) == 0  # that it was let in
    assert state(command, file) == state(command, desk)


def test_two_laptops_meet_in_a_folder(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    stick = tmp_path / "stick"
    stick.mkdir()
    assert command("device", "invite", file, ticket, "--role", "desk") == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("join", desk, ticket, "--name", "Desk 2") == 0
    assert command("folder", "meet", desk, stick) == 0
    assert "Left 1 entry for others." in command.out
    as_user(monkeypatch, tmp_path, "root")
    met = command.json("folder", "meet", file, stick)
    assert met["received"]["applied"] == 1
    as_user(monkeypatch, tmp_path, "desk")
    assert command("folder", "meet", desk, stick) == 0
    assert state(command, file) == state(command, desk)
    assert command("folder", "meet", desk, tmp_path / "no stick") == 1
    assert "Is the stick in?" in command.err


def test_two_laptops_meet_at_a_hub(
    command: Command,  # noqa: F811
    file: Path,
    hub_url: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    assert command("hub", "init", hub_url) == 0
    assert command("hub", "sync", file, "--once") == 1
    assert "not shared yet" in command.err
    assert command(
        "device", "invite", file, ticket, "--role", "desk", "--hub", hub_url
    ) == 0  # fmt: skip
    as_user(monkeypatch, tmp_path, "desk")
    assert command("join", desk, ticket, "--name", "Desk 2") == 0
    assert "a file that only your user can read" in command.out
    as_user(monkeypatch, tmp_path, "root")
    assert command("hub", "sync", file, "--once") == 0
    assert "a file that only your user can read" in command.out
    as_user(monkeypatch, tmp_path, "desk")
    assert command.json("hub", "sync", desk, "--once")["applied"] > 0
    for user, path in (("root", file), ("desk", desk)):  # who is told it was let in
        as_user(monkeypatch, tmp_path, user)
        assert command("hub", "sync", path, "--once") == 0
    assert state(command, file) == state(command, desk)
    as_user(monkeypatch, tmp_path, "root")
    forget_last_login(hub_url)
    assert command("hub", "login", file, "Desk 2") == 0
    address = command.out.splitlines()[-1]
    as_user(monkeypatch, tmp_path, "desk")
    assert command("hub", "sync", desk, "--once") == 1
    assert command("hub", "sync", desk, "--once", "--hub", address) == 0


def test_a_laptop_without_a_window_meets_the_hub_again_when_it_is_back(
    command: Command,  # noqa: F811
    file: Path,
    hub_url: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wire = Wire(int(str(conninfo_to_dict(hub_url)["port"])))
    near = make_conninfo(hub_url, port=wire.port)
    ticket = tmp_path / "d.nexus-join"
    assert command(
        "device", "invite", file, ticket, "--role", "desk", "--hub", near
    ) == 0  # fmt: skip
    looks = iter((lambda: cut(wire), lambda: None, lambda: mend(wire), lambda: None))

    def sleep(_seconds: float) -> None:
        look = next(looks, None)
        if look is None:
            raise KeyboardInterrupt
        look()

    monkeypatch.setattr("nexus_desktop.commands.sharing.time.sleep", sleep)
    assert command("hub", "sync", file) == 130
    assert command.err.count("out of reach") == 2
    wire.close()


def cut(wire: Wire) -> None:
    wire.left = 0
    wire.cut()


def mend(wire: Wire) -> None:
    wire.left = None


def forget_last_login(url: str) -> None:
    """Leave the server as one that was put back from an older backup."""
    newest = (
        "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname ~ '^nexus_'"
        " ORDER BY oid DESC LIMIT 1"
    )
    with psycopg.connect(url, autocommit=True) as raw:
        (login,) = raw.execute(newest).fetchone() or ("",)
        raw.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


def test_what_is_wrong_is_one_sentence(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket = tmp_path / "d.nexus-join"
    assert command("join", tmp_path / "x.nexus", ticket, "--name", "X") == 1
    assert "can't be read" in command.err
    assert command("device", "invite", file, ticket, "--role", "rapporteur") == 0
    monkeypatch.setenv("NEXUS_PASSPHRASE", "something else")
    assert command("join", tmp_path / "x.nexus", ticket, "--name", "X") == 1
    assert "passphrase does not fit" in command.err
    assert not (tmp_path / "x.nexus").exists()
    assert command("hub", "sync", file, "--once") == 1
    assert "given no hub" in command.err


def test_a_lost_laptop_is_ended_and_listed(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    stick = tmp_path / "s.nexus-bundle"
    command("device", "invite", file, ticket, "--role", "desk")
    as_user(monkeypatch, tmp_path, "desk")
    command("join", desk, ticket, "--name", "Desk 2")
    command("bundle", "write", desk, stick)
    as_user(monkeypatch, tmp_path, "root")
    command("bundle", "read", file, stick)
    assert command("device", "let-in", file, "Desk 2") == 1
    assert "Desk 2 counts already" in command.err
    command("device", "end", file, "Desk 2")
    assert command.out.startswith("1. ")
    listed = command.json("device", "list", file)
    told = {one["name"]: one["is_ended"] for one in listed["laptops"]}
    assert told == {"Command line": False, "Desk 2": True}
    as_user(monkeypatch, tmp_path, "desk")
    command("people", "import", desk, CASES / "indico_import_no_header.csv")
    command("bundle", "write", desk, stick)
    as_user(monkeypatch, tmp_path, "root")
    command("bundle", "read", file, stick)
    assert "Desk 2 was ended" in command.out
    assert command("device", "list", file) == 0
    assert "Without effect: People imported on Desk 2" in command.out
    assert command("device", "let-in", file, "Desk 2", "--until", 2) == 0
    assert "counts up to its entry 2" in command.out


def test_a_step_that_is_open_when_a_laptop_is_lost_is_named_and_done_later(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hub_url: str,  # noqa: F811
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    command("device", "invite", file, ticket, "--role", "desk", "--hub", hub_url)
    as_user(monkeypatch, tmp_path, "desk")
    command("join", desk, ticket, "--name", "Desk 2")
    assert command("hub", "sync", desk, "--once") == 0
    as_user(monkeypatch, tmp_path, "root")
    assert command("hub", "sync", file, "--once", "--hub", hub_url) == 0
    (root,) = [
        one["device"]
        for one in command.json("device", "list", file)["laptops"]
        if one["is_this"]
    ]
    Profile().keep_hub(root, "postgresql://owner@127.0.0.1:1/postgres")
    assert command("device", "end", file, "Desk 2") == 1
    assert [line[:2] for line in command.out.splitlines()] == ["1.", "2.", "3."]
    assert "3. Open: " in command.out
    assert "out of reach" in command.out
    Profile().keep_hub(root, hub_url)
    done = command.json("device", "end", file, "Desk 2")
    assert [step["is_done"] for step in done["steps"]] == [True, True, True]
    assert done["login"] == "closed"
    as_user(monkeypatch, tmp_path, "desk")
    assert command("hub", "sync", desk, "--once") == 1
    assert "was closed" in command.err


def test_a_workshop_of_one_laptop_lists_none(
    command: Command,  # noqa: F811
    file: Path,
) -> None:
    assert command("device", "list", file) == 0
    assert "not shared" in command.out


def test_a_copy_on_another_laptop_begins_to_share_anew(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert command("device", "begin-anew", file) == 1
    assert "not shared" in command.err
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    command("device", "invite", file, ticket, "--role", "desk")
    as_user(monkeypatch, tmp_path, "other")
    assert command("programme", "import", file, CASES / "programme.csv") == 1
    assert "was not invited" in command.err
    assert command("device", "begin-anew", file, "--lost") == 0
    assert "Invite all others anew" in command.out
    assert command("programme", "import", file, CASES / "programme.csv") == 0
    assert command("device", "invite", file, ticket, "--role", "desk") == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("join", desk, ticket, "--name", "Desk 2") == 0


def test_what_two_laptops_wrote_at_once_is_told_on_the_command_line(
    command: Command,  # noqa: F811
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket, desk = tmp_path / "d.nexus-join", tmp_path / "desk.nexus"
    stick = tmp_path / "s.nexus-bundle"
    assert command("device", "invite", file, ticket, "--role", "coordinator") == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("join", desk, ticket, "--name", "Desk 2") == 0
    as_user(monkeypatch, tmp_path, "root")
    assert command("bundle", "write", file, stick, "--all") == 0
    as_user(monkeypatch, tmp_path, "desk")
    assert command("bundle", "read", desk, stick) == 0
    assert "at once" not in command.out
    for user, path, venue in (("root", file, "Hall A"), ("desk", desk, "Hall B")):
        as_user(monkeypatch, tmp_path, user)
        rename(path, venue)
    assert command("bundle", "write", desk, stick) == 0
    as_user(monkeypatch, tmp_path, "root")
    assert command("bundle", "read", file, stick) == 0
    assert "1 field was written on two laptops at once:" in command.out


def rename(path: Path, venue: str) -> None:
    """Change where the workshop is, as its window would."""
    at = now()

    def work(session: Session) -> None:
        draft = workshop.info(session).draft
        workshop.edit(session, replace(draft, venue=venue), at=at)

    with closing(open_file(path, at=at, actor="Ada")) as database:
        database.run(work, at=at)
