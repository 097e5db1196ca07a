"""Explanations as text for a terminal and as HTML, every word of the record escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from workbench.evaluate.explain import Explained, LineExplained
from workbench.evaluate.trace import TraceNode

_MARK = {
    "met": "+",
    "not_met": "-",
    "not_documented": "?",
    "conflicting": "!",
    "waived": "~",
    "not_applicable": ".",
}

_OPENS = "Documents by the open lines that each could settle alone"


def as_text(told: Explained) -> str:
    """An indented tree for every line."""
    rows = [f"Policy {told.policy} {told.version}, {told.mode} trace"]
    for line in told.lines:
        rows += ["", _head(line)]
        rows += [row for node in line.criteria for row in _rows(node, 1)]
        rows += [f"  would settle it: {one}" for one in _sets(line)]
        rows += [f"  would undo it: {one}" for one in _undoes(line)]
    if told.waivers:
        rows += ["", "Waivers"]
        rows += [row for node in told.waivers for row in _rows(node, 1)]
    if told.opens:
        rows += ["", _OPENS]
        rows += [f"  {one.document}: {', '.join(one.lines)}" for one in told.opens]
    return "\n".join(rows) + "\n"


def _head(line: LineExplained) -> str:
    place = " ".join(filter(None, (line.level, line.side)))
    said = line.recommendation.replace("_", " ")
    return f"{line.line} {line.procedure} {place}: {said}"


def _sets(line: LineExplained) -> Iterator[str]:
    for one in line.would_settle:
        yield " and ".join(f"{t.test} {t.must_be.replace('_', ' ')}" for t in one)
    if line.truncated:
        yield "larger sets, not listed"


def _undoes(line: LineExplained) -> Iterator[str]:
    for one in line.would_undo:
        yield f"{one.test}, {one.because}"


def _rows(node: TraceNode, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{_MARK[node.value]} {_said(node)}"
    for part in node.parts:
        yield from _rows(part, depth + 1)


def _said(node: TraceNode) -> str:
    said = f": {node.reason}" if node.reason else ""
    facts = f" [{', '.join(node.facts)}]" if node.facts else ""
    rule = f" (settled by {node.settled_by})" if node.settled_by else ""
    return f"{node.test} {node.value.replace('_', ' ')}{said}{facts}{rule}"


_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; }
ul { list-style: none; padding-left: 1.25rem; border-left: 1px solid #888; }
summary { cursor: pointer; }
"""


def as_page(told: Sequence[Explained]) -> str:
    """The same as a page of its own, for a browser: one policy after the other."""
    title = escape(", ".join(f"{one.policy} {one.version}" for one in told))
    body = "".join(as_html(one) for one in told)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        f"{body}</body></html>\n"
    )


def as_html(told: Explained) -> str:
    """Nested lists that open and close, for every line."""
    parts = [f"<h2>{escape(told.policy)} {escape(told.version)}</h2>"]
    for line in told.lines:
        items = "".join(_item(node) for node in line.criteria)
        parts.append(f"<h3>{escape(_head(line))}</h3><ul class='trace'>{items}</ul>")
        sets = "".join(f"<li>{escape(one)}</li>" for one in _sets(line))
        if sets:
            parts.append(f"<p>Would settle it:</p><ul>{sets}</ul>")
        undo = "".join(f"<li>{escape(one)}</li>" for one in _undoes(line))
        if undo:
            parts.append(f"<p>Would undo it:</p><ul>{undo}</ul>")
    if told.waivers:
        items = "".join(_item(node) for node in told.waivers)
        parts.append(f"<h3>Waivers</h3><ul class='trace'>{items}</ul>")
    if told.opens:
        items = "".join(
            f"<li>{escape(f'{one.document}: ' + ', '.join(one.lines))}</li>"
            for one in told.opens
        )
        parts.append(f"<h3>{_OPENS}</h3><ul>{items}</ul>")
    return "\n".join(parts) + "\n"


def _item(node: TraceNode) -> str:
    said = escape(_said(node))
    if not node.parts:
        return f"<li class='{node.value}'>{said}</li>"
    inner = "".join(_item(part) for part in node.parts)
    return (
        f"<li class='{node.value}'><details open><summary>{said}</summary>"
        f"<ul>{inner}</ul></details></li>"
    )
