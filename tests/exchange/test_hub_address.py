"""Which addresses are connected to, and how."""

import ssl
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from nexus_desktop.exchange import hub_address
from nexus_desktop.exchange.hub_address import HubProblem, checked, told


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "localhost"])
def test_this_laptop_needs_no_certificate(host: str) -> None:
    parts = conninfo_to_dict(checked(f"postgresql://a:b@{host}/w"))
    assert "sslmode" not in parts


@pytest.mark.parametrize(
    "host", ["192.168.1.20", "hub.example.org", "127.0.0.1.evil.org"]
)
def test_any_other_server_must_prove_its_name(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "trusted.pem"
    bundle.write_text("authorities")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    parts = conninfo_to_dict(checked(f"postgresql://a:b@{host}/w"))
    assert parts["sslmode"] == "verify-full"
    assert parts["sslrootcert"] == str(bundle)


def test_where_no_authorities_are_found_the_library_looks_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nowhere = ssl.get_default_verify_paths()._replace(cafile="")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr(hub_address, "_BUNDLES", ())
    parts = conninfo_to_dict(checked("postgresql://a:b@hub.example.org/w"))
    assert parts["sslrootcert"] == "system"


def test_a_certificate_of_ones_own_can_be_named() -> None:
    url = "postgresql://a:b@hub.example.org/w?sslrootcert=venue.crt"
    assert conninfo_to_dict(checked(url))["sslrootcert"] == "venue.crt"


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca"])
def test_less_safety_is_refused(mode: str) -> None:
    with pytest.raises(HubProblem, match=f"sslmode={mode}"):
        checked(f"postgresql://a:b@hub.example.org/w?sslmode={mode}")


@pytest.mark.parametrize("text", ["nonsense", "http://x", "postgresql://host?bad=1"])
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(HubProblem, match="address of a hub"):
        checked(text)


def test_an_address_without_a_database_is_told() -> None:
    with pytest.raises(HubProblem, match="names no database"):
        checked("postgresql://a@127.0.0.1")


def test_a_password_is_never_shown() -> None:
    assert (
        told("postgresql://a:secret@hub.example.org:5433/w") == "hub.example.org:5433/w"
    )
    assert "secret" not in told("postgresql://a:secret@[bad/w")
    assert told("dbname=w") == "this laptop/w"
