"""What tests share: a knowledge base in a temporary folder, records to fill it, and the command run in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from adr.cli import run
from adr.graph import Graph
from adr.project import Project, find
from adr.source import read_graph

# The same examples in every run and no limit of time, so that a change is refused for what it changes, and not for
# chance or a busy machine; `make fuzz` looks for new examples.
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", settings.get_profile("fixed"), derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("ADR_HYPOTHESIS", "fixed"))

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Outcome:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str


Base = Callable[[Files], Project]
Load = Callable[[Files], Graph]
Command = Callable[..., Outcome]
Write = Callable[..., str]


@pytest.fixture(autouse=True)
def quiet_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's git identity and settings out of the tests."""
    settings = tmp_path_factory.getbasetemp() / "gitconfig"
    settings.write_text(
        "[user]\n\temail = m.okafor@example.com\n\tname = Mary Okafor\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("ADR_DEBUG", "1")  # an internal error is shown, not turned into an exit code
    monkeypatch.setenv("ADR_CHECK_AS_OF", "2026-03-20")  # days after the date of records under test
    for name in (
        "GITHUB_BASE_REF",
        "NO_COLOR",
        "ADR_CONFIG",
        "ADR_DIRECTORY",
        "ADR_PROFILE",
        "ADR_CACHE",
        "GIT_DIR",
        "GIT_WORK_TREE",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return a function that writes files into an empty knowledge base, and returns the project."""

    def make(files: Files) -> Project:
        for path, content in {"adr.toml": "", **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return find(tmp_path)

    return make


@pytest.fixture
def load(base: Base) -> Load:
    """Return a function that writes files into a knowledge base and reads it back as a graph."""
    return lambda files: read_graph(base(files))


@pytest.fixture
def adr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs the command in the temporary folder, or where ``at`` says."""

    def call(*arguments: str, at: Path = tmp_path) -> Outcome:
        capsys.readouterr()
        code = run(["-C", str(at), *arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def record() -> Write:
    """Return a function that writes the text of a draft decision, with fields changed, added or (None) left out."""

    def text(id_: str = "ADR-0001", body: str = "", **fields: Any) -> str:
        kind = {"ADR": "decision", "LRN": "learning", "PLB": "playbook"}.get(id_[:3], "decision")
        stated = {"id": id_, "kind": kind, "title": "Use PostgreSQL", "status": "draft", "date": "2026-03-02"}
        stated |= {"owner": "m.okafor"} | {name.replace("_", "-"): value for name, value in fields.items()}
        head = "".join(f"{name}: {value}\n" for name, value in stated.items() if value is not None)
        return f"---\n{head}---\n{body}"

    return text
