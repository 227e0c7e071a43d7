"""A record kind: a folder with a schema, a template and a description. No Python is needed to add one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """When a requirement applies: every field in `when` has one of its values, none in `unless` does."""

    when: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether the condition holds for a record's fields."""
        for name, values in self.when.items():
            if fields.get(name) not in values:
                return False
        for name, values in self.unless.items():  # noqa: SIM110 - two generators for each section take longer
            if fields.get(name) in values:
                return False
        return True

    def __str__(self) -> str:
        parts = [f"{name} is {' or '.join(values)}" for name, values in self.when.items()]
        parts += [f"{name} is not {' or '.join(values)}" for name, values in self.unless.items()]
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Fields that must be present from a status on, and the rule that says so."""

    status: str
    statuses: frozenset[str]
    fields: tuple[str, ...]
    condition: Condition
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that a body must have from a kind's second status on, and the rule that says so."""

    title: str
    level: int
    condition: Condition
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link, stored on `source` records; `targets` are kind names, or ``any``."""

    name: str
    inverse: str
    targets: tuple[str, ...]
    acyclic: bool


@dataclass(frozen=True, eq=False)
class Kind:
    """A record kind, read from its folder.

    Attributes:
        name: Singular, such as ``decision``.
        raw: The schema as written, merged with what it extends.
        envelope: What all kinds share.
        template: The Markdown of a new record, with ``{{ variables }}``.
        description: One page of Markdown on what the kind is for.
    """

    name: str
    raw: Mapping[str, Any]
    envelope: Mapping[str, Any]
    template: str
    description: str

    @cached_property
    def title(self) -> str:
        """The kind's name for readers, such as ``Decision``."""
        return str(self.raw.get("title", self.name.capitalize()))

    @cached_property
    def plural(self) -> str:
        """The register's name for readers, such as ``Decisions``."""
        return str(self.raw.get("x-plural", f"{self.title}s"))

    @cached_property
    def prefix(self) -> str:
        """The three letters that the kind's ids start with."""
        return str(self.raw["x-prefix"])

    @cached_property
    def folder(self) -> str:
        """The kind's folder, relative to the project's root, unless settings say otherwise."""
        return str(self.raw["x-folder"])

    @cached_property
    def known_as(self) -> tuple[str, ...]:
        """What the kind's folder is called elsewhere, in lower case."""
        return tuple(self.raw.get("x-known-as", ()))

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """All statuses, in order of a record's life; the first asks for the envelope only."""
        return tuple(self.raw["x-statuses"])

    @cached_property
    def transitions(self) -> Mapping[str, tuple[str, ...]]:
        """From each status, those that may follow it."""
        stated = self.raw.get("x-transitions", {})
        return {status: tuple(stated.get(status, ())) for status in self.statuses}

    @cached_property
    def in_force(self) -> frozenset[str]:
        """Statuses in which a record binds its readers."""
        return frozenset(self.raw.get("x-in-force", ()))

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """From a meaning such as ``accepted``, or a word, to the kind's own status for it."""
        return {**{status: status for status in self.statuses}, **self.raw.get("x-meanings", {})}

    def phase(self, status: str | None) -> str:
        """Return ``draft``, ``open``, ``in-force``, ``retired`` or ``unknown``: what a status means for readers."""
        if status not in self.transitions:
            return "unknown"
        if status in self.in_force:
            return "in-force"
        if self.came_into_force(status) or not self.following(str(status)) & self.in_force:
            return "retired"
        return "draft" if status == self.statuses[0] else "open"

    def came_into_force(self, status: str | None) -> bool:
        """Tell whether a record with that status is in force, or was before it was retired."""
        return any(status in self.following(live) for live in self.in_force)

    def following(self, status: str) -> frozenset[str]:
        """Return `status` and what can follow it without stepping back in the order of statuses."""
        order = {s: i for i, s in enumerate(self.statuses)}
        seen, pending = {status}, [status]
        while pending:
            current = pending.pop()
            for following in self.transitions.get(current, ()):
                if order.get(following, -1) > order[current] and following not in seen:
                    seen.add(following)
                    pending.append(following)
        return frozenset(seen)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """What must be present from which status on: what the kind says, and what every kind asks for."""
        stated = [_requirement(self, entry) for entry in self.raw.get("x-required", ())]
        reviewed = {status for r in stated if "review-by" in r.fields for status in r.statuses if not r.condition.when}
        unreviewed = [status for status in self.statuses if status in self.in_force - reviewed]
        shared: list[dict[str, Any]] = [{"from": status, "fields": ["review-by"]} for status in unreviewed]
        of_client = {"classification": ["client"]}
        shared += [{"from": status, "fields": ["client"], "when": of_client} for status in self.statuses[1:2]]
        return (*stated, *(_requirement(self, entry) for entry in shared))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings that a body must have, in order."""
        return tuple(
            Section(entry["title"], entry.get("level", 2), _condition(entry), entry.get("rule", "ENV008"))
            for entry in self.raw.get("x-sections", ())
        )

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """The relations that records of this kind store, by name."""
        return {
            name: Relation(name, entry["inverse"], tuple(entry["to"]), bool(entry.get("acyclic", False)))
            for name, entry in self.raw.get("x-relations", {}).items()
        }

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """All keys that front matter may have, the envelope's first."""
        return tuple(self.schema["properties"])

    def label(self, field: str) -> str:
        """Return a field's name for readers: its schema's title, else its key in words."""
        return str(self.schema["properties"].get(field, {}).get("title", field.replace("-", " ").capitalize()))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The whole kind as one self-contained JSON Schema (2020-12), for editors and for checking."""
        import json

        base = json.loads(json.dumps(self.envelope))
        own = json.loads(json.dumps(self.raw))
        schema: dict[str, Any] = {"$schema": own.pop("$schema"), **own, "x-kind": self.name}
        schema["properties"] = base["properties"] | own.get("properties", {})
        schema["properties"]["kind"]["const"] = self.name
        schema["properties"]["id"]["pattern"] = f"^{self.prefix}-[0-9]{{4}}$"
        schema["properties"]["status"]["enum"] = list(self.statuses)
        if self.relations:
            ids = schema["properties"]["relations"]["additionalProperties"]
            schema["properties"]["relations"]["properties"] = dict.fromkeys(self.relations, ids)
        schema["patternProperties"] = base["patternProperties"] | own.get("patternProperties", {})
        schema["required"] = base["required"] + own.get("required", [])
        schema["additionalProperties"] = False
        conditions = own.get("allOf", []) + [_as_schema(r) for r in self.requirements]
        if conditions:
            schema["allOf"] = conditions
        schema["$defs"] = base["$defs"] | own.get("$defs", {})
        return schema

    def schema_at(self, keys: Sequence[str | int]) -> Mapping[str, Any]:
        """Return the schema of the field at `keys`, references followed; empty for a field that there is not.

        A key that the schema does not name has the schema of all further ones, if it says any. Items of lists count
        only where `keys` count them or go on below them.
        """
        node: Mapping[str, Any] = self.schema
        for key in keys:
            if isinstance(key, int):
                node = node.get("items", {})
            else:
                node = self._followed(node.get("items", node))
                further = node.get("additionalProperties")
                known = node.get("properties", {})
                node = known.get(key, further if isinstance(further, dict) else {})
            node = self._followed(node)
        return node

    def _followed(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a schema with what its reference leads to; what it says itself comes first."""
        while "$ref" in node:
            target = self.schema["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        return node

    @cached_property
    def validator(self) -> Any:
        """A compiled validator of `schema`; its requirements by status are left to rules, which say more."""
        import jsonschema_rs

        schema = {key: value for key, value in self.schema.items() if key not in ("allOf", "required")}
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    @cached_property
    def instants(self) -> tuple[str, ...]:
        """The top-level fields that hold a moment in UTC."""
        return tuple(
            name for name, schema in self.schema["properties"].items() if schema.get("$ref") == "#/$defs/instant"
        )

    @cached_property
    def handle_fields(self) -> tuple[tuple[str, ...], ...]:
        """Paths of all fields that hold a handle; ``*`` stands for any item of a list."""
        return tuple(_paths_to(self.schema["properties"], "#/$defs/handle"))


def _requirement(kind: Kind, entry: Mapping[str, Any]) -> Requirement:
    statuses = kind.following(entry["from"])
    return Requirement(entry["from"], statuses, tuple(entry["fields"]), _condition(entry), entry.get("rule", "ENV005"))


def _condition(entry: Mapping[str, Any]) -> Condition:
    return Condition(
        {k: tuple(v) for k, v in entry.get("when", {}).items()},
        {k: tuple(v) for k, v in entry.get("unless", {}).items()},
    )


def _as_schema(requirement: Requirement) -> dict[str, Any]:
    """Express a requirement in plain JSON Schema, so that editors know it too."""
    condition: dict[str, Any] = {
        "properties": {
            "status": {"enum": sorted(requirement.statuses)},
            **{name: {"enum": list(values)} for name, values in requirement.condition.when.items()},
        },
        "required": ["status", *requirement.condition.when],
    }
    if requirement.condition.unless:
        excluded = {name: {"enum": list(values)} for name, values in requirement.condition.unless.items()}
        condition["not"] = {"anyOf": [{"properties": {n: v}, "required": [n]} for n, v in excluded.items()]}
    return {"if": condition, "then": {"required": list(requirement.fields)}}


def _paths_to(properties: Mapping[str, Any], reference: str) -> Iterable[tuple[str, ...]]:
    """Yield the paths of all properties, at any depth, whose schema is `reference`."""
    for name, schema in properties.items():
        step: tuple[str, ...] = (name,)
        inner = schema
        while "items" in inner:
            step, inner = (*step, "*"), inner["items"]
        if inner.get("$ref") == reference:
            yield step
        for rest in _paths_to(inner.get("properties", {}), reference):
            yield (*step, *rest)
