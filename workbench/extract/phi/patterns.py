"""Identifiers that show by their form alone: numbers to call, addresses, ages over 89."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.phi.found import Found

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT"
    "|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
    "|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida"
    "|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine"
    "|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska"
    "|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota"
    "|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota"
    "|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_STREETS = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place"
    "|Pl|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Terrace|Ter|Trail|Trl|Square|Sq|Loop|Row"
    "|Plaza|Pike|Crossing|Alley|Turnpike"
)
_CALLED = r"(?:phone|telephone|tel|ph|cell|mobile|home|work|office|call|pager|beeper|fax|f|t|p)"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?P<v>[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4})")),
    ("email", re.compile(r"(?<![\w.+%-])(?P<v>[a-z][\w.+%-]{2,64}@[a-z][a-z-]{2,40})(?![\w.@-])")),
    ("url", re.compile(r"(?P<v>(?:https?|ftp|sftp)://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+)", re.I)),
    ("url", re.compile(r"(?<![\w@.-])(?P<v>(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}/[^\s<>\"')\]]*)", re.I)),
    ("url", re.compile(r"(?<![\w@.-])(?P<v>(?:[a-z0-9-]{2,40}\.){1,4}(?:com|org|net|gov|edu|info|health|example))(?![\w-])", re.I)),
    ("ssn", re.compile(r"(?<![\d-])(?P<v>(?:\d{3}|[Xx*]{3})-(?:\d{2}|[Xx*]{2})-\d{4})(?![\d-])")),
    ("phone", re.compile(
        r"(?<![\d.-])(?P<v>(?:\+?1[ .-]{0,2})?(?:\(\d{3}\)[ -]{0,2}\d{3} ?[ .-]?|\d{3} ?[ .-] ?\d{3} ?[ .-]) ?\d{4}"
        r"(?:,?[ ]{0,2}(?:x|ext\.?|extension)[ ]{0,2}\d{1,6})?)(?!\d)", re.I)),
    ("phone", re.compile(
        rf"\b{_CALLED}(?: ?(?:no|number|num|#))?\.?[ ]?[:#=|]?[ |]{{0,3}}(?P<v>\d{{3}}-\d{{4}}|\d{{10}})(?![\d-])", re.I)),
    ("phone", re.compile(r"(?<![\w./-])(?P<v>[2-9]\d{2}-\d{4})(?![\w-]|[ ]?(?:mg|mcg|ml|units?|steps|cal)\b)")),
    ("ip", re.compile(
        r"(?<![\d.])(?P<v>(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))(?!\d|\.\d)"
        r"|(?<![\w:])(?P<w>(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4})(?![\w:])", re.I)),
    ("device", re.compile(
        r"(?P<v>\(01\)\d{14}(?:\(\d{2}\)[A-Za-z0-9-]{1,20}){0,5})"
        r"|(?<![\w:])(?P<w>(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2})(?![\w:])", re.I)),
    ("vehicle", re.compile(r"\b(?P<v>(?=[A-Z]*\d)(?=\d*[A-Z])[A-HJ-NPR-Z0-9]{17})\b")),
    ("plan", re.compile(r"\b(?P<v>[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d\d)\b")),
    ("plan", re.compile(r"(?<![\w-])(?P<v>\d[A-Z][A-Z0-9]\d-[A-Z][A-Z0-9]\d-[A-Z]{2}\d\d)(?![\w-])")),
    ("other", re.compile(r"(?<![\w-])(?P<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])", re.I)),
    ("other", re.compile(r"(?<![\w.])(?P<v>\d{9,20})(?![\w.])")),
    ("other", re.compile(
        r"(?<![\w#-])(?!CPT|HCPCS|ICD|LCD|NCD|SNOMED|LOINC)(?=[\w#-]*[A-Z])(?=(?:[A-Z#-]*\d){6})"
        r"(?P<v>(?:[A-Z0-9]{1,8}[-#]){1,3}[A-Z0-9]{4,12}(?:-[A-Z0-9]{1,3})?)(?![\w#-])")),
    ("other", re.compile(
        r"(?<![\w#/-])(?!CPT|HCPCS|ICD|LCD|NCD|SNOMED|LOINC|NDC|MRI|CT|BP|HR|RR)"
        r"(?!FROM|TO|FAX|TEL|PH|DOB|MRN|DMG|[A-Z]{2,4}[ -](?:\d{3}-\d{4}|(?:19|20)\d\d-))"
        r"(?=[A-Z]{2,4}[ -](?:[ -]?\d){6})(?=[A-Z]{2,4}[ -][\d -]*\d{3})(?P<v>[A-Z]{2,4}[ -]\d{2,6}(?:[ -]\d{1,5}){1,3}(?:[ -][A-Z]{1,2})?)(?![\w/.])")),
    ("age", re.compile(
        r"(?<![\d./-])(?P<v>9\d|1[0-2]\d)(?=(?:[ -]{0,2}|\n)(?:years?|yrs?|y\.?/?o\.?|year-old)[ -]{0,2}\n?(?:old\b|o\b|of age\b|[MF]\b|male|female|man|woman|gentleman|lady|patient))"
        r"|(?<![\d./-])(?P<w>9\d|1[0-2]\d)(?= ?(?:y/?o\b|yr ?old))"
        r"|\b(?:age|aged)[ :=|]{1,4}(?P<x>9\d|1[0-2]\d)(?![\d/.%-])", re.I)),
    ("place", re.compile(
        rf"(?<![\w/.-])(?P<v>\d{{1,6}}[A-Z]?[ ](?:[NSEW]{{1,2}}\.?[ ])?(?:\d{{1,3}}(?:st|nd|rd|th)[ ]|[A-Z][\w'.-]{{1,24}}[ ]){{1,3}}"
        rf"(?:{_STREETS}|{_STREETS.upper()})\b\.?(?:,?\s{{0,2}}(?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|Rm|#|APT|SUITE|STE|UNIT)\.?[ ]?#?[\w-]{{1,6}})?)")),
    ("place", re.compile(r"\b(?P<v>P\.? ?O\.? ?Box[ ]?\d{1,8})", re.I)),
    ("place", re.compile(
        rf"(?P<v>(?<![\w])[A-Z][A-Za-z.'-]{{2,20}}(?:[ ][A-Z][A-Za-z.'-]{{1,20}}){{0,2}},?\s{{1,3}}(?:{_STATES})\.?,?\s{{1,3}}\d{{5}}(?:-\d{{4}})?)(?!\d)")),
    ("place", re.compile(rf"\b(?:{_STATES})\.?,?\s{{1,3}}(?P<v>\d{{5}}(?:-\d{{4}})?)(?!\d)")),
    ("patient", re.compile(r"\b(?i:(?:pt|patient|member|client)?'?s?[ ]?initials)[ ]?[:=]?[ ]{1,2}(?P<v>[A-Z](?:\.?[ ]?[A-Z]){1,3}\.?)(?![\w])")),
    ("person", re.compile(r"\b(?i:transcribed|typed|keyed|entered|initialed|initialled|scribed)(?: by)?[ :]{1,3}(?P<v>[A-Z]{2,4}|(?:[A-Z]\.){2,4})(?![\w-])")),
    ("person", re.compile(r"(?m)(?:^|(?<=[ ]{3}))[ \t]*(?P<v>[A-Z]{2,4}[ ]?[/:][ ]?[a-z]{2,4})[ \t]*$")),
    ("person", re.compile(r"\b(?i:user(?:[ ]?name|[ ]?id)?|login|logon|operator)[ ]?[:=][ ]{0,3}(?P<v>(?!yes\b|no\b|none\b|unknown\b)[a-z][a-z0-9._-]{3,24})(?![\w@])")),
    ("place", re.compile(rf"(?:\b(?:in|from|near|of|to|at)[ ])(?P<v>[A-Z][a-z'-]{{2,20}}(?:[ ][A-Z][a-z'-]{{2,20}})?),[ ](?:{_STATES})\b")),
)  # fmt: skip
# One form per line reads better than a wrapped one; the lines above are data.
# ruff: noqa: E501


def by_form(text: str) -> Iterator[Found]:
    """Identifiers of a text that need no label."""
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text):
            group = next(n for n, v in match.groupdict().items() if v is not None)
            start, end = match.span(group)
            value = match[group].rstrip(".,;")
            end = start + len(value)
            if kind == "age":
                yield Found(start, end, kind, "over 89")
                continue
            named = "fax" if kind == "phone" and _is_fax(text, start) else kind
            yield Found(start, end, named, _key(kind, value))


def _is_fax(text: str, start: int) -> bool:
    return bool(
        re.search(r"(?:fax|facsimile|\bf)[^\w\n]{0,6}$", text[:start][-24:], re.I)
    )


def _key(kind: str, value: str) -> str:
    """One key for a number however it is punctuated."""
    if kind in ("phone", "ssn", "plan", "other"):
        digits = re.sub(r"\W", "", value.lower())
        return digits[-10:] if kind == "phone" else digits
    return " ".join(value.lower().split())
