"""A comparison of two policies as Markdown, from which text and HTML are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.evals.difference.compact import as_yaml
from workbench.evals.difference.report import PolicyDiff, Shows, Side, Witness
from workbench.narrate.markdown import escape, sentence
from workbench.policy.differences import Difference

_SIGN = {"added": "new", "removed": "gone", "changed": "changed"}


def as_markdown(diff: PolicyDiff) -> str:
    """The whole comparison."""
    return "\n".join(_rows(diff)).rstrip() + "\n"


def _rows(diff: PolicyDiff) -> Iterator[str]:
    old, new = (f"{one.id} {one.version}" for one in (diff.old, diff.new))
    yield f"# What differs: {escape(old)} and {escape(new)}"
    yield ""
    yield f"- Old: {escape(diff.old.title)}, sha256 {diff.old.sha256[:16]}"
    yield f"- New: {escape(diff.new.title)}, sha256 {diff.new.sha256[:16]}"
    yield ""
    if not diff.shows:
        yield "Nothing differs."
        return
    shown = {name: [s for s in diff.shows if s.shown == name] for name in _HEADS}
    counts = [f"{len(some)} {_SHORT[name]}" for name, some in shown.items() if some]
    yield f"Differences: {', '.join(counts)}."
    yield ""
    for name, title in _HEADS.items():
        if shown[name]:
            yield f"## {title}"
            yield ""
            if name == "wording":
                yield from _table(shown[name])
            else:
                for one in shown[name]:
                    yield from _difference(one)


_HEADS = {
    "witness": "What is judged otherwise",
    "hidden": "What would be judged otherwise, were it not for another difference",
    "none-found": "No case found that is judged otherwise",
    "choice": "What bears on which policy is chosen",
    "wording": "Words only: no status can change",
}
_SHORT = {
    "witness": "shown by a case",
    "hidden": "hidden by another",
    "none-found": "without a case",
    "choice": "on the choice of the policy",
    "wording": "in words only",
}


def _difference(one: Shows) -> Iterator[str]:
    what = one.difference
    yield f"### {escape(what.place)} ({_SIGN[what.kind]})"
    yield ""
    if what.lines:
        yield from _fenced(what.lines, "diff")
    else:
        if what.kind != "added":
            yield f"- old: {escape(what.old)}"
        if what.kind != "removed":
            yield f"- new: {escape(what.new)}"
        yield ""
    if one.shown == "none-found":
        yield (
            f"None of the {one.tried:,} cases tried is judged otherwise: taken as "
            "wording only."
        )
        yield ""
    if one.witness:
        yield from _witness(one.witness)


def _witness(found: Witness) -> Iterator[str]:
    where = f"criterion {found.criterion}" if found.criterion else "the line"
    yield f"On this case {escape(where)} is judged otherwise ({found.line}):"
    yield ""
    yield from _fenced(as_yaml(found.case, found.request_date).splitlines(), "yaml")
    yield f"- old: {_side(found.old)}"
    yield f"- new: {_side(found.new)}"
    left, right = (_said(s.recommendation) for s in (found.old, found.new))
    if left != right:
        yield f"- the line goes from **{left}** to **{right}**"
    yield ""


def _side(side: Side) -> str:
    reason = f" {escape(sentence(side.reason))}" if side.reason else ""
    return f"**{_said(side.status)}**.{reason}"


def _said(name: str) -> str:
    return name.replace("_", " ")


def _fenced(rows: Sequence[str], language: str) -> Iterator[str]:
    yield f"```{language}"
    yield from (row.replace("```", "'''") for row in rows)
    yield "```"
    yield ""


def _table(some: Sequence[Shows]) -> Iterator[str]:
    yield "| place | old | new |"
    yield "|---|---|---|"
    for one in some:
        what = one.difference
        old, new = _cells(what)
        yield f"| {escape(what.place)} | {old} | {new} |"
    yield ""


def _cells(what: Difference) -> tuple[str, str]:
    if not what.lines:
        return str(escape(what.old or "-")), str(escape(what.new or "-"))
    sides = []
    for sign in "-+":
        rows = [row[1:].strip() for row in what.lines if row.startswith(sign)]
        sides.append(str(escape(" ".join(rows) or "-")))
    return sides[0], sides[1]
