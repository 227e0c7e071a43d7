"""The fields of a record in another dialect as native front matter has them; what has no place there is below ``x-``.

Nothing is invented, and nothing is lost: a value that a field cannot hold stands under ``x-`` and the field's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adr.frontmatter import MalformedError, load
from adr.people import Person
from adr.record import Record, items
from adr.translation import our_name
from adr.wording import folded, status_of

IMPORTED = "x-imported-from"
"""The key that says where a record was before it was native."""

PEOPLE = "x-people"
"""The key with the names, as they were written, of people whose handles do not tell them."""

_PEOPLE = frozenset(["decision-makers", "consulted", "informed", "owner"])
_ENVELOPE = frozenset(["id", "kind", "title", "status", "date", "relations", "aliases", "contributors"])
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TAG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = re.compile(r",(?![^(<\[]*[)>\]])")
_MENTION = re.compile(r"(?<![\w.])@([A-Za-z0-9][\w.-]*)")
_ASIDE = re.compile(r"\s*[(<\[].*$")
_PLACEHOLDER = re.compile(r"[\[{<].*[\]}>]")


@dataclass
class Mapped:
    """Native fields, what had no place among them (name in the source, value), and what is doubtful."""

    fields: dict[str, Any]
    unplaced: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def mapped(record: Record, people: Mapping[str, Person]) -> Mapped:
    """Return a record's fields as native ones, relations and aliases left out: they depend on the other records."""
    work = _Mapping(record, people)
    work.status()
    work.date()
    for name, value in record.fields.items():
        if name not in _ENVELOPE:
            work.put(name, value)
    work.contributors()
    if work.names:
        work.found.fields[PEOPLE] = work.names
    return work.found


def comments(head: str) -> str:
    """Return the comments of front matter, a line each: fields that are written anew do not hold them."""
    try:
        fields = load(head)
        found = [match[0] for match in re.finditer(r"(?:^|(?<=\s))#[^\r\n]*", head, re.MULTILINE)]
        without = re.sub(r"(?:^|(?<=\s))#[^\r\n]*", "", head, flags=re.MULTILINE)
        if not found or load(without) == fields:
            return "".join(f"{comment}\n" for comment in found)
    except MalformedError:
        pass
    return "".join(f"{line.strip()}\n" for line in head.split("\n") if line.startswith("#"))


