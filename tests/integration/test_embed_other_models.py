"""Any other sentence-transformers model: small ones with random weights, made here and loaded from their folder.

Their libraries take ten seconds to import, which collecting the tests does without.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed import Passage, load_embedder
from index.embed.embedder import MeanPoolingEmbedder
from index.embed.plain import PlainEmbedder
from index.errors import EmbeddingError

TEXTS = ["rain in delhi", "india won the match by six wickets", "who met whom", "delhi"]
WORDS = sorted({word for text in TEXTS for word in text.split()} | {"ask", "tell", ":"})


def small_model(folder: Path, pooling: str, prompts: dict[str, str] | None = None) -> Path:
    """Save a model of two layers and 16 dimensions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    encoder = folder / "encoder"
    encoder.mkdir(parents=True)
    (encoder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    sizes: dict[str, Any] = {
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
    }
    BertModel(BertConfig(vocab_size=len(WORDS) + 5, max_position_embeddings=32, **sizes)).save_pretrained(encoder)
    BertTokenizerFast(str(encoder / "vocab.txt"), model_max_length=32).save_pretrained(encoder)
    modules = [Transformer(str(encoder)), Pooling(16, pooling), Normalize()]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "model"))
    return folder / "model"


def passages() -> list[Passage]:
    return [Passage("", text, ((0, len(text)),)) for text in TEXTS]


@pytest.mark.parametrize(("pooling", "kind"), [("mean", MeanPoolingEmbedder), ("cls", PlainEmbedder)])
def test_another_model_gives_what_sentence_transformers_encodes_with_its_own_prompts(
    tmp_path: Path, pooling: str, kind: type
) -> None:
    folder = small_model(tmp_path, pooling, {"query": "ask: ", "document": "tell: "})
    embedder = load_embedder(str(folder), tmp_path / "models")
    assert isinstance(embedder, kind)
    assert (embedder.card.query_prompt, embedder.card.passage_prompt) == ("ask: ", "tell: ")
    assert (embedder.card.dimension, embedder.card.max_tokens) == (16, 32)

    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    np.testing.assert_allclose(embedder.embed_queries(TEXTS), model.encode(TEXTS, prompt="ask: "), atol=1e-3)
    found = embedder.embed_passages(passages())
    np.testing.assert_allclose(
        np.array([passage.vector for passage in found]), model.encode(TEXTS, prompt="tell: "), atol=1e-3
    )
    assert embedder.count_tokens(TEXTS) == [3, 7, 3, 1]


def test_where_the_model_does_not_pool_by_mean_sentences_are_embedded_one_by_one(tmp_path: Path) -> None:
    embedder = load_embedder(str(small_model(tmp_path, "cls")), tmp_path / "models")
    done: list[int] = []
    text = "rain in delhi. india won the match"
    two, none = embedder.embed_passages(
        [Passage("who", text, ((0, 14), (15, 34))), Passage("", "delhi", ())], done.append
    )
    np.testing.assert_allclose(two.sentences, embedder.embed_queries([text[:14], text[15:]]), atol=1e-5)
    assert none.sentences.shape == (0, 16)
    assert sum(done) == 2


def test_a_model_without_prompts_gets_none(tmp_path: Path) -> None:
    card = load_embedder(str(small_model(tmp_path, "mean")), tmp_path / "models").card
    assert (card.query_prompt, card.passage_prompt) == ("", "")


def test_a_folder_is_pinned_by_its_content_and_not_by_its_dates(tmp_path: Path) -> None:
    folder = small_model(tmp_path, "mean")
    card = load_embedder(str(folder), tmp_path / "models").card
    assert card.name == str(folder.resolve())
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    weights.write_bytes(content)
    assert load_embedder(str(folder), tmp_path / "models").card == card

    content[-1] ^= 1
    weights.write_bytes(content)
    assert load_embedder(str(folder), tmp_path / "models").card.revision != card.revision


def test_changed_prompts_are_another_revision(tmp_path: Path) -> None:
    folder = small_model(tmp_path, "mean")
    before = load_embedder(str(folder), tmp_path / "models").card.revision
    configuration = folder / "config_sentence_transformers.json"
    configuration.write_text(json.dumps(json.loads(configuration.read_text()) | {"prompts": {"query": "ask: "}}))
    after = load_embedder(str(folder), tmp_path / "models").card
    assert (after.revision != before, after.query_prompt) == (True, "ask: ")


def test_a_folder_without_a_model_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmbeddingError, match="EMBEDDING_MODEL"):
        load_embedder(str(tmp_path / "empty"), tmp_path / "models")


def test_a_hub_model_that_cannot_be_reached_is_an_error_that_names_model_and_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("network is unreachable")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    told: list[str] = []
    with pytest.raises(EmbeddingError, match=r"khabar-tests/no-such-model cannot be loaded .* the network"):
        load_embedder("khabar-tests/no-such-model", tmp_path / "models", tell=told.append)
    assert told == ["Downloading the embedding model khabar-tests/no-such-model, once…"]


def test_openvino_is_for_the_default_model_only(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="EMBEDDING_BACKEND"):
        load_embedder("somebody/other", tmp_path, "openvino")
