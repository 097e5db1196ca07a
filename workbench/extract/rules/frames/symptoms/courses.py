"""How long a pain has been there: "for 8 months", "since March 2026", "fell on 4/2/26".

Only a sentence that names a complaint and ties a date or length to it is read; a length
of treatment ("six weeks of therapy") or of relief is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, is_imaging_text, passages
from workbench.extract.rules.frames.symptoms.after_operations import after_operation
from workbench.extract.rules.frames.symptoms.holidays import find_holidays
from workbench.extract.rules.frames.symptoms.onsets import began
from workbench.extract.rules.frames.symptoms.opened_by_day import opens_with_day
from workbench.extract.rules.frames.symptoms.sites_of_course import places_of
from workbench.extract.rules.language import context
from workbench.extract.rules.model import (
    DocumentView,
    Mention,
    PacketView,
    Sentence,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.values.seasons import find_seasons
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Range, Symptom
from workbench.schema.partial_date import is_exact

_I = re.IGNORECASE
_COMPLAINT = sought(
    r"\b(?:pain|sciatica|radiculopathy|radicular symptoms|claudication|headaches?"
    r"|neuralgia|symptoms|burning|backaches?|LBP|MBP|ache|aching)\b",
    _I,
)
_HURTS = sought(
    r"\b(?:ached|aches|hurts?|hurting|burns?|burned|burnt|cramp\w*|heaviness|heavy|soreness"
    r"|sore|stabbing|shooting|throb\w*)\b",
    _I,
)
"""Words of a complaint where a part of the body stands with them."""
_SINCE = re.compile(
    r"\b(?:since|going back to|goes back to|began|begun|started|starting|onset(?: date)?"  # noqa: E501
    r"|first (?:noted|noticed|felt)|came on|come on|coming on|set in|appeared|arose"
    r"|commenced|dates? (?:back )?(?:from|to)|after (?:a |the |an )?"
    r"(?:fall|injury|accident|mvc|lifting)|fell|slipped(?: on)?|tripped|stumbled|hurt|injured|strained|sat down hard|landed|twisted|bent over|following a fall|dating (?:back )?(?:to|from))\b"  # noqa: E501
    r"[^.;\n]{0,45}\Z",
    _I,
)
_RETURNED = re.compile(
    r"\b(?:pain|sciatica|claudication|symptoms|headaches?|ache|aching|burning|numbness"
    r"|radiculopathy)\b(?:\s(?:has|have|had|then|gradually|slowly|all|again|only|first"
    r"|fully)){0,3}"
    r"\s(?:returned|came back|come back|recurred|resumed|reappeared|restarted)\b"
    r"[^.;\n]{0,30}\Z",
    _I,
)
"""A complaint that came again, up to the day since which it is there."""
_WORSE = re.compile(
    r"\b(?:wors\w+|increas\w+|aggravat\w+|flar\w+|more (?:so|severe|intense|constant)"
    r"|stronger|bad)\b[^.;\n]{0,20}\b(?:since|after|over|in)\b[^.;\n]{0,25}\Z",
    _I,
)
"""A turn for the worse up to its day, which began nothing."""
_NOTICED = re.compile(
    r"\b(?:noticed|developed|first had|first felt|began to (?:have|feel|notice)"
    r"|started (?:having|to (?:have|feel|get))|onset of)\b[^.;\n]{0,110}?"
    r"\b(?:in|about|around|on|of|during|early|late|mid|over)\s(?:the )?"
    r"(?:\w+ week of\s)?\Z",
    _I,
)
"""The first notice of a complaint, up to the day ("noticed pain of the leg about")."""
_WOKE = re.compile(
    r"\b(?:woke|awoke|awakened|wakened|woken|got up|arose|got out of bed)(?: up)?"
    r"(?: one (?:morning|day|night))?(?:,? (?:on|in|early in|late in|around|about))?"
    r"(?: the (?:morning|night) of)? ?\Z",
    _I,
)
"""How somebody got up on a day ("woke on 3/4 with pain down the leg")."""
_WITH = re.compile(r",?\s(?:(?:in|with) the morning )?with\b", _I)
_CHANGED = re.compile(
    r"\b(?:wors\w+|increas\w+|flar\w+|recurr\w+|return\w*|again|relief|better|improv\w+"
    r"|more)\b",
    _I,
)
_ON_A_DAY = re.compile(
    r"\b(?:felt|developed|noticed|fell|bent|bending|lifted|lifting|twisted|twisting|slipped"
    r"|injured|hurt|woke|awoke|onset|began|started|strained|tripped|stumbled|rear-ended"
    r"|missed (?:the|a)(?: \w+)? step)\b",
    _I,
)
"""What happens on the day that a complaint begins ("On 3/4 she bent and felt pain")."""
_AGO = re.compile(r"\s+ago\b", _I)
_BEEN = re.compile(r"\bbeen\s[^.;]{0,12}\Z", _I)
_FROM_THEN = re.compile(r"\s+(?:since|after|post)\b", _I)
"""What makes a length one from something else ("it has been two years since")."""
_LASTS = re.compile(
    r"(?:\b(?:for|over|during|lasting|duration(?: of)?|present|times)[ :]+"
    r"(?:the (?:past|last) )?"
    r"(?:about |approximately |at least |more than |over |nearly |almost |[~>]\s?)?"
    r"|\bpain of |\b[x×]\s?|\bgoing on |\b(?:it is|it's) now |\bnow "
    r"|\bit(?:'s| has) been (?:about |over |nearly |almost )?"
    r"|\b(?:these|this) (?:past|last) )\Z",
    _I,
)
_OWN_LEAD = re.compile(r"(?:x|×|for|over|more than|at least|>)\b", _I)
"""Words of lasting that a length may itself begin with ("x 3 months")."""
_AGO_BEGUN = re.compile(
    r"\b(?:pain|sciatica|symptoms?|headaches?|numbness|onset|injur\w+|fall|fell|accident"
    r"|lift\w+|hurt\w*|trouble|problem|this|it)\b[^.;\n\d]{0,40}\Z",
    _I,
)
"""What may stand before "two weeks ago" where the complaint began then."""
_HISTORY_OF = re.compile(
    r"\s*(?:history|h/o|hx)\s*(?:[.;,)]|\Z)"
    r"|\s*(?:\([^)]{0,20}\)\s*)?(?:history|h/o|hx)\s+of\s+(?:[\w-]+[\s,]+){0,6}?(?:pain|sciatica"
    r"|radiculopathy|headaches?|claudication|neuralgia)",
    _I,
)
_OF_HURT = re.compile(
    r"\+?\s+of\s+(?:[\w/-]+[\s,]+){0,4}?(?:cramp\w*|heav\w+|aching|ache|burning|sciatica)\b",
    _I,
)
_OF_IT = re.compile(
    r"\s+of\s+(?:it\s+now|this\b|(?:[\w-]+\s+){0,4}?(?:pain|sciatica|claudication"
    r"|symptoms|headaches?)\b(?!\s+(?:relief|medic|management|control|clinic|free)))",
    _I,
)
"""What follows a length of the complaint itself ("7 months of it now")."""
_SO_FAR = re.compile(
    r"[\s,]+(?:now|so far|to date|in total|in all|duration)\s*(?:[.;,)]|\Z)", _I
)
"""What ends the answer to how long it has been ("about 7 months now")."""
_CHRONIC_PAIN = re.compile(
    r"\b(?:chronic|long-?standing|persistent|refractory|intractable|recalcitrant"
    r"|unremitting)\b"
    r"[^.;]{0,60}\b(?:pain|neuralgia|sciatica|radiculopathy|headaches?)\b"
    r"|\A(?:[\w /]{2,24}:\s*)?(?:\W*\d[.)]\s*)?"
    r"(?:(?!(?:no|not|with|without|after|for|less|helped|better|relieved|resolved"
    r"|denies)\b)"
    r"[\w/-]+[ ]){0,6}(?:pain|neuralgia|sciatica|radiculopathy|radiculitis|headaches?"
    r"|claudication|LBP)(?:\s(?:in|into|to|down|along|over|radiating|of)\s[^,.;:()]{2,50})?"
    r"\s?[,(]"
    r"|\b(?:pain|neuralgia|sciatica|radiculopathy|headaches?)\b[^.;]{0,40}"
    r"\b(?:chronic|refractory|intractable|persistent|constant)\b",
    _I,
)
"""A lasting pain, or a complaint that opens its line right before a length."""
_APART = re.compile(
    r"[,(]\s*(?:(?:refractory|intractable|persistent|ongoing|constant|chronic|severe)\s)?"
    r"(?:now\s|about\s|over\s|nearly\s|some\s|[~>])?\Z",
    _I,
)
_ENDS_APART = re.compile(r"\+?\s*(?:duration\s*)?(?:[,;.)]|\Z)", _I)
"""A length set apart behind a lasting pain ("chronic groin pain, 2+ years, ...")."""
_ONSET_LABEL = sought(
    r"\b(?:onset|how long|duration(?! of (?:therapy|treatment|relief|visit))"
    r"|(?:symptoms?|pain|problem)\s(?:began|begin|started?|duration)|(?:began|started?)\b)",
    _I,
)
"""A label or question that asks when the complaint began."""
_BARELY = re.compile(r"\b(?:about|around|roughly|approximately|some)\b|\W", _I)
_THEN_BEGAN = re.compile(
    r",?\s(?:(?:s?he|they|i|we|it|there|(?:the )?(?:pt|patient)|this \w+)\s)"
    r"(?:first |suddenly |gradually )?(?:developed|noticed|began|started|got)\b[^.;,]{0,40}"  # noqa: E501
    r"\b(?:pain|sciatica|ache|aching|symptoms?|numbness|burning|tingling)\b",
    _I,
)
"""What follows "four months ago" where the complaint began then."""
_SINCE_THEN = re.compile(
    r"(?:[A-Za-z][A-Za-z ]{1,20}:)?\W*(?:(?:ever\s)?since|from|as\sof)\s"
    r"(?:(?:about|around|early|mid|late|roughly|approximately|the"
    r"|approx\.?|last|this)[\s-]+)*",
    _I,
)
_ONWARDS = re.compile(
    r"(?:[A-Za-z][A-Za-z ]{1,20}:)?\W*from\b(?!.*\d\W{0,2}on(?:wards?)?\b)", _I
)
"""A "from" that does not say "on": of a stretch that may have ended."""
_COMES = re.compile(
    r"(?:\son(?:wards?)?)?,?\s(?:s?he|they|i|there|(?:the\s)?(?:pt|patient)|(?:mrs?|ms|miss)\.?\s[\w'-]+)\s"
    r"(?:now\s|also\s)?(?:has|have|had|is|notices?|noticed|feels?|felt|complains? of"
    r"|suffers?|experiences?|gets|reports?|describes?)\b[^.;]{0,50}?"
    r"\b(?:pain|sciatica|ache|aching|heaviness|numbness|burning|tingling|headaches?)\b"
    r"(?!\s(?:relief|free|medic))",
    _I,
)
"""A sentence that opens with how long it has been so ("Since January she has pain")."""
_OPENS = sought(
    r"\W*(?:(?:orig(?:inal|inally|\.)?|initial|first|symptoms?|sx|pain|leg|arm|neck|back)\s+)*"
    r"(?:onset\b(?! of\b)|duration of (?:the )?(?:symptoms?|pain|complaints?|sx)\b)",
    _I,
)
"""The opening of a sentence that is an answer to when it began ("Onset July 2025")."""
_SAME = re.compile(
    r"\W*(?:it|this|that|they|these|the (?:problem|pain|trouble|symptoms|complaint))\s"
    r"(?:\w+\s){0,2}?(?:began|begun|started|came on|has been|have been|set in|goes back"
    r"|dates?)\b"
    r"|\W*(?:s?he|they|i|pt|patient|the patient)(?:\s(?:has|have)|'ve|'s)\shad\s"
    r"(?:it|this|that|these|them|the (?:problem|trouble|complaint))\b[^.;,]{0,30}\b(?:since|for)\b"  # noqa: E501
    r"|\W*(?:ever\s)?since\s[^.;,]{3,30}\.?\s*\Z"
    r"|\W*(?:first\s)?(?:began|started|came on|set in)\s(?:insidiously |gradually"
    r" |suddenly )?(?:(?:in|on|about|around|approx\w*|after|when|while|early|late|mid|last"  # noqa: E501
    r"|(?:the )?(?:first|second|third) (?:week|days?|half)"
    r"|this|spring|summer|fall|autumn|winter|thanksgiving|christmas|easter|labor day"
    r"|(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*))\b"
    r"|\d{1,4}(?:[/-]|\s(?:days?|weeks?|months?|years?)\s?ago))",
    _I,
)
"""The opening of a sentence that tells more of the complaint just named."""
_TODAY = re.compile(
    r"\b(?:this (?:morning|afternoon|evening)|earlier today|(?<!\bago )today)\b", _I
)
_SUDDEN = re.compile(
    r"\b(?:after|when|while|upon)\s+(?:a fall|she|he|the fall)\b"
    r"|\b(?:fell|slipped|tripped|acute onset|sudden(?:ly)?)\b",
    _I,
)
_DOING = re.compile(r"\b(?:after|when|while|upon)\s+[\w-]+ing\b", _I)
"""What somebody did as a complaint began, or does when it is felt."""
_RATED = re.compile(
    r"\d\s?/\s?10\b|\d\s?%|\b(?:rates?|rated|scores?|nrs|vas|oswestry|odi|ndi)\b", _I
)
"""A complaint measured ("8/10 when walking, ODI today 50%"), which has no first day."""
_GREW = re.compile(
    r",?\s(?:(?:then|it|that|this|the pain|gradually|slowly)\s){0,2}(?:developed|moved"
    r"|spread|progressed|grew|built up|came on|crept|travelled|settled|eased|faded)\b",
    _I,
)
"""A length in which a complaint came or went ("over a week developed")."""
_WELL = re.compile(
    r"\b(?:well|fine|better|great|good|okay|ok|quiet|relief|(?:pain|symptom)[- ]free)\s"
    r"(?:(?:for|over|x)\s)?(?:about\s|almost\s|nearly\s|some\s|roughly\s)?\Z",
    _I,
)
"""What makes a length one without the complaint ("did well for eight months, then")."""
_OTHER_SINCE = re.compile(
    r"\b(?:work\w*|driv\w+|sle(?:ep|pt)\w*|smok\w+|tak\w+|been (?:on|off|out)|seen"
    r"|lift\w*|play\w*|golf\w*|cook\w*|retired|disabled|married|lived|drink\w*"
    r"|(?<=not )changed|unchanged|diagnosed|[bt]id|qid|brace|corset"
    r"|TLSO|LSO|osteoporosis|known(?=\s+since)"
    r"|seeing|follow(?:ing|ed)|treat(?:ing|ed)|my care|known to (?:me|us)"
    r"|(?<!never )(?<!not )gone|better|well|improved|free|quit)\s+(?:[\w']+\s+){0,2}since\b[^.;\n]*\Z",  # noqa: E501
    _I,
)
"""Something else than the complaint that is so since a day."""
_OTHER = re.compile(
    r"\b(?:relief|therapy|PT|exercise|chiropractic|medication|gabapentin|nsaid\w*|tried|took"
    r"|taking|treated|visits|sessions|improvement|injection|ESI|epidural|brace|bracing"
    r"|program|follow[- ]?up|refill)\b",
    _I,
)


_TOLD_BY = re.compile(r"\((?:per |by |as per )?(?:pt|patient)\b[^)]{0,20}\)", _I)
"""Who gave an onset ("Onset (pt report) 11/20")."""


def read(document: DocumentView, packet: PacketView) -> list[Symptom]:
    """The complaints of one document that have an onset or a length."""
    return [
        fact
        for passage in passages(document)
        if not is_imaging_text(passage) and passage.role not in ("plan", "past-history")
        for fact in _courses(passage)
    ]


def _courses(passage: Passage) -> Iterator[Symptom]:
    text = passage.text
    asked = bool(_ONSET_LABEL.search(passage.label) or _OPENS.match(text))
    before = None if asked else _before(passage) or _behind(passage)
    told = text if before is None else f"{before.text} {text}"
    named = _COMPLAINT.search(told) or _COMPLAINT.search(passage.label)
    if not (
        named
        or asked
        or before
        or (_HURTS.search(told) and "site" in places_of(told)[0])
    ):
        return
    found = _onset(passage, asked=asked)
    if found is None or _is_turn(text):
        found = _length(text, asked=asked) or found
    if found is None and (day := after_operation(passage)):
        found = {"start": day}
    if found is None:
        mishap = began(passage)
        found = {"start": mishap.day} if mishap else None
        before = before or (mishap.told if mishap else None)
    if found is None or not _is_so(passage):
        return
    told = text if before is None else f"{before.text} {text}"
    cited = (before, passage.sentence) if before else (passage.sentence,)
    head = named is not None and "headache" in named.group().lower()
    for where in places_of(told):
        yield Symptom(
            id="?",
            kind="headache" if head else "pain",
            evidence=tuple(passage.view.cite_sentence(one) for one in cited),
            **found,
            **where,
        )


_SENTENCES = 5
"""Sentences of a paragraph over which a complaint is spoken of without its name."""


def _before(passage: Passage) -> Sentence | None:
    """The sentence before, where this one goes on about its complaint ("It began")."""
    at = passage.sentence.index
    if not at or not _SAME.match(passage.text) or _COMPLAINT.search(passage.text):
        return None
    for last in reversed(passage.view.sentences[max(at - _SENTENCES, 0) : at]):
        if last.section is not passage.sentence.section:
            return None
        named = _COMPLAINT.search(last.text) or _aching(last.text)
        if named and not _DENIES.search(last.text[: named.start()]):
            return last
        if last.block is not passage.sentence.block:
            return None
        if passage.role == "history" and _goes_along(last.text):
            return last
    return None


def _aching(text: str) -> re.Match[str] | None:
    """A part of the body that aches, where no complaint is called by its name."""
    told = _HURTS.search(text)
    return told if told and "site" in places_of(text)[0] else None


def _behind(passage: Passage) -> Sentence | None:
    """The sentence behind one that opens a history with no more than when it began.

    "Started mid January throwing hay bales.  Neck pain into the right arm."
    """
    at, block = passage.sentence.index, passage.sentence.block
    sentences = passage.view.sentences
    opens = not at or sentences[at - 1].block is not block
    if not opens or not _SAME.match(passage.text) or _COMPLAINT.search(passage.text):
        return None
    for after in sentences[at + 1 : at + 2]:
        named = _COMPLAINT.search(after.text)
        if after.block is block and named:
            return None if _DENIES.search(after.text[: named.start()]) else after
    return None


_DENIES = re.compile(r"\b(?:no|not|denies|denied|without|never)\b[^.;]{0,60}\Z", _I)
_ALONG = re.compile(
    r"\A\W*(?:(?:left|right|bilateral|both|l|r|rt|lt|upper|lower|mid)\s){0,2}"
    r"(?:low(?:er)?\sback|back|neck|buttocks?|hips?|legs?|arms?|shoulders?|thighs?|calf"
    r"|flanks?|scapula)\b[^.;]{0,20}?(?:\bto\b|\binto\b|\bthen\b|\bdown\b|->|→)",
    _I,
)


def _goes_along(text: str) -> bool:
    """Whether a sentence tells only where it runs ("Right low back to buttock")."""
    return _ALONG.search(text) is not None


def _is_so(passage: Passage) -> bool:
    """Whether a complaint that the sentence names is not denied there, nor gone."""
    said = {
        context.assertion(
            passage.sentence,
            Mention("pain", *one.span(), one.group()),
            state=True,
        )
        for one in _COMPLAINT.finditer(passage.sentence.text)
    }
    out = {"negated", "hypothetical", "family"}
    if _GONE.search(passage.text):
        out.add("historical")
    return not said or bool(said - out)


_GONE = re.compile(r"\b(?:gone|resolved|disappeared|no longer|went away)\b", _I)


def _onset(passage: Passage, *, asked: bool = False) -> dict[str, Any] | None:
    text, day = passage.text, passage.view.document.date
    seasons = tuple(find_seasons(text, day))
    for one in seasons:
        if day and _begins(text, one.start, one.end, asked=asked):
            low, high = one.days_before(day)
            return {"days_range": Range(low=low, high=high)}
    for told in (*find_dates(text, day), *find_holidays(text, day)):
        if any(one.start <= told.start < one.end for one in seasons):
            continue
        if _begins(text, told.start, told.end, asked=asked):
            return {"start": told.value}
        if is_exact(told.value) and _on_a_day(text, told.start, told.end):
            return {"start": told.value}
    return {"start": day} if day and is_exact(day) and _of_today(text) else None


def _begins(text: str, start: int, end: int, *, asked: bool) -> bool:
    """Whether a complaint began, or came again, on the day told at a place."""
    lead = _SINCE.search(text[max(start - 60, 0) : start])
    other = _OTHER_SINCE.search(text[max(start - 70, 0) : start])
    if lead and not other and not _OTHER.search(_TOLD_BY.sub(" ", lead.group())):
        return True
    if _RETURNED.search(text[max(start - 110, 0) : start]):
        return True
    first = _NOTICED.search(text[max(start - 170, 0) : start])
    if first and not (_OTHER.search(first.group()) or _CHANGED.search(first.group())):
        return True
    on = re.search(r"\bon\s+\Z", text[max(start - 6, 0) : start], _I)
    if on and _ON_A_DAY.search(text[end : end + 45]):
        return True
    if _WOKE.search(text[:start]) and _WITH.match(text, end):
        return True
    if opens_with_day(text, start, end):
        return True
    return _so_since(text, start, end) or _began_ago(text, start, end, lead, asked)


def _on_a_day(text: str, start: int, end: int) -> bool:
    """Whether a line that opens with a day tells what happened on it."""
    leads = not text[:start].strip(" \t-*•")
    return leads and _ON_A_DAY.search(text[end : end + 45]) is not None


def _began_ago(
    text: str, start: int, end: int, lead: re.Match[str] | None, asked: bool
) -> bool:
    """Whether a complaint began so long ago as is told at a place."""
    if not text[start:end].lower().endswith("ago"):
        return False
    if _THEN_BEGAN.match(text, end):
        return True
    if asked and not _BARELY.sub("", text[:start]):
        return True
    before = text[max(start - 70, 0) : start]
    begun = lead or _AGO_BEGUN.search(before)
    return bool(begun) and not _OTHER.search(before)


def _is_turn(text: str) -> bool:
    """Whether the first day of a sentence is that of a turn for the worse."""
    days = find_dates(text)
    return bool(days) and _WORSE.search(text[: days[0].start]) is not None


def _so_since(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens with the day since which a complaint is there."""
    comes = _COMES.match(text, end)
    if comes is None or not _SINCE_THEN.fullmatch(text, 0, start):
        return False
    if _ONWARDS.match(text[: comes.end()]):
        return False
    return _CHANGED.search(comes.group()) is None


