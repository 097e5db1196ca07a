"""Notes of therapy visits, needle procedures and operations, in their own layouts."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts


def _told(style: str, text: str) -> set[str]:
    """Each fact as "kind[ place ...]=assertion"."""
    found = set()
    for one in facts(text, style, "2026-03-10"):
        parts = [str(p) for p in (one.level or one.site, one.side) if p]
        found.add(" ".join([one.kind, *parts]) + f"={one.assertion}")
    return found


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        # what was given at the visits, joined
        (
            "PT flowsheet, low back\n01/06  bike 8', hot packs 10', traction 60#"
            "\n01/13  traction 65#, bridges\n01/20  cancelled, snow",
            "traction low-back=present",
            "traction low-back=absent",
        ),
        # an earlier result beside today's
        (
            "O: Slump R neg today, + on eval.",
            "straight-leg-raise right=historical",
            "straight-leg-raise right=present",
        ),
        (
            "O: Spurling L + today (was neg at eval).",
            "spurling left=present",
            "spurling left=historical",
        ),
        # force of the hand
        ("Jamar: L 21 kg, R 33 kg.", "strength grip left=present", ""),
        ("Goal: grip R 40 lb, L 40 lb.", "", "strength grip right=present"),
        ("R grip 4/5.", "strength grip right=present", "strength grip left=present"),
        # sides
        ("Hoffmann neg L and R.", "hoffmann bilateral=absent", "hoffmann left=absent"),
        ("Hoffmann neg L and + R.", "hoffmann right=present", "hoffmann right=absent"),
        ("L-sided low back ache.", "pain low-back left=present", ""),
        # items that stars part, and a doubt before words
        (
            "latex: no * contrast allergy: none * diabetic: yes * metal: no",
            "contrast-allergy=absent",
            "contrast-allergy=present",
        ),
        (
            "Note to surgeon: ? cauda equina syndrome. Sent to ED.",
            "cauda-equina=uncertain",
            "cauda-equina=present",
        ),
        ("CT could not be obtained, machine down.", "ct=absent", "ct=present"),
        ("CT could be obtained at once: no fracture.", "", "ct=absent"),
    ],
)
def test_visits_tell_their_structure(text: str, says: str, not_says: str) -> None:
    told = _told("therapy note", text)
    assert not says or says in told
    assert not not_says or not_says not in told


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        (
            "Hx: L4-5 laminectomy 2014.\nAdhesions freed.\nL3-4 laminectomy then done"
            " with a burr.",
            "lumbar-decompression L3-4=historical",
            "",
        ),
        (
            "Hx: L4-5 laminectomy 2014.\nL3-4 laminectomy may be needed later.",
            "",
            "lumbar-decompression L3-4=historical",
        ),
        (
            "Scar from the 2015 laminectomy L2-3 opened.\nOperation: posterolateral"
            " fusion L2-3.",
            "lumbar-decompression L2-3=historical",
            "",
        ),
        (
            "Placement of permanent spinal cord stimulator, generator right flank.",
            "stimulator-implant=present",
            "stimulator-trial=present",
        ),
    ],
)
def test_operations_tell_what_was_done(text: str, says: str, not_says: str) -> None:
    told = _told("operative report", text)
    assert not says or says in told
    assert not not_says or not_says not in told
