"""Our search as a retriever of LangChain, for chains and agents of whoever builds on Khabar."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.answer import Outcome
from rag.generate.passage import MAX_PASSAGES, Passage, passages_of
from rag.pipeline import Answerer


class NewsRetriever(BaseRetriever):
    """Returns the passages that answer a question, best first; none where the evidence does not do.

    `ainvoke` runs the search in a thread.

    Attributes:
        answerer: Searches and judges.
        limit: Most chunks that are read.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    answerer: Answerer
    limit: int = MAX_PASSAGES

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        trace = self.answerer.trace(query)
        if trace.answer.outcome is not Outcome.ANSWERED:
            return []
        return documents_of(passages_of(trace.retrieved.hits, self.limit))


def documents_of(passages: Sequence[Passage]) -> list[Document]:
    """Return passages as LangChain's documents, with number, article, outlet, address and time of publication."""
    return [
        Document(
            id=f"{passage.article.id}#{passage.n}",
            page_content=passage.text,
            metadata={
                "n": passage.n,
                "article_id": passage.article.id,
                "title": passage.article.title,
                "source": passage.article.source,
                "url": passage.article.url,
                "published": passage.article.published_at.isoformat() if passage.article.published_at else None,
            },
        )
        for passage in passages
    ]
