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
        # hands-on care has a side, a numbered visit is one of therapy
        ("STM L UT 8 min, bridges 2x10.", "massage left=present", ""),
        (
            "Visit 4/9 | NPRS 6/10 | HEP reviewed\nTraction 18 lb | chin tucks",
            "physical-therapy=present",
            "",
        ),
        # a refill is of what is taken
        ("Called: needs Zanaflex 4 refilled.", "muscle-relaxant=present", ""),
        ("Called: wants to try Zanaflex.", "", "muscle-relaxant=present"),
        ("Called: wants Zanaflex instead.", "", "muscle-relaxant=present"),
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


def test_a_needle_note_is_read_by_the_levels_that_lead_its_lines() -> None:
    told = _told(
        "pain procedure note",
        "TFESI today\nLeft L3-4: 25g needle, contrast good, dex 5 mg injected."
        "\nLeft L4-5: vascular flow thrice. Aborted, no steroid given.",
    )
    assert "epidural-injection L3-4 left=present" in told
    assert "epidural-injection L4-5 left=absent" in told
    assert "epidural-injection L4-5 left=present" not in told


def test_a_level_that_leads_a_line_of_a_scan_is_no_injection() -> None:
    told = _told("pain clinic note", "MRI\nL4-5: bulge; gadolinium was given.")
    assert not any(one.startswith("epidural") for one in told)
