"""The gold runner: agreement, disagreement by name, broken cases reported."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.evals.facts import score_facts
from workbench.evals.gold import find_gold, load_gold
from workbench.evals.runner import as_json, as_text, run_gold
from workbench.extract.grounding import quote_in_packet
from workbench.extract.rules.reader import RulesReader
from workbench.schema.case import all_facts

SEED = "seed-staged-revision"


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(find_gold([SEED])[0], folder)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "gold.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("folder", find_gold([]), ids=lambda path: path.name)
def test_every_shipped_case_loads_and_agrees(folder: Path) -> None:
    report = run_gold([str(folder)], RulesReader())

    assert as_text(report).count("expected") == 0, as_text(report)
    assert report.agrees


def test_gold_quotes_are_verbatim() -> None:
    loaded = load_gold(find_gold([SEED])[0])

    for fact in all_facts(loaded.case):
        assert all(quote_in_packet(loaded.packet, item) for item in fact.evidence)


def test_a_wrong_label_is_named_and_fails_the_run(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_met")

    report = run_gold([str(folder)], RulesReader())

    assert not report.agrees
    assert "imaging-at-level: expected not_met, got met" in as_text(report)
    assert json.loads(as_json(report))["agrees"] is False


def test_a_line_too_many_or_too_few_is_a_disagreement(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "level: C4-5, recommendation", "level: C7-T1, recommendation")

    text = as_text(run_gold([str(folder)], RulesReader()))

    assert "acdf C7-T1: expected request_information, got no such line" in text
    assert "acdf C4-5: expected no such line, got request_information" in text


def test_a_quote_that_does_not_stand_is_an_error_of_the_case(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "He has worn a cervical collar", "He has worn a soft collar")

    report = run_gold([str(folder), SEED], RulesReader())

    assert [name for name, _ in report.errors] == ["case"]
    assert "does not stand in D2" in report.errors[0][1]
    assert {item.case for item in report.outcomes} == {SEED}


def test_words_that_must_not_be_said_are_looked_for(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, 'must_not_say: ["denied"', 'must_not_say: ["request information"')

    text = as_text(run_gold([str(folder)], RulesReader()))

    assert "narrative request information: expected not said, got said" in text


def test_an_unknown_case_lists_those_that_exist() -> None:
    with pytest.raises(InputError, match=SEED):
        find_gold(["no-such-case"])


def test_facts_are_scored_by_thing_level_and_side() -> None:
    loaded = load_gold(find_gold([SEED])[0])

    whole = score_facts(loaded.case, loaded.case)
    less = score_facts(loaded.case, loaded.case.model_copy(update={"symptoms": ()}))

    assert (whole.found, whole.extra) == (whole.gold, 0)
    assert less.found == whole.gold - len(loaded.case.symptoms)
