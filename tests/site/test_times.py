"""The views over time in a real browser and as pages: figures lead to their lists, days to what was in force."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.site.conftest import Serve, Visit
from tests.site.test_browser import LOOKS, dead_links

from adr.project import find
from adr.site.engine_mkdocs import build

if TYPE_CHECKING:
    from tests.conftest import Base, Write

Open = Callable[..., Visit]

PAGES = {
    "health": "health/",
    "due": "health/due/",
    "findings": "health/finding-dec004-warning/",
    "timeline": "timeline/?kind=learning",
    "year": "timeline/2025/",
    "changes": "changes/",
    "as of": "as-of/?on=2025-05-05",
    "a day": "as-of/2025-12-31/",
    "obligations": "people/j.lind/",
}
HOSTILE = '"<img src=x onerror=alert(1)> & </script> \\u2028 \\u202eGo"'


def text(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8").split("<article")[1]).split())


@pytest.mark.parametrize("scheme, width", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_view_is_accessible(example_site: Path, serve: Serve, visit: Open, name: str, scheme: str, width: int) -> None:
    base = serve(example_site)
    seen = visit(scheme, width)
    seen.page.goto(base + PAGES[name], wait_until="networkidle")
    results = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert seen.outside(base) == []
    assert seen.errors == []
    assert seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("day", ["2024-09-30", "2025-06-30", "2026-03-31"])
def test_the_browser_finds_for_a_day_what_its_page_says(
    example_site: Path, serve: Serve, visit: Open, day: str
) -> None:
    page = visit().page
    base = serve(example_site)
    page.goto(f"{base}as-of/{day}/")
    told = page.locator("main .adr-list li").all_inner_texts()
    assert len(told) > 3
    page.goto(f"{base}as-of/")
    page.get_by_label("Any day").fill(day)
    expect(page).to_have_url(re.compile(f"on={day}$"))
    assert page.locator("[data-adr-found] li").all_inner_texts() == told
    page.locator("[data-adr-found] a").first.click()
    expect(page.locator("main h1")).to_contain_text("Keep architectural decisions")


def test_the_timeline_is_narrowed_by_the_registers_query(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit(width=390).page
    page.goto(serve(example_site) + "timeline/?kind=playbook")
    rows = page.locator(".adr-month li:visible")
    assert {id_[:3] for id_ in rows.locator(".adr-id").all_inner_texts()} == {"PLB"}
    assert page.get_by_role("checkbox", name="Playbook").is_checked()
    page.get_by_role("checkbox", name="Playbook").uncheck()
    page.get_by_role("searchbox", name="Words").fill("in-review")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"timeline/\?words=in-review$"))
    page.get_by_role("link", name="2025").click()
    expect(page).to_have_url(re.compile(r"timeline/2025/\?words=in-review$"))


def test_views_say_the_same_without_script(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit(script=False).page
    base = serve(example_site)
    page.goto(base + "timeline/")
    assert page.locator(".adr-month li").count() == 15
    assert page.locator("form:visible", has_text="Words").count() == 0
    page.goto(base + "as-of/")
    page.get_by_role("link", name="2025-12-31").click()
    expect(page.locator("main h1")).to_contain_text("In force on 2025-12-31")


def test_every_figure_of_the_dashboard_is_the_length_of_the_list_it_leads_to(
    example_site: Path, serve: Serve, visit: Open
) -> None:
    page = visit().page
    base = serve(example_site)
    page.goto(base + "health/")
    links = page.locator("main section a[href]").evaluate_all(
        "all => all.map(a => [a.href, (a.querySelector('.adr-figure__number') ?? a).innerText])"
    )
    counted = [(url, int(figure)) for url, figure in links if figure.isdigit() and "/health/" in url]
    assert len(counted) > 8
    for url, figure in counted:
        page.goto(url)
        assert page.locator("main .adr-list > li, main .adr-table tbody tr").count() == figure, url


def test_obligations_are_what_somebody_has_to_do(example_site: Path) -> None:
    page = text(example_site / "people" / "j.lind" / "index.html")
    mine = page.split("Obligations")[1].split("Owner")[0]
    assert "Show officers which inputs of a proposal were filled or stale action P0 2026-11-20" in mine
    assert "overdue review 2026-09-15" in text(example_site / "people" / "a.nakamura" / "index.html")


def test_history_tells_changes_and_hostile_text_stays_text(
    base: Base, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve, visit: Open
) -> None:
    def commit(day: str, status: str, title: str) -> None:
        base({"adrs/ADR-0002-y.md": record("ADR-0002", title="Use two")})
        base({"adrs/ADR-0001-x.md": record(title=title, status=status, impact="high", owner='"<b>x"')})
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"{day}T12:00:00Z")
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
        subprocess.run(["git", "commit", "-qm", "x"], cwd=tmp_path, check=True)

    commit("2026-03-02", "draft", HOSTILE)
    commit("2026-05-01", "accepted", HOSTILE)
    out = tmp_path / "site"
    build(find(tmp_path), out, as_of="2026-08-01", strict=True)
    assert dead_links(out) == []
    changes = text(out / "changes" / "index.html")
    assert changes.index("2026-05-01 ADR-0001") < changes.index("2026-03-02 ADR-0002")
    assert "draft → became accepted" in changes
    assert "Nothing was in force yet" in text(out / "as-of" / "2026-03-31" / "index.html")
    assert "since 2026-05-01" in text(out / "as-of" / "2026-06-30" / "index.html")
    address = serve(out)
    for path in ("", "changes/", "timeline/", "as-of/?on=2026-06-30", "as-of/2026-06-30/", "health/"):
        seen = visit()
        seen.page.goto(address + path, wait_until="networkidle")
        assert seen.errors == [], path
        assert seen.page.locator("main img").count() == 0


def test_settings_say_where_to_start(base: Base, record: Write, tmp_path: Path) -> None:
    base(
        {
            "adr.toml": '[site]\nstart = ["ADR-0002", "docs/how-we-work.md", "nothing"]\n',
            "docs/how-we-work.md": "# How\n",
            "adrs/ADR-0001-a.md": record(status="accepted", impact="high"),
            "adrs/ADR-0002-b.md": record("ADR-0002", title="Read me first"),
        }
    )
    build(find(tmp_path), tmp_path / "site", as_of="2026-08-01")
    start = text(tmp_path / "site" / "index.html").split("Start here")[1]
    assert start.startswith(" Read me first ADR-0002 How we work As of")


def test_an_empty_base_teaches(base: Base, tmp_path: Path) -> None:
    build(find(base({}).root), tmp_path / "site", as_of="2026-08-01", strict=True)
    assert "adr new" in text(tmp_path / "site" / "timeline" / "index.html")
    assert "[site] start" in text(tmp_path / "site" / "index.html")
    data = (tmp_path / "site" / "as-of" / "lives-data.js").read_text(encoding="utf-8")
    assert json.loads(data.split(" = ", 1)[1].split(";\n")[0])["id"] == []


def test_somebody_who_owns_many_has_pages_of_two_hundred(base: Base, record: Write, tmp_path: Path) -> None:
    base({f"adrs/ADR-{n:04}-x.md": record(f"ADR-{n:04}", title=f"Use {n}") for n in range(1, 203)})
    from adr.page import Built, View
    from adr.pages.people import pages
    from adr.people import read_register
    from adr.source import read_graph

    project = find(tmp_path)
    view = View(project, read_graph(project), read_register(project), (), Built("2026-08-01", ""))
    mine = [page for page in pages(view) if page.template == "person.html"]
    assert [len(page.data["rows"]) for page in mine] == [200, 2]
    assert mine[0].path != mine[1].path
