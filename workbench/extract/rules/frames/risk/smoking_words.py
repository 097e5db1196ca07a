"""What words say of nicotine: never, not now, no longer, or in use.

"Never smoker" is a stated never-user; "non-smoker" and "denies tobacco" say only that
there is no current use.  Advice to quit and the smoke of others say nothing of use.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from workbench.content import expressions as re
from workbench.extract.rules.frames.risk.other_products import other_product
from workbench.extract.rules.frames.risk.smoking_fields import (
    is_nought,
    is_over,
    is_rate,
    is_untaken,
)
from workbench.extract.rules.language import context
from workbench.extract.rules.model import Mention, Sentence
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import AnyOf, sought

Status = Literal["never", "not-current", "former", "current"]
SUBJECT = sought(
    r"\b(?:tobacco|tob|smok\w*|nicotine|cigarettes?|vap(?:e|ing)|e-?cig\w*)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\bnever\b(?!\s(?:assessed|asked|documented|recorded|reviewed))", re.IGNORECASE
)
EVER = re.compile(r"\bever\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\s{0,3}(?:[:?]|\s-\s)\s{0,4}(?:no|n|none|denie[sd]|negative|neg|false)\b"
    r"(?!\s?/\s?(?:y|yes)\b)"
    r"|[ ](?:no|nil|none)(?=\s*(?:[,;)]|\.?\s*\Z))",
    re.IGNORECASE,
)
"""A "No" that answers the words before it ("Current smoker: No")."""
_PASSIVE = sought(
    r"\b(?:passive|second-?hand|environmental|household)\s(?:tobacco\s|cigarette\s)?"
    r"smok\w*(?:\s(?:exposure|at home))?(?:\s{0,2}[:?=-]\s{0,3}\w+)?",
    re.IGNORECASE,
)
_BLANK_ANSWER = sought(
    r"\b(?:yes|no|y|n|current|former|never)\s{0,2}(?<![\w])_{2,20}(?![xX])",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|(?<!to )quit"
    r"(?!\s?-?(?:line|kit|plan|now|smart|card|aid|class|help)\b)|past|previous|ex|stopped|history)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:^|[\s:=(\[])(?:no|none|negative|neg|denie[sd]|n|non|nil|0|not current|not"
    r" currently"
    r"|nonuser|non-user|n/a)(?=$|[\s.,;)\]/])",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:^|[\s:=(\[])(?:yes|y|positive|current|currently|active|daily|every day|some"
    r" days"
    r"|ppd)(?=$|[\s.,;)\]])",
    re.IGNORECASE,
)
_TICKED = re.compile(
    r"[\[(]\s?[xX\u2713\u2714]\s?[\])]\s{0,2}(?P<after>[A-Za-z][A-Za-z -]{1,30})"
    r"|[\u2611\u2612]\s{0,2}(?P<mark>[A-Za-z][A-Za-z -]{1,30})"
)
_TOUCHED = re.compile(r"\b([A-Za-z-]{2,20})[\[(]\s?[xX\u2713\u2714]\s?[\])]")
_ADVICE = re.compile(
    r"\b(?:advised|counsel\w*|encourag\w*|instruct\w*|told|urged|must|should|need to"
    r"|needs to"
    r"|needs? (?:before|prior)|required|recommend\w*|discuss\w*|risk\w*|avoid\w*"
    r"|educat\w*|importance of|if"
    r"|once|until|unless|as soon as)\b"
    r"(?:\s+[\w'-]+){0,8}\s*$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:needs?|needed|required?|requirements?|goals?|conditions?|to do)"
    r"(?:\s(?:before|for|prior to|pre-?op)\b[^:]{0,40})?\s?:[^.;]{0,80}\Z",
    re.IGNORECASE,
)
"""A list of what is asked for ("Needs before fusion: A1c under 7.5, nicotine free")."""
_ORDERED = re.compile(r"do not|don'?t", re.IGNORECASE)
"""How advice begins that names nobody ("Do not smoke.")."""
_ORDERED_TOO = re.compile(
    r"[\s*-]{0,3}(?:please\s)?(?:do not|don'?t|no|avoid)\s(?:smok\w+|us\w+|vap\w+)"
    r"(?:\s(?:tobacco|cigarettes|nicotine))?\s?(?:,|or|and|/|nor)\s?(?:or\s)?\Z",
    re.IGNORECASE,
)
"""Advice that goes on to another product ("Do not smoke or vape.")."""
_BIDDEN = re.compile(r"[\s*-]{0,3}(?:please\s)?(?:do not|don'?t)\s", re.IGNORECASE)
"""All that stands before what an order forbids ("Do not vape.")."""
_SECONDHAND = re.compile(
    r"\b(?:second-?hand|passive|exposure to"
    r"|(?:lives?|living|married|works?) (?:with|to)|mother|father|husband|wife|spouse"
    r"|brother|sister|parents?|partner|family)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("risk")


@cache
def _products() -> lexicon.Lexicon:
    return lexicon.load("risk-products")


def own_use(text: str) -> str:
    """The text without other people's smoke and without answers left blank."""
    if not _OTHERS_OR_BLANK.may_stand(text):
        return text
    plain = _FIELD_NAME.sub(_as_words, text)
    return _BLANK_ANSWER.sub(" ", _PAPER.sub(" ", _PASSIVE.sub(" ", plain)))


