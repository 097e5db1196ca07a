"""What the words of a text say of a mention: the triggers that reach it.

Where triggers disagree the order is family, hypothetical, possible, not done, negated,
historical, present.  Possible beats negated, so doubt is never read as no.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.language.answers import Reading
from workbench.extract.rules.language.triggers import Trigger, triggers
from workbench.extract.rules.model import Mention, Seven

_ORDER: tuple[Seven, ...] = (
    "family",
    "hypothetical",
    "possible",
    "not_done",
    "negated",
    "historical",
)
_FAR = 60
"""Characters before an act in which the verb that says that it was done stands."""
_ASKED = frozenset({"ordered", "recommended", "requested"})
_BY = re.compile(r"\s{1,2}(?:for (?:him|her|them) )?(?:by|through)\b", re.IGNORECASE)
_TOOK_PLACE = re.compile(
    r"\b(?:had|has had|have had|underwent|undergone|completed|finished|did|done"
    r"|attended|went (?:to|for|through)|got|received|obtained|took|tried|given)\b"
    r"(?!\s(?:not|never|yet to|to)\b)[^.;:]*\Z",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(
    r"[ ]?(?:on|in|at|to)?[ ]?(?:the[ ]|his[ ]|her[ ])?(left|right)\b", re.IGNORECASE
)
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def of_text(text: str, mention: Mention, start: int) -> Reading:
    """What the triggers of a text say of the mention that begins at ``start``."""
    every = triggers(text)
    end = start + mention.end - mention.start
    found = [
        trigger
        for trigger in every
        if trigger.covers(start, end) and not _of_other_side(text, trigger, end)
    ]
    if any(_is_cut(trigger, start) for trigger in found):
        return Reading("negated")
    kept = [
        trigger
        for trigger in found
        if not _is_denied(trigger, every) and not _tells_whose(text, trigger, start)
    ]
    return _strongest(kept, mention, text, start)


def _turns(text: str, denial: Trigger, start: int) -> bool:
    """Whether a denial is said of a phrase of health itself ("not intact").

    "No red flags: bladder and bowels are normal" denies the flags.
    """
    return not re.search(r"[:;,.]", text[denial.end : start])


def _of_other_side(text: str, trigger: Trigger, end: int) -> bool:
    """Whether "..., none on the right" answers for the side that was not named."""
    gap = text[end : trigger.start]
    if trigger.start < end or "," not in gap:
        return False
    own, other = _SIDE.search(gap), _OTHER_SIDE.match(text, trigger.end)
    return bool(own and other and own[1].lower() != other[1].lower())


def _tells_whose(text: str, trigger: Trigger, start: int) -> bool:
    """Whether an asking behind an act that took place tells only who had asked for it.

    "Completed six weeks of PT (ordered by Dr. Lee)", "had an MRI, requested by her GP".
    """
    asked = trigger.rule.detail in _ASKED and trigger.start > start
    if not asked or not _BY.match(text, trigger.end):
        return False
    return bool(_TOOK_PLACE.search(text[max(start - _FAR, 0) : start]))


def _is_cut(trigger: Trigger, start: int) -> bool:
    """Whether "no relief" denies the relief itself (it means nothing beyond)."""
    rule = trigger.rule
    return rule.name == "pseudo-negation" and trigger.start < start < trigger.end


def _is_denied(trigger: Trigger, every: tuple[Trigger, ...]) -> bool:
    """Doubt inside the reach of a no is no doubt ("no findings suspicious for")."""
    return trigger.rule.deniable and any(
        other.rule.category == "negated" and other.end <= trigger.start < other.after
        for other in every
    )


def _strongest(
    found: list[Trigger], mention: Mention, text: str, start: int
) -> Reading:
    for category in _ORDER:
        hits = [trigger for trigger in found if trigger.rule.category == category]
        if not hits:
            if category == mention.implies:
                return Reading(mention.implies)
            continue
        nearest = min(hits, key=lambda hit: _distance(hit, mention))
        if category == "negated" and mention.implies == "negated":
            return Reading("present" if _turns(text, nearest, start) else "negated")
        return Reading(category, nearest.rule.detail)
    return Reading("present")


def _distance(trigger: Trigger, mention: Mention) -> int:
    return max(trigger.start - mention.end, mention.start - trigger.end)
