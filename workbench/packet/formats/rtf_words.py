"""The control words of RTF that decide what is text of the document.

Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

CELL, ROW, MERGED = "\x1f", "\x1e", "\x1d"
NESTED_CELL, NESTED_ROW = "\x1c", "\x1b"
"""Stand for the end of a table cell and of a row until lines are made of them, for a
cell that goes on with the one above it, and for the ends of a table within a cell."""

SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n\f", "sectd": "", "tab": "\t",
    "cell": CELL, "nestcell": NESTED_CELL, "row": ROW, "emdash": "\u2014",
    "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ", "enspace": " ",
    "qmspace": " ", "softline": "\n",
}  # fmt: skip
HEADERS = ("header", "headerl", "headerr", "headerf")
FOOTERS = ("footer", "footerl", "footerr", "footerf")
OBJECTS = {"object", "objdata", "objupdate", "objautlink", "objocx", "objemb"}
DROPPED = OBJECTS | {
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl",
    "generator", "info", "pict", "shppict", "nonshppict", "datastore", "themedata",
    "colorschememapping", "latentstyles", "xmlnstbl", "pgdsctbl", "revtbl", "fldinst",
    "template", "operator", "filetbl", "datafield", "bkmkstart", "bkmkend",
    "nonesttables",
    "listpicture", "blipuid", "atrfstart", "atrfend", "atnref", "atnparent", "sn", "sv",
}  # fmt: skip
"""Destinations whose text is not the document's."""
LEFT_OUT = {
    "deleted": "tracked", "v": "hidden", "strike": "struck", "striked": "struck",
    "plain": "",
}  # fmt: skip
"""Marks of text that a reader of the page does not see or that somebody took back."""
CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Character sets of fonts to code pages."""
