"""May packet text go to an endpoint, and masked or as it stands?

This machine may have it.  Another host must be named as covered by the organisation's
agreements, whatever mode is asked for, because masking lowers a risk and does not end
it; and what a covered host gets is masked unless somebody says ``allow``.
"""

from __future__ import annotations

import ipaddress
import os
from typing import Literal

from workbench.errors import ExtractionError

PhiMode = Literal["allow", "mask", "refuse"]
COVERED = "WORKBENCH_COVERED_ENDPOINTS"
KEY = "WORKBENCH_PHI_KEY"


def mode_for(host: str, wanted: PhiMode | None) -> Literal["allow", "mask"]:
    """How text goes to a host.

    Raises ExtractionError where none may go: a host that is not covered, or any host
    but this machine when ``refuse`` is wanted.
    """
    if is_loopback(host):
        return "mask" if wanted == "mask" else "allow"
    if wanted == "refuse":
        raise ExtractionError(
            f"packet text may not be sent to {host}: --phi refuse keeps it here",
            fix="use an endpoint on this machine, or --phi mask with a covered host",
        )
    if host not in covered_hosts():
        raise ExtractionError(
            f"packet text may not be sent to {host}: it is not named as covered",
            fix="name an endpoint on this machine (--base-url http://127.0.0.1:PORT/v1)"
            f", or, if your agreements cover that host, set {COVERED}={host}",
        )
    return "allow" if wanted == "allow" else "mask"


def covered_hosts() -> frozenset[str]:
    """Host names that the user has declared as covered, comma-separated."""
    listed = os.environ.get(COVERED, "").split(",")
    return frozenset(item.strip().lower() for item in listed if item.strip())


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def mask_key() -> str:
    """The organisation's own secret for date shifts; empty where none is set."""
    return os.environ.get(KEY, "")
