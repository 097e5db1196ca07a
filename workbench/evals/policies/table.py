"""The coverage of policies as a table: text for a terminal, HTML for a committee."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from workbench.evals.policies.coverage import Coverage, Item
from workbench.evals.policies.mutate import Mutation

KINDS = (("status", "statuses"), ("branch", "branches"), ("limit", "limits"))
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:75rem}"
    "table{border-collapse:collapse;margin:1rem 0}"
    "td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}td.n{text-align:right}"
)


def as_text(done: Sequence[Coverage]) -> str:
    """One row a policy, then what is missing and which test to write."""
    rows = [("policy", "tests", *(title for _, title in KINDS), "covered")]
    rows += [_row(one) for one in done]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    for one in done:
        for gap in one.gaps:
            lines.append(f"{gap.where}: {_gap(gap)}")
            lines += [f"    item: {_quoted(gap, what)}" for what in gap.missing]
    return "\n".join(line.rstrip() for line in lines)


def _row(one: Coverage) -> tuple[str, ...]:
    shares = [one.share(kind) for kind, _ in KINDS]
    cells = [f"{seen}/{total}" for seen, total in shares]
    return (one.policy, str(one.tests), *cells, f"{one.percent:.1f} %")


def _quoted(gap: Item, what: str) -> str:
    """What ``mutants.yaml`` calls something that no test reaches."""
    return json.dumps(f"{gap.id}: {what}", ensure_ascii=False)


def _gap(gap: Item) -> str:
    missing = ", ".join(gap.missing).replace("_", " ")
    return f"{gap.name}: not tested: {missing}; write {gap.write}"


def as_html(coverages: Sequence[Coverage], mutations: Sequence[Mutation]) -> str:
    """One page that stands alone: figures, gaps, living and explained mutants."""
    parts = [f"<style>{_STYLE}</style>", "<h1>Tests of the policies</h1>"]
    if coverages:
        head = ("policy", "tests", *(title for _, title in KINDS), "covered")
        parts.append(_table(head, [_row(one) for one in coverages]))
    for one in coverages:
        gaps = [(gap.where, _gap(gap)) for gap in one.gaps]
        parts += _section(f"{one.policy}: not tested", ("place", "what"), gaps)
        told = [(it.id, it.explained or "") for it in one.items if it.explained]
        parts += _section(f"{one.policy}: cannot be reached", ("what", "why"), told)
    for done in mutations:
        figures = (
            f"{done.policy}: {done.mutants} mutants, {done.killed} killed, "
            f"{len(done.explained)} explained, {len(done.living)} living"
        )
        parts.append(f"<h2>{escape(figures)}</h2>")
        living = [(it.where, it.kind, it.before, it.after) for it in done.living]
        parts += _section("living", ("place", "kind", "was", "became"), living)
        told = [(it.key, it.explained or "") for it in done.explained]
        parts += _section("explained", ("mutant", "why"), told)
    body = "\n".join(parts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Tests of the policies</title></head><body>\n{body}\n</body></html>\n"
    )


def _section(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    return [f"<h3>{escape(title)}</h3>", _table(head, rows)] if rows else []


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{top}</tr>{body}</table>"
