"""What was changed in a text gives back both texts, whatever they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.web.view.tracked import around, tracked

WORDS = st.lists(
    st.sampled_from(("We", "did", "not", "decide", ".", "\n", " ", "17", "weeks")),
    max_size=40,
).map("".join)


@settings(max_examples=80)
@given(WORDS, WORDS)
def test_both_texts_come_back(before: str, after: str) -> None:
    runs = tracked(before, after)

    assert "".join(run.text for run in runs if run.kind != "in") == before
    assert "".join(run.text for run in runs if run.kind != "out") == after


@settings(max_examples=40)
@given(WORDS, WORDS)
def test_no_change_is_left_out_of_the_short_form(before: str, after: str) -> None:
    runs = tracked(before, after)

    kept = [run for run in around(runs) if run.kind != "same"]

    assert kept == [run for run in runs if run.kind != "same"]
