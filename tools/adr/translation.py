"""Another dialect's metadata to our fields: from front matter, and from what stands in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adr.addressing import BARE, LINK, Address, Identify, listed
from adr.dialect import Doubt, Reading, Source, Span, identify, number_of, whole
from adr.frontmatter import MalformedError, load, source_of, split, unopened
from adr.prose import Prose, Statement, Value, statement_of
from adr.wording import Conventions, day, field_of, folded, relation_of, status_of

_TITLED = re.compile(r"(?:(?:ADR|RFC)[-\s#]*)?#?(\d{1,5})\s+[-\u2013\u2014]\s+\S.*", re.IGNORECASE)
"""A number and the title of its record, such as ``ADR 0005 - Use Python 3``."""

_RETIRED_BY = re.compile(r"superseded\s{1,9}by\s{1,9}(\[[^\]\n]{0,500}\]\([^)\n]{1,500}\))", re.IGNORECASE)
_DATED = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_TYPED = frozenset(["kind", "target"])
_PEOPLE = frozenset(["decision-makers", "consulted", "informed"])
_OWN = frozenset(["id", "kind", "title", "relations"])


def read_markdown(source: Source, *, by: Identify = identify) -> Reading:
    """Read a record whose metadata stands in front matter, in its text, or in both; the front matter comes first.

    Raises MalformedError for front matter that cannot be read, and for a file without text.
    """
    parts = split(source.text)
    head, head_line, body, body_line = ("", 1, source.text, 1)
    stated: dict[str, Any] = {}
    if parts is not None:
        head, head_line, body, body_line = parts.head, parts.head_line, parts.body, parts.body_line
        stated = load_at(head, head_line)
    if not body.strip():
        raise MalformedError("the file has no text", help_="a record has a title, in its first heading, and a text")
    reading = translate(source, stated, Reading({}, head, head_line, body, body_line), by=by)
    if parts is None and unopened(body):
        doubt = Doubt("", "the front matter is closed but not opened", "put `---` on a line of its own above it")
        return replace(reading, doubts=(doubt, *reading.doubts))
    return reading


def is_reference(text: str) -> bool:
    """Tell whether words lead to records and say nothing else: links, ids, numbers, one number with its title."""
    if any(re.match(r"[a-z][a-z0-9+.-]*:|#", target) for target in LINK.findall(text)):
        return False
    left = BARE.sub("", LINK.sub("", text))
    return _TITLED.fullmatch(text.strip()) is not None or not re.sub(r"\b(?:ADR|RFC|and)\b|[\s,;.&#|-]", "", left)


def load_at(head: str, line: int) -> dict[str, Any]:
    """Parse YAML that starts on a line of its file; raises MalformedError with its place there."""
    try:
        return load(head)
    except MalformedError as error:
        error.line += line - 1
        raise


def translate(source: Source, stated: Mapping[str, Any], reading: Reading, *, by: Identify = identify) -> Reading:
    """Return a reading with our fields: those `stated` in front matter, then those that the body has."""
    work = _Translation(source, stated, reading, by)
    fields = work.fields()
    doubts = tuple(work.doubts)
    return replace(reading, fields=fields, raw=work.raw, places=work.places, doubts=doubts, keys=work.keys)


def our_name(key: str, conventions: Conventions) -> str:
    """Return our name of the field or the relation that a key of front matter stands for, else the key."""
    renamed = {theirs: ours for ours, theirs in conventions.fields.items()}
    if key in renamed or key in _OWN:
        return renamed.get(key, key)
    plain = key.replace("_", " ").replace("-", " ")
    return relation_of(plain) or field_of(plain) or key


class _Translation:
    """One file's metadata on its way to our fields; what was translated is kept as written in `raw`."""

    def __init__(self, source: Source, stated: Mapping[str, Any], reading: Reading, by: Identify) -> None:
        self.source, self.kind, self.by, self.head, body = source, source.kind, by, reading.head, reading.body
        self.address = Address(source, by)
        self.keys: dict[str, str] = {}
        self.prose = Prose(body, number_of(source.path))
        self.raw: dict[str, str] = {}
        self.places: dict[str, Span] = {}
        self.doubts: list[Doubt] = []
        self.body = body
        self._relations: dict[str, list[str]] = {}
        self._inverses = {relation.inverse for relation in source.kind.relations.values()}
        self.stated: dict[str, Any] = {}
        self._related: list[tuple[str, Any]] = []
        for name, value in stated.items():
            known = our_name(name, source.conventions)
            if known != name:
                self.keys.setdefault(known, name)
            if (
                name == "links"
                and isinstance(value, list)
                and all(isinstance(link, dict) and link.keys() >= _TYPED for link in value)
            ):
                self._typed(value)
            elif known in self.kind.relations or known in self._inverses:
                self._related.append((known, value))
            else:
                self.stated[name if known in self.stated else known] = value

    def _typed(self, links: list[Any]) -> None:
        """Relate the record as links with a kind and a target say; one that says more is kept as it is, too."""
        for link in links:
            relation = relation_of(str(link["kind"]))
            self._related.append((relation or "relates-to", link["target"]))
            if relation is None or len(link) > len(_TYPED):
                self.stated.setdefault("links", []).append(link)

    def fields(self) -> dict[str, Any]:
        """Return our fields, the envelope's first."""
        fields: dict[str, Any] = {"id": self._id(), "kind": self.kind.name, "title": self._title()}
        found: dict[str, Any] = {}
        for name in dict.fromkeys([*self.stated, *self.prose.values]):
            value = self._value(name)
            if name not in ("id", "kind", "title", "relations") and value not in (None, "", []):
                found[name] = value
        if "date" not in found and (dated := _DATED.match(self.by(self.source.path, self.kind))):
            found["date"] = "-".join(dated.groups())
        for name in ("status", "date"):
            if name in found:
                fields[name] = found.pop(name)
        for name, row in self.prose.rows.items():
            if relation_of(name) is None:
                found.setdefault(name.lower().replace(" ", "-"), row.text)
        relations = self._all_relations(fields.get("status"))
        return fields | found | ({"relations": relations} if relations else {})

    def _id(self) -> str:
        own = self.stated.get("id")
        from_path = self.by(self.source.path, self.kind)
        if isinstance(own, int) and not isinstance(own, bool):
            return self.address.numbered(own)
        if isinstance(own, str) and own.strip():
            number = whole(own.strip())
            return own.strip() if number is None else self.address.numbered(number)
        number = number_of(self.source.path)
        if self.prose.number is not None and number is not None and self.prose.number != number:
            self.doubts.append(
                Doubt(
                    "title",
                    f"the heading has the number {self.prose.number}, the file's name {number}",
                    "the name decides; correct the heading, or rename the file",
                )
            )
        return from_path

    def _title(self) -> str:
        stated = self.stated.get("title")
        if isinstance(stated, str) and stated.strip():
            return stated.strip()
        return self.prose.title or self.by(self.source.path, self.kind)

    def _value(self, name: str) -> Any:
        """Return a field's value, from front matter where it is there, else from the text."""
        value = self.stated.get(name)
        place: Value | None = None
        if value in (None, "", [], {}):
            place = self.prose.values.get(name)
            if place is None:
                return None
            value = place.text
            self.places[name] = (place.start, place.end)
        if name == "status":
            return self._status(value)
        if name in ("date", "review-by"):
            return self._day(name, value)
        if name in _PEOPLE:
            return listed(value)
        if name == "contributors":
            return [{"who": who, "role": "author"} for who in map(_handle, listed(value)) if who] or None
        if name == "tags":
            return [tag.lower().replace(" ", "-") for tag in map(str, listed(value))]
        return value

    def _status(self, value: Any) -> Any:
        if not isinstance(value, str | int | float):
            self.raw["status"] = self._source("status", value)
            self.doubts.append(
                Doubt("status", "the status is no word", "write one word, without braces: `status: proposed`")
            )
            return None
        written = self.raw["status"] = str(value)
        stack = self.prose.stack if "status" in self.places else ()
        stated = self.source.conventions.statuses
        words = [status_of(line, self.kind, stated) for line in (written, *stack[1:])]
        if "superseded" in words[1:] or _RETIRED_BY.search(written):
            return status_of("superseded", self.kind) or written
        return words[0] or written

    def _source(self, name: str, value: Any) -> str:
        """Return what front matter has for a field, as it is written."""
        return source_of(self.head, [self.keys.get(name, name)]) or str(value)

    def _day(self, name: str, value: Any) -> str:
        written = str(value).strip() if isinstance(value, str) else self._source(name, value)
        found = day(written, self.source.conventions.dates)
        if found.iso != written:
            self.raw[name] = written
        if found.doubt:
            help_ = "write it as YYYY-MM-DD"
            if " or " in found.doubt:
                help_ += f'; `dates = "day-first"` or "month-first" below [kinds.{self.kind.name}] settles all of them'
            self.doubts.append(Doubt(name, found.doubt, help_))
        return found.iso or written

    def _all_relations(self, status: Any) -> dict[str, list[str]]:
        own = self.stated.get("relations")
        for name, targets in own.items() if isinstance(own, dict) else ():
            self._relations[str(name)] = targets if isinstance(targets, list) else [targets]
        for name, value in self._related:
            self._relate(name, value)
        statements = list(self.prose.statements)
        if "status" in self.raw and "status" not in self.places and (found := statement_of(self.raw["status"])):
            statements.append(found)
        for statement in statements:
            self._state(statement)
        if status == "superseded" and "superseded-by" not in self._relations:
            match = _RETIRED_BY.search(self.body)
            if match:
                self._relate("superseded-by", match[1])
        return self._relations

    def _state(self, statement: Statement) -> None:
        """Keep what a line says; other words that lead to a record relate to it."""
        own = folded(statement.words).replace(" ", "-")
        relation = statement.relation or (own if own in self.kind.relations or own in self._inverses else "")
        if relation:
            self._relate(relation, statement.rest)
            self.places.setdefault(f"relations.{relation}", (statement.start, statement.end))
        elif not status_of(statement.words, self.kind, self.source.conventions.statuses):
            links = " ".join(match[0] for match in LINK.finditer(statement.rest))
            self._relate("relates-to", links)

    def _relate(self, name: str, value: Any) -> None:
        if name not in self.kind.relations and name not in self._inverses:
            return
        held = self._relations.setdefault(name, [])
        titled = _TITLED.fullmatch(value.strip()) if isinstance(value, str) and not LINK.search(value) else None
        for target in [id_ for item in listed(titled[1] if titled else value) for id_ in self.address.targets(item)]:
            if target not in held:
                held.append(target)
        if not held:
            del self._relations[name]


def _handle(name: Any) -> str:
    """Return a person as people write one, without the address behind the name and the mark before it."""
    if isinstance(name, dict):
        name = name.get("name") or name.get("who") or ""
    text = re.sub(r"\s*[<(].*?[>)]\s*$", "", str(name)).strip().lstrip("@")
    return "" if text.lower() in ("et al.", "et al") else text
