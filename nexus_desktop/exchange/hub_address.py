"""Where the hub is: only connections that nobody can listen in to are made.

Beyond this laptop the server must show a certificate that is valid for its name.
"""

import os
import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nexus_desktop.core.errors import NexusError

_SAFE = "verify-full"
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)
_FIXED: dict[str, str | int] = {
    "application_name": "nexus-desktop",
    "connect_timeout": 6,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


class HubProblem(NexusError):  # noqa: N818
    """The hub can't be used; the text says why and what to do."""


def checked(url: str) -> str:
    """Return what to connect with for a `postgresql://` address.

    Raises:
        HubProblem: it is no such address, or asks for a connection that is not safe.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise HubProblem(
            "This is not the address of a hub. It looks like "
            "postgresql://NAME:PASSWORD@SERVER/DATABASE."
        ) from error
    if not parts.get("dbname"):
        raise HubProblem("The address of the hub names no database after the server.")
    if not is_here(str(parts.get("host") or "")):
        asked = parts.get("sslmode")
        if asked not in (None, _SAFE):
            raise HubProblem(
                f"The address asks for sslmode={asked}. Beyond this laptop only "
                f"{_SAFE} is used, so that nobody can pose as the hub."
            )
        parts["sslmode"] = _SAFE
        parts.setdefault("sslrootcert", _authorities())
    return make_conninfo("", **{**_texts(parts), **_FIXED})


def _authorities() -> str:
    """Return the file of the certificate authorities that this system trusts.

    The database library looks for it where no system has it, unless it is told.
    """
    asked = os.environ.get("SSL_CERT_FILE"), ssl.get_default_verify_paths().cafile
    found = (one for one in (*asked, *_BUNDLES) if one and Path(one).is_file())
    return next(found, "system")


def _texts(parts: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in parts.items() if value is not None}


def is_here(host: str) -> bool:
    """Tell whether a host is this laptop itself, or a socket in its file system."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def told(url: str) -> str:
    """Return an address as it may be shown: without the password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        return "the hub"
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"{parts.get('host') or 'this laptop'}{port}/{parts.get('dbname') or ''}"
