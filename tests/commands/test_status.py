"""``adr status``: a record moves on, and nothing but its own lines changes."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import adr as package
from adr.project import find
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

ONE = "adrs/ADR-0001-use-x.md"
TWO = "adrs/ADR-0002-use-y.md"
BROKEN: dict[str, str | bytes] = {
    "adrs/ADR-0090-x.md": "---\nid: ADR-0090\nkind: decision\ntitle: A day that is none\nstatus: draft\n"
    "date: 2024-13-45\nowner: a\n---\n",
    "adrs/ADR-0091-x.md": b"---\n\xff\xfe\n---\n",
    "adrs/ADR-0092-x.md": "---\n<<<<<<< HEAD\nid: ADR-0092\n=======\nid: ADR-0093\n>>>>>>> x\n---\n",
}


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def accepted(record: Write, id_: str = "ADR-0001", status: str = "accepted", body: str = "", **fields: str) -> str:
    stated = {"decision_makers": "[p.serrano]", "impact": "low", "reversibility": "costly", "review_by": "2027-01-01"}
    return record(id_, body, status=status, **(stated | fields))


def test_only_status_and_date_change_and_the_path_is_printed(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    text = accepted(record, status="proposed # since Monday", body="\ntext  \r\nno newline")
    base({ONE: text, TWO: record("ADR-0002"), **BROKEN})
    before = files(tmp_path)
    done = adr("status", "adr-0001", "accepted", "--as-of", "2026-05-06")
    assert (done.code, done.out, done.err) == (0, f"{ONE}\n", "adr: 2 files cannot be read; `adr check` says why\n")
    expected = text.replace("proposed #", "accepted #").replace("2026-03-02", "2026-05-06")
    assert files(tmp_path) == {**before, ONE: expected.encode()}


def test_the_date_is_today_unless_said_otherwise(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({ONE: accepted(record)})
    before = date.today().isoformat()
    assert adr("status", "ADR-0001", "deprecated").code == 0
    text = (tmp_path / ONE).read_text()
    assert f"date: {before}\n" in text or f"date: {date.today().isoformat()}\n" in text


def test_an_illegal_step_names_the_legal_ones_and_writes_nothing(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({ONE: record()})
    before = files(tmp_path)
    done = adr("status", "ADR-0001", "accepted")
    assert (done.code, done.out, done.err) == (2, "", "adr: ADR-0001 is `draft`; from there it goes to: proposed\n")
    assert "did you mean `accepted`?" in adr("status", "ADR-0001", "acepted").err
    assert "no record is called `ADR-0009`" in adr("status", "ADR-0009", "proposed").err
    assert files(tmp_path) == before


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_record_is_refused_with_its_place_or_moved(
    base: Base, adr: Command, tmp_path: Path, path: str
) -> None:
    base(BROKEN)
    before = files(tmp_path)
    done = adr("status", path, "proposed", "--field", "impact=low")
    if path == "adrs/ADR-0090-x.md":
        assert done.code == 0
    else:
        assert (done.code, done.out) == (2, "")
        assert f"{path}:2:1 cannot be read: " in done.err
        assert files(tmp_path) == before


def test_without_a_terminal_what_is_missing_is_named_and_nothing_is_written(
    base: Base, adr: Command, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    base({ONE: record(status="proposed", impact="low")})
    before = files(tmp_path)
    done = adr("status", "ADR-0001", "accepted")
    assert (done.code, done.out) == (2, "")
    for name in ("decision-makers", "review-by", "reversibility"):
        assert f"--field {name}=…" in done.err
    assert files(tmp_path) == before
    options = ["--field", "decision-makers=m.okafor, p.serrano", "--field", "review-by=2027-01-01"]
    assert adr("status", "ADR-0001", "accepted", *options, "--field", "reversibility=costly").code == 0
    text = (tmp_path / ONE).read_text()
    assert "decision-makers: [m.okafor, p.serrano]\n" in text
    assert adr("list", "--json").code == 0


def test_a_field_that_is_none_is_refused_with_the_nearest(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({ONE: record()})
    before = files(tmp_path)
    done = adr("status", "ADR-0001", "proposed", "--field", "impct=low")
    assert done.code == 2
    assert "a decision has no field `impct`; did you mean `impact`?" in done.err
    assert adr("status", "ADR-0001", "proposed", "--field", "impact").code == 2, "a field without a value"
    assert files(tmp_path) == before


def test_an_accepted_successor_retires_what_it_supersedes(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    relations = "{supersedes: [ADR-0001]}"
    base({ONE: accepted(record), TWO: accepted(record, "ADR-0002", "proposed", relations=relations)})
    done = adr("status", "ADR-0002", "accepted", "--as-of", "2026-05-06")
    assert (done.code, done.out, done.err) == (0, f"{ONE}\n{TWO}\n", "ADR-0001 is superseded by ADR-0002\n")
    assert "status: superseded\ndate: 2026-05-06\n" in (tmp_path / ONE).read_text()


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "body", ["", "text", "a\x0cb\u2028c\n", "\n# T\n" * 20], ids=["none", "one line", "odd breaks", "long"]
)
def test_a_dry_run_prints_a_diff_that_git_applies(
    base: Base, adr: Command, record: Write, tmp_path: Path, eol: str, body: str
) -> None:
    relations = "{supersedes: [ADR-0001]}"
    two = accepted(record, "ADR-0002", "proposed", body, relations=relations).replace("\n", eol)
    base({ONE: accepted(record, body=body), TWO: two})
    before = files(tmp_path)
    done = adr("status", "ADR-0002", "accepted", "--as-of", "2026-05-06", "--dry-run")
    assert done.code == 0
    assert files(tmp_path) == before, "nothing is written"
    command = ["git", "apply", "--whitespace=nowarn"]
    applied = subprocess.run(command, cwd=tmp_path, input=done.out.encode(), capture_output=True, check=False)
    assert applied.returncode == 0, applied.stderr
    by_git = files(tmp_path)
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    assert adr("status", "ADR-0002", "accepted", "--as-of", "2026-05-06").code == 0
    assert files(tmp_path) == by_git


def test_a_record_that_is_a_link_stays_one(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"shared/x.md": accepted(record)})
    (tmp_path / "adrs").mkdir()
    (tmp_path / ONE).symlink_to("../shared/x.md")
    assert adr("status", "ADR-0001", "deprecated").code == 0
    assert (tmp_path / ONE).is_symlink()
    assert "status: deprecated" in (tmp_path / "shared/x.md").read_text()


def on_a_terminal(folder: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """Run the command with a terminal for its input; return its exit code and standard output."""
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    process = subprocess.run(
        [sys.executable, "-m", "adr", "-C", str(folder), *arguments],
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
        env={**os.environ, "PYTHONPATH": str(Path(str(package.__file__)).parent.parent)},
    )
    os.close(theirs)
    os.close(ours)
    return process.returncode, process.stdout


def test_on_a_terminal_what_is_missing_is_asked_for(base: Base, record: Write, tmp_path: Path) -> None:
    base({ONE: record(status="proposed", impact="low")})
    answers = {"decision-makers": "a.b, c.d", "review-by": "2027-01-01", "reversibility": "costly"}
    code, out = on_a_terminal(tmp_path, "".join(f"{a}\n" for a in answers.values()), "status", "ADR-0001", "accepted")
    assert (code, out) == (0, f"{ONE}\n")
    (found,) = read_graph(find(tmp_path)).records
    assert {name: found.fields.get(name) for name in answers} == {**answers, "decision-makers": ["a.b", "c.d"]}
    assert found.status == "accepted"


def test_on_a_terminal_what_an_answer_requires_is_asked_for_too(base: Base, record: Write, tmp_path: Path) -> None:
    base({ONE: record(status="proposed")})
    answers = ["high", "a.b", "2027-01-01", "costly", "test", "test", "test"]
    code, _ = on_a_terminal(tmp_path, "".join(f"{a}\n" for a in answers), "status", "ADR-0001", "accepted")
    assert code == 0
    (found,) = read_graph(find(tmp_path)).records
    assert found.fields.get("impact") == "high"
    assert found.fields.get("confirmation") == "test", "a decision of high impact says how it is confirmed"


def test_what_is_left_of_the_template_is_named_on_the_way_into_force(base: Base, adr: Command, tmp_path: Path) -> None:
    base(
        {"adrs/0001-use-x.md": "# 1. Use X\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nWe need it.\n"}
    )
    new = tmp_path / adr("new", "Use Y").out.strip()
    done = adr("status", "2", "accepted", "--dry-run")
    first = "<!-- What is the situation, and what makes us decide now? -->"
    assert (done.code, done.err) == (0, f"ADR-0002 still has 3 comments of the template in place of text: {first}\n")
    new.write_text(re.sub("<!--.*?-->", "Text.", new.read_text()))
    assert adr("status", "2", "accepted").err == ""
