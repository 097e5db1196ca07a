"""Statements that use has ended, told by its last day and not by the word quit.

"Last cigarette 08/03/2026", "no cigarettes since Easter 2024", "off tobacco for nine
weeks", "gave up smoking at New Year": all say former use, and most say since when.
"Smoke-free home" and a policy's "nicotine free for six weeks" are no such statements.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest, is_exact

_THING = (
    r"(?:cigarettes?|cigs?|smok(?:es?|ed|ing)|tobacco|nicotine|vap(?:es?|ed|ing)"
    r"|e-?cig(?:arette)?s?|juuls?|pouches|zyns?|snus|chew(?:ed|ing)?(?: tobacco)?|snuff"
    r"|dip(?:ped)?|cigars?|pipe)"
)
_USED = (
    r"(?:was|were|had\sbeen|has\sbeen|used\sto\sbe)\s(?:\w+\s){0,3}?"
    r"(?:smoker|vaper|smoking|vaping)|smoked|used\sto\s(?:smoke|vape)"
)
"""Use told in the past tense, which a word of stopping further on ends."""
_ENDED = sought(
    rf"\blast\s+(?:(?:ever|known|reported)\s+)?{_THING}(?:\s+(?:use|product))?\b(?!\s+and)"
    rf"|\blast\s+(?:used?|touched|had|use\s+of|used\s+any)\s+(?:a\s+|any\s+|of\s+)?{_THING}\b"
    rf"|\bdate\s+of\s+last\s+{_THING}(?:\s+use)?\b"
    rf"|\bno\s+(?:more\s+)?(?:{_THING}\b(?:\s+(?:use|products?))?(?:,?\s+or\s+{_THING}\b)?"
    r")(?:\s+(?:at\s+all|whatsoever))?\s+since\b"
    rf"|\b(?:not|(?:have|has|had)n['\u2019]?t)\s+(?:smoked|vaped|used\s+(?:any\s+)?{_THING}|had\s+(?:a|any)\s+{_THING})"
    r"(?:\s+at\s+all)?\s+(?:since|for|in)\b"
    rf"|\b(?:been|is|are|now|remains?|stayed|staying)\s+(?:completely\s+|now\s+)?off\s+"
    rf"(?:all\s+|the\s+)?{_THING}\b"
    rf"|\b(?:gave|given|gives)\s+up\s+(?:the\s+|all\s+)?{_THING}\b"
    r"|\b(?:been|is|are|now|remains?)\s+(?:completely\s+|now\s+)?"
    r"(?:smoke|tobacco|nicotine|cigarette)[ -]free\s+(?:since|for|as\s+of)\b"
    r"|\b(?:ppd|packs?(?:\s(?:per|a)\s|/)day|cigarettes?|smok(?:ed|er|ing)|tobacco|vap(?:ed|ing))"
    r"(?:\s\w+){0,4}\s(?:until|till|through|up\sto)(?=\s(?:\w+\s)?(?:19|20)\d\d\b"
    r"|\s\d{1,2}/)"
    rf"|\b{_THING}\b[^.;:]{{0,60}}?\b(?:and|but|then|until|when|before)\s"
    rf"(?:then\s|has\s|had\s|s?he\s|they\s|finally\s|eventually\s|since\s){{0,3}}"
    rf"(?:gave|given|packed|put|stopped|quit|ceased|kicked|threw|went\scold)\s?"
    rf"(?:(?:it|them|that|these|the\shabit|turkey|all)\s?)?(?:up|in|down|away)?"
    rf"(?:\s(?:all|both|altogether|completely|entirely|totally|fully|outright|for\sgood"
    rf"|cold\sturkey|abruptly))*\s(?:on|in|at|from|since|around|about)\s(?=(?:\w+\s)?"
    rf"(?:\w+\s)?(?:\w+\s)?\w*\d)"
    rf"|\b(?:abstinent|abstained|abstaining)\s+from\s+(?:all\s+)?{_THING}\b"
    rf"|\b(?:{_USED})\b[^.:]{{0,70}}?(?:[,;(\u2013-]\s?(?:and\s|but\s|then\s)?|\s(?:and|but)\s"
    r"(?:then\s)?)(?:s?he\s|has\s)?(?:stopped|quit|ceased|kicked\sthe\shabit"
    r"|gave\s(?:it\s|them\s)?up)\b(?!\s(?:by|at\s(?:a|the)|for\s(?:a|\w+\sdays?))\b)"
    rf"|\b(?:threw|tossed|chucked|binned|ditched|trashed|dumped|burned|gave\saway|gotten"
    rf"\srid\sof|got\srid\sof|laid\sdown|put\sdown|handed\sin|flushed)\s(?:out\s|away\s)?"
    rf"(?:(?:my|his|her|the|all|last|pack|packs|of|that|remaining)\s){{0,4}}{_THING}\b"
    rf"|\b(?:did|finally)\s(?:finally\s|manage\sto\s)?(?:stop|quit|give\sup)\s"
    rf"(?:the\s|all\s|my\s)?{_THING}\b"
    rf"|\bnot\s(?:gone\sback|returned|relapsed|started\sagain|resumed|restarted)\s?"
    rf"(?:to\s)?(?:the\s)?{_THING}\b",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(
    r"\b(?:if|unless|until|must|should|needs? to|required|goal|plans?|will|would|wants?"
    r"|hopes?|advised|told|asked|counsel\w*|agree\w*|willing|has to|have to|to be|when"
    r"|once|mother|father|wife|husband|sister|brother|spouse|partner|son|daughter)\b"
    r"[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_NEAR = 45
_AGO = re.compile(
    r"(?P<lead>for|past|last|in|over|x)?\s*(?:the\s+)?(?:past\s+|last\s+)?(?:about\s+|"
    r"approximately\s+|nearly\s+|over\s+|more than\s+)?"
    r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
    r"(?P<unit>days?|weeks?|wks?)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Ended(NamedTuple):
    """That use has ended, where the words stand, and its last day if told."""

    start: int
    end: int
    until: PartialDate | None


def ended(text: str, anchor: PartialDate | None) -> Ended | None:
    """The first statement in a text that nicotine use has ended; None without one."""
    for match in _ENDED.finditer(text):
        if _OPEN_ENDED.search(text[max(match.start() - 70, 0) : match.start()]):
            continue
        return Ended(match.start(), match.end(), _until(text, match.end(), anchor))
    return None


def _until(text: str, start: int, anchor: PartialDate | None) -> PartialDate | None:
    dates = [one for one in find_dates(text, anchor) if one.start >= start - 1]
    if dates and dates[0].start - start <= _NEAR:
        return dates[0].value
    near = re.split(r"[.;]\s", text[start : start + _NEAR])[0]
    back = _AGO.search(near)
    if back and anchor and is_exact(anchor):
        word = back["n"].lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        days = number * (1 if back["unit"].lower().startswith("d") else 7)
        return (earliest(anchor) - dt.timedelta(days=days)).isoformat()
    year = _YEAR.search(near)
    return year.group() if year else None
