"""``adr rename``: title, heading, file name and links follow; the old name is an alias."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

OLD = "adrs/ADR-0001-use-mysql.md"


def test_title_heading_file_and_links_follow(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    text = record("ADR-0001", "# Use MySQL\n\nUse MySQL, because.\n", title='"Use MySQL" # for now')
    base({OLD: text, "docs/a.md": "[x](../adrs/ADR-0001-use-mysql.md#use-mysql) Use MySQL\n"})
    done = adr("rename", "adr-0001", "Use  MySQL: everywhere")
    assert (done.code, done.out) == (0, "adrs/ADR-0001-use-mysql-everywhere.md\ndocs/a.md\n")
    assert not (tmp_path / OLD).exists()
    found = (tmp_path / "adrs/ADR-0001-use-mysql-everywhere.md").read_text()
    assert 'title: "Use MySQL: everywhere" # for now\n' in found
    assert "aliases: [ADR-0001-use-mysql]\n" in found
    assert found.endswith("# Use MySQL: everywhere\n\nUse MySQL, because.\n")
    assert (tmp_path / "docs/a.md").read_text() == (
        "[x](../adrs/ADR-0001-use-mysql-everywhere.md#use-mysql-everywhere) Use MySQL\n"
    )


def test_a_file_of_another_name_keeps_it(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/mysql.md": record("ADR-0001")})
    assert adr("rename", "ADR-0001", "Use PostgreSQL").out == "adrs/mysql.md\n"
    assert "title: Use PostgreSQL\n" in (tmp_path / "adrs/mysql.md").read_text()


def test_nothing_is_written_over_and_a_bad_title_is_refused(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({OLD: record("ADR-0001"), "adrs/ADR-0001-use-postgresql.md": "mine"})
    assert "is the id of" in adr("rename", "ADR-0001", "Use PostgreSQL").err
    assert "already there" in adr("rename", OLD, "Use PostgreSQL").err
    assert "a title has 5 to 100" in adr("rename", OLD, "x").err
    assert (tmp_path / "adrs/ADR-0001-use-postgresql.md").read_text() == "mine"
    assert (tmp_path / OLD).read_text() == record("ADR-0001")
