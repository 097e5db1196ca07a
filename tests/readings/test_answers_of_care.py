"""What care gave, told in few words; care that was kept away from somebody."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _care(text: str, kind: str) -> list[tuple[str, str | None]]:
    found = case_of(f"{NOTE}TREATMENT: Low back pain.\n- {text}\n").treatments
    return [(one.assertion, one.response) for one in found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "response"),
    [
        ("Tylenol 1 g daily since February, minimal.", "acetaminophen", "partial"),
        ("Naproxen 500 bid 1/5/26 to 3/30/26; slight.", "nsaid", "partial"),
        ("PT for 8 weeks, and that has not fixed it.", "physical-therapy", "none"),
        ("PT 3/9 to 5/8/2026. Stronger, walks no further.", "physical-therapy", "none"),
        ("Naproxen 1/5/26 - 3/30/26, GI upset and no real help.", "nsaid", "none"),
        ("L4-5 TFESI 4/2/26 - 40% for 9 days.", "epidural-injection", "temporary"),
        ("ESI 2/12/2026. Better for 2-3 weeks.", "epidural-injection", "temporary"),
    ],
)  # fmt: skip
def test_what_it_gave(text: str, kind: str, response: str) -> None:
    assert ("present", response) in _care(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NSAIDs not given because of kidney function.", "nsaid"),
        ("Meloxicam not prescribed due to an ulcer.", "nsaid"),
        ("Ibuprofen was avoided.", "nsaid"),
        ("Opioids withheld because of sleep apnea.", "opioid"),
        ("Gabapentin not started due to falls.", "neuropathic-medication"),
    ],
)
def test_what_was_kept_away_was_not_done(text: str, kind: str) -> None:
    assert {assertion for assertion, _ in _care(text, kind)} == {"absent"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NSAIDs given, which avoided surgery.", "nsaid"),
        ("PT 3/9/2026 to 5/8/2026. Tenderness, minimal.", "physical-therapy"),
        ("PT 3/9/2026 to 5/8/2026. Meds reviewed, no change.", "physical-therapy"),
    ],
)
def test_other_words_answer_nothing(text: str, kind: str) -> None:
    assert ("present", None) in _care(text, kind)


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Eight weeks of PT and naproxen, neither of which altered the leg.", "none"),
        ("PT for two months did not change the neck.", "none"),
        ("PT for two months; the therapist changed the routine.", None),
    ],
)
def test_care_that_changed_nothing_failed(text: str, response: str | None) -> None:
    found = case_of(f"{NOTE}HPI: Pain since January. {text}\n").treatments
    assert {o.response for o in found if o.kind == "physical-therapy"} == {response}


def test_exercises_to_be_continued_go_on_and_days_of_a_week_are_no_length() -> None:
    text = "Her home exercise program, six days in the week, is to be continued."
    found = case_of(f"{NOTE}Plan: {text}\n").treatments
    (one,) = [o for o in found if o.kind == "home-exercise"]
    assert one.status in ("ongoing", "planned")
    assert one.days is None
