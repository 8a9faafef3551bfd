"""The articles nearest to some words, each with its nearest sentence: a list to choose from, which answers nothing."""

from __future__ import annotations

from rag.answer import Citation
from rag.extract import Sentence, score_sentences
from rag.question import Query
from rag.retrieve import Hit, Retrieved


def nearest_articles(query: Query, retrieved: Retrieved, count: int) -> list[Citation]:
    """List what was found.

    Args:
        query: What was searched.
        retrieved: What was found.
        count: Most articles.

    Returns:
        Best first, numbered from 1, each article once. The quote is the sentence of it nearest to the query; of articles
        far down the list the first sentence of the chunk that was found.
    """
    best: dict[str, Sentence] = {}
    for sentence in score_sentences(query, retrieved):
        best.setdefault(sentence.article.id, sentence)
    hits: dict[str, Hit] = {}
    for hit in retrieved.hits:
        hits.setdefault(hit.article.id, hit)
    return [
        Citation.of(number, hit.article, best[found].text if found in best else _first_sentence(hit))
        for number, (found, hit) in enumerate(list(hits.items())[:count], 1)
    ]


def _first_sentence(hit: Hit) -> str:
    start, end = hit.chunk.chunk.sentences[0]
    return hit.article.text[start:end]
