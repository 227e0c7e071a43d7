"""Our own way: every field in front matter, the id in the file's name."""

from __future__ import annotations

from adr.dialect import Dialect, Reading
from adr.frontmatter import MalformedError, load, split
from adr.kind import Kind


def _claims(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown")) and not _ignores(name)


def _read(path: str, text: str, kind: Kind) -> Reading:  # noqa: ARG001 - the signature of every dialect
    if not text.strip():
        raise MalformedError("the file is empty", help_=f'`adr new {kind.name} "TITLE"` writes a record that is valid')
    parts = split(text)
    if parts is None:
        raise MalformedError("no front matter", help_="start the file with `---`, `key: value` lines and `---`")
    try:
        fields = load(parts.head)
    except MalformedError as error:
        error.line += parts.head_line - 1
        raise
    return Reading(fields, parts.head, parts.head_line, parts.body, parts.body_line)


def _ignores(name: str) -> bool:
    return name.lower() in ("readme.md", "index.md")


DIALECT = Dialect("native", _claims, _read, _ignores, "ADR-NNNN-title.md")
