"""A policy as Markdown for people: wording, sources, tests, parameters, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.policy.dated import KEY, editions_of, period
from workbench.policy.model import Criterion, Parameter, Policy, Source, Waiver
from workbench.policy.parameters import worded


def as_markdown(policy: Policy) -> str:
    """The whole policy as one Markdown text."""
    parts = [
        f"# {policy.title}",
        "",
        policy.status,
        "",
        *_facts(policy),
        "",
        "## Criteria",
        "",
        *(row for item in policy.criteria for row in _criterion(item, policy)),
        "## Waivers",
        "",
        *(row for item in policy.waivers for row in _waiver(item, policy)),
        "## Parameters",
        "",
        *_parameters(policy),
        *_alternatives(policy),
        *_precedence(policy),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _facts(policy: Policy) -> Iterator[str]:
    end = f" to {policy.effective_to}" if policy.effective_to else ""
    yield f"- Id and version: {policy.id}, {policy.version}"
    if policy.extends:
        yield f"- Extends: {policy.extends}"
    yield f"- In force: from {policy.effective_from}{end}"
    yield f"- Region: {policy.region}"
    yield f"- Procedures: {', '.join(policy.procedures)}"
    yield f"- Source: {_source(policy.source)}"
    yield f"- Content sha256: {policy.sha256}"


def _source(source: Source) -> str:
    version = f" ({source.version})" if source.version else ""
    note = f". {source.note}" if source.note else ""
    return f"{source.line()}{version}{note}"


def _criterion(item: Criterion, policy: Policy) -> Iterator[str]:
    yield f"### {item.title} (`{item.id}`)"
    yield ""
    yield item.text
    yield ""
    yield f"- Applies to: {', '.join(item.applies_to)}"
    yield f"- Source: {_source(item.source)}"
    if item.source.quote:
        yield f"- Source's words: “{item.source.quote}”"
    yield f"- Asked where open: {item.ask}"
    for extra in item.helpful:
        yield f"- Helpful, not required: {extra.ask}"
    yield "- Test:"
    yield from _node(item.test, 1, policy)
    yield ""


def _waiver(item: Waiver, policy: Policy) -> Iterator[str]:
    yield f"### {item.title} (`{item.id}`)"
    yield ""
    yield item.text
    yield ""
    yield f"- Waives: {', '.join(item.waives)}"
    yield f"- Source: {_source(item.source)}"
    yield "- Test:"
    yield from _node(item.test, 1, policy)
    yield ""


def _node(node: dict[str, Any], depth: int, policy: Policy) -> Iterator[str]:
    ((name, value),) = node.items()
    lead = "  " * depth + "- "
    if name in ("all", "any"):
        yield f"{lead}{name} of:"
        for child in value:
            yield from _node(child, depth + 1, policy)
    elif name == "at_least":
        yield f"{lead}at least {value['n']} of:"
        for child in value["of"]:
            yield from _node(child, depth + 1, policy)
    elif name == "not":
        yield f"{lead}not:"
        yield from _node(value, depth + 1, policy)
    elif name == "pathway":
        yield f"{lead}{value['title']} (`{value['id']}`):"
        yield from _node(value["test"], depth + 1, policy)
    else:
        given = ", ".join(f"{key} {_given(one, policy)}" for key, one in value.items())
        yield f"{lead}`{name}`{': ' + given if given else ''}"


def _given(value: Any, policy: Policy) -> str:
    """A test's parameter; a table of the policy by its name, to keep lines short."""
    if not isinstance(value, dict | list):
        return str(value)
    if isinstance(value, dict) and KEY in value:
        return " or ".join(
            f"{_value(one.value)} {one.words()}" for one in editions_of(value)
        )
    for name, parameter in policy.parameters.items():
        if parameter.value == value:
            return f"`${name}`"
    if isinstance(value, list):
        return _value(value)
    inner = (f"{key} {_given(item, policy)}" for key, item in value.items())
    return f"({'; '.join(inner)})"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(item)}" for key, item in value.items())
    return str(value)


def _parameters(policy: Policy) -> Iterator[str]:
    yield "| Parameter | Value | Source |"
    yield "|---|---|---|"
    for name, item in policy.parameters.items():
        for one in item.history:
            shown = f"{_worded(one.value, item)}, {period(one.start, one.to)}"
            yield f"| `{name}` | {shown} | {one.source or item.source} |"
        if not item.history:
            yield f"| `{name}` | {_worded(item.value, item)} | {item.source} |"
    yield ""


def _worded(value: Any, item: Parameter) -> str:
    plain = isinstance(value, dict | list)
    return _value(value) if plain else worded(value, item.unit)


def _alternatives(policy: Policy) -> Iterator[str]:
    if not policy.alternatives:
        return
    yield "## Less intensive procedures"
    yield ""
    for item in policy.alternatives:
        yield f"- Instead of {', '.join(item.instead_of)}: {item.offer}. {item.text}"
    yield ""


def _precedence(policy: Policy) -> Iterator[str]:
    if not policy.precedence:
        return
    yield "## Precedence between statements that differ"
    yield ""
    for item in policy.precedence:
        yield f"- `{item.id}`: {item.text}"
    yield ""
