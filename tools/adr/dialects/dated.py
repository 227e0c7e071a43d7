"""A folder for each record, named after a day, with the text in its README: ``2021-03-04-use-x/README.md``."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, Reading, Source
from adr.kind import Kind
from adr.translation import read_markdown

_PATH = re.compile(
    r"(?:.*/)?(?P<year>(?:19|20)\d{2})(?:(?P<split>[-/]?)(?P<month>\d{2})(?:(?P=split)(?P<day>\d{2}))?(?!\d))?"
    r"(?P<rest>[-_ /][^/]+)?/README\.md$",
    re.IGNORECASE,
)


def _claims(path: str) -> bool:
    return _PATH.match(path) is not None


def _sign(path: str, text: str) -> bool:  # noqa: ARG001 - the signature of every sign
    match = _PATH.match(path)
    return match is not None and match["day"] is not None  # a year alone may be a number


def _identify(path: str, kind: Kind) -> str:  # noqa: ARG001 - the signature of every way to identify
    """Return the day and what stands behind it: ``2021/03/04/use-x/README.md`` is ``2021-03-04-use-x``."""
    match = _PATH.match(path if path.lower().endswith("/readme.md") else f"{path.rstrip('/')}/README.md")
    if match is None:
        return path.rsplit("/", 1)[-1]
    rest = (match["rest"] or "").replace("/", "-")
    return "-".join(part for part in (match["year"], match["month"], match["day"]) if part) + rest


def _read(source: Source) -> Reading:
    return read_markdown(source, by=_identify)


DIALECT = Dialect(
    "dated",
    "dated folders",
    _claims,
    _read,
    "YYYY-MM-DD-title/README.md",
    _sign,
    ignores=lambda path: not _claims(path),
    identify=_identify,
    exempt=FOREIGN,
    rank=20,
)
