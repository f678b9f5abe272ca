"""What a laptop keeps of itself: its keys in files, the hub's password in a keyring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends import fail, null

from nexus_desktop.exchange.profile import IN_FILE, KnownHub, Place, Profile
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.signing import new_secret
from nexus_desktop.exchange.system_keyring import NoKeyring, SystemKeyring
from tests.exchange.keyrings import Chain, in_use

URL = "postgresql://nexus_1:secret@hub.example.org/nexus"


@pytest.fixture
def chain() -> Iterator[Chain]:
    """The system's keyring."""
    made = Chain()
    with in_use(made):
        yield made


@pytest.fixture
def profile(chain: Chain, tmp_path: Path) -> Profile:
    return Profile(tmp_path, SystemKeyring())


def files(folder: Path) -> str:
    return "".join(one.read_text() for one in (folder / "laptops").iterdir())


def test_keys_are_kept_for_the_user_alone(tmp_path: Path) -> None:
    profile, secret = Profile(tmp_path), new_secret()
    profile.keep("d", secret)
    profile.wrote("d", 7)
    profile.wrote("d", 5)
    profile.wrote("unknown", 5)
    profile.keep_hub("d", URL)
    assert Profile(tmp_path).secret("d") == secret
    assert Profile(tmp_path).secret("unknown") is None
    assert (profile.last("d"), profile.last("unknown")) == (7, 0)
    kept = list((tmp_path / "laptops").iterdir())
    assert len(kept) == 3
    assert all(one.stat().st_mode & 0o077 == 0 for one in kept)


def test_a_number_that_a_power_cut_left_empty_costs_no_key(tmp_path: Path) -> None:
    profile, secret = Profile(tmp_path), new_secret()
    profile.keep("d", secret)
    profile.wrote("d", 7)
    (tmp_path / "laptops" / "d.last").write_text("")
    (tmp_path / "laptops" / "d.last.new").write_text("half")
    assert (profile.secret("d"), profile.last("d")) == (secret, 0)
    profile.wrote("d", 8)
    assert profile.last("d") == 8


def test_the_hub_s_password_is_in_the_keyring_and_in_no_file(
    profile: Profile, chain: Chain, tmp_path: Path
) -> None:
    profile.keep("d", new_secret())
    assert profile.keep_hub("d", URL) is Place.KEYRING
    assert profile.hub("d") == KnownHub(URL, Place.KEYRING)
    assert profile.note("d") == ""
    assert "secret" not in files(tmp_path)
    assert list(chain.kept.values()) == [URL]
    assert profile.keep_hub("d", "") is Place.NOWHERE
    assert profile.hub("d") == KnownHub()
    assert chain.kept == {}


def test_each_identity_has_a_hub_of_its_own(profile: Profile) -> None:
    profile.keep_hub("d", URL)
    profile.keep_hub("e", URL + "2")
    assert [profile.hub(one).url for one in "def"] == [URL, URL + "2", ""]


def test_an_identity_that_follows_another_knows_its_hub(
    profile: Profile, chain: Chain
) -> None:
    profile.keep_hub("d", URL)
    profile.pass_on_hub("d", "e")
    profile.pass_on_hub("e", "f")
    assert profile.hub("f") == KnownHub(URL, Place.KEYRING)
    assert list(chain.kept.values()) == [URL]
    profile.keep_hub("f", URL + "2")
    assert [profile.hub(one).url for one in "def"] == [URL, URL, URL + "2"]
    profile.pass_on_hub("g", "h")
    assert profile.hub("h") == KnownHub()


def test_a_locked_keyring_leaves_the_password_in_a_file_and_that_is_said(
    profile: Profile, chain: Chain, tmp_path: Path
) -> None:
    chain.is_locked = True
    assert profile.keep_hub("d", URL) is Place.FILE
    assert profile.hub("d") == KnownHub(URL, Place.FILE)
    assert profile.note("d") == IN_FILE
    chain.is_locked = False
    assert profile.keep_hub("d", URL) is Place.KEYRING
    assert "secret" not in files(tmp_path)


