"""Michael Nygard's form, as adr-tools lays it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export

LINK = re.compile(r"\]\(([^)#]+)(?:#([^)]*))?\)")


def test_the_sample_is_laid_out_as_adr_tools_does(sample: Export) -> None:
    files = sample("nygard", "decision").files
    assert len(files) == 14
    assert files["0004-reach-hosted-models-through-one-shared-client-library.md"].startswith(
        "# 4. Reach hosted models through one shared client library\n\nDate: 2026-01-19\n\n## Status\n\n"
        "Supersedes [1. Call hosted language models directly from each client service]"
        "(0001-call-hosted-language-models-directly-from-each-client-service.md)\n\n"
        "Superseded by [10. Reach every model through one gateway that we run]"
        "(0010-reach-every-model-through-one-gateway-that-we-run.md)\n\n## Context\n\n"
    )
    for text in files.values():
        assert text.count("\n# ") == 0
        assert "\n## Decision\n" in text
        assert "\n## Consequences\n" in text


def test_every_link_between_records_leads_to_a_file(sample: Export) -> None:
    files = sample("nygard", "decision").files
    targets = [target for text in files.values() for target, _ in LINK.findall(text) if "//" not in target]
    assert len(targets) > 20
    assert {t for t in targets if not t.startswith("../")} <= set(files)


def test_relations_stand_below_the_status_on_both_sides(sample: Export) -> None:
    text = next(t for name, t in sample("nygard", "decision").files.items() if name.startswith("0010-"))
    status = text.split("## Context")[0]
    assert "\nAccepted\n\nSupersedes [4. " in status
    assert "Learned from [LRN-0003: A retired model version" in status
    assert "Implemented by [PLB-0001: " in status


def test_what_has_no_place_is_counted_by_field(sample: Export) -> None:
    lost = sample("nygard", "decision").lost
    assert lost["owner"] == 14
    assert lost["lock-in"] == 1
    assert not {"id", "kind", "title", "status", "date", "relations"} & set(lost)


def test_links_to_headings_follow_to_their_new_names(export: Export, record: Write) -> None:
    body = (
        "# Use it\n\n## Context and Problem Statement\n\n[a](#context-and-problem-statement) [b](#use-it) [c](#own)\n"
    )
    other = (
        "# Other\n\n[d](ADR-0001-x.md#use-it) [e](ADR-0001-x.md#context-and-problem-statement) [f](ADR-0001-x.md#own)\n"
    )
    files = {"adrs/ADR-0001-x.md": record(body=body, title="Use it"), "adrs/ADR-0002-y.md": record("ADR-0002", other)}
    made = export("nygard", files).files
    assert "[a](#context) [b](#1-use-it) [c](#own)" in made["0001-x.md"]
    assert "[d](0001-x.md#1-use-it) [e](0001-x.md#context) [f](0001-x.md#own)" in made["0002-y.md"]


def test_a_status_is_one_line_and_a_foreign_title_is_not_lost_in_silence(export: Export, record: Write) -> None:
    text = record(status='"odd\\n# Not a heading"', body="\r\n# Another title\r\n\r\ntext\r\n")
    made = export("nygard", {"adrs/ADR-0001-x.md": text})
    assert made.files["0001-x.md"] == (
        "# 1. Use PostgreSQL\r\n\r\nDate: 2026-03-02\r\n\r\n## Status\r\n\r\nOdd # Not a heading\r\n\r\ntext\r\n"
    )
    assert made.lost == {"owner": 1, "the heading of the body": 1}
