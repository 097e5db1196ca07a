"""A small policy with its tests, in a content folder of its own."""

from __future__ import annotations

from pathlib import Path

POLICY = """\
id: small-plan
version: "1"
title: A small plan
status: active
region: cervical
effective_from: "2026-01-01"
source: {document: Our own example, section: all, version: "1"}
parameters:
  least-score: {value: 30, unit: "%", source: our own example}
  look-back: {value: 3, unit: months, source: our own example}
  good-grades: {value: [moderate, severe], source: our own example}
procedures: [acdf]
criteria:
  - id: score
    title: A score of at least {least-score}
    text: A score of at least {least-score} within {look-back}.
    source: {document: Our own example, section: A, quote: a score of at least 30}
    applies_to: [acdf]
    test:
      measure:
        list: functional_limits
        kind: score
        name: ndi
        at_least: $least-score
        unit: "%"
        within: {months: $look-back}
    ask: Send the score.
    documents: [clinic-note]
  - id: narrowing
    title: Narrowing
    text: Narrowing graded {good-grades}, or a cord signal.
    source: {document: Our own example, section: B, quote: narrowing}
    applies_to: [acdf]
    test:
      any:
        - grade: {id: narrowed, accepted: $good-grades, level: line}
        - fact: {id: signal, list: imaging_findings, kind: cord-signal-change}
    ask: Send the report.
    documents: [imaging-report]
waivers:
  - id: weaker
    title: Weakness that grows
    text: Weakness that grows.
    source: {document: Our own example, section: C, quote: weakness that grows}
    waives: [score, narrowing]
    test:
      stated: {kind: progressive-weakness, unmentioned: not_applicable}
    ask: Does the weakness grow?
    documents: [clinic-note]
"""

HEAD = """\
policy: small-plan
request_date: 2026-05-04
patient: {age: 50, sex: female}
base:
  requested_procedures:
    - {kind: acdf, level: C5-6, codes: ["22551"]}
  functional_limits:
    - {kind: score, name: ndi, value: 40, unit: "%", date: 2026-04-20}
  imaging_studies:
    - kind: mri
      date: 2026-03-16
      findings: [{kind: stenosis, level: C5-6, location: central, severity: severe}]
tests:
  - name: a whole record is approved
    expect: {recommendation: approve, criteria: {score: met, narrowing: met}}
"""

LIMIT = """\
  - name: a score of {value} is {status}
    facts:
      functional_limits:
        - {{kind: score, name: ndi, value: {value}, unit: "%", date: 2026-04-20}}
    expect: {{criteria: {{score: {status}}}}}
"""

DAY = """\
  - name: a score of {day} is {status}
    facts:
      functional_limits:
        - {{kind: score, name: ndi, value: 40, unit: "%", date: {day}}}
    expect: {{criteria: {{score: {status}}}}}
"""


def place(folder: Path, tests: str = HEAD, policy: str = POLICY) -> Path:
    """Write the policy and its tests; the folder is to be named WORKBENCH_CONTENT."""
    beside = folder / "policies" / "tests" / "small-plan"
    beside.mkdir(parents=True, exist_ok=True)
    (beside / "tests.yaml").write_text(tests, encoding="utf-8")
    path = folder / "policies" / "small-plan.yaml"
    path.write_text(policy, encoding="utf-8")
    return path
