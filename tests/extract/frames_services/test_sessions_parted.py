"""Blocks of several kinds in one sentence: each session with its own day and relief."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import TODAY, facts
from tests.readings.chain import NOTE, case_of
from workbench.schema.case import ProcedureDone

ESI, FACET, RFA = "epidural-injection", "facet-injection", "radiofrequency"
Told = set[tuple[str, str | None, int | None]]


def told(text: str) -> Told:
    """Kind, day and relief of the sessions that a note tells as given."""
    return {
        (one.kind, one.date, int(one.relief.low) if one.relief else None)
        for one in facts(text, "clinic", TODAY)
        if isinstance(one, ProcedureDone) and one.assertion != "absent"
    }


GIVEN: list[tuple[str, Told]] = [
    (
        "Medial branch blocks 1/5/2026 and lumbar ESI L4-5 2/9/2026, 70% relief from "
        "the latter for 4 months.",
        {(FACET, "2026-01-05", None), (ESI, "2026-02-09", 70)},
    ),
    (
        "On 3/2/2026 she had L4-5 facet injections and an L5-S1 interlaminar epidural "
        "steroid injection with 60% relief for 3 months.",
        {(FACET, "2026-03-02", None), (ESI, "2026-03-02", 60)},
    ),
    (
        "MBB 12/2025 80% relief, then RFA 1/2026 with 70% relief for 6 months; L4-5 "
        "TFESI 3/2/2026 50% relief for 3 months.",
        {(FACET, "2025-12", 80), (RFA, "2026-01", 70), (ESI, "2026-03-02", 50)},
    ),
    (
        "She received L4-5 epidural steroid injection on 3/2/2026 with facet "
        "injections at the same visit; 60% relief for 3 months.",
        {(ESI, "2026-03-02", 60), (FACET, "2026-03-02", 60)},
    ),
    (
        "Facet joint injection of an L4-5 synovial cyst on 2/3/2026, 80% relief for 2 "
        "months.",
        {(FACET, "2026-02-03", 80)},
    ),
    (
        "Had L3-5 medial branch blocks on 1/12/2026, 85% relief for six hours.",
        {(FACET, "2026-01-12", 85)},
    ),
    (
        "s/p left L4-5 radiofrequency ablation 11/3/2025 with 60% relief for 7 months.",
        {(RFA, "2025-11-03", 60)},
    ),
    (
        "L5-S1 ESI 2/2/2026 gave 40% relief for 2 weeks, facet injections 3/9/2026 "
        "gave 20% relief.",
        {(ESI, "2026-02-02", 40), (FACET, "2026-03-09", 20)},
    ),
    (
        "Had MBB 1/5/2026 with 80% relief; requesting L4-5 ESI.",
        {(FACET, "2026-01-05", 80)},
    ),
    (
        "Underwent rhizotomy on 10/6/2025 and had 50% relief.",
        {(RFA, "2025-10-06", 50)},
    ),
]
UNLIKE = [
    "Facet injection scheduled for 7/1/2026.",
    "Requesting L4-5 medial branch blocks.",
    "She declined radiofrequency ablation.",
    "No prior facet injections or ESI.",
    "We discussed facet injections, RFA and epidural steroid injection.",
    "If the MBB gives relief, RFA will follow.",
    "Her sister had facet injections.",
    "Facet arthropathy at L4-5.",
    "Considering medial branch blocks versus ESI.",
    "Facet injections were denied by the plan.",
    "Plan: MBB L3-5, then RFA if positive.",
]


@pytest.mark.parametrize(("text", "wanted"), GIVEN)
def test_each_session_has_its_own_day_and_relief(text: str, wanted: Told) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize("text", UNLIKE)
def test_what_was_not_given_is_no_session(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "kind", "relief", "days"),
    [
        ("Right SI joint injection 3/2/2026 gave 70% relief for 8 weeks.",
         "sacroiliac-injection", 70, 56),
        ("Trigger point injections on 3/2/2026: 40% relief for 2 weeks.",
         "trigger-point-injection", 40, 14),
        ("Right stellate ganglion block 3/2/2026 gave 55% relief for 3 days.",
         "sympathetic-block", 55, 3),
        ("Bilateral greater occipital nerve blocks 3/2/2026 gave 80% for 5 weeks.",
         "nerve-block", 80, 35),
    ],
)  # fmt: skip
def test_other_blocks_are_sessions_with_what_they_gave(
    text: str, kind: str, relief: int, days: int
) -> None:
    (one, *_) = case_of(f"{NOTE}{text}\n").procedures_done

    assert (one.kind, one.date) == (kind, "2026-03-02")
    assert one.relief and one.relief.low == relief
    assert one.relief_days and one.relief_days.low == days


def test_a_form_that_goes_on_as_a_note_tells_of_earlier_sessions() -> None:
    form = "PRIOR AUTHORIZATION REQUEST\nDate of request: 08/03/2026\n"
    asked = "Procedure requested: right SI joint injection, CPT 27096\nCLINIC NOTE\n"
    told = "Right SI joint injection on 03/02/2026 gave 60% relief for 10 weeks.\n"
    none = (
        "Relief of 60% for 10 weeks is expected by 10/02/2026 from an SI injection.\n"
    )

    (one,) = case_of(form + asked + told).procedures_done
    assert (one.kind, one.date) == ("sacroiliac-injection", "2026-03-02")
    assert case_of(form + asked + none).procedures_done == ()
