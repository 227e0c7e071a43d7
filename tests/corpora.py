"""The public records beside this checkout: which folders hold which kind, and how to read them as they stand."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from adr.project import Project, find

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("ADR_SHARED", ROOT.parent / "shared")) / "corpora"

needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="../shared/corpora is not beside this checkout (ADR_SHARED says where it is)"
)
"""Skips a test where the corpora are not."""


@dataclass(frozen=True)
class Corpus:
    """A public log: its folder below the corpora, the kind of its records, and what settings say of it."""

    folder: str
    kind: str
    places: str
    more: str = ""

    def settings(self) -> str:
        """Return the text of ``adr.toml``."""
        others = [kind for kind in ("decision", "learning", "playbook") if kind != self.kind]
        off = "".join(f"\n[kinds.{kind}]\nenabled = false\n" for kind in others)
        return f"[kinds.{self.kind}]\n{self.places}\n{self.more}\n{off}"

    def copy(self, to: Path) -> Project:
        """Copy the log into a folder and return it as a project."""
        shutil.copytree(CORPORA / self.folder, to)
        (to / "adr.toml").write_text(self.settings(), encoding="utf-8")
        return find(to)


_FIXTURE = "log4brains/packages/core/integration-tests/ro-project"
_PACKAGES = 'folder = "docs/adr"\nalso = ["packages/core/docs/adr", "packages/web/docs/adr"]'
CASES = {
    "madr-own": Corpus("madr", "decision", 'folder = "docs/decisions"'),
    "govuk-aws": Corpus("govuk-aws", "decision", 'folder = "docs/architecture/decisions"'),
    "verify-service-provider": Corpus("verify-service-provider", "decision", 'folder = "docs/adr"'),
    "log4brains-own": Corpus("log4brains", "decision", _PACKAGES),
    "log4brains-fixture": Corpus(
        _FIXTURE, "decision", 'folder = "docs/adr"\nalso = ["packages/package1/adr", "packages/package2/adr"]'
    ),
    "eips": Corpus("eips", "decision", 'folder = "EIPS"', 'statuses = {Living = "accepted", Moved = "rejected"}'),
    "nats-adr": Corpus("nats", "decision", 'folder = "adr"'),
    "moj-cloud-platform": Corpus(
        "moj-cloud-platform", "decision", 'folder = "architecture-decision-record"', 'dates = "day-first"'
    ),
    "moj-incidents": Corpus("moj-cloud-platform", "learning", 'folder = "source/incidents"', 'dialect = "plain"'),
    "prom-runbooks": Corpus("prometheus-runbooks", "playbook", 'folder = "content"', 'dialect = "plain"'),
}
"""Every log that ``expected.json`` speaks of, by its name there."""
