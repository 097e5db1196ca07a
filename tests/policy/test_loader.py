from __future__ import annotations

import pytest

from workbench.errors import ContentError, PolicyError
from workbench.policy.loader import choose_policy, list_policies, load_policy
from workbench.policy.show import as_markdown
from workbench.schema.base import parse_data
from workbench.schema.case import Case

BASE = """\
id: knee-rest
version: "1"
title: Rest for knees
status: Invented for tests.
region: knee
effective_from: 2026-01-01
source: {document: Invented manual}
procedures: [acdf, cervical-corpectomy]
parameters:
  days: {value: 42, unit: days, source: "Invented manual, 2"}
  grades: {value: [moderate, severe]}
criteria:
  - id: rest
    title: At least {days}
    text: Rest of at least {days}.
    source: {document: Invented manual, section: "2"}
    applies_to: [acdf, cervical-corpectomy]
    test:
      all:
        - rested: {days: $days}
        - any:
            - graded: {accepted: $grades}
    ask: Records of {days} of rest at {levels}
    asks: {vague: "Say how many of the {days}"}
  - id: wish
    title: Wish
    text: A wish.
    source: {document: Invented manual}
    applies_to: [acdf]
    test: {wished: {}}
    ask: Say it
waivers:
  - id: fire
    title: Fire
    text: A fire.
    source: {document: Invented manual}
    waives: [rest]
    test: {burning: {}}
"""
VARIANT = """\
id: knee-rest-long
version: "1"
title: Long rest for knees
extends: knee-rest
parameters:
  days: {value: 84, unit: days}
criteria:
  - id: wish
    title: A strong wish
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    home = tmp_path / "policies"
    home.mkdir()
    (home / "knee-rest.yaml").write_text(BASE)
    (home / "knee-rest-long.yaml").write_text(VARIANT)
    (home / "knee-rest.tests.yaml").write_text("not: a policy\n")
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    return home


def test_parameters_fill_tests_and_wording(folder):
    rest = load_policy("knee-rest").criteria[0]
    assert rest.test == {
        "all": [
            {"rested": {"days": 42}},
            {"any": [{"graded": {"accepted": ["moderate", "severe"]}}]},
        ]
    }
    assert rest.text == "Rest of at least 42 days."
    assert rest.title == "At least 42 days"
    assert rest.ask == "Records of 42 days of rest at {levels}"
    assert rest.asks["vague"] == "Say how many of the 42 days"


def test_a_variant_replaces_parameters_and_edits_criteria(folder):
    variant = load_policy("knee-rest-long")
    assert variant.title == "Long rest for knees"
    assert variant.criteria[0].text == "Rest of at least 84 days."
    assert variant.criteria[1].title == "A strong wish"
    assert variant.criteria[1].ask == "Say it"
    assert variant.procedures == load_policy("knee-rest").procedures
    assert [item.id for item in variant.waivers] == ["fire"]


def test_policies_are_listed_without_their_tests(folder):
    assert {"knee-rest", "knee-rest-long"} <= set(list_policies())
    assert not any("tests" in name for name in list_policies())


def test_the_hash_is_of_the_content_not_of_the_file(folder):
    before = load_policy("knee-rest").sha256
    path = folder / "knee-rest.yaml"
    path.write_text("# a remark\n" + BASE)
    assert load_policy("knee-rest").sha256 == before
    path.write_text(BASE.replace("value: 42", "value: 43"))
    assert load_policy("knee-rest").sha256 != before
    assert load_policy("knee-rest-long").sha256 != before


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    ask: Say it\n", "    asc: Say it\n", True, "asc"),
        ("{days: $days}", "{days: $weeks}", True, "'weeks'"),
        ("at least {days}.", "at least {weeks}.", True, "'weeks'"),
        ("waives: [rest]", "waives: [resting]", None, "'resting'"),
        ("applies_to: [acdf]", "applies_to: [graft]", None, "'graft'"),
        ("region: knee\n", "", None, "region"),
        ("id: knee-rest\n", "id: knee-best\n", True, "name"),
        ("{wished: {}}", "{wished: {}, or: {}}", True, "side by side"),
        ("{wished: {}}", "{all: []}", True, "a list of tests"),
        ("{wished: {}}", "{at_least: {n: 3, of: [{a: {}}]}}", True, "from 1 to 1"),
        ("{wished: {}}", "{pathway: {id: a, test: {b: {}}}}", True, "title"),
        ("applies_to: [acdf, cervical-corpectomy]", "applies_to: [acdf]", None,
         "no criterion"),
        ("id: fire", "id: rest", None, "twice"),
    ],
)  # fmt: skip
def test_mistakes_name_file_line_and_key(folder, old, new, line, words):
    assert old in BASE
    path = folder / "knee-rest.yaml"
    path.write_text(BASE.replace(old, new))
    with pytest.raises(PolicyError) as caught:
        load_policy("knee-rest")
    text = str(caught.value)
    assert str(path) in text and words in text and "\n" not in text
    if line:
        number = BASE[: BASE.index(old)].count("\n") + 1
        assert f"{path}:{number}:" in text


def test_malformed_yaml_and_unknown_names(folder):
    (folder / "knee-rest.yaml").write_text(BASE + "\n  - [")
    with pytest.raises(ContentError, match="knee-rest.yaml:"):
        load_policy("knee-rest")
    with pytest.raises(PolicyError, match="knee-rest-long"):
        load_policy("elbow-rest")


def test_a_policy_cannot_extend_itself_or_nothing(folder):
    path = folder / "knee-rest-long.yaml"
    path.write_text(VARIANT.replace("extends: knee-rest", "extends: knee-rest-long"))
    with pytest.raises(PolicyError, match="extends itself"):
        load_policy("knee-rest-long")
    path.write_text(VARIANT.replace("extends: knee-rest", "extends: knee-rst"))
    with pytest.raises(PolicyError, match="did you mean 'knee-rest'"):
        load_policy("knee-rest-long")
    path.write_text(VARIANT.replace("id: wish", "id: wsh"))
    with pytest.raises(PolicyError, match="has no criterion of this id"):
        load_policy("knee-rest-long")
    path.write_text(VARIANT.replace("extends: knee-rest", "extends: nowhere"))
    with pytest.raises(PolicyError, match="nowhere"):
        load_policy("knee-rest-long")


def test_a_file_can_be_named_by_path(folder):
    assert load_policy(str(folder / "knee-rest.yaml")).id == "knee-rest"


def asked(kind, date=None):
    fact = {
        "id": "r1",
        "kind": kind,
        "evidence": [{"document": "D1", "lines": [1], "quote": "words"}],
    }
    data = {"requested_procedures": [fact], "request": {"date": date}}
    return parse_data(Case, data, where="test")


def test_the_policy_that_covers_the_request_is_chosen_and_never_a_variant(
    folder, monkeypatch
):
    monkeypatch.setattr("workbench.policy.loader.list_policies",
                        lambda: ("knee-rest", "knee-rest-long"))  # fmt: skip
    policy, because = choose_policy(asked("acdf"))
    assert policy.id == "knee-rest"
    assert "acdf" in because
    policy, because = choose_policy(asked("other"))
    assert policy.id == "knee-rest"
    assert "default" in because
    assert "no requested procedure" in choose_policy(Case())[1]


def test_show_tells_wording_tests_and_sources(folder):
    text = as_markdown(load_policy("knee-rest-long"))
    for words in (
        "# Long rest for knees",
        "Extends: knee-rest",
        "Rest of at least 84 days.",
        "`rested`: days 84",
        "`graded`: accepted `$grades`",
        "| `grades` | [moderate, severe] |",
        "Waives: rest",
        "| `days` | 84 days |",
    ):
        assert words in text


def test_a_change_of_the_extended_file_reaches_the_variant(folder):
    assert load_policy("knee-rest-long").region == "knee"
    path = folder / "knee-rest.yaml"
    path.write_text(BASE.replace("region: knee", "region: hip"))
    assert load_policy("knee-rest-long").region == "hip"


def test_the_brief_tells_a_dated_parameter_by_its_periods(folder):
    dated = VARIANT.replace(
        "days: {value: 84, unit: days}",
        "days: {unit: days, source: Edition 2, history: "
        "[{to: 2026-06-30, value: 42}, {from: 2026-07-01, value: 84}]}",
    )
    (folder / "knee-rest-long.yaml").write_text(dated)
    text = as_markdown(load_policy("knee-rest-long"))
    assert "days 42 until 2026-06-30 or 84 from 2026-07-01" in text
    assert "| `days` | 42 days, until 2026-06-30 | Edition 2 |" in text
    assert "| `days` | 84 days, from 2026-07-01 | Edition 2 |" in text
    assert "None" not in text and "$dated" not in text
