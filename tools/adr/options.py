"""The options that a decision weighed, read from its body."""

from __future__ import annotations

import re

import pyromark

from adr.commonmark import OPTIONS
from adr.record import Record

_ENDS = ("Paragraph", "Item", "Heading", "TableCell")
_SEPARATOR = re.compile(r"\s+[\u2013\u2014-]\s+|:\s|\. |, ")


def considered_options(record: Record, title: str = "Considered Options") -> tuple[str, ...]:
    """Return the names of the options listed below the heading `title`, in order.

    An option is a top-level list item, a heading, or the first cell of a table's row, whichever comes first. Its name
    ends at a dash, colon, comma or full stop followed by more text.
    """
    text = record.document.section(title)
    if not text:
        return ()
    found: dict[str, list[str]] = {"Item": [], "Heading": [], "TableRow": []}
    depth, taking, first, words = 0, "", "", [""]
    for event in pyromark.events(text, options=OPTIONS):
        if isinstance(event, str):
            words.append(" ")
            continue
        ((what, value),) = event.items()
        if what in ("Text", "Code"):
            words.append(str(value))
            continue
        tag = value if isinstance(value, str) else next(iter(value), "") if isinstance(value, dict) else ""
        if taking and ((what == "End" and tag in _ENDS) or tag == "List"):
            name = _SEPARATOR.split(" ".join("".join(words).split()), maxsplit=1)[0].strip()
            if name:
                found[taking].append(name)
                first = first or taking
            taking = ""
        if tag == "List":
            depth += 1 if what == "Start" else -1
        elif what == "Start" and tag in found and (tag != "Item" or depth == 1):
            taking, words = tag, []
    return tuple(found[first]) if first else ()


def names(text: str, option: str) -> bool:
    """Tell whether `text` names `option`, whatever the case, spacing and emphasis."""

    def plain(value: str) -> str:
        return " ".join(re.sub(r"[*_`\[\]]", "", value).casefold().split())

    return re.search(rf"(?<!\w){re.escape(plain(option))}(?![\w+#])", plain(text)) is not None
