"""Public records become native ones, and nothing of what they said is lost on the way."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from tests.test_edit import SHARED

from adr.check import check
from adr.fmt import formatted
from adr.frontmatter import split
from adr.graph import Graph
from adr.history import files
from adr.importing.intake import take_in
from adr.markdown import Link
from adr.people import read_register
from adr.project import Project, find
from adr.record import Record, read
from adr.source import read_graph

PLACES = {
    "govuk-aws": "docs/architecture/decisions",
    "verify-service-provider": "docs/adr",
    "log4brains": "docs/adr",
    "log4brains/packages/core/integration-tests/ro-project": "docs/adr",
    "madr": "docs/decisions",
    "eips": "EIPS",
    "nats": "adr",
    "moj-cloud-platform": "architecture-decision-record",
    "prometheus-runbooks": "content/runbooks",
}
MISSING = "../shared/corpora is not beside this checkout (ADR_SHARED says where it is)"
KEPT_OUT = ("ENV001", "ENV002", "ENV003", "ENV004", "REL001", "REL003")
LABELS = {"status", "date", "author", "deciders", "tags", "metadata", "value", "updates", "accepted"}
LABELS |= {"superseded", "amended", "by", "the", "and"}


def copied(name: str, folder: Path) -> Project:
    """Return a copy of a public folder as a project whose decisions are there."""
    source = SHARED / "corpora" / name
    if not source.is_dir():
        pytest.skip(MISSING)
    shutil.copytree(source, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    for path, _, _ in os.walk(folder):
        Path(path).chmod(0o755)
    (folder / "adr.toml").write_text(f'[kinds.decision]\nfolder = "{PLACES[name]}"\n')
    return find(folder)


def found(project: Project) -> list[tuple[str, str]]:
    graph = read_graph(project)
    return [(f.code, f.message) for f in check(project, graph, read_register(project))]


def leads(project: Project, path: str) -> list[tuple[str, str]]:
    """Return where the links of a Markdown file lead, as paths from the root with their fragments."""
    text = (project.root / path).read_bytes().decode()
    parts = split(text)
    record = read(path, f"---\nid: X\n---\n{parts.body if parts else text}", project.kinds["decision"], "native")
    assert isinstance(record, Record)
    nothing = Graph([], project.kinds, lambda _: False)
    targets = [link.target for link in record.document.links]
    targets += [target for target, _ in record.document.definitions]
    ends = [nothing.destination(record, Link(target, "", image=False, start=0)) for target in targets]
    known = zip(ends, targets, strict=True)
    return [(target, "") if end.outside else (end.path or path, end.fragment) for end, target in known]


def bare(text: str) -> list[str]:
    """Return the lines of a text with the destinations of links left out."""
    return re.sub(r"(?<=\]\()[^)\s]*|(?<=\]: )\S+", "", text).split("\n")


@pytest.mark.parametrize("name", PLACES)
def test_public_records_become_native_without_loss(name: str, tmp_path: Path) -> None:
    project = copied(name, tmp_path)
    before = found(project)
    markdown = [path for path in files(project.root) if path.endswith(".md")]
    links = {path: leads(project, path) for path in markdown}
    texts = {path: (tmp_path / path).read_bytes().decode() for path in markdown}
    intake = take_in(project, read_graph(project), tmp_path / PLACES[name], None)
    assert intake.left == 0
    moves = {old: new for old, new, _, _ in intake.rows}
    for change in intake.changes:
        assert change.before is None or change.path.read_bytes().decode() == change.before
        if change.after is None:
            change.path.unlink()
        else:
            change.path.write_bytes(change.after.encode())
    for path in markdown:
        wanted = iter([(moves.get(to, to), fragment) for to, fragment in links[path]])
        assert all(link in wanted for link in leads(project, moves.get(path, path))), path
    for old, new in moves.items():
        unharmed(texts[old], (tmp_path / new).read_bytes().decode())
    native = [record for record in read_graph(find(tmp_path)).records if record.path in moves.values()]
    assert [record.path for record in native if formatted(record) != record.text] == []
    after = found(find(tmp_path))
    assert not [finding for finding in after if finding[0] in KEPT_OUT]
    assert sum(code == "REL008" for code, _ in after) <= sum(code == "REL008" for code, _ in before)


def unharmed(before: str, after: str) -> None:
    """Check that what is gone from a text is metadata, and that the rest is there line for line."""
    parts = split(before)
    new = split(after)
    assert new is not None
    old_lines, kept = bare((parts.body if parts else before).strip()), bare(new.body.strip())  # `adr fmt` has the rest
    head = after[: len(after) - len(new.body)].lower()
    at = 0
    for line in old_lines:
        if at < len(kept) and (line == kept[at] or re.sub(r"^(# )\d+\W+", r"\1", line) == kept[at]):
            at += 1
            continue
        words = re.findall(r"[^\W\d_]+", re.sub(r"\[[^\]]*\]\(\)", "", line).lower())
        assert [word for word in words if word not in head and word not in LABELS] == [], line
    assert at == len(kept)
