"""Both ways to build, every project at hand, and serving while records change."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.conftest import ROOT

from adr.cli import run
from adr.project import find
from adr.site.engine_mkdocs import build
from adr.source import read_graph

CORPUS = ROOT.parent / "shared" / "corpora" / "madr"


def adr(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "adr", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def pages_of_records(site: Path, paths: list[str]) -> list[str]:
    """Return the records that have no page."""
    return [path for path in paths if not (site / path.removesuffix(".md") / "index.html").is_file()]


@pytest.mark.parametrize("in_git", [True, False], ids=["in git", "outside git"])
def test_empty_folder_to_site(tmp_path: Path, in_git: bool) -> None:  # noqa: FBT001 - parametrised
    if in_git:
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    for arguments in (["init"], ["new", "Use PostgreSQL"], ["check", "--strict"], ["build", "--strict"]):
        done = adr(tmp_path, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(adr(tmp_path, "list", "--json").stdout)
    assert [row["title"] for row in rows] == [
        "Keep decisions, learnings and playbooks beside the code",
        "Use PostgreSQL",
    ]
    assert pages_of_records(tmp_path / "site", [row["path"] for row in rows]) == []


def test_plain_mkdocs_builds_the_same_site(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--name", "Parity", "--owner", "m.okafor", "--as-of", "2026-03-02"]) == 0
    build(find(tmp_path), tmp_path / "ours", strict=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "theirs")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours, theirs = tree(tmp_path / "ours"), tree(tmp_path / "theirs")
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []


def tree(site: Path) -> dict[str, bytes]:
    """Return a site's files, the times of the build left out."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {name: re.sub(rb"<lastmod>.*?</lastmod>", b"", data) for name, data in files.items() if name[-3:] != ".gz"}


def test_the_projects_own_records_are_published(tmp_path: Path) -> None:
    project = find(ROOT)
    build(project, tmp_path / "site", strict=True)
    paths = [entry.path for entry in read_graph(project).entries]
    assert paths
    assert pages_of_records(tmp_path / "site", paths) == []


