"""A reader's name in the head of a document hides nothing that follows it."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import document
from workbench.extract.rules.layout.segment import segment

HEADS = [
    "MRI CERVICAL SPINE\nDate: 05/05/2026   Interpreted by: Madeup MD, Alba\n",
    "Result Date: 05/05/2026\nRead by: A. Madeup, MD\n",
    "Exam: CT cervical spine\nElectronically signed by: A. Madeup MD 05/05/2026\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_what_follows_the_head_are_findings(head):
    text = f"{head}C4-C5   Moderate bilateral foraminal stenosis\nC5-C6   Normal\n"
    view = segment(document(text, "imaging-report"))
    rows = [one for one in view.sentences if one.text.startswith("C4-C5")]
    assert [one.role for one in rows] == ["findings"]


def test_a_signature_at_the_end_stays_one():
    text = (
        "MRI CERVICAL SPINE\nFINDINGS: C4-C5 moderate stenosis.\n"
        "Read by: A. Madeup, MD\nNowhere Imaging, suite 4\n"
    )
    view = segment(document(text, "imaging-report"))
    assert view.sentences[-1].role == "signature"


def test_prose_before_a_signature_is_no_head():
    text = "The cord is normal in signal.\nRead by: A. Madeup, MD\nNowhere Imaging\n"
    view = segment(document(text, "imaging-report"))
    assert view.sentences[-1].role == "signature"
