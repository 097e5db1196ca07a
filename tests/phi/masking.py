"""Short ways to mask a text and to look at what came out."""

from __future__ import annotations

from workbench.extract.phi.mask import PacketMask
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.packet.text import DocumentText
from workbench.schema.packet import Packet


def packet_of(*texts: str, name: str = "file") -> Packet:
    """A packet of these texts, one file each."""
    return read_packet(
        tuple(
            Source(f"{name}{number}.txt", text.encode())
            for number, text in enumerate(texts, 1)
        )
    )


def shown(*texts: str) -> str:
    """All that a model would see of these texts."""
    packet = packet_of(*texts)
    mask = PacketMask(packet)
    parts = []
    for document in packet.documents:
        hidden = mask.hide(document)
        parts.append(f"{hidden.title}\n{hidden.author}\n{DocumentText(hidden).text}")
    return "\n".join(parts)
