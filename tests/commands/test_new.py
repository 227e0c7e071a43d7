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
    assert (tmp_path / done.out.strip()).read_text() == (
        "---\nkind: rfc\nstatus: draft\ndate: 2026-03-02\nowner: m.okafor\nid: RFC-0001\ntitle: Use it\n---\n"
        "An RFC of 2026-03-02.\n"
    )


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


def test_what_every_record_needs_is_added_to_a_template_that_lacks_it(base: Base, adr: Command, tmp_path: Path) -> None:
    base({".adr/templates/short.md": "---\nimpact: low\n---\n\n# {{ heading }}\n", ".adr/templates/bare.md": "Text.\n"})
    assert adr("new", "Use PostgreSQL", "--template", "short", "--as-of", "2026-03-02").code == 0
    text = (tmp_path / "adrs/ADR-0001-use-postgresql.md").read_text()
    needed = "id: ADR-0001\nkind: decision\ntitle: Use PostgreSQL\nstatus: draft\ndate: 2026-03-02\nowner: m.okafor\n"
    assert text == f"---\n{needed}impact: low\n---\n\n# Use PostgreSQL\n"
    assert adr("new", "Use a queue", "--template", "bare").code == 0
    assert (tmp_path / "adrs/ADR-0002-use-a-queue.md").read_text().endswith("---\n\n# Use a queue\n\nText.\n")
    assert adr("check").code == 0


@pytest.mark.parametrize(
    "arguments,message",
    [
        (["--from", "text.md"], "starts with front matter"),
        (["--from", "latin.md"], "is not UTF-8"),
        (["--template", "odd"], "`{{ nope }}`"),
        (["--tag", "Hello World"], "is no value of `tags`"),
        (["--owner", "a b"], "is no value of `owner`"),
        (["--field", "impact"], "write NAME=VALUE"),
        (["--field", "lock-in=x"], "write lock-in.KEY=VALUE; it has: vendor, portability, exit-cost"),
        (["--edit"], "no editor: set VISUAL or EDITOR"),
        (["--supersedes", "ADR-0001"], "was never in force"),
    ],
)
def test_what_cannot_be_is_said_and_writes_nothing(
    base: Base,
    adr: Command,
    record: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    base(
        {
            "adrs/ADR-0001.md": record(),
            "text.md": "---\ntitle: x\n---\nText\n",
            "latin.md": b"caf\xe9\n",
            ".adr/templates/odd.md": "---\ntags: [a]\n---\n# {{ nope }}\n",
        }
    )
    monkeypatch.chdir(tmp_path)
    done = adr("new", "Use PostgreSQL", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert [path.name for path in (tmp_path / "adrs").iterdir()] == ["ADR-0001.md"]


def test_fields_that_are_no_text_are_written_as_what_they_are(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    fields = ["--field", "impact.users=5", "--field", "impact.sla-breached=true", "--field", "tags=a,b", "--tag", "c"]
    assert adr("new", "learning", "The feed stopped", *fields).code == 0
    text = (tmp_path / "learnings/LRN-0001-the-feed-stopped.md").read_text()
    assert "impact: {users: 5, sla-breached: true}\n" in text
    assert "tags: [a, b, c]\n" in text
    bad = adr("new", "learning", "The feed stopped again", "--field", "impact.users=many")
    assert bad.err.endswith("adr: `many` is no value of `impact.users`; `adr check` says what is\n")


def test_text_from_elsewhere_goes_below_the_metadata_of_any_dialect(base: Base, adr: Command, tmp_path: Path) -> None:
    base(
        {"adrs/0001-x.md": "# 1. Use X\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n", "t.md": "## Context\n\nWhy.\n"}
    )
    assert adr("new", "Use it", "--from", str(tmp_path / "t.md"), "--as-of", "2026-03-02").code == 0
    text = (tmp_path / "adrs/0002-use-it.md").read_text()
    assert text == "# 2. Use it\n\nDate: 2026-03-02\n\n## Status\n\nProposed\n\n## Context\n\nWhy.\n"


@pytest.mark.parametrize("mark", ["*", "-"])
def test_a_folder_of_madr_2_gets_bullets_as_its_last_record_has_them(
    base: Base, adr: Command, tmp_path: Path, mark: str
) -> None:
    text = f"# Use X\n\n{mark} Status: accepted\n{mark} Date: 2020-01-01\n\n## Considered Options\n\n* X\n"
    front = "---\nstatus: accepted\n---\n# Use W\n\n## Considered Options\n\n* W\n"
    base({"adrs/0001-use-w.md": front, "adrs/0002-use-x.md": text})
    done = adr("new", "Use Y", "--owner", "ann", "--as-of", "2026-03-02", "--supersedes", "2")
    assert done.code == 0, done.err
    new = (tmp_path / "adrs/0003-use-y.md").read_text()
    assert new.startswith(
        f"# Use Y\n\n{mark} Status: proposed\n{mark} Deciders: ann\n{mark} Date: 2026-03-02\n\n## Con"
    )
    assert new.endswith("## Links\n\n- Supersedes [ADR-0002](0002-use-x.md)\n")
    assert adr("status", "3", "accepted").code == 0
    assert (
        f"\n{mark} Status: superseded by [ADR-0003](0003-use-y.md)\n" in (tmp_path / "adrs/0002-use-x.md").read_text()
    )
    assert adr("check").code == 0


def test_a_folder_of_madr_4_keeps_front_matter(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/0001-use-w.md": "---\nstatus: accepted\n---\n# Use W\n\n* Status: odd\n\n## Considered Options\n"})
    adr("new", "Use Y")
    assert (tmp_path / "adrs/0002-use-y.md").read_text().startswith("---\nstatus: proposed\n")


@pytest.mark.parametrize("words", [["playbook", "X"], ["playbook", "Restore the feed"]])
def test_a_kind_that_is_switched_off_is_refused_with_what_does_it(
    base: Base, adr: Command, tmp_path: Path, words: list[str]
) -> None:
    base({"adr.toml": "[kinds.playbook]\nenabled = false\n"})
    done = adr("new", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: `[kinds.playbook] enabled = false` in adr.toml switches the kind playbook off\n"
    assert not list(tmp_path.rglob("*.md"))