def test_a_repository_that_is_only_read_is_published(tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpora is not beside this checkout")
    settings = tmp_path / "adr.toml"
    settings.write_text('[kinds.decision]\nfolder = "docs/decisions"\n[site]\ndocs = "none"\n', encoding="utf-8")
    site = tmp_path / "site"
    arguments = ["-C", str(CORPUS), "--config", str(settings)]
    assert run([*arguments, "build", "--output", str(site), "--as-of", "2026-01-01", "--strict"]) == 0
    records = read_graph(find(CORPUS, settings)).records
    expected = json.loads((CORPUS.parent / "expected.json").read_text(encoding="utf-8"))["madr-own"]
    assert len(records) == expected["records"]
    assert pages_of_records(site, [record.path for record in records]) == []


def test_broken_records_do_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "init", "--name", "Broken", "--owner", "m.okafor", "--as-of", "2026-03-02"]) == 0
    folder = tmp_path / "adrs"
    (folder / "ADR-0002-empty.md").write_bytes(b"")
    (folder / "ADR-0003-binary.md").write_bytes(b"\0\1\2")
    (folder / "ADR-0004-latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (folder / "ADR-0005-duplicate.md").write_text("---\nid: a\nid: b\n---\n<script>pwned()</script>")
    (folder / "ADR-0006-odd.md").write_text(
        "---\nid: 6\ntitle: [1, 2]\nstatus: 3\ndate: 4\nrelations: 5\ntags: {a: 1}\n---\n"
    )
    (folder / "ADR-0007-picture.md").write_text("---\nid: ADR-0007\ntitle: Picture\n---\n![A chart](chart.png)\n")
    (folder / "chart.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["-C", str(tmp_path), "build", "--strict"]) == 0
    site = tmp_path / "site"
    assert pages_of_records(site, [path.relative_to(tmp_path).as_posix() for path in folder.glob("*.md")]) == []
    shown = (site / "adrs" / "ADR-0005-duplicate" / "index.html").read_text(encoding="utf-8")
    assert "stands twice" in shown
    assert "<script>pwned" not in shown
    assert 'src="../chart.png"' in (site / "adrs" / "ADR-0007-picture" / "index.html").read_text(encoding="utf-8")
    assert (site / "adrs" / "chart.png").is_file()
    assert "`adr check` lists them" in capsys.readouterr().err


def test_a_project_without_mkdocs_yml_or_docs_is_published(tmp_path: Path) -> None:
    (tmp_path / "adr.toml").write_text('name = "R&D <handbook>"\n')
    (tmp_path / "adrs").mkdir()
    build(find(tmp_path), tmp_path / "site", as_of="2026-01-01", strict=True)
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "R&amp;D &lt;handbook&gt;" in home
    assert "<handbook>" not in home


def test_serving_rebuilds_when_a_record_changes(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--name", "Served", "--owner", "m.okafor"]) == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "adr", "-C", str(tmp_path), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None
        line = next(line for line in server.stdout if "http://" in line)
        address = re.findall(r"http://\S+", line)[0]
        page = f"{address}adrs/ADR-0001-keep-decisions-learnings-and-playbooks-beside-the-code/"
        wait(lambda: "in this repository" in fetch(page))
        record = next((tmp_path / "adrs").glob("ADR-0001*"))
        record.write_text(record.read_text(encoding="utf-8") + "\nRead it while it is written.\n", encoding="utf-8")
        wait(lambda: "Read it while it is written" in fetch(page))
        record.write_text("no longer a record", encoding="utf-8")
        wait(lambda: "cannot be read as a record" in fetch(page))
    finally:
        server.terminate()
        server.wait(20)


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except urllib.error.URLError:
        return ""


def wait(until: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "nothing changed in time"
        time.sleep(0.3)


def test_records_inside_the_docs_folder_are_published_once(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "decisions"
    folder.mkdir(parents=True)
    (tmp_path / "docs" / "guide.md").write_text("# Guide\n\nSee [it](decisions/0001-use-postgresql.md).\n")
    (folder / "0001-use-postgresql.md").write_text("# Use PostgreSQL\n\n![Elsewhere](https://outside.example/x.png)\n")
    (folder / "index.md").write_text("# A list kept by hand\n")
    (tmp_path / "adr.toml").write_text('[kinds.decision]\nfolder = "docs/decisions"\n')
    build(find(tmp_path), tmp_path / "site", as_of="2026-01-01", strict=True)
    shown = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")]
    assert [path for path in shown if "0001" in path and not path.startswith("r/")] == [
        "decisions/0001-use-postgresql/index.html"
    ]
    page = (tmp_path / "site" / "decisions" / "0001-use-postgresql" / "index.html").read_text(encoding="utf-8")
    assert '<a href="https://outside.example/x.png" rel="noopener noreferrer">Elsewhere (elsewhere)</a>' in page
    assert "<img" not in page
    guide = (tmp_path / "site" / "guide" / "index.html").read_text(encoding="utf-8")
    assert 'href="../decisions/0001-use-postgresql/"' in guide


@pytest.mark.parametrize("output", ["adrs", "governance", ".git", ".", "..", "docs/x", "precious"])
def test_a_build_never_empties_what_is_no_site(tmp_path: Path, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    base = tmp_path / "base"
    base.mkdir()
    assert run(["-C", str(base), "init", "--name", "Precious", "--owner", "m.okafor", "--as-of", "2026-03-02"]) == 0
    (base / ".git").mkdir()
    (base / "precious").mkdir()
    (base / "precious" / "thesis.txt").write_text("mine")
    before = tree(tmp_path)
    assert run(["-C", str(base), "build", "--output", str(base / output)]) == 2
    assert "a build empties its folder" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_site_of_ours_is_built_again(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--name", "Again", "--owner", "m.okafor", "--as-of", "2026-03-02"]) == 0
    assert run(["-C", str(tmp_path), "build"]) == 0
    assert run(["-C", str(tmp_path), "build"]) == 0
    (tmp_path / "adr.toml").write_text('[site]\noutput = "../outside"\n')
    assert run(["-C", str(tmp_path), "build"]) == 2
