"""One report that every output format is tested on."""

from __future__ import annotations

import pytest

from adr.finding import Finding, Location, Severity
from adr.output import Report


@pytest.fixture
def report() -> Report:
    """Return a report with a finding of each severity, letters that are not ASCII, and a tab."""
    return Report(
        [
            Finding(Location("adrs/ADR-0001.md", 12, 9), "ENV004", "no `größe`", help="try", excerpt="status:\t größe"),
            Finding(Location("adrs/ADR-0001.md", 13), "ENV007", "gone", Severity.WARNING, excerpt="owner: x"),
            Finding(Location("adrs/ADR-0002.md"), "ENV001", "CRLF", Severity.INFO, "nothing to do"),
        ],
        records=1,
        unreadable=1,
    )