def test_a_keyring_that_is_locked_later_is_told_and_asked_again(
    profile: Profile, chain: Chain
) -> None:
    profile.keep_hub("d", URL)
    chain.is_locked = True
    locked = profile.hub("d")
    assert (locked.url, locked.place) == ("", Place.KEYRING)
    assert "the collection is locked" in locked.problem
    assert "Unlock it and try again" in locked.problem
    chain.is_locked = False
    assert profile.hub("d").url == URL


def test_a_keyring_that_lost_the_password_is_told_with_what_to_do(
    profile: Profile, chain: Chain
) -> None:
    profile.keep("d", new_secret())
    profile.keep_hub("d", URL)
    chain.kept.clear()
    assert "no longer has this laptop's password" in profile.hub("d").problem
    assert profile.secret("d") is not None
    assert profile.keep_hub("d", URL) is Place.KEYRING
    assert profile.hub("d").url == URL
    chain.kept.clear()
    assert profile.keep_hub("d", "") is Place.NOWHERE


def test_a_profile_that_moved_to_where_no_keyring_is_asked_says_so(
    profile: Profile, tmp_path: Path
) -> None:
    profile.keep_hub("d", URL)
    assert "no longer has" in Profile(tmp_path).hub("d").problem


@pytest.mark.parametrize("none", [fail.Keyring(), null.Keyring()])
def test_without_a_keyring_there_is_a_file(
    none: fail.Keyring | null.Keyring, tmp_path: Path
) -> None:
    with in_use(none):
        profile = Profile(tmp_path, SystemKeyring())
        assert profile.keep_hub("d", URL) is Place.FILE
        assert profile.hub("d").url == URL
        with pytest.raises(NoKeyring, match="there is none"):
            SystemKeyring().get("d")


def test_a_keyring_that_does_not_answer_is_not_waited_for(chain: Chain) -> None:
    chain.answers.clear()
    with pytest.raises(NoKeyring, match="in time"):
        SystemKeyring(patience=0.2).get("d")
    with pytest.raises(NoKeyring, match="not answered the last question"):
        SystemKeyring().get("d")
    chain.answers.set()
    while True:  # until the question that nobody waits for is answered
        try:
            assert SystemKeyring().get("d") is None
        except NoKeyring:
            continue
        break


def test_nobody_waits_for_a_keyring_when_the_window_closes(chain: Chain) -> None:
    chain.answers.clear()
    with pytest.raises(NoKeyring, match="in time"):
        SystemKeyring(patience=1_000, given_up=lambda: True).get("d")
    chain.answers.set()


def test_a_profile_that_is_named_asks_no_keyring(
    chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain.answers.clear()
    monkeypatch.setenv("NEXUS_PROFILE", str(tmp_path))
    for profile in (Profile(), Profile.patient(lambda: False)):
        assert profile.keep_hub("d", URL) is Place.FILE
        assert profile.hub("d").url == URL


def test_without_a_name_the_system_s_own_places_are_used(
    chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEXUS_PROFILE")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda _: str(tmp_path))
    assert Profile().keep_hub("d", URL) is Place.KEYRING
    assert Profile.patient(lambda: False).hub("d").url == URL
    assert (tmp_path / "laptops" / "d.hub").exists()


def test_the_workshop_s_keys_outlast_the_file(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    ring = KeyRing({1: b"\1" * 32, 2: b"\2" * 32})
    profile.keep_ring("d", ring)
    assert Profile(tmp_path).ring("d").keys == ring.keys
    assert Profile(tmp_path).ring("e").keys == {}


def test_a_new_identity_knows_the_hub_of_the_one_before_and_can_forget_it(
    profile: Profile, chain: Chain
) -> None:
    profile.keep_hub("d", URL)
    profile.pass_on_hub("d", "e")
    profile.pass_on_hub("e", "f")
    assert profile.hub("f") == KnownHub(URL, Place.KEYRING)
    assert profile.keep_hub("f", "") is Place.NOWHERE
    assert chain.kept == {}
