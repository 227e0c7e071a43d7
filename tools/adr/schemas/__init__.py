"""The shapes of what commands print and of settings, as JSON Schema (2020-12) in YAML, one file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def output_schemas() -> tuple[str, ...]:
    """Return the names of all schemas, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def output_schema(name: str) -> dict[str, Any]:
    """Return the schema called `name`, which is one of `output_schemas()`."""
    import ryaml

    found: dict[str, Any] = ryaml.loads((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found
