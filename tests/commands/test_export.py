"""``adr export``: records for other tools."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from adr import export
from adr.catalogue import load_kinds
from adr.conversion import from_json, from_madr

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

    from adr.project import Project


@pytest.fixture
def filled(base: Base, record: Write) -> Project:
    """Return a project of two decisions that refer to each other, and a learning."""
    body = "\n# Use PostgreSQL\n\nInstead of [MySQL](ADR-0001-use-mysql.md).\n"
    return base(
        {
            "adrs/ADR-0001-use-mysql.md": record(title="Use MySQL", status="superseded", body="\n# Use MySQL\n"),
            "adrs/ADR-0002-use-postgresql.md": record("ADR-0002", body, relations="{supersedes: [ADR-0001]}"),
            "learnings/LRN-0001-x.md": record("LRN-0001"),
        }
    )


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", export.names())
def test_every_format_is_written_where_asked_and_leaves_the_records_alone(
    adr: Command, tmp_path: Path, name: str
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = adr("export", name, "--output", "out")
    assert done.code == 0
    assert done.out.endswith("exported to out\n")
    assert (tmp_path / "out").exists()
    assert {path: path.read_bytes() for path in before} == before
    assert not (tmp_path / ".adr").exists()


@pytest.mark.usefixtures("filled")
def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    done = adr("export", "json")
    jsonschema_rs.validate(json.loads(adr("schema", "export").out), json.loads(done.out))
    assert done.err == ""


def test_what_was_exported_comes_back(filled: Project, adr: Command, tmp_path: Path) -> None:
    records = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in (tmp_path / "adrs").iterdir()}
    document = json.loads(adr("export", "json", "--kind", "decision").out)
    assert from_json(document, filled.kinds).files == records
    adr("export", "madr", "--output", "docs/decisions")
    texts = {path.name: path.read_text() for path in (tmp_path / "docs/decisions").iterdir()}
    back = from_madr(texts, load_kinds(), "docs/decisions").files
    assert set(back) == set(records)
    assert all(text.split("---\n")[2] == records[path].split("---\n")[2] for path, text in back.items())


@pytest.mark.usefixtures("filled")
def test_a_dry_run_prints_the_files_and_writes_none(adr: Command, tmp_path: Path) -> None:
    done = adr("export", "nygard", "--output", "out", "--dry-run")
    assert done.code == 0
    assert "+++ b/out/0002-use-postgresql.md" in done.out
    assert "+Supersedes [1. Use MySQL](0001-use-mysql.md)" in done.out
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("filled")
def test_what_has_no_place_is_named_on_standard_error(adr: Command) -> None:
    done = adr("export", "structurizr", "--output", "out.json")
    assert "no place in structurizr for: owner (2)" in done.err
    assert "1 learning left out" in done.err


@pytest.mark.usefixtures("filled")
def test_nothing_is_overwritten(adr: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.md").write_text("mine\n")
    done = adr("export", "madr", "--output", "out")
    assert (done.code, done.out) == (2, "")
    assert "mine.md" in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.md"]


@pytest.mark.usefixtures("filled")
def test_options_narrow_the_export(adr: Command) -> None:
    done = adr("export", "ndjson", "--status", "superseded")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["ADR-0001"]
    assert adr("export", "ndjson", "--status", "rejected").err == "no record fits\n"
    assert adr("export", "ndjson", "--kind", "lerning").code == 2


def test_records_are_exported_as_they_were(filled: Project, adr: Command) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=filled.root, check=True)
    (filled.root / "adrs/ADR-0002-use-postgresql.md").unlink()
    assert len(json.loads(adr("export", "json").out)["records"]) == 2
    assert len(json.loads(adr("export", "json", "--at", "HEAD").out)["records"]) == 3


@pytest.mark.usefixtures("filled")
def test_an_unknown_format_is_refused_with_all_there_are(adr: Command) -> None:
    done = adr("export", "mdr")
    assert done.code == 2
    assert "madr" in done.err


def test_a_field_cannot_give_the_terminal_orders(base: Base, adr: Command) -> None:
    base({"adrs/ADR-0001-x.md": '---\nid: ADR-0001\ntitle: Use it\n"\\e[2J": x\n---\n'})
    done = adr("export", "nygard", "--output", "out")
    assert "no place in nygard for: \ufffd[2J (1)" in done.err
    assert "\x1b" not in done.err


def test_records_in_nygards_form_come_out_with_one_header(base: Base, adr: Command, tmp_path: Path) -> None:
    form = "# {}\n\nDate: 2020-01-02\n\n## Status\n\n{}\n\n## Context\n\nWe need it.\n"
    old = form.format("1. Use X", "Superseded by [2. Use Y](0002-use-y.md)")
    new = form.format("2. Use Y", "Accepted\n\nSupersedes [1. Use X](0001-use-x.md)")
    base({"adrs/0001-use-x.md": old, "adrs/0002-use-y.md": new})
    done = adr("export", "nygard", "--output", "out")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "out/0001-use-x.md").read_text() == old
    assert (tmp_path / "out/0002-use-y.md").read_text() == new


def test_records_that_a_format_leaves_out_are_not_counted(base: Base, adr: Command) -> None:
    base({"adrs/0001-use-x.md": "# 1. Use X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n"})
    done = adr("export", "backstage", "--output", "catalog.yaml")
    assert "adrs/0001-use-x.md left out: an entity needs an owner" in done.err
    assert "0 records exported" in done.out + done.err
