from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import feedparser_rs
import pytest
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

ATOM = "{http://www.w3.org/2005/Atom}"


def records(record: Write, count: int = 2) -> dict[str, str]:
    body = "\n## Context\n\nBecause.\n"
    days = {n: f"2026-03-{n % 28 + 1:02d}" for n in range(1, count + 1)}
    return {f"adrs/ADR-{n:04d}-x.md": record(f"ADR-{n:04d}", body, date=days[n], tags="[data]") for n in days}


def read(data: bytes, version: str) -> Any:
    found = (feedparser if version == "atom10" else feedparser_rs).parse(data)
    assert (found.version, bool(found.bozo)) == (version, False)
    return found


def test_a_reader_reads_what_is_new(publish: Publish, record: Write) -> None:
    for path in ("feeds/all", "feeds/kind-decision", "feeds/tag-data"):
        found = read(publish(records(record))[f"{path}.xml"], "atom10")
        assert [e.title for e in found.entries] == ["ADR-0002 Use PostgreSQL", "ADR-0001 Use PostgreSQL"]
        newest = found.entries[0]
        assert (newest.id, newest.link) == (f"{SITE}r/ADR-0002/", f"{SITE}adrs/ADR-0002-x/")
        assert newest.summary == "Decision, draft since 2026-03-03: not in force yet. Because."
        assert (newest.updated, newest.author, newest.tags[0].term) == ("2026-03-03T00:00:00Z", "m.okafor", "data")
        assert (found.feed.id, found.feed.updated) == (f"{SITE}{path}.xml", "2026-03-03T00:00:00Z")


def test_both_forms_say_the_same(publish: Publish, record: Write) -> None:
    files = publish(records(record))
    atom, told = read(files["feeds/all.xml"], "atom10"), json.loads(files["feeds/all.json"])
    assert read(files["feeds/all.json"], "json11").entries[0].id == told["items"][0]["id"]
    assert [(e.id, e.link, e.title, e.summary, e.updated) for e in atom.entries] == [
        (i["id"], i["url"], i["title"], i["content_text"], i["date_modified"]) for i in told["items"]
    ]
    assert told["feed_url"] == f"{SITE}feeds/all.json"


def test_an_entry_has_what_the_standard_asks_for(publish: Publish, record: Write) -> None:
    root = ET.fromstring(publish(records(record))["feeds/all.xml"])  # noqa: S314 - our own
    assert all(root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", f"author/{ATOM}name"))
    for entry in root.iter(f"{ATOM}entry"):
        assert {child.tag.removeprefix(ATOM) for child in entry} >= {"id", "title", "updated", "link", "summary"}


def test_only_the_newest_are_in_it(publish: Publish, record: Write) -> None:
    files = publish(records(record, 60))
    assert len(read(files["feeds/all.xml"], "atom10").entries) == 50
    assert len(json.loads(files["feeds/all.json"])["items"]) == 50


def test_what_git_changed_last_comes_first(publish: Publish, record: Write) -> None:
    files = publish(records(record), changed={"adrs/ADR-0001-x.md": "2026-03-10T08:00:00Z"})
    assert [e.id[-9:-1] for e in read(files["feeds/all.xml"], "atom10").entries] == ["ADR-0001", "ADR-0002"]


@pytest.mark.parametrize("site", ["", SITE])
def test_the_id_of_an_entry_outlasts_its_file_and_title(publish: Publish, record: Write, site: str) -> None:
    before = publish({"adrs/ADR-0001-x.md": record()}, site=site)["feeds/all.xml"]
    files = {"adrs/ADR-0001-x.md": record("ADR-0007"), "adrs/ADR-0001-y.md": record(title="Use MySQL")}
    after = {e.title: e.id for e in feedparser.parse(publish(files, site=site)["feeds/all.xml"]).entries}
    assert after["ADR-0001 Use MySQL"] == feedparser.parse(before).entries[0].id
    assert len(set(after.values())) == 2


def test_records_with_one_id_are_two_entries(publish: Publish, record: Write) -> None:
    files = publish({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0001-y.md": record()})
    assert len({e.id for e in feedparser.parse(files["feeds/all.xml"]).entries}) == 2


def test_without_the_sites_address_links_are_relative_and_ids_lasting(publish: Publish, record: Write) -> None:
    entry = feedparser.parse(publish(records(record), site="")["feeds/all.xml"]).entries[0]
    assert entry.id.startswith("urn:uuid:")
    assert urljoin("file:///x/feeds/all.xml", entry.link) == "file:///x/adrs/ADR-0002-x/"


def test_a_page_names_the_feed_of_its_records(publish: Publish, record: Write) -> None:
    files = publish(records(record))
    for page, feed in (("adrs/index.md", "feeds/kind-decision"), ("tags/data.md", "feeds/tag-data")):
        head = json.loads(files[page].decode().split("\n")[1])["adr"]["head"]
        assert [link["url"] for link in head] == [f"{feed}.xml", f"{feed}.json"]
