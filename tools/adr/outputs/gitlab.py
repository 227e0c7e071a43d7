"""A Code Quality report for GitLab, which shows it in merge requests; it has no place for what was not checked."""

from __future__ import annotations

import json

from adr.finding import Severity
from adr.output import Report, fingerprinted

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Return the findings as one JSON array; paths are from the repository's root, as GitLab takes them."""
    found = [
        {
            "description": f"{found.message}; {found.help}" if found.help else found.message,
            "check_name": found.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[found.severity],
            "location": {"path": report.prefix + found.location.path, "lines": {"begin": found.location.line}},
        }
        for found, fingerprint in fingerprinted(report.findings)
    ]
    return json.dumps(found, indent=2)
