"""What programs read of a built site: every address leads to a file, and two builds are the same to the byte."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
from tests.site.conftest import AS_OF, EXAMPLE, Serve, Visit, searched

from adr.project import find
from adr.site.engine_mkdocs import build

SITE = "https://handbook.example/base/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALIAS = "ADR-0909"


@pytest.fixture(scope="module", params=["published", "on a disk"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The example's site with a former id, a file that cannot be read, and hostile names: its folder and address."""
    root = tmp_path_factory.mktemp("machine")
    shutil.copytree(EXAMPLE, root / "base")
    record = next((root / "base" / "adrs").glob("ADR-0010*"))
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("\ntags: [", f"\naliases: [{ALIAS}, old-name]\ntags: ['a/b & <c>', ", 1))
    (root / "base" / "adrs" / "ADR-0099-broken.md").write_text("---\nid: [\n---\n")
    address = SITE if request.param == "published" else ""
    added = f'url = "{SITE}"' if address else "directory-urls = false"
    settings = root / "base" / "adr.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[site]\n{added}\n", encoding="utf-8")
    build(find(root / "base"), root / "site", as_of=AS_OF, strict=True)
    return root / "site", address


class _Addresses(HTMLParser):
    """Collects what a page links to, in its head too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [value for name in ("href", "src") if (value := values.get(name))]
        if values.get("http-equiv") == "refresh":
            self.found.append(str(values["content"]).partition("url=")[2])


def addresses(path: Path) -> Iterator[str]:
    """Yield the addresses in a file of the site, as seen from its folder."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html" and path.name != "404.html":
        yield from _Addresses(text).found
    elif path.suffix == ".xml":
        for element in ET.fromstring(text).iter():  # noqa: S314 - our own
            yield from [element.attrib["href"]] if "href" in element.attrib else []
            yield from [str(element.text)] if element.tag == f"{SITEMAP}loc" else []
    elif path.suffix == ".ics":
        yield from [str(e["url"]) for e in icalendar.Calendar.from_ical(text).walk("VEVENT") if "url" in e]
    elif path.name in ("llms.txt", "llms-full.txt"):
        yield from re.findall(r"(?<=\]\()[^)\s]+(?=\): )", text)
        yield from re.findall(r"^={72}\n.*\n.*\n(.+)\n={72}$", text, re.MULTILINE)
    elif path.suffix == ".json" and path.parent.name not in ("search", "schemas"):
        yield from _in_json(json.loads(text), from_root="feeds" not in path.parts, depth=len(path.parts))


def _in_json(value: Any, *, from_root: bool, depth: int) -> Iterator[str]:
    keys = ("url", "permalink", "json", "text", "home_page_url", "feed_url")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from [f"/{item[key]}" if from_root else item[key] for key in keys if isinstance(item.get(key), str)]
            for name in ("records", "kinds", "items"):
                yield from _in_json(item.get(name, []), from_root=from_root, depth=depth)


def test_every_address_leads_to_a_file_of_the_site(site: tuple[Path, str]) -> None:
    folder, address = site
    checked: dict[str, int] = {}
    dead = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix not in (".html", ".xml", ".json", ".txt", ".ics"):
            continue
        for found in addresses(path):
            base = "https://x.example/" if found.startswith("/") or not address else address
            whole = urljoin(base + path.relative_to(folder).as_posix(), re.split("[?#]", found)[0])
            if not whole.startswith(base):
                continue
            target = folder / unquote(urlsplit(whole.removeprefix(base)).path)
            target = target / "index.html" if target.is_dir() and (whole.endswith("/") or found == ".") else target
            checked[path.suffix] = checked.get(path.suffix, 0) + 1
            if not target.is_file():
                dead.append((path.relative_to(folder).as_posix(), found))
    assert dead == []
    least = {".html": 1000, ".json": 300, ".xml": 100, ".txt": 50} | ({".ics": 10} if address else {})
    assert {suffix for suffix, count in least.items() if checked.get(suffix, 0) < count} == set(), checked


