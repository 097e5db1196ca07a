"""A form may explain services; a stimulator may be at a nerve that stands beside it."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of


def _asked(text: str) -> list[str]:
    form = f"PRIOR AUTHORIZATION REQUEST\nDate: 05/20/2026\n{text}\n"
    return [one.kind for one in case_of(form).requested_procedures]


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial compares this with lumbar fusion.",
        "A posterior cervical fusion would be far more painful.",
        "Posterior foraminotomy does not address the disc.",
        "The cage is like those used in disc arthroplasty.",
        "The device is FDA 510(k) cleared for lumbar decompression.",
        "A laminectomy alone leaves the slip untreated.",
    ],
)
def test_a_sentence_that_explains_a_service_asks_for_none(sentence: str) -> None:
    asked = "Requested: ACDF C5-6 22551"
    assert _asked(f"{asked}\n\n{sentence}") == ["acdf"]
    assert _asked(f"{sentence}\n\n{asked}") == ["acdf"]


@pytest.mark.parametrize(
    "sentence",
    [
        "An ACDF at C5-6 is requested.",
        "The ACDF at C5-6 is scheduled for June 9.",
        "This is to request an ACDF at C5-6.",
        "The surgery is ACDF C5-6.",
    ],
)
def test_a_sentence_that_asks_still_does(sentence: str) -> None:
    assert _asked(sentence) == ["acdf"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("occipital stim trial 64555", "nerve-stimulator-trial"),
        ("saphenous stim trial, left", "nerve-stimulator-trial"),
        ("stim trial of the left tibial nerve", "nerve-stimulator-trial"),
        ("SCS trial for tibial nerve injury pain", "cord-stimulator-trial"),
        ("spinal cord stimulator trial", "cord-stimulator-trial"),
        ("stim trial, thoracic leads", "cord-stimulator-trial"),
    ],
)
def test_a_bare_stimulator_is_at_the_nerve_beside_it(words: str, kind: str) -> None:
    assert _asked(f"Procedure: {words}") == [kind]
