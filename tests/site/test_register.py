"""The register in a real browser: one query in the address, by pointer, by keyboard, and without any script."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from tests.site.conftest import AS_OF, EXAMPLE, Serve, Visit, searched, until

from adr.project import find
from adr.site.engine_mkdocs import build

Open = Callable[..., Visit]

ROWS = "[data-adr-rows] tbody tr[data-phase]"
SHOWN = f"{ROWS}:visible"
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
ADDRESSES = {
    "all kinds": "records/",
    "chosen": "adrs/?words=model&status=accepted&tag=models&sort=title&retired=1",
    "nothing found": "adrs/?words=no-such-word",
    "retired": "adrs/retired/",
    "by title": "adrs/sort/title/",
    "a tag": "adrs/tag/models/",
    "a retired status": "adrs/status/superseded/",
}


def ids(page: Page) -> list[str]:
    """Return the ids of the rows that are shown, in order."""
    return page.locator(f"{SHOWN} .adr-id").all_inner_texts()


def at(page: Page, end: str) -> None:
    """Wait until the address ends so."""
    expect(page).to_have_url(re.compile(re.escape(end) + "$"))


@pytest.mark.parametrize("scheme, width", LOOKS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_register_is_accessible(
    example_site: Path, serve: Serve, visit: Open, name: str, scheme: str, width: int
) -> None:
    base = serve(example_site)
    seen = visit(scheme, width)
    seen.page.goto(base + ADDRESSES[name], wait_until="networkidle")
    seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    results = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert seen.outside(base) == []
    assert seen.errors == []
    assert seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_words_facets_order_and_retired_ones_are_one_query_in_the_address(
    example_site: Path, serve: Serve, visit: Open
) -> None:
    page = visit().page
    page.goto(serve(example_site) + "adrs/")
    assert len(ids(page)) == 10
    page.keyboard.press("/")
    page.keyboard.type("model")
    page.get_by_role("checkbox", name="accepted").check()
    page.get_by_role("button", name="Title").click()
    page.get_by_role("checkbox", name="Show retired").check()
    at(page, "adrs/?words=model&status=accepted&sort=title&retired=1")
    found = ids(page)
    assert found == ["ADR-0011", "ADR-0010", "ADR-0009"]
    page.reload()
    assert ids(page) == found
    assert page.get_by_role("checkbox", name="accepted").is_checked()
    page.get_by_role("group", name="Chosen").get_by_role("button", name="Clear").click()
    at(page, "adrs/?sort=title&retired=1")
    assert len(ids(page)) == 14


def test_back_undoes_a_choice_and_forward_makes_it_again(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "adrs/")
    page.get_by_role("checkbox", name="accepted").check()
    page.get_by_role("checkbox", name="credit").check()
    both = ids(page)
    page.go_back()
    at(page, "?status=accepted")
    assert len(ids(page)) == 7
    assert not page.get_by_role("checkbox", name="credit").is_checked()
    page.go_forward()
    assert ids(page) == both


def test_counts_follow_the_other_facets(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "records/?kind=learning")
    kinds = page.get_by_role("group", name="Kind", exact=True)
    assert kinds.locator("label").all_inner_texts() == ["Decision\n10", "Learning\n6", "Playbook\n5"]
    page.get_by_role("group", name="Severity").get_by_role("checkbox").first.check()
    assert kinds.locator("label").all_inner_texts() == [f"Learning\n{len(ids(page))}"]


def test_a_retired_record_is_hidden_until_asked_for(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "adrs/?words=ADR-0001")
    assert ids(page) == []
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.get_by_role("button", name="Show 1 retired one").click()
    assert ids(page) == ["ADR-0001"]
    page.goto(page.url.partition("?")[0] + "?status=superseded")
    assert ids(page) == ["ADR-0004", "ADR-0001"]


def test_every_action_has_a_key(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "adrs/")
    press = page.keyboard.press

    def focused() -> str:
        return str(page.evaluate("document.activeElement.innerText || document.activeElement.name"))

    press("/")
    assert focused() == "words"
    press("ArrowDown")
    press("ArrowDown")
    assert "Refuse input feeds" in focused()
    press("ArrowUp")
    press("ArrowUp")
    assert focused() == "words"
    press("Tab")
    press("Space")
    at(page, "?retired=1")
    press("Tab")
    press("Space")
    at(page, "?status=draft&retired=1")
    assert page.evaluate("document.activeElement.value") == "draft", "the focus stays on the box"
    press("Space")
    at(page, "adrs/?retired=1")
    page.get_by_role("button", name="Owner", exact=True).focus()
    press("Enter")
    assert page.get_by_role("columnheader", name="Owner").get_attribute("aria-sort") == "ascending"
    press("Enter")
    assert page.get_by_role("columnheader", name="Owner").get_attribute("aria-sort") == "descending"
    assert page.get_by_role("columnheader", name="Date").get_attribute("aria-sort") is None
    page.get_by_role("button", name="Tag: All").focus()
    press("Enter")
    assert page.get_by_role("group", name="Tag").get_by_role("checkbox").count() > 9
    press("/")
    page.keyboard.type("gateway")
    press("Escape")
    at(page, "adrs/?sort=-owner&retired=1")
    page.get_by_role("checkbox", name="accepted").focus()
    press("Space")
    at(page, "adrs/?status=accepted&sort=-owner&retired=1")
    press("Escape")
    at(page, "adrs/?sort=-owner&retired=1")
    assert focused() == "words"
    press("/")
    assert page.get_by_role("searchbox", name="Filter").input_value() == "/", "in the field it is a letter"


def test_a_tag_in_a_row_narrows_the_register(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "adrs/")
    page.locator(SHOWN).first.get_by_role("link", name="models", exact=True).click()
    at(page, "adrs/?tag=models")
    page.get_by_role("button", name="Drop Tag: models").click()
    at(page, "adrs/")


def test_the_same_rows_are_there_without_script(example_site: Path, serve: Serve, visit: Open) -> None:
    base = serve(example_site)
    plain, live = visit(script=False).page, visit().page
    for path in ("adrs/", "learnings/", "playbooks/", "records/"):
        plain.goto(base + path)
        live.goto(base + path)
        expect(live.locator(".adr-register--live")).to_be_visible()
        rows = [page.locator(SHOWN).all_inner_texts() for page in (plain, live)]
        assert rows[0] == rows[1]
        hrefs = [
            page.locator(f"{SHOWN} a:not(.adr-tag)").evaluate_all("links => links.map((a) => a.href)")
            for page in (plain, live)
        ]
        assert hrefs[0] == hrefs[1]


def test_without_script_each_choice_is_a_page(example_site: Path, serve: Serve, visit: Open) -> None:
    base = serve(example_site)
    page, live = visit(script=False).page, visit().page
    page.goto(base + "adrs/")
    assert not page.get_by_role("searchbox", name="Filter").is_visible()
    page.get_by_role("region", name="Tag").get_by_role("link", name="models").click()
    assert page.url == base + "adrs/tag/models/"
    assert page.get_by_role("heading", level=1).inner_text() == "models"
    live.goto(base + "adrs/?tag=models")
    assert ids(page) == ids(live)
    page.locator("details summary").filter(has_text="retired").click()
    live.goto(base + "adrs/?tag=models&retired=1")
    assert sorted(ids(page)) == sorted(ids(live))
    page.get_by_role("link", name="Narrow further").click()
    assert page.url == base + "adrs/?tag=models"
    for name, query in {"By title": "sort=title", "By id": "sort=id", "Retired (4)": "status=rejected"}.items():
        page.goto(base + "adrs/")
        page.get_by_role("link", name=name).click()
        live.goto(f"{base}adrs/?{query}")
        assert ids(page) == ids(live) or (query == "status=rejected" and set(ids(live)) < set(ids(page)))


def test_kinds_tags_and_people_have_one_page_each(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit(script=False).page
    base = serve(example_site)
    page.goto(base + "records/")
    for facet, address in {"Kind": "learnings/", "Tag": "tags/agents/", "Severity": "learnings/severity/SEV2/"}.items():
        links = page.get_by_role("region", name=facet, exact=True).get_by_role("link")
        assert base + address in links.evaluate_all("links => links.map((a) => a.href)")
    assert not (example_site / "records" / "tag").exists()


def test_an_owner_in_a_row_leads_to_the_person(example_site: Path, serve: Serve, visit: Open) -> None:
    base = serve(example_site)
    for script in (True, False):
        page = visit(script=script).page
        page.goto(base + "adrs/")
        page.locator(SHOWN).get_by_role("link", name="Mary Okafor").first.click()
        expect(page).to_have_url(base + "people/m.okafor/")


def test_pages_of_facets_are_in_no_search_and_no_map(example_site: Path) -> None:
    found = (path.parent.relative_to(example_site) for path in example_site.glob("adrs/*/*/index.html"))
    pages = [path.as_posix() for path in found if path.name != "compared"]  # what belongs to a record is no facet's
    assert len(pages) > 30
    assert all('content="noindex"' in (example_site / page / "index.html").read_text() for page in pages)
    assert not {f"{page}/" for page in pages} & {row[2] for row in searched(example_site)["rows"]}


def test_site_map_leaves_pages_of_facets_out(tmp_path: Path) -> None:
    settings = tmp_path / "adr.toml"
    settings.write_text('name = "Lighthouse"\n[site]\nurl = "https://example.org/"\n')
    build(find(EXAMPLE, settings), tmp_path / "site", as_of=AS_OF, strict=True)
    listed = re.findall("<loc>(.*?)</loc>", (tmp_path / "site" / "sitemap.xml").read_text())
    assert "https://example.org/adrs/" in listed
    assert [url for url in listed if "/tag/" in url or "/sort/" in url or "/retired/" in url] == []


def test_register_works_from_a_disk(tmp_path: Path, visit: Open) -> None:
    settings = tmp_path / "adr.toml"
    settings.write_text('name = "Lighthouse"\n[site]\ndirectory-urls = false\n')
    build(find(EXAMPLE, settings), tmp_path / "site", as_of=AS_OF, strict=True)
    seen = visit()
    seen.page.goto((tmp_path / "site" / "adrs" / "index.html").as_uri() + "?tag=models")
    assert ids(seen.page) == ["ADR-0014", "ADR-0011", "ADR-0010"]
    seen.page.get_by_role("searchbox", name="Filter").fill("gateway")
    assert ids(seen.page) == ["ADR-0010"]
    assert seen.page.url.endswith("?words=gateway&tag=models")
    seen.page.locator(SHOWN).get_by_role("link", name="ADR-0010").click()
    assert seen.page.get_by_role("heading", level=1).inner_text().startswith("Reach every model")
    assert [error for error in seen.errors if "assets/adr" in error or "register-data" in error] == []


class _Strict(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""


def test_register_works_under_a_strict_policy(example_site: Path, visit: Open) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Strict, directory=str(example_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = visit().page
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/adrs/?words=gateway")
        assert ids(page) == ["ADR-0010"]
        inline = "e => [...e.querySelectorAll('[style]')].length + e.querySelectorAll('script:not([src])').length"
        assert page.locator(".adr-register").evaluate(inline) == 0
    finally:
        server.shutdown()


def test_register_starts_again_where_pages_are_replaced(tmp_path: Path, serve: Serve, visit: Open) -> None:
    site = tmp_path / "site"
    site.mkdir()
    base = serve(site)
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\nsite_url: {base}\nplugins: [adr]\n"
        "theme: {name: material, features: [navigation.instant, navigation.tabs]}\n"
    )
    (tmp_path / "adr.toml").write_text("")
    for kind in ("adrs", "learnings"):
        (tmp_path / kind).mkdir()
    for number in (1, 2):
        (tmp_path / "adrs" / f"ADR-000{number}.md").write_text(f"---\nid: ADR-000{number}\ntags: [t{number}]\n---\n")
        (tmp_path / "learnings" / f"LRN-000{number}.md").write_text(f"---\nid: LRN-000{number}\n---\n")
    build(find(tmp_path), site, as_of=AS_OF)
    seen = visit()
    page = seen.page
    page.goto(base, wait_until="networkidle")
    page.evaluate("globalThis.notLoadedAnew = true")
    for kind, id_ in [("Decisions", "ADR-0002"), ("Learnings", "LRN-0002"), ("Decisions", "ADR-0002")]:
        page.get_by_role("navigation", name="Tabs").get_by_role("link", name=kind).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(kind)
        expect(page.locator(".adr-register--live")).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.type(id_)
        expect(page.locator(SHOWN)).to_have_count(1)
        assert ids(page) == [id_]
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Learnings")
    expect(page.locator(SHOWN)).to_have_count(1)
    assert ids(page) == ["LRN-0002"]
    assert page.evaluate("globalThis.notLoadedAnew")
    assert seen.errors == []


def many(count: int) -> dict[str, Any]:
    """Return a register's data of so many rows."""
    numbers = range(count)
    status = {"name": "status", "title": "Status", "ordered": True, "values": ["accepted", "old"], "labels": [0, 0]}
    tag = {"name": "tag", "title": "Tag", "ordered": False, "values": [f"t{n}" for n in range(40)], "labels": [0] * 40}
    return {
        "facets": [{**status, "urls": []}, {**tag, "urls": []}],
        "phases": ["in-force", "retired"],
        "folders": ["adrs"],
        "end": "/",
        "id": [f"ADR-{n:05d}" for n in numbers],
        "title": [f"Decide number {n}" + " at some length" * (n % 9) for n in numbers],
        "folder": [0] * count,
        "tail": [f"ADR-{n:05d}" for n in numbers],
        "date": [f"{2000 + n % 25}-01-01" for n in numbers],
        "phase": [0] * count,
        "values": [[0] * count, [[n % 40, (n + 1) % 40] for n in numbers]],
    }


