"""What an output is: one file of ``outputs/`` that turns findings into text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adr import discovery
from adr.finding import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, for every output alike. ``colour`` is for terminals."""

    findings: Sequence[Finding]
    records: int
    unreadable: int
    colour: bool = False


Renderer = Callable[[Report], str]


def names() -> tuple[str, ...]:
    """Return the names of all output formats, without loading any."""
    return discovery.names("outputs")


def renderer(name: str) -> Renderer:
    """Return the function that renders the format called `name`, which is one of `names()`."""
    found: Renderer = discovery.load("outputs", name, "render")
    return found
