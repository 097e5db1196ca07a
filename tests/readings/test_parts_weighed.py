"""Parts of the body that are weighed as a cause, without the name of a disease."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_ALL = {"carpal-tunnel-syndrome", "ulnar-neuropathy", "shoulder-disorder"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "Elbow and shoulder were weighed as the cause and are ruled out on exam.",
            {"ulnar-neuropathy", "shoulder-disorder"},
        ),
        (
            "Carpal tunnel, plexus and shoulder considered and excluded.",
            {"carpal-tunnel-syndrome", "brachial-plexopathy", "shoulder-disorder"},
        ),
        (
            "I thought of the ulnar nerve and the wrist; my examination excludes both.",
            {"ulnar-neuropathy", "carpal-tunnel-syndrome"},
        ),
        (
            "Entrapment at the wrist and elbow and a shoulder cuff problem were "
            "considered and excluded.",
            _ALL,
        ),
        ("A fracture of the wrist and shoulder was ruled out.", set()),
        ("Elbow and wrist extension 5/5; a fracture was excluded.", set()),
        ("Pain in the shoulder and wrist, infection was excluded.", set()),
    ],
)
def test_parts_are_excluded(text: str, about: set[str]) -> None:
    said = [
        one
        for one in case_of(NOTE + "Assessment: " + text).statements
        if one.kind == "other-causes-excluded"
    ]
    assert {name for one in said for name in one.about} == about
    assert all(one.assertion == "present" for one in said)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("T12 compression fracture. Denosumab ordered.", {"osteoporosis-program"}),
        ("Told to join the fracture liaison course.", {"osteoporosis-program"}),
        ("She was on risedronate, quit it in June.", set()),
        ("Her pain comes from the T12 fracture.", {"pain-mainly-from-fracture"}),
    ],
)
def test_a_bone_programme_is_no_cause_of_pain(text: str, kinds: set[str]) -> None:
    told = {one.kind for one in case_of(NOTE + text).statements}
    found = told & {"osteoporosis-program", "pain-mainly-from-fracture"}
    assert found == kinds
