"""log4brains: ``project.adrFolder`` in ``.log4brains.yml``, and that of every package.

Source of the format: https://github.com/thomvaill/log4brains
"""

from __future__ import annotations

from typing import Any

import ryaml

from adr.layout import Layout


def _folders(text: str) -> list[str]:
    settings: Any = ryaml.loads(text)
    project = settings.get("project") if isinstance(settings, dict) else None
    if not isinstance(project, dict):
        return []
    packages = project.get("packages")
    holders = [project, *(packages if isinstance(packages, list) else ())]
    found = [holder.get("adrFolder") for holder in holders if isinstance(holder, dict)]
    return [folder for folder in found if isinstance(folder, str)]


LAYOUT = Layout("log4brains", (".log4brains.yml", ".log4brains.yaml"), _folders, "log4brains")
