"""What a sentence says of other causes: excluded, not excluded, in doubt, to blame.

A subject ("other causes", "shoulder pathology") and a verdict ("ruled out") make a
statement; a doubt or a task still to be done ("EMG to exclude ...") makes none or its
opposite, and a question without an answer makes none.
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.told import conditions
from workbench.extract.rules.frames.told.conditions import kind_of
from workbench.extract.rules.frames.told.parts_weighed import weighed_parts
from workbench.extract.rules.frames.told.questions import answered, ticked_column
from workbench.extract.rules.model import Mention, Sentence
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

Found = dict[str, list[Mention]]

MIMICS = (
    "carpal-tunnel-syndrome",
    "ulnar-neuropathy",
    "peripheral-neuropathy",
    "thoracic-outlet-syndrome",
    "brachial-plexopathy",
    "shoulder-disorder",
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|neither|cannot|isn't|aren't|unlikely|rather than|doubt\w*)\b"
    r"(?:\s+[\w'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|should|must|need(?:s|ed)? to|will be|to be|would|in order to"
    r"|before)\b",
    re.IGNORECASE,
)
_CLEAN = re.compile(
    r"\b(?:(?:was|were|is|are)\s(?:all\s|both\s)?(?:negative|normal|unremarkable)"
    r"|no evidence|negative (?:emg|ncs|tinel|phalen))\b",
    re.IGNORECASE,
)
_SHOWN = sought(
    r"\b(?:show(?:s|ed)|reveal(?:s|ed)|confirm(?:s|ed)|demonstrate[sd]|found"
    r"|(?:is|was) (?:consistent with|positive for|diagnostic of))\s"
    r"(?!(?:no|normal|neg\w*|neither|that|not|to|unlikely|none)\b)[^,;.]{1,120}",
    re.IGNORECASE,
)
_NOT_TO_BLAME = re.compile(
    r"\b(?:no|neither)\b[^.;]{3,120}\b(?:found|identified|seen|evident|demonstrated|present)?"
    r"\s?(?:to|that would|that could|which would)\s(?:account for|explain)\b"
    r"|\b(?:not|neither|nor|never|doubt)\b[^.;?]{0,90}?\b(?:to blame|at fault"
    r"|the culprits?|the explanation|the answer|responsible|(?:lies?|is|are) behind)\b"
    r"|\b(?:not|never)\s(?:come|coming|arise|arising|stem|stemming)\s(?:from|in)\b"
    r"|\b(?:nothing|none of the signs)\b[^.;?]{0,40}?\bpoints? (?:to|towards?|at)\b",
    re.IGNORECASE,
)
"""Named conditions denied as what explains the symptoms."""
_BOXED = re.compile(
    r"(?P<box>[\[(]\s?[xX\u2713\u2714]\s?[\])]"
    r"|[\u2611\u2612])\s{0,2}(?P<word>[A-Za-z]+)"
    r"|\b(?P<lead>yes|no|unsure|unknown)\s{0,2}[\[(]\s?[xX\u2713\u2714]\s?[\])]",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:[:?|\u2013-])\s{0,3}(?P<word>yes|no|unsure|unknown|unclear|not sure|y|n|met"
    r"|not met"
    r"|not documented)\W{0,3}$",
    re.IGNORECASE,
)
_ELSEWHERE = "disease-elsewhere"
"""A disease of the brain, the blood, the heart: other than the neck or a nerve."""
_REFERS = sought(
    r"\W{0,4}(?:both|these|those|all|they|each|none|neither"
    r"|the (?:above|latter|former)"
    r"|(?:I|we)(?:'ve| have)? (?:now |also |duly )?(?:(?:excluded|dismissed|eliminated"
    r"|discounted) (?:all (?:of )?)?(?:these|those|them|each|both)"
    r"|ruled (?:all (?:of )?)?(?:these|those|them|each|both) out))\b"
    r"(?!\s(?:symptoms?|other|criteria|treatments?|measures))",
    re.IGNORECASE,
)
_SHARE = sought(
    r"[^.;?]{0,40}\b(?:how much|how many|what (?:part|share)|which|whether|if)\b"
    r"[^.;?]{0,60}?\b(?:is|are|be|was|were|from|in|belongs? to|due to)"
    r"(?: (?:the|her|his|their|an?|left|right|l|r|mostly|really|just|only|partly))*"
    r"\W{1,3}",
    re.IGNORECASE,
)
"""What stands between a doubt and the part that may hurt of itself."""
_VAGUE = ("not documented", "no documentation of", "not been considered")


@cache
def words() -> lexicon.Lexicon:
    """The parts of judgements."""
    return lexicon.load("statements")


def about(text: str) -> tuple[str, ...]:
    """Conditions other than the neck's that a sentence names, in order.

    What a study is said to have shown is left out: it is found, not judged.
    """
    text = _SHOWN.sub(lambda match: " " * len(match.group()), text)
    known = [one for one in conditions.words().find(text) if kind_of(one) in MIMICS]
    places = [
        (one.start, name)
        for one in words().find(text)
        if not any(near.start < one.end and one.start < near.end for near in known)
        for name in one.attributes.get("about", "").split()
    ]
    places += [(one.start, kind_of(one)) for one in known]
    taken = [
        *known,
        *(one for one in words().find(text) if one.attributes.get("about")),
    ]
    places += [
        part
        for part in weighed_parts(text)
        if not any(one.start <= part[0] < one.end for one in taken)
    ]
    names = (name for _, name in sorted(places, key=lambda place: place[0]))
    return tuple(dict.fromkeys(names))


def _doubts_share(text: str, found: Found) -> bool:
    """Whether it is left open how much comes from a part other than the spine.

    "Not sure how much of this is the shoulder", "hard to say whether it comes from the
    wrist"; a doubt about anything else of that part ("whether the hip was injected") is
    none of causes.
    """
    return any(
        _SHARE.fullmatch(text, doubt.start, part.start)
        for doubt in found.get("unsure", ())
        for part in found.get("other-part", ())
        if doubt.start < part.start
    )


def is_general(found: Found) -> bool:
    """Whether a sentence speaks of other causes at large."""
    return "other-causes" in found or "none-other" in found


def verdict(sentence: Sentence, found: Found) -> Assertion | None:
    """Whether other causes are said to be excluded, not excluded, or in doubt."""
    text = sentence.text
    general, named = is_general(found), about(text)
    if _doubts_share(text, found):
        return "uncertain"
    if not general and not named:
        return None
    if not general and set(named) <= {_ELSEWHERE} and not _weighed(found):
        return None
    boxed = _said(answered(sentence)) or _boxed_answer(text)
    if column := ticked_column(sentence):
        boxed = answered_by(column.lower())
    if boxed and general:
        return boxed
    if text.rstrip().endswith("?"):
        return None
    if "cannot-exclude" in found or ("unsure" in found and _judged(found, general)):
        return "uncertain"
    if _undone(found, general):
        return "absent"
    if "none-other" in found:
        return None if _HYPOTHETICAL.search(text) else "present"
    if named and _NOT_TO_BLAME.search(text):
        return "present"
    if "considered" in found and named and _CLEAN.search(text):
        return "present"
    return _excluded(text, found["verdict-excluded"][0]) if _judged(found) else None


_NERVES = {"mononeuropathy": "peripheral-neuropathy"}
"""Kinds that a verdict on another kind speaks of, too."""


def of_condition(sentence: Sentence, kind: str) -> Assertion | None:
    """How a sentence that weighs other causes leaves a condition that it names."""
    kind = _NERVES.get(kind, kind)
    if kind not in MIMICS or kind not in about(sentence.text):
        return None
    found: Found = {}
    for part in words().find(sentence.text):
        found.setdefault(part.concept, []).append(part)
    said = verdict(sentence, found)
    if said is None:
        return None
    return "absent" if said == "present" else "uncertain"


def _weighed(found: Found) -> bool:
    """Whether causes are said to have been considered."""
    words_said = [one.text.lower() for one in found.get("verdict-excluded", ())]
    both = any(re.search(r"\b(?:considered|worked|evaluated)\b", w) for w in words_said)
    return both or "considered" in found


def refers_back(sentence: Sentence, found: Found) -> bool:
    """Whether a verdict is passed on "both", "these": what stood just before."""
    return bool(
        _REFERS.match(sentence.text)
        and not is_general(found)
        and not about(sentence.text)
        and ("verdict-excluded" in found or "not-worked-up" in found)
    )


def _judged(found: Found, general: bool = False) -> bool:
    return general or "verdict-excluded" in found


def _excluded(text: str, word: Mention) -> Assertion | None:
    lead = text[max(word.start - 60, 0) : word.start]
    if _intended(lead, word):
        return None
    not_so = re.search(
        r"\b(?:not|never|no|cannot)\b(?:\s+[\w-]+){0,3}\s*$", lead, re.IGNORECASE
    )
    return "absent" if not_so else "present"


def _undone(found: Found, general: bool) -> bool:
    """Whether the work-up is said to be still open."""
    undone = found.get("not-worked-up")
    if not undone:
        return False
    return general or undone[0].text.lower() not in _VAGUE


_OWN_VERDICT = ("ruled ", "i ", "we ")


def _intended(lead: str, verdict: Mention) -> bool:
    """Whether the exclusion is still to be done ("EMG to exclude carpal tunnel")."""
    said = verdict.text.lower()
    bare = said in ("excluded", "ruled out") or said.startswith(_OWN_VERDICT)
    if said == "exclude":
        return True
    ahead = re.search(
        r"\b(?:to be|will be|should be|must be|needs? to be|if|until|once|whether"
        r"|unless|before|first"
        r"|would be)\b(?:\s+[\w-]+){0,3}\s*$",
        lead,
        re.IGNORECASE,
    )
    return bare and bool(ahead)


def _said(answer: bool | None) -> Assertion | None:
    if answer is None:
        return None
    return "present" if answer else "absent"


def _boxed_answer(text: str) -> Assertion | None:
    """The answer of a question on one line: ticked boxes, or a last word."""
    for match in _BOXED.finditer(text):
        answer = answered_by((match["word"] or match["lead"]).lower())
        if answer:
            return answer
    ending = _ANSWER.search(text.rstrip())
    return answered_by(ending["word"].lower()) if ending else None


def answered_by(word: str) -> Assertion | None:
    """The assertion that a short answer stands for."""
    if word in ("yes", "y", "met"):
        return "present"
    if word in ("no", "n", "not met", "not documented"):
        return "absent"
    if word.split()[:1] in (["unsure"], ["unknown"], ["unclear"], ["uncertain"]):
        return "uncertain"
    return "uncertain" if word == "not sure" else None


def cause_after(text: str, link: Mention) -> str | None:
    """The other condition named right after a word of attribution."""
    rest = text[link.end : link.end + 90]
    stop = re.search(r"[.;]|\bbut\b|\brather than\b", rest)
    rest = rest[: stop.start()] if stop else rest
    found = [one for one in conditions.words().find(rest) if kind_of(one) in MIMICS]
    if not found or re.search(
        r"\b(?:cervical|radiculop\w+|C\d)\b", rest[: found[0].start]
    ):
        return None
    return kind_of(found[0])


def attribution(text: str, link: Mention) -> Assertion | None:
    """Whether symptoms are put down to what follows, perhaps, or expressly not."""
    lead = text[max(link.start - 50, 0) : link.start]
    if _NEGATED.search(lead):
        return "absent"
    around = text[max(link.start - 50, 0) : link.end + 60]
    weak = link.text.lower() in (
        "consistent with",
        "most consistent with",
        "related to",
        "likely from",
    )
    doubt = re.search(
        r"\b(?:may|might|could|possibl[ye]|probabl[ye]|likely|suspect\w*|question"
        r"|concern\w*"
        r"|\?|unsure|unclear|whether|versus|vs)\b",
        around,
        re.IGNORECASE,
    )
    return "uncertain" if weak or doubt else "present"
