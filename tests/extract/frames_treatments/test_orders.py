"""Care told in the passive: ordered only, or ordered and carried out."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


def standing(sentence):
    text = f"CLINIC NOTE\nDate of visit: 04/20/2026\n\nHPI\n{sentence}\n"
    packet = readable(read_packet((Source("n.txt", text.encode()),)))
    return [
        (one.status, one.days) for one in RulesReader().read(packet).case.treatments
    ]


ORDERED = [
    "Physical therapy for 6 weeks was ordered for the neck.",
    "A 6-week course of physical therapy was prescribed.",
    "Six weeks of physical therapy were recommended.",
    "Physical therapy for the low back, 6 weeks, has been requested.",
    "Physical therapy twice a week for 6 weeks will be ordered.",
    "Physical therapy 2x/week for 6 weeks has been scheduled.",
    "Chiropractic care for 6 weeks had been suggested.",
    "6 weeks of physical therapy is being arranged.",
    "Home exercise for 6 weeks was also advised by the surgeon.",
    "Physical therapy for 6 weeks was again proposed.",
    "A home exercise program of 6 weeks is to be prescribed.",
    "Aquatic physical therapy for 6 weeks was subsequently booked.",
]
DONE = [
    "Physical therapy for 6 weeks was ordered and completed.",
    "Physical therapy for 6 weeks was completed as ordered.",
    "Physical therapy for 6 weeks was ordered and he completed it on 3/2/2026.",
    "The 6 weeks of physical therapy that was ordered in January was completed.",
    "Physical therapy ordered in January was done for 6 weeks without benefit.",
    "Physical therapy for 6 weeks was done as recommended.",
    "He did the 6 weeks of physical therapy that were recommended.",
    "She attended the 6 weeks of physical therapy which had been prescribed.",
    "Six weeks of physical therapy, as prescribed, gave no relief.",
    "Ibuprofen 600 mg was prescribed for 6 weeks.",
]


@pytest.mark.parametrize("sentence", ORDERED)
def test_what_was_only_ordered_is_a_plan_with_a_length(sentence):
    assert standing(sentence) == [("planned", 42)]


@pytest.mark.parametrize("sentence", DONE)
def test_what_was_ordered_and_done_was_done(sentence):
    assert standing(sentence) == [("done", 42)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Physical therapy for 6 weeks was ordered but was not completed.",
        "Physical therapy for 6 weeks was ordered and has never been attended.",
    ],
)
def test_what_was_ordered_and_not_done_is_never_done(sentence):
    assert all(status not in ("done", "ongoing") for status, _ in standing(sentence))


def test_a_note_that_orders_therapy_in_its_first_lines_is_no_therapy_record():
    text = (
        "PROGRESS NOTE\nDate of visit: 05/01/2026\nNeck pain for three weeks.\n"
        "Physical therapy for the neck for 6 weeks was ordered.\n"
    )
    packet = readable(read_packet((Source("n.txt", text.encode()),)))
    (one,) = RulesReader().read(packet).case.treatments
    assert (one.status, one.days, one.sessions) == ("planned", 42, None)


@pytest.mark.parametrize(
    "sentence",
    ["Continue PT, add gabapentin 100 at night.", "Continue naproxen and start heat."],
)
def test_what_is_added_to_care_that_goes_on_is_to_come(sentence):
    assert sorted(status for status, _ in standing(sentence)) == ["ongoing", "planned"]


@pytest.mark.parametrize(
    "sentence",
    ["Continue PT, gabapentin and heat.", "Continues PT, added heat in May."],
)
def test_what_goes_on_beside_other_care_goes_on(sentence):
    assert "planned" not in [status for status, _ in standing(sentence)]
