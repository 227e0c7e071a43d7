"""Whether a kind's schema can work: what it says wrongly, where, and the nearest right word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adr import discovery, frontmatter
from adr.clause import KEYWORDS
from adr.finding import CannotRunError, did_you_mean
from adr.forms import validator, word_pattern, words_of
from adr.schemas import output_schema

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

Keys = Sequence[str | int]


class KindError(CannotRunError):
    """A kind's folder that cannot be used; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A kind's schema on its way: the file, its text, what it says with all that it extends, and its field names."""

    path: Path
    text: str
    raw: Mapping[str, Any]
    envelope: Sequence[str]

    def refusal(self, keys: Keys, message: str, *, key: bool = False) -> KindError:
        """Return an error at a place of the file; without the place where the file does not have it."""
        at = frontmatter.locate(self.text, keys, key=key)
        return KindError(f"{self.path}{f':{at[0]}:{at[1]}' if at else ''}: {message}")

    @property
    def fields(self) -> list[str]:
        """All fields that clauses may name: the envelope's, the kind's own, and the keys that it lists as written."""
        listed = [
            name
            for entry in self.raw.get("x-keys", ())
            for group in ("order", "required", "optional", "forbidden")
            for name in entry.get(group, ())
        ]
        return list(dict.fromkeys([*self.envelope, *self.raw.get("properties", {}), *listed]))


def admit(draft: Draft, kinds: Sequence[str]) -> None:
    """Refuse a schema whose keywords are misspelt, misshapen, or name what is not there. Raises KindError."""
    for key in ("x-prefix", "x-folder", "x-statuses"):
        if not draft.raw.get(key):
            near = did_you_mean(key, [name for name in draft.raw if name.startswith("x-")])
            hint = f"; `{near[len('did you mean `') : -2]}` is no keyword" if near.startswith("did you mean") else ""
            raise KindError(f"{draft.path}: a kind needs `{key}`{hint}")
    for error in _shape(draft):
        raise error
    for keys, status in _statuses(draft.raw):
        if status not in draft.raw["x-statuses"]:
            meant = did_you_mean(status, draft.raw["x-statuses"])
            listed = ", ".join(draft.raw["x-statuses"])
            raise draft.refusal(keys, f"`{status}` is not among x-statuses ({listed}); {meant}")
    for keys, name in _fields(draft.raw):
        if not name.startswith("x-") and name not in draft.fields and name.split(".")[0] not in draft.fields:
            message = f"{keys[0]} names `{name}`, which is no field; {did_you_mean(name, draft.fields)}"
            raise draft.refusal(keys, message, key=keys[-1] == name)
    for keys, schema in _schemas(draft.raw):
        try:
            validator(json.dumps(schema))
        except (ValueError, TypeError) as problem:
            raise draft.refusal(keys, f"{_path(keys)}: {problem}") from None
    _names(draft, kinds)


def _shape(draft: Draft) -> Iterator[KindError]:
    """Yield where the schema is not as that of all kinds wants it."""
    import jsonschema_rs

    wanted = output_schema("kind")
    for error in jsonschema_rs.Draft202012Validator(wanted, validate_formats=True).iter_errors(draft.raw):
        yield _refused(draft, wanted, error)


def _refused(draft: Draft, wanted: Mapping[str, Any], error: ValidationError) -> KindError:
    """Return an error of a validator with its place and, for a word, the nearest right one."""
    keys, instance = list(error.instance_path), error.instance
    where, keyword = _path(keys), error.schema_path[-1]
    holder = _holder(wanted, [*error.schema_path][:-1])
    if keyword == "additionalProperties" and isinstance(instance, dict):
        known = holder.get("properties", {})
        key = next(k for k in instance if k not in known and not (not keys and k.startswith("x-own-")))
        hint = did_you_mean(key, known)
        own = "" if keys or "did you mean" in hint else "; a keyword of your own starts with `x-own-`"
        within = f" in `{where}`" if keys else ""
        return draft.refusal([*keys, key], f"`{key}` is no keyword{within}; {hint}{own}", key=True)
    if keyword == "enum":
        hint = did_you_mean(str(instance), map(str, holder["enum"]))
        return draft.refusal(keys, f"`{instance}` is no value of `{where}`; {hint}")
    if keyword == "anyOf" and all("required" in choice for choice in holder["anyOf"]):
        choices = ", ".join(choice["required"][0] for choice in holder["anyOf"])
        return draft.refusal(keys, f"`{where}` asks for nothing; it needs one of: {choices}")
    return draft.refusal(keys, f"{where or 'the schema'}: {error.message}")


def _holder(schema: Mapping[str, Any], path: Sequence[str | int]) -> Any:
    """Return the part of a schema at a path that a validator reported; references are followed as they come."""
    node: Any = schema
    for step in path:
        node = node[step]
        if isinstance(node, str) and step == "$ref":
            node = schema["$defs"][node.rsplit("/", 1)[-1]]
    return node


def _path(keys: Keys) -> str:
    return ".".join(str(key) for key in keys)


def _entries(raw: Mapping[str, Any]) -> Iterator[tuple[list[str | int], Mapping[str, Any]]]:
    """Yield every entry of a list that may have a condition, with its place."""
    for word in ("x-required", "x-sections", *KEYWORDS):
        stated = raw.get(word, ())
        for number, entry in enumerate(stated if isinstance(stated, list) else ()):
            yield [word, number], entry


def _statuses(raw: Mapping[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield every status that the schema names, with its place."""
    for number, status in enumerate(raw.get("x-in-force", ())):
        yield ["x-in-force", number], status
    for status, following in raw.get("x-transitions", {}).items():
        yield ["x-transitions", status], status
        for number, name in enumerate(following):
            yield ["x-transitions", status, number], name
    for keys, entry in _entries(raw):
        if "from" in entry:
            yield [*keys, "from"], entry["from"]
        for way in ("when", "unless"):
            for number, status in enumerate(entry.get(way, {}).get("status", ())):
                yield [*keys, way, "status", number], status
        for group, names in enumerate(entry.get("status-order", ())):
            for number, status in enumerate(names):
                yield [*keys, "status-order", group, number], status


