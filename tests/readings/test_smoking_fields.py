"""Amounts and quit dates printed below a smoking status, to the criterion's status."""

from __future__ import annotations

import pytest

from tests.readings.chain import HISTORY, NOTE, case_of, status_of

LOW = (
    "\fLABORATORY REPORT\nPatient: Test Person\nCollected: 05/15/2026\n"
    "Cotinine, serum: <2 ng/mL\n"
)
FIELDS = [
    (
        "Tobacco Use\n  * Smoking status:   Former\n      Packs/day:   0.75\n"
        "      Years:   12.00\n      Quit date:   3/2/2018\n",
        "met",
    ),
    ("Smoking status: Former Smoker  Packs/day: 1.50  Quit date: 6/9/2017", "met"),
    (
        "Smoking status: Former Smoker\nPacks/day: 1.00\nTypes: Cigarettes\n"
        "Last attempt to quit: 6/4/2010\n",
        "met",
    ),
    ("Cigarettes: former\nCigarettes per day: 10\nDate quit: 03/2012\n", "met"),
    ("Smoking status: Never\nPacks/day: 0\n", "met"),
    ("former smoker, 1 ppd x 20 years", "not_documented"),
    ("Tobacco: 0 ppd", "not_documented"),
    ("Smoking status: Former\nPacks/day: 1\nQuit date: 5/20/2026\n", "not_met"),
    ("Smoking status: Every Day\nPacks/day: 0.5\n", "not_met"),
    ("Packs/day: 0.5\n", "not_met"),
    ("ex-smoker, restarted smoking last fall, 1/2 ppd", "not_met"),
    ("Former smoker; currently vapes daily.", "not_met"),
    ("Smoking status: Former\n\nHPI: He smokes 1 ppd again.", "not_met"),
]


@pytest.mark.parametrize(("told", "expected"), FIELDS)
def test_amount_and_quit_date_follow_the_status(told, expected):
    text = f"{NOTE}{HISTORY}SOCIAL HISTORY\n{told}{LOW}"
    assert status_of(text, "nicotine-free", "acdf") == expected


def test_smokeless_tobacco_does_not_take_the_amount():
    told = "Smokeless tobacco: Never\nPacks/day: 0.5\n"
    found = case_of(f"{NOTE}SOCIAL HISTORY\n{told}").risk_factors
    assert "current" in {one.status for one in found}
