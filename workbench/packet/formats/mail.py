"""Mails as mail programs save them (EML, MHTML): heads, one body, attachments.

Of a body that comes as text and as HTML one is read, the one that says more.  Attached
files and attached mails come back as parts; quoted replies stay where they stand.  A
mail inside a mail is a part too, so depth is bounded where parts are.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import MIMEPart

from workbench.errors import PacketError
from workbench.packet.decode import decode_text
from workbench.packet.formats.build import Lines
from workbench.packet.formats.html import page_lines
from workbench.packet.formats.limits import MAX_PART_BYTES, MAX_PARTS, MEGABYTE
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.pasted import may_tell
from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

_HEADS = ("From", "To", "Cc", "Date", "Subject")
_MBOX = re.compile(rb"\A\s*From [^\r\n]*\r?\n")
_MAX_LEVELS = 40
"""Multipart bodies within each other; mails have two or three."""
_BOUNDARIES = 5_000
_CONTROL = {"application/pgp-signature", "application/pkcs7-signature"}
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
_EXTENSION = {"text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml"}


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """A mail's heads and body as lines, its attachments as parts.

    Raises PacketError for a mail that is sealed or cannot be taken apart.
    """
    raw = _MBOX.sub(b"", data, count=1).lstrip(b"\xef\xbb\xbf\r\n \t")
    if raw.count(b"\n--") > _BOUNDARIES * 4:
        raise PacketError("it holds more parts than a mail has", where=name)
    try:
        message = message_from_bytes(raw, policy=policy.default)
        mail = _Mail(name)
        mail.take(message, 0)
    except (MessageError, RecursionError, LookupError, ValueError, AttributeError):
        raise PacketError(
            "this mail is damaged", where=name, fix="save it again, or print it to PDF"
        ) from None
    lines = Lines()
    for head in _HEADS:
        value = _head(message, head)
        if value:
            lines.add(f"{head}: {value}")
    lines.gap()
    mail.write(lines)
    if not mail.parts and not mail.bodies and mail.sealed:
        raise PacketError(
            "this mail is encrypted",
            where=name,
            fix="open it and save its text and attachments",
        )
    return Converted("mail", lines.done(), tuple(mail.flags), tuple(mail.parts))


def _head(message: MIMEPart, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())[:2_000]
    except Exception:
        # The header parser of the standard library fails on some broken heads.
        return ""


class _Mail:
    """The bodies and parts of one mail, in its order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.bodies: list[tuple[bool, str]] = []
        self.parts: list[Source] = []
        self.flags: list[PacketFlag] = []
        self.sealed = False

    def take(self, part: MIMEPart, level: int) -> None:
        """A part of the mail, with all in it."""
        if level > _MAX_LEVELS:
            raise PacketError(
                f"its parts lie more than {_MAX_LEVELS} deep", where=self._name
            )
        kind = part.get_content_type()
        self.sealed = self.sealed or kind in _SEALED
        if kind == "message/external-body":
            self._unread(f"{self._name} refers to a text that is not in it")
        elif kind == "multipart/alternative":
            self._alternative(part, level)
        elif kind == "message/rfc822":
            self._message(part)
        elif part.is_multipart():
            for one in part.iter_parts():
                self.take(one, level + 1)
        elif kind in _CONTROL:
            return
        elif self._is_body(part, kind):
            self._body(part, kind)
        else:
            self._attached(part, kind)

    def _alternative(self, part: MIMEPart, level: int) -> None:
        """One of several forms of the same text; what is no such form is kept."""
        forms = list(part.iter_parts())
        texts = [one for one in forms if one.get_content_type() == "text/plain"]
        pages = [one for one in forms if one.get_content_type() == "text/html"]
        page = _content(pages[0]) if pages else ""
        text = _content(texts[0]) if texts else ""
        # Tables survive in the page only; an empty text stands in for a page.
        rich = "<table" in page.lower() or not text.strip()
        dropped = {
            id(one) for one in (texts if pages and rich else pages if texts else [])
        }
        for one in forms:
            if id(one) not in dropped:
                self.take(one, level + 1)

    def _is_body(self, part: MIMEPart, kind: str) -> bool:
        if part.get_content_disposition() == "attachment" or part.get_filename():
            return False
        return kind in ("text/plain", "text/html")

    def _body(self, part: MIMEPart, kind: str) -> None:
        text = _content(part)
        if text.strip():
            self.bodies.append((kind == "text/html", text))

    def _message(self, part: MIMEPart) -> None:
        for one in part.iter_parts():
            inner = one
            title = _head(inner, "Subject") or "message"
            self._keep(f"{title[:80]}.eml", inner.as_bytes(policy=policy.default))

    def _attached(self, part: MIMEPart, kind: str) -> None:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        drawn = part.get_content_maintype() == "image"
        if drawn and part.get_content_disposition() != "attachment":
            if not may_tell(data):
                return
        shown = part.get_filename() or f"attachment{_EXTENSION.get(kind, '')}"
        self._keep(shown, data)

    def _keep(self, shown: str, data: bytes) -> None:
        label = "".join(char for char in shown if char.isprintable())
        label = label.replace("/", "_").replace("\\", "_").strip(". ")[:120]
        if len(self.parts) >= MAX_PARTS:
            raise PacketError(f"it holds more than {MAX_PARTS} files")
        if len(data) > MAX_PART_BYTES:
            note = f"an attachment of {self._name} was not read: larger than "
            note += f"{MAX_PART_BYTES // MEGABYTE} MB"
            self.flags.append(PacketFlag(kind="unreadable", note=note))
        elif data.strip():
            self.parts.append(Source(label or "attachment", data))
        else:
            self._unread(f"an attachment of {self._name} is empty or damaged")

    def _unread(self, what: str) -> None:
        note = f"{what} and was not read: ask for it anew"
        self.flags.append(PacketFlag(kind="unreadable", note=note))

    def write(self, lines: Lines) -> None:
        """The bodies as lines."""
        for is_page, text in self.bodies:
            if is_page:
                made, flags, pictures = page_lines(text, self._name)
                self.flags += flags
                self.parts += pictures
                for line in made.done():
                    lines.add(line.text)
            else:
                for plain in text.splitlines():
                    lines.add(plain)
            lines.gap()


def _content(part: MIMEPart) -> str:
    """A text part as text, whatever its declared character set is worth."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return decode_text(data, where="mail").text if data.strip() else ""
