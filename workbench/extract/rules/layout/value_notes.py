"""Notes that say what a value means in general: no result of this patient.

Laboratories print under a result what others may conclude from such results ("cotinine
above 10 ng/mL may reflect replacement", "6.5 % or above is consistent with diabetes").
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_MEANS = (
    r"(?:(?:may|can|could|might)(?!'?t\b|\snot\b|not\b)"
    r"|(?:is|are|has been|have been)"
    r" (?:(?:seen|found|reported|typical|expected) (?:in|for|with)"
    r"|considered|consistent|usual|compatible|diagnostic|generally|often|commonly)"
    r"|(?:usually |generally |often |typically )?"
    r"(?:indicates?|suggests?|reflects?|defines?))"
)
_DONE = (
    r"[\d.]{0,4}(?:\s?(?:-|to)\s?\d{1,3})?\s?(?:min(?:ute)?s?|h(?:ou)?rs?|blocks?|lbs?"
    r"|pounds?|kgs?|f(?:ee)?t|yards?|met(?:er|re)s?|m|miles?|steps|stairs|flights?"
    r"|bags?|times|pillows|x)\b"
)
"""The units of what a patient does ("sit > 15 min, can walk a block")."""
_NOTE = sought(
    r"(?:\b(?:above|below|over|under|exceeding|greater than|less than|more than|up to"
    r"|at least)\s{0,3}|[<>\u2264\u2265]=?\s?)\d(?!"
    + _DONE
    + r")[^;]{0,60}?\b"
    + _MEANS
    + r"\b"
    r"|\d\s?%?\s(?:or|and) (?:above|more|higher|greater|less|lower)[^.;]{0,40}\b"
    + _MEANS
    + r"\b|\d\.\d\s(?:or|and|to) "
    r"(?:above|more|higher|greater|less|lower|below|-?\d\.\d)"
    r"\W{1,3}(?:is|are|means|equals|defines)?\s?(?:normal|osteop\w+|low bone)"
    r"|\b(?:normal|osteop\w+|low bone mass)\W{1,3}(?:is |means )?(?:an? )?T[- ]?scores?"
    r" (?:of |at )?(?:or )?(?:[<>\u2264\u2265]|above|below|between|-?\d\.\d or)"
    r"|\b(?:values|levels|results|concentrations)\b[^.;\d]{0,40}"
    r"\b(?:may|can|could|might)\b"
    r"|(?:<=|\u2264|at most|no more than|below|under)\s?\d[^;.]{0,24}\bwithin \d{1,2} "
    r"(?:days?|weeks?|wks?|months?|mos?) (?:of|before|prior to) (?:the )?(?:surgery"
    r"|operation|procedure|request)\b",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:(?:non|never|ex|passive|active|light|heavy|former)[- ]?)?(?:smokers?|users?)"
    r"|passive(?: exposure)?|second[- ]?hand|tobacco[- ](?:users?|free)"
    r"|(?:non|pre)?[- ]?diabetics?|(?:pre[- ]?)?diabetes|deficien(?:t|cy)"
    r"|insufficien\w+"
    r"|osteop(?:enia|orosis)"
)
_BOUND = r"(?:[<>\u2264\u2265]=?\s?\d|\d{1,4}(?:\.\d)?\s?(?:-|\u2013)\s?\d)"
_GROUP = sought(
    rf"\b(?:{_PEOPLE})\s?(?:range|ref(?:erence)?\.?|levels?|values?|cut-?off)?"
    rf"\s?[:=]?\s?{_BOUND}(?!\d*\s?(?:cig|pack|ppd|pk|a day|per day|/d"
    r"|y(?:ea)?rs?|times|vape|pouch|pod|dip|can))"
    rf"|[(\[][^()\[\]]{{0,40}}?{_BOUND}[\d.]{{0,5}}\s?(?:[nuµm]g/d?[ml]l?|%)?"
    rf"\s?[:=]?\s?(?:in |for )?(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
"""A group of people beside the values that are usual in it: "(nonsmoker <10)"."""
_LONGEST = 400
"""Characters; a note on values is a line or two."""
_OWN = re.compile(r"\b(?:patient|he|she|his|her|today|collected)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def explains_values(text: str) -> bool:
    """Whether a sentence tells what such values mean, and not whose value it is."""
    return len(text) <= _LONGEST and bool(_NOTE.search(text)) and not _OWN.search(text)


def names_a_group(text: str) -> bool:
    """Whether a line gives the values usual in a group, which is not this patient's."""
    return len(text) <= _LONGEST and bool(_GROUP.search(text))
