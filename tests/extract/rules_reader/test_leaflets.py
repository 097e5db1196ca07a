"""Print for patients in general: known by its title, and read for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.rules_core.make import document
from tests.readings.chain import case_of
from workbench.extract.rules.layout import leaflets
from workbench.vocabulary.yaml_file import load_yaml

_TOLD = load_yaml(Path(leaflets.__file__).with_name("leaflets.yaml"))
_BODY = "Call us when your arm becomes weak or you cannot hold urine.\n"


@pytest.mark.parametrize("title", _TOLD["examples"])
def test_title_of_a_leaflet(title: str) -> None:
    assert leaflets.names_leaflet(title)


@pytest.mark.parametrize("title", _TOLD["counter"])
def test_other_lines_name_none(title: str) -> None:
    assert not leaflets.names_leaflet(title)


def test_nothing_is_read_from_a_leaflet() -> None:
    assert not case_of(f"NECKS - a brochure for patients\n\n{_BODY}").symptoms
    assert case_of("CLINIC NOTE\n05/04/2026\n\nHPI: Left arm pain, weak.\n").symptoms


@pytest.mark.parametrize("text", _TOLD["misfiled-examples"])
def test_a_short_paper_that_says_it_is_of_another_is_read_for_nothing(
    text: str,
) -> None:
    assert leaflets.is_misfiled(document(text))


@pytest.mark.parametrize("text", _TOLD["misfiled-counter"])
def test_a_word_on_other_pages_leaves_a_paper_its_own(text: str) -> None:
    assert not leaflets.is_misfiled(document(text))
