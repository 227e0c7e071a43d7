"""Reading a project's files: whatever they hold, each is an entry, and none hides another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr.project import ProjectError, find
from adr.record import Record, Unreadable
from adr.source import read_all, read_data, read_file, read_graph, selected

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

BAD, GOOD = "adrs/ADR-0001-bad.md", "adrs/ADR-0002-good.md"
ENVELOPE = "id: ADR-0001\nkind: decision\ntitle: Use MySQL\nstatus: draft\ndate: 2026-03-02\nowner: m.okafor\n"
AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
BOMB = "x-a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"x-{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def head(more: str) -> str:
    return f"---\n{ENVELOPE}{more}---\n"


def look(adr: Command, code: int = 1) -> list[dict[str, Any]]:
    """Check, list and index; return the findings on the bad file, whose neighbour must be there as ever."""
    checked = adr("check", "--format", "json")
    assert (checked.code, checked.err) == (code, "")
    found: list[dict[str, Any]] = json.loads(checked.out)
    assert not [f for f in found if f["path"] == GOOD]
    assert BAD in adr("check").out or not found
    rows = {row["path"]: row for row in json.loads(adr("list", "--json").out)}
    assert set(rows) == {BAD, GOOD}
    assert rows[BAD]["id"] == "ADR-0001"
    assert rows[GOOD]["title"] == "Use PostgreSQL"
    assert "ADR-0001" in adr("list").out
    assert [r["id"] for r in json.loads(adr("index", "--json").out)["records"]] == ["ADR-0001", "ADR-0002"]
    return [f for f in found if f["path"] == BAD]


@pytest.mark.parametrize(
    "content,place,message,help_",
    [
        pytest.param("", "1:1", "the file is empty", "adr new decision", id="empty"),
        pytest.param(" \n\t\n\n", "1:1", "the file is empty", "adr new decision", id="white space only"),
        pytest.param("# Use MySQL\n", "1:1", "no front matter", "start the file with `---`", id="no front matter"),
        pytest.param(f"---\n{ENVELOPE}\nText.\n", "1:1", "never closed", "end it with `---`", id="never closed"),
        pytest.param("---", "1:1", "never closed", "end it with `---`", id="one fence only"),
        pytest.param(f"\n \n{head('')}", "3:1", "after blank lines", "first line", id="blank lines first"),
        pytest.param(head("x-a: \0\n"), "8:1", "binary", "UTF-8", id="binary"),
        pytest.param(head("").encode("utf-16"), "1:1", "", "UTF-16", id="UTF-16"),
        pytest.param(b"\xfe\xff" + head("").encode("utf-16-be"), "1:1", "", "UTF-16", id="UTF-16 big-endian"),
        pytest.param(head("x-a: café\n").encode("latin-1"), "8:9", "not UTF-8", "Latin-1", id="Latin-1"),
        pytest.param(head("title: Again\n"), "8:1", "`title` stands twice", "keep one", id="key twice"),
        pytest.param(
            head("relations:\n  amends: []\n  amends: []\n"),
            "10:3",
            "`amends` stands twice",
            "keep one",
            id="deep twice",
        ),
        pytest.param(head("relations:\n\tamends: []\n"), "9:1", "a tab", "spaces", id="tab"),
        pytest.param(head("tags: &t [storage]\n"), "8:7", "an anchor (`&t`)", "write the value out", id="anchor"),
        pytest.param(head("x-b: *t\n"), "8:6", "anchor", "", id="alias to nothing"),
        pytest.param(head(BOMB), "8:6", "", "write", id="alias bomb"),
        pytest.param(head("x-a: !!python/object:os.system {}\n"), "8:6", "a tag", "quotes", id="tag of Python"),
        pytest.param(head("x-a: !custom text\n"), "8:6", "a tag (`!custom`)", "quotes", id="tag of one's own"),
        pytest.param(head(f"x-a: {'[' * 10_000}{']' * 10_000}\n"), "8:133", "too far", "flat", id="10,000 brackets"),
        pytest.param(head(f"x-a:\n  {'- ' * 10_000}x\n"), "9:257", "too far", "flat", id="10,000 hyphens"),
        pytest.param(
            head("".join(f"x-{n}: 1\n" for n in range(100_000))),
            "2:1",
            "longer than 256 KiB",
            "body",
            id="100,000 keys",
        ),
        pytest.param(
            head("<<<<<<< HEAD\nimpact: low\n=======\nimpact: high\n>>>>>>> other\n"),
            "8:1",
            "merge conflict",
            "keep one side",
            id="conflict in the front matter",
        ),
        pytest.param("---\n- id: ADR-0001\n---\n", "2:1", "not a mapping", "`key: value`", id="list"),
        pytest.param("---\nADR-0001\n---\n", "2:1", "not a mapping", "`key: value`", id="one word"),
        pytest.param(head("1: x\n"), "8:1", "`1` is not text", 'quote it: `"1":`', id="number as a key"),
        pytest.param(head("true: x\n"), "8:1", "`true` is not text", 'quote it: `"true":`', id="true as a key"),
        pytest.param(head("[a, b]: x\n"), "8:1", "not text", "", id="list as a key"),
        pytest.param(head("x-a: a\x07b\n"), "8:7", "control character", "", id="control character"),
        pytest.param(head("x-a: a: b\n"), "8:7", "mapping values", "put quotes around", id="colon in a value"),
        pytest.param(head("tags: [storage\nx-a: b\n"), "9:4", "did not find expected", "unclosed", id="open bracket"),
        pytest.param(head("...\nid: ADR-0009\n"), "8:1", "more than one document", "", id="second document"),
    ],
)
def test_a_file_that_cannot_be_read_is_shown_where_and_why_and_hides_nobody(
    base: Base, adr: Command, record: Write, content: str | bytes, place: str, message: str, help_: str
) -> None:
    base({BAD: content, GOOD: record("ADR-0002")})
    found = look(adr)
    assert [f["code"] for f in found] == ["ENV001"], "one reason, and nothing that follows from it"
    assert message in found[0]["message"]
    assert help_ in found[0]["help"]
    assert f"{found[0]['line']}:{found[0]['column']}" == place


@pytest.mark.parametrize(
    "content,code,expected",
    [
        pytest.param(head("").encode("utf-8-sig"), 0, "1:1 ENV001 warning", id="byte-order mark"),
        pytest.param(head("").replace("\n", "\r\n"), 0, "1:4 ENV001 info", id="Windows line endings"),
        pytest.param(head("") + "one\ntwo\r\n", 0, "10:4 ENV001 info", id="one Windows line ending"),
        pytest.param(head("") + "\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 1, "10:1 ENV001 error", id="conflict"),
        pytest.param(head("review-by: 2024-13-45\n"), 1, "8:12 ENV006 error", id="month 13, day 45"),
        pytest.param(head(f"impact: {'9' * 5000}\n"), 1, "8:9 ENV004 error", id="huge integer as a choice"),
        pytest.param(head(f"x-n: {'9' * 5000}\n"), 0, "", id="huge integer of one's own"),
        pytest.param(head("relations:\n  1: [ADR-0002]\n"), 1, "9:3", id="number as a relation"),
        pytest.param(
            head("lock-in: {true: x, vendor: y, portability: locked}\n"), 1, "8:11", id="true as a nested key"
        ),
        pytest.param(head("x-a: {1: 2, 1.5: c, ~: d}\n"), 0, "", id="nested keys of one's own that are not text"),
        pytest.param(head("x-a: [.inf, .nan]\n"), 0, "", id="no number"),
        pytest.param(head("") + "[x](%00) [y](%ff) [z](//[::1)\n", 1, "9:1 REL008 error", id="links with odd bytes"),
        pytest.param(head("") + ">" * 10_000 + "x\n", 0, "", id="10,000 quotations"),
        pytest.param(head("") + "[" * 50_000 + "\n", 0, "", id="50,000 brackets in the body"),
        pytest.param(
            "---\nid: [1]\nkind: {}\ntitle: 3\nstatus: [draft]\ndate: 3\nowner: 1.5\ntags: {a: b}\nrelations: x\n"
            "contributors: [x, [y], 3]\ncontrols: [[z]]\nlinks: 3\nlock-in: []\n---\n",
            1,
            "5:9 ENV004 error",
            id="every value of the wrong type",
        ),
    ],
)
def test_a_file_that_can_be_read_is_shown_what_is_odd_in_it(
    base: Base, adr: Command, record: Write, content: str | bytes, code: int, expected: str
) -> None:
    base({BAD: content, GOOD: record("ADR-0002")})
    adr("index", "--json")
    found = [f"{f['line']}:{f['column']} {f['code']} {f['severity']}" for f in look(adr, code)]
    assert any(f.startswith(expected) for f in found) if expected else not found
    shown = adr("show", BAD, "--json")
    assert json.loads(shown.out, parse_constant=pytest.fail)["path"] == BAD


def test_a_file_of_50_mb_is_refused_without_being_read(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({BAD: head(""), GOOD: record("ADR-0002")})
    os.truncate(tmp_path / BAD, 50 * 1024 * 1024)
    assert [(f["code"], f["message"]) for f in look(adr)] == [
        ("ENV001", "the file has 50.0 MiB; a record has at most 2 MiB")
    ]


def test_settings_say_how_large_a_record_may_be(base: Base) -> None:
    project = base({"adr.toml": "max-bytes = 90\n", BAD: head(""), "adrs/ADR-0003-x.md": f"---\n{'#' * 70}\n---\n"})
    large, small = read_all(project).entries
    assert isinstance(large, Unreadable)
    assert "`max-bytes`" in large.help
    assert isinstance(small, Record)


@AS_ROOT
def test_a_file_without_permission_is_reported(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({BAD: head(""), GOOD: record("ADR-0002")})
    (tmp_path / BAD).chmod(0)
    (found,) = look(adr)
    assert found["message"] == "the file cannot be opened: Permission denied"


@AS_ROOT
def test_a_folder_without_permission_is_not_skipped_in_silence(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/old/ADR-0001-x.md": head("")})
    (tmp_path / "adrs/old").chmod(0)
    try:
        assert "adrs/old" in adr("check").out
    finally:
        (tmp_path / "adrs/old").chmod(0o700)


def test_a_link_to_a_file_outside_the_project_is_not_followed(
    base: Base, adr: Command, record: Write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.md"
    secret.write_text(head("x-secret: hunter2\n"))
    base({GOOD: record("ADR-0002")})
    (tmp_path / BAD).symlink_to(secret)
    (found,) = look(adr)
    assert (found["code"], found["line"], found["column"]) == ("ENV001", 1, 1)
    assert found["message"] == "the file is a link that leaves the project"
    assert "hunter2" not in adr("check").out + adr("index", "--json").out


def test_a_link_to_a_folder_outside_the_project_is_not_followed(
    base: Base, adr: Command, record: Write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "ADR-0009-secret.md").write_text(head("x-secret: hunter2\n"))
    base({GOOD: record("ADR-0002")})
    (tmp_path / "adrs/more").symlink_to(outside)
    checked, listed = adr("check"), adr("list", "--json")
    assert checked.code == 1
    assert "adrs/more:1:1 ENV001 the folder is a link that leaves the project" in checked.out
    assert {row["path"] for row in json.loads(listed.out)} == {GOOD, "adrs/more"}
    assert "ADR-0009" not in checked.out + listed.out


def test_a_record_folder_that_is_itself_a_link_out_of_the_project_is_reported(
    base: Base, adr: Command, record: Write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base({GOOD: record("ADR-0002")})
    (tmp_path / "learnings").symlink_to(tmp_path_factory.mktemp("outside"))
    checked = adr("check")
    assert checked.code == 1
    assert "learnings:1:1 ENV001 the folder is a link that leaves the project" in checked.out


def test_a_folder_that_links_to_itself_is_read_once(base: Base, record: Write, tmp_path: Path) -> None:
    project = base({GOOD: record("ADR-0002")})
    (tmp_path / "adrs/loop").symlink_to(tmp_path / "adrs")
    assert [entry.path for entry in read_all(project).entries] == [GOOD]


def test_two_links_that_point_at_each_other_are_reported(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({GOOD: record("ADR-0002")})
    (tmp_path / BAD).symlink_to(tmp_path / "adrs/other.txt")
    (tmp_path / "adrs/other.txt").symlink_to(tmp_path / BAD)
    assert [f["code"] for f in look(adr)] == ["ENV001"]


def test_a_link_to_nothing_is_reported(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({GOOD: record("ADR-0002")})
    (tmp_path / BAD).symlink_to(tmp_path / "adrs/gone")
    assert [f["message"] for f in look(adr)] == ["the file cannot be opened: No such file or directory"]


def test_a_link_within_the_project_is_a_record(base: Base, record: Write, tmp_path: Path) -> None:
    project = base({"shared/x.md": record("ADR-0001")})
    (tmp_path / "adrs").mkdir()
    (tmp_path / BAD).symlink_to(tmp_path / "shared/x.md")
    (entry,) = read_all(project).entries
    assert isinstance(entry, Record)
    assert entry.path == BAD


def test_a_pipe_with_a_records_name_does_not_keep_the_command_waiting(
    base: Base, record: Write, tmp_path: Path
) -> None:
    base({GOOD: record("ADR-0002")})
    os.mkfifo(tmp_path / BAD)
    command = [sys.executable, "-m", "adr", "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=10)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{BAD}:1:1 ENV001" in done.stdout


def test_sub_folders_are_read_and_hidden_ones_are_not(base: Base, record: Write) -> None:
    project = base(
        {
            "adrs/2026/q1/ADR-0001-x.md": record("ADR-0001"),
            "adrs/.git/ADR-0002-x.md": record("ADR-0002"),
            "adrs/.ADR-0003-x.md.swp": "",
            "adrs/notes.txt": "",
            "adrs/img/a.png": b"\x89PNG",
        }
    )
    library = read_all(project)
    assert [entry.path for entry in library.entries] == ["adrs/2026/q1/ADR-0001-x.md"]
    assert library.others == ("adrs/img/a.png", "adrs/notes.txt")


def test_a_kinds_folder_inside_anothers_keeps_its_records(base: Base, record: Write) -> None:
    settings_ = '[kinds.decision]\nfolder = "docs"\n[kinds.learning]\nfolder = "docs/learnings"\n'
    project = base(
        {"adr.toml": settings_, "docs/ADR-0001.md": record(), "docs/learnings/LRN-0001.md": record("LRN-0001")}
    )
    assert [(e.id, e.kind.name) for e in read_all(project).entries] == [
        ("ADR-0001", "decision"),
        ("LRN-0001", "learning"),
    ]


def test_a_record_folder_may_be_the_project_itself(base: Base, record: Write) -> None:
    project = base({"adr.toml": '[kinds.decision]\nfolder = "."\n', "ADR-0001-x.md": record()})
    assert [(e.path, e.id) for e in read_all(project).entries] == [("ADR-0001-x.md", "ADR-0001")]


def test_a_project_without_any_record_folder_has_no_entries(base: Base) -> None:
    assert read_all(base({})).entries == ()


def test_the_dialect_is_found_by_looking_at_most_names(base: Base) -> None:
    madr = {f"adrs/000{n}-x.md": f"# Title {n}\n" for n in range(1, 4)}
    assert {e.id for e in read_all(base({**madr, "adrs/template.md": "x"})).entries} == {
        "ADR-0001",
        "ADR-0002",
        "ADR-0003",
    }


def test_settings_state_the_dialect_whatever_the_names(base: Base) -> None:
    project = base({"adr.toml": '[kinds.decision]\ndialect = "native"\n', "adrs/0001-x.md": "# Title\n"})
    (entry,) = read_all(project).entries
    assert isinstance(entry, Unreadable)


def test_a_path_exists_only_inside_the_project(base: Base, tmp_path: Path) -> None:
    library = read_all(base({"docs/a b.md": "x"}))
    assert library.exists("docs/a b.md")
    assert library.exists("docs")
    assert not library.exists("docs/none.md")
    assert not library.exists(f"../{tmp_path.name}x")
    assert not library.exists("../../../etc/passwd")


def test_selecting_paths_counts_from_where_the_command_runs(base: Base, record: Write, tmp_path: Path) -> None:
    project = base({"adrs/ADR-0001.md": record(), "learnings/LRN-0001.md": record("LRN-0001")})
    graph = read_graph(project)
    wanted = selected(project, graph, tmp_path / "adrs", [Path("ADR-0001.md")])
    assert wanted("adrs/ADR-0001.md")
    assert not wanted("learnings/LRN-0001.md")
    assert selected(project, graph, tmp_path, [Path("adrs")])("adrs/ADR-0001.md")
    assert selected(project, graph, tmp_path, [Path()])("learnings/LRN-0001.md")
    assert selected(project, graph, tmp_path, [])("anything")


@pytest.mark.parametrize(
    "path,message",
    [
        ("adrs/ADR-0002.md", "does not exist; did you mean `adrs/ADR-0001.md`?"),
        ("docs", "is in no record folder"),
        ("../elsewhere", "is outside the project"),
    ],
)
def test_selecting_a_path_without_records_is_refused(base: Base, record: Write, path: str, message: str) -> None:
    project = base({"adrs/ADR-0001.md": record(), "docs/page.md": "x"})
    with pytest.raises(ProjectError, match=message.replace("?", r"\?")):
        selected(project, read_graph(project), project.root, [Path(path)])


PIECES = [
    "---\n",
    "id: ADR-0001\n",
    "status: ",
    "draft",
    "\n",
    "  - ",
    "[",
    "]",
    "{a: 1}",
    "&a ",
    "*a",
    "!!",
    "\t",
    ": ",
]
PIECES += ["\r\n", "\ufeff", "'", '"', "| \n", "# x", "# H\n", "[x](y.md#z)", "ADR-0002. ", "<!--", "-->", "```\n", "1"]
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
BYTES = st.binary() | st.one_of(st.text(), SCRAPS, SCRAPS.map("---\n{}---\n".format)).map(str.encode)


@given(content=BYTES)
@settings(max_examples=150, deadline=None)
def test_reading_any_bytes_gives_an_entry(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.getbasetemp() / "any-bytes"
    (root / "adrs").mkdir(parents=True, exist_ok=True)
    (root / "adr.toml").touch()
    (root / BAD).write_bytes(content)
    project = find(root)
    for dialect in ("native", "madr"):
        entry = read_file(project, project.places[0], BAD, dialect, read_data)
        assert isinstance(entry, Record | Unreadable)
        if isinstance(entry, Unreadable):
            assert entry.message
            assert 1 <= entry.line <= content.count(b"\n") + 2
            assert entry.column >= 1
        else:
            assert entry.text.encode() == content, "every byte is kept"
