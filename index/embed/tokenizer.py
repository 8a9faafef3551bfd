"""Texts to token ids: XLM-RoBERTa's tokenizer built from its pieces, and one way to use any tokenizer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.embed.carrier import Carrier

SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}

_JOINERS = dict.fromkeys((0x200C, 0x200D))
_MAX_CHARS_PER_TOKEN = 32
"""Far more than real text has: a text longer than the model's tokens times this is cut before it is tokenised."""


def build_tokenizer(carrier: Carrier) -> Tokenizer:
    """Build the tokenizer that the packaged model was trained with.

    SentencePiece's own normalising table for this model is, entry for entry, the rules NMT and NFKC.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(carrier.vocabulary, unk_id=carrier.special["unk"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens(
        [AddedToken(piece, normalized=False) for piece in ("<s>", "<pad>", "</s>", "<unk>")]
        + [AddedToken("<mask>", lstrip=True, normalized=False)]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", carrier.special["bos"]), ("</s>", carrier.special["eos"])],
    )
    return tokenizer


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text.

    Attributes:
        ids: Token ids, special ones included, at most as many as the model takes.
        ends: For each token the offset behind its last character in the text; 0 for the special ones.
    """

    ids: list[int]
    ends: NDArray[np.int64]


class TextTokenizer:
    """Any tokenizer of the `tokenizers` library, used without changing its state, so from several threads."""

    def __init__(self, tokenizer: Tokenizer, max_tokens: int) -> None:
        """Take over a tokenizer.

        Args:
            tokenizer: From now on nobody else may switch its padding or truncation on.
            max_tokens: Longest input of the model, special tokens included.
        """
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.max_tokens = max_tokens
        special = [token.content for token in tokenizer.get_added_tokens_decoder().values() if token.special]
        # A special token that an article happens to contain would end or mask the text; half a surrogate pair fails.
        self._foreign = re.compile("|".join([*map(re.escape, special), "[\ud800-\udfff]"]))
        mask = tokenizer.encode("a").special_tokens_mask
        self._trailing = mask[::-1].index(0)

    def tidy(self, text: str) -> str:
        """Take out what the model must not see: special tokens (blanked), zero-width joiners (dropped).

        The model's own rules turn a joiner into a space, which tears Hindi words apart (क्‍या).
        """
        return self._foreign.sub(lambda found: " " * len(found[0]), text).translate(_JOINERS)

    def encode(self, texts: Sequence[str]) -> list[Tokens]:
        """Tokenise tidy texts, cut to the model's length."""
        limit = self.max_tokens * _MAX_CHARS_PER_TOKEN
        tokens = []
        for encoding in self._tokenizer.encode_batch([text[:limit] for text in texts]):
            ids = encoding.ids
            ends = np.array(encoding.offsets, np.int64)[:, 1]
            if len(ids) > self.max_tokens:
                cut = self.max_tokens - self._trailing
                ids = ids[:cut] + ids[len(ids) - self._trailing :]
                ends = np.concatenate([ends[:cut], ends[len(ends) - self._trailing :]])
            tokens.append(Tokens(ids, ends))
        return tokens

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as it is, without special ones and without cutting."""
        encodings = self._tokenizer.encode_batch([self.tidy(text) for text in texts], add_special_tokens=False)
        return [len(encoding) for encoding in encodings]


def joiners_before(text: str, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many zero-width joiners, which `tidy` drops, stand before each offset of a text."""
    places = [place for place, letter in enumerate(text) if ord(letter) in _JOINERS]
    return np.searchsorted(np.array(places, np.int64), offsets)


def padded(batch: Sequence[Tokens]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and mask, both of shape (texts, longest); 0 where a text is over."""
    ids = np.zeros((len(batch), max(len(tokens.ids) for tokens in batch)), np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens.ids)] = tokens.ids
        mask[row, : len(tokens.ids)] = 1
    return ids, mask
