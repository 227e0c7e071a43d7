"""``adr new``: a new record, and only its path on standard output."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import ryaml

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def fields(path: Path) -> dict[str, object]:
    found: dict[str, object] = ryaml.loads(path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n"))
    return found


def test_only_the_path_is_printed(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    done = adr("new", "Use PostgreSQL", "--as-of", "2026-03-02", "--owner", "j.lind")
    assert (done.code, done.out, done.err) == (0, "adrs/ADR-0001-use-postgresql.md\n", "")
    assert fields(tmp_path / "adrs/ADR-0001-use-postgresql.md") == {
        "id": "ADR-0001",
        "kind": "decision",
        "title": "Use PostgreSQL",
        "status": "draft",
        "date": "2026-03-02",
        "owner": "j.lind",
    }


@pytest.mark.parametrize(
    "kind,path", [("decision", "adrs/ADR"), ("learning", "learnings/LRN"), ("playbook", "playbooks/PLB")]
)
def test_a_new_record_of_every_kind_is_in_order(base: Base, adr: Command, kind: str, path: str) -> None:
    base({})
    assert adr("new", kind, "The", "feed", "stopped").out == f"{path}-0001-the-feed-stopped.md\n"
    assert adr("check", "--strict").out == "1 record checked: nothing to report\n"


@pytest.mark.parametrize(
    "title", ["Storage: use #1", "null and void", "'quoted\" \\ text", "@home & *away*", "- dash first", "2026-03-02"]
)
def test_any_title_makes_a_record_that_is_in_order(base: Base, adr: Command, tmp_path: Path, title: str) -> None:
    base({})
    done = adr("new", "decision", "--", title)
    assert done.code == 0
    assert fields(tmp_path / done.out.strip())["title"] == title
    assert adr("check", "--strict").code == 0


def test_a_kind_without_a_title_and_a_misspelt_kind_write_nothing(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    assert "the title is missing" in adr("new", "learning").err
    assert "did you mean `playbook`?" in adr("new", "playbok", "Restore the feed").err
    assert not list(tmp_path.rglob("*.md"))


def test_numbers_go_on_above_files_that_cannot_be_read_and_records_of_other_names(
    base: Base, adr: Command, record: Write
) -> None:
    base(
        {
            "adrs/ADR-0004-x.md": "broken\n",
            "adrs/2025/ADR-0002-x.md": record("ADR-0002"),
            "adrs/x.md": record("ADR-0006"),
        }
    )
    assert adr("new", "Use PostgreSQL").out == "adrs/ADR-0007-use-postgresql.md\n"


def test_no_file_is_ever_written_over(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adr.toml": '[kinds.learning]\nfolder = "l"\n', "adrs/.keep": ""})
    (tmp_path / "adrs/ADR-0001-use-postgresql.md").mkdir()
    (tmp_path / "adrs/ADR-0001-use-postgresql.md/kept.txt").write_text("kept")
    done = adr("new", "Use PostgreSQL")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: ")
    assert (tmp_path / "adrs/ADR-0001-use-postgresql.md/kept.txt").read_text() == "kept"


def test_the_same_title_again_is_another_record(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    made = [adr("new", "Same title here").out.strip() for _ in range(3)]
    assert made == [f"adrs/ADR-000{n}-same-title-here.md" for n in (1, 2, 3)]
    assert all((tmp_path / path).is_file() for path in made)


def test_the_owner_is_that_of_the_settings_before_gits_user(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    assert fields(tmp_path / adr("new", "By git's user").out.strip())["owner"] == "m.okafor"
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "config", "user.email", "p.serrano@example.com"], cwd=tmp_path, check=True)
    assert fields(tmp_path / adr("new", "By this repository's").out.strip())["owner"] == "p.serrano"
    base({"adr.toml": 'owner = "platform-team"\n'})
    assert fields(tmp_path / adr("new", "By the settings").out.strip())["owner"] == "platform-team"


def test_the_date_is_today_unless_said_otherwise(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    before = date.today()
    stated = fields(tmp_path / adr("new", "Made today").out.strip())["date"]
    assert stated in {before.isoformat(), date.today().isoformat()}


def test_a_new_record_is_written_as_the_others_of_its_folder_are(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/007-use-x.md": "# 7. Use X\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n"})
    done = adr("new", "Use PostgreSQL", "--supersedes", "ADR-0007", "--as-of", "2026-03-02")
    assert (done.code, done.out) == (0, "adrs/008-use-postgresql.md\n")
    text = (tmp_path / "adrs/008-use-postgresql.md").read_text()
    assert text.startswith(
        "# 8. Use PostgreSQL\n\nDate: 2026-03-02\n\n## Status\n\nProposed\n\nSupersedes [7. Use X](007-"
    )
    assert adr("status", "ADR-0008", "accepted").code == 0
    old = (tmp_path / "adrs/007-use-x.md").read_text()
    assert "\nSuperseded by [8. Use PostgreSQL](008-use-postgresql.md)\n" in old
    assert adr("check").code == 0


def test_a_dialect_that_is_only_read_is_not_written(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/pep-0008.rst": "PEP: 8\nTitle: Style\nStatus: Final\n\nText\n"})
    done = adr("new", "Use PostgreSQL")
    assert (done.code, done.out) == (2, "")
    assert "PEP" in done.err
    assert [path.name for path in (tmp_path / "adrs").iterdir()] == ["pep-0008.rst"]


def test_a_record_folder_may_be_the_project_itself(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adr.toml": '[kinds.decision]\nfolder = "."\n'})
    assert adr("new", "Use PostgreSQL").out == "ADR-0001-use-postgresql.md\n"
    assert (tmp_path / "ADR-0001-use-postgresql.md").is_file()
    assert adr("check", "--strict").code == 0
    assert adr("index").out == "wrote index.json\nwrote README.md\n"


def test_it_works_from_a_subfolder(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/2026/ADR-0001.md": record()})
    assert adr("new", "Use PostgreSQL", at=tmp_path / "adrs/2026").out == "../ADR-0002-use-postgresql.md\n"


def test_an_own_kind_and_an_own_template_are_used(base: Base, adr: Command, tmp_path: Path) -> None:
    base(
        {
            ".adr/kinds/rfc/schema.yaml": "x-extends: decision\nx-prefix: RFC\nx-folder: docs/rfcs\n",
            ".adr/kinds/rfc/template.md": "---\nid: {{ id }}\ntitle: {{ title }}\n---\nAn RFC of {{ date }}.\n",
        }
    )
    done = adr("new", "rfc", "Use it", "--as-of", "2026-03-02")
    assert done.out == "docs/rfcs/RFC-0001-use-it.md\n"
    assert (tmp_path / done.out.strip()).read_text() == "---\nid: RFC-0001\ntitle: Use it\n---\nAn RFC of 2026-03-02.\n"


@pytest.mark.parametrize("arguments,message", [(["abc"], "a title has 5 to 100"), ([], "Missing argument")])
def test_a_title_that_no_record_may_have_is_refused(
    base: Base, adr: Command, arguments: list[str], message: str
) -> None:
    root = base({}).root
    done = adr("new", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert not (root / "adrs").exists()


def test_a_day_that_is_none_is_refused(base: Base, adr: Command) -> None:
    base({})
    assert adr("new", "Use PostgreSQL", "--as-of", "2026-02-30").code == 2


def test_without_a_base_it_cannot_run(adr: Command, tmp_path: Path) -> None:
    done = adr("new", "Use PostgreSQL", at=tmp_path)
    assert done.code == 2
    assert "adr init" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_record_whose_text_says_what_the_title_says_is_named(base: Base, adr: Command, record: Write) -> None:
    told = "\n# Settle in one place\n\nWe keep orders in a PostgreSQL cluster of three nodes.\n"
    apart = "\n# Look at costs\n\nOrders rise.\n\nThe cluster is old.\n\nPostgreSQL is free.\n"
    base(
        {
            "adrs/ADR-0001.md": record(body=told, title="Settle it"),
            "adrs/ADR-0002.md": record("ADR-0002", apart, title="Costs"),
        }
    )
    done = adr("new", "A PostgreSQL cluster for orders", "--dry-run")
    assert "similar: ADR-0001" in done.err
    assert "ADR-0002" not in done.err
