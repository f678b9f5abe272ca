"""A hub beyond this laptop: encrypted, and only with one that shows who it is."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nexus_desktop.cli import now
from nexus_desktop.exchange import hub, hub_address
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from tests.exchange import postgres


@pytest.fixture
def certificate() -> tuple[bytes, bytes]:
    """A certificate of 127.0.0.1 that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Workshop hub")])
    address = x509.IPAddress(ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    kind, closed = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(pem), key.private_bytes(pem, kind, closed)


@pytest.fixture
def far(
    certificate: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a server that is taken for one beyond this laptop."""
    if postgres.program("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server(certificate) as url:
        monkeypatch.setattr(hub_address, "is_here", lambda _host: False)
        yield url


def test_a_hub_that_shows_a_certificate_we_trust_is_met_encrypted(
    far: str, certificate: tuple[bytes, bytes], tmp_path: Path
) -> None:
    trusted = tmp_path / "venue.crt"
    trusted.write_bytes(certificate[0])
    address = psycopg.conninfo.make_conninfo(far, sslrootcert=str(trusted))
    hub.make(address)
    login = hub.add_login(address, "desk")
    with closing(Hub.connect(login, "w1")) as there:
        assert there._connection.pgconn.ssl_in_use
    with pytest.raises(HubProblem, match="could not show who it is"):
        Hub.connect(psycopg.conninfo.make_conninfo(login, host="localhost"), "w1")


def test_a_hub_whose_certificate_nobody_vouches_for_is_refused(
    far: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(HubProblem, match="could not show who it is"):
        hub.make(far)


def test_a_server_that_does_not_encrypt_is_told(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_address, "is_here", lambda _host: False)
    with pytest.raises(HubProblem, match="Switch ssl on"):
        hub.make(server)


def test_what_the_system_trusts_is_trusted_without_naming_it(
    far: str,
    certificate: tuple[bytes, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trusted = tmp_path / "system.pem"
    trusted.write_bytes(certificate[0])
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setattr(hub_address, "_authorities", lambda: str(trusted))
    hub.make(far)
