"""Judgements: other causes, course, care, plans; each with what is no judgement."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import facts


def said(text: str, kind: str = "clinic-note") -> list[str]:
    found = facts("told.statements", "ASSESSMENT\n" + text, kind)
    return [
        " ".join(part for part in (one.kind, one.assertion, *one.about) if part)
        for one in found
    ]


CTS, SHOULDER, ULNAR = (
    "carpal-tunnel-syndrome",
    "shoulder-disorder",
    "ulnar-neuropathy",
)
SAID = [
    (
        "Other causes of her symptoms including shoulder pathology and carpal tunnel "
        "were considered and excluded.",
        [f"other-causes-excluded present {SHOULDER} {CTS}"],
    ),
    (
        "No other source of pain was found after work-up.",
        ["other-causes-excluded present"],
    ),
    (
        "Shoulder pathology and peripheral entrapment have been ruled out.",
        [f"other-causes-excluded present {SHOULDER} {CTS} {ULNAR}"],
    ),
    (
        "Shoulder and peripheral nerve causes have been considered and excluded.",
        [f"other-causes-excluded present shoulder-disorder {CTS} {ULNAR}"],
    ),
    (
        "Shoulder causes and peripheral nerve lesions were ruled out.",
        [f"other-causes-excluded present {SHOULDER} {CTS} {ULNAR}"],
    ),
    (
        "Peripheral nerve causes have not been excluded.",
        [f"other-causes-excluded absent {CTS} {ULNAR}"],
    ),
    (
        "Carpal tunnel syndrome was considered, and the examination supports none.",
        [f"other-causes-excluded present {CTS}"],
    ),
    (
        "Cubital tunnel syndrome has been excluded by normal nerve studies.",
        [f"other-causes-excluded present {ULNAR}"],
    ),
    (
        "I am unsure if all other reasonable sources of pain have been ruled out.",
        ["other-causes-excluded uncertain"],
    ),
    (
        "Ulnar neuropathy cannot be excluded.",
        [f"other-causes-excluded uncertain {ULNAR}"],
    ),
    (
        "The patient has not been evaluated for carpal tunnel syndrome.",
        [f"other-causes-excluded absent {CTS}"],
    ),
    ("CTS not yet ruled out.", [f"other-causes-excluded absent {CTS}"]),
    (
        "Hand numbness is due to carpal tunnel syndrome.",
        [f"symptoms-from-other-cause present {CTS}"],
    ),
    (
        "Her hand numbness may be due to carpal tunnel syndrome.",
        [f"symptoms-from-other-cause uncertain {CTS}"],
    ),
    (
        "Her hand numbness is not due to carpal tunnel.",
        [f"symptoms-from-other-cause absent {CTS}"],
    ),
    (
        "There is progressive weakness of the left triceps.",
        ["progressive-weakness present"],
    ),
    ("No progressive weakness.", ["progressive-weakness absent"]),
    (
        "She has had no conservative treatment to date.",
        ["no-conservative-care present"],
    ),
    ("No conservative treatment has helped.", ["conservative-care-failed present"]),
    (
        "She failed conservative management including PT.",
        ["conservative-care-failed present"],
    ),
    (
        "Non-surgical treatment has not been exhausted.",
        ["conservative-care-failed absent"],
    ),
    (
        "Symptoms resolved with conservative treatment.",
        ["conservative-care-helped present"],
    ),
    (
        "Plan includes resection of more than 50% of both facets at C5-6.",
        ["planned-facet-resection planned"],
    ),
    (
        "I plan C3-C6 laminectomy and fusion.",
        ["planned-multilevel-laminectomy planned"],
    ),
    (
        "Physical therapy is contraindicated because of cord compression.",
        ["therapy-contraindicated present"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_said(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "EMG ordered to exclude carpal tunnel syndrome.",
        "Differential diagnosis includes carpal tunnel syndrome.",
        "If conservative treatment fails, we will consider surgery.",
        "Return if you notice progressive weakness.",
        "Less than half of each facet will be resected.",
        "A fracture cannot be excluded.",
        "Status post C3-C6 laminectomy in 2015.",
        "Seen in urgent care last week.",
    ],
)
def test_not_said(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Other causes excluded: unsure", "uncertain"),
        ("Other sources of pain ruled out? [ ] Yes [ ] No [x] Unsure", "uncertain"),
        ("Other sources of pain ruled out?\n( ) Yes\n( ) No\n(X) Unsure", "uncertain"),
        ("Criterion 1 | Other sources ruled out | Unsure | none found", "uncertain"),
        ("Other sources of pain ruled out? [ ] Yes [x] No", "absent"),
        ("Unsure if all other sources of pain have been ruled out", "uncertain"),
    ],
)
def test_worksheet(text, expected):
    found = facts("told.statements", "NURSE WORKSHEET\n" + text, "reviewer-worksheet")

    assert [(one.assertion, one.speaker) for one in found] == [(expected, "reviewer")]


def test_number_of_segments_stands_in_the_detail():
    found = facts("told.statements", "PLAN\nC3-C6 laminectomy planned.", "clinic-note")

    assert [one.detail for one in found] == ["4"]


def test_named_conditions_are_examples_of_other_causes_in_general():
    general = facts(
        "told.statements",
        "Other causes such as shoulder disease were ruled out.",
        "letter",
    )
    named = facts("told.statements", "Rotator cuff disease was ruled out.", "letter")

    assert [one.detail for one in (*general, *named)] == ["general", None]
