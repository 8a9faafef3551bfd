"""What lies in the folder of an index, and who may write there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import StoreBusy, StoreError


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of an index."""

    path: Path

    @property
    def database(self) -> Path:
        """The truth."""
        return self.path / "khabar.db"

    @property
    def vectors(self) -> Path:
        """The FAISS index, made from the database."""
        return self.path / "vectors.faiss"

    def __str__(self) -> str:
        """The path, for messages."""
        return str(self.path)

    def make(self) -> None:
        """Make the folder if it is not there.

        Raises:
            StoreError: It cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self.unusable(error) from error

    def unusable(self, error: OSError) -> StoreError:
        """The sentence for a folder that the system does not let us use."""
        return StoreError(
            f"The index cannot be kept in {self} ({error.strerror}): choose another folder with --data-dir or DATA_DIR."
        )

    @contextmanager
    def writer_lock(self, wait_s: float) -> Iterator[None]:
        """Keep other writers out. The system takes the lock back when the process ends, in whatever way.

        Raises:
            StoreBusy: Somebody else has had it for `wait_s` seconds.
            StoreError: The folder cannot be written.
        """
        lock = FileLock(self.path / "writer.lock", timeout=wait_s)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusy(
                f"Another process is writing to the index in {self}: try again when it has finished."
            ) from error
        except OSError as error:
            raise self.unusable(error) from error
        try:
            yield
        finally:
            lock.release()

    def bytes_on_disk(self) -> int:
        """Bytes of the database, its write-ahead log and the vector file."""
        names = (
            self.database,
            self.path / f"{self.database.name}-wal",
            self.path / f"{self.database.name}-shm",
            self.vectors,
        )
        return sum(path.stat().st_size for path in names if path.exists())
