"""A finding as editors show it."""

from __future__ import annotations

import re

import yaml
from lsprotocol import types

from adr.finding import Finding, Location, Severity
from adr.frontmatter import nodes
from adr.lsp.cursor import head_range
from adr.lsp.text import Text
from adr.lsp.workspace import Snapshot
from adr.report import waiver_text
from adr.waiver import Waived

SOURCE = "adr"
"""What editors show as the origin of a diagnostic."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_TOKEN = re.compile(r"!?\[[^\]\n]*\](?:\([^)\n]*\))?|#+ [^\r\n]*|[\w.@#-]*\w|[^\s]")


def diagnostic(snapshot: Snapshot, finding: Finding, text: Text) -> types.Diagnostic:
    """Return a finding as a diagnostic; `text` is that of its file."""
    related = [
        types.DiagnosticRelatedInformation(_location(snapshot, place), f"see {place.path}") for place in finding.related
    ]
    pages = snapshot.project.rule_pages
    return types.Diagnostic(
        range=text.range(*span(text, finding.location)),
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(f"{pages}{finding.code.lower()}/") if pages else None,
        source=SOURCE,
        related_information=related or None,
    )


def hint(snapshot: Snapshot, each: Waived, text: Text) -> types.Diagnostic:
    """Return a finding that its record waives as a hint, which says until when and why."""
    found = diagnostic(snapshot, each.finding, text)
    found.severity = types.DiagnosticSeverity.Hint
    found.message = f"waived {waiver_text(each.waiver)}\n{each.finding.message}"
    return found


def span(text: Text, location: Location) -> tuple[int, int]:
    """Return the characters that a finding is about: the key or the value that starts at its place, else a word."""
    at = text.at(location.line, location.column)
    head = head_range(text.content)
    if head and head[0] <= at < head[1]:
        for node in nodes(text.content[slice(*head)]):
            start, end = head[0] + node.start_mark.index, head[0] + node.end_mark.index
            if start == at and isinstance(node, yaml.ScalarNode):
                return start, start + len(text.content[start:end].split("\n", 1)[0].rstrip())
    token = _TOKEN.match(text.content, at)
    return at, token.end() if token else at


def _location(snapshot: Snapshot, place: Location) -> types.Location:
    text = snapshot.text(place.path)
    return types.Location(snapshot.uri(place.path), text.range(*span(text, place)))
