"""The default model as it runs: against sentence-transformers itself, against PyTorch, and for what it is worth."""

from __future__ import annotations

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embed import Embedder, Passage, PassageVectors, load_embedder
from index.embed import load as load_module
from index.embed.card import DEFAULT_MODEL
from index.embed.embedder import MeanPoolingEmbedder
from index.embed.openvino_runtime import OpenVinoModel
from index.embed.packaged import PROMPTS
from index.errors import EmbeddingError

if TYPE_CHECKING:  # importing it takes ten seconds, which collecting the tests does without
    from sentence_transformers import SentenceTransformer

HINDI = "विदेश मंत्री एस. जयशंकर ने अस्ताना में रूस के विदेश मंत्री से मुलाकात की। दोनों ने व्यापार पर बात की।"
CRICKET = "भारत ने तीसरे टेस्ट में इंग्लैंड को छह विकेट से हराया। कप्तान ने शतक बनाया।"
ENGLISH = "Heavy rain flooded parts of Mumbai on Tuesday. Trains were late. Schools stayed shut for two days."
TEXTS = [HINDI, CRICKET, ENGLISH, "दिल्ली", "x", (HINDI + " ") * 30, "क" * 3000, "१२३ 456 — ½ 😀 … ॥"]


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Sentences as halves and thirds of a text; where exactly does not matter here."""
    cuts = [round(part * len(text) / 3) for part in range(4)]
    return tuple((begin, end) for begin, end in pairwise(cuts) if end > begin)


def passages(texts: list[str]) -> list[Passage]:
    return [Passage("", text, spans(text)) for text in texts]


@pytest.fixture(scope="module")
def together(embedder: Embedder) -> list[PassageVectors]:
    """The texts as passages, embedded all at once."""
    return embedder.embed_passages(passages(TEXTS))


@pytest.fixture(scope="module")
def sentence_transformer(embedder: Embedder) -> SentenceTransformer:
    """The same encoder with the pooling and normalising of sentence-transformers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    from tests.integration.encoder_module import EncoderModule

    assert isinstance(embedder, MeanPoolingEmbedder)
    assert isinstance(embedder._model, OpenVinoModel)
    modules = [EncoderModule(embedder._model.encoder, embedder._tokenizer), Pooling(384, "mean"), Normalize()]
    return SentenceTransformer(modules=modules, prompts=dict(PROMPTS), device="cpu")


def test_queries_equal_what_sentence_transformers_encodes(
    embedder: Embedder, sentence_transformer: SentenceTransformer
) -> None:
    expected = sentence_transformer.encode(TEXTS, prompt_name="query")
    np.testing.assert_allclose(embedder.embed_queries(TEXTS), expected, atol=1e-3)


def test_passages_equal_what_sentence_transformers_encodes(
    together: list[PassageVectors], sentence_transformer: SentenceTransformer
) -> None:
    expected = sentence_transformer.encode(TEXTS, prompt_name="document", batch_size=3)
    found = np.array([passage.vector for passage in together])
    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_a_vector_does_not_depend_on_what_it_is_embedded_together_with(
    embedder: Embedder, together: list[PassageVectors]
) -> None:
    for text, passage in zip(TEXTS, together, strict=True):
        (alone,) = embedder.embed_passages(passages([text]))
        np.testing.assert_allclose(alone.vector, passage.vector, atol=1e-3)
        np.testing.assert_allclose(alone.sentences, passage.sentences, atol=1e-3)


def test_every_vector_is_float32_of_length_one(embedder: Embedder, together: list[PassageVectors]) -> None:
    strange = ["", " ", "\u200d", "</s>", "<mask>", "\x00", "\ud83d", "\u202e", "🙂" * 2000, "क्\u200dया"]
    vectors = [embedder.embed_queries(strange)]
    for passage in together + embedder.embed_passages(passages(strange)):
        vectors += [passage.vector[None], passage.sentences]
    for rows in vectors:
        assert rows.dtype == np.float32
        assert rows.shape[1] == embedder.card.dimension == 384
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_text_with_special_tokens_is_read_as_if_they_were_not_there(embedder: Embedder) -> None:
    plain, special = embedder.embed_queries(["भारत और रूस", "भारत </s> और <mask> रूस"])
    assert plain @ special > 0.9999


