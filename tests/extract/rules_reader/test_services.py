"""Which lines of a form ask: numbered services, reminders and places."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


def asked(text: str) -> set[tuple[str, str | None, tuple[str, ...]]]:
    case = RulesReader().read(read_packet((Source("a.txt", text.encode()),))).case
    return {(one.kind, one.level, one.codes) for one in case.requested_procedures}


HEAD = "PRIOR AUTHORIZATION REQUEST\nDate of Request: 02/24/2026\n"
ACDF = ("22551", "22552")


@pytest.mark.parametrize(
    "fields",
    [
        "Service {n} Code: {code}\nService {n} Level: {level}\nService {n} Units: 1\n",
        "Line {n} CPT: {code}\nLine {n} Units: 1\nLine {n} Level: {level}\n",
        "Procedure #{n} code: {code}\nProcedure #{n} interspace: {level}\n",
    ],
)
def test_fields_of_one_number_belong_together(fields: str) -> None:
    rows = [
        ("22551", "C5-6"),
        ("22552", "C4-5"),
        ("22853", "C5-6"),
        ("22853", "C4-5"),
    ]
    text = HEAD + "".join(
        fields.format(n=number, code=code, level=level)
        for number, (code, level) in enumerate(rows, 1)
    )

    assert asked(text) == {
        ("acdf", "C4-5", ACDF),
        ("acdf", "C5-6", ACDF),
        ("interbody-device", "C4-5", ("22853",)),
        ("interbody-device", "C5-6", ("22853",)),
    }


def test_a_numbered_service_without_level_has_none() -> None:
    text = HEAD + (
        "Service 1 Code: 22551\nService 1 Level: C5-6\n"
        "Service 2 Code: 22845\nService 2 Units: 1\n"
    )

    assert ("instrumentation", None, ("22845",)) in asked(text)


@pytest.mark.parametrize(
    "line",
    [
        "HEALTH MAINTENANCE\nMammogram due 08/2026. Colonoscopy due 2029.",
        "IMMUNIZATIONS\nInfluenza 10/2025.\nPREVENTIVE CARE\nColonoscopy 2024",
        "CARE GAPS\nColonoscopy overdue",
        "Site: Outpt surgery ctr.",
        "Facility: Invented Surgical Ctr",
    ],
)
def test_reminders_and_places_ask_for_nothing(line: str) -> None:
    text = HEAD + f"Procedure: ACDF C5-6, CPT 22551\n\n{line}\n"

    assert asked(text) == {("acdf", "C5-6", ("22551",))}


@pytest.mark.parametrize(
    "line",
    [
        "Procedure: ACDF C5-6 due to stenosis, CPT 22551",
        "Services due: 22551 ACDF C5-6",
    ],
)
def test_what_is_due_to_a_cause_or_coded_is_asked(line: str) -> None:
    assert asked(f"{HEAD}{line}\n") == {("acdf", "C5-6", ("22551",))}
