"""Laboratory values, nerve studies, shoulder imaging: value, outcome, date, state."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import facts, told
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

RESULTS = "RESULTS:\n"

LABS = [
    ("HbA1c 6.8 % (02/10/2026)", ["hba1c 6.8 % @2026-02-10"]),
    ("A1c of 7.1 on 2/3/2026.", ["hba1c 7.1 % @2026-02-03"]),
    ("Her A1c improved from 9.1 to 7.4.", ["hba1c 7.4 %"]),
    ("Goal A1c < 8%.", []),
    ("If A1c is above 8% surgery will be delayed.", []),
    ("Repeat hemoglobin A1c in 6 months.", ["hba1c !planned"]),
    ("Cotinine, serum: <2 ng/mL", ["cotinine <2 ng/ml"]),
    ("Cotinine negative 02/20/2026.", ["cotinine negative @2026-02-20"]),
    (
        "Cotinine 42 ng/mL and anabasine <3 ng/mL on 02/20/2026.",
        ["anabasine <3 ng/ml @2026-02-20", "cotinine 42 ng/ml @2026-02-20"],
    ),
    ("Cotinine has not been drawn.", ["cotinine !absent"]),
    ("Cotinine ordered.", ["cotinine !planned"]),
    (
        "Labs 2/14/26: WBC 7.2, ESR 12, CRP 0.4 mg/dL.",
        ["crp 0.4 mg/dl @2026-02-14", "esr 12 @2026-02-14", "wbc 7.2 @2026-02-14"],
    ),
    ("ESR and CRP were normal.", ["crp normal", "esr normal"]),
    ("Blood cultures showed no growth.", ["culture negative"]),
    ("Biopsy showed metastatic carcinoma.", ["biopsy tumour positive"]),
]
NERVES = [
    ("EMG/NCS normal.", ["nerve-study normal"]),
    ("Normal EMG of both arms, 01/20/2026.", ["nerve-study normal @2026-01-20"]),
    ("EMG/NCV: Unremarkable.", ["nerve-study normal"]),
    (
        "EMG 01/12/2026: moderate right CTS, no cervical radiculopathy.",
        [
            "nerve-study cervical-radiculopathy negative @2026-01-12",
            "nerve-study right carpal-tunnel-syndrome positive @2026-01-12",
        ],
    ),
    (
        "EMG showed no evidence of carpal tunnel syndrome or ulnar neuropathy.",
        [
            "nerve-study carpal-tunnel-syndrome negative",
            "nerve-study ulnar-neuropathy negative",
        ],
    ),
    (
        "NCS consistent with left C6 radiculopathy without entrapment neuropathy.",
        [
            "nerve-study C6 left cervical-radiculopathy positive",
            "nerve-study carpal-tunnel-syndrome negative",
            "nerve-study ulnar-neuropathy negative",
        ],
    ),
    (
        "EMG was obtained 1/5/26. It showed mild left carpal tunnel syndrome.",
        ["nerve-study left carpal-tunnel-syndrome positive @2026-01-05"],
    ),
    (
        "EMG: no median or ulnar entrapment neuropathy.",
        [
            "nerve-study carpal-tunnel-syndrome negative",
            "nerve-study ulnar-neuropathy negative",
        ],
    ),
    ("EMG not performed.", ["nerve-study !absent"]),
    ("She has not had an EMG.", ["nerve-study !absent"]),
    ("EMG ordered to rule out carpal tunnel syndrome.", ["nerve-study !planned"]),
    (
        "EMG of the legs showed left L5 radiculopathy.",
        ["nerve-study L5 left lumbar-disorder positive"],
    ),
    ("History of carpal tunnel syndrome.", []),
    ("EMGs were normal.", ["nerve-study normal"]),
]
OTHERS = [
    (
        "MRI of the left shoulder was unremarkable.",
        ["shoulder-imaging left shoulder-disorder normal"],
    ),
    (
        "Right shoulder MRI showed a rotator cuff tear.",
        ["shoulder-imaging right shoulder-disorder abnormal"],
    ),
    (
        "Left shoulder MRI: no rotator cuff tear.",
        ["shoulder-imaging left shoulder-disorder normal"],
    ),
    (
        "A diagnostic subacromial injection gave no relief.",
        ["diagnostic-injection shoulder-disorder negative"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*LABS, *NERVES, *OTHERS])
def test_a_test_tells_its_outcome_or_its_state(text, expected):
    assert told("measured.document", RESULTS + text) == expected


def test_a_laboratory_report_gives_values_on_the_day_they_were_drawn():
    text = (
        "LABORATORY REPORT\nCollected: 02/18/2026\nReported: 02/20/2026\n\n"
        "Test\tResult\tUnits\tReference Range\n"
        "Hemoglobin A1c\t6.9\t%\t4.0-5.6\nCotinine, serum\t<2\tng/mL\t<10\n"
    )
    assert told("measured.document", text, "laboratory") == [
        "cotinine <2 ng/ml @2026-02-18",
        "hba1c 6.9 % @2026-02-18",
    ]


def test_a_study_report_counts_its_conclusions_only():
    text = (
        "INDICATION: Rule out carpal tunnel syndrome.\n\n"
        "FINDINGS: Median and ulnar latencies are prolonged.\n\n"
        "IMPRESSION:\n1. Abnormal study.\n2. Mild left carpal tunnel syndrome.\n"
        "3. No electrodiagnostic evidence of cervical radiculopathy.\n"
    )
    assert told("measured.document", text, "nerve-study") == [
        "nerve-study cervical-radiculopathy negative",
        "nerve-study left carpal-tunnel-syndrome positive",
    ]


def test_a_study_report_that_only_calls_itself_normal_names_no_condition():
    text = "IMPRESSION: This is a normal study of both upper extremities.\n"
    assert told("measured.document", text, "nerve-study") == [
        "nerve-study bilateral normal"
    ]


def test_a_series_under_the_name_of_its_test_is_read_row_by_row():
    series = (
        "HEMOGLOBIN A1C\n"
        "  Collected 02/24/2026 08:05    7.2 (H)   Ref 4.0-5.6 %\n"
        "  Collected 09/08/2025 08:20    8.1 (H)"
    )
    found = facts("measured.document", series, "laboratory")
    assert [(one.value, one.date) for one in found] == [
        (7.2, "2026-02-24"),
        (8.1, "2025-09-08"),
    ]
    told = "HEMOGLOBIN A1C\n03/02/2026   5 visits\n04/02/2026   seen in clinic"
    assert facts("measured.document", told, "laboratory") == []


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("Collected: 06/08/2026 08:15       Reported: 06/09/2026", [14]),
        ("                   02/08/2026        06/08/2026", [14, 10]),
    ],
)
def test_the_days_of_one_sample_are_no_series(head: str, values: list[int]) -> None:
    """The end of a row's range is no second value, though two days stand above it."""
    report = f"{head}\n\nCotinine, serum            14        10\n"
    if len(values) == 1:
        report = report.replace("        10", "  ng/mL   nonuser up to 10")
    found = facts("measured.document", report, "laboratory")
    assert [one.value for one in found] == values


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_birth_date_beside_the_name_dates_no_value(gap: str) -> None:
    """Who heads a page of results by name and birth date says nothing of the sample."""
    report = (
        f"*** RESULTS ***  Madeup Laboratory\n{gap}SAMPLE AUGUSTA  04/03/1960\n"
        "Collected 05/11/2026 08:12   Reported 05/13/2026\n\n"
        "TEST | RESULT | FLAG\nHemoglobin A1c | 7.1 % | H\nAlbumin | 4.2 |\n"
    )
    form = "Patient: Augusta Sample   DOB: 04/03/1960\n"
    texts = (("form.txt", form), ("laboratory.txt", report))
    packet = read_packet(tuple(Source(name, text.encode()) for name, text in texts))
    tests = RulesReader().read(packet).case.tests
    assert {(one.kind, one.date) for one in tests} == {
        ("hba1c", "2026-05-11"),
        ("albumin", "2026-05-11"),
    }
