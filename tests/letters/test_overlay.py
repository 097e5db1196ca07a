"""A plan's own letterhead, departments, wording and templates lie in one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters.made import matter, reviewed
from workbench.content import find
from workbench.errors import ContentError
from workbench.narrate.letters.letter import Letter, render_letter
from workbench.schema.matter import Contacts, Matter

EXAMPLE = find("prompts", "letters/overlays/example/overlay.yaml").parent
CASE = "lumbar-disc-mild-short-care"


def drafted(overlay: Path | None, given: Matter | None = None) -> Letter:
    review, policy = reviewed(CASE)
    bare = matter().model_copy(update={"contacts": Contacts()})
    return render_letter("adverse", review, policy, given or bare, overlay=overlay)


def test_the_example_gives_letterhead_departments_wording_and_a_template() -> None:
    plain, own = drafted(None), drafted(EXAMPLE)
    assert "appeals phone: not given" in plain.markdown
    assert "not given" not in own.parts[0].markdown
    assert own.setup.letterhead[0] == "Larkfield Health Plan"
    assert "You do not owe us money because of it." in own.markdown
    assert "We looked at your request under our rules for this care:" in own.markdown
    assert "A computer program helped us find facts" in own.markdown
    assert own.untraced == () and own.reading and own.reading.easy
    assert own.wording_sha256 != plain.wording_sha256


def test_the_matter_stands_before_the_overlay() -> None:
    own = drafted(EXAMPLE, matter(letterhead={"name": "Hollin Benefit Trust"}))
    assert own.setup.letterhead == ("Hollin Benefit Trust",)


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="overlay is no folder"):
        drafted(tmp_path / "nowhere")


def test_a_wording_that_names_what_nothing_is_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text("blocks: {copies: {en: 'Call {nobody}.'}}")
    with pytest.raises(ContentError, match="'nobody', which nothing is"):
        drafted(tmp_path)


def test_a_template_that_loses_a_required_element_blocks_the_final_letter(
    tmp_path: Path,
) -> None:
    (tmp_path / "_rights.md.j2").write_text(
        '---\nname: rights\nversion: "1"\nneeds: []\n---\nAsk us about your rights.\n'
    )
    missing = {
        item.element for item in drafted(tmp_path).obstacles if item.state == "missing"
    }
    assert {"erisa-court", "aca-external", "appeal-rights"} <= missing


def test_a_number_in_an_own_template_needs_a_source(tmp_path: Path) -> None:
    (tmp_path / "_talk.md.j2").write_text(
        '---\nname: talk\nversion: "1"\nneeds: []\n---\nCall within 8 weeks.\n'
    )
    assert [item.token for _, item in drafted(tmp_path).untraced] == ["8 weeks"]
