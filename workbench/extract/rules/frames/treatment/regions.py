"""Which body region a treatment was for: its own words, else what stands around it.

The nearest statement wins: words beside the treatment, the sentence, the sentences
before it in the section, the section's title, and last what the document is about.
Where regions compete and nothing decides, the region is not stated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.treatment.words import Item, items, regions
from workbench.extract.rules.language.triggers import triggers
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.evidence import Evidence

OTHER = "other-condition"
_SPINE = ("neck", "low-back", "mid-back")
_BESIDE = 25
_LOOK_BACK = 6
_MOST = 400
"""Sentences looked at to tell what a document is about."""
_ABOUT = (
    "header",
    "indication",
    "history",
    "diagnoses",
    "assessment",
    "impression",
    "findings",
    "other",
    "plan",
    "imaging",
    "request",
    "treatment",
    "function",
)


class Region(NamedTuple):
    """A region and, where another sentence names it, the evidence for it."""

    site: str | None
    evidence: Evidence | None = None


def beside(text: str, item: Item, clause: tuple[int, int]) -> str | None:
    """The region that the words next to a treatment name, inside its clause."""
    named = [
        one for one in regions(text) if clause[0] <= one[1] and one[2] <= clause[1]
    ]
    touching = [one for one in named if one[1] < item.end and item.start < one[2]]
    before = [one for one in named if one[2] <= item.start]
    after = [one for one in named if one[1] >= item.end]
    if touching:
        return touching[0][0]
    if before and not re.search(r"[,;.]|\bpain\b", text[before[-1][2] : item.start]):
        if item.start - before[-1][2] <= _BESIDE:
            return before[-1][0]
    if after and _for(text[item.end : after[0][1]]):
        return _one(
            [name for name, low, _ in after if low - after[0][1] <= 2 * _BESIDE]
        )
    return None


def _for(gap: str) -> bool:
    """Whether a gap leads from a treatment to its region ("PT for the low back")."""
    short = len(gap) <= 60 and not re.search(r"[;.]", gap)
    return short and bool(
        re.match(
            r"[\s(]*(?:\w+\s){0,4}(?:for|of|to|at|in|on|into|-)\b|^[\s(:-]{0,3}$", gap
        )
    )


def _one(names: Sequence[str]) -> str | None:
    """The only region named; the neck where it is named beside others."""
    kinds = set(names) - {OTHER}
    if OTHER in names and not kinds:
        return OTHER
    if "neck" in kinds:
        return "neck"
    return next(iter(kinds)) if len(kinds) == 1 else None


def _asserted(text: str) -> set[str]:
    """Regions that a text speaks of, save where it denies them ("no neck pain")."""
    named = regions(text)
    if not named:
        return set()
    denials = [one for one in triggers(fold(text)) if one.rule.category == "negated"]
    return {
        name
        for name, start, end in named
        if not any(one.covers(start, end) for one in denials)
    } - {OTHER}


def _clear(text: str) -> str | None:
    """The region that a text is about, if it names one only."""
    kinds = _asserted(text)
    if kinds & {"neck"} and not kinds & {"low-back"}:
        return "neck"
    return next(iter(kinds)) if len(kinds) == 1 else None


def _torn(text: str) -> bool:
    return len(_asserted(text)) > 1


class Around:
    """What a document says about regions, looked up once."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._place = {one.start: index for index, one in enumerate(view.sentences)}
        self.about = _about(view)

    def region(self, sentence: Sentence, item: Item, clause: tuple[int, int]) -> Region:
        """The region of one treatment of one sentence."""
        own = beside(sentence.text, item, clause) or _clear(sentence.text[:2000])
        if own:
            return Region(own)
        if _torn(sentence.text[:2000]):
            return Region(None)
        return self._before(sentence) or self._titled(sentence) or self.about

    def _before(self, sentence: Sentence) -> Region | None:
        place = self._place.get(sentence.start, 0)
        found: tuple[str, Sentence] | None = None
        for earlier in reversed(
            self._view.sentences[max(place - _LOOK_BACK, 0) : place]
        ):
            if earlier.section is not sentence.section or _torn(earlier.text[:2000]):
                break
            site = _clear(earlier.text[:2000])
            if site not in _SPINE or (found and site != found[0]):
                continue
            if not items(earlier.text[:2000]):
                found = site, earlier
                break
            found = found or (site, earlier)  # another treatment: no proof of this one
        return Region(found[0], self._view.cite_sentence(found[1])) if found else None

    def _titled(self, sentence: Sentence) -> Region | None:
        site = _clear(sentence.section.title)
        if site is None:
            return None
        return Region(site, _title(self._view, sentence))


def _title(view: DocumentView, sentence: Sentence) -> Evidence | None:
    start = sentence.section.start
    text = view.source.text[start : start + 200]
    end = text.find("\n")
    try:
        return view.cite(start, start + (end if end >= 0 else len(text)))
    except ValueError:
        return None


def _about(view: DocumentView) -> Region:
    """What the document is about: the region that most of its naming sentences name."""
    counts: Counter[str] = Counter()
    first: dict[str, Sentence] = {}
    for sentence in view.sentences[:_MOST]:
        if sentence.role not in _ABOUT or _is_over(sentence):
            continue
        for name in _named(sentence.text[:2000]):
            counts[name] += 1
            first.setdefault(name, sentence)
    site = _prevailing(counts)
    return Region(site, view.cite_sentence(first[site])) if site else Region(None)


_OVER = re.compile(r"\b(?:resolved|inactive|historical|remote)\b", re.IGNORECASE)


def _is_over(sentence: Sentence) -> bool:
    """Whether a list of problems keeps an entry as one that is over."""
    rows = sentence.role in ("diagnoses", "past-history") or bool(sentence.block.cells)
    return rows and _OVER.search(sentence.text) is not None


def _named(text: str) -> set[str]:
    """Regions that a sentence names, save as the region of a treatment in it."""
    kinds = _asserted(text)
    if not kinds:
        return kinds
    if "neck" in kinds and "low-back" not in kinds:
        kinds -= {"mid-back"}  # The neck's own therapy works on the upper back, too.
    treated = {beside(text, one, (0, len(text))) for one in items(text)}
    return kinds - treated


def _prevailing(counts: Counter[str]) -> str | None:
    """The region that prevails; spine regions against one another, then the limbs.

    A limb is often named only as another cause that was looked at, so it decides
    nothing where a region of the spine is named as often.
    """
    spine = Counter({name: counts[name] for name in _SPINE if counts[name]})
    limbs = Counter({name: n for name, n in counts.items() if name not in _SPINE})
    for group, others in ((spine, limbs), (limbs, spine)):
        for name, count in group.most_common(1):
            clear = 3 * count >= 2 * sum(group.values())
            if clear and count >= max(others.values(), default=0):
                return name
    return None
