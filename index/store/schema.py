# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""The tables, how they came to be, and the manifest row that says what the index was made with.

articles     the newest revision of each article; `number` never changes and gives the order of first storing; one that its
             outlet no longer has (`gone_at`) has no chunks, and so is not found
revisions    what corrected articles said before
chunks       spans and vectors; ids are never used twice, so an id seen once means that chunk or nothing
chunk_words, chunk_sounds   one FTS5 row per chunk: its distinct terms, written as `terms.py` says
vocabulary   surface words, their sound keys, and in how many articles each stands
stories, story_sounds    which article belongs to which story, and how others find it (`stories.py`)
copies, shingle_bands    copies that are not stored, and how they find their original (`copies.py`)
removals     ids of chunks that went, by generation: with `chunks.id > last` all that a reader needs to catch up
feeds, pages what is known of feeds and pages between two visits: `agenda.py`
state        `generation` grows by one with every change; `index_id` ties the vector file to this database

The schema's version is SQLite's own `user_version`; version n is reached by running MIGRATIONS[n - 1].
"""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import astuple, fields

from index.errors import StoreError, StoreMismatch
from index.store import copies, stories
from index.store.folder import Folder
from index.store.protocol import Manifest

APPLICATION_ID = 0x4B484252  # "KHBR"

FTS_TABLES = tuple(
    # Terms are looked up one at a time and never ranked here: no positions, columns or sizes are needed.
    f"CREATE VIRTUAL TABLE {name} USING fts5(terms, tokenize = 'ascii', detail = none, columnsize = 0)"
    for name in ("chunk_words", "chunk_sounds")
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE manifest (
            only INTEGER PRIMARY KEY CHECK (only = 1), model TEXT NOT NULL, revision TEXT NOT NULL,
            dimension INTEGER NOT NULL, query_prompt TEXT NOT NULL, passage_prompt TEXT NOT NULL, chunking TEXT NOT NULL)""",
        "CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 1), index_id TEXT NOT NULL, generation INTEGER NOT NULL)",
        # `published` is `published_at` in seconds since 1970, for sorting; the long columns come last, so that
        # reading the short ones does not walk through them.
        """CREATE TABLE articles (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,
            fingerprint TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
            published_at TEXT, published REAL, title TEXT NOT NULL, text TEXT NOT NULL, vocabulary TEXT NOT NULL)""",
        "CREATE INDEX articles_by_fingerprint ON articles (fingerprint)",
        "CREATE INDEX articles_by_date ON articles (published, number, language, source)",
        """CREATE TABLE revisions (
            article INTEGER NOT NULL, revision INTEGER NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL,
            url TEXT NOT NULL, published_at TEXT, title TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (article, revision))""",
        # `start_at` and `end_at` are offsets in the article's text; `sentences` is JSON: [[start, end], …].
        """CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
            sentences TEXT NOT NULL, vector BLOB NOT NULL, sentence_vectors BLOB NOT NULL)""",
        "CREATE INDEX chunks_by_article ON chunks (article)",
        "CREATE TABLE vocabulary (word TEXT PRIMARY KEY, sound TEXT NOT NULL, articles INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE INDEX vocabulary_by_sound ON vocabulary (sound)",
        "CREATE TABLE removals (generation INTEGER NOT NULL, chunk INTEGER NOT NULL, PRIMARY KEY (generation, chunk)) "
        "WITHOUT ROWID",
        *FTS_TABLES,
    ),
    # Codes of the chunk's tokens: for each sentence how many as <u2, then as many rows of int8 (`rows.tokens_to_blob`).
    ("ALTER TABLE chunks ADD COLUMN tokens BLOB NOT NULL DEFAULT x''",),
    tuple(
        f"ALTER TABLE {table} ADD COLUMN {column}"
        for table in ("articles", "revisions")
        for column in ("author TEXT NOT NULL DEFAULT ''", "section TEXT NOT NULL DEFAULT ''", "modified_at TEXT")
    ),
    # Feeds and pages between two visits (`agenda`); since when the outlet no longer has an article, seconds since 1970.
    (
        """CREATE TABLE feeds (
            url TEXT PRIMARY KEY, moved_to TEXT NOT NULL, title TEXT NOT NULL, etag TEXT NOT NULL,
            last_modified TEXT NOT NULL, interval_s REAL NOT NULL, next_visit REAL NOT NULL, not_before REAL NOT NULL,
            last_success REAL, last_error TEXT NOT NULL, errors INTEGER NOT NULL, items INTEGER NOT NULL, gone_at REAL)""",
        """CREATE TABLE pages (
            key TEXT PRIMARY KEY, url TEXT NOT NULL, feed TEXT NOT NULL, seen TEXT NOT NULL, article TEXT NOT NULL,
            said TEXT NOT NULL, from_page INTEGER NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
            fresh_from REAL NOT NULL, next_visit REAL, visits INTEGER NOT NULL, failures INTEGER NOT NULL,
            first_seen REAL NOT NULL, gone_at REAL, removed INTEGER NOT NULL)""",
        "CREATE INDEX pages_by_visit ON pages (next_visit) WHERE next_visit IS NOT NULL",
        "CREATE INDEX pages_by_youth ON pages (fresh_from)",
        "CREATE INDEX pages_by_article ON pages (article)",
        "ALTER TABLE articles ADD COLUMN gone_at REAL",
    ),
    (*stories.TABLES, *copies.TABLES),
    # How many of a chunk's codes, the last ones, belong to the title.
    ("ALTER TABLE chunks ADD COLUMN title_tokens INTEGER NOT NULL DEFAULT 0",),
)


