"""Folders that are made once, whole or not at all, even when several processes want them or one is killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import EmbeddingError

WAIT_S = 900.0
"""Longer than the slowest making takes on a small machine."""


def made_once(folder: Path, make: Callable[[Path], None], wait_s: float = WAIT_S) -> Path:
    """Return a folder, making it first if it is not there.

    It is made under another name beside its place and renamed when complete, by one process at a time; a second one
    waits and finds it made. What a killed process left over is swept away by the next.

    Args:
        folder: Where it belongs. Its name carries the version of what is in it: content never changes.
        make: Fills an empty folder.
        wait_s: How long to wait for another process that is making it, in seconds.

    Returns:
        The same path, now a complete folder.

    Raises:
        EmbeddingError: It cannot be written, or another process takes too long; or whatever `make` raises.
    """
    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=wait_s):
            if folder.is_dir():
                return folder
            for leftover in folder.parent.glob(f"{folder.name}.part-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
            try:
                make(part)
                part.chmod(0o755)  # mkdtemp makes it private; another account may share the cache
                part.rename(folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
    except Timeout as error:
        raise EmbeddingError(
            f"Another process has been preparing {folder} for {wait_s:.0f} s; stop it, or start again when it is done."
        ) from error
    except OSError as error:
        raise EmbeddingError(
            f"The model folder {folder.parent} cannot be written ({error.strerror or error}); "
            "free some space there or choose another one with MODEL_DIR."
        ) from error
    return folder
