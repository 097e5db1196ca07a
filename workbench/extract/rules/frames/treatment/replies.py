"""Which word of response belongs to which treatment of a sentence.

An answer goes to the treatments before it in its clause, or to those after it where it
comes first; one in brackets to the treatment before the bracket.  Relief that lasted a
stated time was temporary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.words import Answer, answers, regions
from workbench.extract.rules.model import DurationMention
from workbench.extract.rules.values.durations import find_durations

if TYPE_CHECKING:
    from workbench.extract.rules.frames.treatment.clauses import Told

_RELIEF_FOR = re.compile(
    r"\s*(?:only\s|that\s|which\s|and\s)?(?:for|lasting|lasted|x|of|that lasted)\s"
    r"(?:about\s|approximately\s|only\s|roughly\s|around\s|~\s?|up\sto\s|just\s){0,2}$",
    re.I,
)
_LASTED = re.compile(
    r"(?:lasted|lasting|for|wore off (?:after|in|within))\s(?:\w+\s){0,2}$"
)
_SPELL = re.compile(
    r"\d\s?(?:d|days?|w|wks?|weeks?|h|hrs?|hours?|mos?|months?)\.?\s(?:of\s)?$", re.I
)
"""A spell right before relief ("2d relief", "3 weeks of relief")."""
_NEAR = 60
_GAINED = re.compile(r"\s(?:of|in|for|to)\s[^,;.:]{0,40}?(?=[,;.:]|\bbut\b|$)", re.I)
_NECK = re.compile(r"\b(?:neck|cervical|c-spine)\b", re.I)


_SPELL_OF = re.compile(
    r"\s(?:or so )?of\s(?:(?:about|only|good|great|partial|some|pain|mild|moderate"
    r"|significant|excellent|modest|arm|neck|near(?:ly)?|complete|full)\s?){0,3}",
    re.IGNORECASE,
)
"""A length right before its relief ("three weeks of relief"): the gain had an end."""


def timed_answers(
    text: str, replies: Sequence[Answer], lengths: Sequence[DurationMention]
) -> list[Answer]:
    """Answers, where "relief for 2 weeks" has become temporary."""
    kept = [one for one in replies if not _of_elsewhere(text, one)]
    return [_with_end(text, one, lengths) for one in kept]


def _of_elsewhere(text: str, one: Answer) -> bool:
    """Whether a gain is another region's than the neck, which is named as well."""
    if one.value not in ("partial", "lasting"):
        return False
    gained = _GAINED.match(text[one.end : one.end + _NEAR])
    if gained is None:
        return False
    sites = [name for name, _, _ in regions(gained.group())]
    return bool(sites) and "neck" not in sites and bool(_NECK.search(text))


def _with_end(text: str, one: Answer, lengths: Sequence[DurationMention]) -> Answer:
    if one.value not in ("partial", "lasting"):
        return one
    if _SPELL.search(text[max(one.start - 16, 0) : one.start]):
        return Answer("temporary", one.start, one.end)
    for length in lengths:
        if _SPELL_OF.fullmatch(text[length.end : one.start]):
            return Answer("temporary", one.start, one.end)
        gap = text[one.end : length.start] if length.start >= one.end else "-"
        times = not gap.strip() and one.end <= length.start
        if len(gap) < 40 and (times or _RELIEF_FOR.match(gap) or _LASTED.search(gap)):
            return Answer("temporary", one.start, one.end)
    return one


_BACK = re.compile(
    r"\W*(?:however,?\s|unfortunately,?\s|overall,?\s|but\s|s?he reports?\s|"
    r"reports?\s|with\s|patient reports?\s|the patient reports?\s|she (?:has )?had\s|"
    r"he (?:has )?had\s|he got\s|she got\s"
    r"|(?:s?he|they|patient|the patient|pt|i)\s(?:is|am|was|are|were|feels?|felt"
    r"|remains?|has been)\s|the (?:arm|leg|neck|back|pain|symptoms?|ache|numbness)\s"
    r"(?:is|are|was|were|has|have)\s){0,2}"
    r"(?:this|these|it|they|that|none|neither|both|all|nothing|response|result|relief|"
    r"not|where|back|exactly|right|unchanged|as bad|"
    r"no|only|some|minimal|little|temporary|partial|good|mild|moderate|slight|limited|"
    r"pain relief|outcome|symptoms (?:persist|unchanged|improved|resolved|returned)|"
    r"pain (?:persist|unchanged|returned)|did not|didn't|without|failed|helped)\w*\b",
    re.I,
)


