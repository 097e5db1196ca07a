"""Planted grades, signs and complaints are found in any order of words; hostile text
neither breaks a frame nor takes it long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.frames_clinical.told import facts, told
from workbench.vocabulary import spine

MUSCLES = sorted(set(spine().muscles) - {"all", "trapezius"})
GRADES = [grade for grade in spine().strength if grade != "0"]
SIDES = ["left", "right"]
STRENGTH_FORMS = [
    "{side} {muscle} {grade}/5",
    "{grade}/5 strength in the {side} {muscle}",
    "{muscle} {grade}/5 on the {side}",
    "Strength: {side} {muscle} {grade} out of 5",
    "weakness of the {side} {muscle}, {grade}/5",
    "5/5 throughout except {side} {muscle} {grade}/5",
]
SIGNS = {"Hoffmann": "hoffmann", "Spurling": "spurling", "Phalen": "phalen"}
SIGN_FORMS = {
    "{sign} negative on the {side}": "!absent",
    "{sign} positive on the {side}": "",
    "negative {sign} on the {side}": "!absent",
    "(+) {sign} {side}": "",
    "{side} {sign} is absent": "!absent",
}
FRAMES = [f"{name}.document" for name in ("symptoms", "exam", "measured", "function")]


def _word(muscle: str) -> str:
    return next(w for w in spine().muscles[muscle].words if len(w) > 3)


@given(
    muscle=st.sampled_from(MUSCLES),
    side=st.sampled_from(SIDES),
    grade=st.sampled_from(GRADES),
    form=st.sampled_from(STRENGTH_FORMS),
)
@settings(max_examples=60, deadline=None)
def test_a_planted_grade_is_found_with_its_muscle_and_side(muscle, side, grade, form):
    text = form.format(muscle=_word(muscle), side=side, grade=grade)
    found = told("exam.document", f"EXAMINATION:\n{text}.")
    assert f"strength {muscle} {side} {grade}" in found


@given(
    sign=st.sampled_from(sorted(SIGNS)),
    side=st.sampled_from(SIDES),
    form=st.sampled_from(sorted(SIGN_FORMS)),
)
@settings(max_examples=30, deadline=None)
def test_a_planted_sign_is_found_with_result_and_side(sign, side, form):
    text = form.format(sign=sign, side=side)
    expected = f"{SIGNS[sign]} {side} {SIGN_FORMS[form]}".strip()
    assert told("exam.document", f"EXAMINATION:\n{text}.") == [expected]


@given(site=st.sampled_from(["thumb", "little-finger", "shoulder", "forearm", "hand"]))
@settings(max_examples=10, deadline=None)
def test_a_planted_complaint_keeps_site_and_side(site):
    word = spine().sites[site].words[0]
    text = f"HISTORY OF PRESENT ILLNESS:\nNumbness of the left {word}."
    assert told("symptoms.document", text) == [f"numbness {site} left"]


@given(st.text(alphabet="/5+-,; no left pain 4 deltoid EMG()\n", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error_and_quoted_verbatim(text):
    for frame in FRAMES:
        facts(frame, f"EXAMINATION:\n{text}")


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "piece",
    ["4/5 ", "left ", "pain and ", "deltoid, ", "no ", "((((", "5/5 left deltoid, ",
     "EMG ", "A1c 7 ", "[ ] ", "unable to drive, ", "numbness in the left hand and "],
)  # fmt: skip
def test_a_very_long_line_is_read_in_time(frame, piece):
    text = "EXAMINATION:\n" + piece * (20_000 // len(piece))
    start = time.process_time()
    facts(frame, text)
    assert time.process_time() - start < 5
