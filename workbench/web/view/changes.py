"""What an edit changed: criteria and lines before and after, in words."""

from __future__ import annotations

from typing import NamedTuple

from workbench.schema.determination import Determination
from workbench.web.view import words
from workbench.web.view.words import Said


class Moved(NamedTuple):
    """A criterion, or a whole line, whose answer is another now."""

    line: str
    title: str
    before: Said | None
    after: Said | None
    reason: str
    criterion: str | None = None


class Changes(NamedTuple):
    """Everything that moved; ``overall`` only where the recommendation did."""

    overall: tuple[Said, Said] | None
    lines: tuple[Moved, ...]
    criteria: tuple[Moved, ...]

    @property
    def none(self) -> bool:
        """Whether nothing moved."""
        return not (self.overall or self.lines or self.criteria)


def changes(before: Determination, after: Determination) -> Changes:
    """What moved between two determinations of one case."""
    old, new = before.recommendation, after.recommendation
    return Changes(
        overall=(words.recommendation(old), words.recommendation(new))
        if old != new
        else None,
        lines=tuple(_lines(before, after)),
        criteria=tuple(_criteria(before, after)),
    )


def _lines(before: Determination, after: Determination) -> list[Moved]:
    old = {line.id: line for line in before.lines}
    new = {line.id: line for line in after.lines}
    found: list[Moved] = []
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was and now and was.recommendation == now.recommendation:
            continue
        found.append(
            Moved(
                name,
                (now or was).procedure,  # type: ignore[union-attr]
                words.recommendation(was.recommendation) if was else None,
                words.recommendation(now.recommendation) if now else None,
                now.because if now else "no longer requested",
            )
        )
    return found


def _criteria(before: Determination, after: Determination) -> list[Moved]:
    old = {(line.id, c.id): c for line in before.lines for c in line.criteria}
    found: list[Moved] = []
    for line in after.lines:
        for now in line.criteria:
            was = old.get((line.id, now.id))
            if was and was.status == now.status and was.reason == now.reason:
                continue
            found.append(
                Moved(
                    line.id,
                    now.title,
                    words.status(was.status) if was else None,
                    words.status(now.status),
                    now.reason,
                    now.id,
                )
            )
    return found
