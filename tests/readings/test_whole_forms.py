"""Short documents that stand alone: laboratory reports, questionnaires, clearances."""

from __future__ import annotations

import pytest

from tests.readings.chain import status_of

NOTE = "\fCLINIC NOTE\nDate of service: 05/20/2026\n"
LAB = "LABORATORY REPORT\nPatient: Q\nCollected: 05/10/2026\n\n"
NICOTINE, DIABETES = "nicotine-free", "diabetes-controlled"
FORMS = [
    (
        f"{LAB}HbA1c ............ 7.1 %   (4.0 - 5.6)\nCotinine ......... <2 ng/mL\n"
        f"{NOTE}PMH: type 2 diabetes. Former smoker, quit 12/28/2025.\n",
        {NICOTINE: "met", DIABETES: "met"},
    ),
    (
        f"{LAB}HEMOGLOBIN A1C\n   Result: 7.1 %   Reference: 4.0 - 5.6 %\n"
        "   Comment: Diabetes: >6.4. Goal for diabetics <7.0\n\nCOTININE, SERUM\n"
        "   Result: 54 ng/mL\n   Nonsmoker: <10 ng/mL\n"
        f"{NOTE}PMH: type 2 diabetes. Former smoker, quit 12/28/2025.\n",
        {NICOTINE: "not_met", DIABETES: "met"},
    ),
    (
        f"{LAB}Hemoglobin A1c 5.4 % Reference: <5.7 normal; 5.7-6.4 prediabetes; "
        f">=6.5 diabetes\n{NOTE}Never smoker.\n",
        {NICOTINE: "met", DIABETES: "not_applicable"},
    ),
    (
        f"{LAB}Test\tResult\tUnits\tReference\tFlag\nCotinine\t312\tng/mL\t<10\tH\n"
        f"Anabasine\t7.9\tng/mL\t<2.0\tH\n{NOTE}"
        "Former smoker, quit 12/28/2025. On nicotine patch since.\n",
        {NICOTINE: "not_met"},
    ),
    (
        "HEALTH QUESTIONNAIRE\nDate: 05/20/2026\n"
        "1. Do you currently smoke or vape?      [ ] Yes   [X] No\n"
        "2. Have you ever smoked or vaped?       [ ] Yes   [X] No\n"
        "3. Are you diabetic?    [ ] Yes   [X] No\n",
        {NICOTINE: "met", DIABETES: "not_applicable"},
    ),
    (
        "HEALTH QUESTIONNAIRE\nDate: 05/20/2026\n"
        "1. Do you currently smoke or vape?      [X] Yes   [ ] No\n"
        "2. Have you ever smoked or vaped?       [X] Yes   [ ] No\n",
        {NICOTINE: "not_met"},
    ),
    (
        "PATIENT INTAKE FORM\nDate: 05/20/2026\nTobacco\n  [ ] Current every day\n"
        "  [ ] Former\n  [X] Never\nDiabetes\n  [ ] Yes\n  [X] No\n",
        {NICOTINE: "met", DIABETES: "not_applicable"},
    ),
    (
        "PATIENT INTAKE FORM\nDate: 05/20/2026\n"
        "Smoking: never[x] former[ ] current[ ]\nDiabetes: yes[ ] no[x]\n",
        {NICOTINE: "met", DIABETES: "not_applicable"},
    ),
    (
        "PRE-OP CLEARANCE\nDate: 05/20/2026\nTobacco: Former (quit 04/30/2026)\n"
        "Hgb A1c: 7.2 (05/01/26)\nDM: type II\n",
        {NICOTINE: "not_met", DIABETES: "met"},
    ),
    (
        "CLINIC NOTE\nDate: 05/20/2026\nSocial: tobacco (-), etoh (+), drugs (-). "
        "PMH: DM (-), HTN (+)\n",
        {NICOTINE: "not_documented", DIABETES: "not_applicable"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), FORMS)
def test_a_document_alone_is_read_right(text: str, wanted: dict[str, str]) -> None:
    assert {name: status_of(text, name, "acdf") for name in wanted} == wanted