_PAPER = sought(
    r"\b(?:tobacco|nicotine|smoking|cotinine|cessation)(?: use| status)?\s"
    r"(?:forms?|paper(?:work|s)?|attestations?|contracts?|agreements?|affidavits?"
    r"|letters?|handouts?|questionnaires?)\b"
    r"(?:\s(?:in|received|signed|attached|done|on file|completed|sent|back|enclosed))?"
    r"\s?[?:=-]?[ .?_]{0,60}(?:[\[(]\s?[xX]\s?[\])]\s?)?"
    r"(?:(?:yes|no|y|n)\b|(?=\W|\Z))",
    re.IGNORECASE,
)
"""A paper about nicotine, and whether it has come in ("tobacco form in? Y")."""


_FIELD_NAME = sought(r"\b[a-z]+(?:_[a-z]+)+(?=\s?[=:])", re.IGNORECASE)
"""The name of a field of an export ("tobacco_use=former")."""
_OTHERS_OR_BLANK = AnyOf(_FIELD_NAME, _PASSIVE, _PAPER, _BLANK_ANSWER)


def _as_words(name: re.Match[str]) -> str:
    """The words of a field's name, of the same length."""
    return name.group().replace("_", " ")


def to_question(label: str, status: Status | None) -> Status | None:
    """The status of a yes or no to "Never smoker?", "Ever smoked?", "Former smoker?".

    "Ever: yes" tells of use at some time and not of when.
    """
    if EVER.search(label) and status in ("not-current", "current"):
        return "never" if status == "not-current" else "former"
    asked = of_word(label) if _NEVER.search(label) or _FORMER.search(label) else None
    if status == "current" and asked:
        return asked
    return None if status == "not-current" and asked else status


def refused(sentence: Sentence) -> Status | None:
    """ "Denies alcohol or tobacco": the subject stands in a list that is denied."""
    for one in _words().find(sentence.text):
        if one.concept == "nicotine-subject" and _counts(sentence.text, one, True):
            seven = context.assertion(sentence, one, state=True)
            return "not-current" if seven == "negated" else None
    return None


def ticked(text: str) -> Status | None:
    """The status beside the ticked one of several boxes on a line."""
    touching = _TOUCHED.search(text)
    if touching:
        return of_word(touching.group(1))
    for match in _TICKED.finditer(text):
        status = of_word(match["after"] or match["mark"])
        if status:
            return status
    return None


def of_word(text: str) -> Status | None:
    """The status that an answer such as "Never" or "Former" stands for."""
    words = wording(text, True)
    if words:
        return words
    if _NEVER.search(text):
        return "never"
    if _FORMER.search(text):
        return "former"
    if _NO.search(text):
        return "not-current"
    return "current" if _YES.search(text) else None


