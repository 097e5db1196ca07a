"""A reader behind a mask: reads as its inner one does, records what was hidden."""

from __future__ import annotations

from collections.abc import Callable

from workbench.extract.llm.mask import Mask, Masker
from workbench.extract.phi.mask import PacketMask
from workbench.extract.reader import Progress, Reader, Reading, read_telling, unwatched
from workbench.schema.packet import Packet


class Masking:
    """Makes the mask of each packet and remembers the counts of the last."""

    def __init__(self, key: str = "") -> None:
        self._key = key
        self.counts: tuple[tuple[str, int], ...] = ()

    def __call__(self, packet: Packet) -> Mask:
        """The mask of a packet."""
        mask = PacketMask(packet, self._key)
        self.counts = mask.counts
        return mask


class MaskedReader:
    """Reads through a mask; ``make`` builds the inner reader around the masker."""

    def __init__(self, make: Callable[[Masker], Reader], key: str = "") -> None:
        self.masking = Masking(key)
        self.inner = make(self.masking)

    def read(self, packet: Packet) -> Reading:
        """The inner reading, its record telling how much of which kind was hidden."""
        return self.read_telling(packet, unwatched)

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``read``, telling what the inner reader tells."""
        reading = read_telling(self.inner, packet, progress)
        record = reading.record.model_copy(
            update={"phi": "mask", "masked": self.masking.counts}
        )
        return reading._replace(record=record)
