"""MADR 3 and 4: ``NNNN-title.md``, the title in the first heading, front matter optional.

Source of the format: https://adr.github.io/madr/
"""

from __future__ import annotations

import re
from typing import Any

from adr.dialect import Dialect, Reading
from adr.frontmatter import MalformedError, load, split
from adr.kind import Kind

_SUPERSEDED = re.compile(r"superseded by \D*?(\d+)", re.IGNORECASE)
_NO_RECORD = re.compile(r"(index|readme)\.md$|.*template.*\.md$", re.IGNORECASE)
_NAME = re.compile(r"(\d{4})-.+\.md$")


def _claims(name: str) -> bool:
    return _NAME.match(name) is not None


def _read(path: str, text: str, kind: Kind) -> Reading:
    from adr.markdown import Document

    number = _NAME.match(path.rsplit("/", 1)[-1])
    parts = split(text)
    head, head_line, body, body_line = ("", 1, text, 1)
    fields: dict[str, Any] = {}
    if parts is not None:
        head, head_line, body, body_line = parts.head, parts.head_line, parts.body, parts.body_line
        try:
            fields = load(head)
        except MalformedError as error:
            error.line += head_line - 1
            raise
    if not body.strip():
        raise MalformedError("the file has no text", help_="MADR keeps the title in the first heading")
    _supersession(fields, kind)
    people = fields.pop("deciders", None)
    if people is not None:
        fields.setdefault("decision-makers", people)
    for name in ("decision-makers", "consulted", "informed"):
        if isinstance(fields.get(name), str):
            fields[name] = [part.strip() for part in fields[name].split(",") if part.strip()]
    own = {"id": f"{kind.prefix}-{number[1] if number else '0000'}", "kind": kind.name, "title": Document(body).title}
    return Reading({**fields, **own}, head, head_line, body, body_line)


def _supersession(fields: dict[str, Any], kind: Kind) -> None:
    """Read ``superseded by [ADR-0005](0005-example.md)`` as a status and a relation."""
    match = _SUPERSEDED.match(str(fields.get("status") or ""))
    if match:
        fields["status"] = "superseded"
        fields["relations"] = {
            "superseded-by": [f"{kind.prefix}-{int(number):04d}" for number in match.groups() if number]
        }


DIALECT = Dialect(
    "madr",
    _claims,
    _read,
    ignores=lambda name: _NO_RECORD.match(name) is not None,
    form="NNNN-title.md",
    exempt=frozenset({"ENV003", "ENV005", "ENV006", "ENV007", "ENV008", "DEC001", "DEC002"}),
)
