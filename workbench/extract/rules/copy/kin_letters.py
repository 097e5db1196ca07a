"""Letters and calls of the family, in which "Mom" is the patient.

"This is her daughter writing for my mom.  Mom did nine weeks of therapy" tells of the
patient; the same words in a patient's own message tell a family history.  Who writes
must be said: for whom ("writing for my husband"), that the relative is the patient, or
that a son or daughter writes or calls, where only one parent is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.copy.spoken import Stretch
from workbench.extract.rules.words.sought import sought

_GROUPS = (
    r"mom|mum|mam|mommy|mummy|mama|mother",
    r"dad|daddy|papa|pop|father",
    r"husband",
    r"wife",
    r"grandmother|grandma|granny|nana|nan",
    r"grandfather|grandpa|grandad|granddad",
    r"sister",
    r"brother",
)
_PARENTS = _GROUPS[:2]
_KIN = "|".join(_GROUPS)
_FOR_WHOM = sought(
    r"\b(?:writing|messaging|calling|called|calls|typing|e-?mailing|texting"
    r"|contacting you|reaching out|sending this|speaking|phoning)\s(?:\w+\s){0,2}?"
    r"(?:for|on behalf of|about|re:?|regarding|concerning)\s"
    rf"(?:my|our)\s(?P<kin>{_KIN})\b",
    re.IGNORECASE,
)
_IS_PATIENT = sought(
    rf"\b(?:my|our)\s(?P<kin>{_KIN}),?\s(?:\(?(?:is|who is)\s)?(?:[A-Z][\w'-]+,?\s)"
    r"{0,3}(?:is\s)?(?:your|a)\spatient\b",
    re.IGNORECASE,
)
_CHILD = sought(
    r"(?:\A|[.!,:;\n]|\b(?:this is|i am|i'?m|it'?s))\s{0,2}(?:the |her |his |their "
    r"|pt'?s |patient'?s |[A-Z][\w-]+'s )?(?:son|daughter)\b"
    r"(?=\s(?:here|writing|calling|called|calls|phoned|phoning|on the (?:phone|line)|of"
    r"|again|messaging)\b|\s?[.,;\n(]|\s\w+\s(?:writing|calling|here)\b)",
    re.IGNORECASE,
)
"""A son or daughter who writes or calls, said near the beginning."""
_HEAD = 240
_LONGEST = 6_000
"""Characters of a message; longer documents are records."""


def patients_names(text: str) -> str | None:
    """The words of kin by which a text calls the patient, as an expression; or None."""
    if len(text) > _LONGEST:
        return None
    named = _FOR_WHOM.search(text[:_HEAD]) or _IS_PATIENT.search(text[: 2 * _HEAD])
    if named:
        kin = named["kin"].lower()
        return next((one for one in _GROUPS if kin in one.split("|")), None)
    if not _CHILD.search(text[:_HEAD]):
        return None
    used = [one for one in _PARENTS if re.search(rf"\b(?:{one})\b", text, re.I)]
    return used[0] if len(used) == 1 else None


def renamed(text: str, names: str) -> list[Stretch] | None:
    """A line with these words of kin read as "patient"; None where it has none."""
    found = list(_named(names, text))
    if not found:
        return None
    made: list[Stretch] = []
    place = 0
    for one in found:
        made += [
            Stretch(text[place : one.start()], place),
            Stretch("patient", one.start()),
        ]
        place = one.end()
    made.append(Stretch(text[place:], place))
    return [one for one in made if one.text]


def _named(names: str, text: str) -> Iterator[re.Match[str]]:
    # "Mom's mother" is the patient's mother and stays one.
    owned = rf"(?<!'s )(?<!her )(?<!his )\b(?:(?:my|our)\s)?(?:{names})\b"
    return re.finditer(rf"{owned}(?!-in-law)", text, re.IGNORECASE)


def of_lines(texts: Sequence[str]) -> str | None:
    """The same of a document's lines."""
    if sum(map(len, texts)) > _LONGEST:
        return None
    return patients_names("\n".join(texts))
