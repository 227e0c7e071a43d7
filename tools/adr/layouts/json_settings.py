"""dotnet-adr (``adr.config.json``), adr for Node.js (``.adr.json``), dotADR (``dotadr.json``): JSON with a path.

Source of the formats: https://github.com/endjin/dotnet-adr, https://github.com/phodal/adr
"""

from __future__ import annotations

import json

from adr.layout import Layout

_KEYS = ("path", "directory", "adrPath", "docFolder", "folder")


def _folders(text: str) -> list[str]:
    settings = json.loads(text)
    found = {key.lower(): value for key, value in settings.items()} if isinstance(settings, dict) else {}
    return [str(found[key.lower()]) for key in _KEYS if isinstance(found.get(key.lower()), str)][:1]


LAYOUT = Layout("JSON settings", ("adr.config.json", ".adr.json", "dotadr.json"), _folders, "nygard")