def ended_answers(text: str) -> list[Answer]:
    """The answers of a sentence of its own, temporary where they had an end."""
    return timed_answers(text, answers(text), find_durations(text))


_FITTER = re.compile(
    r"\W*(?:(?:a bit |somewhat |much )?(?:stronger|looser|fitter|more mobile"
    r"|more flexible)|tolerated(?: it| well)*|finished(?: it)?|completed(?: it)?)[,;]"
    r"\s*(?:but\s)?(?:\w+\s)?",
    re.I,
)
"""What may stand before the answer of a course ("Stronger, walks no further")."""


def answers_before(text: str) -> bool:
    """Whether a sentence of its own speaks of the treatment told just before it.

    It opens with the answer ("No improvement."), or points back ("This helped").
    """
    said = answers(text)
    lead = _FITTER.sub("", text[: said[0].start], count=1) if said else ""
    opens = bool(said) and not re.search(r"[^\W\d_]{3}", lead)
    return opens or bool(_BACK.match(text))


def bind_bracketed(
    text: str, told: Sequence[Told], replies: Sequence[Answer]
) -> list[Answer]:
    """Answers in brackets belong to the treatment before the bracket alone."""
    rest = []
    for one in replies:
        low = text.rfind("(", max(one.start - _NEAR, 0), one.start)
        high = text.find(")", one.end, one.end + _NEAR)
        before = [t for t in told if t.item.end <= low]
        if low < 0 or high < 0 or not before or ")" in text[low : one.start]:
            rest.append(one)
        else:
            before[-1].answers.append(one.value)
    return rest


def bind_answers(
    told: Sequence[Told],
    replies: Sequence[Answer],
    clauses: Sequence[tuple[int, int]],
) -> list[Answer]:
    """Give the answers of each clause to its treatments; what is left over."""
    loose: list[Answer] = []
    for low, high in clauses:
        mine = [one for one in replies if low <= one.start < high]
        near = [one for one in told if one.clause == (low, high)]
        if mine and near:
            _bind_clause(near, mine)
        elif mine:
            loose += _bind_back(told, mine, low)
    return loose


def _bind_back(told: Sequence[Told], mine: list[Answer], low: int) -> list[Answer]:
    """A clause of answers alone speaks of the treatments before it."""
    ended = any(answer.value == "temporary" for answer in mine)
    before = [
        one
        for one in told
        if one.item.end <= low
        and (not one.answers or (ended and set(one.answers) <= {"partial", "lasting"}))
    ]
    for one in before:
        one.answers += [answer.value for answer in mine]
    return [] if before or any(one.item.end <= low for one in told) else mine


def _bind_clause(near: Sequence[Told], mine: Sequence[Answer]) -> None:
    forward = mine[0].start < near[0].item.start
    for place, answer in enumerate(mine):
        if forward:
            high = mine[place + 1].start if place + 1 < len(mine) else 10**9
            found = [one for one in near if answer.end <= one.item.start < high]
        else:
            low = mine[place - 1].end if place else -1
            found = [one for one in near if low <= one.item.start < answer.start]
        inside = [one for one in near if answer.start <= one.item.start < answer.end]
        found = inside or found or _last_before(near, answer)
        for one in found:
            one.answers.append(answer.value)


def _last_before(near: Sequence[Told], answer: Answer) -> list[Told]:
    before = [one for one in near if one.item.end <= answer.start]
    return before[-1:] if before and before[-1].answers else list(before)
