"""Finding people by any part of what is known of them (SQLite FTS5).

A name is compared by its romanised, folded key, so that case, accents and script do
not matter. The index uses `unicode61` with prefixes, not `trigram`: that one is wrong
below three letters, which most Chinese given names are.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence

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

# To be said before a participant's row goes away: no trigger does.
FORGET = (
    "INSERT INTO participant_search (participant_search, rowid, search_key) "
    "SELECT 'delete', rowid, search_key FROM participant WHERE id = ?"
)

# Who fits is read in three steps, none of which goes through everybody: whole words,
# names that begin so, then any word that begins so.
_STEPS = ("", "^", "*")
_EACH = {"": 60, "^": 60, "*": 120}  # candidates of each step
_INDEXED = 3  # letters of a beginning, at most, that has an index (`prefix=` above)
_STEP = (
    "SELECT rowid FROM (SELECT rowid FROM participant_search "
    "WHERE participant_search MATCH ? LIMIT ?)"
)
_SOME = (
    "SELECT p.id, p.printed_name, p.search_key FROM participant p "
    "WHERE p.rowid IN ({}) AND p.removed_at IS NULL"
)

_FIND = text(
    "SELECT p.id FROM participant_search s JOIN participant p ON p.rowid = s.rowid "
    "WHERE participant_search MATCH :query AND p.removed_at IS NULL "
    "ORDER BY s.rank, p.printed_name LIMIT :limit"
)

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"(?<=\w)[-'’ʼ`.·/](?=\w)")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
FIELDS = (
    "printed_name", "given_name", "family_name", "native_name", "reading",
    "organisation", "email", "city", "external_id",
)  # fmt: skip


def search_key(*texts: str) -> str:
    """Return the words by which `texts` are found: romanised, folded, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in _words(text)))


def key_of(row: Participant) -> str:
    """Return the search key of a participant.

    What a sign divides ("O'Brien", "R-017") is found in one word, too.
    """
    return key_from([getattr(row, name) for name in FIELDS])


def key_from(fields: Sequence[str]) -> str:
    """Return the search key of a participant whose `FIELDS` have these values."""
    divided = [
        _BETWEEN.sub("", part)
        for field in fields
        for part in field.split()
        if _BETWEEN.search(part) and "@" not in part
    ]
    return search_key(*fields, *divided)


def index(raw: sqlite3.Connection, participant_id: str) -> None:
    """Renew the words by which a participant is found that was written by SQL."""
    query = f"SELECT {', '.join(FIELDS)} FROM participant WHERE id = ?"  # noqa: S608 - names of ours
    fields = raw.execute(query, (participant_id,)).fetchone()
    statement = "UPDATE participant SET search_key = ? WHERE id = ?"
    raw.execute(statement, (key_from(fields), participant_id))


def _words(source: str) -> Iterator[str]:
    source = unicodedata.normalize("NFKC", source)
    for run in _IDEOGRAPHS.findall(source):
        syllables = [anyascii(letter).casefold() for letter in run]
        yield from ("".join(syllables), "".join(syllables[1:]) or syllables[0])
        yield from syllables
    yield from _WORD.findall(anyascii(_IDEOGRAPHS.sub(" ", source)).casefold())


def typed_words(source: str) -> list[str]:
    """Return the words of what was typed, romanised and folded."""
    source = unicodedata.normalize("NFKC", source)
    spaced = _IDEOGRAPHS.sub(lambda run: f" {' '.join(run[0])} ", source)
    return _WORD.findall(anyascii(spaced).casefold())


def _query(source: str) -> str:
    """Return an FTS5 query: every word typed, each as a prefix, in any order."""
    return " ".join(f'"{word}"*' for word in typed_words(source))


def find(session: Session, typed: str, limit: int = 20) -> list[str]:
    """Return ids of participants in whose key each typed word begins a word.

    Those removed are left out; the best match stands first. Nothing typed: nothing.
    """
    query = _query(typed)
    if not query:
        return []
    found = session.execute(_FIND, {"query": query, "limit": limit})
    return list(found.scalars())


def candidates(
    session: Session, words: Sequence[Sequence[str]]
) -> dict[str, tuple[str, str]]:
    """Return id -> (printed name, key) of some hundred people who fit, best among them.

    Of each group of `words` one begins a word of the key. However many fit, it takes a
    few milliseconds.
    """
    if not all(words) or not words:
        return {}
    is_short = len(words[0][0]) <= _INDEXED
    steps = _STEPS if is_short else (_STEPS[0], _STEPS[-1])
    bound = tuple(part for step in steps for part in (_match(words, step), _EACH[step]))
    query = _SOME.format(" UNION ".join([_STEP] * len(steps)))
    found = session.connection().exec_driver_sql(query, bound).all()
    return {participant_id: (name, key) for participant_id, name, key in found}


def _match(words: Sequence[Sequence[str]], step: str) -> str:
    """Return the FTS5 query of one step."""
    return " AND ".join(
        f"({' OR '.join(_term(word, step, is_first=not number) for word in group)})"
        for number, group in enumerate(words)
    )


def _term(word: str, step: str, *, is_first: bool) -> str:
    if step == "":
        return f'"{word}"'
    # Short words have an index of beginnings; longer ones fit few people anyway.
    begins = step == "^" and is_first and len(word) <= _INDEXED
    return f'^ "{word}" *' if begins else f'"{word}" *'
