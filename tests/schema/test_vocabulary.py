"""The shared tables: complete, consistent, and read without surprises."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ContentError
from workbench.schema.spine import INTERSPACES, SEGMENTS
from workbench.vocabulary import kinds, procedures, severity, spine
from workbench.vocabulary.yaml_file import load_yaml


def test_levels_of_the_table_are_levels_of_the_module() -> None:
    assert spine().segments == SEGMENTS
    assert set(spine().exiting) <= set(INTERSPACES)
    roots = set(spine().root_order)
    for table in (spine().sites, spine().muscles, spine().reflexes):
        for place in table.values():
            assert set(place.roots) <= roots


def test_cervical_roots_leave_above_their_vertebra_and_lumbar_below() -> None:
    assert spine().exiting["C5-6"] == "C6"
    assert spine().exiting["C7-T1"] == "C8"
    assert spine().exiting["L4-5"] == "L4"
    assert spine().traversing["L4-5"] == "L5"


@pytest.mark.parametrize("site", ["hand", "arm", "fingers", "neck", "head"])
def test_vague_sites_do_not_localise(site: str) -> None:
    assert spine().sites[site].roots == ()


def test_a_code_belongs_to_one_procedure() -> None:
    table = procedures()
    codes = [code for item in table.procedures.values() for code in item.codes]
    codes += [code for item in table.dependents.values() for code in item.codes]

    assert len(codes) == len(set(codes))


def test_severity_steps_are_ordered_and_every_word_has_a_step() -> None:
    scale = severity()

    assert sorted(scale.steps.values()) == list(range(8))
    assert set(scale.words) <= set(scale.steps)


def test_every_kind_says_what_it_means() -> None:
    for name, entries in kinds().model_dump().items():
        assert entries, name
        assert all(meaning.strip() for meaning in entries.values()), name


@pytest.mark.parametrize(
    ("text", "words"),
    [("a: 1\na: 2\n", "twice"), ("a: [1\n", ":"), ("a: b: c\n", ":1")],
)
def test_wrong_yaml_is_named_with_file_and_line(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)

    with pytest.raises(ContentError) as caught:
        load_yaml(path)

    assert "bad.yaml" in str(caught.value)
    assert words in str(caught.value)


def test_dates_in_yaml_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "dates.yaml"
    path.write_text("day: 2026-05-04\n")

    assert load_yaml(path) == {"day": "2026-05-04"}
