"""Sounds of a user's own: what a file must be so that a desk can play it."""

import io
import wave

from nexus_desktop.core.errors import NexusError

MOST_BYTES = 4_000_000
MOST_SECONDS = 5.0


class BadSound(NexusError):  # noqa: N818 - named for what it says of the file
    """A file that can't be a verdict's sound; the sentence says why."""


def seconds(data: bytes) -> float:
    """Return how long a WAV file sounds.

    Raises:
        BadSound: it is no WAV file, or too long for a desk.
    """
    if len(data) > MOST_BYTES:
        raise BadSound(
            f"This sound has {len(data) / 1e6:.1f} MB; {MOST_BYTES / 1e6:.0f} MB fit. "
            "Choose a shorter one."
        )
    try:
        with wave.open(io.BytesIO(data)) as file:
            length = file.getnframes() / file.getframerate()
    except (wave.Error, EOFError, ZeroDivisionError) as error:
        raise BadSound(
            "This is not a WAV file of the plain kind (PCM). Save the sound as "
            "“WAV, 16 bit” and choose it again."
        ) from error
    if length > MOST_SECONDS:
        raise BadSound(
            f"This sound lasts {length:.0f} seconds; at most {MOST_SECONDS:.0f} are "
            "good at a desk, where the next person waits."
        )
    return float(length)
