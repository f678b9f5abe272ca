"""The text of an invitation: in a file, in a QR code, or pasted."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_desktop.core.roles import Role
from nexus_desktop.documents import qr
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.invitation_file import BadInvitation, WrongPassphrase
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import sharing
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill

WORDS = "4821 0937 5562"
HUB = (
    "postgresql://nexus_0123456789abcdef:Kq3vXh1TzPz8m0b2wYc7fGd5Lr9sNt4J"
    "@hub.workshop.example.org:5432/nexus?sslrootcert=system"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Invitation]:
    """An invitation as coordinators make them, with a login at a hub."""
    folder = tmp_path_factory.mktemp("coordinator")
    database = Database.create(folder / "w.nexus", fill, at=NINE, actor="root")[0]
    with closing(database):
        profile, offer = Profile(folder / "user"), sharing.Offer(Role.DESK)
        invitation = sharing.invite(database, offer, at=NINE, profile=profile)
        yield replace(invitation, hub=HUB)


@pytest.fixture(scope="module")
def text(made: Invitation) -> str:
    return invitation_file.closed(made, WORDS)


def test_an_invitation_is_the_same_after_it_was_closed_and_opened(
    made: Invitation, text: str
) -> None:
    assert invitation_file.opened(text, WORDS.replace(" ", "-")) == made
    assert made.title == "Test workshop"
    assert made.secret.upper() not in text


def test_it_may_be_pasted_in_lines_and_small_letters(text: str) -> None:
    lines = "\r\n".join(text[n : n + 60].lower() for n in range(0, len(text), 60))
    assert invitation_file.checked(f"\n {lines} \n") == text


def test_another_passphrase_is_told_from_an_invitation_that_is_not_whole(
    text: str,
) -> None:
    with pytest.raises(WrongPassphrase, match="passphrase does not fit"):
        invitation_file.opened(text, "4821 0937 5563")
    other = "B" if text[60] == "A" else "A"
    changed = (text[:50] + text[51:], text + "1!", text[:60] + other + text[61:])
    for broken in (text[:-9], text[:20], "NXJ1", *changed):
        with pytest.raises(BadInvitation, match="not whole"):
            invitation_file.opened(broken, WORDS)


def test_any_other_text_is_not_an_invitation(tmp_path: Path) -> None:
    picture = tmp_path / "picture.nexus-join"
    picture.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(BadInvitation, match="not an invitation"):
        invitation_file.read_file(picture)
    with pytest.raises(BadInvitation, match="not an invitation"):
        invitation_file.opened("NX1AAAA", WORDS)
    with pytest.raises(BadInvitation, match="can't be read"):
        invitation_file.read_file(tmp_path)


def test_a_short_passphrase_closes_nothing(made: Invitation) -> None:
    with pytest.raises(BadInvitation, match="8 letters or digits"):
        invitation_file.closed(made, "s-h o-r-t 7")


def test_one_of_a_version_that_says_more_asks_for_the_same_version(
    made: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_file, "as_json", lambda _: b'{"share": {}}')
    newer = invitation_file.closed(made, WORDS)
    with pytest.raises(BadInvitation, match="another version"):
        invitation_file.opened(newer, WORDS)


def test_with_a_hub_and_twenty_earlier_laptops_it_fits_into_a_code_for_a_webcam(
    made: Invitation, text: str
) -> None:
    few = qr.on_screen(text)
    assert few is not None
    assert len(few) <= 4 * 18 + 17  # a code of version 18
    history = {f"0199c2a5-7{n:03x}-7d3e-9b1c-{n * 7919:012x}": n for n in range(20)}
    many = replace(made, share=replace(made.share, history=history))
    modules = qr.on_screen(invitation_file.closed(many, WORDS))
    assert modules is not None
    assert len(modules) <= 4 * 25 + 17


def test_what_no_webcam_could_read_is_not_made_into_a_code(text: str) -> None:
    assert qr.on_screen(text * 3) is None
    assert qr.on_screen("A" * 9_000) is None
