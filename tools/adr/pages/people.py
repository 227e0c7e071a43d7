"""A page per person: what they own, decided, reviewed and have to do; and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from adr.page import Page, View, person_path
from adr.record import Record
from adr.report import roles


def pages(view: View) -> Iterator[Page]:
    """Make the page of everybody whom a record or `governance/people.yml` names, and their index."""
    found: dict[str, dict[str, list[Record]]] = {handle: {} for handle in view.register.people or {}}
    for record in view.graph.records:
        for role, handle in roles(record):
            records = found.setdefault(handle, {}).setdefault(role, [])
            if record not in records:
                records.append(record)
    people = []
    for handle, by_role in sorted(found.items()):
        person = view.person(handle)
        known = (view.register.people or {}).get(handle)
        about = {"kind": known.kind, "unit": known.unit, "function": known.function} if known else {}
        members = [view.person(member) for member in known.members] if known else []
        groups = [
            {"label": role.replace("-", " ").capitalize(), "records": [view.reference(r) for r in records]}
            for role, records in sorted(by_role.items(), key=lambda item: (item[0] != "owner", item[0]))
        ]
        owned = by_role.get("owner", [])
        people.append(
            {**person, **about, "owned": len(owned), "named": len({r.path for g in by_role.values() for r in g})}
        )
        data = {**person, **about, "members": members, "groups": groups}
        yield Page(person_path(handle), person["name"], "person.html", data)
    yield Page("people/index.md", "People", "people.html", {"people": people}, searchable=False, menu=20)
