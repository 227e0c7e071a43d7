"""The page of a record: its past, what is in force instead, what became of it, its code, and how to cite it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.site.conftest import Serve, Visit, until
from tests.site.test_browser import LOOKS, dead_links

from adr.project import find
from adr.site.engine_mkdocs import build

Open = Callable[..., Visit]

ENGAGEMENT = """\
title: Engagement
description: Work for a client.
type: object
x-prefix: ENG
x-folder: engagements
x-statuses: [draft, running, ended]
x-in-force: [running]
x-transitions: {draft: [running], running: [ended]}
x-relations:
  uses: {inverse: used-by, to: [any]}
  reviews: {inverse: reviewed-in, to: [any]}
"""

SETTINGS = '[site]\nurl = "https://handbook.example.org/kb/"\n'

BANK = "## Context\n\nThe **bank** needs one.\n\n## Decision Outcome\n\n{}\n\n## Only {}\n\nGone.\n"


def text(id_: str, kind: str, title: str, status: str, body: str = "", **fields: str) -> str:
    stated = {"id": id_, "kind": kind, "title": title, "status": status, "date": "2026-01-10", "owner": "m.okafor"}
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in (stated | fields).items())
    return f"---\n{head}---\n\n# {title}\n\n{body}"


FILES = {
    "adr.toml": SETTINGS,
    ".adr/kinds/engagement/schema.yaml": ENGAGEMENT,
    ".adr/kinds/engagement/template.md": "# {{ title }}\n",
    ".adr/kinds/engagement/README.md": "Work for a client.\n",
    "adrs/ADR-0001-old.md": text(
        "ADR-0001", "decision", "Call models directly", "superseded",
        BANK.format("We call `it` from each service.", "1"),
    ),
    "adrs/ADR-0002-library.md": text(
        "ADR-0002", "decision", "Call models by a library", "superseded", relations="{supersedes: [ADR-0001]}"
    ),
    "adrs/ADR-0003-gateway.md": text(
        "ADR-0003",
        "decision",
        "Call models by a gateway",
        "accepted",
        BANK.format("We call it from each gateway.", "3") + "\n[The code](../src/gateway.py).\n",
        relations='{supersedes: [ADR-0002, "ADR-0004#part"], affects: [ENG-0001]}',
        review_by="2026-02-27",
    ),
    "adrs/ADR-0004-parts.md": text(
        "ADR-0004", "decision", "Keep parts", "accepted", "## Part\n\nGoes.\n\n## Rest\n\nStays.\n",
        review_by="2027-01-01",
    ),
    "adrs/ADR-0005-new.md": text("ADR-0005", "decision", "Stand alone", "draft"),
    "learnings/LRN-0001-a.md": text(
        "LRN-0001", "learning", "It was slow", "published", type="incident", relations="{affects: [ENG-0001]}",
        occurred_at="2026-02-03T06:00:00Z",
    ),
    "learnings/LRN-0002-b.md": text(
        "LRN-0002", "learning", "It was late", "draft", type="experiment", relations="{relates-to: [ADR-0003]}",
        date="2026-02-04",
    ),
    "learnings/LRN-0003-c.md": text(
        "LRN-0003", "learning", "It was before", "published", date="2026-01-09", relations="{affects: [ENG-0001]}"
    ),
    "learnings/LRN-0004-d.md": text(
        "LRN-0004", "learning", "It was nothing", "withdrawn", date="2026-02-05", relations="{affects: [ENG-0001]}"
    ),
    "engagements/ENG-0001-bank.md": text(
        "ENG-0001", "engagement", "Work for the bank", "running", relations="{uses: [ADR-0003]}", date="2026-02-20"
    ),
    "playbooks/PLB-0001-p.md": text("PLB-0001", "playbook", "Turn it back", "active", last_exercised="2026-02-11"),
    "src/gateway.py": 'NAME = "ADR-0003"\n# Why not a library: ADR-0003\n',
}  # fmt: skip


def git(root: Path, *arguments: str, day: str = "2026-01-10") -> None:
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    named = ["-c", "user.name=Mary Okafor", "-c", "user.email=m.okafor@example.com"]
    subprocess.run(["git", *named, *arguments], cwd=root, check=True, env=os.environ | dates, capture_output=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base whose first decision was proposed, accepted, renamed and superseded."""
    root = tmp_path_factory.mktemp("base")
    for path, content in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", "git@gitlab.example.com:firm/handbook.git")
    final = root / "adrs/ADR-0001-old.md"
    first = root / "adrs/ADR-0001-first.md"
    final.rename(first)
    whole = FILES["adrs/ADR-0001-old.md"]
    for day, status in (("2026-01-11", "proposed"), ("2026-01-12", "accepted")):
        first.write_text(whole.replace("status: superseded", f"status: {status}"))
        git(root, "add", ".")
        git(root, "commit", "-qm", status, day=day)
    first.rename(final)
    git(root, "add", ".")
    git(root, "commit", "-qm", "rename", day="2026-01-13")
    final.write_text(whole)
    git(root, "commit", "-qam", "supersede", day="2026-01-14")
    return root


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, as of a day."""
    output = tmp_path_factory.mktemp("out") / "site"
    build(find(root), output, as_of="2026-03-01", strict=True)
    return output


def said(site: Path, page: str) -> str:
    """Return the words of a page."""
    html = (site / page / "index.html").read_text(encoding="utf-8").split("<article", 1)[1].split("</article>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def hashes(root: Path) -> list[str]:
    done = subprocess.run(
        ["git", "log", "--format=%h", "--reverse"], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_statuses_are_told_with_their_commits_and_a_rename_is_followed(root: Path, site: Path) -> None:
    one, two, _, four = hashes(root)
    page = said(site, "adrs/ADR-0001-old")
    assert f"Status history proposed first committed 2026-01-11 {one} accepted 2026-01-12 {two} superseded" in page
    assert f"superseded 2026-01-14 {four}" in page
    html = (site / "adrs/ADR-0001-old/index.html").read_text()
    assert f"https://gitlab.example.com/firm/handbook/-/commit/{two}" in html


def test_a_shallow_clone_says_that_it_does_not_know_what_was_before(root: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", "--depth=1", root.as_uri(), tmp_path / "clone"], check=True)
    build(find(tmp_path / "clone"), tmp_path / "site", as_of="2026-03-01")
    page = said(tmp_path / "site", "adrs/ADR-0001-old")
    assert "first committed" not in page
    assert "What came before is not known" in page


def test_without_git_there_is_neither_history_nor_an_empty_heading(tmp_path: Path) -> None:
    for path in ("adr.toml", "adrs/ADR-0005-new.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(FILES[path])
    build(find(tmp_path), tmp_path / "site", as_of="2026-03-01", strict=True)
    page = said(tmp_path / "site", "adrs/ADR-0005-new")
    for word in ("Status history", "Track record", "Connections", "Code", "in the repository", "Previous", "Review"):
        assert word not in page


def test_a_superseded_record_leads_over_all_steps_to_what_is_in_force(site: Path) -> None:
    page = said(site, "adrs/ADR-0001-old")
    assert "In force instead: ADR-0003 Call models by a gateway accepted" in page
    assert "By way of ADR-0002 Call models by a library 2026-01-10 Compare section by section" in page


def test_what_changed_is_marked_by_words_and_sections_are_matched_by_heading(site: Path) -> None:
    html = (site / "adrs/ADR-0001-old/compared/index.html").read_text()
    assert "We call it from each <del>service</del><ins>gateway</ins>." in html
    page = said(site, "adrs/ADR-0001-old/compared")
    assert "Only 1 only in ADR-0001 ADR-0001 said Gone." in page
    assert "Only 3 only in ADR-0003 ADR-0003 says Gone." in page
    assert "The same in both: Context." in page


def test_of_a_part_only_that_part_is_compared(site: Path) -> None:
    assert "Parts of it are superseded: ADR-0003 Call models by a gateway Part" in said(site, "adrs/ADR-0004-parts")
    page = said(site, "adrs/ADR-0004-parts/compared")
    assert "“Part” compared with ADR-0003" in page
    assert "ADR-0004 said Goes." in page
    assert "Stays" not in page
    assert not (site / "adrs/ADR-0003-gateway/compared").exists()


def test_figures_of_the_track_record_lead_to_the_records_they_count(site: Path) -> None:
    page = said(site, "adrs/ADR-0003-gateway")
    assert "Track record used in 1 engagement 2 learnings since 2026-01-10, one an incident" in page
    assert "Used in ENG-0001 Work for the bank" in page
    assert "Learned since 2026-01-10 LRN-0001 It was slow published 2026-01-10 LRN-0002 It was late draft" in page
    assert "LRN-0003" not in page.split("Learned since")[1].split("Code")[0]
    assert "last exercised on 2026-02-11" in said(site, "playbooks/PLB-0001-p")
    assert "Track record" not in said(site, "adrs/ADR-0005-new")


def test_the_code_that_a_record_names_and_the_comments_that_cite_it_are_linked(root: Path, site: Path) -> None:
    page = said(site, "adrs/ADR-0003-gateway")
    assert "Code Named here src/gateway.py Comments that cite this record src/gateway.py line 2 Findings" in page
    html = (site / "adrs/ADR-0003-gateway/index.html").read_text()
    assert f"https://gitlab.example.com/firm/handbook/-/blob/{hashes(root)[-1]}/src/gateway.py#L2" in html


def test_reviews_are_dated_and_the_record_can_be_cited_edited_and_passed_on(site: Path) -> None:
    page = said(site, "adrs/ADR-0003-gateway")
    assert "Review by 2026-02-27 overdue by 2 days" in page
    assert (
        "ADR-0003, “Call models by a gateway”, accepted as of 2026-03-01, "
        "https://handbook.example.org/kb/r/ADR-0003/ " in page
    )
    assert page.endswith("Previous ADR-0002 Call models by a library Next ADR-0004 Keep parts")
    html = (site / "adrs/ADR-0003-gateway/index.html").read_text()
    assert 'href="https://gitlab.example.com/firm/handbook/-/edit/HEAD/adrs/ADR-0003-gateway.md"' in html


def test_no_link_of_a_record_is_dead(site: Path) -> None:
    assert [link for link in dead_links(site) if re.search(r"/[A-Z]{3}-", link.partition(":")[0])] == []


@pytest.mark.parametrize("scheme, width", LOOKS)
@pytest.mark.parametrize(
    "page", ["adrs/ADR-0001-old/", "adrs/ADR-0001-old/compared/", "adrs/ADR-0003-gateway/", "playbooks/PLB-0001-p/"]
)
def test_page_is_accessible(site: Path, serve: Serve, visit: Open, page: str, scheme: str, width: int) -> None:
    base = serve(site)
    seen = visit(scheme, width)
    seen.page.goto(base + page, wait_until="networkidle")
    results = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert seen.errors == []
    assert seen.outside(base) == []


@pytest.mark.parametrize("leave", ["with leave", ""])
def test_id_and_citation_are_copied_by_keyboard_and_it_is_said(
    site: Path, serve: Serve, visit: Open, leave: str
) -> None:
    page = visit().page
    if leave:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(serve(site) + "adrs/ADR-0003-gateway/")
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(document.getSelection()) || 'x' })")
    button = page.get_by_role("button", name="Copy id")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    if leave:
        assert page.evaluate("navigator.clipboard.readText()") == "ADR-0003"
        page.get_by_role("button", name="Copy", exact=True).click()
        until(page, "navigator.clipboard.readText().then((t) => t.startsWith('ADR-0003, “Call'))")
    else:
        assert page.evaluate("window.copied") is not None
    assert leave or button.evaluate("b => b === document.activeElement")


def test_without_script_no_button_is_shown_and_the_rest_is(site: Path, serve: Serve, visit: Open) -> None:
    page = visit(script=False).page
    page.goto(serve(site) + "adrs/ADR-0003-gateway/")
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_role("heading", name="Cite as").is_visible()


def test_paper_has_the_head_and_addresses_and_no_navigation(site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(site) + "adrs/ADR-0003-gateway/")
    page.emulate_media(media="print")
    assert page.locator(".adr-facts").is_visible()
    assert page.locator(".adr-crumb .adr-id").is_visible()
    for gone in (".md-header", ".md-tabs", ".adr-near", ".adr-copy", ".md-footer"):
        assert not page.locator(gone).first.is_visible()
    link = page.locator(".adr-text a", has_text="The code")
    shown = link.evaluate("a => getComputedStyle(a, '::after').content")
    assert "gitlab.example.com" in shown


def test_no_text_of_a_record_a_file_or_a_branch_runs(tmp_path: Path, serve: Serve, visit: Open) -> None:
    evil = "<img src=x onerror=pwned()>"
    quoted = f"'{evil} \"'"
    same = "These words are the same in both of the records, and there are many of them, "
    old = f"## {evil}\n\n{same}`{evil}`.\n\n```\n{evil}\n```\n\n## A\n\nx\n"
    new = f"## {evil}\n\n{same}\\{evil}.\n\n```\n{evil}!\n```\n\n## B\n\n{evil}\n"
    fields = {"relations": "{supersedes: [ADR-0001]}", "x_code": f"[{quoted}, 'javascript:pwned()']"}
    fields |= {"date": quoted, "review_by": quoted}
    files = {
        "adr.toml": "",
        "adrs/ADR-0001-a.md": text("ADR-0001", "decision", quoted, "superseded", old),
        "adrs/ADR-0002-b.md": text("ADR-0002", "decision", quoted, "accepted", new, **fields),
        f"src/{evil}.py": "# ADR-0002\n",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    git(tmp_path, "init", "-q", "-b", "x'onclick=pwned()")
    git(tmp_path, "remote", "add", "origin", "https://example.org/a\"onclick='pwned()'/b")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", evil)
    build(find(tmp_path), tmp_path / "site", as_of="2026-03-01")
    base = serve(tmp_path / "site")
    seen = visit()
    ran: list[str] = []
    seen.page.expose_function("pwned", lambda: ran.append(seen.page.url))
    for page in ("adrs/ADR-0001-a/", "adrs/ADR-0001-a/compared/", "adrs/ADR-0002-b/"):
        seen.page.goto(base + page, wait_until="networkidle")
        assert "onerror=pwned()" in seen.page.locator("article").inner_text()
        assert seen.page.locator("article [onerror], article [onclick], article a[href^='javascript']").count() == 0
    assert f"src/{evil}.py" in seen.page.locator(".adr-files").last.inner_text()
    assert ran == []
    assert seen.outside(base) == []
