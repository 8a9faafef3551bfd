"""The embedder around a small tokenizer and a model of which every vector can be told beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

from index.embed.embedder import MeanPoolingEmbedder
from index.embed.protocol import ModelCard, Passage
from index.embed.tokenizer import TextTokenizer
from index.errors import EmbeddingError

WORDS = ["<s>", "</s>", "<unk>", "ask:", "tell:", "title", "cat", "dog", "क्या", "sun"]
MAX_TOKENS = 8
CARD = ModelCard("toy", "1", len(WORDS), MAX_TOKENS, "ask: ", "tell: ")


class OneHotModel:
    """A token's vector is the unit vector of its id; remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[np.ndarray] = []

    def __call__(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.seen.append(np.where(mask == 1, ids, -1))
        tokens = np.eye(len(WORDS), dtype=np.float32)[ids]
        return tokens, (tokens * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)


def toy_tokenizer() -> TextTokenizer:
    tokenizer = Tokenizer(models.WordLevel({word: id for id, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in ("<s>", "</s>", "<unk>")])
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", None, [("<s>", 0), ("</s>", 1)])
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=20)
    return TextTokenizer(tokenizer, MAX_TOKENS)


@pytest.fixture
def model() -> OneHotModel:
    return OneHotModel()


@pytest.fixture
def toy(model: OneHotModel) -> MeanPoolingEmbedder:
    return MeanPoolingEmbedder(model, toy_tokenizer(), CARD)


def words_of(vector: np.ndarray) -> set[str]:
    return {WORDS[place] for place in np.flatnonzero(vector)}


def test_a_query_is_embedded_behind_its_prompt(toy: MeanPoolingEmbedder) -> None:
    vectors = toy.embed_queries(["cat"])
    assert words_of(vectors[0]) == {"<s>", "ask:", "cat", "</s>"}
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0]) == pytest.approx(1)


def test_no_queries_make_no_vectors(toy: MeanPoolingEmbedder) -> None:
    assert toy.embed_queries([]).shape == (0, len(WORDS))
    assert toy.embed_passages([]) == []


def test_prompt_and_title_are_in_the_passage_vector_and_in_no_sentence_vector(toy: MeanPoolingEmbedder) -> None:
    (found,) = toy.embed_passages([Passage("title", "cat dog. sun", ((0, 8), (9, 12)))])
    assert words_of(found.vector) == {"<s>", "tell:", "title", "cat", "<unk>", "sun", "</s>"}
    assert [words_of(sentence) for sentence in found.sentences] == [{"cat", "<unk>"}, {"sun"}]


def test_passages_come_back_in_their_order_whatever_their_length(toy: MeanPoolingEmbedder) -> None:
    texts = ["sun", "cat cat cat", "dog dog"]
    found = toy.embed_passages([Passage("", text, ((0, len(text)),)) for text in texts])
    assert [words_of(passage.sentences[0]) for passage in found] == [{"sun"}, {"cat"}, {"dog"}]


def test_progress_adds_up_to_the_number_of_passages(toy: MeanPoolingEmbedder) -> None:
    steps: list[int] = []
    toy.embed_passages([Passage("", "cat " * 6, ())] * 600, steps.append)
    assert sum(steps) == 600
    assert len(steps) > 1


def test_a_sentence_behind_the_models_limit_gets_the_vector_of_the_passage(toy: MeanPoolingEmbedder) -> None:
    text = "cat cat cat cat cat cat sun"
    (found,) = toy.embed_passages([Passage("", text, ((0, 23), (24, 27)))])
    np.testing.assert_array_equal(found.sentences[1], found.vector)
    assert words_of(found.sentences[0]) == {"cat"}


def test_a_text_that_is_too_long_is_cut_before_its_closing_token(toy: MeanPoolingEmbedder, model: OneHotModel) -> None:
    toy.embed_queries(["cat dog sun cat dog sun cat dog sun"])
    assert [WORDS[id] for id in model.seen[0][0]] == ["<s>", "ask:", "cat", "dog", "sun", "cat", "dog", "</s>"]


def test_zero_width_joiners_do_not_tear_words_apart_and_shift_no_sentence(toy: MeanPoolingEmbedder) -> None:
    text = "क्\u200dया क्\u200dया cat sun"
    begin = text.index("sun")
    (found,) = toy.embed_passages([Passage("क्\u200cया", text, ((0, begin - 1), (begin, begin + 3)))])
    assert [words_of(sentence) for sentence in found.sentences] == [{"क्या", "cat"}, {"sun"}]
    assert "<unk>" not in words_of(found.vector)


def test_special_tokens_that_stand_in_a_text_are_not_taken_for_real_ones(
    toy: MeanPoolingEmbedder, model: OneHotModel
) -> None:
    (found,) = toy.embed_passages([Passage("</s>", "cat</s>dog <s>", ((0, 14),))])
    assert model.seen[0][0].tolist().count(WORDS.index("</s>")) == 1
    assert words_of(found.sentences[0]) == {"cat", "dog"}


def test_half_a_surrogate_pair_is_left_out(toy: MeanPoolingEmbedder) -> None:
    assert words_of(toy.embed_queries(["cat \ud83d"])[0]) == {"<s>", "ask:", "cat", "</s>"}


def test_tokens_are_counted_without_special_ones_and_beyond_the_models_limit(toy: MeanPoolingEmbedder) -> None:
    assert toy.count_tokens(["cat " * 100, "", "cat </s>"]) == [100, 0, 1]


def test_a_model_that_gives_no_numbers_is_an_error_with_a_remedy() -> None:
    def broken(ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.full((*ids.shape, 3), np.nan, np.float32), np.full((len(ids), 3), np.nan, np.float32)

    with pytest.raises(EmbeddingError, match="delete the model's folder"):
        MeanPoolingEmbedder(broken, toy_tokenizer(), CARD).embed_queries(["cat"])
