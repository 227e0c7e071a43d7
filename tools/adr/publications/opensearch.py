"""``opensearch.xml``: browsers and search bars learn how the site is searched (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from adr.page import View
from adr.publication import Publication, line, to_xml

_SHORT, _LONG = 16, 48


def publish(view: View) -> Iterator[Publication]:
    """Publish the description, where settings say at which address the site is: it needs a whole one."""
    if not view.built.site:
        return
    title = line(view.project.name) or "Records"
    root = ET.Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    ET.SubElement(root, "ShortName").text = title[:_SHORT].strip()
    ET.SubElement(root, "LongName").text = title[:_LONG].strip()
    ET.SubElement(root, "Description").text = f"Decisions, learnings and playbooks of {title}"[:1024]
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{view.built.site}?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    yield Publication("opensearch.xml", to_xml(root))
