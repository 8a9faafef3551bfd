"""The FAISS index on disk: derived from the database, so that it may be missing, old or broken at any time.

The file is one line of JSON (what it was made from, and a checksum) followed by FAISS's own bytes. Those are handed to
FAISS only when the checksum holds, for it may crash on damaged ones. The file is replaced in one step: written
beside, synced, renamed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from index.store.vectors import VectorIndex

FORMAT = 1
MAX_HEADER_BYTES = 4096

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Header:
    """First line of the file.

    Attributes:
        format: Version of this layout.
        index_id: The database that it belongs to.
        generation: What it was made from.
        dimension: Length of a vector.
        count: Vectors in it, those of chunks removed since included.
        last_id: Highest chunk id in it; 0 if empty.
        trained_on: How many vectors it was built from.
        sha256: Of the bytes that follow the line.
    """

    format: int
    index_id: str
    generation: int
    dimension: int
    count: int
    last_id: int
    trained_on: int
    sha256: str


class VectorFile:
    """The vector file of one database."""

    def __init__(self, path: Path, index_id: str, dimension: int) -> None:
        """Remember what belongs in it.

        Args:
            path: The file.
            index_id: The database's `state.index_id`.
            dimension: Length of a vector.
        """
        self._path = path
        self._index_id = index_id
        self._dimension = dimension

    def header(self) -> Header | None:
        """What the file says of itself; None if it is missing, unreadable or of another index."""
        try:
            with self._path.open("rb") as file:
                return self._header(file)
        except (OSError, ValueError, TypeError):
            return None

    def _header(self, file: BinaryIO) -> Header | None:
        header = Header(**json.loads(file.readline(MAX_HEADER_BYTES)))
        expected = (FORMAT, self._index_id, self._dimension)
        return header if (header.format, header.index_id, header.dimension) == expected else None

    def load(self) -> VectorIndex | None:
        """Read the index; None if the file is missing, damaged or of another index."""
        import faiss

        from index.store.vectors import VectorIndex

        try:
            with self._path.open("rb") as file:
                header = self._header(file)
                if header is None:
                    return None
                start = file.tell()
                if hashlib.file_digest(file, "sha256").hexdigest() != header.sha256:
                    raise ValueError("the checksum differs")
                file.seek(start)
                loaded = faiss.read_index(faiss.PyCallbackIOReader(file.read))  # type: ignore[attr-defined] # FAISS's stub
            index = VectorIndex(loaded, header.generation, header.trained_on)
            if index.dimension != header.dimension or len(index.ids) != header.count:
                raise ValueError("it is not what its first line says")
            return index
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError, RuntimeError) as error:  # RuntimeError: FAISS's own
            _log.warning("The vector file %s is unusable (%s): it is made anew from the database.", self._path, error)
            return None

    def save(self, index: VectorIndex) -> None:
        """Replace the file, by whoever holds the writer's lock. A failure is logged: the file can always be made later."""
        import faiss

        payload = faiss.serialize_index(index.faiss_index).data
        header = Header(
            format=FORMAT,
            index_id=self._index_id,
            generation=index.generation,
            dimension=self._dimension,
            count=len(index.ids),
            last_id=index.last_id,
            trained_on=index.trained_on,
            sha256=hashlib.sha256(payload).hexdigest(),
        )
        beside = self._path.with_name(self._path.name + ".new")
        try:
            with beside.open("wb") as file:
                file.write(json.dumps(asdict(header)).encode("ascii") + b"\n")
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            _log.warning(
                "The vector file %s could not be written (%s): starting takes longer.", self._path, error.strerror
            )