class _Mapping:
    """One record's fields on their way."""

    def __init__(self, record: Record, people: Mapping[str, Person]) -> None:
        self.record, self.people = record, people
        self.found = Mapped({"id": record.id, "kind": record.kind.name, "title": " ".join(record.title.split())})
        self.names: dict[str, str] = {}
        head = load(record.reading.head) if record.reading.head else {}
        self._stated = {our_name(key, record.conventions): value for key, value in reversed(head.items())}

    def written(self, name: str) -> Any:
        """Return a field's value as its author wrote it, before it was translated."""
        if place := self.record.reading.places.get(name):
            return self.record.reading.body[slice(*place)]
        return self._stated.get(name, self.record.fields.get(name))

    def status(self) -> None:
        """Keep the kind's own word, and the author's where they say more or something else."""
        raw, status = self.record.status_raw, self.record.status
        known = status in self.record.kind.statuses
        if known:
            self.found.fields["status"] = status
        if raw and not (known and self._is_word(raw, str(status))):
            self.found.fields["x-status"] = raw
        if raw and not known:
            self.found.doubts.append(f"`{raw}` is no status of a {self.record.kind.name}: it is kept as `x-status`")

    def _is_word(self, raw: str, status: str) -> bool:
        """Tell whether the author's words are the kind's, or name the successor and no more."""
        from adr.prose import statement_of
        from adr.translation import is_reference

        words = folded(raw)
        if words == folded(status):
            return True
        found = statement_of(raw)
        meant = status_of(raw, self.record.kind, self.record.conventions.statuses) == status
        related = (self.record.fields.get("relations") or {}).get(found.relation if found else "")
        plain = words.startswith(("superseded by", "superceded by", "replaced by"))
        return bool(found and meant and related and plain and is_reference(found.rest))

    def date(self) -> None:
        """Keep a day of the calendar; anything else under ``x-date``."""
        from adr.record import is_date

        value = self.record.fields.get("date")
        if is_date(value):
            self.found.fields["date"] = value
        elif value not in (None, ""):
            self.found.fields["x-date"] = value
            reason = next((d.message for d in self.record.reading.doubts if d.key == "date"), f"`{value}` is no day")
            self.found.doubts.append(f"{reason}: it is kept as `x-date`")

    def put(self, name: str, value: Any) -> None:
        """Keep a field under its name where the kind has it and it may have that value, else under one of ``x-``."""
        kind = self.record.kind
        if name in _PEOPLE:
            self._people(name)
        elif name == "tags":
            self._tags(value)
        elif name.startswith("x-") or (name in kind.fields and self._fits(name, value)):
            self.found.fields[name] = value
        else:
            self._aside(name, self.written(name) if name in kind.fields else value)

    def contributors(self) -> None:
        """Keep authors as contributors, by handle."""
        if "contributors" not in self.record.fields:
            return
        if self._fits("contributors", self.record.fields["contributors"]) and not self._from_words():
            self.found.fields["contributors"] = self.record.fields["contributors"]
            return
        handles, rest = self._handles(self.written("contributors"))
        if handles:
            self.found.fields["contributors"] = [{"who": handle, "role": "author"} for handle in handles]
        if rest:
            self._aside("contributors", rest)

    def _from_words(self) -> bool:
        stated = self.written("contributors")
        return not (isinstance(stated, list) and all(isinstance(item, dict) and "who" in item for item in stated))

    def _people(self, name: str) -> None:
        handles, rest = self._handles(self.written(name))
        if handles:
            self.found.fields[name] = handles[0] if name == "owner" else handles
        rest += handles[1:] if name == "owner" else []
        if name not in self.record.kind.fields:
            self.found.fields.pop(name, None)
            rest = items(self.written(name))
        if rest:
            self._aside(name, rest)

    def _handles(self, stated: Any) -> tuple[list[str], list[Any]]:
        """Return the handles of people, and those who have none; a handle that does not tell the name keeps it."""
        found: dict[str, None] = {}
        rest: list[Any] = []
        listed = [i for i in items(stated) if not isinstance(i, str)]
        for item in listed + [
            part.strip() for i in items(stated) if isinstance(i, str) for part in _SEPARATOR.split(i)
        ]:
            handle = self._handle(item) if isinstance(item, str) else ""
            if handle and self.names.get(handle, item) == item:
                found[handle] = None
                if item.lstrip("@").lower() != handle:
                    self.names[handle] = item
            elif item not in ("", None):
                rest.append(item)
        return list(found), rest

    def _handle(self, name: str) -> str:
        """Return the handle of somebody known, the one that is written, or one made of the name; empty for none."""
        known = {person.name.casefold(): handle for handle, person in self.people.items()}
        bare = name.lstrip("@").lower()
        if bare.rstrip(".") == "et al":
            return ""
        if bare in self.people or _HANDLE.fullmatch(bare):
            return bare
        if (handle := known.get(name.casefold())) or _PLACEHOLDER.fullmatch(name):
            return handle or ""
        if mention := _MENTION.search(name):
            return mention[1].lower().rstrip(".-")
        ascii_ = unicodedata.normalize("NFKD", _ASIDE.sub("", name)).encode("ascii", "ignore").decode().lower()
        made = "-".join(re.findall(r"[a-z0-9._]+", ascii_)).strip("._-")
        return made if _HANDLE.fullmatch(made) and len(made) * 2 > len(_ASIDE.sub("", name)) else ""

    def _tags(self, value: Any) -> None:
        tags = dict.fromkeys(str(tag) for tag in items(value))
        if fitting := [tag for tag in tags if _TAG.fullmatch(tag)]:
            self.found.fields["tags"] = fitting
        if rest := [tag for tag in tags if not _TAG.fullmatch(tag)]:
            self._aside("tags", rest)

    def _aside(self, name: str, value: Any) -> None:
        """Keep a value under ``x-`` and a name that no other has."""
        if value in (None, "", [], {}):
            return
        key = base = f"x-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'field'}"
        number = 2
        while key in self.found.fields or key in (IMPORTED, PEOPLE):
            key, number = f"{base}-{number}", number + 1
        self.found.fields[key] = value
        self.found.unplaced[name] = value

    def _fits(self, name: str, value: Any) -> bool:
        import jsonschema_rs

        schema = self.record.kind.schema
        whole = {"$defs": schema["$defs"], **schema["properties"][name]}
        return bool(jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid(value))
