"""Which dialect a folder of records is written in, found by looking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from adr.dialect import Dialect, dialect, ranked

_SAMPLE = 60
"""How many files of a folder are looked at, about."""

_TEXT_FILES = (".md", ".markdown", ".mdx", ".rst", ".erb", ".yaml")


def recognised(paths: Mapping[str, str], texts: Callable[[Sequence[str]], Iterable[bytes]]) -> Dialect:
    """Return how a folder's records are written: what most of a sample look like, native when in doubt.

    `paths` leads from paths to paths counted from the folder; `texts` reads what is at some of the former.
    """
    native = dialect("native")
    candidates = [path for path, name in paths.items() if name.lower().endswith(_TEXT_FILES)]
    named = sum(native.sign(paths[path], "") for path in candidates)
    if not candidates or named * 2 > len(candidates):
        return native
    sample = candidates[:: max(1, len(candidates) // _SAMPLE)]
    known = set(paths.values())
    votes: Counter[str] = Counter()
    for path, data in zip(sample, texts(sample), strict=True):
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        signed = (
            d for d in ranked() if d.sign(paths[path], text) and (not d.beside or d.file_beside(paths[path]) in known)
        )
        if (found := next(signed, None)) is not None:
            votes[found.name] += 1
    best = max(ranked(), key=lambda found: votes[found.name])
    return best if votes[best.name] else native
