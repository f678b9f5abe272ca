"""Many files opened in one process, without doing for each what is alike for all.

The tables of a new file are copied instead of made, and SQL that was put into words for
one file is known for the next. What is written, and how, is the same.
"""

import gc
import random
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from nexus_desktop.store import database as opening

_RARELY = (100_000, 50, 50)  # the garbage of a run is collected at its end


@contextmanager
def hastened() -> Iterator[None]:
    """Let files be opened and made in haste for a while."""
    made, tables = opening.engine_on, opening._make_tables
    with closing(sqlite3.connect(":memory:")) as template:
        template.isolation_level = None
        tables(template)
        kept = gc.get_threshold()
        setattr(opening, "engine_on", _alike(made))  # noqa: B010 - for a while
        setattr(opening, "_make_tables", template.backup)  # noqa: B010
        gc.set_threshold(*_RARELY)
        try:
            yield
        finally:
            gc.set_threshold(*kept)
            setattr(opening, "engine_on", made)  # noqa: B010
            setattr(opening, "_make_tables", tables)  # noqa: B010


@contextmanager
def loaded(seed: int | str) -> Iterator[None]:
    """Let what is made by chance follow from a seed for a while."""
    dice, chance = random.Random(seed), (secrets.randbits, secrets.token_bytes)  # noqa: S311
    setattr(secrets, "randbits", dice.getrandbits)  # noqa: B010
    setattr(secrets, "token_bytes", dice.randbytes)  # noqa: B010
    try:
        yield
    finally:
        secrets.randbits, secrets.token_bytes = chance


def memory() -> Path | None:
    """Return a folder that is kept in memory, where there is one."""
    folder = Path("/dev/shm")  # noqa: S108 - it is made and removed within it
    return folder if folder.is_dir() else None


def _alike(
    make: Callable[[sqlite3.Connection], Engine],
) -> Callable[[sqlite3.Connection], Engine]:
    """Return what makes engines that know each other's SQL."""
    first: list[Engine] = []
    words: dict[Any, Any] = {}

    def engine_on(raw: sqlite3.Connection) -> Engine:
        engine = make(raw)
        first.append(engine)
        engine.dialect = first[0].dialect
        engine.update_execution_options(compiled_cache=words)
        del first[1:]
        return engine

    return engine_on
