"""Names that no label announces: titles, relatives, signatures, known given names."""

# ruff: noqa: E501 (a pattern reads better on one line)

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from workbench.content import expressions as re
from workbench.extract.phi.names import Spelled, read_name
from workbench.extract.phi.terms import either, given_names, is_clinical, terms

_CAPITAL = r"(?=[A-ZÀ-Þ])"
_PROVIDER_TITLES = ("dr", "drs", "doctor", "prof", "nurse")


_NEAR_BIRTH = re.compile(
    r"(?<![\w'’-])(?P<name>[A-ZÀ-Þ][\w'’-]{1,24},?(?:[ ](?:[a-z]{2,3}[ ])?[A-ZÀ-Þ][\w'’-]{0,24}\.?)"
    r"{1,3})[ ]{0,6}[,;|(/-]?[ ]{0,6}"
    r"(?i:d\.?o\.?b\b|date of birth|born\b|mrn\b|medical record|chart (?:no|num|#)"
    r"|\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d\b)"
)
"""A name with a birth date or a record number right behind it."""


_ALONE = re.compile(r"[A-ZÀ-Þ][a-zà-þ'’]{2,15}[ \t]*(?:\n|\Z)")
"""One capital word that ends a message."""


@cache
def _employed() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{either(terms()['works'])})[ \n](?:the[ ])?"
        r"(?P<name>[A-ZÀ-Þ][\w'’&-]+(?:[ ](?:(?:of|and|the)[ ])?(?:&[ ])?[A-ZÀ-Þ][\w'’&-]+){0,4})"
    )


@cache
def _titled() -> re.Pattern[str]:
    titles = either(terms()["titles"])
    return re.compile(
        rf"\b(?P<title>{titles}|{titles.upper()})\b\.?\s{{1,3}}{_CAPITAL}",
        re.IGNORECASE,
    )


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{either(terms()['relatives'])}),?[ \n](?:\(|named[ ])?{_CAPITAL}"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{either(terms()['verbs'])}),?[ \n]{_CAPITAL}")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|\n)[ \t]*(?:{either(terms()['closings'])})[,.:! ]*\n{{0,4}}[ \t]*{_CAPITAL}",
        re.IGNORECASE,
    )


@cache
def _accredited() -> re.Pattern[str]:
    credentials = either(terms()["credentials"])
    return re.compile(
        r"(?<![\w'’-])(?P<name>[A-ZÀ-Þ][\w'’-]{0,24}\.?(?:[ ][A-ZÀ-Þ][\w'’-]{0,24}\.?){0,3})"
        rf"(?P<join>,?[ ]{{1,2}})(?P<cred>{credentials})(?![\w])"
    )


@cache
def _behind_credential() -> re.Pattern[str]:
    """A credential before an initial and a name ("RN C. Marlowe")."""
    credentials = either(terms()["credentials"])
    return re.compile(
        rf"(?<![\w.])(?:{credentials})[ ](?=[A-ZÀ-Þ]\.[ ]?[A-ZÀ-Þ][\w'’-]+)"
    )


@cache
def _given() -> re.Pattern[str]:
    names = sorted(given_names() - frozenset(terms()["allow"]["eponyms"]))
    body = "|".join(name.capitalize() for name in names)
    return re.compile(
        rf"(?<![\w'’-])(?P<name>(?:{body}|{body.upper()})[ ](?:[A-Z]\.?[ ])?{_CAPITAL})"
    )


@cache
def _firm() -> re.Pattern[str]:
    words = [str(word).title() for word in terms()["facility_words"]]
    body = either([*words, *(word.upper() for word in words)])
    return re.compile(
        rf"(?<![\w'’-])(?P<name>(?:[A-ZÀ-Þ][\w'’.&-]{{1,24}}[ ](?:of[ ]|and[ ]|&[ ])?){{1,4}}"
        rf"(?:{body})(?:[ ](?:{body}|&|and|of))*)(?![\w-])"
    )


def firms_in_prose(text: str) -> Iterator[tuple[int, int]]:
    """Names of organisations: capital words that end in what such a place is called,
    and those where somebody works."""
    for match in _employed().finditer(text):
        if not is_clinical(match["name"].split()[0]):
            yield match.span("name")
    for match in _firm().finditer(text):
        words = match["name"].split()
        start = match.start("name")
        while words and (_is_word(words[0]) or words[0] in ("of", "and", "&")):
            start += len(words.pop(0)) + 1
        own = [word for word in words if not _generic(word)]
        if own and len(words) > 1 and words[0] == own[0] and not is_clinical(own[0]):
            yield start, match.end("name")


def payers_in_prose(text: str) -> Iterator[tuple[int, int]]:
    """Names that end in what payers are called."""
    yield from _ending(text, "payer_words")


def workplaces_in_prose(text: str) -> Iterator[tuple[int, int]]:
    """Names that end in what places of work are called."""
    yield from _ending(text, "work_words")


