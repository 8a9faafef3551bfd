"""LangChain's usual pipeline on the same articles and the same model, for comparison only.

RecursiveCharacterTextSplitter, HuggingFaceEmbeddings in 32-bit floats, and an in-memory FAISS index, with their defaults.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.article import Article
from settings import read_settings


def articles_per_second(articles: Sequence[Article]) -> float:
    """Articles a second from text to searchable."""
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from index.embed.packaged import find_weights, unpacked

    settings = read_settings()
    weights = find_weights()
    if weights is None:
        raise SystemExit("The comparison needs the packaged weights: Linux on x86-64.")
    folder = unpacked(weights, settings.model_dir)
    embeddings = HuggingFaceEmbeddings(
        model_name=str(folder), encode_kwargs={"prompt": "passage: ", "normalize_embeddings": True}
    )
    embeddings.embed_documents([articles[0].title or "x"])
    started = time.perf_counter()
    documents = [Document(page_content=f"{article.title}\n{article.text}") for article in articles]
    # The same size of chunk in characters that ours have on average.
    splitter = RecursiveCharacterTextSplitter(chunk_size=420, chunk_overlap=100)
    FAISS.from_documents(splitter.split_documents(documents), embeddings)
    return len(articles) / (time.perf_counter() - started)
