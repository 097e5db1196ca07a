"""The phrasings: what is read once stays read, and look-alikes stay unread.

The floors are what came after the reader was mended on them; first readings stand in
docs/measurements.md.
"""

from __future__ import annotations

import pytest

from tests.readings.phrases.measure import HERE, figures, phrases, read

FLOORS = {
    "acts-procedures": (20, 0),
    "acts-told": (42, 0),
    "clinic-exam": (450, 0),
    "clinic-function": (261, 0),
    "clinic-statements": (218, 0),
    "clinic-symptoms": (293, 0),
    "diagnoses": (319, 3),
    "everyday-words": (450, 0),
    "exam-motor": (241, 0),
    "exam-signs": (302, 0),
    "frames-told": (265, 0),
    "function": (317, 1),
    "function-framed": (104, 0),
    "grounds-told": (65, 0),
    "hands-diagnoses": (148, 4),
    "hands-exam": (222, 2),
    "hands-films": (113, 0),
    "hands-function": (180, 0),
    "hands-imaging": (553, 1),
    "hands-risk": (152, 2),
    "hands-statements": (167, 0),
    "hands-symptoms": (174, 3),
    "hands-tests": (110, 1),
    "hands-treatments": (241, 4),
    "imaging-alignment": (235, 0),
    "imaging-cord-bone": (126, 1),
    "imaging-disc": (211, 1),
    "kinds-exam": (48, 0),
    "kinds-treatments": (32, 0),
    "language": (80, 2),
    "medicare-told": (247, 2),
    "nerve-procedures": (175, 0),
    "other-tests": (163, 0),
    "reports-imaging": (224, 0),
    "reports-nerve-tests": (119, 0),
    "reports-operations": (123, 0),
    "reports-spine": (193, 1),
    "risk": (276, 3),
    "services": (100, 0),
    "statements": (360, 0),
    "studies": (93, 0),
    "symptoms": (288, 1),
    "told-in-passing": (267, 0),
    "treatments": (501, 1),
}
"""Frames held at least, and look-alikes taken for a finding at most."""


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_phrasings_are_read_no_worse_than_before(name: str) -> None:
    held, _, taken, _ = figures([read(one) for one in phrases(HERE / f"{name}.yaml")])
    least, most = FLOORS[name]
    assert held >= least
    assert taken <= most


def test_every_file_has_its_floor() -> None:
    assert {path.stem for path in HERE.glob("*.yaml")} == set(FLOORS)
