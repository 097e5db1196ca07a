"""The findings on an edited letter, told in words or as data."""

from __future__ import annotations

import json
from collections.abc import Iterator

from workbench.narrate.letters.edited import Edited


def as_text(found: Edited) -> str:
    """The findings as plain text: what to mend first, then what was changed."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Edited) -> Iterator[str]:
    yield "Clean." if found.clean else "Not clean: mend what follows before sending."
    if found.draft_mark_gone:
        yield "- The mark of a draft was taken out: only --final-letter does that."
    for token in found.untraced:
        where = f" in {token.where!r}" if token.where else ""
        yield (
            f"- Untraced {token.kind} {token.token!r}, line {token.line}{where}: "
            "correct it, or add its source to the matter."
        )
    for item in found.missing:
        yield f"- Missing: {item.title} ({item.said}). Asked for by {item.source}."
    if found.reading:
        told = found.reading
        limit = "reported only" if told.limit is None else f"limit {told.limit}"
        yield f"{told.measure}: {told.grade} ({limit})."
    if found.open_blanks:
        yield f"Blanks still open: {', '.join(found.open_blanks)}."
    yield f"Changed by hand: {len(found.changes)}."
    for change in found.changes:
        if change.what == "changed":
            yield f"- changed: {change.before}"
            yield f"       to: {change.after}"
        else:
            yield f"- {change.what}: {change.before or change.after}"


def as_json(found: Edited) -> str:
    """The findings as JSON."""
    data = {
        "clean": found.clean,
        "draft_mark_gone": found.draft_mark_gone,
        "untraced": [item._asdict() for item in found.untraced],
        "missing": [item._asdict() for item in found.missing],
        "open_blanks": list(found.open_blanks),
        "reading": found.reading._asdict() if found.reading else None,
        "changes": [item._asdict() for item in found.changes],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
