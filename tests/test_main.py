"""The entry point: it loads nothing before it knows that it is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr import __version__

if TYPE_CHECKING:
    from tests.conftest import Base, Write

ENGINE = {"mkdocs", "jinja2", "material", "markdown", "pygments", "nh3"}


def imported(folder: Path, *arguments: str) -> set[str]:
    """Run the command in a fresh process and return the names of all modules that it loads."""
    command = [sys.executable, "-X", "importtime", "-m", "adr", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_the_version_loads_next_to_nothing(tmp_path: Path) -> None:
    loaded = imported(tmp_path, "--version")
    assert {name for name in loaded if name.split(".")[0] == "adr"} == {"adr"}
    assert not loaded & {"click", "yaml", "ryaml", "pyromark", "jsonschema_rs", "frontmatter", "mkdocs", "dataclasses"}


def test_the_help_loads_no_command(tmp_path: Path) -> None:
    loaded = imported(tmp_path, "--help")
    assert {name for name in loaded if name.startswith("adr.")} <= {
        "adr.adrtools",
        "adr.adrtools.profile",
        "adr.cli",
        "adr.command",
        "adr.commands",
        "adr.discovery",
    }
    assert not loaded & {"yaml", "ryaml", "pyromark", "pathlib"}


def test_the_version_is_printed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "adr", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"adr {__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", __version__)


@pytest.mark.parametrize(
    "name,never",
    [("list", ENGINE | {"jsonschema_rs", "yaml", "subprocess", "difflib"}), ("check", ENGINE)],
    ids=["list", "check"],
)
def test_reading_records_never_loads_the_engine_of_the_site(
    base: Base, record: Write, tmp_path: Path, name: str, never: set[str]
) -> None:
    base({"adrs/ADR-0001.md": record()})
    roots = {module.split(".")[0] for module in imported(tmp_path, name)}
    assert roots.isdisjoint(never)
    assert "adr" in roots


def test_all_is_written_before_the_process_ends(base: Base, record: Write, tmp_path: Path) -> None:
    base({f"adrs/ADR-{n:04d}.md": record(f"ADR-{n:04d}") for n in range(1, 1200)} | {"adrs/ADR-2000.md": "broken\n"})
    with (tmp_path / "out").open("w") as file:
        listed = subprocess.run([sys.executable, "-m", "adr", "list"], cwd=tmp_path, stdout=file, check=False)
    assert listed.returncode == 0
    assert len((tmp_path / "out").read_text().splitlines()) == 1200
    for arguments, code, word in (["check"], 1, "ENV001"), (["show", "ADR-3000"], 2, "are known"):
        command = [sys.executable, "-m", "adr", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == code
        assert word in done.stdout + done.stderr


def test_a_reader_that_leaves_early_is_no_failure(base: Base, record: Write, tmp_path: Path) -> None:
    base({f"adrs/ADR-{n:04d}.md": record(f"ADR-{n:04d}", title="x" * 90) for n in range(1, 1200)})
    with subprocess.Popen(
        [sys.executable, "-m", "adr", "list"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("ADR-0001")
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0


def test_a_current_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && {sys.executable} -m adr list"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "the current folder is gone" in done.stderr
    assert "Traceback" not in done.stderr
