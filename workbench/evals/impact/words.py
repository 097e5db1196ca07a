"""An impact report as Markdown, from which text and HTML are made.

Everything that comes from a record or a policy is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.evals.impact.report import (
    Answered,
    CriterionFlip,
    Explanation,
    Flip,
    Impact,
    Moved,
    PolicyNamed,
)
from workbench.narrate.markdown import escape, sentence
from workbench.schema.evidence import Evidence

_QUOTES = 3


def as_markdown(impact: Impact) -> str:
    """The whole report."""
    return "\n".join(_rows(impact)).rstrip() + "\n"


def _rows(impact: Impact) -> Iterator[str]:
    yield f"# What changes from {_name(impact.old)} to {_name(impact.new)}"
    yield ""
    yield (
        f"{_count(impact.cases, 'case')}, {_count(impact.lines, 'requested line')}. "
        f"{_count(impact.requests_changed, 'request')} and "
        f"{_count(impact.lines_changed, 'line')} get another recommendation."
    )
    yield ""
    yield f"- Old: {_policy(impact.old)}"
    yield f"- New: {_policy(impact.new)}"
    if impact.final:
        yield "- Judged as if the time to send information were over."
    yield ""
    yield from _left_out(impact)
    yield from _matrix("Requests", impact.requests)
    yield from _matrix("Lines", impact.recommendations)
    yield from _criteria(impact)
    yield from _flips(impact)


def _name(policy: PolicyNamed) -> str:
    return str(escape(f"{policy.id} {policy.version}"))


def _policy(policy: PolicyNamed) -> str:
    return f"{_name(policy)}, {escape(policy.title)}, sha256 {policy.sha256[:16]}"


def _count(number: int, noun: str) -> str:
    many = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def _left_out(impact: Impact) -> Iterator[str]:
    if not impact.left_out:
        return
    named = "; ".join(f"{one.name}: {one.why}" for one in impact.left_out[:5])
    more = len(impact.left_out) - 5
    rest = f"; and {more} more" if more > 0 else ""
    yield f"Left out: {_count(len(impact.left_out), 'entry')}. {escape(named + rest)}"
    yield ""


def _matrix(title: str, moves: Sequence[Moved]) -> Iterator[str]:
    """A table old by new; a row holds what was so under the old policy."""
    if not moves:
        return
    yield f"## {title}, old by new"
    yield ""
    names = list(dict.fromkeys([m.old for m in moves] + [m.new for m in moves]))
    counts = {(one.old, one.new): one.count for one in moves}
    heads = " | ".join(f"new: {_said(name)}" for name in names)
    yield f"| old | {heads} | all |"
    yield "|---|" + "---:|" * (len(names) + 1)
    for old in names:
        row = [counts.get((old, new), 0) for new in names]
        if any(row):
            cells = " | ".join(f"{one:,}" if one else "" for one in row)
            yield f"| {_said(old)} | {cells} | {sum(row):,} |"
    yield ""


def _said(name: str) -> str:
    return name.replace("_", " ")


def _criteria(impact: Impact) -> Iterator[str]:
    changed = [one for one in impact.criteria if one.changed]
    yield "## Criteria that change"
    yield ""
    if not changed:
        yield "No criterion changes its status on any line."
        yield ""
        return
    yield "| criterion | old | new | lines |"
    yield "|---|---|---|---:|"
    for one in changed:
        for move in one.moves:
            if move.old != move.new:
                title = escape(f"{one.title} ({one.id})")
                yield (
                    f"| {title} | {_said(move.old)} | {_said(move.new)} "
                    f"| {move.count:,} |"
                )
    yield ""


def _flips(impact: Impact) -> Iterator[str]:
    told = [one for one in impact.flips if one.explained]
    if not told:
        return
    yield f"## Why: {len(told):,} of {_count(len(impact.flips), 'changed line')}"
    yield ""
    for one in told:
        if one.explained:
            yield from _flip(one, one.explained)
    if len(told) < len(impact.flips):
        yield (
            "Every changed line is listed in the JSON form; `--explain N` puts more "
            "of them in words."
        )


def _flip(flip: Flip, why: Explanation) -> Iterator[str]:
    place = " ".join(filter(None, (flip.procedure, why.level, why.side)))
    yield f"### {escape(flip.case)}, {flip.line}: {escape(place)}"
    yield ""
    if flip.old == flip.new:
        yield f"Stays **{_said(flip.old)}**; a criterion changes."
    else:
        yield f"From **{_said(flip.old)}** to **{_said(flip.new)}**."
    yield ""
    for criterion in why.criteria:
        yield from _criterion(criterion)
    yield ""


def _criterion(one: CriterionFlip) -> Iterator[str]:
    yield f"- {escape(one.title)}"
    yield f"    - old: {_answered(one.old)}"
    yield f"    - new: {_answered(one.new)}"
    facts = tuple(
        dict.fromkeys(f for side in (one.old, one.new) if side for f in side.facts)
    )
    quotes = _quotes(
        e
        for side in (one.old, one.new)
        if side
        for e in (*side.evidence_for, *side.evidence_against)
    )
    if facts:
        shown = ", ".join(facts[:6]) + (", ..." if len(facts) > 6 else "")
        yield f"    - facts: {escape(shown)}"
    for quote in quotes:
        yield f"    - {quote}"


def _answered(side: Answered | None) -> str:
    if side is None:
        return "the policy has no such criterion"
    return f"**{_said(side.status)}**. {escape(sentence(side.reason))}"


def _quotes(evidence: Iterator[Evidence]) -> list[str]:
    """The quotes, each once, and how many more there are."""
    found = list(
        dict.fromkeys((one.document, one.lines, one.quote) for one in evidence)
    )
    said = []
    for document, lines, quote in found[:_QUOTES]:
        span = f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])
        said.append(f"“{escape(quote)}” ({document}:{span})")
    if len(found) > _QUOTES:
        said.append(f"and {_count(len(found) - _QUOTES, 'more quote')}")
    return said
