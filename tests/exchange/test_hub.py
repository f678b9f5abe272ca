"""The hub, on a real PostgreSQL server."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

import psycopg
import pytest

from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.packet import Packet

WORKSHOP = "w1"


def packet(device: str, seq: int, body: bytes = b"said") -> Packet:
    digest = sha256(f"{device}:{seq}:".encode() + body).digest()
    return Packet(device, seq, digest, body, b"signed")


def entries(device: str, *numbers: int) -> list[Packet]:
    return [packet(device, number) for number in numbers]


@contextmanager
def connected(url: str, workshop: str = WORKSHOP) -> Iterator[Hub]:
    one = Hub.connect(url, workshop)
    try:
        yield one
    finally:
        one.close()


def test_what_one_laptop_puts_there_another_gets(hub_url: str) -> None:
    said = [*entries("a", 1, 2, 3), *entries("b", 1)]
    with connected(hub_url) as one, connected(hub_url) as other:
        one.push(said)
        assert other.pull({}, 100) == said
        assert other.pull({"a": 2}, 100) == [*entries("a", 3), *entries("b", 1)]
        assert other.vector() == {"a": 3, "b": 1}


def test_saying_it_again_changes_nothing(hub_url: str) -> None:
    with connected(hub_url) as one:
        one.push(entries("a", 1, 2))
        one.push(entries("a", 1, 2, 3))
        one.push([])
        assert one.pull({}, 100) == entries("a", 1, 2, 3)


def test_much_is_fetched_a_piece_at_a_time_and_in_order(hub_url: str) -> None:
    with connected(hub_url) as one:
        one.push(entries("a", *range(1, 26)))
        known: dict[str, int] = {}
        got: list[Packet] = []
        while found := one.pull(known, 10):
            got += found
            known |= {p.device: p.seq for p in found}
        assert got == entries("a", *range(1, 26))


def test_a_hub_with_a_gap_asks_for_what_is_missing(hub_url: str) -> None:
    with connected(hub_url) as one:
        one.push(entries("a", 1, 2, 5, 6))
        assert one.vector() == {"a": 2}
        one.push(entries("a", 3, 4))
        assert one.vector() == {"a": 6}


def test_two_entries_with_one_number_are_both_kept_and_shown(hub_url: str) -> None:
    first, second = packet("a", 2, b"one"), packet("a", 2, b"other")
    with connected(hub_url) as one:
        one.push([*entries("a", 1), first])
        assert one.forked() == []
        one.push([second])
        assert sorted(one.forked(), key=lambda p: p.body) == [first, second]
        assert one.vector() == {"a": 2}


def test_workshops_in_one_database_do_not_see_each_other(hub_url: str) -> None:
    with connected(hub_url) as one, connected(hub_url, "w2") as other:
        one.push(entries("a", 1))
        assert other.pull({}, 10) == []
        assert other.vector() == {}


def test_a_laptop_is_woken_when_another_puts_something_there(hub_url: str) -> None:
    with connected(hub_url) as one, connected(hub_url) as other:
        assert select.select([other], [], [], 0)[0] == []
        one.push(entries("a", 1))
        assert select.select([other], [], [], 30)[0] == [other]


def test_what_comes_with_an_answer_to_something_else_is_heard_too(
    hub_url: str,
) -> None:
    with connected(hub_url) as one, connected(hub_url) as other:
        other.push(entries("a", 1))
        assert select.select([one], [], [], 30)[0] == [one]
        one.vector()  # reads the news along with its answer
        assert select.select([one], [], [], 0)[0] == []
        assert one.heard()
        assert not one.heard()
        one.push(entries("b", 1))
        assert not one.heard()  # its own
        with connected(hub_url, "w2") as stranger:
            stranger.push(entries("c", 1))
            assert select.select([one], [], [], 30)[0] == [one]
        assert not one.heard()  # of another workshop


def test_a_half_sent_batch_leaves_nothing(hub_url: str) -> None:
    broken = replace(packet("a", 2), hash=b"short")
    with connected(hub_url) as one, pytest.raises(HubProblem):
        one.push([*entries("a", 1), broken])
    with connected(hub_url) as one:
        assert one.pull({}, 10) == []


def test_making_a_hub_again_keeps_what_is_in_it(hub_url: str) -> None:
    with connected(hub_url) as one:
        one.push(entries("a", 1))
        hub.make(hub_url)
        assert one.pull({}, 10) == entries("a", 1)


def test_a_laptops_login_may_only_put_and_read(hub_url: str) -> None:
    login = hub.add_login(hub_url, "0192-device-a")
    with connected(login) as one:
        one.push(entries("a", 1))
        assert one.pull({}, 10) == entries("a", 1)
    with psycopg.connect(login, autocommit=True) as raw:
        for statement in (
            "UPDATE nexus_entry SET body = ''",
            "UPDATE nexus_key SET box = ''",
            "DELETE FROM nexus_key",
            "DELETE FROM nexus_entry",
            "TRUNCATE nexus_entry",
            "DROP TABLE nexus_entry",
            "INSERT INTO nexus_hub VALUES (9)",
            "CREATE TABLE mine (a integer)",
            "CREATE ROLE another LOGIN",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(statement)


def test_a_login_that_is_closed_ends_at_once(hub_url: str) -> None:
    login = hub.add_login(hub_url, "stolen")
    with connected(login) as one:
        assert hub.close_login(hub_url, "stolen")
        with pytest.raises(HubProblem):
            one.pull({}, 10)
    with pytest.raises(HubProblem, match="was closed"):
        Hub.connect(login, WORKSHOP)
    with pytest.raises(HubProblem, match="has a login"):
        hub.add_login(hub_url, "stolen")
    assert hub.close_login(hub_url, "stolen")
    assert not hub.close_login(hub_url, "never")


def test_what_is_wrong_is_said(hub_url: str, server: str) -> None:
    login = hub.add_login(hub_url, "typo")
    wrong = psycopg.conninfo.make_conninfo(login, password="other")  # noqa: S106
    cases = (
        (wrong, "refused the name or the password"),
        (server.replace("/postgres", "/nowhere"), "no such database"),
        (server.replace("/postgres", "/template1"), "hub init"),
        ("postgresql://owner@127.0.0.1:1/postgres", "out of reach"),
    )
    for url, sentence in cases:
        with pytest.raises(HubProblem, match=sentence):
            Hub.connect(url, WORKSHOP)


def test_a_newer_hub_is_left_alone(hub_url: str) -> None:
    with psycopg.connect(hub_url, autocommit=True) as raw:
        raw.execute("INSERT INTO nexus_hub VALUES (99)")
        try:
            with pytest.raises(HubProblem, match="newer version"):
                Hub.connect(hub_url, WORKSHOP)
        finally:
            raw.execute("DELETE FROM nexus_hub WHERE version = 99")