@pytest.fixture
def long_register(example_site: Path, serve: Serve, visit: Open) -> Page:
    """A register of ten thousand rows."""
    page = visit().page
    text = f"((globalThis.adrSite ??= {{}}).registers ??= {{}})['adrs/index.md'] = {json.dumps(many(10_000))}"

    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/javascript")

    page.route("**/register-data.js*", answer)
    page.goto(serve(example_site) + "adrs/?sort=id")
    expect(page.locator("[data-adr-rows]")).to_have_attribute("aria-rowcount", "10001")
    return page


def test_of_ten_thousand_rows_those_nearby_are_there(long_register: Page) -> None:
    page = long_register
    rows = page.locator(ROWS)
    assert rows.count() <= 300
    page.evaluate("document.querySelector('[data-adr-rows]').scrollIntoView({block: 'end'})")
    expect(page.locator("tr[aria-rowindex='10001']")).to_be_visible()
    assert rows.count() <= 300
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    middle = (
        "[...document.querySelectorAll('tr[data-phase]')].some((r) => { const b = r.getBoundingClientRect();"
        " return b.top < innerHeight / 2 && b.bottom > innerHeight / 2 })"
    )
    until(page, middle)
    assert rows.count() <= 300
    page.keyboard.press("/")
    page.keyboard.type("number 777")
    assert [row.split()[0] for row in rows.all_inner_texts()][:2] == ["ADR-00777", "ADR-01777"]


