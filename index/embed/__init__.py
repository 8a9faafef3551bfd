"""Texts to vectors. Importing this imports neither PyTorch nor sentence-transformers: loading a model does."""

from index.embed.load import load_embedder
from index.embed.protocol import Embedder, ModelCard, Passage, PassageVectors

__all__ = ["Embedder", "ModelCard", "Passage", "PassageVectors", "load_embedder"]
