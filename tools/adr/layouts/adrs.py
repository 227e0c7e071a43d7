"""adrs, the one written in Rust: ``adr_dir`` in ``adrs.toml``.

Source of the format: https://docs.rs/adrs-core
"""

from __future__ import annotations

import tomllib

from adr.layout import Layout


def _folders(text: str) -> list[str]:
    return [str(tomllib.loads(text).get("adr_dir", "doc/adr"))]


LAYOUT = Layout("adrs", ("adrs.toml", ".adrs.toml"), _folders, "nygard")
