"""Metadata in a file of its own beside the text: ``kep.yaml`` and ``README.md``, as Kubernetes' enhancements have it.

Source of the format: https://github.com/kubernetes/enhancements
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from adr.dialect import FOREIGN, Dialect, Reading, Source, identify
from adr.frontmatter import MalformedError
from adr.translation import load_at, translate

_PATH = re.compile(r"(?:.*/)?[^/]+/README\.md$", re.IGNORECASE)
_SIDECAR = "kep.yaml"


def _claims(path: str) -> bool:
    return _PATH.match(path) is not None


def _read(source: Source) -> Reading:
    if not source.beside:
        raise MalformedError(
            f"there is no `{_SIDECAR}` beside it", help_=f"put the metadata into `{_SIDECAR}` in the same folder"
        )
    conventions = replace(source.conventions, fields={"id": "kep-number", **source.conventions.fields})
    head_file = posixpath.join(posixpath.dirname(source.path), _SIDECAR)
    stated = load_at(source.beside, 1)
    reading = Reading({}, source.beside, 1, source.text, 1, head_file=head_file)
    return translate(replace(source, conventions=conventions), stated, reading, by=identify)


def _sign(path: str, text: str) -> bool:  # noqa: ARG001 - the file beside is the sign, which the reader looks for
    return _claims(path)


DIALECT = Dialect(
    "kep",
    "KEP",
    _claims,
    _read,
    "NNNN-title/README.md",
    _sign,
    ignores=lambda path: not _claims(path),
    exempt=FOREIGN,
    rank=10,
    beside=_SIDECAR,
)
