"""python-frontmatter, with our handler, reads what we read."""

from __future__ import annotations

import frontmatter as python_frontmatter
import pytest

from adr.frontmatter import MalformedError
from adr.handler import Handler


def test_python_frontmatter_reads_records_with_the_handler() -> None:
    post = python_frontmatter.loads("---\nstatus: no\ndate: 2026-03-02\n---\n# Title\n", handler=Handler())
    assert post.metadata == {"status": "no", "date": "2026-03-02"}
    assert post.content.strip() == "# Title"
    assert Handler().load(Handler().export({"a": ["no", "1:30"]})) == {"a": ["no", "1:30"]}


def test_the_handler_refuses_text_without_front_matter() -> None:
    with pytest.raises(MalformedError, match="no front matter"):
        Handler().split("# Title\n")
    assert not Handler().detect("# Title\n")
    assert Handler().detect("---\n---\n")
