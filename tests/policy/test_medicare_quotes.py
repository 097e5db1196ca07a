"""Every quote of a Medicare policy stands word for word in the text that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench.policy.loader import load_policy

_TEXTS = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "cms-coverage-text",
    Path(__file__).resolve().parents[2].parent / "shared/data/cms-coverage-text",
)
FOLDER = next((one for one in _TEXTS if one.is_dir()), None)
POLICIES = {
    "medicare-epidural-steroid-injection": "L39240.txt",
    "medicare-vertebral-augmentation": "L34106.txt",
    "medicare-spinal-cord-stimulator": "L36204.txt",
    "medicare-peripheral-nerve-stimulation": "L37360.txt",
    "medicare-lumbar-decompression-pild": "NCD150.13.txt",
}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.skipif(FOLDER is None, reason="the texts of the documents are not here")
@pytest.mark.parametrize(("name", "file"), POLICIES.items())
def test_every_quote_is_verbatim(name: str, file: str) -> None:
    assert FOLDER is not None
    text = _plain((FOLDER / file).read_text(encoding="utf-8"))
    policy = load_policy(name)
    for item in (*policy.criteria, *policy.waivers):
        for part in item.source.quote.split(" ... "):
            assert _plain(part) in text, f"{item.id}: {part}"


@pytest.mark.parametrize("name", [*POLICIES, "medicare-cervical-fusion"])
def test_every_criterion_is_quoted_versioned_and_asked(name: str) -> None:
    policy = load_policy(name)
    for item in policy.criteria:
        assert item.source.quote and item.source.version and item.source.section
        assert item.ask.endswith("?") or item.ask.endswith(".")
        assert item.documents and item.terms
    for waiver in policy.waivers:
        assert waiver.source.quote and waiver.source.note
