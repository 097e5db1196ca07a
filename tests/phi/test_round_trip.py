"""Mask, then restore: nothing of the original is lost, whatever stands in it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.phi.masking import packet_of
from workbench.extract.llm.mask import revealed
from workbench.extract.phi.dates import dates_in, shifted
from workbench.extract.phi.mask import PacketMask
from workbench.schema.partial_date import earliest

DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2026, 6, 1))
FORMS = st.sampled_from(
    ["%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d-%b-%Y", "%m-%d-%Y", "%b %d %Y"]
)
FAMILY = st.sampled_from(["Delacroix", "O'Dorran", "van der Berg", "Quist", "Hoffmann"])
FORM = st.sampled_from(
    ["Patient: Marcus {0}", "PATIENT NAME: {0}, Marcus", "Re: Marcus {0}"]
)


@given(DAYS, DAYS, FORMS, FORMS, FAMILY, FORM)
@settings(max_examples=60, deadline=None)
def test_every_line_comes_back_and_every_length_stays(
    first: dt.date, second: dt.date, form: str, form2: str, family: str, head: str
) -> None:
    text = "\n".join(
        [
            "OFFICE VISIT NOTE",
            head.format(family),
            f"Mr. {family} was seen on {first.strftime(form)} for neck pain.",
            f"MRI of {second.strftime(form2)}: severe stenosis at C5-6, 8 weeks of PT.",
        ]
    )
    packet = packet_of(text)
    mask = PacketMask(packet)
    document = packet.documents[0]
    shown = mask.hide(document)

    assert len(shown.lines) == len(document.lines)
    for line, original in zip(shown.lines, document.lines, strict=True):
        assert mask.reveal(line.text, document.id) == original.text
    moved = [f.key for x in shown.lines for f in dates_in(x.text, None, 0)]
    assert [earliest(d) for d in moved] == [
        day + dt.timedelta(days=mask.shift) for day in (first, second)
    ]
    assert f" {family} " not in "\n".join(line.text for line in shown.lines)
    assert "C5-6, 8 weeks of PT" in shown.lines[-1].text


@given(DAYS, st.integers(-700, -42), FORMS)
@settings(max_examples=80, deadline=None)
def test_a_date_shifts_and_shifts_back(day: dt.date, days: int, form: str) -> None:
    text = f"on {day.strftime(form)} he"
    (there,) = dates_in(text, None, days)
    assert there.instead is not None and there.key == day.isoformat()
    (back,) = dates_in(f"on {there.instead} he", None, -days)

    assert back.instead is not None
    assert back.key == (day + dt.timedelta(days=days)).isoformat()
    assert shifted(back.key, -days) == day.isoformat()


def test_words_that_mask_alike_come_back_from_the_lines_cited() -> None:
    """One person in two forms has one surrogate."""
    text = (
        "OFFICE VISIT NOTE\nPatient: Marcus Delacroix\nDOB: 01/02/1970\n"
        "Marcus Delacroix is better.\nMARCUS DELACROIX is better.\n"
    )
    packet = packet_of(text)
    mask = PacketMask(packet)
    lines = [x.text for x in mask.hide(packet.documents[0]).lines]
    words = "[PATIENT_1] is better."
    assert words in lines[3] and words in lines[4]

    told = [
        revealed({"text": words, "lines": [n]}, mask, "D1")["text"] for n in (4, 5, 99)
    ]

    assert told[0] == "Marcus Delacroix is better."
    assert told[1] == "MARCUS DELACROIX is better."
    assert told[2] == told[0]
