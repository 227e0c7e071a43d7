"""Text to a scalar: of YAML, one that every reader of YAML 1.1 or 1.2 takes for the same text, and of TOML."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import ryaml
import yaml


def scalar(text: str, *, quote: str = "", flow: bool = False) -> str:
    """Return `text` as a scalar on one line: plain where that is safe, else in `quote`, else in double quotes.

    `flow` says that it stands within brackets, where commas and brackets would end a plain one.
    """
    printable = not any(unicodedata.category(c)[0] in "CZ" and c != " " for c in text)
    flow_mark = flow and "?" in text  # PyYAML's two parsers do not agree on it within brackets
    forms = ((f"[{text}, x]", [text, "x"]), (f"[x, {text}]", ["x", text])) if flow else ((f"- {text}\n", [text]),)
    if not quote and printable and not flow_mark and all(_same(written, meant) for written, meant in forms):
        return text
    if quote == "'" and printable:
        return "'" + text.replace("'", "''") + "'"
    return str(yaml.safe_dump(text, default_style='"', width=1_000_000, allow_unicode=True)).strip()


def toml_string(text: str) -> str:
    """Return `text` as a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _same(written: str, meant: list[str]) -> bool:
    """Tell whether both generations of YAML read what was meant; a date is a date to the older one, and stays one."""
    try:
        older = [
            item.isoformat() if type(item) is date else item for item in yaml.load(written, Loader=yaml.CSafeLoader)
        ]
        return bool(ryaml.loads(written) == meant and older == meant)
    except (ValueError, TypeError, yaml.YAMLError):
        return False
