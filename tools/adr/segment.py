"""Names of tags, people and ids as parts of addresses."""

from __future__ import annotations

import hashlib

_LONGEST = 120


def segment(name: str) -> str:
    """Return `name` as one path segment that every file system takes and none reads as anything else."""
    kept = "".join(c if c.isalnum() or c in "-_" or (c == "." and i) else f"~{ord(c):x}" for i, c in enumerate(name))
    if len(kept.encode()) > _LONGEST:
        kept = f"~{hashlib.sha256(name.encode()).hexdigest()}"
    return f"{kept}~" if kept.lower() in ("index", "") else kept