_SINGLE = ("field", "reciprocal", "equals", "differs-from", "more-than", "less-than")
_SEVERAL = ("one-of", "some-of", "together", "fields")


def _fields(raw: Mapping[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield every field that an entry names, with its place."""
    for keys, entry in _entries(raw):
        single = (*_SINGLE, "at-least", "at-most") if keys[0] == "x-compare" else _SINGLE
        yield from (([*keys, key], entry[key]) for key in single if key in entry)
        for key in _SEVERAL:
            yield from (([*keys, key, number], name) for number, name in enumerate(entry.get(key, ())))
        for way in ("when", "unless"):
            yield from (([*keys, way, name], name) for name in entry.get(way, {}))


def _schemas(raw: Mapping[str, Any]) -> Iterator[tuple[list[str | int], Mapping[str, Any]]]:
    """Yield every JSON Schema and every pattern within an entry, as a schema, with its place."""
    for keys, entry in _entries(raw):
        if "schema" in entry:
            yield [*keys, "schema"], entry["schema"]
        if "words" in entry:
            yield [*keys, "words"], {"pattern": word_pattern(words_of(entry["words"]))}
        for key in ("pattern", "without"):
            if key in entry:
                yield [*keys, key], {"pattern": entry[key]}


def _names(draft: Draft, kinds: Sequence[str]) -> None:
    """Refuse kinds and rules that do not exist."""
    for keys, entry in _entries(draft.raw):
        for number, kind in enumerate(entry.get("to", ())):
            if kind not in kinds:
                raise draft.refusal([*keys, "to", number], f"no kind is called `{kind}`; {did_you_mean(kind, kinds)}")
    codes = [name.upper() for name in discovery.names("rules")]
    for number, code in enumerate(draft.raw.get("x-asks", ())):
        if code not in codes:
            raise draft.refusal(["x-asks", number], f"no rule has the code `{code}`; {did_you_mean(code, codes)}")
