"""Templates: heads are checked, missing names are told, packet text is never code."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.content import OVERRIDE
from workbench.errors import ContentError, WorkbenchError
from workbench.narrate.markdown import escape
from workbench.narrate.templates import fill, read, template_hashes, template_names

HEAD = '---\nname: sample\nversion: "1"\nneeds: [who]\n---\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own content folder."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path))
    place = tmp_path / "prompts" / "narrative"
    place.mkdir(parents=True)
    return place


def filled(name: str, **variables: object) -> str:
    return fill(name, variables, {"shout": str.upper})


def test_every_template_of_the_program_has_a_sound_head() -> None:
    names = template_names()

    assert "narrative.md.j2" in names
    assert all(read(name).head.version for name in names)


def test_hashes_cover_every_template_and_change_with_it(folder: Path) -> None:
    before = dict(template_hashes())
    (folder / "words.md.j2").write_text(HEAD + "other", encoding="utf-8")
    after = dict(template_hashes())

    assert set(before) == set(after) == set(template_names())
    assert [name for name in before if before[name] != after[name]] == ["words.md.j2"]


def test_the_users_own_template_comes_first(folder: Path) -> None:
    (folder / "narrative.md.j2").write_text(HEAD + "Mine: {{ who }}", encoding="utf-8")

    assert filled("narrative.md.j2", who="A. Body") == "Mine: A. Body"


def test_a_template_may_include_and_import_others(folder: Path) -> None:
    (folder / "a.md.j2").write_text(
        HEAD + '{% from "b.md.j2" import loud %}{{ loud(who) }}', encoding="utf-8"
    )
    (folder / "b.md.j2").write_text(
        HEAD + "{% macro loud(x) %}{{ shout(x) }}{% endmacro %}", encoding="utf-8"
    )

    assert filled("a.md.j2", who="me") == "ME"


@pytest.mark.parametrize(
    "value", ["{{ 7 * 7 }}", "{% include 'x' %}", "{# gone #}", "{{ self }}"]
)
def test_braces_in_a_value_stay_text(folder: Path, value: str) -> None:
    (folder / "a.md.j2").write_text(HEAD + "Says: {{ who }}", encoding="utf-8")

    assert filled("a.md.j2", who=value) == f"Says: {escape(value)}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ whom }}", "whom"),
        ("{{ who.name }}", "name"),
        ("{{ who }", "TemplateSyntaxError"),
        ("{% include 'no-such.md.j2' %}", "no-such.md.j2"),
        ("{{ who.__class__.__mro__ }}", "__class__"),
    ],
)
def test_a_wrong_template_says_what_is_wrong(
    folder: Path, body: str, said: str
) -> None:
    (folder / "a.md.j2").write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        filled("a.md.j2", who="me")

    assert said in str(raised.value)


def test_a_missing_variable_is_answered_with_those_that_exist(folder: Path) -> None:
    (folder / "a.md.j2").write_text(HEAD + "{{ who }}", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        filled("a.md.j2", body="x", place="y")

    assert "needs who" in str(raised.value)
    assert "body, place" in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "no head at all",
        "---\nname: x\n---\nversion is missing",
        '---\nname: x\nversion: "1"\nauthor: me\n---\nunknown key',
        "---\nname: [\n---\nnot YAML",
        "---\nname: x\nnever closed",
    ],
)
def test_a_wrong_head_is_refused(folder: Path, text: str) -> None:
    (folder / "a.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError) as raised:
        read("a.md.j2")

    assert "a.md.j2" in str(raised.value)


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match="no-such.md.j2"):
        filled("no-such.md.j2")
