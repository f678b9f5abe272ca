"""Finding people by any part of what is known of them (SQLite FTS5).

A name is compared by its romanised, folded key, so that case, accents and script do
not matter. The index uses `unicode61` with prefixes, not `trigram`: that one is wrong
below three letters, which most Chinese given names are.
"""

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii
from sqlalchemy import text
from sqlalchemy.orm import Session

from nexus_desktop.store.rows import Participant

# External content: the index holds words only, the text stays in `participant`.
DDL = (
    """CREATE VIRTUAL TABLE participant_search USING fts5(
        search_key, content='participant',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    """CREATE TRIGGER participant_search_insert AFTER INSERT ON participant BEGIN
        INSERT INTO participant_search(rowid, search_key)
            VALUES (new.rowid, new.search_key);
    END""",
    """CREATE TRIGGER participant_search_update
        AFTER UPDATE OF search_key ON participant BEGIN
        INSERT INTO participant_search(participant_search, rowid, search_key)
            VALUES ('delete', old.rowid, old.search_key);
        INSERT INTO participant_search(rowid, search_key)
            VALUES (new.rowid, new.search_key);
    END""",
)
REBUILD = "INSERT INTO participant_search(participant_search) VALUES ('rebuild')"

_FIND = text(
    "SELECT p.id FROM participant_search s JOIN participant p ON p.rowid = s.rowid "
    "WHERE participant_search MATCH :query AND p.removed_at IS NULL "
    "ORDER BY s.rank, p.printed_name LIMIT :limit"
)

_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_FIELDS = (
    "printed_name", "given_name", "family_name", "native_name", "reading",
    "organisation", "email", "city", "external_id",
)  # fmt: skip


def search_key(*texts: str) -> str:
    """Return the words by which `texts` are found: romanised, folded, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in _words(text)))


def key_of(row: Participant) -> str:
    """Return the search key of a participant."""
    return search_key(*(getattr(row, name) for name in _FIELDS))


def _words(source: str) -> Iterator[str]:
    source = unicodedata.normalize("NFKC", source)
    for run in _IDEOGRAPHS.findall(source):
        syllables = [anyascii(letter).casefold() for letter in run]
        yield from ("".join(syllables), "".join(syllables[1:]) or syllables[0])
        yield from syllables
    yield from _WORD.findall(anyascii(_IDEOGRAPHS.sub(" ", source)).casefold())


def _query(source: str) -> str:
    """Return an FTS5 query: every word typed, each as a prefix, in any order."""
    source = unicodedata.normalize("NFKC", source)
    spaced = _IDEOGRAPHS.sub(lambda run: f" {' '.join(run[0])} ", source)
    words = _WORD.findall(anyascii(spaced).casefold())
    return " ".join(f'"{word}"*' for word in words)


def find(session: Session, typed: str, limit: int = 20) -> list[str]:
    """Return ids of participants in whose key each typed word begins a word.

    Those removed are left out; the best match stands first. Nothing typed: nothing.
    """
    query = _query(typed)
    if not query:
        return []
    found = session.execute(_FIND, {"query": query, "limit": limit})
    return list(found.scalars())
