"""The options that a decision weighed, as its body lists them."""

from __future__ import annotations

import pytest

from adr.catalogue import load_kinds
from adr.options import considered_options
from adr.record import Record, read


def options(section: str) -> tuple[str, ...]:
    text = f"---\nid: ADR-0001\n---\n## Considered Options\n\n{section}\n\n## Decision Outcome\n\n- no option\n"
    record = read("adrs/ADR-0001.md", text, load_kinds()["decision"], "native")
    assert isinstance(record, Record)
    return considered_options(record)


@pytest.mark.parametrize(
    "section,expected",
    [
        ("- A\n- B", ("A", "B")),
        ("* A\n\n  more\n\n* B", ("A", "B")),
        ("1. A\n2. B", ("A", "B")),
        ("- [ ] A\n- [x] B", ("A", "B")),
        ("- A\n  - good\n  - bad\n- B\n  1. x", ("A", "B")),
        ("### A\n\n- good\n\n### B\n\n- bad", ("A", "B")),
        ("### A\n\ntext\n\n### B", ("A", "B")),
        ("| Option | Cost |\n| - | - |\n| A | 1 |\n| B | 2 |", ("A", "B")),
        ("- **A** — because\n- B: it\n- C. Then\n- D, one a tenant\n- E - x", ("A", "B", "C", "D", "E")),
        ("- PostgreSQL 16.4\n- pre-built\n- a:b", ("PostgreSQL 16.4", "pre-built", "a:b")),
        ("- `code` and *more*\n- [link](x.md)\n- two\n  lines", ("code and more", "link", "two lines")),
        ("- <!-- A -->\n- B", ("B",)),
        ("Only prose.", ()),
        ("<!--\n- A\n- B\n-->", ()),
        ("```\n- A\n```", ()),
        ("", ()),
    ],
)
def test_an_option_is_a_list_item_a_heading_or_a_row(section: str, expected: tuple[str, ...]) -> None:
    assert options(section) == expected


def test_without_the_heading_there_are_no_options() -> None:
    record = read("adrs/ADR-0001.md", "---\na: b\n---\n- A\n- B\n", load_kinds()["decision"], "native")
    assert isinstance(record, Record)
    assert considered_options(record) == ()
