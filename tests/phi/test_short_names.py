"""Short names and initials of a person who is named elsewhere in the packet."""

from __future__ import annotations

import pytest

from tests.phi.masking import shown as _shown


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("Patient: Margaret Ann Ostrova", "Peggy says that the arm is no better."),
        ("Patient: William Ostrova", "Billy returned on crutches."),
        ("Patient: Margaret Ann Ostrova", "M.A.O. went to recovery."),
        ("Patient: Margaret Ann Ostrova", "MAO went to recovery."),
        ("Patient: Margaret Ostrova", "Pt MO tolerated it well."),
        ("Name: Xia Morrow-Quell", "XMQ went to recovery."),
    ],
)
def test_short_forms_are_masked(named: str, said: str) -> None:
    first = said.split()[1] if said.startswith("Pt") else said.split()[0]
    assert first not in _shown(f"{named}\n{said}\n")


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("Patient: Mary Rae Ingot", "MRI shows stenosis."),
        ("Patient: Mary Dole", "Seen by the M.D. on call."),
        ("Patient: William Ostrova", "He will return. The bill was paid."),
        ("Patient: Margaret Ostrova", "Mo. 3 of therapy, MO is no state here."),
        ("Patient: Nora Vale", "NV intact; n.v. stable."),
    ],
)
def test_words_and_credentials_are_left_alone(named: str, kept: str) -> None:
    assert kept in _shown(f"{named}\n{kept}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Member No. GCH 5520 1184 03",
        "Reviewed under 77-HVB-2043 last week",
        "Prior denial DN#0092817-A",
        "Pt initials H.V.B., age 61",
        "Dictated today, transcribed JMK",
    ],
)
def test_numbers_of_letters_and_digits(text: str) -> None:
    shown = _shown(text + "\n")
    assert not any(one in shown for one in ("5520", "2043", "92817", "H.V.B", "JMK"))


@pytest.mark.parametrize(
    "text",
    [
        "CPT 22551-59, 22552 and 63650-RT",
        "LCD L39240, NCD 150.13, ICD T84.226A",
        "C5-6 and C6-7, L4-L5-S1",
        "CPT-22551-22552",
    ],
)
def test_codes_and_levels_stay(text: str) -> None:
    assert text in _shown(text + "\n")
