"""Places outside the neck that a sentence clears: "neither the shoulder nor the wrist".

"Neither the shoulder nor the median nerve is at fault" names no disease and no
"other causes", and excludes them all the same.  A doubt, a condition or a question
clears nothing.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_I = re.IGNORECASE
_PLACES = (
    ("shoulder-disorder", re.compile(r"\b(?:shoulders?|rotator cuff)\b", _I)),
    (
        "carpal-tunnel-syndrome",
        re.compile(
            r"\b(?:wrists?|median\s+nerve|carpal(?: tunnel)?|cts|hand itself)\b", _I
        ),
    ),
    (
        "ulnar-neuropathy",
        re.compile(r"\b(?:elbows?|ulnar\s+nerve|cubital tunnel)\b", _I),
    ),
    ("brachial-plexopathy", re.compile(r"\b(?:brachial )?plexus\b", _I)),
    ("thoracic-outlet-syndrome", re.compile(r"\b(?:thoracic outlet|tos)\b", _I)),
    ("disease-elsewhere", re.compile(r"\bbrain\b", _I)),
    (
        "peripheral-neuropathy",
        re.compile(
            r"\b(?:(?:peripheral|radial)\s+nerves?|(?:poly)?neuropathy|de quervain)\b",
            _I,
        ),
    ),
)
_BLAME = (
    r"(?:at fault|to blame|the culprits?|responsible(?! for (?:pay|the bill))|guilty"
    r"|the (?:cause|source|origin|problem|explanation|reason|answer|generator|driver)"
    r"|behind (?:this|it|the|her|his)|accounts? for|accounting for|explains?|involved)"
)
_PLACE = (
    r"(?:shoulders?|rotator cuff|wrists?|median nerve|ulnar nerve|carpal tunnel"
    r"|cubital tunnel|elbows?|plexus|peripheral nerves?|peripheral neuropathy)"
)
_CLEARED = sought(
    rf"\b(?:neither|nothing (?:in|at|about|with)|none of|no)\b[^.;?]{{0,60}}"
    rf"\b{_PLACE}\b"
    rf"[^.;?]{{0,80}}?\b{_BLAME}"
    rf"|\b{_PLACE}\b[^.;?]{{0,25}}?\b(?:is|are|was|were)\s(?:clearly |plainly )?"
    rf"(?:not|never)\s{_BLAME}",
    _I,
)
_DOUBT = re.compile(
    r"\b(?:if|whether|unless|until|unclear|unsure|uncertain|may|might|possibly|perhaps"
    r"|doubt\w*|(?:do|does|did) not know|cannot (?:say|tell|exclude|rule)|not (?:yet )?"
    r"(?:sure|certain|known|clear)|to see|remains to|ha(?:s|ve) not been|only)\b",
    _I,
)


def cleared(text: str) -> tuple[str, ...]:
    """The conditions of the places that a sentence says are not to blame."""
    match = _CLEARED.search(text)
    if match is None or _DOUBT.search(text) or text.rstrip().endswith("?"):
        return ()
    return tuple(dict.fromkeys(name for _, name in places_in(text[match.start() :])))


def places_in(text: str) -> tuple[tuple[int, str], ...]:
    """Where a text names the parts, with the condition that each stands for."""
    found = [
        (one.start(), name) for name, words in _PLACES for one in words.finditer(text)
    ]
    return tuple(sorted(found))
