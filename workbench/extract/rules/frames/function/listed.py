"""Activities that a refusal goes on to name: "cannot hold a pen, drive or sleep".

The first of them is often a phrase by itself ("trouble with dressing", "cannot mow the
lawn"); those behind it stand in a list, each with a few words of its own ("sleep on my
side").  A list ends where something is told anew ("driving is fine", "sleeps well").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark
from workbench.extract.rules.model import Mention

_REFUSES = re.compile(
    r"(?:can(?:'?t|not|\snot)|could(?:n'?t|\snot)?|unable|(?:not|no\slonger)\sable"
    r"|inability|no\slonger|needs?\s(?:help|assist\w*)|help\swith|trouble|difficulty"
    r"|difficulties|problems?\swith|struggles?|hard|limited\s(?:in|with)"
    r"|avoids?|gave\sup|stopped)\b",
    re.IGNORECASE,
)
_TOLD = (
    r"is|are|was|were|be|been|has|have|had|does|do|did|can|could|will|would|may|okay|ok"
    r"|fine|well|good|great|better|improv\w+|normal\w*|independent\w*|independence"
    r"|unaffected|unlimited|unrestricted|without|no|not|never|denies|able|easy|easily"
    r"|but|because|since|due|when|while|if|until|he|she|they|who|which|that|so|then"
)
_LIST = re.compile(
    rf"(?:\s(?!(?:{_TOLD})\b)[\w'-]+){{0,4}}"
    r"(?:\s?[,/&+]\s?(?:(?:or|nor|and)\s)?|,?\s(?:or|nor|and)\s)"
    r"(?:to\s|with\s|in\s|the\s|her\s|his\s|my\s)?",
    re.IGNORECASE,
)
_ANEW = re.compile(
    rf"(?:\s[\w'-]+){{0,3}}\s?[:=-]?\s?(?<!\w)(?:{_TOLD})\b(?<!\bor)(?<!\band)",
    re.IGNORECASE,
)
"""What makes an item the head of something told of it ("driving is fine")."""
_BOUND = re.compile(r"\s(?:because|since|due|when|while|if|until|but|so|then)\b", re.I)
_FINITE = re.compile(
    r"(?:sleeps|drives|walks|sits|stands|works|cooks|cleans|dresses|lifts|carries|eats"
    r"|writes|bathes|showers|shaves|shops|plays|runs|swims|reads|climbs|ambulates"
    r"|drove|slept|walked)\b",
    re.IGNORECASE,
)


_BARE = re.compile(
    r"(?:sit|stand|walk|drive|sleep|lift|carry|work|dress|climb|run|do|cook|clean)\s",
    re.IGNORECASE,
)


def listed(text: str, words: Iterable[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Each activity of such a list with the phrase that its list begins with."""
    known = sorted(words, key=lambda word: (word.start, -word.end))
    items = [word for word in known if _may_be_refused(word)]
    taken = [word for word in known if "whole" in word.attributes and word not in items]
    for word in taken:
        if word.attributes["whole"] != "limited" or not _REFUSES.match(word.text):
            continue
        end = word.end
        for other in items:
            if other.start < end or any(_over(one, other) for one in taken):
                continue
            if not _LIST.fullmatch(text, end, other.start) or told_anew(
                text, other.start, other.end
            ):
                break
            yield word, other
            end = other.end


def _may_be_refused(word: Mention) -> bool:
    """An activity, or one that goes as it is told in a list of what does not."""
    free = word.attributes.get("whole") == "free" and _BARE.match(word.text)
    return bool(free) or word.attributes.get("needs") == "limit"


def _over(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def told_anew(text: str, start: int, end: int) -> bool:
    """Whether an activity at a place heads something told of it ("work is ok")."""
    if _FINITE.match(text, start):
        return True
    anew = _ANEW.match(text, end)
    return anew is not None and not _BOUND.match(text, end)


_SUBJECT = re.compile(
    r"(?:,|;|\band|\bbut)\s(?:and\s|but\s)?(?:i|he|she|they|pt|the patient)\s\Z",
    re.IGNORECASE,
)
"""A clause of its own with its own doer ("only tingling, I walk five miles")."""


def is_another(text: str, item: Mark, value: Mark) -> bool:
    """Whether what follows a limit and a comma is told by itself (", work is ok")."""
    gap = text[value.end : item.start]
    if value.name != "limited" or not gap:
        return False
    if _SUBJECT.search(gap):
        return True
    return "," in gap and told_anew(text, item.start, item.end)
