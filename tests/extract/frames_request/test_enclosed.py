"""A scan that a request encloses is no service; one that it asks for is."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import requested

LETTER = (
    "Procedure requested:  LEFT C6-7 posterior laminoforaminotomy, CPT 63020\n\n"
    "Dear Colleague,\n\nPlease authorise the above. {told}\n\nYours,\nA. Madeup"
)
DECOMPRESSION = "posterior-cervical-decompression C6-7 left 63020"


@pytest.mark.parametrize(
    "told",
    [
        "My consultation, the chiropractic record and the MRI are enclosed.",
        "The MRI of the cervical spine is attached.",
        "Her notes and the cervical MRI have been included with this letter.",
    ],
)
def test_enclosures(told):
    assert requested(LETTER.format(told=told), "letter") == [DECOMPRESSION]


def test_a_scan_may_be_the_service():
    text = "PRIOR AUTHORIZATION REQUEST\nProcedure: MRI cervical spine\nNotes attached"
    assert [one.split()[0] for one in requested(text)] == ["spine-mri"]
