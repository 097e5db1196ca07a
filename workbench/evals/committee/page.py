"""A policy for a committee as Markdown, from which text and HTML are made.

Everything is read off the policy and its tests: wording with numbers filled in, where
each rule comes from, what a test reads and what the rules make of silence, the history
of dated numbers, the unit tests with their results, and the hash that reviews name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from workbench.errors import InputError, PolicyError
from workbench.evals.committee.parameters import parameters, table_names, used
from workbench.evals.committee.silence import Silence, silence, silences
from workbench.evals.committee.tests_in_words import Node, Told, in_words
from workbench.evals.committee.unit_tests import Group, groups
from workbench.evals.committee.unreached import unreached
from workbench.evals.committee.values import words
from workbench.evals.policies.coverage import Coverage
from workbench.evals.policies.word_tables import WHO
from workbench.narrate.labels import procedure_title
from workbench.narrate.markdown import escape
from workbench.policy.model import Criterion, Policy, Source, Waiver

class _Page(NamedTuple):
    """A policy with what is told of it beside its own words.

    ``raw`` are its tests by criterion or waiver, parameters as names; ``tests`` its
    unit tests, run, or why they cannot be read.
    """

    policy: Policy
    raw: dict[str, Any]
    told: Told
    silence: Silence
    tests: tuple[Group, ...] | str


def as_markdown(
    policy: Policy, data: dict[str, Any], reached: Coverage | None = None
) -> str:
    """The whole page.  ``data`` is the policy's plain data, parameters as names;
    ``reached`` what its unit tests reach, where that was counted."""
    quiet = silence(policy)
    raw = {
        str(one["id"]): one.get("test")
        for section in ("criteria", "waivers")
        for one in data.get(section, [])
    }
    told = Told(quiet, silences(policy), table_names(policy))
    page = _Page(policy, raw, told, quiet, _tested(policy))
    return "\n".join(_rows(page, reached)).rstrip() + "\n"


def _tested(policy: Policy) -> tuple[Group, ...] | str:
    try:
        return tuple(groups(policy.id))
    except (InputError, PolicyError) as error:
        return str(error)


def _rows(page: _Page, reached: Coverage | None) -> Iterator[str]:
    policy = page.policy
    yield f"# {escape(policy.title)}"
    yield ""
    yield f"- Unit tests: {_marked(_score(page.tests))}"
    yield from _head(policy)
    yield ""
    yield from _glance(page)
    yield "## Criteria"
    yield ""
    for number, item in enumerate(policy.criteria, 1):
        yield from _criterion(number, item, page)
    if policy.waivers:
        yield "## Waivers"
        yield ""
        yield "A waiver is a test of its own. What it names is not asked where it holds."
        yield ""
        for waiver in policy.waivers:
            yield from _waiver(waiver, page)
    yield from _precedence(policy)
    yield from _alternatives(policy)
    yield from parameters(policy, page.raw)
    yield from _unit_tests(page.tests, reached)


def _glance(page: _Page) -> Iterator[str]:
    """Every criterion in a row, and how the page tells what silence does."""
    policy, quiet = page.policy, page.silence
    yield "## At a glance"
    yield ""
    yield "| criterion | asked of | where the record is silent | lifted by | source |"
    yield "|---|---|---|---|---|"
    for item in policy.criteria:
        lifted = [w.title for w in policy.waivers if item.id in w.waives]
        yield (
            f"| {escape(item.title)} | {escape(_asked(item, policy))} "
            f"| {escape(quiet.of_criterion(item))} "
            f"| {escape('; '.join(lifted) or 'nothing')} | {escape(item.source.line())} |"
        )
    yield ""
    yield (
        "What silence does was found by putting the rules to a bare request: each "
        "procedure asked for once, at one place, and a record that says nothing else. "
        "A single test is then not documented, unless its line below says otherwise."
    )
    yield ""
    failing = [one.title for one in policy.criteria if one.id in quiet.refusing]
    yield (
        f"Refused by the bare request alone: {escape('; '.join(failing))}."
        if failing
        else "No criterion takes silence as not met."
    )
    yield ""


def _asked(item: Criterion, policy: Policy) -> str:
    every = set(policy.procedures)
    if len(every) > 1 and every == set(item.applies_to):
        return "every procedure"
    return _procedures(item.applies_to)


def _procedures(names: Sequence[str]) -> str:
    return ", ".join(procedure_title(one) for one in names)


def _score(tests: tuple[Group, ...] | str) -> str:
    """How many unit tests pass, and which do not."""
    if isinstance(tests, str):
        return f"cannot be run: {tests}"
    rows = [row for group in tests for row in group.rows]
    failing = [row.name for row in rows if row.why]
    if not rows:
        return "none; nothing holds this policy to its text"
    if failing:
        left = f"{len(rows) - len(failing)} of {len(rows)} pass"
        return f"{left}, {len(failing)} FAIL: {'; '.join(failing)}"
    return "1 test, and it passes" if len(rows) == 1 else f"all {len(rows)} pass"


def _marked(score: str) -> str:
    """The score, in bold where something fails."""
    text = str(escape(score))
    return text if score.endswith(("pass", "passes")) else f"**{text}**"


def _head(policy: Policy) -> Iterator[str]:
    force = f"from {policy.effective_from}"
    force += f" to {policy.effective_to}" if policy.effective_to else ", no end set"
    yield f"- Policy: {escape(policy.id)}, version {escape(policy.version)}"
    yield f"- Status: {escape(policy.status)}{_MEANS.get(policy.status, '')}"
    yield f"- In force: {force}"
    if policy.family:
        yield f"- A version of: {escape(policy.family)}"
    if policy.extends:
        yield f"- Changes, and otherwise repeats: {escape(policy.extends)}"
    where = "any region" if policy.region == "any" else policy.region
    yield f"- Procedures: {escape(_procedures(policy.procedures))} ({where})"
    when = policy.applies_when
    if when:
        given = when.model_dump(exclude_defaults=True)
        said = "; ".join(
            f"{key.replace('_', ' ')} {', '.join(one)}" for key, one in given.items()
        )
        yield f"- Applies where: {escape(said)}"
    yield f"- Source: {escape(_source(policy.source))}"
    if policy.source.note:
        yield f"- Note: {escape(policy.source.note)}"
    yield f"- Content (sha256, named in every review): {policy.sha256}"


_MEANS = {
    "draft": "; not chosen for a request, applied only where it is named",
}


def _source(source: Source) -> str:
    return source.line() + (f" ({source.version})" if source.version else "")


def _criterion(number: int, item: Criterion, page: _Page) -> Iterator[str]:
    yield f"### {number}. {escape(item.title)} ({escape(item.id)})"
    yield ""
    yield str(escape(item.text))
    yield ""
    yield from _origin(item.source)
    yield f"- Asked of: {escape(_asked(item, page.policy))}"
    lifted = [w.title for w in page.policy.waivers if item.id in w.waives]
    if lifted:
        yield f"- Lifted by: {escape('; '.join(lifted))}"
    yield from used(page.policy, page.raw.get(item.id))
    yield f"- Where the record is silent: {escape(page.silence.of_criterion(item))}"
    yield f"- Where it is open: {escape(item.ask)}"
    documents = words(list(item.documents)) or "any record"
    yield f"- Answered by: {WHO[item.who]}; {escape(documents)}"
    for cause, text in item.asks.items():
        yield f"- Where it is open ({escape(words(cause))}): {escape(text)}"
    for extra in item.helpful:
        yield f"- Helpful, not required: {escape(extra.ask)}"
    yield ""
    yield "What is tested:"
    yield ""
    steps = ("criteria", item.id, "test")
    yield from _node(in_words(item.test, steps, page.told, page.raw.get(item.id)), 0)
    yield ""


def _origin(source: Source) -> Iterator[str]:
    if source.quote:
        yield f"> “{escape(source.quote)}”"
        yield ">"
        yield f"> {escape(_source(source))}"
        yield ""
    else:
        yield f"- Source: {escape(_source(source))}; no words quoted"
    if source.inferred:
        yield f"- Our reading, not the text's own words: {escape(source.note)}"
    elif source.note:
        yield f"- Note on the source: {escape(source.note)}"


def _node(node: Node, depth: int) -> Iterator[str]:
    lead = "    " * depth + "- "
    yield f"{lead}{escape(node.says)}"
    deeper = "    " * (depth + 1) + "- "
    if node.reads:
        yield f"{deeper}reads: {escape(node.reads)}"
    if node.silent:
        yield f"{deeper}where the record is silent: {escape(node.silent)}"
    if node.settled_by:
        yield f"{deeper}a contradiction may be settled by: {escape(node.settled_by)}"
    for part in node.parts:
        yield from _node(part, depth + 1)


def _waiver(item: Waiver, page: _Page) -> Iterator[str]:
    yield f"### {escape(item.title)} ({escape(item.id)})"
    yield ""
    yield str(escape(item.text))
    yield ""
    yield from _origin(item.source)
    titles = [one.title for one in page.policy.criteria if one.id in item.waives]
    yield f"- Lifts: {escape('; '.join(titles))}"
    yield from used(page.policy, page.raw.get(item.id))
    yield f"- Where the record is silent: {escape(page.silence.of_waiver(item))}"
    if item.ask:
        yield f"- Where it is open: {escape(item.ask)}"
    yield ""
    yield "What is tested:"
    yield ""
    steps = ("waivers", item.id, "test")
    yield from _node(in_words(item.test, steps, page.told, page.raw.get(item.id)), 0)
    yield ""


def _precedence(policy: Policy) -> Iterator[str]:
    if not policy.precedence:
        return
    yield "## Which statement prevails where two differ"
    yield ""
    for item in policy.precedence:
        source = f" ({_source(item.source)})" if item.source else ""
        yield f"- {escape(item.text)} ({escape(item.id)}){escape(source)}"
    yield ""


def _alternatives(policy: Policy) -> Iterator[str]:
    if not policy.alternatives:
        return
    yield "## Less intensive procedures that may be measured instead"
    yield ""
    for item in policy.alternatives:
        instead, offer = _procedures(item.instead_of), procedure_title(item.offer)
        yield f"- Instead of {escape(instead)}: {escape(offer)}. {escape(item.text)}"
    yield ""


def _unit_tests(
    tests: tuple[Group, ...] | str, reached: Coverage | None
) -> Iterator[str]:
    if isinstance(tests, str):
        yield f"## Unit tests: cannot be run ({escape(tests)})"
        return
    total = sum(len(one.rows) for one in tests)
    yield f"## Unit tests ({total})"
    yield ""
    yield f"Run for this page: {_marked(_score(tests))}."
    yield ""
    if not total:
        return
    if reached:
        yield from unreached(reached)
    yield from _tables(tests)


def _tables(found: Sequence[Group]) -> Iterator[str]:
    for group in found:
        yield f"### {escape(group.file)}"
        yield ""
        yield f"Shared facts: {escape(group.base)}."
        yield ""
        yield "| test | case | expected | result |"
        yield "|---|---|---|---|"
        for row in group.rows:
            about = f" “{row.about}”" if row.about else ""
            name = escape(row.name + about)
            said = f"{escape(row.case)} | {escape(row.expected)} | {escape(row.result)}"
            yield f"| {name} | {said} |"
        yield ""
