"""The 8-bit model at run time: made once, then word vectors mapped from disk and a graph that OpenVINO runs."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed.once import made_once
from index.embed.pooling import mean_vectors
from index.embed.tokenizer import TextTokenizer
from index.errors import EmbeddingError

FOLDER = "multilingual-e5-small-openvino-2"
"""Its last number counts up when the conversion changes."""

GRAPH, WORDS, TOKENIZER = "encoder.xml", "words.npy", "tokenizer.json"

MAX_TOKENS = 512
"""Longest input of the model, special tokens included."""

_ROWS = 4
"""Rows that go through the graph at once. Eight would be 5 % quicker and make a question wait twice as long."""

_PROJECT = Path(__file__).resolve().parents[2]


def silent_openvino() -> Any:
    """Import OpenVINO without its telemetry, which otherwise reports the import itself to Google Analytics.

    OpenVINO and NNCF work without the package that sends; None in this table means "not installed" to Python.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def can_convert() -> bool:
    """Whether everything that the conversion needs is installed."""
    return all(find_spec(package) for package in ("openvino", "nncf"))


def converted(weights: Path, model_dir: Path) -> Path:
    """Return the folder of the 8-bit model, made once in a process of its own (half a minute, 220 MB).

    Raises:
        EmbeddingError: The weights are damaged, memory or disk ran out, or the libraries do not fit together.
    """
    return made_once(model_dir / FOLDER, lambda folder: _convert(weights, folder))


def _convert(weights: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "index.embed.convert", str(weights.resolve()), str(folder.resolve())]
    run = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    if run.returncode:
        last = (run.stderr.strip() or f"it ended with status {run.returncode}").splitlines()[-1]
        raise EmbeddingError(
            f"The embedding model could not be prepared for OpenVINO ({last}); "
            "free 2 GB of memory and 1 GB of disk, or set EMBEDDING_BACKEND=torch."
        )


def load_tokenizer(folder: Path) -> TextTokenizer:
    """Load the tokenizer that stands beside the 8-bit model.

    Raises:
        EmbeddingError: The folder is damaged.
    """
    from tokenizers import Tokenizer

    try:
        return TextTokenizer(Tokenizer.from_file(str(folder / TOKENIZER)), MAX_TOKENS)
    except Exception as error:  # the library raises nothing more precise
        raise EmbeddingError(f"The model folder {folder} is damaged; delete it and start again.") from error


class Encoder:
    """Token ids to token vectors. Safe to call from several threads, which take turns."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load the model.

        Args:
            folder: As `converted` made it.
            threads: How many to use; 0: as many as there are processors.

        Raises:
            EmbeddingError: The folder is damaged.
        """
        openvino = silent_openvino()
        options: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY"}
        if threads:
            options["INFERENCE_NUM_THREADS"] = threads
        try:
            self._words = np.load(folder / WORDS, mmap_mode="r", allow_pickle=False).view(np.ndarray)
            self._request = openvino.Core().compile_model(folder / GRAPH, "CPU", options).create_infer_request()
        except (OSError, ValueError, RuntimeError) as error:
            raise EmbeddingError(f"The model folder {folder} is damaged; delete it and start again.") from error
        self._lock = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of a token vector."""
        return int(self._words.shape[1])

    def __call__(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Run the model.

        OpenVINO compiles its kernels anew for each new shape of input (50 ms) and keeps them (7 MB), so that only a few
        shapes are let through: lengths are padded to steps, and rows go by fours or alone.

        Args:
            ids: Token ids, shape (rows, tokens).
            mask: 1 where there is a token, 0 where there is padding, same shape.

        Returns:
            Token vectors, shape (rows, tokens, dimension); rubbish where there is padding.
        """
        rows, length = ids.shape
        inputs = np.zeros((2, rows, _step_up(length)), np.int64)  # np.pad takes ten times as long
        inputs[:, :, :length] = ids, mask
        vectors = np.empty((rows, length, self.dimension), np.float32)
        start = 0
        while start < rows:
            end = start + (_ROWS if rows - start >= _ROWS else 1)
            words = self._words[inputs[0, start:end]].astype(np.float32)
            with self._lock:
                self._request.infer([words, inputs[1, start:end]], share_inputs=True)
                vectors[start:end] = self._request.get_output_tensor(0).data[:, :length]
            start = end
        return vectors


class OpenVinoModel:
    """The encoder with its mean pooling: what sentence-transformers' Pooling gives, without importing PyTorch (10 s)."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder."""
        self.encoder = encoder

    def __call__(
        self, ids: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the model; see `index.embed.embedder.Model`."""
        tokens = self.encoder(ids, mask)
        return tokens, mean_vectors(tokens, mask)


def _step_up(length: int) -> int:
    # Multiples of 16 also make a text's vector independent, to the last bit, of what it is padded to.
    step = 16 if length <= 64 else 32
    return -(-length // step) * step
