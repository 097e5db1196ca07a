"""The pages on policies: files are written, commands run, words compared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.docs.page import blocks, is_file, run, same, write
from workbench.evaluate.registry import PREDICATES
from workbench.policy.loader import list_policies
from workbench.vocabulary.yaml_file import load_yaml, parse_yaml

ROOT = Path(__file__).parents[2]
TUTORIAL, LANGUAGE = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("policies", "policy-language")
)
AGAIN = "If that is right now: python -m tests.docs.page docs/PAGE.md"
_COMMAND = re.compile(r"^(?: {4}|\$ )workbench .+$", re.M)


def schema(name: str) -> Draft202012Validator:
    text = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def walked(page: str, folder: Path) -> int:
    """Write the files of a page and run its commands; how many there were."""
    commands = 0
    for block in blocks(page):
        if is_file(block):
            write(block, folder)
        elif block.language == "console":
            for ran in run(block, folder):
                commands += 1
                assert ran.exit_code == ran.code, (ran.command, ran.printed)
                assert same(ran.said, ran.printed), (
                    f"{ran.command} prints:\n{ran.printed}\n{AGAIN}"
                )
    return commands


def test_the_tutorial_gives_what_it_says_from_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    commands = walked(TUTORIAL, tmp_path)

    assert commands > 10
    assert (tmp_path / "committee.html").read_text(encoding="utf-8").startswith("<!doc")
    policies = sorted((tmp_path / "policies").glob("*.yaml"))
    assert len(policies) == 2
    for path in policies:
        schema("policy").validate(load_yaml(path))
    for path in (tmp_path / "policies" / "tests").rglob("*.yaml"):
        schema("policy-tests").validate(load_yaml(path))


def test_the_commands_of_the_language_page_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert walked(LANGUAGE, tmp_path) >= 7
    assert (tmp_path / "why.html").read_text(encoding="utf-8").startswith("<!doc")


@pytest.mark.parametrize("page", [TUTORIAL, LANGUAGE])
def test_no_command_stands_where_no_test_runs_it(page: str):
    consoles = [one.span for one in blocks(page) if one.language == "console"]
    for found in _COMMAND.finditer(page):
        inside = any(start <= found.start() < end for start, end in consoles)
        assert inside, found.group()


def test_the_tutorial_is_twenty_minutes_long():
    steps = re.findall(r"^\| (\d+) \| \[", TUTORIAL, re.M)

    assert sum(map(int, steps)) == 20
    assert len(TUTORIAL.splitlines()) < 480


@pytest.mark.parametrize("page", [TUTORIAL, LANGUAGE])
def test_every_yaml_of_the_page_is_yaml(page: str):
    for block in blocks(page):
        if block.language == "yaml" and not block.more.endswith("+"):
            text = re.sub(r"\{ \.\.\. \}", "{}", block.text).replace("[ ... ]", "[]")
            parse_yaml(text)


@pytest.mark.parametrize("name", list_policies())
def test_editors_find_nothing_wrong_with_a_shipped_policy(name: str):
    schema("policy").validate(load_yaml(ROOT / "policies" / f"{name}.yaml"))


def test_an_editor_underlines_a_wrong_key():
    data = load_yaml(ROOT / "policies" / "medicare-cervical-fusion.yaml")
    wrong = json.loads(json.dumps(data))
    wrong["criteria"][0]["titel"] = wrong["criteria"][0].pop("title")
    errors = [error.message for error in schema("policy").iter_errors(wrong)]
    assert any("titel" in message for message in errors)


def test_every_generic_test_is_in_the_reference():
    generic = [name for name, one in PREDICATES.items() if one.rule]
    assert all(f"| `{name}` |" in LANGUAGE for name in generic)


def test_links_between_pages_lead_somewhere():
    for page in (ROOT / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), (page.name, target)
