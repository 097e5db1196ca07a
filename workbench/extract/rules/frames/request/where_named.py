"""The region that words behind an injection name, or the field of the part of the body.

"Epidural steroid inj, lumbar", "an epidural in the low back", "ESI #1 - cervical": the
name of a region right behind the service says where.  The region of a disease does not
("ESI for lumbar radiculopathy"), though it often is the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.cited_fields import value_of
from workbench.extract.rules.frames.request.scan_regions import regions_named
from workbench.extract.rules.frames.request.slots import is_label, slots
from workbench.extract.rules.model import DocumentView

_BEHIND = re.compile(
    r"(?:s|es)?\b[\s,(:/|-]{1,3}(?:(?:steroid|injections?|inj|shots?|fluoro(?:scopic)?"
    r"|#\s?\d|x\s?\d|no\.? \d)[\s,(:/|-]{1,3}){0,3}"
    r"(?:(?:of|to|into|in|at|the|her|his|my|region|area)\s){0,3}"
    r"(?P<region>cervical|thoracic|lumbar|lumbosacral|neck|low(?:er)? back|[CTL][ -]?spine)"  # noqa: E501
    r"(?:\s(?:spine|region|area|level))?(?=\s*(?:[.,;:)|/(]|\Z|\n|w/|\b(?:with|under|by|on"
    r"|at|using|because|since|as|and|before|this|next)\b))",
    re.IGNORECASE,
)


def regions_behind(text: str, end: int) -> Iterator[str]:
    """The regions that a text names right behind a service that ends there."""
    match = _BEHIND.match(text, end)
    if match:
        yield from regions_named(match["region"])


def regions_of_fields(document: DocumentView) -> tuple[str, ...]:
    """The regions that fields of the region give, and nothing but them."""
    found: dict[str, None] = {}
    for one in document.sentences:
        label = one.block.label or ""
        if one.block.kind != "field" or not is_label(label):
            continue
        if slots(label) & {"label-region", "label-level"}:
            found |= dict.fromkeys(regions_named(value_of(one)))
    return tuple(found)
