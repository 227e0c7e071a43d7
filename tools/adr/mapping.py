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
from adr.written import text_at, with_texts

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
_CLOCK = re.compile(r"\d:\d\d|\dT\d")
"""What a time of day looks like, which no field for a day holds."""


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
    work.second()
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
        names = self._names = {key: our_name(key, record.conventions) for key in head}
        self._stated = {names[key]: value for key, value in reversed(head.items())}
        self._head = head
        self._keys = {names[key]: key for key in reversed(head)} | {key: key for key in head}

    def written(self, name: str) -> Any:
        """Return a field's value as its author wrote it, before it was translated."""
        if place := self.record.reading.places.get(name):
            return self.record.reading.body[slice(*place)]
        return self._stated.get(name, self.record.fields.get(name))

    def _source(self, name: str) -> str:
        """Return the source text of a field that front matter states; empty where it does not, or says nothing."""
        if name in self.record.reading.places or self._stated.get(name) in (None, "", [], {}):
            return ""
        return text_at(self.record.reading.head, [self._keys[name]])

    def _as_written(self, name: str, value: Any) -> Any:
        """Return a value with numbers that are not written as they are read, such as 1.10, as their text."""
        if name not in self._keys or name in self.record.reading.places:
            return value
        return with_texts(value, self.record.reading.head, [self._keys[name]])

    def status(self) -> None:
        """Keep the kind's own word, and the author's where they say more or something else."""
        status = self.record.status
        raw: str | None = self.record.status_raw or self._source("status")
        known = status in self.record.kind.statuses
        if raw and not known and self._relates(raw):
            raw, status = self._next_status()
            known = status is not None
        if known:
            self.found.fields["status"] = status
        if raw and not (known and self._is_word(raw, str(status))):
            self.found.fields["x-status"] = raw
        if raw and not known:
            self.found.doubts.append(f"`{raw}` is no status of a {self.record.kind.name}: it is kept as `x-status`")

    def _relates(self, line: str) -> bool:
        """Tell whether a line is understood as a relation, and says nothing else."""
        from adr.prose import statement_of
        from adr.translation import is_reference

        found = statement_of(line)
        relations = self.record.fields.get("relations") or {}
        return bool(found and found.relation in relations and is_reference(found.rest))

    def _next_status(self) -> tuple[str | None, str | None]:
        """Return the line below the first one of the status that is a status, and which; nothing where none is."""
        from adr.prose import Prose

        for line in Prose(self.record.reading.body).stack[1:]:
            if status := status_of(line, self.record.kind, self.record.conventions.statuses):
                return line, status
        return None, None

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
        written = self._source("date") or self.record.reading.raw.get("date", "")
        if is_date(value):
            self.found.fields["date"] = value
            if _CLOCK.search(written):
                self.found.fields["x-date"] = written
                self.found.doubts.append(f"`{written}` says more than a day: it is kept as `x-date`")
        elif value not in (None, "") or written:
            written = written or str(value)
            self.found.fields["x-date"] = written
            reason = next((d.message for d in self.record.reading.doubts if d.key == "date"), f"`{written}` is no day")
            self.found.doubts.append(f"{reason}: it is kept as `x-date`")

    def put(self, name: str, value: Any) -> None:
        """Keep a field under its name where the kind has it and it may have that value, else under one of ``x-``."""
        kind = self.record.kind
        if name in _PEOPLE:
            self._people(name)
        elif name == "tags":
            self._tags(value)
        elif name.startswith("x-"):
            self.found.fields[name] = self._as_written(name, value)
        elif name in kind.fields and self._fits(name, value):
            self.found.fields[name] = value
            if _CLOCK.search(raw := self.record.reading.raw.get(name, "")):
                self._aside(name, raw)
        else:
            self._aside(name, self._as_written(name, self.written(name) if name in kind.fields else value))

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

    def second(self) -> None:
        """Keep the value of a key that stands for a field which another key says, too."""
        related = {*self.record.kind.relations, *(r.inverse for r in self.record.kind.relations.values())}
        for key, name in self._names.items():
            if key not in self.record.fields and name != key and name in self._names and name not in related:
                self._aside(key, self._as_written(key, self._head[key]))

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
