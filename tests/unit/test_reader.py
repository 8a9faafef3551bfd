"""The reader in use does the same arithmetic as the one that learns, and takes what an index may hold."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from index.embed.late import NO_TOKENS, SCALE, SentenceTokens, TokenVectors
from rag import reader
from rag.reader import LEAST, MOST_TOKENS, pair, read
from tests.benchmarks.reader_model import ReaderModel

DRAW = np.random.default_rng(3)


def tokens(*counts: int, title: int = 0) -> SentenceTokens:
    codes = DRAW.normal(size=(sum(counts) + title, 64))
    codes *= SCALE / np.linalg.norm(codes, axis=1, keepdims=True)
    return SentenceTokens(np.rint(codes).astype(np.int8), counts, title)


def question(length: int = 7) -> TokenVectors:
    vectors = DRAW.normal(size=(length, 64)).astype(np.float32)
    weights = DRAW.random(length).astype(np.float32)
    return TokenVectors(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), weights / weights.sum())


def test_it_reads_as_the_model_that_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    model = ReaderModel()
    with torch.no_grad():
        for weights in model.parameters():
            weights.normal_(0, 0.1)
    held = {name: weights.numpy() for name, weights in model.state_dict().items()}
    monkeypatch.setattr(reader, "_weights", lambda: held)
    asked, chunks = question(), [tokens(9, 4, title=3), tokens(20), tokens(5, 0, 7)]
    found = read(asked, chunks)
    model.eval()
    with torch.no_grad():
        logits = model([pair(asked, chunk) for chunk in chunks])
    for chunk, reading, own in zip(chunks, found, logits, strict=True):
        assert reading is not None
        places = np.repeat(np.arange(len(chunk.counts)), chunk.counts)
        for sentence, count in enumerate(chunk.counts):
            expected = float(torch.logsumexp(own[torch.from_numpy(places == sentence)], 0)) if count else LEAST
            assert reading.sentences[sentence] == pytest.approx(max(LEAST, expected), abs=1e-3)
        assert reading.chunk == pytest.approx(max(LEAST, float(torch.logsumexp(own, 0))), abs=1e-3)


def test_what_cannot_be_read_is_told_apart_from_what_does_not_answer() -> None:
    bare, empty, read_one = read(question(), [NO_TOKENS, tokens(0, 0), tokens(0, 6)])
    assert bare is None
    assert empty is None
    assert read_one is not None
    assert read_one.sentences[0] == LEAST


def test_a_chunk_longer_than_what_is_read_keeps_all_its_sentences() -> None:
    (found,) = read(question(), [tokens(MOST_TOKENS - 2, 5, 9)])
    assert found is not None
    assert found.sentences.shape == (3,)
    assert found.sentences[2] == LEAST
    assert np.isfinite(found.chunk)
