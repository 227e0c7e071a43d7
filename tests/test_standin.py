"""`adr check - --stdin-filename`: a text checked as if it lay there, and nothing written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Outcome, Write

    Pipe = Callable[..., Outcome]

FILE, OTHER = "adrs/ADR-0001-x.md", "adrs/ADR-0002-y.md"


@pytest.fixture
def pipe(adr: Command, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Return a function that checks a text as the file at a path."""

    def call(text: str | bytes, path: str, *arguments: str) -> Outcome:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        return adr("check", "-", "--stdin-filename", path, *arguments)

    return call


def test_a_text_is_checked_as_if_it_lay_there_and_only_it_is_reported(
    base: Base, record: Write, pipe: Pipe, tmp_path: Path
) -> None:
    base({FILE: record(), OTHER: record("ADR-0002", title="Use it", jira="1")})
    assert pipe(record(), FILE).out == "1 record checked: nothing to report\n"
    done = pipe(record(status="Draft"), FILE)
    assert (done.code, done.out.splitlines()[0]) == (1, f"{FILE}:5:9 ENV004 [*] `Draft` is no value of `status`")
    assert pipe(record(body="\nSee [y](ADR-0002-y.md).\n"), FILE).code == 0
    assert "REL008" in pipe(record(body="\nSee [y](ADR-0009-y.md).\n"), FILE).out
    assert "ENV002" in pipe(record("ADR-0002", title="Use it"), "adrs/ADR-0002-z.md").out
    assert (tmp_path / FILE).read_text() == record()
    assert sorted(path.name for path in (tmp_path / "adrs").iterdir()) == ["ADR-0001-x.md", "ADR-0002-y.md"]


def test_a_new_file_counts_for_those_who_cite_it(base: Base, record: Write, pipe: Pipe, adr: Command) -> None:
    base({FILE: record(body="\nSee [z](ADR-0003-z.md).\n")})
    assert "REL008" in adr("check").out
    text = record("ADR-0003", title="Use it", relations="{depends-on: [ADR-0001]}", body="\n[I](ADR-0003-z.md)\n")
    done = pipe(text, "adrs/ADR-0003-z.md", "--format", "json")
    assert (done.code, json.loads(done.out)) == (0, [])


def test_any_format_and_broken_texts(base: Base, record: Write, pipe: Pipe) -> None:
    base({FILE: record()})
    assert json.loads(pipe("broken", FILE, "--format", "json").out)[0]["code"] == "ENV001"
    assert "::error file=adrs/ADR-0001-x.md" in pipe("", FILE, "--format", "github").out
    assert "the file is not UTF-8" in pipe(b"\xe4\n", FILE).out
    assert "the file is binary" in pipe(b"a\0b", FILE).out


def test_no_more_is_read_than_a_record_may_have(base: Base, pipe: Pipe, tmp_path: Path) -> None:
    base({FILE: "broken"})
    (tmp_path / "adr.toml").write_text("max-bytes = 10\n")
    assert "no front matter" in pipe("x" * 10, FILE).out
    assert "the text is longer than a record may be" in pipe("x" * 11, FILE).out


def test_a_stream_without_end_ends(base: Base, adr: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    base({"adr.toml": "max-bytes = 10\n"})

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "all of it is never read"
            return b"x" * size

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    assert "longer than a record may be" in adr("check", "-", "--stdin-filename", FILE).out
    monkeypatch.setattr(sys, "stdin", None)
    assert adr("check", "-", "--stdin-filename", FILE).err == "adr: standard input is closed\n"


@pytest.mark.parametrize(
    "path,message",
    [
        ("docs/x.md", "docs/x.md is in no record folder; those are: adrs, learnings, playbooks"),
        ("../x.md", "../x.md is outside the project"),
        ("adrs/.hidden/ADR-0001-x.md", "is in no record folder"),
        ("adrs/picture.png", "adrs/picture.png is no record"),
        ("adrs/README.md", "adrs/README.md is no record"),
    ],
)
def test_a_file_that_is_no_record_is_refused(base: Base, pipe: Pipe, record: Write, path: str, message: str) -> None:
    base({})
    done = pipe(record(), path)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_the_two_go_together(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record()})
    assert "`--stdin-filename PATH` says which file" in adr("check", "-").err
    assert "goes with `-` alone" in adr("check", "--stdin-filename", FILE).err
    assert "goes with `-` alone" in adr("check", "-", FILE, "--stdin-filename", FILE).err


def test_a_text_is_compared_with_what_its_file_was_at_the_fork(
    base: Base, pipe: Pipe, record: Write, tmp_path: Path
) -> None:
    base({FILE: record(status="accepted", body="\nWe use X.\n")})
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["checkout", "-qb", "topic"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    text = record(status="accepted", body="\nWe use Y.\n")
    assert "HIS002" in pipe(text, FILE, "--base", "main").out
    (tmp_path / OTHER).write_text(record("ADR-0002", status="accepted", title="Use it", body="\nWe use X.\n"))
    other = record("ADR-0002", status="accepted", title="Use it", body="\nWe use Y.\n")
    assert "HIS" not in pipe(other, OTHER, "--base", "main").out


def test_a_real_pipe_and_a_folder_below_the_root(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record()})
    done = subprocess.run(
        [sys.executable, "-m", "adr", "check", "-", "--stdin-filename", "ADR-0001-x.md", "--format", "concise"],
        cwd=tmp_path / "adrs",
        input=record(status="Draft").encode(),
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode().startswith(f"{FILE}:5:9: ENV004")
