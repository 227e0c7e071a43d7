"""A field of a record from the text that a command line gives for it."""

from __future__ import annotations

from typing import Any

from adr.draft import NATIVE, Draft
from adr.edit import set_literal
from adr.finding import CannotRunError, did_you_mean
from adr.record import Record, items
from adr.scalar import scalar

_FIXED = {
    "id": "`adr renumber` changes it",
    "kind": "a record keeps its kind",
    "title": "`adr rename` changes it",
    "status": "`adr status` changes it",
    "relations": "`adr link` changes them",
    "aliases": "they are kept by `adr renumber` and `adr rename`",
}
_LITERAL = ("integer", "number", "boolean")
"""Types whose values YAML has forms of their own for; what is not of that form stays text, for the kind to refuse."""


def named(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the fields that ``NAME=VALUE`` pairs name; raises CannotRunError for a pair without ``=``."""
    for pair in pairs:
        if "=" not in pair:
            raise CannotRunError(f"`{pair}` is no field: write NAME=VALUE, such as impact=high")
    return dict(pair.partition("=")[::2] for pair in pairs)


def set_field(draft: Draft, record: Record, name: str, value: str) -> None:
    """Set a field of the kind from text: a list takes its items separated by commas, a mapping ``NAME.KEY`` each."""
    name, _, inner = name.partition(".")
    if name in _FIXED:
        raise CannotRunError(f"`{name}` is not set as a field; {_FIXED[name]}")
    schema = record.kind.schema["properties"].get(name)
    if inner or (schema or {}).get("type") in ("object", *_LITERAL):
        _set_typed(draft, record, name, inner, value)
        return
    if schema is None and not name.startswith("x-"):
        raise CannotRunError(
            f"a {record.kind.name} has no field `{name}`; {did_you_mean(name, record.kind.fields)}"
            f" (`adr schema {record.kind.name}` describes all)"
        )
    if (schema or {}).get("type") != "array":
        draft.set(record, name, value)
        refuse_fault(draft.record(record), name, value)
        return
    for old in items(draft.record(record).fields.get(name)):
        draft.remove(record, [name], str(old))
    for item in (part.strip() for part in value.split(",")):
        if item:
            draft.add(record, [name], item)
    refuse_fault(draft.record(record), name, value)


def refuse_fault(record: Record, name: str, value: str, inner: str = "") -> None:
    """Raise CannotRunError where a field's new value is not one that the kind knows."""
    path = (name, inner) if inner else (name,)
    fault = next((fault for fault in record.faults if fault.keys[: len(path)] == path), None)
    if fault is not None:
        choices = did_you_mean(value, map(str, fault.argument)) if fault.keyword == "enum" else ""
        wanted = choices or (f"expected {fault.expected}" if fault.expected else "`adr check` says what is")
        raise CannotRunError(f"`{value}` is no value of `{'.'.join(path)}`; {wanted}")


def _set_typed(draft: Draft, record: Record, name: str, inner: str, value: str) -> None:
    """Set a value that is no text: a number, true or false, or one key of a mapping."""
    schema: dict[str, Any] = record.kind.schema["properties"].get(name) or {}
    if schema.get("$ref", "").startswith("#/$defs/"):
        schema = {**record.kind.schema["$defs"][schema["$ref"].rpartition("/")[2]], **schema}
    keys = schema.get("properties", {})
    if schema.get("type") == "object" and inner not in keys:
        choices = did_you_mean(inner, keys) if inner else f"it has: {', '.join(keys)}"
        raise CannotRunError(f"`{name}` is a mapping: write {name}.KEY=VALUE; {choices}")
    if inner and not keys:
        raise CannotRunError(f"`{name}` is no mapping, so `{name}.{inner}` is no field of it")
    if record.dialect != NATIVE:
        raise CannotRunError(f"{record.path} is written as {record.dialect}, which has no place for `{name}`")
    written, meant = _literal(value, str((keys[inner] if inner else schema).get("type", "")))
    path = (name, inner) if inner else (name,)
    fields = record.kind.fields
    above = fields[: fields.index(name)] if name in fields else ()
    draft.texts[record.path] = set_literal(draft.record(record).text, path, written, meant, after=above)
    refuse_fault(draft.record(record), name, value, inner)


def _literal(value: str, type_: str) -> tuple[str, Any]:
    """Return a value as YAML writes it and what it then means: text, unless it has the form of its type."""
    if type_ == "boolean" and value in ("true", "false"):
        return value, value == "true"
    if type_ in ("integer", "number") and value.removeprefix("-").isdecimal() and str(int(value)) == value:
        return value, int(value)
    return scalar(value, flow=True), value
