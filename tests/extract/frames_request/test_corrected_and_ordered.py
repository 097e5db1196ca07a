"""Requests that are corrected, dictated, exported or only ordered in a note."""

from __future__ import annotations

import pytest

from tests.readings.requests.measure import read_lines
from workbench.extract.critical import holds_level
from workbench.extract.rules.copy.spoken import stretches
from workbench.extract.rules.layout.boxes import options
from workbench.extract.rules.layout.choices import chosen
from workbench.extract.rules.layout.sentences import sentence_spans

NOTE = (
    "CLINIC NOTE 03/04/2026\nHPI: 51 M with arm pain since June.\nEXAM: triceps 4/5.\n"
)
LETTER = "Dear Dr. Moss,\nThank you for sending Mrs. Hale, whose neck hurts.\n"

TEXTS: dict[str, tuple[str, list[str]]] = {
    "the new column holds": (
        "SURGERY REQUEST - CORRECTION\n"
        "Item          As sent         Corrected\n"
        "Procedure     ACDF            ACDF\n"
        "Level         C3-4            C5-6\n",
        ["acdf C5-6"],
    ),
    "what did not change holds": (
        "SURGERY REQUEST - CHANGE\n"
        "Item | Original | New\n"
        "Procedure | laminectomy | (no change)\n"
        "Level | L3-4 | L4-5\n",
        ["lumbar-decompression L4-5"],
    ),
    "levels changed from and to": (
        "Subject: amended request\nPlease see the amended request.\n"
        "The levels changed from C3-4 to C4-5. Still an ACDF, same day.\n",
        ["acdf C4-5"],
    ),
    "ends of a stretch in tags": (
        "<Auth><Op><Name>Laminectomy lumbar</Name><From>L2</From><Thru>L4</Thru></Op>"
        "<Request>prior authorization</Request></Auth>\n",
        ["lumbar-decompression L2-3", "lumbar-decompression L3-4"],
    ),
    "a code, dots and its level": (
        "Please review for auth:\n"
        "   22513  thoracic first level ........ T11\n"
        "   22515  each addl level ............. L2\n",
        ["kyphoplasty T11", "kyphoplasty L2"],
    ),
    "an answer in a call": (
        "IMAGING AUTHORIZATION LINE, transcript\n"
        "AGENT   Good morning.\nCALLER  Hello.\nAGENT   Which study?\n"
        "CALLER  M R I of the lumbar spine, seven two one four eight.\n"
        "AGENT   Any prior MRI of the neck?\nCALLER  Yes, in May.\n",
        ["spine-mri lumbar"],
    ),
    "the request goes out with the note": (
        NOTE + "Plan - ACDF C6-7. Auth request to go out with this note.\n",
        ["acdf C6-7"],
    ),
    "a line that is nothing but an order": (
        NOTE + "PLAN:\nMRI cervical spine w/o contrast. Recheck in 6 weeks.\n",
        ["spine-mri cervical"],
    ),
    "an order that waits for something": (
        NOTE + "PLAN:\nMRI cervical spine if no better in 6 weeks.\n",
        [],
    ),
    "an order that was weighed": (
        NOTE + "PLAN:\nDiscussed ACDF C6-7 versus disc replacement.\n",
        [],
    ),
    "a letter that waits for the payer": (
        LETTER + "We shall place the permanent left occipital nerve system once"
        " Alder Health agrees.\n",
        ["nerve-stimulator-implant occipital-nerve left"],
    ),
    "a letter that waits for the patient": (
        LETTER + "We shall place the permanent left occipital nerve system once"
        " she agrees.\n",
        [],
    ),
    "a bundle printed as text": (
        "ServiceRequest/s-1\n  status  .... active\n  code ...... 22600 posterior"
        " cervical arthrodesis\n  bodySite .. C5-C6\n\n"
        "Procedure/p-1\n  code ...... 22551 ACDF\n  bodySite .. C5-C6\n",
        ["posterior-cervical-fusion C5-6"],
    ),
}


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS)
def test_only_what_holds_is_asked_for(text: str, told: list[str]) -> None:
    assert [str(one) for one in read_lines(text)] == told


def test_one_of_three_sides_is_ticked() -> None:
    assert options("side:  ( ) R   (X) L   ( ) B")[1].checked
    assert chosen("side:  ( ) R   (X) L   ( ) B").split() == ["side:", "L"]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("M R I of the neck", "MRI of the neck"),
        ("contrast, seven two one four one.", "contrast, 72141."),
        ("call five five five, oh one six six", "call five five five, oh one six six"),
        ("C three C four", "C3-4"),
    ],
)
def test_what_is_spelled_is_read_as_written(said: str, written: str) -> None:
    assert "".join(one.text for one in stretches(said)) == written


def test_dots_that_lead_to_a_value_end_no_sentence() -> None:
    led, ended = "22513 first level ........ T12", "He fell.... Then he rose."
    assert len(list(sentence_spans(led, 0, len(led)))) == 1
    assert holds_level("<From>C3</From><Thru>C7</Thru>", "C4-5")
    assert not holds_level("<From>C3</From><Until>C4</Until>", "C5-6")
    assert len(list(sentence_spans(ended, 0, len(ended)))) >= 1
