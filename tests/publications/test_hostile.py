"""Whatever records say, what programs read of them stays whole: XML, JSON, calendars, and pages without script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import jsonschema_rs
import ryaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from tests.conftest import Base
from tests.publications.conftest import SITE
from tests.publications.test_redirects import Reader

from adr.check import check
from adr.graph import Graph
from adr.page import Built
from adr.people import Register
from adr.record import read
from adr.render import render
from adr.schemas import output_schema

NASTY = (
    *("]]>", "<script>x()</script>", "&amp;&#0;", '"><img src=x onerror=x()>', "](javascript:x)", "{searchTerms}"),
    *("\u202eevil", "\x1b[2J", "\x0b\x0c\x85", "\u2028\u2029", "\ufffe\uffff", "\ufdd0", "e\u0301", "\U0001f4a5"),
    *("a\r\nEND:VCALENDAR", "BEGIN:VEVENT", "\\,;:", "../..", "con", "a/b?c#d%00", " ", "x" * 300),
)
TEXTS = (
    st.sampled_from(NASTY) | st.text(max_size=12) | st.tuples(st.text(max_size=4), st.sampled_from(NASTY)).map("".join)
)
SAID = st.fixed_dictionaries(
    dict.fromkeys(("id", "title", "owner", "status", "action", "body", "name"), TEXTS)
    | {name: st.lists(TEXTS, max_size=3) for name in ("tags", "aliases")}
)
ALL = "".join(NASTY)
WORST = dict.fromkeys(("id", "title", "owner", "status", "action", "body", "name"), ALL) | {
    "tags": list(NASTY), "aliases": list(NASTY)
}  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID, site=st.sampled_from(["", SITE]), directory_urls=st.booleans())
@example(said=WORST, site=SITE, directory_urls=True)
@example(said=WORST, site="", directory_urls=False)
def test_nothing_breaks_what_is_published(base: Base, said: dict[str, Any], site: str, *, directory_urls: bool) -> None:
    project = replace(base({}), settings={"name": said["name"]})
    kind = project.kinds["learning"]
    fields = {name: said[name] for name in ("title", "tags", "aliases", "owner")} | {"status": "published"}
    action = {
        "id": said["action"],
        "title": said["title"],
        "owner": said["owner"],
        "due": "2026-04-01",
        "status": "open",
    }
    fields |= {"actions": [action], "relations": {"relates-to": [said["id"], said["title"]]}}
    texts = {
        "learnings/LRN-0001-x.md": {"id": said["id"], **fields},
        "learnings/LRN-0002-y.md": {"id": said["title"], **fields, "status": said["status"]},
    }
    text = f"\n# {said['title']}\n\n## What happened\n\n{said['body']} {said['id']}\n"
    entries = [read(path, f"---\n{ryaml.dumps(head)}---\n{text}", kind, "native") for path, head in texts.items()]
    graph = Graph(entries, project.kinds, lambda _: False)
    findings = check(project, graph, Register({}, {}))
    built = Built("2026-01-01", "", site=site)
    files = render(project, graph, Register({}, {}), findings, built, directory_urls=directory_urls).files
    for path, data in files.items():
        assert ".." not in path.split("/")
        assert not path.startswith("/")
        if path.endswith((".xml", ".html", ".json", ".ics")):
            whole(path, data)
    assert_valid(files)


def whole(path: str, data: bytes) -> None:
    if path.endswith(".json"):
        json.loads(data)
    elif path.endswith(".xml"):
        ET.fromstring(data)  # noqa: S314 - our own
        assert path == "opensearch.xml" or not feedparser.parse(data).bozo
    elif path.endswith(".ics"):
        count = data.count(b"\r\nBEGIN:VEVENT\r\n")
        assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == count
        assert len(IcsCalendarStream.calendar_from_ics(data.decode()).events) == count
    else:
        page = Reader(data)
        assert not {tag for tag, _ in page.found} & {"script", "img"}
        assert page.links()


def assert_valid(files: Mapping[str, bytes]) -> None:
    jsonschema_rs.validate(output_schema("site-records"), json.loads(files["records.json"]))
    for path in ("learnings/LRN-0001-x.json", "learnings/LRN-0002-y.json"):
        jsonschema_rs.validate(output_schema("site-record"), json.loads(files[path]))
    for path in files:
        if path.startswith("feeds/") and path.endswith(".xml"):
            ids = [entry.id for entry in feedparser.parse(files[path]).entries]
            assert len(set(ids)) == len(ids)
