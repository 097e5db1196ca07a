"""A policy for a committee as Markdown, from which text and HTML are made.

Everything is read off the policy and its tests: wording with numbers filled in, where
each rule comes from, what a test reads and what it makes of silence, the history of
dated numbers, the unit tests, and the hash that reviews name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.errors import InputError
from workbench.evals.committee.tests_in_words import Node, in_words
from workbench.evals.committee.unit_tests import Group, groups
from workbench.evals.policies.coverage import Coverage
from workbench.narrate.markdown import escape
from workbench.policy.dated import period
from workbench.policy.model import Criterion, Policy, Source, Waiver
from workbench.policy.parameters import worded
from workbench.policy.tree import names_in

_GAPS = 12
"""So many places that no test reaches are named."""


def as_markdown(
    policy: Policy, data: dict[str, Any], reached: Coverage | None = None
) -> str:
    """The whole page.  ``data`` is the policy's plain data, parameters as names;
    ``reached`` what its unit tests reach, where that was counted."""
    return "\n".join(_rows(policy, data, reached)).rstrip() + "\n"


def _rows(
    policy: Policy, data: dict[str, Any], reached: Coverage | None
) -> Iterator[str]:
    yield f"# {escape(policy.title)}"
    yield ""
    yield from _head(policy)
    yield "## At a glance"
    yield ""
    yield "| criterion | asked of | lifted by | source |"
    yield "|---|---|---|---|"
    for item in policy.criteria:
        lifted = [w.title for w in policy.waivers if item.id in w.waives]
        yield (
            f"| {escape(item.title)} | {escape(', '.join(item.applies_to))} "
            f"| {escape('; '.join(lifted) or 'nothing')} | {escape(item.source.line())} |"
        )
    yield ""
    raw = {
        str(one["id"]): one.get("test")
        for section in ("criteria", "waivers")
        for one in data.get(section, [])
    }
    yield "## Criteria"
    yield ""
    for number, item in enumerate(policy.criteria, 1):
        yield from _criterion(number, item, policy, raw.get(item.id))
    if policy.waivers:
        yield "## Waivers"
        yield ""
        yield "A waiver is a test of its own. What it names is not asked where it holds."
        yield ""
        for waiver in policy.waivers:
            yield from _waiver(waiver, policy, raw.get(waiver.id))
    yield from _precedence(policy)
    yield from _alternatives(policy)
    yield from _parameters(policy, raw)
    yield from _unit_tests(policy, reached)


def _head(policy: Policy) -> Iterator[str]:
    force = f"from {policy.effective_from}"
    force += f" to {policy.effective_to}" if policy.effective_to else ", no end set"
    yield f"- Policy: {escape(policy.id)}, version {escape(policy.version)}"
    yield f"- Status: {escape(policy.status)}"
    yield f"- In force: {force}"
    if policy.family:
        yield f"- A version of: {escape(policy.family)}"
    if policy.extends:
        yield f"- Changes, and otherwise repeats: {escape(policy.extends)}"
    yield f"- Procedures: {escape(', '.join(policy.procedures))} ({policy.region})"
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
    yield ""


def _source(source: Source) -> str:
    return source.line() + (f" ({source.version})" if source.version else "")


def _criterion(
    number: int, item: Criterion, policy: Policy, raw: Any
) -> Iterator[str]:
    yield f"### {number}. {escape(item.title)} ({escape(item.id)})"
    yield ""
    yield str(escape(item.text))
    yield ""
    yield from _origin(item.source)
    yield f"- Asked of: {escape(', '.join(item.applies_to))}"
    lifted = [w.title for w in policy.waivers if item.id in w.waives]
    if lifted:
        yield f"- Lifted by: {escape('; '.join(lifted))}"
    yield from _used(policy, raw)
    yield f"- Where it is open: {escape(item.ask)}"
    yield f"- Answered by: {item.who}; {escape(', '.join(item.documents) or 'any record')}"
    for cause, text in item.asks.items():
        yield f"- Where it is open ({escape(cause)}): {escape(text)}"
    for extra in item.helpful:
        yield f"- Helpful, not required: {escape(extra.ask)}"
    yield ""
    yield "What is tested:"
    yield ""
    yield from _node(in_words(item.test), 0)
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


def _used(policy: Policy, raw: Any) -> Iterator[str]:
    names = [n for n in dict.fromkeys(names_in(raw)) if n in policy.parameters]
    plain = [n for n in names if _short(policy, n)]
    if plain:
        said = "; ".join(f"{name} is {_value(policy, name)}" for name in plain)
        yield f"- Parameters: {escape(said)}"


def _short(policy: Policy, name: str) -> bool:
    value = policy.parameters[name].value
    return not isinstance(value, dict | list) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )


def _value(policy: Policy, name: str) -> str:
    item = policy.parameters[name]
    if item.history:
        return "; ".join(
            f"{worded(one.value, item.unit)} ({period(one.start, one.to)})"
            for one in item.history
        )
    if isinstance(item.value, bool):
        return "yes" if item.value else "no"
    return worded(item.value, item.unit)


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


def _waiver(item: Waiver, policy: Policy, raw: Any) -> Iterator[str]:
    yield f"### {escape(item.title)} ({escape(item.id)})"
    yield ""
    yield str(escape(item.text))
    yield ""
    yield from _origin(item.source)
    titles = [one.title for one in policy.criteria if one.id in item.waives]
    yield f"- Lifts: {escape('; '.join(titles))}"
    yield from _used(policy, raw)
    if item.ask:
        yield f"- Where it is open: {escape(item.ask)}"
    yield ""
    yield "What is tested:"
    yield ""
    yield from _node(in_words(item.test, waiver=True), 0)
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
        instead = ", ".join(item.instead_of)
        yield f"- Instead of {escape(instead)}: {escape(item.offer)}. {escape(item.text)}"
    yield ""


def _parameters(policy: Policy, raw: dict[str, Any]) -> Iterator[str]:
    if not policy.parameters:
        return
    yield "## Parameters and their history"
    yield ""
    yield "| parameter | value | in force | used by | source |"
    yield "|---|---|---|---|---|"
    for name, item in policy.parameters.items():
        users = [id_ for id_, test in raw.items() if name in names_in(test)]
        by = escape(", ".join(users) or "wording only")
        if item.history:
            for one in item.history:
                value = escape(worded(one.value, item.unit))
                when = period(one.start, one.to)
                source = escape(one.source or item.source)
                yield f"| {name} | {value} | {when} | {by} | {source} |"
            continue
        note = f"; {item.note}" if item.note else ""
        value = escape(_value(policy, name) if _short(policy, name) else "a table")
        yield f"| {name} | {value} | always | {by} | {escape(item.source + note)} |"
    yield ""


def _unit_tests(policy: Policy, reached: Coverage | None) -> Iterator[str]:
    try:
        found = list(groups(policy.id))
    except InputError as error:
        yield f"## Unit tests: cannot be read ({escape(str(error))})"
        return
    total = sum(len(one.rows) for one in found)
    yield f"## Unit tests ({total})"
    yield ""
    if not found:
        yield "No unit test stands beside this policy."
        return
    if reached:
        yield from _covered(reached)
    yield from _tables(found)


def _covered(got: Coverage) -> Iterator[str]:
    """What the tests reach, and what they do not."""
    seen, whole = got.share()
    yield (
        f"They reach {got.percent:.1f} % of what can be tested: {seen} of {whole} "
        "statuses, deciding branches and limits."
    )
    yield ""
    for one in got.gaps[:_GAPS]:
        yield f"- Not tested: {escape(one.name)}: {escape(', '.join(one.missing))}"
    if len(got.gaps) > _GAPS:
        yield f"- and {len(got.gaps) - _GAPS} more places"
    yield ""


def _tables(found: Sequence[Group]) -> Iterator[str]:
    for group in found:
        yield f"### {escape(group.file)}"
        yield ""
        yield f"Shared facts: {escape(group.base)}."
        yield ""
        yield "| test | case | expected |"
        yield "|---|---|---|"
        for row in group.rows:
            about = f" “{row.about}”" if row.about else ""
            name = escape(row.name + about)
            yield f"| {name} | {escape(row.case)} | {escape(row.expected)} |"
        yield ""
