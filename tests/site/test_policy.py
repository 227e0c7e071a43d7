"""The policy that each page carries: it refuses what a record could bring, and nothing that the site itself needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Request
from tests.site.conftest import Serve, Visit

from adr.cli import run
from adr.project import find
from adr.site.engine_mkdocs import build

_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def _sorts(site: Path) -> list[str]:
    """Return one page of each sort: the first of each folder, and some records."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        relative = path.relative_to(site).as_posix()
        if not relative.startswith("r/"):
            found.setdefault("/".join(relative.split("/")[:-2]) or relative, relative)
    return sorted(found.values())


def test_every_page_has_the_policy_before_any_script(example_site: Path) -> None:
    pages = [path for path in example_site.rglob("*.html") if path.relative_to(example_site).parts[0] != "r"]
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        policies = _META.findall(text)
        assert len(policies) == 1, path
        assert "unsafe" not in policies[0]
        assert text.index("Content-Security-Policy") < text.index("<script")
        assert "<style" not in text, path
        assert not re.search(r"<[^>]*\sstyle=", text), path


def _failures(seen: Visit) -> dict[str, str | None]:
    """Return why requests failed, by address; it fills while the page is used."""
    failed: dict[str, str | None] = {}

    def note(request: Request) -> None:
        failed[request.url] = request.failure

    seen.page.on("requestfailed", note)
    return failed


@pytest.mark.parametrize("way", ["served", "below a path", "from a file"])
def test_nothing_that_the_site_needs_is_refused(
    example_site: Path, tmp_path: Path, serve: Serve, visit: Callable[..., Visit], way: str
) -> None:
    if way == "below a path":
        (tmp_path / "some").mkdir()
        (tmp_path / "some" / "where").symlink_to(example_site)
    base = {"served": serve(example_site), "below a path": f"{serve(tmp_path)}some/where/"}.get(
        way, f"{example_site.as_uri()}/"
    )
    pages = _sorts(example_site)
    assert len(pages) > 5
    for path in pages:
        seen = visit()
        seen.page.goto(base + quote(path))
        seen.page.wait_for_load_state("networkidle")
        refused = [error for error in seen.errors if "Security Policy" in error]
        assert refused == [], path
        font = seen.page.evaluate("document.fonts.status")
        assert font == "loaded"
        seen.page.close()


def test_what_a_record_could_bring_is_refused(
    example_site: Path, tmp_path: Path, serve: Serve, visit: Callable[..., Visit]
) -> None:
    attack = (
        "<script>pwned()</script><img src=x onerror=pwned()><a id=go href='javascript:pwned()'>x</a>"
        "<iframe srcdoc='<script>parent.pwned()</script>'></iframe><svg onload=pwned()></svg>"
        "<script src=https://outside.example/x.js></script><base href=https://outside.example/>"
        "<img src=https://outside.example/x.png><style>body{background:url(https://outside.example/y)}</style>"
        "<object data=https://outside.example/z></object><form action=https://outside.example id=f></form>"
    )
    whole = (example_site / "index.html").read_text(encoding="utf-8").replace("</h1>", f"</h1>{attack}", 1)
    (tmp_path / "with.html").write_text(whole, encoding="utf-8")
    (tmp_path / "without.html").write_text(_META.sub("", whole), encoding="utf-8")
    base = serve(tmp_path)
    ran: dict[str, list[str]] = {}
    for name in ("with", "without"):
        seen, told = visit(), ran.setdefault(name, [])
        failed = _failures(seen)
        seen.page.expose_function("pwned", lambda told=told: told.append("ran"))
        seen.page.goto(f"{base}{name}.html")
        seen.page.evaluate("document.getElementById('go').click()")
        seen.page.wait_for_timeout(300)
        if name == "with":
            assert {url: failed.get(url) for url in seen.outside(base)} == dict.fromkeys(seen.outside(base), "csp")
            assert seen.page.evaluate("document.baseURI").startswith(base)
    assert ran["with"] == []
    assert ran["without"], "the attack is none"


def test_hosts_that_the_author_names_are_let_in(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "init", "--name", "Hosts", "--owner", "m.okafor", "--as-of", "2026-03-02"]) == 0
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Hosts\ntheme: {name: material}\nplugins: [adr]\nextra_javascript: [https://stats.example/s.js]\n"
    )
    build(find(tmp_path), tmp_path / "site")
    stated = _META.findall((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))[0]
    assert "https://stats.example" in stated.split("style-src")[0]
    assert "https://stats.example" not in stated.split("style-src")[1]
