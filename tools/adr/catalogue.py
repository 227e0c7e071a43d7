"""Folders of data to kinds: those that come with the package, and a project's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ryaml

from adr.admission import Draft, KindError, admit
from adr.finding import did_you_mean
from adr.kind import Kind

SHIPPED = Path(__file__).parent / "kinds"
"""The kinds that come with the package."""


def load_kinds(own: Path | None = None) -> dict[str, Kind]:
    """Read the shipped kinds and those of a project's own folder, by name, shipped ones first.

    A folder of the project's with a shipped kind's name replaces it file by file; a schema with
    ``x-extends: NAME`` is a JSON merge patch (RFC 7396) over that kind's. Raises KindError.
    """
    envelope = ryaml.loads((SHIPPED / "envelope.yaml").read_text(encoding="utf-8"))
    folders = [f for f in sorted(SHIPPED.iterdir()) if (f / "schema.yaml").is_file()]
    schemas = {f.name: _schema(f / "schema.yaml") for f in folders}
    texts: dict[tuple[str, str], str] = {
        (f.name, name): (f / name).read_text(encoding="utf-8") for f in folders for name in ("template.md", "README.md")
    }
    own_folders = [f for f in sorted(own.iterdir()) if f.is_dir()] if own and own.is_dir() else []
    for folder in own_folders:
        _add_own(folder, schemas, texts)
    for folder in own_folders:
        _require(folder, schemas, envelope)
    kinds = {
        name: Kind(name, raw, envelope, texts[name, "template.md"], texts.get((name, "README.md"), ""))
        for name, raw in schemas.items()
    }
    for folder in own_folders:
        _validate(folder / "schema.yaml", kinds[folder.name].schema)
    return kinds


def _add_own(folder: Path, schemas: dict[str, Any], texts: dict[tuple[str, str], str]) -> None:
    name = folder.name
    path = folder / "schema.yaml"
    if path.is_file():
        raw = _schema(path)
        base = raw.pop("x-extends", None)
        if base is not None and base not in schemas:
            raise KindError(f"{path}: x-extends names `{base}`, which is no kind; one of: {', '.join(schemas)}")
        schemas[name] = _merge(schemas[base], raw) if base else raw
        if base:
            for text in ("template.md", "README.md"):
                texts.setdefault((name, text), texts[base, text])
    elif name not in schemas:
        raise KindError(f"{folder}: a new kind needs a schema.yaml")
    for text in ("template.md", "README.md"):
        if (folder / text).is_file():
            texts[name, text] = _text(folder / text)
    if (name, "template.md") not in texts:
        raise KindError(f"{folder}: a new kind needs a template.md")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KindError(f"{path}: {error}") from None


def _schema(path: Path) -> dict[str, Any]:
    try:
        raw = ryaml.loads(_text(path))
    except ValueError as error:
        raise KindError(f"{path}: {error}") from None
    if not isinstance(raw, dict):
        raise KindError(f"{path}: a schema is a mapping; `adr schema decision` prints one")
    raw.setdefault("type", "object")
    raw.setdefault("$schema", "https://json-schema.org/draft/2020-12/schema")
    return raw


def _require(folder: Path, schemas: Mapping[str, Any], envelope: Mapping[str, Any]) -> None:
    """Refuse a schema that cannot work, saying which annotation is missing, malformed or points nowhere."""
    name, path = folder.name, folder / "schema.yaml"
    raw = schemas[name]
    draft = Draft(path, _text(path) if path.is_file() else "", raw, list(envelope["properties"]))
    admit(draft, list(schemas))
    _require_facets(draft, schemas)
    _require_relations(draft, schemas)
    for other, schema in schemas.items():
        if other != name and schema.get("x-prefix") == raw["x-prefix"]:
            raise draft.refusal(["x-prefix"], f"x-prefix `{raw['x-prefix']}` is that of the kind `{other}`")


def _require_facets(draft: Draft, schemas: Mapping[str, Any]) -> None:
    """Refuse facets of fields that do not exist, but for those that are another kind's."""
    inherited = [f for schema in schemas.values() if schema is not draft.raw for f in schema.get("x-facets", ())]
    for number, facet in enumerate(draft.raw.get("x-facets", ())):
        name = "" if facet in inherited else facet if isinstance(facet, str) else facet.get("field", "")
        if name and name.partition(".")[0] not in draft.fields:
            message = f"x-facets names `{name}`, which is no field; {did_you_mean(name, draft.fields)}"
            raise draft.refusal(["x-facets", number], message)


def _require_relations(draft: Draft, schemas: Mapping[str, Any]) -> None:
    """Refuse relations that contradict those of other kinds."""
    others = [schema.get("x-relations", {}) for schema in schemas.values() if schema is not draft.raw]
    stated = {name: relation["inverse"] for relations in others for name, relation in relations.items()}
    for name, relation in draft.raw.get("x-relations", {}).items():
        inverse, keys = relation["inverse"], ["x-relations", name]
        if stated.get(name, inverse) != inverse:
            other = stated[name]
            raise draft.refusal(keys, f"the inverse of `{name}` is `{other}` in other kinds, not `{inverse}`")
        if name in stated.values() and stated.get(name) != name:
            raise draft.refusal(keys, f"`{name}` is the inverse of another kind's relation; write that one")


def _validate(path: Path, schema: dict[str, Any]) -> None:
    """Refuse a schema whose own fields are no JSON Schema."""
    import jsonschema_rs

    try:
        jsonschema_rs.meta.validate(schema)
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    except jsonschema_rs.ValidationError as error:
        where = ".".join(str(step) for step in error.instance_path)
        raise KindError(f"{path}: {where}: {error.message}") from None
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        raise KindError(f"{path}: {error}") from None


def _merge(base: Any, patch: Any) -> Any:
    """Return `base` with `patch` applied, as RFC 7396 defines it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merge(result.get(key), value)
    return result
