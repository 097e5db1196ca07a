"""Contact with root, cord, sac, fluid and fat, and change of the cord's signal."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import of_report

CONTACT = [
    (
        "C5-6: Disc protrusion flattens the ventral cord.",
        ["compression C5-6 - cord flatten:cord", "disc-herniation C5-6 - disc"],
    ),
    (
        "C5-6: Disc bulge effaces the ventral CSF.",
        ["compression C5-6 - central efface:csf", "disc-bulge C5-6 - disc"],
    ),
    (
        "C5-6: The bulge indents the thecal sac without cord compression.",
        [
            "compression C5-6 - central indent:thecal-sac",
            "compression C5-6 - cord !absent compress:cord",
            "disc-bulge C5-6 - disc",
        ],
    ),
    (
        "Nerve root compression without cord compression at C5-6.",
        [
            "compression C5-6 - - compress:root",
            "compression C5-6 - cord !absent compress:cord",
        ],
    ),
    (
        "C5-6: Severe left foraminal stenosis with impingement of the exiting C6 nerve "
        "root.",
        [
            "compression C5-6 left - impinge:root",
            "stenosis C5-6 left foraminal severe impinge:root",
        ],
    ),
    (
        "C4-5: Moderate foraminal narrowing without impingement of the exiting nerves.",
        [
            "compression C4-5 - - !absent impinge:root",
            "stenosis C4-5 - foraminal moderate",
        ],
    ),
    (
        "C4-5: The disc touches the cord and deviates the left C5 root.",
        [
            "compression C4-5 - cord contact:cord",
            "compression C4-5 left - displace:root",
        ],
    ),
    (
        "C4-5: Encroachment upon the cord.",
        ["compression C4-5 - cord encroach:cord"],
    ),
    (
        "C4-5: The osteophyte abuts and mildly deforms the cord.",
        [
            "compression C4-5 - cord abut:cord",
            "compression C4-5 - cord mild deform:cord",
            "disc-osteophyte C4-5 - disc",
        ],
    ),
    (
        "C4-5: Probable impingement of the right C5 nerve root.",
        ["compression C4-5 right - !uncertain impinge:root"],
    ),
    (
        "No cord compression, root impingement or canal stenosis at C3-4.",
        [
            "compression C3-4 - - !absent impinge:root",
            "compression C3-4 - cord !absent compress:cord",
            "stenosis C3-4 - central !absent none",
        ],
    ),
    ("Chronic T7 compression fracture.", ["fracture T7 - vertebra"]),
    (
        "C5-6: The cord is compressed and flattened.",
        [
            "compression C5-6 - cord compress:cord",
            "compression C5-6 - cord flatten:cord",
        ],
    ),
]

SIGNAL = [
    ("No cord signal abnormality.", ["cord-signal-change - - cord !absent"]),
    (
        "The cord is normal in caliber and signal.",
        ["cord-signal-change - - cord !absent (normal-cord)"],
    ),
    ("Myelomalacia at C5-6.", ["cord-signal-change C5-6 - cord"]),
    (
        "C5-6: Severe canal stenosis with increased T2 signal within the cord.",
        ["cord-signal-change C5-6 - cord", "stenosis C5-6 - central severe"],
    ),
    ("Modic type 1 endplate signal changes at C5-6.", []),
]


@pytest.mark.parametrize(("text", "facts"), CONTACT)
def test_contact_keeps_word_and_target(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


@pytest.mark.parametrize(("text", "facts"), SIGNAL)
def test_cord_signal(text: str, facts: list[str]) -> None:
    assert [f for f in of_report(text) if not f.startswith("degeneration")] == facts
