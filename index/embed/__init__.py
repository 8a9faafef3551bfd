"""Texts to vectors. Importing this imports no heavy library; loading the packaged model imports OpenVINO, any other PyTorch."""

from index.embed.load import load_embedder
from index.embed.protocol import Embedder, ModelCard, Passage, PassageVectors

__all__ = ["Embedder", "ModelCard", "Passage", "PassageVectors", "load_embedder"]
