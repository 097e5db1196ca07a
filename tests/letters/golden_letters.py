"""The golden letters: which they are, and how they are made anew after a wished change.

``python -m tests.letters.golden_letters`` writes them; read the difference as the
member and the practitioner would before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.letters.made import matter, reviewed, signed
from workbench.narrate.letters.forms import whole
from workbench.narrate.letters.letter import render_letter

FOLDER = Path(__file__).with_name("golden")


def _asked_for_information() -> str:
    review, policy = reviewed("seed-staged-revision")
    return whole(render_letter("auto", review, policy, matter()))


def _adverse_signed() -> str:
    review, policy = reviewed("lumbar-disc-mild-short-care")
    reason = (
        "The narrowing at L5-S1 is mild and three weeks of care were given; the "
        "criteria ask for more of both. I found no weakness or other urgent sign."
    )
    decision = signed(review, "deny_medical_necessity", rationale=reason)
    given = matter("medicaid", decision)
    return whole(render_letter("adverse", review, policy, given, final=True))


def _approval_drafted() -> str:
    review, policy = reviewed("clean-single-level")
    return whole(render_letter("auto", review, policy, matter("medicare-advantage")))


def _administrative() -> str:
    review, policy = reviewed("clean-single-level")
    decision = signed(
        review,
        "deny_administrative",
        "administrative",
        rationale="Your plan ended on April 30, 2026.",
        lines=[
            {
                "line": "L1",
                "value": "deny_administrative",
                "reasons": ["ADM_ELIGIBILITY"],
            }
        ],
    )
    given = matter("commercial", decision, provision="Section 2.1, Who is covered")
    return whole(render_letter("administrative", review, policy, given, final=True))


def _spanish_drafted() -> str:
    review, policy = reviewed("two-level-request")
    member = {"name": "Thessaly Brandt", "member_id": "LFH-330912", "language": "es"}
    given = matter("commercial", state="TX", member=member)
    return whole(render_letter("adverse", review, policy, given))


def _note() -> str:
    review, policy = reviewed("seed-staged-revision")
    return whole(render_letter("reviewer-note", review, policy, matter()))


GOLDEN: dict[str, Callable[[], str]] = {
    "request-for-information": _asked_for_information,
    "adverse-medicaid-final": _adverse_signed,
    "approval-medicare-advantage": _approval_drafted,
    "administrative-final": _administrative,
    "adverse-texas-spanish": _spanish_drafted,
    "reviewer-note": _note,
}


if __name__ == "__main__":
    for name, make in GOLDEN.items():
        (FOLDER / f"{name}.md").write_text(make(), encoding="utf-8")
