"""Our search inside a chain of LangChain."""

from __future__ import annotations

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from rag.generate.model import load_chat_model
from rag.generate.retriever import NewsRetriever
from rag.pipeline import Answerer
from tests.chat_model import KEY, ChatServer, Says
from tests.chat_model.server import MODEL
from tests.integration.written import TRAIN, TRAIN_TITLE


async def test_the_passages_that_answer_come_as_documents_and_none_where_nothing_does(
    sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    retriever = NewsRetriever(answerer=Answerer(sample_news, embedder))
    documents = await retriever.ainvoke(TRAIN)
    assert documents[0].metadata["title"] == TRAIN_TITLE
    assert [document.metadata["n"] for document in documents] == list(range(1, len(documents) + 1))
    texts = {article.id: article.text for article in sample_news.articles()}
    assert all(document.page_content in texts[document.metadata["article_id"]] for document in documents)
    assert retriever.invoke(TRAIN) == documents
    assert await retriever.ainvoke("Who opened the first hotel on the Moon?") == []


async def test_it_stands_in_a_chain_before_a_chat_model(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.script(Says("Ten."))
    model = load_chat_model(f"openai:{MODEL}", url=chat_server.url, key=KEY)
    prompt = ChatPromptTemplate.from_template("{news}\n\n{question}")
    retriever = NewsRetriever(answerer=Answerer(sample_news, embedder))
    chain = {"news": retriever, "question": RunnablePassthrough()} | prompt | model.model | StrOutputParser()
    assert "".join([piece async for piece in chain.astream(TRAIN)]) == "Ten."
    assert "10 लोगों की जान चली गई" in chat_server.requests[0].prompt
    await model.close()
