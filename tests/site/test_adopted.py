"""A repository that was taken over as it is: its links, pictures and texts work on the site."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.conftest import Command

PNG = "not really a picture"
DECISION = """\
# 1. Use X

Date: 2020-01-01

## Status

✅ Accepted by **the board**

## Context

![beside](chart.png?raw=true) ![elsewhere](../../images/plan.PNG) <img src="../../images/tag.jpg" alt="tag">
![drawn](drawing.svg) ![outside](https://example.com/x.png)

See [the second](0002-use-y.md#context), <a href="0002-use-y.md">again</a>, [the table](table.csv),
[the code](../../src/main.py), [the folder](../../src/), [nothing](gone.md), [the log](./), [secret](../../.env).
"""
OTHER = "# 2. Use Y\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nAs in [1](0001-use-x.md).\n"
FOLDER = (
    "# Use Z\n\n- Status: accepted\n\nBesides: [the first](../../adr/0001-use-x.md), "
    "[its neighbour](../0002-use-w/README.md).\n\n![z](z.png)\n"
)
FILES = {
    "docs/adr/0001-use-x.md": DECISION,
    "docs/adr/0002-use-y.md": OTHER,
    "docs/adr/README.md": "# Decisions\n",
    "docs/adr/chart.png": PNG,
    "docs/adr/drawing.svg": "<svg/>",
    "docs/adr/table.csv": "a,b\n",
    "images/plan.PNG": PNG,
    "images/tag.jpg": PNG,
    "images/unused.png": PNG,
    "src/main.py": "pass\n",
    ".env": "SECRET=1\n",
    "docs/decisions/0001-use-z/README.md": FOLDER,
    "docs/decisions/0001-use-z/z.png": PNG,
    "docs/decisions/0002-use-w/README.md": "# Use W\n\n- Status: proposed\n\nBecause.\n",
    "docs/peps/pep-0008.rst": "PEP: 8\nTitle: Style\nStatus: Active\n\nRules\n=====\n\n``x`` <b>*y*</b>\n",
    "docs/peps/pep-0009.rst": "PEP: 9\nTitle: More\nStatus: Draft\nCreated: 2001-07-06\n\nMore\n====\n\n# no heading\n",
}


@pytest.fixture
def site(adr: Command, tmp_path: Path) -> Path:
    """Return the folder of a repository with a site."""
    return built(adr, tmp_path / "base", FILES)


def built(adr: Command, root: Path, files: Mapping[str, str], remote: str = "") -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    if remote:
        subprocess.run(["git", "remote", "add", "origin", remote], cwd=root, check=True)
    assert adr("init", "--name", "Base", at=root).code == 0
    done = adr("build", at=root)
    assert done.code == 0, done.err
    (root / "said.txt").write_text(done.err)
    return root


def page(root: Path, path: str) -> str:
    return (root / "site" / path / "index.html").read_text(encoding="utf-8")


def test_every_record_has_a_page_at_an_address_that_others_link_to(site: Path) -> None:
    for path in ("docs/adr/0001-use-x", "docs/decisions/0001-use-z", "docs/decisions/0002-use-w", "docs/peps/pep-0008"):
        assert "adr-head" in page(site, path.removeprefix("docs/")), path


def test_links_and_pictures_of_every_record_lead_to_what_is_there(site: Path) -> None:
    dead = []
    for file in (site / "site").rglob("index.html"):
        text = re.search(r"<article.*?</article>", file.read_text(encoding="utf-8"), re.DOTALL)
        for address in re.findall(r'(?:href|src)="([^"]*)"', text[0] if text else ""):
            parts = urlsplit(html.unescape(address))
            target = file.parent / unquote(parts.path) if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            if not parts.scheme and not target.is_file():
                dead.append((file.relative_to(site).as_posix(), address))
    assert dead == []
    first = page(site, "adr/0001-use-x")
    for address in ("../chart.png", "../../images/plan.PNG", "../../images/tag.jpg", "../table.csv"):
        assert f'"{address}"' in first
    assert first.count('href="../0002-use-y/') >= 2
    assert 'href="../../adr/0001-use-x/"' in page(site, "decisions/0001-use-z")
    assert 'src="z.png"' in page(site, "decisions/0001-use-z")


def test_nothing_else_is_published(site: Path) -> None:
    published = {path.name for path in (site / "site").rglob("*")}
    assert not published & {"unused.png", "drawing.svg", "main.py", ".env"}
    assert "SECRET" not in page(site, "adr/0001-use-x")


def test_links_that_would_leave_the_site_are_told_of_where_no_repository_is_known(site: Path) -> None:
    said = (site / "said.txt").read_text()
    assert "4 links to files that are not published, shown as text:" in said
    assert "docs/adr/0001-use-x.md:15 ../../src/main.py" in said
    assert re.search(r'href="[^"]*main\.py', page(site, "adr/0001-use-x")) is None


@pytest.mark.parametrize(
    "remote,address",
    [
        ("git@github.com:firm/base.git", "https://github.com/firm/base/blob/HEAD/src/main.py"),
        ("https://user:secret@gitlab.firm.example/g/base.git", "https://gitlab.firm.example/g/base/-/blob/HEAD/src/main.py"),
    ],
)  # fmt: skip
def test_links_that_leave_the_site_lead_to_the_repository(
    adr: Command, tmp_path: Path, remote: str, address: str
) -> None:
    files = {path: text for path, text in FILES.items() if path.startswith(("docs/adr", "src", "images"))}
    root = built(adr, tmp_path / "base", files, remote)
    first = page(root, "adr/0001-use-x")
    assert f'href="{address}"' in first
    assert "secret@" not in first
    assert "not published" not in (root / "said.txt").read_text()
    assert re.findall(r'<img[^>]*src="(?:https?:)?//', first) == []


def test_a_status_is_shown_as_it_was_written_beside_what_it_means(site: Path) -> None:
    assert "written as “✅ Accepted by the board”" in page(site, "adr/0001-use-x")
    assert "written as" not in page(site, "adr/0002-use-y")


def test_a_text_that_is_no_markdown_is_shown_as_it_is(site: Path) -> None:
    shown = page(site, "peps/pep-0008")
    assert "Rules\n=====\n\n``x`` &lt;b&gt;*y*&lt;/b&gt;" in shown
    assert "# no heading" in page(site, "peps/pep-0009")


def test_the_register_lists_the_records_of_all_folders(site: Path) -> None:
    register = page(site, "adr")
    assert len(re.findall(r'href="[^"]*(?:use-[wxyz]|pep-000\d)/"', register)) >= 6


def test_each_index_table_lists_its_own_folder(adr: Command, site: Path) -> None:
    assert adr("index", at=site).code == 0
    tables = {path: (site / path / "README.md").read_text() for path in ("docs/adr", "docs/decisions", "docs/peps")}
    assert {path: text.count("| [") for path, text in tables.items()} == {
        "docs/adr": 2, "docs/decisions": 2, "docs/peps": 2
    }  # fmt: skip


def test_show_prints_the_status_as_written_and_other_texts_as_they_are(adr: Command, site: Path) -> None:
    assert adr("show", "ADR-0001", at=site).code == 2  # two folders count from one
    shown = adr("show", "docs/adr/0001-use-x.md", at=site).out
    assert "status      accepted\nas written  ✅ Accepted by **the board**\n" in shown
    assert "Rules\n=====\n\n``x`` <b>*y*</b>\n" in adr("show", "PEP-8", at=site).out


def test_doctor_names_the_dialect_of_each_folder(adr: Command, site: Path) -> None:
    lines = [line.split(maxsplit=2)[2] for line in adr("doctor", at=site).out.splitlines() if " folder " in line]
    assert [line.partition(";")[0] for line in lines] == [
        "docs/adr: 2 decisions, dialect nygard, found by looking",
        "docs/decisions: 2 decisions, dialect numbered, found by looking",
        "docs/peps: 2 decisions, dialect pep, found by looking",
    ]
    assert all("rules that are off for it: DEC001" in line for line in lines)


def test_a_site_of_its_own_and_pages_that_are_no_records_are_left_alone(adr: Command, tmp_path: Path) -> None:
    files = {
        "docs/adr/0001-use-x.md": OTHER,
        "docs/index.md": "# My own home page\n",
        "docs/guide.md": "# Guide\n",
        "mkdocs.yml": "site_name: Mine\ntheme: readthedocs\n",
        "site/index.html": "mine",
    }
    root = built(adr, tmp_path / "base", files)
    assert {path: (root / path).read_text() for path in files} == files
    assert "Use Y" in (root / "adr-site/docs/adr/0001-use-x/index.html").read_text(encoding="utf-8")
    assert "My own home page" not in (root / "adr-site/index.html").read_text(encoding="utf-8")
    assert not (root / "adr-site/guide").exists()
    settings = (root / "adr.toml").read_text()
    (root / "adr.toml").write_text(settings.replace('config = ""', 'config = "../mkdocs.yml"'))
    done = adr("build", at=root)
    assert (done.code, "site.config leaves the project" in done.err) == (2, True)


def test_dry_run_prints_the_settings_and_writes_nothing(adr: Command, tmp_path: Path) -> None:
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0002-use-y.md").write_text(OTHER)
    done = adr("init", "--name", "Base", "--dry-run")
    assert done.out.startswith("docs/adr: 1 decision written as Nygard (1 accepted)\n")
    assert "+++ b/adr.toml\n" in done.out
    assert '+folder = "docs/adr"\n' in done.out
    assert not (tmp_path / "adr.toml").exists()
    for folders, message in (("../x", "is outside"), ("gone", "is no folder"), ("decison=docs", "`decision`")):
        done = adr("init", "--folder", folders)
        assert (done.code, message in done.err) == (2, True)
    assert adr("init", "--folder", "decision=docs/adr").code == 0


def test_what_the_baseline_has_is_no_finding_of_the_site(adr: Command, tmp_path: Path) -> None:
    root = tmp_path / "base"
    files = {"docs/adr/0001-x.md": OTHER.replace("Accepted", "Frobnicated"), "docs/adr/0002-y.md": OTHER}
    assert "error" in built(adr, root, files).joinpath("said.txt").read_text()
    assert "ENV004" in page(root, "adr/0001-x")
    assert adr("check", "--update-baseline", at=root).code == 0
    done = adr("build", at=root)
    assert (done.code, done.err) == (0, "")
    assert "ENV004" not in page(root, "adr/0001-x")


def test_the_home_page_counts_records_of_no_known_status(adr: Command, tmp_path: Path) -> None:
    files = {"docs/adr/0001-x.md": OTHER, "docs/adr/0002-y.md": "# 2. Use Y\n\n## Context\n\nWe need it.\n"}
    home = page(built(adr, tmp_path / "base", files), ".")
    assert "in force, 1 of no known status</span>" in home


def test_what_front_matter_tells_other_generators_is_no_fact(adr: Command, tmp_path: Path) -> None:
    head = "layout: default\nweight: 7654\nnav_order: 7655\nsidebar_position: 7656\n"
    head += "sidebar: {order: 7657}\nteam: Payments\n"
    text = f"---\nstatus: accepted\ndate: 2020-01-01\n{head}---\n# Use X\n\n## Considered Options\n\n* X\n"
    found = page(built(adr, tmp_path / "base", {"docs/adr/0001-use-x.md": text}), "adr/0001-use-x")
    assert "Payments" in found
    assert not re.search(r"765[4-7]|Nav.order|Sidebar", found)