def test_feeds_of_hostile_tags_are_read(site: tuple[Path, str]) -> None:
    folder, _ = site
    feeds = sorted((folder / "feeds").glob("*.xml"))
    titles = [feedparser.parse(feed.read_bytes()).feed.title for feed in feeds]
    assert "Lighthouse playbook: a/b & <c>" in titles
    assert len(titles) == len(set(titles))


def test_the_site_map_has_what_somebody_wrote(site: tuple[Path, str]) -> None:
    folder, address = site
    root = ET.parse(folder / "sitemap.xml").getroot()  # noqa: S314 - our own
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    if not address:
        assert found == {}
        return
    pages = {str(loc).removeprefix(SITE) for loc in found}
    assert {"", "adrs/", "people/", "people/m.okafor/"} <= pages
    assert not [page for page in pages if page.startswith(("tags/models", "r/", "feeds"))]
    rows = json.loads((folder / "records.json").read_bytes())["records"]
    assert len([row for row in rows if row["unreadable"] is None]) >= 26
    readable = {f"{SITE}{row['url']}": row["updated"] for row in rows if row["unreadable"] is None}
    assert readable.items() <= found.items()
    assert {lastmod for loc, lastmod in found.items() if loc not in readable} == {None}


def test_twins_and_redirects_are_not_searched(site: tuple[Path, str]) -> None:
    folder, _ = site
    places = {row[2] for row in searched(folder)["rows"]}
    assert any("ADR-0010" in place for place in places)
    assert not [place for place in places if place.startswith("r/") or place.endswith((".md", ".json"))]


def test_two_builds_are_the_same_to_the_byte(
    site: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = site
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")  # another day for whoever asks the clock
    build(find(folder.parent / "base"), tmp_path / "site", as_of=AS_OF, strict=True)
    first, second = ({p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()}
                     for f in (folder, tmp_path / "site"))  # fmt: skip
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize("id_", ["ADR-0010", "adr-0010", ALIAS])
def test_a_browser_is_led_to_the_record_under_a_strict_policy(
    site: tuple[Path, str], serve: Serve, visit: Callable[..., Visit], id_: str
) -> None:
    folder, address = site
    seen = visit(script=False)
    if address:
        base = serve(folder)
        strict = {"content-security-policy": "default-src 'none'", "content-type": "text/html"}
        seen.page.route("**/r/**", lambda route: route.fulfill(response=route.fetch(), headers=strict))
        seen.page.goto(f"{base}r/{id_}/")
    else:
        base = f"{folder.as_uri()}/"
        seen.page.goto(f"{base}r/{id_}/index.html")
    seen.page.wait_for_url(re.compile("adrs/ADR-0010-"))
    assert seen.page.get_by_role("heading", level=1).inner_text() == "Reach every model through one gateway that we run"
    link = seen.page.get_by_role("link", name="permanent address").get_attribute("href")
    assert link == ("../../r/ADR-0010/" if address else "../r/ADR-0010/index.html")


def test_a_page_names_its_picture_and_the_search(tmp_path: Path) -> None:
    (tmp_path / "adrs").mkdir()
    settings = f'name = "A \\"b\\" & <c>"\n[site]\ncards = true\nurl = "{SITE}"\n'
    (tmp_path / "adr.toml").write_text(settings, encoding="utf-8")
    text = "---\nid: ADR-0001\ntitle: 'Use \"X\" & <y>'\n---\n"
    (tmp_path / "adrs" / "ADR-0001-x.md").write_text(text, encoding="utf-8")
    for _ in range(2):  # the second takes the picture of the first
        build(find(tmp_path), tmp_path / "site", as_of=AS_OF, strict=True)
        page = (tmp_path / "site" / "adrs" / "ADR-0001-x" / "index.html").read_text(encoding="utf-8")
        shown = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))
        assert (tmp_path / "site" / shown["og:image"].removeprefix(SITE)).read_bytes().startswith(b"\x89PNG")
        assert shown["og:title"] == "ADR-0001 Use &quot;X&quot; &amp; &lt;y&gt;"
        assert shown["og:url"] == f"{SITE}adrs/ADR-0001-x/"
        assert '<link rel="search" type="application/opensearchdescription+xml"' in page
