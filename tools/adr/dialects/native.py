"""Our own way: every field in front matter, the id in the file's name."""

from __future__ import annotations

import re

from adr.dialect import Dialect, Reading, Source, id_of, is_aside, is_markdown
from adr.frontmatter import MalformedError, load, split, unopened

_NAME = re.compile(r"(?:.*/)?[A-Z]{3}-\d{4}[-.]")
_KIND = re.compile(r"^kind:", re.MULTILINE)


def _claims(path: str) -> bool:
    return is_markdown(path) and not _ignores(path)


def _read(source: Source) -> Reading:
    text = source.text
    if not text.strip():
        raise MalformedError(
            "the file is empty", help_=f'`adr new {source.kind.name} "TITLE"` writes a record that is valid'
        )
    parts = split(text)
    if parts is None and unopened(text):
        raise MalformedError("the front matter is closed but not opened", help_="put `---` on a line above it")
    if parts is None:
        raise MalformedError("no front matter", help_="start the file with `---`, `key: value` lines and `---`")
    try:
        fields = load(parts.head)
    except MalformedError as error:
        error.line += parts.head_line - 1
        raise
    return Reading(fields, parts.head, parts.head_line, parts.body, parts.body_line)


def _ignores(path: str) -> bool:
    return not _NAME.match(path) and is_aside(path)


def _sign(path: str, text: str) -> bool:
    return _NAME.match(path) is not None or (text.startswith("---") and _KIND.search(text, 0, 4096) is not None)


DIALECT = Dialect(
    "native",
    "our own",
    _claims,
    _read,
    "ADR-NNNN-title.md",
    _sign,
    ignores=_ignores,
    identify=lambda path, _: id_of(path),
    rank=0,
    dated=True,
)
