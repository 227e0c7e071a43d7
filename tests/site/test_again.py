"""Building again: what comes out is what a build into an empty folder gives, and what stays is not touched."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr.cli import run
from adr.finding import CannotRunError
from adr.project import find
from adr.site.engine_mkdocs import build

_DAY = "2026-03-02"


def _project(root: Path) -> None:
    assert run(["-C", str(root), "init", "--name", "Again", "--owner", "m.okafor", "--as-of", _DAY]) == 0
    for number in (2, 3, 4):
        _record(root, number, "Use it", "accepted", f"ADR-{number - 1:04d}")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "guide.md").write_text("# Guide\n\nSee [it](../adrs/ADR-0002-x.md).\n")
    (root / "docs" / "notes.txt").write_text("one")


def _record(root: Path, number: int, title: str, status: str, other: str) -> None:
    (root / "adrs" / f"ADR-{number:04d}-x.md").write_text(
        f"---\nid: ADR-{number:04d}\nkind: decision\ntitle: {title}\nstatus: {status}\ndate: {_DAY}\n"
        f"owner: m.okafor\ntags: [t{number % 2}]\nrelations: {{relates-to: [{other}]}}\n---\n\n# {title}\n\n"
        f"## Context\n\nAfter {other}, see [that]({other}-x.md).\n"
    )


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_ctime_ns for path in site.rglob("*") if path.is_file()}


_NUMBER = st.integers(2, 6)
_EDITS = st.one_of(
    st.tuples(
        st.just("write"),
        _NUMBER,
        st.sampled_from(["Use it", "Use that", "Drop it"]),
        st.sampled_from(["accepted", "proposed", "rejected", "odd"]),
        st.sampled_from(["ADR-0001", "ADR-0003", "ADR-0009"]),
    ),
    st.tuples(st.just("remove"), _NUMBER),
    st.tuples(st.just("rename"), _NUMBER),
    st.tuples(st.just("break"), _NUMBER),
    st.tuples(
        st.just("guide"), st.sampled_from(["# Guide\n", "# Handbook\n\n## More\n", "---\nstatus: new\n---\n# Guide\n"])
    ),
    st.tuples(st.just("notes"), st.sampled_from(["one", "two", ""])),
    st.tuples(st.just("page"), st.sampled_from(["a", "b"])),
    st.tuples(st.just("picture"), _NUMBER),
    st.tuples(st.just("name"), st.sampled_from(["Again", "Once more"])),
    st.tuples(st.just("urls"), st.booleans()),
    st.tuples(st.just("style"), st.sampled_from(["p{}", "a{}"])),
    st.tuples(st.just("tamper")),
)


def _edit(root: Path, site: Path, edit: tuple[object, ...]) -> None:
    what, *more = edit
    record = root / "adrs" / f"ADR-{more[0]:04d}-x.md" if more and isinstance(more[0], int) else root
    if what == "write":
        _record(root, *more)  # type: ignore[arg-type]
    elif what == "remove":
        record.unlink(missing_ok=True)
    elif what == "rename" and record.is_file():
        record.rename(record.with_name(record.name.replace("-x", "-y")))
    elif what == "break":
        record.write_text("no record")
    elif what == "picture" and record.is_file():
        (root / "chart.png").write_bytes(b"\x89PNG" + bytes(str(more[0]), "ascii"))
        record.write_text(record.read_text() + "\n![Chart](../chart.png)\n")
    elif what in ("guide", "notes", "page"):
        name = {"guide": "guide.md", "notes": "notes.txt"}.get(str(what), f"{more[0]}.md")
        (root / "docs" / name).write_text(str(more[0]))
    elif what in ("name", "urls"):
        config = root / "adr.toml"
        kept = [
            line for line in config.read_text().splitlines() if not line.startswith(("name", "[site]", "directory-"))
        ]
        name = f'name = "{more[0]}"' if what == "name" else 'name = "Again"'
        urls = ["[site]", f"directory-urls = {str(more[0]).lower()}"] if what == "urls" else []
        config.write_text("\n".join([name, *kept, *urls]) + "\n")
    elif what == "style":
        (root / "docs" / "extra.css").write_text(str(more[0]))
        (root / "mkdocs.yml").write_text(
            "site_name: Again\ntheme: {name: material}\nplugins: [search, adr]\nextra_css: [extra.css]\n"
        )
    elif what == "tamper":
        (site / "index.html").write_text("<p>edited by hand")
        (site / "stray.html").write_text("stray")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.lists(_EDITS, min_size=1, max_size=2), min_size=1, max_size=3))
def test_a_site_built_again_is_what_a_clean_build_gives(
    tmp_path_factory: pytest.TempPathFactory, edits: list[list[tuple[object, ...]]]
) -> None:
    base = tmp_path_factory.mktemp("again")
    root, site, clean = base / "project", base / "site", base / "clean"
    root.mkdir()
    _project(root)
    build(find(root), site, as_of=_DAY)
    for step in edits:
        for edit in step:
            _edit(root, site, edit)
        build(find(root), site, as_of=_DAY)
        shutil.rmtree(clean, ignore_errors=True)
        build(find(root), clean, as_of=_DAY)
        assert _files(site) == _files(clean), step


def _commit(root: Path) -> None:
    who = ["-c", "user.name=m", "-c", "user.email=m@example.com"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "Records"]):
        subprocess.run(["git", *command], cwd=root, check=True)


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    root, site = tmp_path / "project", tmp_path / "site"
    root.mkdir()
    _project(root)
    build(find(root), site, as_of=_DAY)
    return root, site


def test_a_build_of_what_did_not_change_writes_nothing(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, site = built
    before = _times(site)
    monkeypatch.setattr("adr.site.engine_mkdocs._run", lambda *_: pytest.fail("the engine ran"))
    again = build(find(root), site, as_of=_DAY)
    assert again.records == 4
    assert _times(site) == before


def test_an_edit_touches_the_record_and_the_pages_that_name_it(built: tuple[Path, Path]) -> None:
    root, site = built
    before = _times(site)
    record = root / "adrs" / "ADR-0004-x.md"
    record.write_text(record.read_text() + "\nOne more line.\n")
    build(find(root), site, as_of=_DAY)
    after = _times(site)
    changed = {path for path, when in after.items() if before.get(path) != when and path.endswith("/index.html")}
    assert {path for path in changed if path.startswith("adrs/")} == {"adrs/ADR-0004-x/index.html"}
    record.write_text(record.read_text().replace("title: Use it", "title: Use the other"))
    build(find(root), site, as_of=_DAY)
    changed = {path for path, when in _times(site).items() if after.get(path) != when}
    assert {"adrs/ADR-0004-x/index.html", "adrs/ADR-0003-x/index.html", "adrs/index.html"} <= changed
    assert "adrs/ADR-0002-x/index.html" not in changed


@pytest.mark.parametrize(
    "change",
    [
        _commit,
        lambda root: (root / "new.txt").write_text("a file that a record may link to"),
        lambda root: (root / "governance" / "people.yml").write_text("- {handle: eve, name: Eve, kind: person}\n"),
    ],
    ids=["into git", "another file", "people"],
)
def test_whatever_a_page_may_say_is_looked_at(built: tuple[Path, Path], change: Callable[[Path], object]) -> None:
    root, site = built
    change(root)
    with pytest.MonkeyPatch.context() as patch:
        ran: list[object] = []
        patch.setattr("adr.site.engine_mkdocs._renew", lambda *args, **_: ran.append(args))
        build(find(root), site, as_of=_DAY)
    assert ran


def test_a_build_that_fails_leaves_the_site_as_it_is(built: tuple[Path, Path]) -> None:
    root, site = built
    before = _files(site)
    (root / "mkdocs.yml").write_text("site_name: Again\ntheme: {name: mkdocs}\nplugins: [adr]\n")
    with pytest.raises(CannotRunError):
        build(find(root), site, as_of=_DAY)
    assert _files(site) == before


def test_a_site_drawn_by_others_code_is_built_whole(built: tuple[Path, Path]) -> None:
    root, site = built
    (root / "hook.py").write_text(
        "from pathlib import Path\ndef on_page_content(html, **_):\n    return html + Path('said').read_text()\n"
    )
    (root / "mkdocs.yml").write_text(
        "site_name: Again\ntheme: {name: material}\nplugins: [search, adr]\nhooks: [hook.py]\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root.parent)
        for said in ("first", "second"):
            Path("said").write_text(said)
            build(find(root), site, as_of=_DAY)
            assert said in (site / "adrs" / "ADR-0002-x" / "index.html").read_text()
