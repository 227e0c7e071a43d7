"""``adr import``: what moves, what follows, what is said, and what is left alone."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from tests.test_conversion import parts, records

from adr import frontmatter
from adr.cli import run
from adr.record import Record

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

OLD = "# 1. Use MySQL\n\nDate: 2020-01-02\n\n## Status\n\nSuperseded by [2. Use PostgreSQL](0002-use-postgresql.md)\n\n## Context\n\nSee ![plan](img/plan.png).\n"  # noqa: E501 - a file
NEW = "# 2. Use PostgreSQL\n\nDate: 2021-03-04\n\n## Status\n\nApproved\n\nSupersedes [1. Use MySQL](0001-use-mysql.md)\n\n## Context\n\nAs [before](0001-use-mysql.md#context).\n"  # noqa: E501 - a file
LOG: dict[str, str | bytes] = {
    "doc/adr/0001-use-mysql.md": OLD,
    "doc/adr/0002-use-postgresql.md": NEW,
    "doc/adr/img/plan.png": b"\x89PNG\0",
    "README.md": "[First](doc/adr/0001-use-mysql.md), [all](doc/adr/).\n",
    "nav.yml": "- doc/adr/0001-use-mysql.md\n",
}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_records_move_into_their_kinds_folder_and_every_link_follows(base: Base, adr: Command, tmp_path: Path) -> None:
    base(LOG)
    done = adr("import", "doc/adr")
    assert done.out == (
        "doc/adr/0001-use-mysql.md -> adrs/ADR-0001-use-mysql.md (ADR-0001)\n"
        "doc/adr/0002-use-postgresql.md -> adrs/ADR-0002-use-postgresql.md (ADR-0002)\n"
        "2 records imported\n"
    )
    assert (done.code, *done.err.splitlines()) == (
        0,
        "nav.yml names a file that moves; change it by hand",
        "scripts that call `adr generate toc` and the like with ADR_PROFILE=adr-tools find nothing in doc/adr any more",
        "next: `adr check` (18 findings, 0 before); `adr check --update-baseline` freezes what it finds",
    )
    assert adr("fmt").out == ""
    assert (tmp_path / "adrs/ADR-0001-use-mysql.md").read_text() == (
        "---\nid: ADR-0001\nkind: decision\ntitle: Use MySQL\nstatus: superseded\ndate: 2020-01-02\n"
        "aliases: [0001-use-mysql]\nx-imported-from: doc/adr/0001-use-mysql.md\n---\n\n"
        "# 1. Use MySQL\n\n## Context\n\nSee ![plan](../doc/adr/img/plan.png).\n"
    )
    assert (tmp_path / "adrs/ADR-0002-use-postgresql.md").read_text() == (
        "---\nid: ADR-0002\nkind: decision\ntitle: Use PostgreSQL\nstatus: accepted\ndate: 2021-03-04\n"
        "aliases: [0002-use-postgresql]\nrelations:\n  supersedes: [ADR-0001]\nx-status: Approved\n"
        "x-imported-from: doc/adr/0002-use-postgresql.md\n---\n\n"
        "# 2. Use PostgreSQL\n\n## Context\n\nAs [before](ADR-0001-use-mysql.md#context).\n"
    )
    assert (tmp_path / "README.md").read_text() == "[First](adrs/ADR-0001-use-mysql.md), [all](doc/adr/).\n"
    assert not list((tmp_path / "doc/adr").glob("*.md"))
    assert adr("show", "2").out.startswith("ADR-0002  Use PostgreSQL")


def test_git_sees_renames(base: Base, adr: Command, tmp_path: Path) -> None:
    longer = "\n".join(f"Line {n} of the reasons." for n in range(30))
    base({"doc/adr/0001-use-mysql.md": OLD + longer})
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Start"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert adr("import", "doc/adr").code == 0
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    shown = subprocess.run(["git", "status", "--short"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert shown.stdout == "R  doc/adr/0001-use-mysql.md -> adrs/ADR-0001-use-mysql.md\n"


def test_a_dry_run_prints_the_plan_and_the_diff_and_writes_nothing(base: Base, adr: Command, tmp_path: Path) -> None:
    base(LOG)
    before = tree(tmp_path)
    done = adr("import", "doc/adr", "--dry-run")
    assert done.out.startswith("doc/adr/0001-use-mysql.md -> adrs/ADR-0001-use-mysql.md (ADR-0001)\n")
    assert "--- a/README.md\n+++ b/README.md\n" in done.out
    assert "-Date: 2020-01-02\n" in done.out
    assert tree(tmp_path) == before


def test_a_folder_is_converted_in_place_and_settings_that_said_how_it_was_written_follow(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    base({**LOG, "adr.toml": '[kinds.decision]\nfolder = "doc/adr"\n# as it was\ndialect = "nygard"\n'})
    assert adr("import", "doc/adr").code == 0
    assert (tmp_path / "adr.toml").read_text().endswith('# as it was\ndialect = "native"\n')
    assert adr("list").out.count("ADR-000") == 2
    assert adr("check").out.count("REL008") == 0
    again = adr("import", "doc/adr")
    assert (again.code, again.out, again.err) == (0, "0 records imported\n", "every record there is native already\n")


def test_a_further_folder_of_the_kind_is_converted_in_place(base: Base, adr: Command, record: Write) -> None:
    base(
        {
            "adr.toml": '[kinds.decision]\nalso = ["web/docs/adr"]\n',
            "adrs/ADR-0001-own.md": record(),
            "web/docs/adr/0001-use-mysql.md": OLD,
        }
    )
    done = adr("import", "web/docs/adr")
    assert done.out.startswith("web/docs/adr/0001-use-mysql.md -> web/docs/adr/ADR-0002-use-mysql.md (ADR-0002, was")
    assert adr("list").out.count("ADR-000") == 2


def test_what_is_known_already_is_no_finding_of_the_import(
    base: Base, adr: Command, tmp_path: Path, record: Write
) -> None:
    base({"adrs/ADR-0009-own.md": record("ADR-0009", "[x](nowhere.md)\n"), "doc/0001-x.md": "# 1. X\n\nText.\n"})
    assert adr("check", "--update-baseline").code == 0
    text = (tmp_path / "adr-baseline.json").read_text()
    assert ", 0 before)" in adr("import", "doc").err
    assert (tmp_path / "adr-baseline.json").read_text() == text


def test_records_from_another_checkout_are_copied_once(base: Base, adr: Command, tmp_path: Path) -> None:
    project = base({"ours/adr.toml": "", "theirs/.git/HEAD": "", **{f"theirs/{k}": v for k, v in LOG.items()}})
    ours, before = project.root / "ours", tree(tmp_path / "theirs")
    done = adr("import", "../theirs/doc/adr", at=ours)
    assert done.out.splitlines()[0] == "theirs/doc/adr/0001-use-mysql.md -> adrs/ADR-0001-use-mysql.md (ADR-0001)"
    assert done.err.startswith("doc/adr/img/plan.png is no text: copy it to adrs/img/plan.png\nnext: ")
    assert tree(tmp_path / "theirs") == before
    (tmp_path / "theirs/doc/adr/0003-go.md").write_text("# 3. Go\n\nAmends [2](0002-use-postgresql.md)\n")
    more = adr("import", "../theirs/doc/adr", at=ours)
    assert more.out.count("is there already") == 2
    assert more.out.endswith("1 record imported\n")
    assert "[2](ADR-0002-use-postgresql.md)" in (ours / "adrs/ADR-0003-go.md").read_text()


def test_logs_of_two_checkouts_that_begin_alike_are_both_imported(base: Base, adr: Command, tmp_path: Path) -> None:
    base(
        {
            f"{name}/docs/adr/0001-use-mysql.md": OLD.replace("2020", year)
            for name, year in (("a", "2019"), ("b", "2020"))
        }
    )
    base({"ours/adr.toml": ""})
    assert adr("import", "../a/docs/adr", at=tmp_path / "ours").code == 0
    done = adr("import", "../b/docs/adr", at=tmp_path / "ours")
    assert done.out.splitlines()[0].endswith("ADR-0002-use-mysql.md (ADR-0002, was ADR-0001)")


def test_mentions_of_ids_that_change_follow_where_another_record_has_them(
    base: Base, adr: Command, tmp_path: Path, record: Write
) -> None:
    base(
        {
            "theirs/.git/HEAD": "",
            "theirs/doc/0001-x.md": "# 1. Use X\n\nSee ADR-0002, `ADR-0001` and ADR-7.\n",
            "theirs/doc/0002-y.md": "# 2. After ADR-0001\n\nSee ADR-0001, not ADR-0001-x.\n\n```\nADR-0001\n```\n",
            "theirs/doc/ADR-7.md": "# Z\n\n## Status\n\nAccepted\n",
            "ours/adr.toml": "",
            "ours/adrs/ADR-0001-own.md": record(title="Our own one", body="# Own\n\nADR-0001\n"),
        }
    )
    own = (tmp_path / "ours/adrs/ADR-0001-own.md").read_bytes()
    done = adr("import", "../theirs/doc", at=tmp_path / "ours")
    assert "doc/0002-y.md: the text says ADR-0008 where it said ADR-0001, which is another record here\n" in done.err
    assert "See ADR-0002, `ADR-0001` and ADR-7." in (tmp_path / "ours/adrs/ADR-0008-x.md").read_text()
    text = (tmp_path / "ours/adrs/ADR-0002-y.md").read_text()
    assert "title: After ADR-0008\n" in text
    assert "# 2. After ADR-0008\n\nSee ADR-0008, not ADR-0001-x.\n\n```\nADR-0001\n```\n" in text
    assert (tmp_path / "ours/adrs/ADR-0001-own.md").read_bytes() == own


def test_ids_that_change_places_are_each_replaced_once(base: Base, adr: Command, tmp_path: Path, record: Write) -> None:
    base(
        {
            "theirs/.git/HEAD": "",
            "theirs/doc/ADR-0001-a.md": record("ADR-0001", "# One\n\nADR-0002\n", relations="{amends: [ADR-0002]}"),
            "theirs/doc/ADR-0002-b.md": record("ADR-0002", "# Two\n\nADR-0001\n", title="Two"),
            "ours/adr.toml": "",
            "ours/adrs/ADR-0001-own.md": record(title="Our own one"),
            "ours/adrs/ADR-0002-own.md": record("ADR-0002", title="Our other one"),
        }
    )
    assert adr("import", "../theirs/doc", at=tmp_path / "ours").code == 0
    assert "amends: [ADR-0004]" in (text := (tmp_path / "ours/adrs/ADR-0003-a.md").read_text())
    assert text.endswith("ADR-0004\n")
    assert (tmp_path / "ours/adrs/ADR-0004-b.md").read_text().endswith("ADR-0003\n")


def test_records_of_the_project_keep_relations_to_one_whose_id_an_imported_record_had(
    base: Base, adr: Command, tmp_path: Path, record: Write
) -> None:
    base(
        {
            "doc/0001-x.md": OLD,
            "adrs/ADR-0001-own.md": record(title="Our own one"),
            "adrs/ADR-0002-own.md": record("ADR-0002", title="Our other one", relations="{amends: [ADR-0001]}"),
        }
    )
    assert adr("import", "doc").code == 0
    assert "amends: [ADR-0001]" in (tmp_path / "adrs/ADR-0002-own.md").read_text()


@pytest.mark.parametrize("source", ["doc", "../theirs/doc"])
def test_a_relation_by_a_link_to_no_record_never_leads_to_another_one(
    base: Base, adr: Command, tmp_path: Path, record: Write, source: str
) -> None:
    text = "# 1. A\n\n* Status: accepted\n\n## Links\n\n* Refines [ADR-0001](0009-missing.md)\n"
    base({f"{f}/doc/0001-a.md": text for f in ("ours", "theirs")})
    base({"theirs/.git/HEAD": "", "ours/adr.toml": "", "ours/adrs/ADR-0009-own.md": record("ADR-0009")})
    done = adr("import", source, at=tmp_path / "ours")
    assert "no record for `relates-to ADR-0009`: it is kept as `x-relations`" in done.err
    text = (tmp_path / "ours/adrs/ADR-0001-a.md").read_text()
    assert "\nx-relations:\n  relates-to: [ADR-0009]\n" in text
    assert "\nrelations" not in text


def test_a_first_line_that_relates_is_no_status(base: Base, adr: Command, tmp_path: Path) -> None:
    lines = "## Status\n\nSupercedes [1. Use MySQL](0001-use-mysql.md)\n\n"
    base(
        {
            "doc/adr/0001-use-mysql.md": OLD,
            "doc/adr/0002-use-postgresql.md": f"# 2. Use PostgreSQL\n\n{lines}Accepted\n\n## Context\n",
            "doc/adr/0003-use-x.md": f"# 3. Use X\n\n{lines}## Context\n",
        }
    )
    assert "status" not in adr("import", "doc/adr").err
    two, three = ((tmp_path / f"adrs/ADR-000{n}.md").read_text() for n in ("2-use-postgresql", "3-use-x"))
    assert "x-status" not in two + three
    assert "\nstatus: accepted\n" in two
    assert "\nstatus:" not in three
    assert "## Status" not in two + three
    assert "  supersedes: [ADR-0001]\n" in two


def test_nothing_is_overwritten_and_what_cannot_be_read_is_left_and_named(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    base({**LOG, "doc/adr/0003-x.md": b"\xff\xfe", "adrs/ADR-0001-use-mysql.md/keep": ""})
    done = adr("import", "doc/adr")
    assert done.code == 1
    assert "doc/adr/0003-x.md:1:1 was left: the file is not UTF-8" in done.err
    assert "doc/adr/0001-use-mysql.md was left: adrs/ADR-0001-use-mysql.md is already there" in done.err
    kept = OLD.replace("(0002-use-postgresql.md)", "(../../adrs/ADR-0002-use-postgresql.md)")
    assert (tmp_path / "doc/adr/0001-use-mysql.md").read_text() == kept
    assert (
        "[before](../doc/adr/0001-use-mysql.md#context)" in (tmp_path / "adrs/ADR-0002-use-postgresql.md").read_text()
    )


def test_every_field_without_a_place_and_every_doubt_is_named(base: Base, adr: Command) -> None:
    base({f"doc/000{n}-x.md": f"---\nstatus: Moved\ndate: 05/06/2018\nweight: {n}\n---\n# Title {n}\n" for n in (1, 2)})
    done = adr("import", "doc")
    assert done.err == (
        "no place for `weight` (2), kept below `x-`: `1` in doc/0001-x.md\n"
        "doc/0001-x.md: `Moved` is no status of a decision: it is kept as `x-status`\n"
        "doc/0001-x.md: `05/06/2018` is 2018-05-06 or 2018-06-05: it is kept as `x-date`\n"
        "doc/0002-x.md: `Moved` is no status of a decision: it is kept as `x-status`\n"
        "doc/0002-x.md: `05/06/2018` is 2018-05-06 or 2018-06-05: it is kept as `x-date`\n"
        "next: `adr check` (6 findings, 0 before); `adr check --update-baseline` freezes what it finds\n"
    )


def test_a_relation_of_both_sides_is_stored_once_and_one_without_a_record_is_kept_aside(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    base(
        {
            "doc/0001-a.md": "# A\n\n## Status\n\nAccepted\n\nAmended by [2](0002-b.md)\n\nRelates to [2](0002-b.md)\n",
            "doc/0002-b.md": "# B\n\n## Status\n\nAccepted\n\nRelates to [1](0001-a.md)\n\nAmends [9](0009-z.md)\n",
        }
    )
    assert "no record for `amends ADR-0009`: it is kept as `x-relations`" in adr("import", "doc").err
    one = frontmatter.load((tmp_path / "adrs/ADR-0001-a.md").read_text().split("---\n")[1])
    two = frontmatter.load((tmp_path / "adrs/ADR-0002-b.md").read_text().split("---\n")[1])
    assert "relations" not in one
    assert two["relations"] == {"amends": ["ADR-0001"], "relates-to": ["ADR-0001"]}
    assert two["x-relations"] == {"amends": ["ADR-0009"]}


def test_relations_of_other_records_follow_an_id_that_changes(
    base: Base, adr: Command, tmp_path: Path, record: Write
) -> None:
    base(
        {
            "adr.toml": '[kinds.decision]\nfolder = "doc"\n',
            "doc/ADR-7.md": "# Use X\n\n| Status | Accepted |\n|--|--|\n| Date | 2020-01-02 |\n\nText.\n",
            "learnings/LRN-0001-x.md": record("LRN-0001", "\nSee ADR-7.\n", relations="{relates-to: [ADR-7]}"),
        }
    )
    assert adr("import", "doc").code == 0
    assert "relations: {relates-to: [ADR-0007]}" in (tmp_path / "learnings/LRN-0001-x.md").read_text()
    assert "See ADR-7." in adr("show", "ADR-0007").out


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere"], "does not exist"),
        (["empty"], "holds no records"),
        (["notes.txt"], "no JSON of `adr export json`"),
        (["doc", "--to", "decison"], "did you mean `decision`?"),
        (["doc"], "holds records such as adrs/0009-z.md, which are not native: import these first"),
    ],
)
def test_what_cannot_be_imported_is_said(
    base: Base, adr: Command, tmp_path: Path, arguments: list[str], message: str
) -> None:
    base({"doc/0001-a.md": OLD, "adrs/0009-z.md": OLD, "notes.txt": "hello"})
    (tmp_path / "empty").mkdir()
    before = tree(tmp_path)
    done = adr("import", *arguments)
    assert done.code == 2
    assert message in done.err
    assert tree(tmp_path) == before


def test_records_in_another_dialect_come_out_of_json(base: Base, adr: Command, tmp_path: Path) -> None:
    base(
        {
            "theirs/adr.toml": '[kinds.decision]\nfolder = "doc/adr"\n',
            "ours/adr.toml": "",
            **{f"theirs/{k}": v for k, v in LOG.items()},
        }
    )
    (tmp_path / "log.json").write_text(adr("export", "json", at=tmp_path / "theirs").out)
    done = adr("import", "../log.json", at=tmp_path / "ours")
    assert (done.code, done.out.splitlines()[-1]) == (0, "2 records imported")
    assert "supersedes: [ADR-0001]" in (tmp_path / "ours/adrs/ADR-0002-use-postgresql.md").read_text()
    assert adr("import", "../log.json", at=tmp_path / "ours").out.endswith("0 records imported\n")


@given(found=records())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_native_records_come_back_through_the_real_commands(
    found: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = [record for record in found if "\0" not in record.text]  # on disk, that is no text
    one, two, three = (tmp_path_factory.mktemp(name) for name in ("one", "two", "three"))
    for folder in (one, two, three):
        (folder / "adr.toml").write_text('[kinds.decision]\nfolder = "."\ndialect = "native"\n')
    for record in found:
        path = one / record.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record.text.encode())
    assert run(["-C", str(one), "export", "json", "--output", str(two / "all.json")]) == 0
    assert run(["-C", str(two), "import", "all.json"]) == 0
    assert run(["-C", str(one), "export", "madr", "--output", str(one.parent / f"{one.name}-madr")]) == 0
    assert run(["-C", str(three), "import", str(one.parent / f"{one.name}-madr")]) == 0
    for record in found:
        assert (two / record.path).read_bytes() == record.text.encode()
        fields, body = parts((three / record.path).read_bytes().decode())
        assert body == record.reading.body
        assert json.dumps(fields, sort_keys=True) == json.dumps(dict(record.fields), sort_keys=True)
    shutil.rmtree(one.parent / f"{one.name}-madr")


def test_another_record_of_the_same_name_title_and_day_is_left_not_taken_for_there(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    text = "# 70. Use Kafka\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\n"
    base({"ours/adr.toml": "", "a/0070-use-kafka.md": f"{text}Team A.\n", "b/0070-use-kafka.md": f"{text}Team B.\n"})
    ours = tmp_path / "ours"
    assert adr("import", "../a", at=ours).code == 0
    done = adr("import", "../b", at=ours)
    assert (done.code, done.out) == (1, "0 records imported\n")
    assert "adrs/ADR-0070-use-kafka.md has its name, title and date, and another text" in done.err
    (tmp_path / "a").rename(tmp_path / "moved")
    assert "ADR-0070, is there already" in adr("import", "../moved", at=ours).out


def test_a_merge_conflict_is_left_and_named_with_its_line(base: Base, adr: Command, tmp_path: Path) -> None:
    conflict = OLD.replace("## Context", "<<<<<<< HEAD\n## Context", 1)
    base({**LOG, "doc/adr/0001-use-mysql.md": conflict})
    done = adr("import", "doc/adr")
    line = conflict[: conflict.index("<<<<<<<")].count("\n") + 1
    assert f"0001-use-mysql.md was left: a merge conflict is left in it, on line {line}" in done.err
    assert done.code == 1
    assert (tmp_path / "doc/adr/0001-use-mysql.md").is_file()
