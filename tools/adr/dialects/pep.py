"""reStructuredText with header fields, as Python's PEPs have it; the fields are read, the text is kept as it is.

Source of the format: https://peps.python.org/pep-0001/
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from adr.dialect import FOREIGN, Dialect, Reading, Source, whole
from adr.frontmatter import MalformedError
from adr.kind import Kind
from adr.translation import translate

_NAME = re.compile(r"(?:.*/)?(?P<series>[a-z]+)-(?P<number>\d+)\.rst$", re.IGNORECASE)
_HEADER = re.compile(r"([A-Z][A-Za-z-]*):[ \t]*(.*)$")


def _claims(path: str) -> bool:
    return _NAME.match(path) is not None


def _sign(path: str, text: str) -> bool:
    return _claims(path) and _HEADER.match(text.split("\n", 1)[0].rstrip("\r")) is not None


def _identify(path: str, kind: Kind) -> str:
    match = _NAME.match(path)
    return f"{match['series'].upper()}-{int(match['number'])}" if match else f"{kind.prefix}-{path}"


def _read(source: Source) -> Reading:
    """Read ``Name: value`` lines up to the first blank one; a line that is indented goes on."""
    fields: dict[str, Any] = {}
    lines = source.text.split("\n")
    count, last = 0, ""
    for count, line in enumerate(lines):
        text = line.rstrip("\r")
        if not text.strip():
            break
        match = _HEADER.match(text)
        if match:
            last = match[1].lower()
            fields[last] = match[2].strip()
        elif text[0] in " \t" and last:
            fields[last] = f"{fields[last]} {text.strip()}".strip()
        else:
            raise MalformedError("a header field is `Name: value`", count + 1, 1, "end the header with a blank line")
    if not fields:
        raise MalformedError("the file has no header fields", help_="start it with lines such as `Status: Draft`")
    number = whole(str(fields.pop("pep", "")))
    if number is not None:
        fields["id"] = number
    body = "\n".join(lines[count:])
    plain = replace(source, text=body)
    return translate(plain, fields, Reading({}, "", 1, body, count + 1, markup="rst"), by=_identify)


DIALECT = Dialect(
    "pep",
    "PEP",
    _claims,
    _read,
    "pep-NNNN.rst",
    _sign,
    ignores=lambda path: not _claims(path),
    identify=_identify,
    exempt=FOREIGN,
    rank=12,
)
