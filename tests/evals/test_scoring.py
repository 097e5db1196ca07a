"""A run held against its labels: agreement, every kind of disagreement by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evals.cases import CLEAN, SEED, copied, edit, rules
from workbench.evals.checks import answered_line
from workbench.evals.generate import Job, jobs, ordered, run_job, run_jobs
from workbench.evals.gold import find_gold, load_gold
from workbench.evals.scores.case import Scored, score
from workbench.packet.sources import Source
from workbench.schema.base import canonical_json
from workbench.schema.determination import LineResult
from workbench.schema.gold import GoldLine


def scored(folder: Path) -> Scored:
    return score(run_job(Job(folder), rules), load_gold(folder))


def test_a_label_that_differs_is_named_and_fails_the_case(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_met")

    item = scored(folder)

    assert not item.passed
    assert any(
        "imaging-at-level: expected not_met, got met" in x for x in item.problems
    )


def test_an_answer_that_a_careful_reader_may_give_counts_as_right(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(
        folder,
        "criteria: {other-causes-excluded: met",
        "debatable: {other-causes-excluded: [met]}\n"
        "        criteria: {other-causes-excluded: not_documented",
    )

    assert scored(folder).passed


def test_a_line_too_many_or_too_few_is_a_disagreement(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "level: C4-5, recommendation", "level: C7-T1, recommendation")

    words = "\n".join(scored(folder).problems)

    assert "acdf C7-T1: expected request_information, got no such line" in words
    assert "acdf C4-5: expected no such line, got request_information" in words


def test_a_code_is_a_key_of_its_own_and_needs_no_level(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(
        folder,
        '{procedure: "instrumentation 22845", recommendation: approve}',
        '{procedure: instrumentation, code: "22845", recommendation: approve}',
    )

    assert scored(folder).passed


@pytest.mark.parametrize(
    ("label", "answered"),
    [
        ({"code": "22853"}, "interbody-device C5-6 22853"),
        ({"code": "22853", "level": "C5-6"}, "interbody-device C5-6 22853"),
        ({"code": "22853", "level": "C4-5"}, "interbody-device C4-5 22853"),
        ({"code": "22853", "side": "left"}, "interbody-device left 22853"),
        ({"code": "2285"}, "interbody-device 2285"),
        ({"code": "22845"}, "interbody-device 22845"),
        ({}, "interbody-device"),
    ],
)
def test_a_code_labelled_without_a_level_is_the_one_line_of_that_code(
    label: dict[str, str], answered: str
) -> None:
    gold = GoldLine.model_validate(
        {"procedure": "interbody-device", "recommendation": "approve"} | label
    )
    places = [("interbody-device", "C5-6"), ("instrumentation", None)]
    codes = ["22853", "22845"]
    given = {
        " ".join(filter(None, (*place, code))): LineResult.model_construct(
            procedure=place[0], level=place[1], side=None, codes=(code,)
        )
        for place, code in zip(places, codes, strict=True)
    }

    assert answered_line(gold, given) == answered


@pytest.mark.parametrize(
    ("level", "answered"), [("sacral", True), ("lumbar", False), ("L4-5", False)]
)
def test_an_injection_labelled_without_a_level_is_the_caudal_line(
    level: str, answered: bool
) -> None:
    gold = GoldLine.model_validate(
        {"procedure": "epidural-interlaminar", "recommendation": "approve"}
    )
    line = LineResult.model_construct(
        procedure="epidural-interlaminar", level=level, side=None, codes=("62323",)
    )
    key = f"epidural-interlaminar {level}"

    assert (answered_line(gold, {key: line}) == key) is answered


def test_an_approval_and_a_refusal_against_the_label_are_counted_apart(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(
        folder,
        "level: C5-6\n        recommendation: approve",
        "level: C5-6\n        recommendation: request_information",
    )

    figures = scored(folder).figures

    assert figures["approve_false"].top == 1
    assert figures["adverse_false"].top == 0


def test_what_must_be_asked_and_must_not_be_asked_is_held(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(
        folder,
        "    confirm_by: nurse\n",
        "    confirm_by: nurse\n    must_ask: [conservative-care]\n"
        "    must_not_ask: [imaging-at-level, conservative-care]\n",
    )

    words = "\n".join(scored(folder).problems)

    assert "question conservative-care: expected not asked, got asked" in words
    assert "expected asked" not in words


def test_a_flag_that_must_be_raised_and_is_not_fails_the_case(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(folder, "outcomes:", "flags: [instruction-like-text]\noutcomes:")

    assert scored(folder).problems == ("flag instruction-like-text was not raised",)


def test_a_quote_that_does_not_stand_is_an_error_of_that_case_alone(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path)
    edit(folder, "He has worn a cervical collar", "He has worn a soft collar")
    clean = find_gold([CLEAN])[0]

    results = list(run_jobs([Job(folder), Job(clean)], rules, workers=1))

    assert results[0].error is not None
    assert "does not stand in D2" in results[0].error
    assert results[1].error is None


def test_an_unforeseen_error_is_told_by_its_type_and_without_packet_text() -> None:
    def broken(trial: int) -> object:
        raise RuntimeError("Mr. Testerfield")

    result = run_job(Job(find_gold([CLEAN])[0]), broken)  # type: ignore[arg-type]

    assert result.error == "unforeseen RuntimeError"


def test_every_trial_order_and_case_is_a_job() -> None:
    made = jobs([Path("a"), Path("b")], trials=2, orders=["as-is", "reversed"])

    assert len(made) == 8
    assert len(set(made)) == 8


@pytest.mark.parametrize(
    ("order", "names"),
    [("as-is", "abc"), ("reversed", "cba"), ("rotated", "bca")],
)
def test_files_are_handed_in_another_order(order: str, names: str) -> None:
    sources = tuple(Source(name, b"x") for name in "abc")

    done = ordered(sources, order)  # type: ignore[arg-type]

    assert "".join(item.name for item in done) == names


def test_the_same_case_twice_gives_the_same_result() -> None:
    job = Job(find_gold([SEED])[0])
    first, second = (
        run_job(job, rules).model_copy(update={"seconds": 0.0}) for _ in range(2)
    )

    assert canonical_json(first) == canonical_json(second)


def test_the_reading_grade_of_narratives_is_a_figure_with_words_for_it() -> None:
    run = run_job(Job(find_gold([CLEAN])[0]), rules)
    plain = "The record shows it. The rule is met. A nurse may say yes."
    hard = (
        "Notwithstanding considerable heterogeneity, radiological documentation "
        "unequivocally demonstrates circumferential multisegmental stenosis."
    )

    def grade(text: str) -> float | None:
        made = tuple(one.model_copy(update={"narrative": text}) for one in run.outcomes)
        told = run.model_copy(update={"outcomes": made})
        return score(told, load_gold(find_gold([CLEAN])[0])).figures[
            "reading_grade"
        ].value

    easy, dense = grade(plain), grade(hard)
    assert easy is not None and dense is not None
    assert easy < 4 < 16 < dense
    assert grade("") is None