def test_the_focus_goes_down_a_long_register_and_is_not_lost(long_register: Page) -> None:
    page = long_register
    page.keyboard.press("/")
    for _ in range(140):
        page.keyboard.press("ArrowDown")
    assert "ADR-00139" in page.evaluate("document.activeElement.closest('tr').innerText")
    assert page.evaluate("document.activeElement.closest('tr').getAttribute('aria-rowindex')") == "141"
    page.mouse.wheel(0, 60_000)
    page.wait_for_timeout(300)
    assert "ADR-00139" in page.evaluate("document.activeElement.closest('tr').innerText")
    for _ in range(180):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tr') !== null"), "Tab does not jump over rows"
    assert page.locator(ROWS).count() <= 400


def test_print_shows_all_rows_and_no_controls(long_register: Page) -> None:
    page = long_register
    page.get_by_role("searchbox", name="Filter").fill("number 1")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(SHOWN).count() == int(page.locator("[data-adr-rows]").get_attribute("aria-rowcount") or 0) - 1
    for part in ("searchbox", "checkbox"):
        assert page.get_by_role(part, name="Filter" if part == "searchbox" else "accepted").is_visible() is False


def test_no_value_of_a_query_or_a_record_runs(tmp_path: Path, serve: Serve, visit: Open) -> None:
    attack = "<img src=x onerror=pwned()>\"'"
    long = "\u202e" + "wide" * 80
    (tmp_path / "adr.toml").write_text("")
    (tmp_path / "adrs").mkdir()
    for number, text in enumerate([attack, long, "__proto__"], 1):
        head = {"id": text, "title": text, "status": text, "date": text, "owner": text, "tags": [text], "client": text}
        lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in head.items())
        (tmp_path / "adrs" / f"ADR-000{number}-x.md").write_text(f"---\n{lines}---\n")
    build(find(tmp_path), tmp_path / "site", as_of=AS_OF)
    base = serve(tmp_path / "site")
    for width in (1280, 390):
        seen = visit(width=width)
        ran: list[str] = []
        seen.page.expose_function("pwned", lambda ran=ran: ran.append("pwned"))
        seen.page.goto(f"{base}adrs/?tag=%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E&words=%3Cscript%3E&client=__proto__")
        expect(seen.page.get_by_text("Nothing matches.")).to_be_visible()
        seen.page.keyboard.press("/")
        seen.page.keyboard.press("Escape")
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator(SHOWN)).to_have_count(3)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert seen.page.evaluate(overflow) == 0
        seen.page.evaluate("document.querySelector('.adr-panel').open = true")
        for box in seen.page.get_by_role("group", name="Tag").get_by_role("checkbox").all():
            box.check()
        assert seen.page.get_by_role("button", name="Drop Tag").count() == 3
        assert seen.page.evaluate(overflow) == 0
        assert ran == []
        assert [error for error in seen.errors if "404" not in error] == []


def test_an_empty_register_says_how_to_begin(tmp_path: Path, serve: Serve, visit: Open) -> None:
    (tmp_path / "adr.toml").write_text("")
    build(find(tmp_path), tmp_path / "site", as_of=AS_OF)
    page = visit().page
    base = serve(tmp_path / "site")
    for path, command in {"learnings/": 'adr new learning "TITLE"', "records/": 'adr new "TITLE"'}.items():
        page.goto(base + path)
        expect(page.get_by_text(command)).to_be_visible()
        assert page.get_by_role("searchbox", name="Filter").count() == 0
