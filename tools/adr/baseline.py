"""Findings that were there already: counted by file and rule in a file of the project, so that only new ones fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adr.finding import CannotRunError, Finding
from adr.project import BASELINE
from adr.walk import text_of
from adr.write import FileChange

Counts = Mapping[tuple[str, str], int]
"""By path and rule: how many findings."""


@dataclass(frozen=True, slots=True)
class Split:
    """Findings beside a baseline: those that it does not have, how many it hides, and what it has in vain."""

    new: tuple[Finding, ...]
    hidden: int
    gone: Counts


def read_baseline(root: Path) -> Counts:
    """Return a project's baseline; empty where it has none. Raises CannotRunError for a file that is none."""
    text = text_of(root / BASELINE)
    if text is None:
        return {}
    try:
        found: Any = json.loads(text)
        if found["version"] != 1:
            raise CannotRunError(f"{BASELINE} has version {found['version']}, and this adr reads version 1: update it")
        return {
            (path, code): int(number) for path, by_code in found["findings"].items() for code, number in by_code.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CannotRunError(f"{BASELINE} is no baseline; `adr check --update-baseline` writes it anew") from None


def split(findings: Iterable[Finding], known: Counts) -> Split:
    """Leave out the findings that a baseline knows. Of a rule with more in a file than it knows, all are new.

    Which of them are cannot be told: lines shift, and messages change.
    """
    findings = tuple(findings)
    counted = counts(findings)
    grown = {key for key, number in counted.items() if number > known.get(key, 0)}
    new = tuple(found for found in findings if (found.location.path, found.code) in grown)
    gone = {key: number - counted.get(key, 0) for key, number in known.items() if number > counted.get(key, 0)}
    return Split(new, len(findings) - len(new), gone)


def unfrozen(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a project's baseline does not have; raises CannotRunError as `read_baseline` does."""
    return split(findings, read_baseline(root)).new


def counts(findings: Iterable[Finding]) -> Counts:
    """Return how many findings there are by path and rule."""
    return Counter((found.location.path, found.code) for found in findings)


def baseline_change(root: Path, findings: Iterable[Finding]) -> FileChange | None:
    """Return what makes a project's baseline that of `findings`; None where it is already."""
    by_path: dict[str, dict[str, int]] = {}
    for (path, code), number in sorted(counts(findings).items()):
        by_path.setdefault(path, {})[code] = number
    wanted = json.dumps({"version": 1, "findings": by_path}, indent=2, ensure_ascii=False) + "\n" if by_path else None
    before = text_of(root / BASELINE)
    return None if before == wanted else FileChange(root / BASELINE, before, wanted)