def schema_version(connection: sqlite3.Connection, folder: Folder) -> int:
    """Version of the schema; 0 if nothing has been made yet.

    Raises:
        StoreError: The file belongs to another program.
        StoreMismatch: A newer Khabar made it.
    """
    # One picture of all three: another process may be making the database just now.
    alone = not connection.in_transaction
    if alone:
        connection.execute("BEGIN")
    try:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        if alone:
            connection.execute("COMMIT")
    if owner != APPLICATION_ID and (tables or owner):
        raise StoreError(
            f"The database in {folder} belongs to another program: choose another folder with --data-dir or DATA_DIR."
        )
    if version > len(MIGRATIONS):
        raise StoreMismatch(
            f"The index in {folder} has schema version {version} and this Khabar knows {len(MIGRATIONS)}, so that not even "
            "`python bot.py reindex` can read it: update Khabar, or add the news again with another --data-dir."
        )
    return int(version)


def migrate(connection: sqlite3.Connection, version: int, manifest: Manifest) -> None:
    """Bring a database from a version to the newest, inside the caller's transaction; 0 makes a new one."""
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    if version == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("INSERT INTO state VALUES (1, ?, 0)", (uuid.uuid4().hex,))
        write_manifest(connection, manifest)


def write_manifest(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """Set what the index is made with."""
    connection.execute("INSERT OR REPLACE INTO manifest VALUES (1, ?, ?, ?, ?, ?, ?)", astuple(manifest))


def manifest_row(connection: sqlite3.Connection) -> Manifest:
    """What the index was made with."""
    columns = ", ".join(field.name for field in fields(Manifest))
    return Manifest(*connection.execute(f"SELECT {columns} FROM manifest").fetchone())


def require(connection: sqlite3.Connection, folder: Folder, wanted: Manifest) -> None:
    """Check that the index was made with what the caller works with.

    Raises:
        StoreMismatch: Naming each difference.
    """
    found = manifest_row(connection)
    if found == wanted:
        return
    differences = ", ".join(
        f"{field.name.replace('_', ' ')} {getattr(found, field.name)!r} and not {getattr(wanted, field.name)!r}"
        for field in fields(Manifest)
        if getattr(found, field.name) != getattr(wanted, field.name)
    )
    raise StoreMismatch(
        f"The index in {folder} was made with {differences}: run `python bot.py reindex` to make it anew from the stored "
        "articles, or go back to the old setting."
    )
