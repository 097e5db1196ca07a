"""docs/policies.md: its files are written, its commands run, its words compared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.docs.page import blocks, run, same, write
from workbench.evaluate.registry import PREDICATES
from workbench.policy.loader import list_policies
from workbench.vocabulary.yaml_file import load_yaml, parse_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
AGAIN = "If that is right now: python -m tests.docs.page docs/policies.md"


def schema(name: str) -> Draft202012Validator:
    text = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def test_the_tutorial_gives_what_it_says_from_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    commands = 0
    for block in blocks(PAGE):
        if block.language == "yaml" and block.more:
            write(block, tmp_path)
        elif block.language == "console":
            for ran in run(block, tmp_path):
                commands += 1
                assert ran.exit_code == ran.code, (ran.command, ran.printed)
                assert same(ran.said, ran.printed), (
                    f"{ran.command} prints:\n{ran.printed}\n{AGAIN}"
                )
    assert commands > 10
    assert (tmp_path / "committee.html").read_text(encoding="utf-8").startswith("<!doc")
    policies = sorted((tmp_path / "policies").glob("*.yaml"))
    assert len(policies) == 2
    for path in policies:
        schema("policy").validate(load_yaml(path))
    for path in (tmp_path / "policies" / "tests").rglob("*.yaml"):
        schema("policy-tests").validate(load_yaml(path))


def test_every_yaml_of_the_page_is_yaml():
    for block in blocks(PAGE):
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
    assert all(f"| `{name}` |" in PAGE for name in generic)


def test_links_between_pages_lead_somewhere():
    for page in (ROOT / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), (page.name, target)
