"""Whose command a command line is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.adrtools.profile import UnknownProfileError, is_adr_tools

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def make(root: Path, *names: str) -> Path:
    """Make files, and folders where a name ends in a slash; return the root."""
    for name in names:
        target = root / name
        (target if name.endswith("/") else target.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            target.write_text("")
    return root


@pytest.mark.parametrize(
    "names,expected",
    [
        ([], False),
        (["doc/adr/"], True),
        ([".adr-dir"], True),
        (["doc/adr/", "adr.toml"], False),
        ([".adr-dir", "adr.toml"], False),
        (["adr.toml", "below/doc/adr/"], True),
        (["doc/adr/", "below/adr.toml"], False),
    ],
    ids=str,
)
@pytest.mark.parametrize("folder", ["below", "below/further"])
def test_the_nearest_layout_or_settings_decide(tmp_path: Path, names: list[str], expected: bool, folder: str) -> None:  # noqa: FBT001 - a column
    make(tmp_path, *names, "below/further/")
    assert is_adr_tools(["list"], {}, str(tmp_path / folder)) is expected


@pytest.mark.parametrize(
    "arguments,expected",
    [
        (["new", "x"], True),
        (["upgrade-repository"], True),
        (["config"], True),
        ([], True),
        (["frobnicate"], True),
        (["../secret"], True),
        (["check"], False),
        (["show", "1"], False),
        (["status"], False),
        (["init"], False),
        (["--help"], False),
        (["-C", "elsewhere", "list"], False),
    ],
    ids=str,
)
def test_our_own_commands_stay_within_reach(tmp_path: Path, arguments: list[str], expected: bool) -> None:  # noqa: FBT001 - a column
    make(tmp_path, "doc/adr/")
    assert is_adr_tools(arguments, {}, str(tmp_path)) is expected


def test_the_environment_comes_before_what_is_found(tmp_path: Path) -> None:
    here = str(make(tmp_path, "doc/adr/", "adr.toml"))
    assert is_adr_tools(["list"], {"ADR_PROFILE": "adr-tools"}, here)
    assert is_adr_tools(["init"], {"ADR_PROFILE": "adr-tools"}, here)
    assert not is_adr_tools(["check"], {"ADR_PROFILE": "adr-tools"}, here)
    (tmp_path / "adr.toml").unlink()
    assert is_adr_tools(["list"], {"ADR_PROFILE": ""}, here)
    assert not is_adr_tools(["list"], {"ADR_PROFILE": "native"}, here)
    assert not is_adr_tools(["list"], {"ADR_CONFIG": "elsewhere.toml"}, here)
    assert not is_adr_tools(["list"], {"ADR_DIRECTORY": "elsewhere"}, here)


def test_an_unknown_profile_is_refused(tmp_path: Path, run: Run) -> None:
    with pytest.raises(UnknownProfileError):
        is_adr_tools(["list"], {"ADR_PROFILE": "adrtools"}, str(tmp_path))
    done = run("list", ADR_PROFILE="adrtools")
    assert (done.code, done.err) == (2, "adr: ADR_PROFILE is `adrtools`; one of: adr-tools, native\n")


def test_init_where_records_are_is_ours(adr_tools: Path, run: Run) -> None:
    assert run("init", "--help").out.startswith("Usage: adr init [OPTIONS]")
    assert run("init", "--help", ADR_PROFILE="adr-tools").out.startswith("usage: adr init [DIRECTORY]")
    assert len(list(adr_tools.iterdir())) == 2


def test_a_command_that_adr_tools_lacks_says_what_it_says_elsewhere(adr_tools: Path, run: Run) -> None:
    done = run("check", at=adr_tools)
    assert done.code == 2
    assert "no adr.toml" in done.err
