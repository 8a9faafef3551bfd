"""A small cross-encoder for the tests of reranking, and the news of six towns that it is trained on."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

TOWNS = "kandla ratnapur silvassa jorhat morena tezpur".split()
NEWS = "bridge harvest festival minister flood hospital railway school market election police river company power road".split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
VOCABULARY = [*SPECIAL, *TOWNS, *NEWS]


def save_model(folder: Path, kind: str = "BertForSequenceClassification", words: int = 0, **config: Any) -> Any:
    """Write a small BERT with random weights and its tokenizer; `words` more than the model has embeddings for."""
    import transformers
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = [*VOCABULARY, *(f"stranger{n}" for n in range(words))]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
    inputs = ["input_ids", "token_type_ids", "attention_mask"]
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_input_names=inputs, **names)
    fast.save_pretrained(folder)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = {"max_position_embeddings": 64, "num_labels": 1, "initializer_range": 0.2, **size, **config}
    model = getattr(transformers, kind)(
        transformers.BertConfig(
            vocab_size=len(VOCABULARY), hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, **config
        )
    )
    model.save_pretrained(folder)
    return model


def item(town: str, rng: random.Random) -> tuple[str, str]:
    """Headline and text of news from a town."""
    first, second, third, fourth = rng.sample(NEWS, 4)
    return f"{town} {first}", f"{first} {second} {town} {third} {fourth}."


def train(model: Any, most_steps: int = 1000) -> float:
    """Teach a model that a text which names the question's town is the better one; return the share of pairs it ranks so."""
    import torch

    rng = random.Random(0)

    def numbers(text: str) -> list[int]:
        return [VOCABULARY.index(word) for word in text.replace(".", " [UNK]").split()]

    def examples(count: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        rows, labels = [], []
        for number in range(count):
            asked, other = rng.sample(TOWNS, 2)
            told = asked if number % 2 else other
            question = rng.sample([asked, *rng.sample(NEWS, 2)], 3)
            rows.append([2, *numbers(" ".join(question)), 3, *numbers(" ".join(item(told, rng))), 3])
            labels.append(float(told == asked))
        kinds = torch.tensor([[0] * 5 + [1] * 9]).expand(count, -1)
        return torch.tensor(rows), kinds, torch.tensor(labels)

    def ranked_right(count: int = 300) -> float:
        rows, kinds, labels = examples(count)
        with torch.inference_mode():
            scores = model(input_ids=rows, token_type_ids=kinds).logits[:, 0]
        pairs = scores[labels == 1][:, None] > scores[labels == 0]
        return float(pairs.float().mean())

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # for so small a model more of them only wait for each other
    try:
        optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
        for step in range(most_steps):
            rows, kinds, labels = examples(32)
            logits = model(input_ids=rows, token_type_ids=kinds).logits[:, 0]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 25 == 24 and ranked_right() > 0.998:
                break
        return ranked_right()
    finally:
        torch.set_num_threads(threads)