def _of_today(text: str) -> bool:
    """Whether a complaint began on the day of the note."""
    if not _TODAY.search(text):
        return False
    doing = _DOING.search(text) and not _RATED.search(text)
    return bool(_SUDDEN.search(text) or doing)


def _length(text: str, *, asked: bool = False) -> dict[str, Any] | None:
    for one in find_durations(text):
        if one.days is None or _AGO.match(text, one.end):
            continue
        if _GREW.match(text, one.end) or _WELL.search(text[: one.start][-40:]):
            continue
        lead = text[max(one.start - 60, 0) : one.start]
        if _BEEN.search(lead) and _FROM_THEN.match(text, one.end):
            continue
        told = _LASTS.search(lead) or _OWN_LEAD.match(text, one.start)
        of_it = _OF_IT.match(text, one.end) or (asked and _SO_FAR.match(text, one.end))
        apart = _APART.search(lead) and _ENDS_APART.match(text, one.end)
        chronic = apart and _CHRONIC_PAIN.search(text[: one.start])
        if (told or of_it or chronic) and not _OTHER.search(lead):
            pass
        elif not (_HISTORY_OF.match(text, one.end) or _OF_HURT.match(text, one.end)):
            continue
        if one.exact is not None:
            return {"days": one.exact}
        return {"days_range": one.days}
    return None