def test_a_word_with_a_zero_width_joiner_is_the_word_without_it(embedder: Embedder) -> None:
    with_joiner, without = embedder.embed_queries(["क्\u200dया राष्\u200dट्रीय", "क्या राष्ट्रीय"])
    np.testing.assert_array_equal(with_joiner, without)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("जयशंकर किससे मिले?", HINDI),
        ("Whom did the foreign minister meet?", HINDI),
        ("क्रिकेट में कौन जीता?", CRICKET),
        ("Who won the cricket match?", CRICKET),
        ("मुंबई में बारिश से क्या हुआ?", ENGLISH),
        ("Why were schools closed?", ENGLISH),
    ],
)
def test_the_passage_that_answers_is_nearest_also_across_languages(
    embedder: Embedder, question: str, answer: str
) -> None:
    texts = [HINDI, CRICKET, ENGLISH]
    vectors = np.array([passage.vector for passage in embedder.embed_passages(passages(texts))])
    assert texts[int(np.argmax(vectors @ embedder.embed_queries([question])[0]))] == answer


def test_the_sentence_that_answers_is_nearest_among_those_of_a_passage(embedder: Embedder) -> None:
    first, second = ENGLISH.index("Trains"), ENGLISH.index("Schools")
    sentences = ((0, first), (first, second), (second, len(ENGLISH)))
    (found,) = embedder.embed_passages([Passage("Rain in Mumbai", ENGLISH, sentences)])
    assert found.sentences.shape == (3, 384)
    (question,) = embedder.embed_queries(["For how long did schools stay closed?"])
    assert int(np.argmax(found.sentences @ question)) == 2


def test_the_title_changes_the_passage_vector(embedder: Embedder) -> None:
    bare, titled = embedder.embed_passages([Passage("", CRICKET, ()), Passage("अस्ताना में बैठक", CRICKET, ())])
    assert bare.vector @ titled.vector < 0.999


def test_threads_at_once_get_what_one_after_the_other_gets(embedder: Embedder) -> None:
    texts = [f"{text[:40]} {number}" for number in range(8) for text in (HINDI, CRICKET, ENGLISH)]
    expected = [embedder.embed_queries([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        bulk = pool.submit(embedder.embed_passages, passages(TEXTS * 4))
        found = list(pool.map(lambda text: embedder.embed_queries([text])[0], texts))
    np.testing.assert_allclose(found, expected, atol=1e-3)
    assert len(bulk.result()) == 4 * len(TEXTS)


def test_tokens_are_counted_beyond_the_models_limit(embedder: Embedder) -> None:
    assert embedder.count_tokens(["भारत", "भारत " * 1000, ""]) == [1, 1000, 0]


def test_the_model_loads_and_answers_with_every_socket_blocked(
    embedder: Embedder, model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    again = load_embedder(DEFAULT_MODEL, model_dir)
    np.testing.assert_array_equal(again.embed_queries([HINDI]), embedder.embed_queries([HINDI]))


def test_openvinos_telemetry_is_not_there_to_be_called(embedder: Embedder) -> None:
    assert embedder.card.name == DEFAULT_MODEL
    assert sys.modules["openvino_telemetry"] is None


def test_pytorch_gives_nearly_the_same_vectors_under_the_same_name(embedder: Embedder, model_dir: Path) -> None:
    torch = load_embedder(DEFAULT_MODEL, model_dir, "torch")
    assert torch.card == embedder.card
    expected = torch.embed_passages(passages(TEXTS[:4]))
    for own, other in zip(embedder.embed_passages(passages(TEXTS[:4])), expected, strict=True):
        assert own.vector @ other.vector > 0.995
        assert np.all((own.sentences * other.sentences).sum(1) > 0.98)
    assert torch.count_tokens(TEXTS) == embedder.count_tokens(TEXTS)


def test_a_damaged_model_folder_is_an_error_that_names_it(embedder: Embedder, tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small-openvino-2"
    folder.mkdir()
    (folder / "words.npy").write_bytes(b"no array")
    with pytest.raises(EmbeddingError, match="is damaged; delete it"):
        load_embedder(DEFAULT_MODEL, tmp_path, "openvino")


def test_where_openvino_fails_pytorch_takes_over_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise EmbeddingError("It could not be prepared.")

    monkeypatch.setattr(load_module, "_openvino", fail)
    monkeypatch.setattr(load_module, "_torch", lambda *_: "the one in PyTorch")
    told: list[str] = []
    assert load_embedder(DEFAULT_MODEL, tmp_path, "auto", tell=told.append) == "the one in PyTorch"
    assert told == ["It could not be prepared. For now it runs in PyTorch, more slowly."]
    with pytest.raises(EmbeddingError, match="could not be prepared"):
        load_embedder(DEFAULT_MODEL, tmp_path, "openvino")


def test_importing_the_floor_imports_no_heavy_library() -> None:
    script = "import sys, index.embed; print({'torch', 'transformers', 'openvino', 'tokenizers'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
