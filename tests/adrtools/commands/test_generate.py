"""``adr generate`` as adr-tools has it; each report has tests of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run

pytestmark = pytest.mark.usefixtures("adr_tools")


def test_the_reports_are_listed(run: Run) -> None:
    done = run("generate")
    assert (done.code, done.out) == (0, "graph\ntoc\n")


def test_an_unknown_report_is_refused(run: Run) -> None:
    done = run("generate", "tok")
    assert (done.code, done.out, done.err) == (127, "", "adr-generate: tok: no such report; one of: graph, toc\n")
