"""Turn the packaged model into 8-bit integers for OpenVINO, once: three to four times as quick as float32 in PyTorch.

sentence-transformers loads the model; what is traced is its transformer, and its mean pooling is done in NumPy at run time
(`index.embed.openvino_runtime.OpenVinoModel`), so that no question waits for PyTorch to be imported.

Runs as a process of its own (`python -m index.embed.convert WEIGHTS FOLDER`): it needs PyTorch, NNCF and 2 GB for half a
minute, prints a great deal, and changes global state of the logging and tracing libraries.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embed.calibration import calibration_texts
from index.embed.openvino_runtime import GRAPH, MAX_TOKENS, TOKENIZER, WORDS, silent_openvino
from index.embed.packaged import PROMPTS, unpack
from index.embed.tokenizer import TextTokenizer, padded

if TYPE_CHECKING:
    import torch

_SMOOTHING = 0.8
"""Share of the activations' outliers moved into the weights (SmoothQuant). Of 0.5 to 0.99 it disturbs the ranking least."""


def convert(weights: Path, folder: Path) -> None:
    """Write the 8-bit graph, the word vectors and the tokenizer into a folder.

    The word vectors stay outside the graph, as float16 to be mapped into memory: OpenVINO would unpack them to 384 MB.
    """
    import nncf
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    openvino = silent_openvino()
    nncf.set_log_level(logging.ERROR)
    unpacked = folder / "torch"
    unpacked.mkdir()
    unpack(weights, unpacked)
    encoder = SentenceTransformer(str(unpacked), device="cpu", local_files_only=True)[0].auto_model.eval()
    words = encoder.embeddings.word_embeddings.weight.detach().numpy()
    tokenizer = TextTokenizer(Tokenizer.from_file(str(unpacked / TOKENIZER)), MAX_TOKENS)

    graph = _quantised(_graph(encoder), tokenizer, words)
    openvino.save_model(graph, folder / GRAPH, compress_to_fp16=False)
    np.save(folder / WORDS, words.astype(np.float16))
    (unpacked / TOKENIZER).rename(folder / TOKENIZER)
    shutil.rmtree(unpacked)


def _graph(encoder: Any) -> Any:
    """Trace the encoder from word vectors (batch, tokens, dimension) and mask (batch, tokens) to token vectors."""
    import torch

    class FromWordVectors(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            vectors: torch.Tensor = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
            return vectors

    mask = torch.ones(2, 8, dtype=torch.int64)
    mask[1, 5:] = 0  # the trace would drop a mask that masks nothing
    example = {"words": torch.zeros(2, 8, encoder.config.hidden_size), "mask": mask}
    return silent_openvino().convert_model(FromWordVectors().eval(), example_input=example)


def _quantised(graph: Any, tokenizer: TextTokenizer, words: NDArray[np.float32]) -> Any:
    import nncf
    from nncf.quantization.advanced_parameters import AdvancedQuantizationParameters, AdvancedSmoothQuantParameters
    from nncf.quantization.range_estimator import RangeEstimatorParametersSet

    def inputs() -> Iterator[list[NDArray[Any]]]:
        for tokens in tokenizer.encode(list(calibration_texts(PROMPTS["query"], PROMPTS["passage"]))):
            ids, mask = padded([tokens])
            yield [words[ids], mask]

    samples = list(inputs())
    return nncf.quantize(
        graph,
        nncf.Dataset(samples),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(samples),
        advanced_parameters=AdvancedQuantizationParameters(
            smooth_quant_alphas=AdvancedSmoothQuantParameters(matmul=_SMOOTHING),
            # The widest range over all samples: with so few of them, their mean would clip.
            activations_range_estimator_params=RangeEstimatorParametersSet.MINMAX,
        ),
    )


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