def wording(text: str, about: bool) -> Status | None:
    """The status that words state; the first that counts, never before the rest."""
    found = [one for one in _words().find(text) if "status" in one.attributes]
    counted = [one for one in found if _counts(text, one, about)]
    counted = _last_ever(text, counted)
    states = {one.attributes["status"] for one in counted}
    mixed = {
        one.attributes["status"]
        for one in counted
        if not ("never" in states and _OR_DENIED.search(text, 0, one.start))
    } & {"former", "current"}
    for status in ("never", "former", "current", "not-current"):
        for one in counted:
            if one.attributes["status"] == status and not (status == "never" and mixed):
                return _settled(text, one, counted)
    return None


def _last_ever(text: str, counted: list[Mention]) -> list[Mention]:
    """ "Current smoker: No. Ever smoker: No": the answer on ever says more."""
    ever = [
        one
        for one in counted
        if EVER.search(text, max(one.start - 12, 0), one.start)
        and _ASKED.match(text, one.end)
    ]
    denied = [one for one in counted if _ASKED.match(text, one.end)]
    return ever if ever and len(denied) == len(counted) else counted


def _settled(text: str, one: Mention, counted: list[Mention]) -> Status | None:
    status = one.attributes["status"]
    states = {other.attributes["status"] for other in counted}
    using = [other for other in counted if other.attributes["status"] == "current"]
    only_rates = is_over(one.text) and all(is_rate(other.text) for other in using)
    quits = only_rates or (has_quit(text) and not uses_still(text))
    if status == "former" and "current" in states and not quits:
        status = "current"
    if status == "current" and (_denied(text, one) or _ASKED.match(text, one.end)):
        ever = EVER.search(text, max(one.start - 12, 0), one.start)
        return "never" if ever else "not-current"
    return next((name for name in get_args(Status) if name == status), None)


_QUIT = sought(
    r"\bquit(?:ting|s)?\b(?!\s?-?(?:line|kit|plan|now|smart|card|aid|class|help)\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?:\b(?:will|would|to|can|could|might|may|should|must|not|never|if|try|tries|tried"
    r"|trying|about|hasn't|haven't|can't|cannot|won't|ready|before|until|after|when)"
    r"|'ll|'d)\s(?:\w+ly\s)?\Z",
    re.IGNORECASE,
)
"""What before "quit" says that it is wished, tried or put off."""
_USES_STILL = sought(
    r"\bstill (?:smok|vap|us|dip|chew)\w*|\b(?:smok|vap)ing again\b"
    r"|\bback to (?:smok|vap)ing\b|\bcontinues (?:to )?(?:smok|vap)\w*",
    re.IGNORECASE,
)


def uses_still(text: str) -> bool:
    """Whether a text says that use goes on, whatever has been given up."""
    return _USES_STILL.search(text) is not None


def has_quit(text: str) -> bool:
    """Whether a text says that somebody quit, and not that somebody will."""
    return any(
        not _TO_COME.search(text[max(one.start() - 40, 0) : one.start()])
        for one in _QUIT.finditer(text)
    )


_OR_DENIED = sought(
    r"\b(?:no|not|never|denies|denied|without|neither)\b"
    r"(?:(?!\b(?:but|now|however|except)\b)[^.;]){0,50}\b(?:or|nor)\s\Z",
    re.IGNORECASE,
)
"""A denial that goes on to a product ("never used tobacco or vapes")."""


def uses_other(sentence: Sentence) -> bool:
    """Whether another product than the one given up or denied is in use."""
    text = sentence.text
    return other_product(
        sentence,
        _words().find(text),
        lambda one: (
            _counts(text, one, True)
            and not _denied(text, one)
            and not _OR_DENIED.search(text, 0, one.start)
            and not _ASKED.match(text, one.end)
        ),
    )


