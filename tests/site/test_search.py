"""The search in a real browser: the right record first, by keyboard alone, wherever the site lies."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.site.conftest import AS_OF, EXAMPLE, Serve, Visit

from adr import findable
from adr.project import find
from adr.site.engine_mkdocs import build

Open = Callable[..., Visit]

STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
STRICT += "font-src 'self'; connect-src 'self'; worker-src 'self'"


class _Strict(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site below a sub-path, with a page of its own, searched by Pagefind."""
    if not findable.installed():
        pytest.skip("no Pagefind: `pip install pagefind-bin`")
    root = tmp_path_factory.mktemp("full")
    shutil.copytree(EXAMPLE, root / "base")
    (root / "base" / "adr.toml").write_text('name = "Lighthouse"\n[site]\nsearch = "pagefind"\n')
    (root / "base" / "docs").mkdir(exist_ok=True)
    (root / "base" / "docs" / "about.md").write_text("# About us\n\n## Where\n\nWe sit in Zanzibar.\n")
    build(find(root / "base"), root / "site" / "of" / "us", as_of=AS_OF, strict=True)
    return root / "site"


@pytest.fixture
def strict(request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve a site with a strict Content-Security-Policy; returns its address."""
    folder = request.getfixturevalue(request.param)
    handler = functools.partial(_Strict, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def box(page: Page) -> None:
    """Open the search by keyboard, and wait until it answers."""
    page.keyboard.press("Control+k")
    expect(page.get_by_role("group", name="Kind")).to_be_visible()


def ask(page: Page, text: str) -> list[str]:
    """Write into the search, and return the records that it shows."""
    page.get_by_role("combobox", name="Search").fill(text)
    expect(page.locator("#adr-found")).to_have_attribute("data-answers", text)
    return [str(name) for name in page.locator(".adr-hit").evaluate_all("all => all.map((e) => e.ariaLabel)")]


@pytest.mark.parametrize("text", ["ADR-0009", "adr-9", "adr9", "ADR 0009", "9"])
def test_an_id_and_enter_leads_to_the_record(example_site: Path, serve: Serve, visit: Open, text: str) -> None:
    seen = visit()
    base = serve(example_site)
    seen.page.goto(f"{base}tags/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type(text)
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(re.compile("/adrs/ADR-0009-"))
    assert seen.errors == []
    assert seen.outside(base) == []


def test_what_is_called_so_comes_first_and_what_is_retired_later(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site))
    box(page)
    assert ask(page, "library")[0] == "ADR-0004"
    found = ask(page, "model gateway")
    assert found[:2] == ["PLB-0001", "ADR-0010"]
    assert found.index("ADR-0010") < found.index("ADR-0001"), "the superseded one is later"
    assert ask(page, "okafor")[0] == "Mary Okafor"
    assert ask(page, "MODÈL gateways") == found, "neither case nor accents nor a plural matter"
    assert ask(page, "Decisions")[0] == "Decisions"


def test_a_record_is_one_result_with_the_sentences_that_match(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site))
    box(page)
    assert ask(page, "invoices").count("ADR-0010") == 1
    hit = page.get_by_role("group", name="ADR-0010")
    text = hit.locator(".adr-hit__text").first
    expect(text).to_contain_text("Weekly: share of model calls seen by the gateway against the vendors' invoices")
    expect(text.locator("mark")).to_have_text(["invoices"])
    ask(page, "nobody")
    part = page.locator(".adr-hit__part").first
    address = str(part.get_attribute("href"))
    part.click()
    expect(page).to_have_url(address)
    assert page.evaluate("document.getElementById(location.hash.slice(1)).innerText")


def test_the_keyboard_goes_through_what_is_found(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site))
    box(page)
    ask(page, "gateway")
    field = page.get_by_role("combobox", name="Search")
    options = page.locator(".adr-hit__link")
    for key, at in [("", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0), ("ArrowUp", -1)]:
        if key:
            page.keyboard.press(key)
        chosen = options.nth(at)
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
        expect(chosen).to_be_in_viewport()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("ADR-0001")
    expect(page.locator(".adr-hit__link").first).to_contain_text("ADR-0001")


def test_results_are_narrowed_by_kind_status_tag_and_owner(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site))
    box(page)
    whole = ask(page, "model")
    chip = page.get_by_role("group", name="Kind").get_by_role("button", name="Decision")
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    narrowed = [id_ for id_ in whole if id_.startswith("ADR")]
    assert ask(page, "model") == narrowed
    page.get_by_role("group", name="Status").get_by_role("button", name="accepted").click()
    page.get_by_label("Owner", exact=True).select_option("Johan Lind")
    page.get_by_label("Tag", exact=True).select_option("models")
    assert ask(page, "model") == ["ADR-0011"]
    ask(page, "weekend")
    page.get_by_role("button", name="Search without narrowing").click()
    expect(page.locator(".adr-hit__link").first).to_be_visible()


def test_where_nothing_is_found_the_nearest_word_is_offered(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site))
    box(page)
    assert ask(page, "gatewya") == []
    page.get_by_role("button", name="gateway").click()
    expect(page.locator(".adr-hit__link").first).to_be_visible()
    assert ask(page, "xyzzyxyzzy") == []
    page.get_by_role("dialog").get_by_role("link", name="all records").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All records")


def test_the_address_of_the_search_opens_it(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(f"{serve(example_site)}?q=adr-0009")
    expect(page.locator(".adr-hit__link").first).to_contain_text("ADR-0009")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("adr-0009")


def test_in_a_register_the_slash_is_the_registers(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(f"{serve(example_site)}adrs/")
    page.locator(".adr-register--live").wait_for()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Filter")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    box(page)


def test_a_page_loads_no_index_before_it_is_asked(example_site: Path, serve: Serve, visit: Open) -> None:
    seen = visit()
    seen.page.goto(serve(example_site), wait_until="networkidle")
    assert [url for url in seen.requests if "/search/" in url or "pagefind" in url or "search_index" in url] == []
    plain = visit(script=False).page
    plain.goto(serve(example_site))
    plain.get_by_role("banner").get_by_role("link", name="All records").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("All records")


@pytest.mark.parametrize("search", ["built-in", "pagefind"])
def test_search_works_from_a_disk(tmp_path: Path, visit: Open, search: str) -> None:
    settings = tmp_path / "adr.toml"
    settings.write_text(f'name = "L"\n[site]\ndirectory-urls = false\nsearch = "{search}"\n')
    build(find(EXAMPLE, settings), tmp_path / "site", as_of=AS_OF, strict=True)
    seen = visit()
    seen.page.goto((tmp_path / "site" / "people" / "index.html").as_uri())
    box(seen.page)
    assert "ADR-0010" in ask(seen.page, "invoices")
    seen.page.get_by_role("combobox", name="Search").fill("adr-9")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("heading", level=1)).to_contain_text("Send red-flag symptoms")
    assert seen.errors == []


@pytest.mark.parametrize("strict", ["example_site"], indirect=True)
def test_search_works_under_a_strict_policy(strict: str, visit: Open) -> None:
    page = visit().page
    told: list[str] = []
    page.goto(f"{strict}tags/", wait_until="networkidle")
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    box(page)
    assert "ADR-0010" in ask(page, "invoices")
    assert told == []


@pytest.mark.parametrize("strict", ["full_site"], indirect=True)
def test_pagefind_reads_all_under_a_strict_policy_and_a_sub_path(strict: str, visit: Open) -> None:
    seen = visit()
    page = seen.page
    told: list[str] = []
    page.goto(f"{strict}of/us/tags/", wait_until="networkidle")
    page.on("console", lambda message: told.append(message.text))
    with page.expect_response("**/*.pf_meta"):
        box(page)
    page.wait_for_load_state("networkidle")
    assert ask(page, "zanzibar") == ["About us"]
    assert [name for name in ask(page, "invoices") if name.startswith("ADR")]
    assert page.get_by_role("group", name="ADR-0010").locator("mark").all_inner_texts() == ["invoices"]
    assert ask(page, "adr-9")[0] == "ADR-0009"
    assert ask(page, "okafor")[0] == "Mary Okafor"
    ask(page, "model")
    page.get_by_role("group", name="Kind").get_by_role("button", name="Decision").click()
    page.get_by_label("Owner", exact=True).select_option("Johan Lind")
    expect(page.locator(".adr-hit")).not_to_have_count(0)
    assert {name[:3] for name in ask(page, "model")} == {"ADR"}
    assert not [url for url in seen.requests if url.endswith("text.js")], "nothing is loaded twice over"
    assert told == []
    page.locator(".adr-hit__link").first.click()
    expect(page).to_have_url(re.compile("/of/us/adrs/ADR-"))


def test_pagefind_brings_nothing_that_is_not_used(full_site: Path) -> None:
    names = [path.name for path in (full_site / "of" / "us" / "pagefind").iterdir()]
    assert {"pagefind.js", "pagefind-entry.json"} <= set(names)
    assert [name for name in names if "ui" in name or "highlight" in name] == []


def test_materials_search_stays_where_the_project_asks_for_it(tmp_path: Path, serve: Serve, visit: Open) -> None:
    (tmp_path / "adr.toml").write_text("")
    (tmp_path / "adrs").mkdir()
    (tmp_path / "adrs" / "ADR-0001-x.md").write_text("---\nid: ADR-0001\n---\n\n# Use it\n\n## Why\n\nA queue.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material}\nplugins: [search, adr]\n")
    build(find(tmp_path), tmp_path / "site", as_of=AS_OF)
    page = visit().page
    page.goto(serve(tmp_path / "site"), wait_until="networkidle")
    assert page.locator(".adr-find, .adr-finder").count() == 0
    page.keyboard.press("s")
    page.keyboard.type("ADR-0001")
    expect(page.locator(".md-search-result__link").first).to_contain_text("ADR-0001")


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
@pytest.mark.parametrize("text", ["", "gateway model", "gatewya"])
def test_the_open_search_is_accessible(
    example_site: Path, serve: Serve, visit: Open, scheme: str, width: int, text: str
) -> None:
    page = visit(scheme, width).page
    page.goto(serve(example_site))
    page.get_by_role("button", name="Search").click()
    page.get_by_role("group", name="Kind").wait_for()
    if text:
        ask(page, text)
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert page.get_by_role("dialog").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
