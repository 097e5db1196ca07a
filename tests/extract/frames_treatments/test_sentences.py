"""Treatments told in sentences: each row is a sentence and every fact it tells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.frames_treatments.reading import read, told

PT, HEP, ESI = "physical-therapy", "home-exercise", "epidural-injection"
NEURO, CARE = "neuropathic-medication", "conservative-care"


def fact(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind} | fields


SENTENCES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "She completed 8 weeks of physical therapy from 1/5/26 to 3/2/26 with minimal "
        "relief, and takes gabapentin 300 mg tid since December.",
        [
            fact(
                PT,
                days=56,
                start="2026-01-05",
                end="2026-03-02",
                status="done",
                response="partial",
                assertion="present",
            ),
            fact(
                NEURO,
                start="2025-12",
                end=None,
                days=None,
                status="ongoing",
                name="gabapentin",
                response=None,
            ),
        ],
    ),
    (
        "Continue PT, 6 more visits approved through 12/18.",
        [fact(PT, start=None, end=None, status="ongoing")],
    ),
    (
        "She finished PT on 12/18 without relief.",
        [fact(PT, end="2025-12-18", status="done")],
    ),
    (
        "He has had 6 weeks of PT and 3 months of NSAIDs without relief.",
        [
            fact(PT, days=42, response="none"),
            fact("nsaid", days=None, days_range=(89, 92), response="none"),
        ],
    ),
    (
        "She tried 6 weeks of PT and NSAIDs.",
        [fact(PT, days=42), fact("nsaid", days=42)],
    ),
    (
        "PT, NSAIDs and gabapentin for 8 weeks, all without benefit.",
        [
            fact(PT, days=56, response="none"),
            fact("nsaid", days=56, response="none"),
            fact(NEURO, days=56, response="none"),
        ],
    ),
    (
        "Neck pain for 6 months treated with physical therapy and ibuprofen.",
        [fact(PT, days=None, site="neck"), fact("nsaid", days=None, name="ibuprofen")],
    ),
    (
        "She failed PT, chiropractic care and a Medrol Dosepak.",
        [
            fact(PT, status="done", response="none", assertion="present"),
            fact("chiropractic", response="none"),
            fact("oral-steroid", response="none"),
        ],
    ),
    (
        "PT helped temporarily, NSAIDs gave no relief, ESI 50% relief for 3 weeks.",
        [
            fact(PT, response="temporary"),
            fact("nsaid", response="none"),
            fact(ESI, response="temporary", days=None),
        ],
    ),
    (
        "No relief with physical therapy or meloxicam.",
        [
            fact(PT, assertion="present", status="done", response="none"),
            fact("nsaid", assertion="present", response="none"),
        ],
    ),
    (
        "Cervical epidural steroid injection on 2/3/26 gave 2 weeks of relief.",
        [
            fact(
                ESI,
                date="2026-02-03",
                start=None,
                days=None,
                response="temporary",
                site="neck",
            )
        ],
    ),
    (
        "C7-T1 interlaminar ESI 01/15/2026: 40% relief x 10 days.",
        [fact(ESI, date="2026-01-15", response="temporary", site="neck")],
    ),
    (
        "Two cervical epidurals gave no lasting relief.",
        [fact(ESI, sessions=2, response="temporary")],
    ),
    (
        "Extensive conservative treatment has failed.",
        [fact(CARE, days=None, vague="Extensive", response="none")],
    ),
    (
        "She has failed conservative management.",
        [fact(CARE, days=None, response="none", status="done")],
    ),
    (
        "He did a few weeks of physical therapy without benefit.",
        [fact(PT, days=None, days_range=None, vague="a few weeks", response="none")],
    ),
    (
        "Six weeks of PT were ordered.",
        [fact(PT, assertion="planned", status="planned")],
    ),
    (
        "We will start physical therapy twice weekly for 6 weeks.",
        [fact(PT, assertion="planned", status="planned")],
    ),
    (
        "I recommend a course of physical therapy.",
        [fact(PT, assertion="planned", status="planned")],
    ),
    (
        "She has not had physical therapy.",
        [fact(PT, assertion="absent", status="not-done", response=None)],
    ),
    (
        "He declined epidural steroid injections.",
        [fact(ESI, assertion="absent", status="declined")],
    ),
    (
        "Denies any prior chiropractic treatment.",
        [fact("chiropractic", assertion="absent")],
    ),
    (
        "No physical therapy to date.",
        [fact(PT, assertion="absent", status="not-done")],
    ),
    (
        "She did physical therapy for her low back in 2024.",
        [fact(PT, site="low-back", date="2024")],
    ),
    (
        "PT for the right shoulder, 6 weeks.",
        [fact(PT, site="shoulder", days=42)],
    ),
    (
        "Lumbar ESI in 2023 helped; cervical ESI 2/3/2026 did not help.",
        [
            fact(ESI, site="low-back", date="2023", response="partial"),
            fact(ESI, site="neck", date="2026-02-03", response="none"),
        ],
    ),
    (
        "L4-5 epidural injection 2024.",
        [fact(ESI, site="low-back")],
    ),
    (
        "He attended 12 sessions of physical therapy.",
        [fact(PT, sessions=12, days=None)],
    ),
    (
        "Attended 10 of 12 PT visits.",
        [fact(PT, sessions=10)],
    ),
    (
        "She started physical therapy on 1/5/26 and was discharged on 3/2/26.",
        [fact(PT, start="2026-01-05", end="2026-03-02")],
    ),
    (
        "Chiropractic treatment (14 visits between 10/1/2025 and 12/15/2025) provided "
        "only temporary relief.",
        [
            fact(
                "chiropractic",
                sessions=14,
                start="2025-10-01",
                end="2025-12-15",
                response="temporary",
            )
        ],
    ),
    (
        "She was unable to tolerate gabapentin due to sedation.",
        [fact(NEURO, assertion="present", response="not-tolerated")],
    ),
    (
        "Physical therapy made the pain worse.",
        [fact(PT, response="worse")],
    ),
    (
        "Symptoms resolved completely with 6 weeks of physical therapy.",
        [fact(PT, days=42, response="lasting")],
    ),
    (
        "Pain persists despite 8 weeks of PT, NSAIDs, and gabapentin.",
        [
            fact(PT, days=56, response="none"),
            fact("nsaid", days=56),
            fact(NEURO, days=56),
        ],
    ),
    (
        "No improvement after 8 weeks of supervised physical therapy.",
        [fact(PT, days=56, response="none", supervised=True, setting="formal")],
    ),
    (
        "PT 2-3 times per week for 6 weeks gave about 30% improvement.",
        [fact(PT, days=42, response="partial")],
    ),
    (
        "He does a written home exercise program daily, reviewed by the therapist, "
        "since 1/10/2026.",
        [
            fact(
                HEP,
                supervised=True,
                setting="home",
                start="2026-01-10",
                status="ongoing",
            )
        ],
    ),
    (
        "She does stretching exercises on her own from YouTube.",
        [fact(HEP, supervised=False)],
    ),
    (
        "Home exercise program for 3 months.",
        [fact(HEP, supervised=None, days_range=(89, 92))],
    ),
    (
        "He completed 6 weeks of virtual physical therapy.",
        [fact(PT, setting="virtual", days=42)],
    ),
    (
        "He has tried heat, ice and ibuprofen.",
        [fact("heat-ice"), fact("nsaid")],
    ),
    (
        "A soft cervical collar was worn for 3 weeks.",
        [fact("collar", days=21)],
    ),
    (
        "She is currently attending PT, started 2/2/2026.",
        [fact(PT, status="ongoing", start="2026-02-02")],
    ),
    (
        "Continue gabapentin 300 mg.",
        [fact(NEURO, assertion="present", status="ongoing")],
    ),
    (
        "Six months of conservative care including PT, NSAIDs and two ESIs.",
        [
            fact(CARE, days=None),
            fact(PT, days=None),
            fact("nsaid", days=None),
            fact(ESI, sessions=2),
        ],
    ),
    (
        "Conservative care has included 4 months of activity modification, six weeks "
        "of supervised PT, and two epidural injections.",
        [
            fact("activity-modification", days_range=(120, 123)),
            fact(PT, days=42),
            fact(ESI, sessions=2),
        ],
    ),
    (
        "PT after her 2019 fusion helped.",
        [fact(PT, assertion="historical")],
    ),
    (
        "PT REPORTS NECK PAIN. PT HAS HAD PHYSICAL THERAPY X 6 WEEKS.",
        [fact(PT, days=42)],
    ),
    (
        "NSAIDs (ibuprofen 800 mg) for 2 months without benefit.",
        [fact("nsaid", name="ibuprofen", response="none")],
    ),
    (
        "At least 6 weeks of physical therapy was completed.",
        [fact(PT, days=None, days_range=(42, None))],
    ),
    (
        "She had 4-6 weeks of physical therapy.",
        [fact(PT, days=None, days_range=(28, 42))],
    ),
    (
        "Trigger point injections, TENS unit, massage therapy and acupuncture did not "
        "help.",
        [
            fact("trigger-point-injection", response="none"),
            fact("tens", response="none"),
            fact("massage", response="none"),
            fact("acupuncture", response="none"),
        ],
    ),
    (
        "Radiofrequency ablation C4-C6 on 5/6/2025 with good relief for 4 months.",
        [fact("radiofrequency", date="2025-05-06", response="temporary", days=None)],
    ),
    (
        "He takes Tylenol and cyclobenzaprine as needed.",
        [
            fact("acetaminophen", status="ongoing"),
            fact("muscle-relaxant", status="ongoing", name="cyclobenzaprine"),
        ],
    ),
    (
        "PLAN: He will continue his home exercise program and gabapentin.",
        [
            fact(HEP, assertion="present", status="ongoing"),
            fact(NEURO, assertion="present", status="ongoing"),
        ],
    ),
    (
        "Denies relief with gabapentin.",
        [fact(NEURO, assertion="present", status="done", response="none")],
    ),
    (
        "Six weeks of PT were ordered but never started.",
        [fact(PT, assertion="planned", status="planned")],
    ),
    (
        "He has not had any injections but completed 6 weeks of PT.",
        [
            fact("injection", assertion="absent"),
            fact(PT, assertion="present", days=42),
        ],
    ),
    (
        "She has been doing home exercises for several months as instructed by PT.",
        [fact(HEP, vague="several months", supervised=True, status="ongoing")],
    ),
    (
        "Symptoms have persisted despite >12 weeks of nonoperative treatment.",
        [fact(CARE, days=None, days_range=(85, None), response="none")],
    ),
    (
        "She would like to defer injections for now.",
        [fact("injection", assertion="absent", status="declined")],
    ),
    (
        "Worse after physical therapy.",
        [fact(PT, response="worse", status="done")],
    ),
    (
        "Arm pain is worse at night; he takes ibuprofen.",
        [fact("nsaid", response=None, status="ongoing")],
    ),
    (
        "A pinched nerve was suspected and she was treated with gabapentin.",
        [fact(NEURO, assertion="present", status="done")],
    ),
    (
        "Medrol dose pack in February 2026 did not help.",
        [fact("oral-steroid", date="2026-02", response="none")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_tells_these_treatments(
    sentence: str, expected: list[dict[str, Any]]
) -> None:
    found = read(sentence)
    shown = [told(one, want) for one, want in zip(found, expected, strict=False)]
    assert [one.kind for one in found] == [want["kind"] for want in expected]
    assert shown == expected


NOTHING = [
    "Members must complete 6 weeks of physical therapy.",
    "Physical therapy is required before surgery is approved.",
    "Metformin 500 mg BID and lisinopril 10 mg daily.",
    "PT reports neck pain with radiation to the arm.",
    "PT/INR was normal.",
    "Pain at rest is 4/10.",
    "The rest of the examination was normal.",
    "ALLERGIES: NSAIDs, codeine.",
    "We discussed conservative versus surgical options.",
    "Physical therapy records were requested.",
    "After retraction of the esophagus the disc was removed.",
    "She takes nortriptyline for migraines.",
    "There is small epidural hematoma.",
    "Anterior traction spurs at C5-6.",
    "He slipped on ice.",
    "An epidural hematoma may compress the cord.",
    "I informed the patient of the potential side effects of opioid medications.",
    "Her depression is well managed on Effexor.",
    "Opioid Assessment",
    "We discussed activity modification and encouraged acupuncture.",
    "Her mother had physical therapy after a fall.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_sentence_tells_no_treatment(sentence: str) -> None:
    assert read(sentence) == []
