"""Comments in code that cite records."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr import codecite

if TYPE_CHECKING:
    from tests.conftest import Base


def kept(root: Path) -> None:
    for line in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *line], cwd=root, check=True)


def test_ids_in_comments_and_docstrings_count_and_others_do_not(base: Base, tmp_path: Path) -> None:
    base(
        {
            "a.py": 'X = "ADR-0001"  # see the record\n# ADR-0001 and ADR-0001, not XADR-0001\n',
            "b.py": '"""A module.\n\nIt keeps to ADR-0001.\n"""\n',
            "c.go": "// ADR-0001\nvar x = 1 // ADR-0009 is no record\n",
            "d.md": "# ADR-0001\n",
            "e.rst": "As ADR-0001 says.\n",
            "größer.sh": "# ADR-0001\n",
        }
    )
    kept(tmp_path)
    found = codecite.cited(tmp_path, {"ADR-0001"})
    assert found.places == {"ADR-0001": [("a.py", 2), ("b.py", 3), ("c.go", 1), ("e.rst", 1), ("größer.sh", 1)]}
    assert found.whole


def test_what_is_left_out_is_said(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base({"a.py": "# ADR-0001\n" * (codecite.MOST + 1), "b.py": "# ADR-0002\n"})
    kept(tmp_path)
    found = codecite.cited(tmp_path, {"ADR-0001", "ADR-0002"})
    assert (len(found.places["ADR-0001"]), found.whole) == (codecite.MOST, False)
    monkeypatch.setattr(codecite, "ENOUGH", 4)
    assert codecite.cited(tmp_path, {"ADR-0002"}) == codecite.Cited({}, whole=False)


def test_outside_git_there_are_none(base: Base, tmp_path: Path) -> None:
    base({"a.py": "# ADR-0001\n"})
    assert codecite.cited(tmp_path, {"ADR-0001"}).places == {}
