"""Reads what the bot keeps of its chats, from its file, while it runs."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

from chat.state.database import FILE_NAME


class Kept:
    """Reads the file beside the bot."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def rows(self, query: str, *values: Any) -> list[Any]:
        connection = sqlite3.connect(self._path)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def change(self, statement: str, *values: Any) -> None:
        """Change rows, while the bot does not run."""
        connection = sqlite3.connect(self._path)
        with connection:
            connection.execute(statement, values)
        connection.close()

    async def until(self, expected: list[Any], query: str, *values: Any) -> None:
        """Wait until a query finds these rows."""
        for _ in range(100):
            if self.rows(query, *values) == expected:
                return
            await asyncio.sleep(0.05)
        assert self.rows(query, *values) == expected

    def everything(self) -> list[tuple[str, Any]]:
        """Every value of every row of every table, with its place."""
        tables = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        found = []
        for (table,) in tables:
            names = [name for _, name, *_ in self.rows(f"PRAGMA table_info({table})")]
            found += [
                (f"{table}.{name}", value)
                for row in self.rows(f"SELECT * FROM {table}")
                for name, value in zip(names, row, strict=True)
            ]
        return found

    def places_of(self, ids: tuple[int, ...], texts: tuple[str, ...]) -> set[str]:
        """Where one of these ids, or a part of one of these texts, stands."""

        def tells(value: Any) -> bool:
            if isinstance(value, str):
                parts = (*texts, *(json.dumps(text)[1:-1] for text in texts), *map(str, ids))
                return any(part in value for part in parts)
            return value in ids

        return {place for place, value in self.everything() if tells(value)}

    def bytes_of(self, person_id: int, texts: tuple[str, ...]) -> list[str]:
        """Which of an id and some texts can be read in the bare bytes of the file and of its log."""
        files = [path for path in self._path.parent.iterdir() if path.name.startswith(self._path.name)]
        content = b"".join(path.read_bytes() for path in files)
        wanted = {"the id": person_id.to_bytes(6, "big"), "the id in digits": str(person_id).encode()}
        for text in texts:
            wanted |= {text: text.encode(), f"{text} in JSON": json.dumps(text)[1:-1].encode()}
        return [name for name, written in wanted.items() if written in content]
