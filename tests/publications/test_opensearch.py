from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

OS = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_learns_where_to_search(publish: Publish, record: Write) -> None:
    settings = {"adr.toml": 'name = "The Lighthouse handbook of everything"\n', "adrs/ADR-0001-x.md": record()}
    root = ET.fromstring(publish(settings)["opensearch.xml"])  # noqa: S314 - our own
    url = root.find(f"{OS}Url")
    assert url is not None
    assert url.attrib == {"type": "text/html", "method": "get", "template": f"{SITE}?q={{searchTerms}}"}
    assert 0 < len(root.findtext(f"{OS}ShortName") or "") <= 16
    assert 0 < len(root.findtext(f"{OS}LongName") or "") <= 48


def test_without_the_sites_address_there_is_none(publish: Publish, record: Write) -> None:
    assert "opensearch.xml" not in publish({"adrs/ADR-0001-x.md": record()}, site="")
