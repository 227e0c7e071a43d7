"""What adr-tools reads in a record and changes there: its title and the section ``## Status``."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TARGET = re.compile(r"\]\(0*([1-9][0-9]*)")
_HEADING = "## Status"


def title(text: str) -> str:
    """Return a record's title: its first line, which begins with ``# ``."""
    return text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")[2:]


def has_section(text: str) -> bool:
    """Tell whether a record has a section ``## Status``."""
    return any(line.rstrip("\r\n") == _HEADING for line in _LINE.findall(text))


def with_link(text: str, link: str) -> str:
    """Return `text` with `link` as a paragraph at the end of its section ``## Status``; lines keep their ends."""
    end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    found, inside = [], False
    for line in _LINE.findall(text):
        if line.startswith("##"):
            if inside:
                found += [link, end, end]
            inside = line.rstrip("\r\n") == _HEADING
        found.append(line)
    result = "".join(found)
    if inside:
        result += "" if result.endswith(end * 2) else end if result.endswith(end) else end * 2
        result += f"{link}{end}"
    return result


def without_status(text: str, status: str) -> str:
    """Return `text` without the lines of its section ``## Status`` that are `status`, nor two blank lines in a row."""
    kept, inside, blank = [], False, False
    for line in _LINE.findall(text):
        bare = line.rstrip("\r\n")
        if line.startswith("##"):
            inside = bare == _HEADING
        if inside:
            if bare == status or (blank and not bare.strip()):
                continue
            blank = not bare.strip()
        kept.append(line)
    return "".join(kept)


def links(text: str) -> list[tuple[int, str]]:
    """Return the links of the status section: the number that the target's name begins with, and the words before."""
    found, inside = [], False
    for line in _LINE.findall(text):
        if line.startswith("#"):
            inside = line.startswith(_HEADING)
        elif inside and (link := _link(line.rstrip("\r\n"))):
            found.append(link)
    return found


def _link(line: str) -> tuple[int, str] | None:
    """Return the target of a line's link, and what stands before and after it; a title may hold brackets too."""
    end = line.rfind(")")
    targets = list(_TARGET.finditer(line, 0, max(end, 0)))
    start = line.find(" [", 1, targets[-1].start()) if targets else -1
    return (int(targets[-1][1]), line[:start] + line[end + 1 :]) if start > 0 else None
