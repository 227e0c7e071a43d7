"""The example's site in a real browser: what readers see, can reach, and are not asked to load."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.site.conftest import Serve, Visit

Open = Callable[..., Visit]

RECORD = "adrs/ADR-0010-reach-every-model-through-one-gateway-that-we-run/"
SUPERSEDED = "adrs/ADR-0001-call-hosted-language-models-directly-from-each-client-service/"
PAGES = {
    "home": "",
    "register": "adrs/",
    "record": RECORD,
    "superseded": SUPERSEDED,
    "learnings": "learnings/",
    "person": "people/m.okafor/",
    "tags": "tags/",
    "tag": "tags/models/",
}
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
SCREENSHOTS = Path(__file__).resolve().parents[1] / "screenshots"


@pytest.mark.parametrize("scheme, width", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_asks_for_nothing_outside_the_site(
    example_site: Path, serve: Serve, visit: Open, name: str, scheme: str, width: int
) -> None:
    base = serve(example_site)
    seen = visit(scheme, width)
    seen.page.goto(base + PAGES[name], wait_until="networkidle")
    SCREENSHOTS.mkdir(exist_ok=True)
    seen.page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{width}.png")

    assert seen.outside(base) == []
    assert seen.errors == []
    results = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    scrolled = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert scrolled == 0, "the page scrolls sideways"


def test_superseded_record_leads_to_what_is_in_force(example_site: Path, serve: Serve, visit: Open) -> None:
    base = serve(example_site)
    page = visit().page
    page.goto(base + SUPERSEDED)
    banner = page.get_by_role("complementary", name="Standing")
    assert "no longer in force" in banner.inner_text()
    banner.get_by_role("link").first.click()
    assert page.url == base + RECORD
    assert page.get_by_role("heading", level=1).inner_text() == "Reach every model through one gateway that we run"


@pytest.mark.parametrize("width", [1280, 390])
def test_ids_are_shown_whole(example_site: Path, serve: Serve, visit: Open, width: int) -> None:
    page = visit(width=width).page
    page.goto(serve(example_site))
    shown = page.locator("main .adr-ref .adr-id, main .adr-table .adr-id")
    assert shown.count() > 5
    assert shown.evaluate_all("ids => ids.filter(id => id.scrollWidth > id.clientWidth).map(id => id.innerText)") == []


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.anchors.add(str(values["id"]))
        for name in ("href", "src"):
            if tag in ("a", "img", "link", "script") and values.get(name):
                self.links.append(str(values[name]))


def dead_links(site: Path) -> list[str]:
    """Return every address in a site's HTML that leads to no file, or to no anchor of one."""
    pages: dict[str, _Addresses] = {}
    for path in site.rglob("*.html"):
        parser = _Addresses()
        parser.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix()] = parser
    dead = []
    for source, parser in pages.items():
        for address in parser.links if source != "404.html" else ():
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
                if parts.path
                else source
            )
            if (site / target).is_dir():
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            known = (site / target).is_file()
            if not known or (
                parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors
            ):
                dead.append(f"{source}: {address}")
    return dead


def test_no_link_of_the_example_is_dead(example_site: Path) -> None:
    assert len(list(example_site.rglob("*.html"))) > 40
    assert dead_links(example_site) == []


def test_site_works_unzipped_from_a_disk(tmp_path: Path, visit: Open) -> None:
    from tests.site.conftest import AS_OF, EXAMPLE

    from adr.project import find
    from adr.site.engine_mkdocs import build

    settings = tmp_path / "adr.toml"
    settings.write_text('name = "Lighthouse"\n[site]\ndirectory-urls = false\n')
    build(find(EXAMPLE, settings), tmp_path / "site", as_of=AS_OF, strict=True)
    assert dead_links(tmp_path / "site") == []
    page = visit().page
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.get_by_role("link", name="Decisions", exact=True).first.click()
    page.get_by_role("link", name="ADR-0010").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Reach every model")