def _ending(text: str, words: str) -> Iterator[tuple[int, int]]:
    for match in _ends_in(words).finditer(text):
        own = match["own"].split()
        start = match.start("own")
        while own and (_is_word(own[0]) or own[0] in ("of", "and", "&")):
            start += len(own.pop(0)) + 1
        if own and not any(is_clinical(word) for word in own):
            yield start, match.end()


@cache
def _ends_in(key: str) -> re.Pattern[str]:
    words = [str(word).title() for word in terms()[key]]
    body = either([*words, *(word.upper() for word in words)])
    return re.compile(
        rf"(?<![\w'’-])(?P<own>[A-ZÀ-Þ][\w'’.&-]{{1,24}}(?:[ ](?:of[ ]|and[ ]|&[ ])?"
        rf"[A-ZÀ-Þ][\w'’.&-]{{1,24}}){{0,2}})[ ](?:{body})(?:[ ](?:{body}))*(?![\w-])"
    )


@cache
def _speaking() -> re.Pattern[str]:
    """A single capital word inside a sentence that somebody's doing follows."""
    return re.compile(
        r"(?<=[a-z,;][ \n])(?P<name>[A-ZÀ-Þ][a-zà-þ'’]{2,20})"
        rf"(?=[ \n](?:{either(terms()['spoken_by'])})\b)"
    )


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{either(terms()['spoken_to'])})[ \n](?P<name>[A-ZÀ-Þ][a-zà-þ'’]{{2,20}})"
        r"(?![\w-])(?![ ][A-ZÀ-Þ])"
    )


@cache
def _firm_words() -> frozenset[str]:
    return frozenset(w for phrase in terms()["facility_words"] for w in phrase.split())


def _generic(word: str) -> bool:
    """Whether a word of an organisation's name says nothing of which one it is."""
    plain = word.lower().strip(".,")
    return plain in _firm_words() or plain in ("of", "and", "&") or is_clinical(word)


def names_in_prose(text: str) -> Iterator[tuple[Spelled, str]]:
    """Names of a text with their kind (provider or person)."""
    for match in _titled().finditer(text):
        kind = "provider" if match["title"].lower() in _PROVIDER_TITLES else "person"
        yield from _read(text, match.end(), kind, titled=True)
    for match in _relative().finditer(text):
        yield from _read(text, match.end(), "person", most=2)
    for match in _verb().finditer(text):
        yield from _read(text, match.end(), "provider", least=2)
    for match in _NEAR_BIRTH.finditer(text):
        yield from _read(text, match.start("name"), "patient", least=2)
    for match in _closing().finditer(text):
        least = 1 if _ALONE.match(text, match.end()) else 2
        yield from _read(text, match.end(), "provider", least=least)
    for match in _accredited().finditer(text):
        yield from _before_credential(text, match)
    for match in _behind_credential().finditer(text):
        yield from _read(text, match.end(), "provider", least=2)
    for pattern in (_speaking(), _spoken()):
        for match in pattern.finditer(text):
            if not is_clinical(match["name"]) and not _generic(match["name"]):
                yield from _read(text, match.start("name"), "person", most=1)
    for match in _given().finditer(text):
        yield from _read(text, match.start("name"), "person", least=2)


def _before_credential(
    text: str, match: re.Match[str]
) -> Iterator[tuple[Spelled, str]]:
    words = match["name"].split()
    while words and is_clinical(words[0]):
        words.pop(0)
    start = match.end("name") - len(" ".join(words))
    unclear = match["cred"] in ("PT", "OT", "PA", "RT", "DO", "DC", "NP", "ATC")
    if len(words) < (2 if unclear or "," not in match["join"] else 1):
        return
    yield from _read(text, start, "provider", least=len(words))


def _read(
    text: str,
    start: int,
    kind: str,
    *,
    titled: bool = False,
    least: int = 1,
    most: int = 5,
) -> Iterator[tuple[Spelled, str]]:
    """The capital words from here, as a name, or nothing."""
    stop = start
    for _ in range(most):
        match = _NEXT.match(text, stop)
        if not match or (not titled and is_clinical(match["word"]) and stop == start):
            break
        if _ends(match["word"]) and stop != start:
            break
        stop = match.end("word")
        if match["word"].endswith("'s") or match["word"].endswith("’s"):
            stop -= 2
            break
    if stop == start:
        return
    spelled = read_name(text, start, stop)
    if spelled is None or len(spelled.words) < least:
        return
    if titled and is_clinical(spelled.words[0]) and _is_word(spelled.words[0]):
        return
    yield spelled, kind


_NEXT = re.compile(
    r",?[ ]?(?P<word>(?:(?:van|von|der|den|de|del|la|le|da|di)[ ]){0,2}[A-ZÀ-Þ][\w'’-]*\.?)"
)


def _is_word(word: str) -> bool:
    return word.lower().strip(".") in terms()["allow"]["words"]


def _ends(word: str) -> bool:
    plain = word.strip(".")
    return _is_word(word) or plain in terms()["credentials"]
