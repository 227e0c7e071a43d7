"""Front matter with names of its own, such as Ethereum's: ``eip: 20``, ``requires: 165, 721``.

Usual names (``created``, ``author``, ``requires``) are known. Settings name the others, below ``[kinds.KIND.fields]``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from adr.dialect import FOREIGN, Dialect, Reading, Source, is_note, number_of, whole
from adr.kind import Kind
from adr.translation import read_markdown

_NUMBER = re.compile(r"^(?!nav|order|weight|position)([A-Za-z][\w-]*):[ \t]*[\"']?(\d+)[\"']?[ \t]*\r?$", re.MULTILINE)
_HEAD = re.compile(r"---[ \t]*\r?\n(.*?)^---", re.MULTILINE | re.DOTALL)
_SERIES = re.compile(r"([A-Za-z]{2,6})[-_]?(\d+)")


def id_key(path: str, text: str) -> str:
    """Return the key of front matter whose value is the number in the file's name; empty where there is none."""
    head, number = _HEAD.match(text), number_of(path)
    for key, value in _NUMBER.findall(head[1]) if head and number is not None else ():
        if whole(value) == number and not key.startswith(("nav", "sidebar")):
            return str(key)
    return ""


def _sign(path: str, text: str) -> bool:
    return is_note(path) and id_key(path, text) != ""


def _identify(path: str, kind: Kind) -> str:
    match = _SERIES.match(path.rsplit("/", 1)[-1])
    number = number_of(path)
    if match:
        return f"{match[1].upper()}-{int(match[2])}"
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0] if number is None else f"{kind.prefix}-{number:04d}"


def _read(source: Source) -> Reading:
    if "id" not in source.conventions.fields and (key := id_key(source.path, source.text)):
        fields = {**source.conventions.fields, "id": key}
        source = replace(source, conventions=replace(source.conventions, fields=fields))
    return read_markdown(source, by=_identify)


DIALECT = Dialect(
    "mapped",
    "front matter of its own",
    is_note,
    _read,
    "title.md",
    _sign,
    identify=_identify,
    exempt=FOREIGN,
    rank=35,
)
