"""log4brains: ``project.adrFolder`` in ``.log4brains.yml``, and that of every package; ``project.name`` is its name.

Source of the format: https://github.com/thomvaill/log4brains
"""

from __future__ import annotations

from typing import Any

import ryaml

from adr.layout import Layout


def _project(text: str) -> dict[str, Any]:
    settings: Any = ryaml.loads(text)
    project = settings.get("project") if isinstance(settings, dict) else None
    return project if isinstance(project, dict) else {}


def _folders(text: str) -> list[str]:
    project = _project(text)
    packages = project.get("packages")
    holders = [project, *(packages if isinstance(packages, list) else ())]
    found = [holder.get("adrFolder") for holder in holders if isinstance(holder, dict)]
    return [folder for folder in found if isinstance(folder, str)]


def _name(text: str) -> str:
    name = _project(text).get("name")
    return name if isinstance(name, str) else ""


LAYOUT = Layout("log4brains", (".log4brains.yml", ".log4brains.yaml"), _folders, "log4brains", _name)