def _denied(text: str, one: Mention) -> bool:
    lead = text[max(one.start - 40, 0) : one.start]
    return bool(
        re.search(
            r"\b(?:no|not|denie[sd]|never|non|without|isn't|neither|nor"
            r"|negative for)\b"
            r"(?:\s+(?:a|an|any|current|currently|or|use|of|the)){0,3}\s*$",
            lead,
            re.IGNORECASE,
        )
    )


def _counts(text: str, one: Mention, about: bool) -> bool:
    lead = text[max(one.start - 90, 0) : one.start]
    lead = re.split(r"[.;]", lead)[-1]
    if _ADVICE.search(lead) or _SECONDHAND.search(lead) or _WANTED.search(lead):
        return False
    if is_rate(one.text) and is_nought(text, one.start, one.end):
        return False
    if one.attributes.get("role") == "replacement" and is_untaken(text, one.end):
        return False
    if _ORDERED.match(one.text) and not lead.strip(" -*"):
        return False
    if _ORDERED_TOO.match(lead) or _BIDDEN.fullmatch(lead):
        return False
    bare = one.text.lower() in (
        "quit",
        "quit date",
        "none ever",
        "nil ever",
        "nil, ever",
        "never used",
        "never user",
        "former user",
        "current user",
        "smoked for",
    )
    if bare and not about:
        return False
    if one.attributes.get("status") in ("former", "never") and _ASKED.match(
        text, one.end
    ):
        return False
    after = text[one.end : one.end + 40]
    return not re.match(
        r"\s*(?:marijuana|cannabis|weed|heroin|alcohol|drugs|thc)", after, re.I
    )


def answer(text: str) -> Status | None:
    """The answer after a subject on one line ("Smoking status - Never; Tobacco?"
    " No")."""
    match = re.search(
        r"\b(?:tobacco|smoking|nicotine|smoker|smokes?|vaping)\b"
        r"(?:\s(?:use|status|history|products?|user))?"
        r"(?:\s?(?:[:=?-]|\s-\s)\s?|\s{1,6}(?=(?-i:Y|N|YES|NO|Yes|No)\b))"
        r"[\"']?(.{1,60})",
        text,
        re.IGNORECASE,
    )
    return of_word(re.split(r"[.;|]", match.group(1))[0]) if match else None


def product(text: str) -> str | None:
    """Replacement first: a patch is named beside the cigarettes that it replaces."""
    found = [
        one.attributes["product"]
        for one in _products().find(text)
        if not _denied(text, one)
    ]
    order = ("vape", "chew", "cigars", "cigarettes", "patch", "gum")
    return next((name for name in order if name in found), None)


_NEVER_SMOKED = sought(
    r"\bnever[\s-](?:a\s)?(?:smoke[rds]?|smoking|cigarettes?|(?:used?\s)?(?:any\s)?"
    r"(?:tobacco|nicotine)(?! pouch))|(?<!smokeless )(?<!chewing )(?<!oral )"
    r"\b(?:tobacco|nicotine|smoking)(?: use| status)?"
    r"\s?[:=-]\s?never\b|\bnon-?\s?smoker\b"
    r"|\b(?:smok(?:ed?|ing)|tobacco|cigarettes?)\s?(?:/|,|\bor\b)\s?\w"
    r"|(?:/|\bor)\s?(?:smok(?:ed?|ing)|tobacco|cigarettes?)\b",
    re.IGNORECASE,
)
"""What is denied of smoke too, also where one question asks of several products."""


def product_of(text: str, status: Status) -> str | None:
    """The one product that a statement is of; who never smoked tells of them all."""
    if status == "never" and _NEVER_SMOKED.search(text):
        return smoked(text, status)
    return product(text) or smoked(text, status)


def smoked(text: str, status: Status) -> str | None:
    """ "Smoking status: Never" speaks of smoke alone, not of other products."""
    field = re.match(r"\W{0,4}(?:smoking|cigarette)s? (?:status|use)\b", text, re.I)
    return "smoking" if field and status != "current" else None
