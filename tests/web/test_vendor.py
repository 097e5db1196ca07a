"""What others wrote is what we say it is, and nothing more of it travels."""

from __future__ import annotations

import json
from hashlib import sha256

from workbench.web.render import STATIC

VENDOR = STATIC / "vendor"


def test_every_vendored_file_is_listed_with_its_hash() -> None:
    listed = json.loads((VENDOR / "vendor.json").read_text())
    kept = {one["file"]: one["sha256"] for one in listed}
    kept |= {one["licence_file"]: one["licence_sha256"] for one in listed}

    there = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "vendor.json"
    }

    assert there == kept
