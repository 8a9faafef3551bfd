"""An article becomes chunks: contiguous runs of whole sentences, small enough that one vector can stand for them.

Measured on XQuAD: 128 tokens with one sentence of overlap and the title in front find more than whole paragraphs do
(docs/quality.md). The splitters of the usual libraries know no danda and count characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from index.article import Article, Chunk
from index.text import sentences

CHUNKING = "sentences-128-1"
"""Names the way of chunking in the index manifest; changes whenever equal articles would give other chunks."""

MAX_TOKENS = 128
MAX_TITLE_CHARS = 300


def chunk_articles(
    articles: Sequence[Article], count_tokens: Callable[[Sequence[str]], list[int]], max_tokens: int = MAX_TOKENS
) -> list[list[Chunk]]:
    """Cut articles into chunks.

    Args:
        articles: Articles with clean text.
        count_tokens: Tokens of each of some texts, by the model that will embed them.
        max_tokens: Most tokens of a chunk, title and prompt not counted; at least 2.

    Returns:
        One list per article, in order: each chunk begins with the last sentence of the one before it where both fit,
        so that a pronoun keeps its neighbour. Empty for an article without text.
    """
    spans = [sentences(article.text) for article in articles]
    counts = count_tokens([article.text[a:b] for article, found in zip(articles, spans, strict=True) for a, b in found])
    chunks: list[list[Chunk]] = []
    taken = 0
    for article, found in zip(articles, spans, strict=True):
        sizes = counts[taken : taken + len(found)]
        taken += len(found)
        if any(size > max_tokens for size in sizes):
            found, sizes = _halve(article.text, found, sizes, count_tokens, max_tokens)
        chunks.append(_pack(article.id, found, sizes, max_tokens))
    return chunks


def _halve(
    text: str,
    spans: Sequence[tuple[int, int]],
    sizes: Sequence[int],
    count_tokens: Callable[[Sequence[str]], list[int]],
    max_tokens: int,
) -> tuple[list[tuple[int, int]], list[int]]:
    """Cut sentences that are longer than a chunk into parts that fit, at spaces where there are any."""
    out_spans: list[tuple[int, int]] = []
    out_sizes: list[int] = []
    rest = [(span, size) for span, size in zip(reversed(spans), reversed(sizes), strict=True)]
    while rest:
        (start, end), size = rest.pop()
        middle = _middle(text, start, end) if size > max_tokens else start
        if middle in (start, end):
            out_spans.append((start, end))
            out_sizes.append(size)
            continue
        parts = [_trim(text, start, middle), _trim(text, middle, end)]
        parts = [(a, b) for a, b in parts if a < b]
        for part, tokens in reversed(list(zip(parts, count_tokens([text[a:b] for a, b in parts]), strict=True))):
            rest.append((part, tokens))
    return out_spans, out_sizes


def _middle(text: str, start: int, end: int) -> int:
    """A place near the middle where a person would cut: at a space, else between graphemes."""
    half = (start + end) // 2
    spaces = [place for place in (text.rfind(" ", start + 1, half), text.find(" ", half, end - 1)) if place > 0]
    if spaces:
        return min(spaces, key=lambda place: abs(place - half))
    return next(
        (match.end() for match in regex.finditer(r"\X", text, pos=start, endpos=end) if match.end() >= half), end
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pack(article_id: str, spans: Sequence[tuple[int, int]], sizes: Sequence[int], max_tokens: int) -> list[Chunk]:
    chunks: list[Chunk] = []
    current: list[int] = []
    total = 0
    for index, size in enumerate(sizes):
        if current and total + size > max_tokens:
            chunks.append(_chunk(article_id, spans, current))
            last = current[-1]
            keep = len(current) > 1 and sizes[last] + size <= max_tokens
            current, total = ([last], sizes[last]) if keep else ([], 0)
        current.append(index)
        total += size
    if current:
        chunks.append(_chunk(article_id, spans, current))
    return chunks


def _chunk(article_id: str, spans: Sequence[tuple[int, int]], indices: Sequence[int]) -> Chunk:
    held = tuple(spans[index] for index in indices)
    return Chunk(article_id=article_id, start=held[0][0], end=held[-1][1], sentences=held)
