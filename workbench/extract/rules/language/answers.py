"""What the value of a field answers: no, yes, unknown, not done, or of the past."""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import Seven
from workbench.extract.rules.words.sought import sought

NO_WORD = re.compile(
    r"[ :=-]*(?:no|n|nope|nah|neg(?:ative)?|absent"
    r"|(?:no|n|none)(?:\s?[/,;]\s?(?:no|n|none)){1,4}"
    r"|none of (?:the above|above|these|them|those|the listed|the following)"
    r"|none(?:[ ](?:ever|to date|so far|done|had|tried|yet|at all|of it))?"
    r"|(?:i(?:'ve)? )?never(?: (?:done|had|tried|used|given|started|performed|got))?"
    r"(?: (?:it|one|any|that|this|them))?|not me|denies (?:all|any|both|these)"
    r"|not present|denie[sd]|false|\(?-\)?|0"
    r"|nil|none (?:reported|noted|known|at (?:present|this time))|nil (?:of note|known)"
    r"|not (?:currently|presently|now|at (?:this time|present|all)|any ?more))[ .]*",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"[^.;,(]{1,30}?(?=[.;]\s|\s{2,}\S|\s[-\u2013\u2014]\s|\s?\bcomments?:"
    r"|\s?\((?![^)]*\b(?:except|but|other|apart|only|unless)\b)"
    r"|,\s(?![^.]{0,60}\b(?:except|but|only|other than|apart from)\b))",
    re.IGNORECASE,
)
"""The answer of a field before its comment ("Not currently. Comment: ...")."""
NONE_OF_THEM = re.compile(
    r"[^.?!\n]{0,300}(?:[?:]|\s-{1,2}|\.{2,}|\s{2})[\s.:-]{0,120}"
    r"none of (?:the above|the listed|these|those|them)\b"
    r"(?!\s(?:ha|wa|we|are|is|did|help|work|gave|touch))",
    re.IGNORECASE,
)
"""What closes a list that was asked for ("gout / asthma / ulcer? None of these")."""
REPLY = re.compile(
    r"(?:A(?:ns(?:wer)?)?|Resp(?:onse)?|Reply)\s?\d{0,3}\s?[:.)-]\s*", re.IGNORECASE
)
"""What marks an answer as one behind its question."""
YES_WORD = re.compile(
    r"[ :=-]*(?:yes|y|yes(?:\s?[/,;]\s?yes){1,4}|pos(?:itive)?|present|true"
    r"|\(?\+{1,3}\)?|x|✓|✔|☒)[ .]*",
    re.IGNORECASE,
)
_UNKNOWN_WORD = sought(
    r"[ :=-]*(?:unknown|unsure|uncertain|unclear|\?+|equivocal|indeterminate"
    r"|possible)[ .]*",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"(?=.*\by)(?=.*\bn)(?:yes|no|y|n)(?:\s?[/,;]\s?(?:yes|no|y|n)){1,4}[ .]*",
    re.IGNORECASE,
)
"""Answers to the parts of a question, of which nobody knows which is whose."""
_NOT_DONE_WORD = re.compile(
    r"[ :=-]*(?:not done|n/?a|not (?:tested|performed|tried|assessed)|not"
    r" applicable)[ .]*",
    re.IGNORECASE,
)
_PAST_WORD = re.compile(
    r"(?:resolved|inactive|in remission|remission|healed)\b[^.;]{0,24}", re.IGNORECASE
)


_ANSWER = re.compile(
    r"[ ]*(?P<a>yes|no|y|n|true|false|nope|nah|not me)(?=[ ]*(?:$|[,;.:(]|-[ ])"
    r"|(?<=s|y)[ ](?:(?:in |on )?(?:the |my )?"
    r"(?:left|right|both|lt|rt|l|r|bilat\w*)\b|[ ])"
    r"|(?<=yes)[ ](?:since|\d))",
    re.IGNORECASE,
)
"""A yes or no; behind a yes its side, its day or a remark set apart may stand."""


def yes_or_no(value: str) -> bool | None:
    """What a field's value begins by answering; None where it tells something else."""
    answer = _ANSWER.match(value)
    return answer["a"].lower() in ("yes", "y", "true") if answer else None


class Reading(NamedTuple):
    """The assertion of a mention and a short word on how."""

    seven: Seven
    detail: str | None = None


def answer_before_comment(value: str) -> Reading | None:
    """The reading of a value, or of the no that its comment follows.

    "no, never had one" and "No (checked in March)" deny; "no, but ..." says more.
    """
    first = FIRST.match(value)
    denied = first is not None and NO_WORD.fullmatch(first.group().strip())
    return answer_of(value) or (Reading("negated") if denied else None)


def answer_of(value: str) -> Reading | None:
    """The reading that a whole value stands for; None where it says more."""
    if _UNKNOWN_WORD.fullmatch(value) or _MIXED.fullmatch(value):
        return Reading("possible")
    if _PAST_WORD.fullmatch(value):
        return Reading("historical")
    if _NOT_DONE_WORD.fullmatch(value):
        return Reading("not_done", "not-done")
    if NO_WORD.fullmatch(value):
        return Reading("negated")
    if YES_WORD.fullmatch(value):
        return Reading("present")
    return None
