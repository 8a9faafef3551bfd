"""Which model it is: name, revision and prompts, for the manifest of the index."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index.embed.packaged import PROMPTS
from index.embed.protocol import ModelCard

DEFAULT_MODEL = "intfloat/multilingual-e5-small"

DEFAULT_REVISION = "e5-small, tokens 1"
"""Counts up when `late.npz` changes. The same for the packaged weights (4 or 8 bits) and the hub's: their vectors agree (cosine 0.999) and may be mixed."""

_SAMPLE_BYTES = 1 << 16


def default_card(dimension: int, max_tokens: int) -> ModelCard:
    """Describe the default model where it runs without sentence-transformers."""
    return ModelCard(
        name=DEFAULT_MODEL,
        revision=DEFAULT_REVISION,
        dimension=dimension,
        max_tokens=max_tokens,
        query_prompt=PROMPTS["query"],
        passage_prompt=PROMPTS["passage"],
    )


def model_card(model: Any, name: str, revision: str, prompts: dict[str, str]) -> ModelCard:
    """Describe a SentenceTransformer.

    Args:
        model: The SentenceTransformer.
        name: Hub name or resolved folder.
        revision: What pins its weights.
        prompts: Its prompts by name; what is missing counts as none.
    """
    return ModelCard(
        name=name,
        revision=revision,
        dimension=int(model.get_embedding_dimension()),
        max_tokens=int(model.max_seq_length or 512),
        query_prompt=prompts.get("query") or "",
        passage_prompt=prompts.get("document") or prompts.get("passage") or "",
    )


def folder_revision(folder: Path) -> str:
    """Digest of a model folder: all of its JSON files; of the others their size, first and last 64 KiB."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and path.suffix != ".md" and not any(part.startswith(".") for part in inner.parts):
            digest.update(f"{inner.as_posix()}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as file:
                if path.suffix == ".json":
                    digest.update(file.read())
                else:
                    digest.update(file.read(_SAMPLE_BYTES))
                    file.seek(max(0, path.stat().st_size - _SAMPLE_BYTES))
                    digest.update(file.read())
    return digest.hexdigest()[:16]


def hub_revision(model: Any) -> str:
    """Commit that a model from the hub was loaded at; empty if the model does not tell."""
    configuration = getattr(model.transformers_model, "config", None)
    return getattr(configuration, "_commit_hash", None) or ""
