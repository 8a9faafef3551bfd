"""evaluate, feedback export: how good the answers are, and what readers thought of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chat.commands import DONE, progress
from index.article import Language
from index.embed.protocol import Embedder
from index.errors import SourceError
from index.store.protocol import Store

if TYPE_CHECKING:  # what reading the judgements does without
    from rag.evaluate import Asked
    from rag.generate.writer import Writer
    from rag.pipeline import Answerer


def fill(files: Sequence[Path], language: Language | None, store: Store, embedder: Embedder) -> frozenset[str]:
    """Index the articles of an evaluation; return the ids of what is in the index.

    Raises:
        SourceError: No article could be read.
    """
    from index.ingest import ingest
    from rag.evaluate import read_articles

    report = ingest(read_articles(files, language), store, embedder, progress.of_articles())
    if not report.added:
        raise SourceError(", ".join(map(str, files)), "no article could be read from these files.")
    return frozenset(article.id for article in store.articles())


def evaluate(
    asked: Sequence[Asked], indexed: frozenset[str], answerer: Answerer, writer: Writer | None, as_json: bool
) -> int:
    """Score answers, and where there is a chat model those that it writes."""
    from rag.evaluate import evaluate as score

    with progress.bar("questions", (2 if writer else 1) * len(asked)) as advance:
        figures = score(answerer, asked, indexed, advance)
        if writer:
            from rag.evaluate_written import evaluate_written

            figures["written"] = evaluate_written(writer, asked, indexed, advance)
    print(json.dumps(figures, ensure_ascii=False, indent=None if as_json else 1))
    return DONE


def export_feedback(data_dir: Path) -> int:
    """Print the answers that readers judged, as evaluation questions."""
    from chat.judgements import question_row
    from chat.state import ChatState, feedback
    from chat.state.database import FILE_NAME
    from index.errors import StateError

    path = data_dir / FILE_NAME
    if not path.is_file():
        raise StateError(f"There is no {path}: nobody has talked to the bot in Telegram yet, or choose --data-dir.")
    state = ChatState(path)
    try:
        found = state.do(feedback.judged)
    finally:
        state.close()
    for judged in found:
        print(json.dumps(question_row(judged), ensure_ascii=False))
    print(f"{len(found)} judged answers.", file=sys.stderr)
    return DONE
