"""Hits in a better order, by a model that reads the question and each hit together. Off unless RERANKER_MODEL names one.

A cross-encoder's scores are logits or probabilities of a scale of its own, while `rag.extract`, `rag.evidence` and
`rag.pipeline` weigh `Hit.score` as the fused score. So its scores only decide the order: the fused scores of the hits are
dealt out again, the highest to the new first, and so on down. Whatever the model, the score then still falls with the
rank, has the same values as without it, and weighs in the choice of the sentence as the cross-encoder would have it.
What was measured of each hit (`dense`, `words`, `sounds`) stays with the hit, and the evidence is judged by that.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import AnswerError
from rag.question import Query
from rag.retrieve import Hit, Retrieved

_log = logging.getLogger(__name__)

_MAX_TOKENS = 512
"""Of question and hit together, where the model takes so many: a chunk with its title is shorter."""
_MAX_HIT_CHARS = 4000
"""More than those tokens ever hold of real text."""
_BATCH = 32
_REMEDY = "check the name in RERANKER_MODEL and the network, or leave it empty to do without."


class Reranker(Protocol):
    """Reorders hits. Safe to call from several threads.

    Attributes:
        top: How many of the first hits it reorders, so how many are worth retrieving.
    """

    top: int

    def rerank(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits, best first, with ranks and scores renewed. A failing one keeps the order."""
        ...


def rerank_retrieved(reranker: Reranker, query: Query, retrieved: Retrieved, keep: int) -> Retrieved:
    """Reorder what was retrieved and keep the first `keep` hits; adds the time of it as "rerank"."""
    started = time.perf_counter()
    hits = reranker.rerank(query, retrieved.hits)[:keep]
    elapsed_ms = round((time.perf_counter() - started) * 1000, 3)
    return replace(retrieved, hits=hits, timings_ms={**retrieved.timings_ms, "rerank": elapsed_ms})


class CrossEncoderReranker:
    """A Reranker around any sentence-transformers CrossEncoder that gives one score a pair."""

    def __init__(self, model: str, top: int = 20, tell: Callable[[str], None] = lambda _: None) -> None:
        """Load the model: from its folder, from the hub's cache, and only then over the network.

        Args:
            model: Hub name or folder.
            top: How many of the first hits are reordered, at least 1; the cost of a question grows with it.
            tell: Is told, in one line, what takes long.

        Raises:
            ValueError: top < 1.
            AnswerError: No such model, no network where one is needed, a damaged folder, or a model that was not
                trained to rerank.
        """
        if top < 1:
            raise ValueError("top must be at least 1")
        self.top = top
        self._name = model
        self._model = _load(model, tell)
        self._lock = Lock()  # truncation and padding are a tokenizer's state; and one batch at a time bounds memory
        self._has_failed = False

    def rerank(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits, the first `top` of them in the order of the model's scores, ties as they were.

        A model that fails leaves everything as it was; the first time is logged.
        """
        head = hits[: self.top]
        if len(head) < 2:
            return list(hits)
        try:
            scores = self._score(query, head)
        except AnswerError as error:
            if not self._has_failed:
                self._has_failed = True
                _log.warning("%s", error)
            return list(hits)
        fused = sorted((hit.score for hit in head), reverse=True)
        order = np.argsort(-scores, kind="stable").tolist()
        renewed = [
            replace(head[place], rank=rank, score=fused[rank], from_title=0.0, from_one_sentence=0.0, from_reading=0.0)
            for rank, place in enumerate(order)
        ]
        return [*renewed, *hits[self.top :]]

    def _score(self, query: Query, hits: Sequence[Hit]) -> NDArray[np.float32]:
        """Score each hit, shape (n_hits,): the best over the query's texts.

        Raises:
            AnswerError: The model fails, or gives no numbers.
        """
        passages = [_passage(hit) for hit in hits]
        pairs = [(text, passage) for text in query.texts for passage in passages]
        try:
            with self._lock:
                found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
            scores: NDArray[np.float32] = np.asarray(found, np.float32).reshape(len(query.texts), len(hits)).max(axis=0)
            if not np.isfinite(scores).all():
                raise ValueError("not a number")
        except Exception as error:  # memory, device, or whatever a stranger's model comes up with
            raise AnswerError(
                f"The reranker {self._name} failed ({type(error).__name__}: {_first_line(error)}), so hits keep the order "
                "of the search; free some memory, choose another model in RERANKER_MODEL, or leave it empty."
            ) from error
        return scores


def _passage(hit: Hit) -> str:
    """What the model reads of a hit: the headline and the chunk, as the embedder does."""
    span = hit.chunk.chunk
    text = f"{hit.article.title}\n{hit.article.text[span.start : span.end]}".strip()[:_MAX_HIT_CHARS]
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair fails


def _load(name: str, tell: Callable[[str], None]) -> Any:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    is_folder = Path(name).is_dir() or Path(name).is_absolute()
    try:
        try:
            # Without this, each start asks the hub for news of a model that is here, and waits where there is no network.
            model = CrossEncoder(name, local_files_only=True)
        except OSError:
            if is_folder:
                raise
            tell(f"Fetching the reranker {name}, once…")
            model = CrossEncoder(name)
    except Exception as error:  # whatever the hub, the network or a stranger's folder comes up with
        raise AnswerError(f"The reranker {name} cannot be loaded ({_first_line(error)}); {_REMEDY}") from error
    trained_as = getattr(getattr(model.model, "config", None), "architectures", None)
    if model.num_labels != 1 or (trained_as and type(model.model).__name__ not in trained_as):
        # sentence-transformers puts a head of random numbers on an embedding model, and goes on.
        raise AnswerError(
            f"The model {name} is no reranker: it was not trained to give one score to a question and a text; {_REMEDY}"
        )
    model.max_seq_length = min(model.max_seq_length or _MAX_TOKENS, _MAX_TOKENS)
    return model


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
