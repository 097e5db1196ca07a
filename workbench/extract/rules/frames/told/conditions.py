"""Conditions named in a text: which diagnosis a mention means, and how it is said."""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

_LASTING = ("diabetes", "osteoporosis", "prediabetes")
_OVER = re.compile(
    r"\b(?:resolved|remission|reversed|no longer|previously|former\w*|gestational)\b",
    re.IGNORECASE,
)

_KIN = sought(
    r"\W{0,3}\(?\s?(?:mom|mother|dad|father|aunt|uncle|sister|brother|siblings?|parents?"
    r"|son|daughter|cousin|mgm|mgf|pgm|pgf|(?:maternal|paternal)?\s?grand\w+)\b",
    re.IGNORECASE,
)
_FAMILY_LINE = sought(
    r"[ \t*#>:|-]{0,12}(?:family(?:\s(?:medical\s)?(?:history|hx))?"
    r"|fam\.?\s?hx|fhx?|fmhx)"
    r"(?=\s{0,3}[:|.=-]|\s{2}|\t)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\s{0,3}(?:\s[-\u2013]\s{0,3}|[:=]\s{0,3}|\(\s?)"
    r"(?:(?P<no>no|none|denied|denies|neg|negative|absent)|yes|positive|present)"
    r"(?=\s?[).;,]|\s{2}|\s*$)"
    r"|\s?:?\s?(?P<minus>[-\u2013])(?=\s?[,;)/]|\s*$)",
    re.IGNORECASE,
)
"""A short answer right after a condition ("diabetes (no)", "Asthma - no;", "DM -,")."""
_KIN_LABEL = sought(
    r"\W{0,4}(?:mother|father|mom|dad|sister|brother|m?gm|m?gf|(?:maternal |paternal )?"
    r"grand(?:mother|father|ma|pa)|(?:maternal |paternal )?(?:aunt|uncle)|sibs?"
    r"|siblings?|parents?|son|daughter|children|cousin)\s?[:=](?!\s?(?:yes|no)\b)",
    re.IGNORECASE,
)
"""A line of a family history under no heading ("Mother: osteoporosis")."""
_NUMBERED = re.compile(
    r"(?:section|part|item|question|step|box)\s{0,2}[\divx]{1,4}\b[ .:)\u2013-]{0,4}"
    r"|\d{1,2}[.)]\s{1,3}",
    re.IGNORECASE,
)


_OF_ANOTHER = sought(
    r"\bbelong(?:s|ed)?\sto\s(?:mr|mrs|ms|miss|dr|his\s(?:wife|brother|father|mother)"
    r"|her\s(?:husband|sister|mother|father)|the\s(?:other|previous|next))\b"
    r"|\b(?:listed|entered|charted|recorded|documented|carried|added|filed|scanned)"
    r"\sin\serror\b|\bentry\serror\b|\bentered\son\sthe\swrong\b"
    r"|\b(?:wrong|another|different)\s(?:patient's|person's|client's|member's)\b|"
    r"\b(?:belong(?:s|ing)?\sto|is\sfor|are\sfor|is\sof|are\sof|(?:is|are)\sthat\sof"
    r"|record(?:s)?\sof|page(?:s)?\sof)\s(?:an?other|a\sdifferent|the\swrong|a\ssecond)"
    r"\s(?:mbr|member|patient|pt|person|individual|claimant)\b",
    re.IGNORECASE,
)
"""Pages of somebody else that found their way into the file."""


@cache
def words() -> lexicon.Lexicon:
    """The words for diagnoses."""
    return lexicon.load("diagnoses")


def kind_of(mention: Mention) -> str:
    """The diagnosis kind that a mention names."""
    return mention.attributes.get("kind", mention.concept)


def mentions_of(sentence: Sentence, wanted: tuple[str, ...]) -> list[Mention]:
    """Mentions of these diagnosis kinds in a sentence."""
    return [one for one in words().find(sentence.text) if kind_of(one) in wanted]


def assertion_of(sentence: Sentence, mention: Mention) -> Assertion | None:
    """How the sentence asserts a condition; None where it makes no fact.

    A lasting condition of a past history is present unless it is said to be over.
    Where what a condition does to an organ is denied, the condition is not.
    """
    said = _asserted(sentence, mention)
    of_organ = said != "present" and _OF_ORGAN.search(mention.text)
    return None if of_organ and kind_of(mention) == "diabetes" else said


_OF_ORGAN = re.compile(
    r"\bdiabetic\s(?:(?:poly)?neuro|nephro|retino|peripheral|foot|feet|ulcer)",
    re.IGNORECASE,
)
"""An organ that diabetes may harm ("diabetic neuropathy was ruled out")."""


