"""Archives: members as parts, their names as labels, junk left out, bounds kept."""

from __future__ import annotations

import io
import zipfile

import pytest

from workbench.errors import PacketError
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

NOTE = "OFFICE VISIT NOTE\nPatient: Ada Invented\nDate of service: 03/02/2026\n"


def zipped(*members: tuple[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def read(data: bytes, name: str = "packet.zip") -> Packet:
    return read_packet((Source(name, data),))


def test_members_are_read_under_their_names() -> None:
    packet = read(zipped(("notes/a.txt", NOTE), ("b.txt", NOTE + "more\n")))
    assert [document.source for document in packet.documents] == [
        "packet.zip/notes/a.txt",
        "packet.zip/b.txt",
    ]


def test_a_zip_in_a_zip_is_read() -> None:
    inner = zipped(("a.txt", NOTE))
    packet = read(zipped(("inner.zip", inner)))
    assert packet.documents[0].source == "packet.zip/inner.zip/a.txt"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "packet.zip/etc/passwd"),
        ("/root/a.txt", "packet.zip/root/a.txt"),
        ("..\\..\\a.txt", "packet.zip/a.txt"),
        ("a\x1b[31m.txt", "packet.zip/a[31m.txt"),
    ],
)
def test_a_member_name_is_never_a_path(name: str, label: str) -> None:
    assert read(zipped((name, NOTE))).documents[0].source == label


def test_junk_and_hidden_members_are_left() -> None:
    junk = ("__MACOSX/._a.txt", "Thumbs.db", ".git/config", "x/.DS_Store")
    packet = read(zipped(*((name, "junk text") for name in junk), ("a.txt", NOTE)))
    assert len(packet.documents) == 1


def test_a_damaged_member_is_flagged_and_the_rest_read() -> None:
    data = bytearray(zipped(("bad.txt", NOTE * 30), ("good.txt", NOTE)))
    data[45:60] = b"\xff" * 15
    packet = read(bytes(data))
    assert any("bad.txt" in f.note or "1 members" in f.note for f in packet.flags)
    assert packet.documents[0].source == "packet.zip/good.txt"


def test_nesting_ends_with_a_flag_and_the_rest_is_read() -> None:
    data = zipped(("a.txt", NOTE))
    for _ in range(8):
        data = zipped(("next.zip", data), ("a.txt", NOTE))
    packet = read(data)
    assert len(packet.documents) >= 4
    assert any("deep" in flag.note for flag in packet.flags)


def test_a_bomb_is_named_and_not_unpacked() -> None:
    packet = read(zipped(("bomb.txt", b"0" * 40_000_000), ("a.txt", NOTE)))
    assert len(packet.documents) == 1
    assert any("times its size" in flag.note for flag in packet.flags)


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"PK\x05\x06" + b"\x00" * 18])
def test_a_broken_or_empty_archive_says_so(data: bytes) -> None:
    with pytest.raises(PacketError) as caught:
        read(data)
    assert "ZIP" in str(caught.value) or "archive" in str(caught.value)
