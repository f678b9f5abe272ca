"""Two programs, two people, and a PostgreSQL server between them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.end_to_end.laptop import Laptop
from tests.exchange import postgres
from tests.exchange.proxy import Wire

HAND = 60  # milliseconds between two keys of a person
PEOPLE = """Given name,Family name,Organisation,Country
Sarantuya,Ganbold,Municipality of Ulaanbaatar,Mongolia
Linh,Nguyen,City of Da Nang,Viet Nam
Maria,Santos,City of Naga,Philippines
"""
SESSION = "Progress of the cities"
WALK_IN = ("Amara", "Diallo", "City of Dakar", "Senegal")
SAID = "The mayor of Naga reports a septage plant"
LATER = "A line written while the network was away"
GUEST = ("Kenji", "Mori", "City of Kitakyushu", "Japan")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs Xvfb and xdotool")
def test_two_people_at_two_laptops_run_one_workshop_through_a_hub(
    tmp_path: Path,
) -> None:
    pictures = Path(os.environ.get("NEXUS_SHOTS", tmp_path / "pictures"))
    desk = Laptop("Desk 1", tmp_path / "one", pictures)
    other = Laptop("Laptop 2", tmp_path / "two", pictures)
    with hub() as (url, wire):
        prepare(desk, other, url)
        with desk.opened():
            desk.see("1 laptop · met ")
            other.command("hub", "sync", other.file, "--once")
            with other.opened():
                live_through(desk, other, wire)
    one, two = desk.check(), other.check()
    assert one["ok"], one
    assert two["ok"], two
    assert one["state"] == two["state"]
    paper = tmp_path / "minutes.md"
    desk.command("minutes", desk.file, paper)
    text = paper.read_text("utf-8")
    assert SAID in text
    assert LATER in text


def live_through(desk: Laptop, other: Laptop, wire: Wire) -> None:
    """Work at both, with the network, without it, and with it again."""
    desk.see("2 laptops · met ")
    other.see("2 laptops · met ")
    a_walk_in_is_found_and_let_in_elsewhere(desk, other)
    a_line_appears_in_the_minutes(desk, other)
    wire.left = 0
    wire.cut()
    both_work_on_without_the_network(desk, other)
    wire.left = None
    both_hold_the_same_when_it_is_back(desk, other)


@contextmanager
def hub() -> Iterator[tuple[str, Wire]]:
    """Run a server; give its address at the near end of a wire that can be cut."""
    if postgres.program("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as url:
        wire = Wire(int(str(conninfo_to_dict(url)["port"])))
        yield make_conninfo(url, port=wire.port), wire
        wire.close()


def prepare(desk: Laptop, other: Laptop, url: str) -> None:
    """Make a workshop of today, badges for those expected, and an invitation."""
    today, folder = datetime.now(UTC).date().isoformat(), desk.folder
    people, programme = folder / "people.csv", folder / "programme.csv"
    people.write_text(PEOPLE, "utf-8")
    programme.write_text(
        "Date,Start,End,Type,Title,Room\n"
        f"{today},00:01,23:58,plenary,{SESSION},Hall A\n",
        "utf-8",
    )
    desk.command(
        "new", desk.file, "--title", "Workshop of the Cities", "--timezone", "UTC",
        "--first-day", today, "--last-day", today, "--objective", "Review progress",
    )  # fmt: skip
    desk.command("people", "import", desk.file, people)
    desk.command("programme", "import", desk.file, programme)
    desk.command("badges", desk.file, folder / "expected.pdf", "--printed")
    desk.command("hub", "init", url)
    ticket = other.folder / "two.nexus-join"
    desk.command(
        "device", "invite", desk.file, ticket, "--role", "coordinator", "--hub", url
    )
    other.command("join", other.file, ticket, "--name", other.name)


def a_walk_in_is_found_and_let_in_elsewhere(desk: Laptop, other: Laptop) -> None:
    """Register somebody at one desk, print the badge, scan it at the other."""
    register(desk, WALK_IN)
    desk.picture("1 walk-in")
    code = badge(desk)
    other.press("ctrl+1")
    other.see("Registration, day 1")
    other.type("diallo", HAND)
    other.see("Amara Diallo", WALK_IN[2])
    other.picture("1 found by name")
    other.press("Escape")
    other.scan(code)
    other.see("Already in", "Amara Diallo", "Came in at")
    other.picture("2 already in at the other desk")
    a_door_for_the_session(desk)
    other.press("ctrl+l")
    other.until("the checkpoints", lambda: other.ask("popup"))
    other.picture("3 checkpoints")
    other.press("Down", "Return")
    other.see(f"Checkpoint: {SESSION}")
    other.scan(code)
    other.see("Welcome", "Amara Diallo")
    other.picture("4 let in at the session")


def register(laptop: Laptop, who: tuple[str, ...]) -> None:
    """Register somebody who is not on the list."""
    laptop.press("ctrl+1")
    laptop.see("Registration, day 1")
    laptop.press("F2")
    laptop.until("the form", lambda: "QLineEdit" in laptop.ask("focus"))
    for part in who:
        laptop.type(f"{part}\n", HAND)
    laptop.see("Welcome", f"{who[0]} {who[1]}")


def a_door_for_the_session(desk: Laptop) -> None:
    """Set up a checkpoint; the other desk offers it from then on."""
    desk.press("ctrl+8")
    desk.see("From the programme")
    desk.press("ctrl+i")
    desk.until("the sessions", lambda: "QCheckBox" in desk.ask("focus"))
    desk.see("Make 1 checkpoint")
    desk.press("Tab", "space")
    desk.see("1 checkpoint made")
    desk.picture("2 door for the session")


def badge(desk: Laptop) -> str:
    """Print the badges that are due, which is one; return the code on it."""
    paper = desk.folder / "new.pdf"
    desk.press("ctrl+2")
    desk.see("Sarantuya Ganbold")
    desk.press("ctrl+p")
    desk.until("what to print", lambda: desk.ask("popup"))
    desk.press("Down", "Return")
    desk.save_as(paper)
    desk.see("Saved as new.pdf")
    page = desk.folder / "page"
    words = ["pdftoppm", "-r", "150", "-png", "-singlefile", str(paper), str(page)]
    subprocess.run(words, check=True, timeout=60)
    with Image.open(page.with_suffix(".png")) as picture:
        (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def a_line_appears_in_the_minutes(desk: Laptop, other: Laptop) -> None:
    """Write at one laptop, read it on the pages at the other."""
    desk.press("ctrl+6")
    desk.see("Workshop of the Cities", "1")
    other.press("ctrl+5")
    other.see(SESSION)
    other.until("the editor", lambda: "Editor" in other.ask("focus"))
    other.type(f"{SAID}\n")
    other.picture("5 a line")
    desk.see(SAID)
    desk.picture("3 the line in the minutes")


def both_work_on_without_the_network(desk: Laptop, other: Laptop) -> None:
    """Write at both; each says that the hub is away and what waits."""
    other.type(f"{LATER}\n")
    other.see("hub out of reach, ", "to be sent")
    other.picture("6 without the network")
    register(desk, GUEST)
    desk.see("hub out of reach, ", "to be sent")
    desk.picture("4 without the network")


def both_hold_the_same_when_it_is_back(desk: Laptop, other: Laptop) -> None:
    """See at each what was done at the other, and that nothing waits."""
    desk.press("ctrl+6")
    desk.see(LATER)
    desk.picture("5 back again")
    other.press("ctrl+1")
    other.type("mori", HAND)
    other.see("Kenji Mori", GUEST[2])
    other.picture("7 back again")
    desk.see("2 laptops · met ")
    other.see("2 laptops · met ")
