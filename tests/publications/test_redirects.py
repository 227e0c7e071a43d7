from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish


class Reader(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str | None]]] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str | None]:
        return [attributes["href"] for tag, attributes in self.found if tag == "a"]

    def leads_to(self) -> str:
        content = next((a["content"] for tag, a in self.found if a.get("http-equiv") == "refresh"), None)
        return str(content).removeprefix("0; url=") if content else ""


@pytest.mark.parametrize("id_", ["ADR-0001", "adr-0001", "ADR-0009", "adr-0009", "0003-old-name"])
def test_an_id_in_any_letters_and_every_former_one_lead_to_the_record(
    publish: Publish, record: Write, id_: str
) -> None:
    files = publish({"adrs/ADR-0001-x.md": record(aliases="[ADR-0009, 0003-old-name]")})
    page = Reader(files[f"r/{id_}/index.html"])
    assert page.leads_to() == "../../adrs/ADR-0001-x/"
    assert page.links() == ["../../adrs/ADR-0001-x/"]
    assert ("link", {"rel": "canonical", "href": f"{SITE}adrs/ADR-0001-x/"}) in page.found
    assert {tag for tag, _ in page.found} <= {"html", "meta", "link", "title", "p", "ul", "li", "a"}
    assert not [a for _, a in page.found if {"style", "onload"} & a.keys()]


def test_from_a_disk_it_leads_to_the_file(publish: Publish, record: Write) -> None:
    text = record(aliases="[0003-old-name]")
    files = publish({"adrs/ADR-0001-x.md": text}, directory_urls=False, site="")
    assert Reader(files["r/ADR-0001/index.html"]).leads_to() == "../../adrs/ADR-0001-x.html"
    assert Reader(files["adrs/0003-old-name.html"]).leads_to() == "../adrs/ADR-0001-x.html"
    assert b'"permalink": "r/ADR-0001/index.html"' in files["records.json"]


def test_the_address_before_a_renaming_leads_on(publish: Publish, record: Write) -> None:
    files = publish({"adrs/ADR-0001-x.md": record(aliases="[0003-old-name]")})
    assert Reader(files["adrs/0003-old-name/index.html"]).leads_to() == "../../adrs/ADR-0001-x/"


def test_an_id_that_two_have_lists_both(publish: Publish, record: Write) -> None:
    page = Reader(publish({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0001-y.md": record()})["r/ADR-0001/index.html"])
    assert page.leads_to() == ""
    assert page.links() == ["../../adrs/ADR-0001-x/", "../../adrs/ADR-0001-y/"]


def test_an_id_is_not_taken_by_the_small_letters_of_another(publish: Publish) -> None:
    settings = '[kinds.decision]\nfolder = "d"\ndialect = "plain"\n'
    files = publish({"adr.toml": settings, "d/Use-X.md": "# X\n", "d/use-x.md": "# Y\n"})
    led = {path: Reader(files[path]).leads_to() for path in files if re.match("r/use-x/", path, re.IGNORECASE)}
    assert led == {"r/Use-X/index.html": "../../d/Use-X/", "r/use-x/index.html": "../../d/use-x-2/",
                   "r/USE-X/index.html": "../../d/Use-X/"}  # fmt: skip


def test_a_former_name_takes_the_place_of_no_page(publish: Publish, record: Write) -> None:
    text = record(aliases="[index, ADR-0002-y, ../escape, a/b]")
    files = publish({"adrs/ADR-0001-x.md": text, "adrs/ADR-0002-y.md": record("ADR-0002")})
    assert "adrs/ADR-0002-y/index.html" not in files
    assert [path for path in files if ".." in path or "/b/" in path] == []
    assert Reader(files["r/~2e.~2fescape/index.html"]).leads_to() == "../../adrs/ADR-0001-x/"
