"""A request for information as plain text, for a fax or another system."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.store.correspondence import Asked, InformationRequest
from workbench.web.view import words


def as_text(request: InformationRequest, number: int) -> str:
    """The items, numbered, those that are required first."""
    return "\n".join(_rows(request, number))


def _rows(request: InformationRequest, number: int) -> Iterator[str]:
    yield f"REQUEST FOR INFORMATION, case {number}"
    if request.due_at:
        yield f"Please answer by {request.due_at[:10]}."
    yield ""
    required = [one for one in request.items if one.required]
    other = [one for one in request.items if not one.required]
    for title, items in (("Needed to decide:", required), ("Would help:", other)):
        if items:
            yield title
            for place, one in enumerate(items, 1):
                yield from _item(place, one)
            yield ""


def _item(place: int, one: Asked) -> Iterator[str]:
    yield f"{place}. {one.ask.rstrip('.')}."
    parts = []
    if one.documents:
        kinds = (words.KINDS.get(kind, kind).lower() for kind in one.documents)
        parts.append(f"by {' or '.join(kinds)}")
    if one.lines:
        parts.append(f"for {', '.join(one.lines)}")
    if one.why:
        parts.append(one.why)
    if parts:
        yield f"   ({'; '.join(parts)})"
