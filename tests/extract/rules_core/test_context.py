"""Assertion: every trigger's examples, then structure, scope and section priors."""

from __future__ import annotations

import pytest

from tests.extract.rules_core.make import cut, mention, sentence
from workbench.extract.rules.language.context import (
    assertion,
    detail,
    read,
    to_assertion,
)
from workbench.extract.rules.language.triggers import marked, table, triggers
from workbench.extract.rules.model import Mention, Role, Seven

RULES = table().rules


def _seven(text: str, role: Role = "history") -> Seven:
    plain, start, end = marked(text)
    return assertion(sentence(plain, role), Mention("x", start, end, plain[start:end]))


def _cases(which: str) -> list[tuple[str, str]]:
    return [(n, text) for n, rule in RULES.items() for text in getattr(rule, which)]


@pytest.mark.parametrize(("name", "text"), _cases("examples"))
def test_a_trigger_does_what_its_example_says(name: str, text: str) -> None:
    category = RULES[name].category
    assert _seven(text) == ("present" if category == "pseudo" else category)


@pytest.mark.parametrize(("name", "text"), _cases("counter"))
def test_a_trigger_leaves_its_counter_example_alone(name: str, text: str) -> None:
    assert _seven(text) != RULES[name].category


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_trigger_has_an_example(name: str) -> None:
    assert RULES[name].examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No evidence of [instrumentation failure], subsidence at C5-6.", "negated"),
        ("No evidence of instrumentation failure, [subsidence] at C5-6.", "present"),
        ("No [numbness], tingling or weakness.", "negated"),
        ("No numbness, [tingling] or weakness.", "negated"),
        ("No numbness, tingling or [weakness].", "negated"),
        ("No numbness, tingling, or [weakness].", "negated"),
        ("No fracture, mild [stenosis] at C4-5.", "present"),
        ("No central stenosis with moderate [foraminal stenosis].", "present"),
        ("No canal stenosis and moderate [foraminal narrowing].", "present"),
        ("Denies fever, chills, night sweats, [weight loss].", "negated"),
        ("[Hoffmann]: negative", "negated"),
        ("[Clonus] absent bilaterally.", "negated"),
        ("[Babinski], Hoffmann and clonus are absent.", "negated"),
        ("[Spurling] positive, Hoffmann negative.", "present"),
        ("Spurling positive, [Hoffmann] negative.", "negated"),
        ("There was no relief with [physical therapy].", "present"),
        ("No improvement with [physical therapy].", "present"),
        ("There is no change in the [stenosis].", "present"),
        ("Not only [numbness] but weakness.", "present"),
        ("Cannot exclude [fracture].", "possible"),
        ("Suspicious for [pseudarthrosis].", "possible"),
        ("Rule out [myelopathy].", "possible"),
        ("Unsure if other [causes] have been ruled out.", "possible"),
        ("No findings suspicious for [infection].", "negated"),
        ("If [symptoms] worsen, call.", "hypothetical"),
        ("Without surgery, [deficit] may occur.", "hypothetical"),
        ("Foraminotomy rather than [fusion].", "negated"),
        ("[Foraminotomy] rather than fusion.", "present"),
        ("w/o [weakness]", "negated"),
        ("neg for [fracture]", "negated"),
        ("(-) [Hoffmann]", "negated"),
        ("(+) [Hoffmann]", "present"),
        ("[Hoffmann] (-)", "negated"),
        ("MRI of the neck shows [stenosis].", "present"),
        ("In no [acute distress].", "negated"),
    ],
)
def test_scope(text: str, expected: Seven) -> None:
    assert _seven(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "how"),
    [
        ("She declined injections.", "injections", "declined"),
        ("Ordered MRI of the neck.", "MRI", "ordered"),
        ("We recommend ACDF.", "ACDF", "recommended"),
        ("We request ACDF.", "ACDF", "requested"),
        ("Will start therapy.", "therapy", "planned"),
        ("Consider injection.", "injection", "considered"),
        ("Therapy is not documented.", "Therapy", "not-documented"),
        ("NSAIDs are contraindicated.", "NSAIDs", "contraindicated"),
        ("He had therapy.", "therapy", None),
    ],
)
def test_detail(text: str, words: str, how: str | None) -> None:
    assert detail(sentence(text), mention(text, words)) == how


@pytest.mark.parametrize(
    ("seven", "how", "expected"),
    [
        ("present", None, "present"),
        ("negated", None, "absent"),
        ("not_done", "declined", "absent"),
        ("not_done", None, "absent"),
        ("not_done", "ordered", "planned"),
        ("not_done", "requested", "planned"),
        ("possible", None, "uncertain"),
        ("historical", None, "historical"),
        ("family", None, None),
        ("hypothetical", "considered", None),
    ],
)
def test_what_becomes_of_a_fact(
    seven: Seven, how: str | None, expected: str | None
) -> None:
    assert to_assertion(seven, how) == expected


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("[x] Numbness", "Numbness", "present"),
        ("[ ] Numbness", "Numbness", "negated"),
        ("Diabetes: [ ] Yes [x] No", "Diabetes", "negated"),
        ("Diabetes: [x] Yes [ ] No", "Diabetes", "present"),
        ("Diabetes:  Yes ___  No _X_", "Diabetes", "negated"),
        ("Diabetes: No", "Diabetes", "negated"),
        ("Diabetes: Y", "Diabetes", "present"),
        ("Diabetes: unknown", "Diabetes", "possible"),
        ("Hoffmann sign: negative", "Hoffmann", "negated"),
        ("EMG: not done", "EMG", "not_done"),
        ("| Hoffmann | negative |", "Hoffmann", "negated"),
        ("| Hoffmann | positive |", "Hoffmann", "present"),
    ],
)
def test_structure_decides_before_language(
    line: str, words: str, expected: Seven
) -> None:
    view = cut(line)
    (found,) = [s for s in view.sentences if words in s.text]
    assert assertion(found, mention(found.text, words)) == expected


def test_a_cross_under_no_says_no() -> None:
    view = cut("Question | Yes | No\n---|---|---\nDiabetes | x | \nNeck pain | | x")
    by = {
        w: s for s in view.sentences for w in ("Diabetes", "Neck pain") if w in s.text
    }
    asked = {w: assertion(s, mention(s.text, w)) for w, s in by.items()}
    assert asked == {"Diabetes": "present", "Neck pain": "negated"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("family", "family"),
        ("policy", "hypothetical"),
        ("precautions", "hypothetical"),
        ("template", "hypothetical"),
        ("past-history", "historical"),
        ("plan", "not_done"),
        ("history", "present"),
    ],
)
def test_section_priors(role: Role, expected: Seven) -> None:
    assert _seven("[Injection] at C5-6.", role) == expected


def test_a_plan_speaks_of_the_past_too() -> None:
    assert _seven("She has tried [therapy].", "plan") == "present"


def test_a_plan_does_not_plan_a_symptom() -> None:
    text = "Neck pain"
    found = read(sentence(text, "plan"), mention(text, text), state=True)
    assert found.seven == "present"


def test_a_term_may_carry_its_own_assertion() -> None:
    text = "She is a nonsmoker."
    seen = assertion(sentence(text), mention(text, "nonsmoker", implies="negated"))
    assert seen == "negated"


def test_triggers_tell_their_words() -> None:
    text = "No evidence of fracture but stenosis is suspected."
    found = [text[t.start : t.end].lower() for t in triggers(text)]
    assert found == ["no evidence of", "is suspected"]