def _asserted(sentence: Sentence, mention: Mention) -> Assertion | None:
    if _KIN.match(sentence.text, mention.end) or explains_values(sentence.text):
        return None
    if _RULED_OUT.match(sentence.text, mention.end):
        return "absent"
    if _CHOICE.match(sentence.text, mention.end):
        return None
    said = _SAID.match(sentence.text, mention.end)
    if said:
        return "absent" if said["no"] or said["minus"] else "present"
    seven = mention.implies or context.assertion(sentence, mention, state=True)
    if seven == "historical" and kind_of(mention) in _LASTING:
        over = _OVER.search(sentence.text)
        return "historical" if over else "present"
    return context.to_assertion(seven, context.detail(sentence, mention))


_CHOICE = re.compile(
    r"[\s?:.=-]{1,4}(?:yes|y)\s{0,2}[/|]\s{0,2}(?:no|n)\b(?!\w)", re.IGNORECASE
)
"""What a form prints to choose from ("Diabetes: yes / no")."""
_RULED_OUT = re.compile(
    r"[^.]{0,200}?[;,(]\s(?:[\w/-]+\s){0,8}(?:(?:and|both|all|together)\s)?"
    r"(?:(?:exclude|rule)[sd]?|have excluded|has excluded)\s(?:out\s)?(?:these|them"
    r"|those"
    r"|both|all (?:of )?(?:these|them|three|this)|each)\b",
    re.IGNORECASE,
)
"""What further on in a sentence excludes all that it weighed before."""


_BEGINS = re.compile(
    r"\W{0,4}(?:(?:pre|post)-?\s?op(?:erative)?\s)?(?:diagnos[ei]s|dx)\b", re.IGNORECASE
)


def begins_list(text: str) -> bool:
    """Whether a line begins with a diagnosis, without a mark behind the word."""
    return _BEGINS.match(text) is not None


def is_of_family(document: DocumentView, sentence: Sentence) -> bool:
    """Whether the sentence tells of the family ("FH  Mom DM2") or another patient."""
    if _OF_ANOTHER.search(sentence.text) or _KIN_LABEL.match(sentence.text):
        return True
    text = document.source.text
    start = text.rfind("\n", 0, sentence.start) + 1
    if sentence.section.start > start and sentence.role != "family":
        return False
    return bool(_FAMILY_LINE.match(text, start))


def is_title(document: DocumentView, sentence: Sentence, mention: Mention) -> bool:
    """Whether a condition is the title of what follows ("Section 8 - Diabetes").

    A bare name is a title where it has a form's number or a box stands right below.
    """
    text = sentence.text.strip(" :.-*#=")
    lead = _NUMBERED.match(text)
    bare = text[lead.end() :] if lead else text
    if bare.strip(" :?").lower() != mention.text.lower():
        return False
    numbered = lead is not None and lead.group()[0].isalpha()
    after = document.sentences[sentence.index + 1 : sentence.index + 2]
    boxed = any(one.block.checked is not None for one in after)
    return sentence.block.checked is None and (numbered or boxed)


_LISTED = re.compile(r"[ ,/&]{1,3}(?:and |& )?", re.IGNORECASE)


def levels_beside(text: str, one: Mention) -> tuple[str, ...]:
    """The levels of a list right before a condition, else of one right behind it.

    "L3-4 and L4-5 stenosis", "lumbar stenosis at L3-4 and L4-5".
    """
    return _levels_before(text, one) or _levels_behind(text, one)


_LED = re.compile(
    r"[ ]{0,2}(?:[,:(-][ ]?)?(?:(?:at|of|involving|affecting|from)[ ])?(?:the[ ])?"
    r"(?:levels?[ ](?:of[ ])?)?",
    re.IGNORECASE,
)
"""What leads from a condition to the levels it is of."""


def _levels_behind(text: str, one: Mention) -> tuple[str, ...]:
    names: list[str] = []
    start = one.end
    for level in find_levels(text):
        if level.start < one.end:
            continue
        gap = text[start : level.start]
        joined = _LISTED.fullmatch(gap) if names else _LED.fullmatch(gap)
        if level.roots or joined is None:
            break
        names += level.interspaces
        start = level.end
    return tuple(dict.fromkeys(names))


def _levels_before(text: str, one: Mention) -> tuple[str, ...]:
    names: list[str] = []
    start = one.start
    for level in reversed(find_levels(text[: one.start])):
        gap = text[level.end : start]
        if level.roots or not _LISTED.fullmatch(gap):
            break
        names = [*level.interspaces, *names]
        start = level.start
    return tuple(dict.fromkeys(names))
