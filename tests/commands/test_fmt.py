"""``adr fmt``: keys in order, no stray spaces, and not a word changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr import frontmatter

if TYPE_CHECKING:
    from tests.conftest import Base, Command

PATH = "adrs/ADR-0001-x.md"
UNTIDY = """---
# the file's own comment

tags: [b,  a]   \t
x-own: |
  kept   \x20
  as it is
# who decides
owner: m.okafor
status:  draft  # for now
id: ADR-0001
title: "A title"
kind: decision
date: 2026-03-02
---



# A title  \x20

text  """
TIDY = """---
# the file's own comment

id: ADR-0001
kind: decision
title: "A title"
status:  draft  # for now
date: 2026-03-02
# who decides
owner: m.okafor
tags: [b,  a]
x-own: |
  kept   \x20
  as it is
---

# A title  \x20

text
"""


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_canonical_form_says_the_same(base: Base, adr: Command, tmp_path: Path, eol: str, mark: str) -> None:
    def written(text: str) -> str:
        return mark + text.replace("\n", eol)

    base({PATH: written(UNTIDY)})
    assert (adr("fmt", "--check").code, adr("fmt", "--diff").code) == (1, 1)
    assert (tmp_path / PATH).read_bytes().decode() == written(UNTIDY), "nothing is written"
    assert adr("fmt").out == f"changed {PATH}\n"
    found = (tmp_path / PATH).read_bytes().decode()
    assert found == written(TIDY)
    before, after = frontmatter.split(UNTIDY), frontmatter.split(TIDY)
    assert before is not None
    assert after is not None
    assert frontmatter.load(before.head) == frontmatter.load(after.head)
    assert (adr("fmt", "--check").code, adr("fmt").out) == (0, "")


def test_only_the_paths_named_are_formatted(base: Base, adr: Command) -> None:
    base({PATH: UNTIDY, "learnings/LRN-0001-x.md": "broken\n"})
    assert adr("fmt", "learnings").out == ""
    assert adr("fmt", "--check", PATH).out == f"would change {PATH}\n"
