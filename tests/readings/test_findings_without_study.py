"""Findings told without a study, tests told by their outcome, and rules about both."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts

_DAY = "2026-02-18"


def told(text: str) -> set[str]:
    """Kind, assertion, place and side of all facts of a clinic note."""
    made = set()
    for one in facts(text, "clinic", _DAY):
        words = (one.kind, one.assertion, one.level or one.site, one.side)
        made.add(" ".join(word for word in words if word))
    return made


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The lower screws have backed out.", "hardware-failure present"),
        ("Her L4 screw is loose.", "hardware-failure present L4"),
        ("Complete incorporation of the graft at C5-6.", "solid-fusion present C5-6"),
        ("My fusion never healed.", "pseudarthrosis present"),
        ("C6-7: stenosis w/ cord signal +.", "cord-signal-change present C6-7"),
        ("C5-6: severe foraminal stenosis L.", "stenosis present C5-6 left"),
        ("Impression 1. C5-6 HNP w/ mass effect on the cord.",)
        + ("compression present C5-6",),
        ("They found a growth on my spine.", "tumour present"),
        ("The radiologist says the cord is bright on T2.",)
        + ("cord-signal-change present",),
    ],
)
def test_what_only_an_image_tells(text: str, fact: str) -> None:
    assert fact in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Risks: the screws may loosen, the rod may break.",
        "In 2015 a rod broke and was exchanged the same year.",
        "Broken collarbone plate removed 2010.",
        "OPLL favours a posterior approach (lecture).",
        "Decompression will leave the L4-5 segment unstable.",
        "They showed me on the screen that nothing is pressing on the nerve.",
        "PT for L4-5 stenosis.",
    ],
)
def test_what_was_not_seen(text: str) -> None:
    kinds = ("hardware-failure", "opll", "instability", "compression", "stenosis")
    assert not any(
        one.startswith(f"{kind} present") for one in told(text) for kind in kinds
    )


@pytest.mark.parametrize(
    "text",
    [
        "Fusion requires translation of at least 3 mm on dynamic films.",
        "Fusion is considered necessary where instability of 3 mm is shown on films.",
        "Instability must be shown on flexion-extension radiographs.",
        "Myelopathy with cord signal change on MRI exempts the member from the rule.",
        "A negative cotinine within 30 days is required.",
    ],
)
def test_a_rule_about_films_is_no_finding(text: str) -> None:
    assert not any(" present" in one for one in told(text))


def test_a_finding_that_has_gone_is_of_the_past() -> None:
    text = (
        "MRI 2018 had shown cord signal change at C5-6, which is gone on the new scan."
    )
    assert "cord-signal-change historical C5-6" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Diagnostic left SI joint block with lidocaine 1/12: 80% for four hrs.",
        "Dual comparative blocks positive (lido then bupi).",
        "MBB #1 L3-5 bilat, 85% relief x 6 h.",
        "The numbing shots in my back joints took the pain away for the afternoon.",
    ],
)
def test_a_block_that_tests(text: str) -> None:
    assert any(one.startswith("diagnostic-injection present") for one in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Two positive diagnostic blocks are required before ablation.",
        "Diagnostic block   Y / N   % relief ____",
        "If a medial branch block helps we go to RFA.",
        "Right C6 SNRB gave 50% relief for 3 months.",
    ],
)
def test_a_block_that_treats_or_is_asked_for(text: str) -> None:
    assert not any(one.startswith("diagnostic-injection present") for one in told(text))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Seen by Dr. Lindqvist PhD 2/3, cleared for SCS trial.", True),
        ("Mental health eval by LCSW on file: appropriate for the implant.", True),
        ("Neuropsych: passed.", True),
        ("Psych clearance - none in chart.", False),
        ("Needs psychological clearance before trial.", False),
    ],
)
def test_a_psychological_evaluation(text: str, there: bool) -> None:
    assert ("psychological-evaluation present" in told(text)) is there


def test_a_needle_study_by_its_signs() -> None:
    shown = "EMG/NCS of the right arm on 2/3 showed active denervation in C7 muscles."
    assert any(one.startswith("nerve-study present") for one in told(shown))
