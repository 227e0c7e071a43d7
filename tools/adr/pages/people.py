"""A page per person: what they have to do, then what they own, decided and reviewed; and the list of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from adr.due import due
from adr.page import Page, View, person_path
from adr.record import Record
from adr.report import roles
from adr.times import SOON, after, chunked, task, today

_DECIDING = ("decision-makers", "reviewer", "reviewers", "approved-by", "approver", "contributors")


def pages(view: View) -> Iterator[Page]:
    """Make the page of everybody whom a record or `governance/people.yml` names, and their index."""
    duties = _duties(view)
    people = []
    for handle, by_role in sorted(_named(view).items()):
        person = view.person(handle)
        known = (view.register.people or {}).get(handle)
        about = {"kind": known.kind, "unit": known.unit, "function": known.function} if known else {}
        members = [view.person(member) for member in known.members] if known else []
        groups = [
            {"label": role.replace("-", " ").capitalize(), "records": [view.reference(r) for r in records]}
            for role, records in sorted(by_role.items())
            if role != "owner"
        ]
        owned = by_role.get("owner", [])
        mine = duties.get(handle, {})
        people.append(
            {
                **person,
                **about,
                "owned": len(owned),
                "named": len({r.path for g in by_role.values() for r in g}),
                "overdue": len([row for row in mine.get("due", ()) if row["overdue"]]),
            }
        )
        waiting = dict.fromkeys(r for role in _DECIDING for r in by_role.get(role, ()) if r.phase == "open")
        data = {
            **person,
            **about,
            "members": members,
            "groups": groups,
            "due": mine.get("due", []),
            "later": mine.get("later", []),
            "waivers": mine.get("waivers", []),
            "waiting": [view.reference(record) for record in waiting],
            "soon": SOON,
        }
        newest = sorted(owned, key=lambda r: (r.date or "", r.id), reverse=True)
        page = Page(person_path(handle), person["name"], "person.html", data)
        yield from _whole_first(view, page, [view.reference(record) for record in newest])
    yield Page("people/index.md", "People", "people.html", {"people": people}, searchable=False, menu=20)


def _named(view: View) -> dict[str, dict[str, list[Record]]]:
    """Return by handle and role the records that name somebody; people whom none names have no roles."""
    found: dict[str, dict[str, list[Record]]] = {handle: {} for handle in view.register.people or {}}
    for record in view.graph.records:
        for role, handle in roles(record):
            records = found.setdefault(handle, {}).setdefault(role, [])
            if record not in records:
                records.append(record)
    return found


def _whole_first(view: View, page: Page, rows: list[dict[str, Any]]) -> Iterator[Page]:
    """Make a person's page and, where they own many records, further ones; only the first is found by the search."""
    first, *further = chunked(page, view, rows)
    yield Page(page.path, page.title, page.template, first.data)
    for made in further:
        few = {**made.data, "groups": [], "due": [], "later": [], "waivers": [], "waiting": [], "further": True}
        yield Page(made.path, made.title, made.template, few, searchable=False)


def _duties(view: View) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return what each has to do: what is due soon, open actions that are due later, and waivers they approved."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    until = after(today(view), SOON)
    for item in due(view.graph):
        if item.by <= until:
            found[item.owner]["due"].append(task(view, item))
        elif item.what == "action":
            found[item.owner]["later"].append(task(view, item))
    for record in view.graph.records:
        for waiver in view.waivers(record) if record.phase != "retired" else ():
            if waiver["by"]:
                found[waiver["by"]["handle"]]["waivers"].append({**waiver, "record": view.reference(record)})
    return found
