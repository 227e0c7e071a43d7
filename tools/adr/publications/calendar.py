"""``due.ics``: reviews, open actions and exercises as days of a calendar (RFC 5545), for all and for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from adr.due import Due, due
from adr.page import View, person_path
from adr.publication import CALENDAR, Publication, identity, line, name, standing
from adr.record import is_date


def publish(view: View) -> Iterator[Publication]:
    """Publish a calendar of all that is due, and one beside the page of each person who has something to do."""
    events = [(item.owner, event) for item, event in _events(view)]
    title = line(f"{view.project.name}: due")
    yield Publication("due.ics", _calendar(title, [e for _, e in events]), "index.md", CALENDAR, title)
    for handle in sorted({owner for owner, _ in events if owner}):
        page = person_path(handle)
        theirs = line(f"{view.project.name}: due for {view.person(handle)['name']}")
        data = _calendar(theirs, [event for owner, event in events if owner == handle])
        yield Publication(f"{page.removesuffix('.md')}.ics", data, page, CALENDAR, theirs)


def _events(view: View) -> Iterator[tuple[Due, bytes]]:
    """Yield an event for each thing due. Its identifier outlasts a new day, title or owner."""
    from icalendar import Event

    stamp = datetime.combine(date.fromisoformat(view.built.as_of), time(), UTC) if is_date(view.built.as_of) else None
    seen: Counter[str] = Counter()
    for item in due(view.graph):
        key = identity(view, "due", name(view, item.record), item.what, item.action)
        seen[key] += 1
        day = date.fromisoformat(item.by)
        event = Event()
        event.add("uid", key if seen[key] == 1 else identity(view, key, str(seen[key])))
        event.add("dtstamp", stamp or datetime.combine(day, time(), UTC))
        event.add("dtstart", day)
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", line(f"{item.what.capitalize()} {item.id}: {item.title}"))
        told = [standing(view, item.record)]
        told += [f"Action: {item.action}"] if item.action else []
        told += [f"Owner: {view.person(item.owner)['name']}"] if item.owner else []
        if view.built.site:
            event.add("url", f"{view.built.site}{view.permanent(item.record)}")
        event.add("description", "\n".join(map(line, told)))
        event.add("categories", [item.what])
        event.add("transp", "TRANSPARENT")
        yield item, bytes(event.to_ical())


def _calendar(title: str, events: Sequence[bytes]) -> bytes:
    """Return a calendar around events that are written already: most are in two."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//adr//due//EN")
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    head, end, rest = bytes(calendar.to_ical()).rpartition(b"END:VCALENDAR")
    return b"".join([head, *events, end, rest])
