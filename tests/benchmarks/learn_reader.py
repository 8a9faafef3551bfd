"""Learn rag/reader.npz: to read the chunks found for the answer to a question.

    python -m tests.benchmarks.learn_reader --data FOLDER [--index FOLDER] [--minutes 40] [--go-on] [--write]

For each question drawn a chunk that answers is shown, or, for a near miss, one that looks like it, with two chunks of other articles
(`tests.benchmarks.reading_draws`); the loss is that of pointing at the tokens of the answer among all of them, or at none. `--go-on` starts from the weights in use.
A running mean of the weights is what is kept: on questions not learnt from it errs less than the last ones. Every 400 steps its loss is
printed on the part of our own questions that is kept for the judgement of evidence.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from rag.reader import pair
from tests.benchmarks.corpus import open_corpus
from tests.benchmarks.reader_model import ReaderModel
from tests.benchmarks.reading_draws import Draws, draw
from tests.benchmarks.reading_examples import Example, Shown, example, questions

BATCH, RATE, WARM_UP = 32, 1.2e-3, 60
WEIGHT_DECAY, LARGEST_STEP = 0.02, 1.0
REPORT = 400
MEAN_DECAY = 0.998


def loss(model: ReaderModel, batch: Sequence[tuple[Example, Sequence[Shown]]]) -> Tensor:
    """Mean over the questions: the negative logarithm of the share that the answer's tokens have, or "nowhere" has."""
    logits = model([pair(one.question, shown.tokens) for one, all_shown in batch for shown in all_shown])
    total = torch.zeros(())
    place = 0
    for _, all_shown in batch:
        own = torch.cat(logits[place : place + len(all_shown)])
        marked = [
            shown.answer if shown.answer is not None else np.zeros(sum(shown.tokens.counts), np.bool_)
            for shown in all_shown
        ]
        answer = torch.from_numpy(
            np.concatenate([one[: len(row)] for one, row in zip(marked, logits[place:], strict=False)])
        )
        place += len(all_shown)
        all_odds = torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0)
        total = total + all_odds - (torch.logsumexp(own[answer], 0) if answer.any() else 0.0)
    return total / len(batch)


def learn(
    model: ReaderModel, examples: Sequence[Example], kept: Sequence[Example], minutes: float
) -> dict[str, Tensor]:
    """Train for so many minutes; return the running mean of the weights."""
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(MEAN_DECAY))
    chance, draws = random.Random(0), Draws.of(examples)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    started, step, losses = time.monotonic(), 0, []
    while (gone := (time.monotonic() - started) / 60 / minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - gone)
        found = loss(model, draws.batch(BATCH, chance))
        optimiser.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), LARGEST_STEP)
        optimiser.step()
        mean.update_parameters(model)
        losses.append(float(found.detach()))
        step += 1
        if step % REPORT == 0:
            print(f"step {step}: {np.mean(losses[-REPORT:]):.3f}, kept {held_out(mean.module, kept):.3f}", flush=True)
    print(f"kept {held_out(mean.module, kept):.3f}")
    return dict(mean.module.state_dict())


def held_out(model: ReaderModel, kept: Sequence[Example]) -> float:
    """The loss on questions that were not learnt from."""
    chance = random.Random(1)
    model.eval()
    with torch.no_grad():
        found = [float(loss(model, [(one, draw(one, chance))])) for one in kept]
    model.train()
    return float(np.mean(found))


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--minutes", type=float, default=40.0)
    parser.add_argument("--go-on", action="store_true", help="start from the weights in use")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    with open_corpus(options.data, options.index) as corpus:
        learnt, kept = (
            [
                found
                for one in tqdm(list(questions(options.data, part)), desc=part, file=sys.stderr)
                if (found := example(one, corpus))
            ]
            for part in ("learn", "judge")
        )
    print(f"{len(learnt)} questions, {sum(not one.answering for one in learnt)} of them near misses; {len(kept)} kept")
    model = ReaderModel()
    with as_file(files("rag").joinpath("reader.npz")) as path:
        if options.go_on:
            with np.load(path, allow_pickle=False) as held:
                model.load_state_dict({name: torch.from_numpy(held[name].astype(np.float32)) for name in held.files})
        learnt_weights = learn(model, learnt, kept, options.minutes)
        if options.write:
            np.savez_compressed(
                path, **{name: weights.numpy().astype(np.float16) for name, weights in learnt_weights.items()}
            )
            print(f"Written: {path}")


if __name__ == "__main__":
    main()
