"""``adr renumber``: every reference follows, code and unrelated words stay, the old id is an alias."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

OLD, NEW = "adrs/ADR-0001-use-mysql.md", "adrs/ADR-0007-use-mysql.md"
ROOT = Path(__file__).resolve().parents[2]

OTHER = """See ADR-0001, [it](ADR-0001-use-mysql.md#adr-0001-use-mysql), [ADR-0001][ref] and XADR-0001, ADR-00012.\r
`ADR-0001` and a/ADR-0001 stay.\r
\r
```\r
ADR-0001\r
```\r
\r
[ref]: <ADR-0001-use-mysql.md> "ADR-0001"  \r
"""


@pytest.fixture
def files(base: Base, record: Write) -> dict[str, str]:
    """Return a knowledge base in which everything refers to ADR-0001."""
    head = record("ADR-0002", "", relations="{amends: [ADR-0001], depends-on: ['ADR-0001#context'] } # ADR-0001, again")
    texts = {
        OLD: record("ADR-0001", "# ADR-0001: Use MySQL\n\nThis is ADR-0001. [Top](#adr-0001-use-mysql)\n"),
        "adrs/ADR-0002-x.md": head.replace("\n", "\r\n") + OTHER,
        "docs/a b.md": "[x](../adrs/ADR-0001-use-mysql.md)   \nno end of line: ADR-0001",
        "src/main.py": '"""ADR-0001 says so."""\nx = "ADR-0001"  # ADR-0001, not ADR-00011\n',
        "src/main.rs": 'let x = "ADR-0001"; // ADR-0001\n',
        "src/unknown.zzz": "# ADR-0001\n",
        "README.md": "# ADR-0001\n",
    }
    base(texts)
    return texts


def test_every_reference_follows_and_nothing_else_changes(adr: Command, files: dict[str, str], tmp_path: Path) -> None:
    done = adr("renumber", "adr-0001", "ADR-0007")
    assert (done.code, done.err) == (0, "")
    assert not (tmp_path / OLD).exists()
    moved = (tmp_path / NEW).read_bytes().decode()
    assert "aliases: [ADR-0001, ADR-0001-use-mysql]\n" in moved
    assert moved.replace("aliases: [ADR-0001, ADR-0001-use-mysql]\n", "") == files[OLD].replace(
        "ADR-0001", "ADR-0007"
    ).replace("#adr-0001", "#adr-0007")
    other = (tmp_path / "adrs/ADR-0002-x.md").read_bytes().decode()
    kept = ("XADR-0001", "`ADR-0001`", "a/ADR-0001", "ADR-00012", "\r\nADR-0001\r\n")
    assert all(word in other for word in kept)
    for word in kept:
        other = other.replace(word, "")
    assert "ADR-0001" not in other.replace('"ADR-0001"', "")
    assert "(ADR-0007-use-mysql.md#adr-0007-use-mysql)" in other
    assert '[ref]: <ADR-0007-use-mysql.md> "' in other
    assert "{amends: [ADR-0007], depends-on: ['ADR-0007#context'] } # ADR-0007, again\r\n" in other
    assert (tmp_path / "docs/a b.md").read_text() == files["docs/a b.md"].replace("ADR-0001", "ADR-0007")
    assert (tmp_path / "src/main.py").read_text() == (
        '"""ADR-0007 says so."""\nx = "ADR-0001"  # ADR-0007, not ADR-00011\n'
    )
    assert (tmp_path / "src/main.rs").read_text() == 'let x = "ADR-0001"; // ADR-0007\n'
    assert (tmp_path / "src/unknown.zzz").read_text() == "# ADR-0001\n"
    assert (tmp_path / "README.md").read_text() == "# ADR-0007\n"


def test_the_diff_of_a_dry_run_is_what_would_be_written(adr: Command, files: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path.parent / f"{tmp_path.name}-copy"
    shutil.copytree(tmp_path, copy)
    patch = adr("renumber", "ADR-0001", "--auto", "--dry-run").out
    assert {p: (tmp_path / p).read_bytes().decode() for p in files} == files, "nothing is written"
    subprocess.run(["git", "apply", "-"], cwd=copy, input=patch.encode(), check=True)
    assert adr("renumber", "ADR-0001", "--auto").code == 0
    shutil.rmtree(tmp_path / ".git", ignore_errors=True)
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert (copy / path.relative_to(tmp_path)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["ADR-0099", "--auto"], "no record is called `ADR-0099`"),
        (["ADR-0001", "ADR-0002"], "ADR-0002 is or was the id of a record; the next free one is ADR-0003"),
        (["ADR-0001", "LRN-0007"], "`LRN-0007` is no decision id"),
        (["ADR-0001"], "name the new id, or say --auto"),
    ],
)
def test_what_cannot_be_changes_nothing(
    adr: Command, files: dict[str, str], tmp_path: Path, arguments: list[str], words: str
) -> None:
    done = adr("renumber", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert {p: (tmp_path / p).read_bytes().decode() for p in files} == files


def test_of_two_records_with_one_id_the_named_file_moves_and_mentions_stay(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base(
        {
            OLD: record("ADR-0001", "# ADR-0001: Mine\n"),
            "adrs/ADR-0001-theirs.md": record("ADR-0001"),
            "docs/x.md": "ADR-0001 and [mine](../adrs/ADR-0001-use-mysql.md)\n",
        }
    )
    done = adr("renumber", OLD, "--auto")
    assert done.code == 0
    assert "mentions of ADR-0001 were left" in done.err
    assert (tmp_path / "docs/x.md").read_text() == "ADR-0001 and [mine](../adrs/ADR-0002-use-mysql.md)\n"
    assert "# ADR-0002: Mine\n" in (tmp_path / "adrs/ADR-0002-use-mysql.md").read_text()
    assert adr("check").code == 0


def test_over_the_example_and_back_again_nothing_but_aliases_is_new(adr: Command, tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "examples" / "lighthouse", tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site")
    )
    assert adr("renumber", "ADR-0003", "ADR-0030").code == 0
    left = [p for p in tmp_path.rglob("*.md") if "ADR-0003" in p.read_text() and not p.name.startswith("ADR-0030")]
    assert left == []
    assert adr("check", "--strict").code == 0
    assert adr("show", "ADR-0003").out.startswith("ADR-0030"), "the alias leads to it"
    assert adr("build", "--output", str(tmp_path.parent / f"{tmp_path.name}-site")).code == 0
    old = "ADR-0003-let-the-credit-limit-agent-propose-and-a-credit-officer-decide"
    for alias in ("ADR-0003", old):
        page = tmp_path.parent / f"{tmp_path.name}-site" / "adrs" / alias / "index.html"
        assert f'content="0; url=../../adrs/{old.replace("0003", "0030")}/"' in page.read_text()


def test_an_alias_leads_nowhere_outside_the_site(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({OLD: record("ADR-0001", "", aliases='["../../outside", "/etc/x", ok-name]')})
    site = tmp_path.parent / f"{tmp_path.name}-site"
    assert adr("build", "--output", str(site)).code == 0
    assert (site / "adrs" / "ok-name" / "index.html").is_file()
    assert not (tmp_path.parent / "outside").exists()


def test_links_files_and_comments_of_every_kind_follow(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    name = "ADR-0001-use-x.md"
    base(
        {
            f"adrs/{name}": record(),
            "mkdocs.yml": f"nav:\n  - X: adrs/{name}\n",
            "notes.txt": "See ADR-0001.\n",
            "main.rs": "fn main() {} // ADR-0001",
            "run": "#!/bin/sh\n# ADR-0001\necho ADR-0001\n",
            "docs/a.md": f'<a href="../adrs/{name}">ADR</a> and [ADR-0001](../adrs/{name})\n\n```\nadrs/{name}\n```\n',
            "AGENTS.md": f"ADR-0001 [s](adrs/{name})\n",
        }
    )
    (tmp_path / "docs/CLAUDE.md").symlink_to("../AGENTS.md")
    (tmp_path / "latest.md").symlink_to(f"adrs/{name}")
    done = adr("renumber", "ADR-0001", "ADR-0007")
    new = "ADR-0007-use-x.md"
    assert done.code == 0
    assert (tmp_path / "mkdocs.yml").read_text() == f"nav:\n  - X: adrs/{new}\n"
    assert (tmp_path / "notes.txt").read_text() == "See ADR-0007.\n"
    assert (tmp_path / "main.rs").read_text() == "fn main() {} // ADR-0007"
    assert (tmp_path / "run").read_text() == "#!/bin/sh\n# ADR-0007\necho ADR-0001\n"
    assert (tmp_path / "docs/a.md").read_text() == (
        f'<a href="../adrs/{new}">ADR</a> and [ADR-0007](../adrs/{new})\n\n```\nadrs/{name}\n```\n'
    )
    assert (tmp_path / "docs/CLAUDE.md").read_text() == f"ADR-0007 [s](adrs/{new})\n"
    assert f"latest.md is a link to adrs/{name}; point it at adrs/{new}" in done.err


def test_an_alias_stays_what_it_was(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0002.md": record("ADR-0002"), "adrs/ADR-0003.md": record("ADR-0003", aliases="[ADR-0002]")})
    assert adr("renumber", "ADR-0002", "ADR-0007").code == 0
    assert "aliases: [ADR-0002]\n" in (tmp_path / "adrs/ADR-0003.md").read_text()


def test_numbers_in_another_dialect_follow_in_headings_and_links(base: Base, adr: Command, tmp_path: Path) -> None:
    one = "# 3. Use X\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n"
    links = "[0003](0003-use-x.md) [ADR 3](0003-use-x.md) [3. Use X](0003-use-x.md) [three](0003-use-x.md)\n"
    base({"adrs/0003-use-x.md": one, "adrs/0004-use-y.md": f"# 4. Use Y\n\n## Status\n\nAccepted\n\n{links}"})
    assert adr("renumber", "ADR-0003", "--auto").code == 0
    assert (tmp_path / "adrs/0005-use-x.md").read_text() == one.replace("# 3.", "# 5.")
    after = "[0005](0005-use-x.md) [ADR 5](0005-use-x.md) [5. Use X](0005-use-x.md) [three](0005-use-x.md)\n"
    assert (tmp_path / "adrs/0004-use-y.md").read_text().endswith(after)


def test_of_two_records_with_one_number_elsewhere_mentions_stay(base: Base, adr: Command, tmp_path: Path) -> None:
    one = "# 2. Use {}\n\n## Status\n\nAccepted\n"
    base({"adrs/0002-use-x.md": one.format("X"), "adrs/0002-use-y.md": one.format("Y"), "note.md": "See ADR-0002.\n"})
    assert adr("renumber", "adrs/0002-use-y.md", "--auto").code == 0
    assert (tmp_path / "note.md").read_text() == "See ADR-0002.\n"


def test_numbers_without_zeros_go_on_without(base: Base, adr: Command) -> None:
    text = "# Use {}\n\n| Metadata | Value |\n|---|---|\n| Status | Approved |\n"
    base({"adrs/ADR-1.md": text.format("X"), "adrs/ADR-12.md": text.format("Y")})
    assert adr("renumber", "ADR-1", "--auto").out == "adrs/ADR-13.md\n"


def test_a_site_that_was_built_is_left_alone(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001-x.md": record(), "site/index.md": "ADR-0001\n", "site/a.txt": "ADR-0001-x.md\n"})
    assert adr("renumber", "ADR-0001", "ADR-0007").out == "adrs/ADR-0007-x.md\n"
    assert (tmp_path / "site/index.md").read_text() == "ADR-0001\n"
