"""A folder for each record, named after its number, with the text in its README: ``0012-use-x/README.md``."""

from __future__ import annotations

from adr.dialect import FOREIGN, NUMBERED_FOLDER, Dialect
from adr.translation import read_markdown


def _claims(path: str) -> bool:
    return NUMBERED_FOLDER.match(path) is not None


def _sign(path: str, text: str) -> bool:  # noqa: ARG001 - the signature of every sign
    return _claims(path)


DIALECT = Dialect(
    "numbered",
    "numbered folders",
    _claims,
    read_markdown,
    "NNNN-title/README.md",
    _sign,
    ignores=lambda path: not _claims(path),
    exempt=FOREIGN,
    rank=22,
)
