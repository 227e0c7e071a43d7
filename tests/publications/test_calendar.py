from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import icalendar
from ical.calendar_stream import IcsCalendarStream
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

ACTIONS = """
actions:
  - {id: A1, title: "Mend; it, now", owner: s.whitcombe, due: 2026-04-01, status: open}
  - {id: A2, title: Done already, owner: s.whitcombe, due: 2026-04-02, status: done}
"""


def knowledge(record: Write) -> dict[str, str]:
    learning = record("LRN-0001", status="published", title="What happened").replace("\n---\n", f"{ACTIONS}---\n")
    return {
        "adrs/ADR-0001-x.md": record(status="accepted", review_by="2026-09-01"),
        "learnings/LRN-0001-x.md": learning,
    }


def events(data: bytes) -> dict[str, Any]:
    """Read a calendar with two readers, which agree; return its events by summary."""
    ours = icalendar.Calendar.from_ical(data).walk("VEVENT")
    theirs = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert [(e["uid"], str(e["summary"]), e.decoded("dtstart")) for e in ours] == [
        (e.uid, e.summary, e.dtstart) for e in theirs
    ]
    return {str(e.summary): e for e in theirs}


def test_what_is_due_is_a_day_in_the_calendar(publish: Publish, record: Write) -> None:
    files = publish(knowledge(record))
    found = events(files["due.ics"])
    assert list(found) == ["Action LRN-0001: Mend; it, now", "Review ADR-0001: Use PostgreSQL"]
    review = found["Review ADR-0001: Use PostgreSQL"]
    assert (review.dtstart, review.dtend) == (date(2026, 9, 1), date(2026, 9, 2))
    assert review.dtstamp == datetime(2026, 3, 20, tzinfo=UTC)
    assert str(review.url) == f"{SITE}r/ADR-0001/"
    assert "Owner: m.okafor" in review.description


def test_each_person_has_a_calendar_beside_their_page(publish: Publish, record: Write) -> None:
    files = publish(knowledge(record))
    assert list(events(files["people/s.whitcombe.ics"])) == ["Action LRN-0001: Mend; it, now"]
    assert list(events(files["people/m.okafor.ics"])) == ["Review ADR-0001: Use PostgreSQL"]
    head = json.loads(files["people/m.okafor.md"].decode().split("\n")[1])["adr"]["head"]
    assert [(link["type"], link["url"]) for link in head] == [("text/calendar", "people/m.okafor.ics")]


def test_an_event_stays_the_same_when_its_day_moves(publish: Publish, record: Write) -> None:
    files = knowledge(record)
    before = {e.uid for e in events(publish(files)["due.ics"]).values()}
    moved = {
        path: text.replace("2026-09-01", "2027-01-01").replace("PostgreSQL", "MySQL") for path, text in files.items()
    }
    after = events(publish(moved)["due.ics"])
    assert {e.uid for e in after.values()} == before
    assert date(2027, 1, 1) in {e.dtstart for e in after.values()}


def test_actions_without_an_id_are_told_apart(publish: Publish, record: Write) -> None:
    actions = "".join(f"  - {{title: T{n}, owner: m.okafor, due: 2026-04-01, status: open}}\n" for n in (1, 2))
    text = record("LRN-0001", status="published").replace("\n---\n", f"\nactions:\n{actions}---\n")
    assert len({e.uid for e in events(publish({"learnings/LRN-0001-x.md": text})["due.ics"]).values()}) == 2


def test_lines_are_as_long_as_the_standard_allows(publish: Publish, record: Write) -> None:
    data = publish({"adrs/ADR-0001-x.md": record(status="accepted", review_by="2026-09-01", title="ü" * 200)})[
        "due.ics"
    ]
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert f"Review ADR-0001: {'ü' * 200}" in events(data)


def test_nothing_due_is_a_calendar_too(publish: Publish, record: Write) -> None:
    assert events(publish({"adrs/ADR-0001-x.md": record()})["due.ics"]) == {}
