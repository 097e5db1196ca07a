"""``workbench phi``: what a remote model would be shown, for a person to check."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import OutputOption, note, write

app = typer.Typer(
    help="Privacy: see what would leave this machine.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Privacy: see what would leave this machine."""


@app.command()
def preview(
    packet: Annotated[str, typer.Argument(help="A file, a folder, or - for stdin.")],
    output: OutputOption = None,
) -> None:
    """Print the packet as a remote model would see it; nothing is sent.

    Read it before you trust it: masking lowers the risk that somebody is recognised,
    it is no guarantee.  Counts by kind stand on stderr.
    """
    from workbench.extract.llm.told import numbered, told
    from workbench.extract.phi.choice import mask_key
    from workbench.extract.phi.mask import PacketMask
    from workbench.packet.hazards import readable
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load

    copy = told(readable(read_packet(load(packet))))
    mask = PacketMask(copy.packet, mask_key())
    parts = []
    for document in copy.packet.documents:
        hidden = mask.hide(document)
        parts.append(f"--- {hidden.id}, {hidden.kind}, {hidden.date or 'no date'} ---")
        own = copy.numbers.get(document.id, ())
        shown = (numbered(line, own) for line in hidden.lines)
        parts += [f"{line.number}| {line.text}" for line in shown]
    counted = ", ".join(f"{kind} {count}" for kind, count in mask.counts)
    note(f"{packet}: masked {counted or 'nothing'}")
    write("\n".join(parts), output)
