"""The text that a new record starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr.adrtools.template import FOLDER, filled, read
from adr.finding import CannotRunError

VALUES = {"NUMBER": "7", "TITLE": "Use DATE & \\1 | NUMBER", "DATE": "1992-01-12", "STATUS": "Accepted"}


def test_the_first_of_each_word_on_a_line_is_replaced_by_its_value_as_it_stands() -> None:
    text = "# NUMBER. TITLE\r\nDATE UPDATE\nSTATUS NUMBER NUMBER\n"
    assert filled(text, VALUES) == ("# 7. Use DATE & \\1 | NUMBER\r\n1992-01-12 UPDATE\nAccepted 7 NUMBER\n")


@pytest.mark.parametrize("name", ["template.md", "init.md"])
def test_our_own_have_the_shape_that_scripts_expect(name: str) -> None:
    lines = filled(read(str(Path(FOLDER) / name)), VALUES).splitlines()
    assert lines[0].startswith("# 7. ")
    assert lines[2:7] == ["Date: 1992-01-12", "", "## Status", "", "Accepted"]
    assert [line for line in lines if line.startswith("## ")] == [
        "## Status", "## Context", "## Decision", "## Consequences",
    ]  # fmt: skip


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"cannot read the template .*none\.md.*nothing was written"):
        read(str(tmp_path / "none.md"))
