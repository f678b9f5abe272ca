"""A throw-away PostgreSQL server for tests, also where the tests run as root."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

_FOLDERS = "/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql"
_START = 20.0  # seconds


def program(name: str) -> str | None:
    """Return where a program of PostgreSQL is, None if it is not installed."""
    found = shutil.which(name)
    places = (Path(folder) for folder in _FOLDERS)
    others = (p for place in places for p in sorted(place.glob(f"**/bin/{name}")))
    return found or next(map(str, others), None)


@contextmanager
def server(certificate: tuple[bytes, bytes] | None = None) -> Iterator[str]:
    """Run a server with nothing in it; give the address of its owner.

    With a certificate and its key (PEM), it takes encrypted connections too.
    """
    initdb, postgres = program("initdb"), program("postgres")
    assert initdb
    assert postgres
    folder = Path(tempfile.mkdtemp(prefix="nexus-pg-"))
    how = _unprivileged(folder)
    port = _free_port()
    subprocess.run(
        [initdb, "-D", folder / "data", "-U", "owner", "-A", "trust", "-E", "UTF8",
         "--locale=C", "--no-sync"],
        check=True, capture_output=True, cwd=folder, **how,
    )  # fmt: skip
    # Names with a password, as a real server asks: the tests of closed logins need it.
    (folder / "data" / "pg_hba.conf").write_text(
        "host all owner 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    )
    safely = []
    if certificate is not None:
        safely = ["-c", "ssl=on"]
        for name, data in zip(("server.crt", "server.key"), certificate, strict=True):
            _put(folder / "data" / name, data)
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [postgres, "-D", folder / "data", "-p", str(port), "-k", folder,
         "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
         "-c", "full_page_writes=off", "-c", "synchronous_commit=off", *safely],
        stdout=log, stderr=log, cwd=folder, **how,
    )  # fmt: skip
    try:
        url = f"postgresql://owner@127.0.0.1:{port}/postgres"
        _wait_for(url, process, folder / "log")
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _put(path: Path, data: bytes) -> None:
    """Write a file that belongs to whom its folder belongs to, and only to them."""
    path.touch(mode=0o600)
    path.write_bytes(data)
    owner = path.parent.stat()
    os.chown(path, owner.st_uid, owner.st_gid)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return as whom to run: PostgreSQL refuses to run as root."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}
    if os.geteuid() != 0:
        return {"env": environment}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {
        "env": environment,
        "user": user.pw_uid,
        "group": user.pw_gid,
        "extra_groups": [],
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _START
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            gone = process.poll() is not None or time.monotonic() > end
            assert not gone, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        else:
            return
