"""Boxes and buttons of a form that a page draws instead of using real ones.

Portals draw a ticked box as a letter of an icon font, as a small picture or as an
element that only tells assistive programs what it is.  Each is read as a real one.
"""

from __future__ import annotations

import re

Attributes = dict[str, str | None]
MARKS = {True: "[x]", False: "[ ]"}

_ICONS = {
    "check_box": True,
    "check_box_outline_blank": False,
    "radio_button_checked": True,
    "radio_button_unchecked": False,
}
"""Names of boxes that an icon font turns into one letter (Material)."""
_ICON_FONTS = re.compile(r"material-(?:icons|symbols)|\bmdi?-icons?\b")
_TICKED = re.compile(
    r"(?:fa|bi|glyphicon|icon|ti|mdi|ri|la)-(?:regular-|solid-)?(?:check-square(?:-o|-fill)?"
    r"|square-check|dot-circle(?:-o)?|circle-dot|record-circle(?:-fill)?|checkbox-marked"
    r"|checkbox-checked|radiobox-marked|check)(?![\w-])"
)
_EMPTY = re.compile(
    r"(?:fa|bi|glyphicon|icon|ti|mdi|ri|la)-(?:square-o|circle-o|circle-thin"
    r"|checkbox-blank(?:-outline)?|checkbox-unchecked|radiobox-blank|unchecked)(?![\w-])"
    r"|(?<![\w-])bi-(?:square|circle)(?![\w-])"
    r"|(?:far|fa-regular) fa-(?:square|circle)(?![\w-])"
)
"""A filled square or circle is a bullet and no empty box."""
_SAYS_TICKED = re.compile(
    r"\W*(?:checked|ticked|selected|(?:checked|ticked) box|check ?box (?:checked"
    r"|ticked)|box checked)\W*",
    re.IGNORECASE,
)
_SAYS_EMPTY = re.compile(
    r"\W*(?:un-?checked|unticked|not (?:checked|ticked|selected)|unselected"
    r"|(?:empty|blank|unchecked) box|check ?box (?:unchecked|not checked|empty)"
    r"|box (?:unchecked|not checked))\W*",
    re.IGNORECASE,
)
_ROLES = ("checkbox", "radio", "menuitemcheckbox", "menuitemradio", "switch")


def drawn(tag: str, attributes: Attributes, text: str) -> str | None:
    """The sign of a drawn box or button, None for what is none."""
    state = _of_role(attributes)
    if state is None and tag in ("i", "span", "em"):
        state = _of_icon(attributes, text)
    if state is None and tag == "img":
        state = _of_words(attributes.get("alt") or "")
    return None if state is None else MARKS[state]


def _of_role(attributes: Attributes) -> bool | None:
    told = (attributes.get("aria-checked") or "").lower()
    if (attributes.get("role") or "").lower() not in _ROLES:
        return None
    return {"true": True, "false": False}.get(told)


def _of_icon(attributes: Attributes, text: str) -> bool | None:
    names = (attributes.get("class") or "").lower()
    if _ICON_FONTS.search(names):
        return _ICONS.get(text.strip())
    if text.strip():
        return None
    if _TICKED.search(names):
        return True
    return False if _EMPTY.search(names) else None


def _of_words(alt: str) -> bool | None:
    if _SAYS_EMPTY.fullmatch(alt):
        return False
    return True if _SAYS_TICKED.fullmatch(alt) else None
