"""What an injection or a stimulator trial gave: relief, how long, medicine, function.

Relief is a share beside a word of gain in one clause ("70 percent less leg pain",
"pain was down by 60%"), or beside a length of time ("70% for 5 months").  A share of
medicine, height, function or coverage is no relief of pain.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.sessions.parts_of_pain import fall, part
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Range

_I = re.IGNORECASE
_BOUND = (
    r"(?P<more>at least|more than|greater than|better than|over|above|(?<!-)>=?|≥)?\s?"
    r"(?P<less>less than|under|up to|at most|no more than|only up to|<=?|≤)?\s?"
)
_SHARE = rf"{_BOUND}(?<![\d/.-])(?P<low>\d{{1,3}})(?:\s?%?\s?(?:-|–|to)\s?(?P<high>\d{{1,3}}))?\s?(?:%|percent\b|per cent\b)"  # noqa: E501
_LABELLED = sought(
    r"(?:%|\bpercent(?:age)?)\s(?:of\s)?(?:pain\s)?(?:relief|improvement|reduction)"
    r"(?:\s(?:pt|patient|states?|stated|reports?|reported|rated|overall|today)){0,3}"
    r"(?:\s?[:=.]{1,20}\s?|\s{2,}(?:(?:-{1,3}|n/?a|none)\s{2,})?)"
    r"(?P<share>\d{1,3})(?![\d/]|\.\d)",
    _I,
)
"""A field or row that has the sign in its label ("% pain relief: 35"); a column before
the treatment has none."""
_WHOLE = 100
_SHARES = sought(_SHARE, _I)
_HALF = sought(
    r"(?P<more>more than |over |better than |at least )?\b(?:half)\b(?= (?:of )?(?:the |her |his"  # noqa: E501
    r" |their )?(?:usual |baseline |\w+ )?(?:pain|relief|better))"
    r"|\bpain\b[^.;,]{0,25}\b(?:halved|cut in half|in half)\b",
    _I,
)
_GAIN = re.compile(
    r"\b(?:relief|relieved|relieving|improv\w+|reduc\w+|decreas\w+|better|benefit\w*|help(?:ed|s|ful)?"
    r"|less(?: \w+){0,2} pain|(?:pain|it|nrs|vas|sciatica)\b[^.;,]{0,20}\b(?:down|fell|dropped|gone|cut|lower(?:ed)?)"  # noqa: E501
    r"|response|responded|eased|pain[- ]free|gone|took away|took care of|resol\w+)\b",
    _I,
)
_NEAR = 48
"""Characters between a share and the word that says what it is of."""
_OTHER_SHARE = re.compile(
    r"\b(?:height|function\w*|walk\w*|activit\w+|adls?|coverage|odi|oswestry|disability|stenosis"
    r"|ejection|ef|canal|slip|capacity|score|hydration|saturation|compliance|attend\w*)\b",
    _I,
)
_CLAUSE = re.compile(r"[.;]\s|\bbut\b|\bwhile\b|\bwhereas\b|\n")
_LASTING_AFTER = re.compile(
    r"[\"\u201d]?[\s,(]{0,3}(?:pain relief|relief|improvement|benefit|better|leg|back|arm|neck|pain|and it"  # noqa: E501
    r"|which|that|\s){0,4}[\s,(]{0,3}(?:x|×|for|lasting|lasted|over|held|sustained|during)\b"
    r"[\s:]*(?:for |about |approximately |roughly |some |over |at least |more than |nearly )?",  # noqa: E501
    _I,
)
_ZERO = sought(
    r"\b(?:no|without|zero|nil)\s+(?:\w+\s+){0,2}(?:relief|benefit|improvement in pain|effect)\b"  # noqa: E501
    r"|\bdid(?: not|n't) help\b|\bnot helpful\b|\bunhelpful\b|\bwithout (?:any )?(?:effect|success)\b",  # noqa: E501
    _I,
)
_NOT_ZERO = re.compile(
    r"\bno (?:lasting|sustained|further|long[- ]term|prolonged)\b", _I
)
_ROUGHLY = (
    r"(?:~|about |around |some |approx(?:\.|imately)? |roughly |at least |more than |over"  # noqa: E501
    r" |nearly |almost |close to |just (?:over|under) |well over |not quite"
    r" |a (?:little|bit|touch) (?:over|under|more than|less than|short of) )"
)
_LASTED = re.compile(
    r"(?:\b(?:for|lasting|lasted|over|x|held(?: up)?(?: for)?|sustained(?: for| over)?|during"  # noqa: E501
    r"|persisted(?: for)?|stayed(?: \w+)? for|duration(?: of (?:relief|benefit))?"
    r"|relief (?:of|for))|×)[\s:]+"
    rf"(?:a good |a full |a whole |fully |the (?:past|last|first|next) |{_ROUGHLY}){{0,2}}\Z",  # noqa: E501
    _I,
)
_BESIDE_SHARE = re.compile(
    r"\d\s?%(?: (?:pain )?(?:relief|improvement|better|benefit|reduction|less pain))?"
    rf"[\s,;/@(-]{{1,4}}(?:{_ROUGHLY}){{0,2}}\Z",
    _I,
)
"""A length right behind the share of relief ("65%, 11 wk", "60% / 3 months")."""
_BESIDE_LENGTH = re.compile(
    rf"\s?[,/@(-]\s?(?:{_ROUGHLY}){{0,2}}(?=\d|a |an |one|two|t|f|s)", _I
)
"""What stands between a share and its length, where nothing else says what it is of."""
_RELIEF_LASTED = sought(
    r"\b(?:relief|benefit|improvement|effect|response)\b[^.;,]{0,25}"
    r"\b(?:lasted|held|persisted|was gone|wore off)\b",
    _I,
)
_LENGTH_FIELD = re.compile(
    r"\W*(?:duration|length) of (?:the )?(?:pain )?(?:relief|benefit|improvement)\b", _I
)
"""A field of its own for how long the relief lasted."""
_LATER = re.compile(
    r"\W{0,2}(?:later|ago|after|post|out|since|f/?u|following|into)\b", _I
)
"""What makes a length the time until something was seen."""
_BRACKETED = re.compile(r"\((?:~|about |approx\.? |approximately )?\Z", _I)
"""A length by itself in brackets ("until early April (4 mos)")."""
_OF_RELIEF = re.compile(
    r"\s+(?:of\s+)?(?:\w+\s+){0,2}(?:relief|benefit|improvement)\b", _I
)
_NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|just under|not quite"
    r"|a (?:little|bit|touch) (?:under|less than|short of))\s+(?:[\w-]+\s?){0,2}\Z",
    _I,
)
_DRUG = (
    r"opioids?|medications?|meds|analgesics?|narcotics?|oxycodone|hydrocodone|morphine|tramadol"
    r"|tapentadol|hydromorphone|fentanyl|gabapentin|pregabalin|tablets|pain med\w*|medicines?"  # noqa: E501
    r"|pain pills|MME|rescue doses|norco|percocet"
)
_DRUGS = sought(rf"\b(?:{_DRUG})\b", _I)
_LOWERED = re.compile(
    r"\b(?:reduc\w+|decreas\w+|cut|less|fell|dropped|down|lower\w*|taper\w*|halved|change)\b",
    _I,
)
_LESS_DRUG = re.compile(
    rf"\s?\)?\s?(?:reduction|decrease|cut|less|fewer|lower|drop)\s+(?:in|of)?\s*(?:\w+\s){{0,2}}"
    rf"(?:{_DRUG})\b",
    _I,
)
_SAME_DRUG = re.compile(
    rf"\b(?:{_DRUG}|pills?)\b[^.;\n]{{0,50}}\b(?:unchanged|(?:about |still )?the same"
    r"|same dose|not (?:changed|reduced|lowered|cut)|no (?:change|reduction|less))\b"
    rf"|\bno (?:change|reduction|decrease) (?:in|of) (?:(?:his|her|the|their|daily|pain)\s){{0,2}}(?:{_DRUG})\b",  # noqa: E501
    _I,
)
"""Pain medicine that a trial left as it was."""
_LESS_PAIN = re.compile(
    r"\s?\)?\s?(?:less|lower|down)\b(?!\s+\w+\s*(?:med|opioid|tab))", _I
)
_RIGHT_AFTER = 20
"""Characters after a share within which a word says what it did."""
_DRUG_NEAR = 110
_WORSE_FUNCTION = sought(
    r"\b(?:no|without|lack of)\s+(?:\w+\s){0,2}(?:functional|function|change in function)"  # noqa: E501
    r"|\b(?:walk\w*|stand\w*|sit\w*|sle(?:ep|pt)\w*|activit\w+|function\w*|do(?:es|ing)?)\b"
    r"[^.;,]{0,20}\b(?:no|not any|nothing|not)\s(?:\w+\s)?(?:further|farther|longer|better|more)\b"  # noqa: E501
    r"|\bno change in\b[^.;]{0,40}\b(?:walking|sleep|activity|standing|steps|function)\b"  # noqa: E501
    r"|\b(?:function(?:al status)?|activit\w+|walking|sleep)\W{1,4}"
    r"(?:was |were |is |are |level |tolerance )?(?:unchanged|(?:about |much )?the same|no (?:change|better)|not (?:improved|better))\b",  # noqa: E501
    _I,
)
_ACTIVITY = (
    r"walk\w*|stood|stand\w*|sat\b|sit(?:s|ting)?|sle(?:ep|pt)\w*|steps|activit\w+|adls?|garden\w*"
    r"|climb\w*|function\w*|cook\w*|shop\w*|groceries|driv\w+|drove|chores|housework"
)
_BETTER_FUNCTION = sought(
    rf"\b(?:{_ACTIVITY})\b[^.;]{{0,25}}\b(?:went from|rose|increased|improved|doubled|up from|better|longer|farther|further|twice|through)"  # noqa: E501
    rf"|\b(?:{_ACTIVITY})\b[^.;]{{0,15}}\b(?:\w+ times as (?:far|long|much)|twice as|three times|much (?:further|farther|longer))"  # noqa: E501
    r"|\bfunction\w*\s+(?:\w+\s){0,2}improve\w*|\bimprove\w*\s+(?:\w+\s){0,3}function"
    r"|\b(?:able to|could) (?:again )?(?:walk|stand|sleep|sit|work|do|return|drive|garden|cook|climb|type|lift|shop|go)"  # noqa: E501
    rf"|\b(?:better|increased|improved|longer|more)\s+(?:\w+\s){{0,1}}(?:{_ACTIVITY})\b"
    rf"|\b(?:{_ACTIVITY})\b[^.;]{{0,30}}\b\d{{1,3}}\s?(?:min\w*|hours?|h|blocks?|steps|feet|ft|m)\b"
    r"[^.;]{0,12}(?:\b(?:to|instead of|rather than|up from|against|versus|vs|not)\b|->|→)"  # noqa: E501
    r"[^.;]{0,12}\d"
    r"|\bfunction\w*\s{0,2}:\s*(?!.*\b(?:unchanged|same|no change|worse|not improved|limited"  # noqa: E501
    r"|poor|declin\w+|no (?:better|gain))\b).*\b(?:walked|stood|slept|sat|wore|cooked|drove|shopped"  # noqa: E501
    r"|climbed|gardened|returned|played|went|could|able)\b"
    r"|\b(?:mowed|vacuumed|gardened|cooked|went shopping|walked the dog|played with"
    r"|(?:did|does) (?:the |her |his |their )?(?:laundry|dishes|shopping|chores|groceries)"  # noqa: E501
    r"|returned to (?:work|golf|walking|church|gardening))\b"
    r"|\bback to (?:work|walking|gardening|golf|church)\b|\bdid (?:her|his|their) own\b",  # noqa: E501
    _I,
)
_LESS_FUNCTION = re.compile(
    r"\b(?:was|were|is) (?:not|un)able to\b|\bcould not\b|\bcannot\b|\bbefore\b|\bhoped?\b"  # noqa: E501
    r"|\bgoals?\b|\bwould like\b",
    _I,
)
_PASSED = re.compile(r"\bsuccessful\b(?! (?:second|if))|\bpassed\b", _I)
_FAILED = re.compile(r"\b(?:failed|unsuccessful|not successful)\b", _I)


def relief(text: str, *, scored: bool = True) -> Range | None:
    """The share by which pain fell, in the first clause that tells one.

    ``scored``: told by a score before and after, too, where no share is.
    """
    labelled = _LABELLED.search(text)
    if labelled and int(labelled["share"]) <= _WHOLE:
        return Range(low=int(labelled["share"]), high=int(labelled["share"]))
    for clause in _clauses(text):
        found = _of_clause(clause)
        if found is not None:
            return found
    for told in (part, fall) if scored else (part,):
        for clause in _clauses(text):
            found = None if _DRUGS.search(clause) else told(clause)
            if found is not None:
                return found
    if _NOT_ZERO.search(text):
        return None
    return Range(low=0, high=0) if _ZERO.search(text) else None


def _clauses(text: str) -> list[str]:
    cuts = [0, *(one.end() for one in _CLAUSE.finditer(text)), len(text)]
    return [text[low:high] for low, high in zip(cuts, cuts[1:], strict=False)]


def _of_clause(clause: str) -> Range | None:
    for match in _SHARES.finditer(clause):
        if _is_of_pain(clause, match):
            found = _share(match)
            if found:
                return found
    half = _HALF.search(clause)
    if half and not _DRUGS.search(clause):
        return Range(low=50, high=100 if half["more"] else 50)
    return None


def _is_of_pain(clause: str, match: re.Match[str]) -> bool:
    """Whether a share stands near a word of gain, and near none of another thing."""
    low, high = max(match.start() - _NEAR, 0), match.end() + _NEAR
    window = clause[low:high]
    lasts = _LASTING_AFTER.match(clause, match.end())
    scored = re.search(r"\b(?:pain|nrs|vas|vrs)\b", clause[low : match.start()], _I)
    less = scored and _LESS_PAIN.match(clause, match.end())
    gained = (
        less
        or _GAIN.search(window)
        or (lasts and any(find_durations(clause[lasts.end() : lasts.end() + 24])))
        or _has_length_beside(clause, match.end())
    )
    return bool(gained) and not _of_other(clause, match)


def _has_length_beside(clause: str, end: int) -> bool:
    """Whether a length stands right behind a share ("70%, 5 months")."""
    beside = _BESIDE_LENGTH.match(clause, end)
    if beside is None:
        return False
    first = next(iter(find_durations(clause[end : end + 48])), None)
    if first is None or end + first.start > beside.end():
        return False
    return not _LATER.match(clause, end + first.end)


def _of_other(clause: str, match: re.Match[str]) -> bool:
    """Whether the nearest thing that the share can be of is no pain."""
    after = clause[match.end() : match.end() + 40].split(",")[0]
    if re.search(r"\b(?:pain|relief)\b", after, _I) and not _DRUGS.search(after):
        return False
    before = re.split(r",", clause[max(match.start() - _DRUG_NEAR, 0) : match.start()])[
        -1
    ]
    around = f"{before} {after}"
    if re.search(r"\b(?:pain|relief|nrs|vas)\b", before, _I):
        return bool(
            _DRUGS.search(around) and re.search(r"pain med|pain pill", around, _I)
        )
    return bool(_DRUGS.search(around) or _OTHER_SHARE.search(around))


def _share(match: re.Match[str]) -> Range | None:
    least, most = int(match["low"]), int(match["high"] or match["low"])
    if least > most or most > 100:
        return None
    if match["more"]:
        return Range(low=least, high=100)
    return Range(low=0, high=most) if match["less"] else Range(low=least, high=most)


def medicine(text: str) -> Range | None:
    """The share by which pain medicine fell."""
    for clause in _clauses(text):
        for match in _SHARES.finditer(clause):
            low = max(match.start() - _DRUG_NEAR, 0)
            window = clause[low : match.end()]
            after = _LESS_DRUG.match(clause, match.end())
            window += after.group() if after else ""
            lowered = _LOWERED.search(clause, low, match.end() + _RIGHT_AFTER)
            if not (_DRUGS.search(window) and lowered):
                continue
            if not _is_of_pain(clause, match):
                return _share(match)
    return Range(low=0, high=0) if _SAME_DRUG.search(text) else None


_NOT_DONE_FOR = re.compile(
    r"\b(?:ha(?:s|d|ve)(?: not|n't)|not|never|none of (?:which|it|these)|nothing)\b"
    r"[^.;]{0,40}\b(?:done|able|been able|managed|could|possible|that|it|this|so)\b"
    r"[^.;,]{0,20}\Z",
    _I,
)
"""What makes a length one before it ("has not done this for two years")."""


def lasting(text: str) -> Range | None:
    """How long the relief lasted, in days."""
    for one in find_durations(text):
        if not one.days:
            continue
        if _BRACKETED.search(text, 0, one.start) and text[one.end : one.end + 1] == ")":
            return one.days
        lead = text[max(one.start - 60, 0) : one.start]
        if _NOT_DONE_FOR.search(lead):
            continue
        beside = _BESIDE_SHARE.search(lead) and not _LATER.match(text, one.end)
        told = (
            beside
            or _LASTED.search(lead)
            or re.match(
                r"(?:x|×|for|over|at least|more than)\b", text[one.start : one.end], _I
            )
        )
        if told or _OF_RELIEF.match(text, one.end):
            return _nearly(lead + text[one.start : one.end], one.days)
    return None


def _nearly(lead: str, days: Range) -> Range:
    """ "Nearly four months" is less than four, and not much less."""
    if not _NEARLY.search(lead) or not days.high:
        return days
    return Range(low=days.high * 3 // 4, high=days.high)


def function(text: str) -> str | None:
    """Whether function changed with it."""
    if _WORSE_FUNCTION.search(text):
        return "unchanged"
    for clause in _clauses(text):
        better = _BETTER_FUNCTION.search(clause)
        if better and not _LESS_FUNCTION.search(clause[: better.start()][-30:]):
            return "improved"
    return None


def result(text: str) -> str | None:
    """How a trial ended in the record's own judgement."""
    if _FAILED.search(text):
        return "failed"
    return "passed" if _PASSED.search(text) else None


def tells(text: str) -> bool:
    """Whether a sentence says what a session gave."""
    return bool(
        relief(text) or function(text) or medicine(text) or _WORSE_FUNCTION.search(text)
    ) or bool(
        (_RELIEF_LASTED.search(text) or _LENGTH_FIELD.match(text)) and lasting(text)
    )
