"""An invitation as a file, closed with a passphrase that is said aloud.

The key comes from the passphrase by Argon2id (RFC 9106): 64 MiB and 3 passes make each
guess cost what a person does not notice and a thief does.
"""

import secrets

from argon2.low_level import Type, hash_secret_raw

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.membership import Invitation, as_json, from_json
from nexus_desktop.exchange.sealing import KEY_BYTES, NotOurs, Seal

_MAGIC = b"NEXUS-JOIN-1\n"
_SALT = 16
SHORTEST = 8


class BadInvitation(NexusError):  # noqa: N818
    """An invitation can't be made or opened."""


def closed(invitation: Invitation, passphrase: str) -> bytes:
    """Return the file.

    Raises:
        BadInvitation: the passphrase is too short.
    """
    if len(passphrase.strip()) < SHORTEST:
        raise BadInvitation(
            f"The passphrase needs {SHORTEST} letters or more, such as three words."
        )
    salt = secrets.token_bytes(_SALT)
    seal = Seal(_key(passphrase, salt), "join")
    return _MAGIC + salt + seal.close(as_json(invitation), _MAGIC)


def opened(data: bytes, passphrase: str) -> Invitation:
    """Return the invitation in a file.

    Raises:
        BadInvitation: it is no invitation, or the passphrase is another.
    """
    if not data.startswith(_MAGIC):
        raise BadInvitation("This is not an invitation to a workshop (.nexus-join).")
    salt, rest = data[len(_MAGIC) :][:_SALT], data[len(_MAGIC) + _SALT :]
    try:
        said = Seal(_key(passphrase, salt.ljust(_SALT)), "join").open(rest, _MAGIC)
    except NotOurs as error:
        raise BadInvitation(
            "The passphrase does not fit this invitation, or the file is damaged."
        ) from error
    return from_json(said)


def _key(passphrase: str, salt: bytes) -> bytes:
    words = " ".join(passphrase.split()).casefold()
    return hash_secret_raw(
        words.encode(), salt, time_cost=3, memory_cost=65_536, parallelism=1,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
