from __future__ import annotations

import re

import pytest
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

from adr.page import AS_IS
from adr.publications import llms


def knowledge(record: Write) -> dict[str, str]:
    return {
        "adrs/ADR-0001-x.md": record(status="superseded", date="2026-03-09"),
        "adrs/ADR-0002-y.md": record(
            "ADR-0002", "\n# Y\n\n## Context\n\nWe need it.\n", status="accepted", relations="{supersedes: [ADR-0001]}"
        ),
        "adrs/ADR-0003-z.md": record("ADR-0003", title="A [link](javascript:x) `and` *more*"),
    }


def test_it_has_the_form_that_readers_expect(publish: Publish, record: Write) -> None:
    """https://llmstxt.org: a heading, a quotation, and sections of links with what they are."""
    files = publish(knowledge(record))
    lines = [line for line in files["llms.txt"].decode().splitlines() if line]
    assert lines[0] == "# Handbook"
    assert lines[1].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Decisions in force", "## Not in force yet", "## Optional"
    ]  # fmt: skip
    links = [line for line in lines[2:] if not line.startswith("## ")]
    assert all(re.fullmatch(r"- \[(?:\\.|[^\]\\])+\]\([^()\s]+\): .+", line) for line in links)
    targets = [re.findall(r"\]\((\S+)\): ", line)[-1].removeprefix(SITE) for line in links]
    assert targets == ["adrs/ADR-0002-y.md", "adrs/ADR-0003-z.md", "adrs/ADR-0001-x.md"]
    assert all(f"{target}{AS_IS}" in files for target in targets)
    assert "Decision, accepted since 2026-03-02: in force. We need it." in links[0]


def test_what_is_in_force_comes_before_what_it_replaced(publish: Publish, record: Write) -> None:
    text = publish(knowledge(record))["llms-full.txt"].decode()
    assert text.index("ADR-0002: Use") < text.index("ADR-0003: A [link]") < text.index("ADR-0001: Use")
    assert "Decision, superseded since 2026-03-09: no longer in force; in force instead: ADR-0002." in text
    assert "## Context\n\nWe need it." in text


@pytest.mark.parametrize("name,limit", [("llms.txt", "LIST_BYTES"), ("llms-full.txt", "TEXT_BYTES")])
def test_what_does_not_fit_is_told(
    publish: Publish, record: Write, monkeypatch: pytest.MonkeyPatch, name: str, limit: str
) -> None:
    files = {f"adrs/ADR-{n:04d}-x.md": record(f"ADR-{n:04d}", "word " * 40) for n in range(1, 21)}
    monkeypatch.setattr(llms, limit, 2000)
    text = publish(files)[name].decode()
    shown = len(set(re.findall(r"ADR-\d{4}", text)))
    assert 0 < shown < 20
    assert f"{20 - shown} records more did not fit here" in text
    assert len(text) < 2600
