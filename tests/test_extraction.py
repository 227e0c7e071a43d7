"""What is taken out of a text is metadata that fields hold, in whole lines, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.extraction import extract
from adr.markdown import Document, Heading
from adr.record import Record, read
from adr.wording import folded, names_of

DECISION = load_kinds()["decision"]
META = [
    "Date: 2020-01-02\n",
    "Date: 01/02/2020\n",
    "* Status: accepted\n",
    "- Deciders: Jane Doe, @lind\n",
    "**Status:** superseded by [3](0003-c.md)\n",
    "**Supersedes:** [1](0001-a.md)\n",
    "## Status\n\nAccepted\n\nSuperseded by [3. C](0003-c.md)\n\n",
    "## Status\n\nAccepted, for now\n\nWe are not sure.\n\n",
    "## Date\n\n2020-01-02\n\n",
    "|Metadata|Value|\n|---|---|\n|Date|2020-01-02|\n|Status|Accepted|\n\n",
    "|A|B|C|\n|---|---|---|\n|Date|2020-01-02|x|\n\n",
]
TEXT = [
    "# 2. Title\n",
    "\n",
    "## Context\n\n",
    "Words.\n",
    "```\nDate: 2020-01-02\n```\n",
    "<!--\nDate: x\n-->\n",
    "- [l](0001-a.md)\n",
    "> Date: 2020-01-02\n",
    "    Date: 2020-01-02\n",
    "---\n",
    "===\n",
    "\r\n",
    "[r]: 0001-a.md\n",
]
BODIES = st.lists(st.sampled_from([*META, *TEXT]) | st.text(max_size=8), max_size=12).map("".join)


def decision(text: str, dialect: str = "nygard") -> Record | None:
    entry = read("0002-b.md", text, DECISION, dialect)
    return entry if isinstance(entry, Record) else None


def left(text: str, dialect: str = "nygard", anchors: frozenset[str] = frozenset()) -> str:
    record = decision(text, dialect)
    assert record
    return extract(record, lambda id_: id_ != "ADR-0099", anchors).body(text)


def metadata(heading: Heading) -> bool:
    """Tell whether a heading names a field, however it is set off: `## **Status**: accepted` does."""
    return folded(heading.text.partition(":")[0]) in {*names_of("status"), *names_of("date")}


@given(text=BODIES, dialect=st.sampled_from(["nygard", "madr", "table", "labels", "plain"]))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_whole_lines_go_and_no_code_heading_or_link_but_those_of_metadata(text: str, dialect: str) -> None:
    record = decision(text.encode(errors="replace").decode(), dialect)
    if record is None:
        return
    body, found = record.reading.body, extract(record, lambda _: True)
    done = 0
    for start, end in found.spans:
        assert done <= start < end <= len(body)
        assert start == 0 or body[start - 1] == "\n"
        assert end == len(body) or body[end - 1] == "\n"
        done = end
    now = Document(found.body(body))
    assert [h.text for h in now.headings if not metadata(h)] == [
        h.text for h in record.document.headings if not metadata(h)
    ]
    assert found.body(body).count("```") == body.count("```")


@pytest.mark.parametrize(
    "before, after",
    [
        ("# 2. B\n\nDate: 2020-01-02\n\n## Context\n", "# 2. B\n\n## Context\n"),
        ("# 2. B\n\n## Status\n\nAccepted\n\nAmends [1. A](0001-a.md)\n\n## Context\n", "# 2. B\n\n## Context\n"),
        ("# B\n\n* Status: accepted\n* Date: 2020-01-02\n\nText\n", "# B\n\nText\n"),
        ("# B\n\n|Metadata|Value|\n|--|--|\n|Date|2020-01-02|\n|Tags| |\n\nText\n", "# B\n\nText\n"),
        ("# B\n\n* Status: superseded by [3](0003-c.md)\n\nText\n", "# B\n\nText\n"),
        ("# B\n\n**Supersedes:** [1](0001-a.md)\n\nText\n", "# B\n\nText\n"),
        ("# B\n\n**Supersedes:** [1](0001-a.md), mostly\n\nText\n", None),
        ("# B\n\n* Status: accepted <!-- until May -->\n", None),
        ("# B\n\n## Status\n\nAccepted\n\nSupersedes [1](0001-a.md#part)\n\n## C\n", "# B\n\n## C\n"),
        ("# B\r\n\r\nDate: 2020-01-02\r\n\r\nText\r\n", "# B\r\n\r\nText\r\n"),
        ("# B\nDate: 2020-01-02\nText\n", "# B\nDate: 2020-01-02\nText\n"),
        ("# B\n\n## Status\n\nAccepted\n\nBut only in spring.\n", None),
        ("# B\n\n## Status\n\nAccepted\n\nAmends [99](0099-z.md)\n", None),
        ("# B\n\n## Status\n\nAccepted\n\n### Why\n\nBecause.\n", None),
        ("# B\n\n|Metadata|Value|\n|--|--|\n|Date|2020-01-02|\n|Date|2020-01-03|\n", None),
        ("# B\n\n- Deciders: Jane,\n  Joe\n", None),
    ],
)
def test_metadata_goes_where_fields_hold_all_of_it(before: str, after: str | None) -> None:
    assert left(before) == (before if after is None else after)


def test_what_stays_is_said_and_a_heading_that_is_linked_to_stays() -> None:
    record = decision("# B\n\n## Status\n\nAccepted\n\nBut only in spring.\n")
    assert record
    assert extract(record, lambda _: True).stays == ["the section `Status` says more than fields hold, and stays"]
    text = "# B\n\n## Status\n\nAccepted\n"
    assert left(text, anchors=frozenset(["status"])) == text
